"""Validation of a project: in, its files and what is asked; out, findings with their places, less what is waived.

parse → shapes → checks → levels → places → quotes → waivers. A file that cannot be parsed is a finding, too.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kgtool.checks import Context, DocumentText, check_rules, checked
from kgtool.checks.levels import Levels, levelled, read_levels
from kgtool.errors import KgtoolError, ProjectError, SyntaxProblem, UsageError
from kgtool.pipeline.digests import contents
from kgtool.pipeline.generated import edited_files
from kgtool.pipeline.graph import Graph
from kgtool.pipeline.quotes import quoted
from kgtool.pipeline.touched import touched_since
from kgtool.project import Project, files_under
from kgtool.rdf.positions import Lines, Position
from kgtool.rdf.store import parse
from kgtool.rdf.store.syntax import format_of
from kgtool.rdf.terms import Triple
from kgtool.validation.locating import Source, located, sources_of
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import SYNTAX, Finding, Findings, Place, Rule
from kgtool.validation.reports.words import rule_name
from kgtool.validation.rules import shape_rules
from kgtool.validation.waivers import WAIVER_RULES, Waiver, read_waivers, waived

if TYPE_CHECKING:
    from kgtool.validation import Engine, Shapes

WAIVERS = "waivers.ttl"
PROFILE = "profile.txt"
_SUFFIXES = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf", ".owl")
_SYNTAX_RULE = Rule(SYNTAX, "files", "file can be parsed", "Correct the file at the place named.")


@dataclass(frozen=True, slots=True)
class Request:
    """What to validate and how: RDF files in place of the project's facts, and shapes in place of its own.

    engine is what checks the shapes, tell is told what it leaves to another.
    baselines are files of waivers beside shapes/waivers.ttl; today decides which waivers have expired; fail_on is the
    least severity that makes the run fail, None for none; profile is a file of levels in place of shapes/profile.txt.
    only are the rules to report, all if it is empty; changed_since is a git revision.
    """

    today: datetime.date
    paths: tuple[Path, ...] = ()
    shapes: Path | None = None
    engine: Engine = "kgtool"
    tell: Callable[[str], None] = lambda text: None
    fail_on: Severity | None = Severity.VIOLATION
    baselines: tuple[Path, ...] = ()
    profile: Path | None = None
    only: frozenset[str] = frozenset()
    changed_since: str | None = None

    @property
    def is_whole(self) -> bool:
        """Return whether the project as it is is checked, by all that it is checked by."""
        return not (self.paths or self.shapes)

    @property
    def reports_all(self) -> bool:
        """Return whether everything that is found is reported."""
        return self.is_whole and not (self.only or self.changed_since)


def validated(project: Project, request: Request) -> Findings:
    """Return the findings on a project's graph, or on the RDF files given in place of its facts and evidence.

    Raises KgtoolError for what cannot be used at all; a syntax error is a finding.
    """
    files = _Files.of(project, request)
    problems = files.syntax_problems()
    if problems:
        return _finished(request, Findings.of(problems, (_SYNTAX_RULE, *files.rules())), ())
    waivers, rules = files.waivers(), (_SYNTAX_RULE, *WAIVER_RULES, *check_rules(), *files.rules())
    found = [*_shape_findings(files, request), *checked(_context(files, request), only_data=not request.is_whole)]
    levels = files.levels(request.profile, {rule.name for rule in rules})
    if unknown := request.only - {
        name for rule in rules for name in (rule.name, rule_name(rule.name, project.prefixes))
    }:
        raise UsageError(f"no rule is called {min(unknown)!r}", where="--only", hint="the JUnit report lists all rules")
    chosen = (f for f in levelled(found, levels) if not request.only or _names(f, project) & request.only)
    placed = files.located(chosen)
    if request.changed_since is not None:
        touched = touched_since(project, request.changed_since, files.graph.asserted, files.shown)
        placed = [finding for finding in placed if touched.concerns(finding)]
    return _finished(request, Findings.of(placed, rules), waivers)


def _names(finding: Finding, project: Project) -> set[str]:
    return {finding.rule, rule_name(finding.rule, project.prefixes)}


def _finished(request: Request, findings: Findings, waivers: Sequence[Waiver]) -> Findings:
    complete = request.reports_all and not findings.broken
    left, covered = waived(findings.findings, waivers, request.today, complete=complete)
    return replace(Findings.of(left, findings.rules), waived=covered, fail_on=request.fail_on)


def _shape_findings(files: _Files, request: Request) -> Iterator[Finding]:
    from kgtool.validation import validate

    shapes = files.shapes
    graph = files.graph
    inferred = graph.closure.inferred if shapes.closure else ()
    report = validate(graph.asserted, inferred, shapes, engine=request.engine, tell=request.tell)
    return (Finding.of(result) for result in report.results)


def _context(files: _Files, request: Request) -> Context:
    graph, project = files.graph, files.project
    shapes_data = contents(files.shapes_files, project.root)
    given = graph.facts if request.paths else {**graph.ontology, **graph.reference, **graph.facts, **graph.evidence}
    closure = graph.closure
    return Context(
        settings=project.settings,
        ontology=graph.ontology_triples,
        reference=graph.reference_triples,
        facts=graph.facts_triples,
        evidence=graph.evidence_triples,
        inferred=closure.inferred,
        shapes=[triple for source in files.shapes_sources() for triple in source.triples()],
        contradictions=[(words, ()) for words in closure.contradictions],
        turtle={files.shown(n): data for n, data in {**given, **shapes_data}.items() if n.endswith(".ttl")},
        queries={files.shown(path): path for _, path in sorted(project.queries.items())},
        document=files.document,
        edited={files.shown(name): why for name, why in edited_files(project).items()} if request.is_whole else {},
    )


@dataclass
class _Files:
    """The files of a run by role, and how they are shown."""

    project: Project
    graph: Graph
    shapes_files: list[Path]
    waiver_files: list[Path]

    @classmethod
    def of(cls, project: Project, request: Request) -> _Files:
        _check_links(project)
        graph = Graph.of(project)
        if request.paths:
            graph = replace(graph, facts=contents(rdf_files(request.paths), project.root), evidence={})
        shapes = rdf_files([request.shapes]) if request.shapes else project.shapes_files
        own = project.root / "shapes" / WAIVERS
        waivers = [*([own] if own.is_file() else []), *request.baselines]
        return cls(project, graph, [path for path in shapes if path != own], waivers)

    @property
    def shapes(self) -> Shapes:
        from kgtool.validation import load_shapes

        return load_shapes(self.shapes_files)

    def shown(self, path: Path | str) -> str:
        """Return a file as seen from the working directory if it is below it, else from the project's folder."""
        path = self.project.root / path
        for folder in (Path.cwd(), self.project.root):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return str(path)

    def shapes_sources(self) -> list[Source]:
        """Return the files of shapes, which are parsed like those of the graph."""
        data = self._read(self.shapes_files)
        return sources_of(data, "s", self.shown, lambda name: format_of(Path(name)))

    @cached_property
    def _documents(self) -> dict[str, DocumentText | None]:
        return {}

    def document(self, name: str) -> DocumentText | None:
        """Return a source document by its file name; None if it is not there or cannot be read."""
        if name not in self._documents:
            self._documents[name] = self._document(name)
        return self._documents[name]

    def _document(self, name: str) -> DocumentText | None:
        from kgtool.reading import read

        path = next((path for path in self.project.documents if path.name == name), None)
        if path is None:
            return None
        stored = self.project.root / "graph" / "text" / f"{path.stem}.txt"
        try:
            if stored.is_file():
                digest = sha256(path.read_bytes()).hexdigest()
                return DocumentText(self.shown(stored), stored.read_bytes().decode(), digest)
            document = read(path)
        except (KgtoolError, OSError, UnicodeDecodeError):
            return None
        return DocumentText(self.shown(path), document.text, document.sha256)

    def levels(self, given: Path | None, rules: set[str]) -> Levels:
        """Return the levels that the profile given, or else the project's own, gives to rules."""
        own = self.project.root / "shapes" / PROFILE
        path = given or (own if own.is_file() else None)
        return read_levels(path, rules, self.project.prefixes) if path else {}

    def sources(self) -> list[Source]:
        """Return the RDF files of the graph in the order in which a finding is looked for in them."""
        graph = self.graph
        roles = ((graph.facts, "f"), (graph.reference, "r"), (graph.evidence, "e"), (graph.ontology, "o"))
        return [
            source
            for files, role in roles
            for source in sources_of(files, role, self.shown, lambda name: format_of(Path(name)))
        ] + self.shapes_sources()

    def rules(self) -> Iterator[Rule]:
        """Yield the shapes as rules; a file of shapes that cannot be parsed has none."""
        for path in self.shapes_files:
            try:
                yield from shape_rules(parse(path.read_bytes(), format_of(path)), self.shown(path))
            except (SyntaxProblem, OSError):
                continue

    def waivers(self) -> list[Waiver]:
        return [
            waiver
            for path, data in self._read(self.waiver_files).items()
            for waiver in read_waivers(data, self.shown(path))
        ]

    def located(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings with their places in the files, and the passages behind them."""
        placed = located(findings, self.sources(), self._premises)
        graph = self.graph
        return quoted(placed, self.document, self.project.settings, graph.facts_triples, graph.evidence_triples)

    @cached_property
    def _inferred(self) -> frozenset[Triple]:
        return frozenset(self.graph.closure.inferred)

    def _premises(self, triple: Triple) -> list[Triple]:
        """Return the asserted triples that an inferred one follows from, by its shortest proof; none for others."""
        proof = self.graph.closure.reasons.proof(triple) if triple in self._inferred else None
        waiting, found = [proof] if proof else [], []
        while waiting:
            proof = waiting.pop()
            waiting += reversed(proof.premises)
            found += [] if proof.rule else [proof.triple]
        return found

    def syntax_problems(self) -> list[Finding]:
        """Return a finding for each file that cannot be parsed: the first thing wrong in it."""
        try:
            _ = self.graph.asserted, self.shapes
            for path, data in self._read(self.waiver_files).items():
                parse(data, source=path)
        except SyntaxProblem:
            return list(self._all_syntax_problems())
        return []

    def _all_syntax_problems(self) -> Iterator[Finding]:
        graph = self.graph
        others = self._read([*self.shapes_files, *self.waiver_files])
        for name, data in {**graph.ontology, **graph.reference, **graph.facts, **graph.evidence, **others}.items():
            try:
                parse(data, format_of(Path(name)), source=name)
            except SyntaxProblem as problem:
                yield syntax_finding(problem, data, self.shown(name))

    def _read(self, paths: Iterable[Path]) -> dict[str, bytes]:
        return contents(paths, self.project.root)


def syntax_finding(problem: SyntaxProblem, data: bytes, shown: str) -> Finding:
    """Return the finding that a syntax error is, with the line that it is in."""
    lines = Lines(data.decode("utf-8", "replace"))
    line, column = problem.line, max(problem.column, 1)
    position = Position(line, column, line, column + 1) if line else None
    place = Place(shown, position, lines.text_of(line)) if position else Place(shown)
    message = (
        f"syntax error: {problem.message} ({problem.hint})" if problem.hint else f"syntax error: {problem.message}"
    )
    return Finding(Severity.VIOLATION, SYNTAX, message, "file can be parsed", place=place)


def rdf_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files among paths, and the RDF files below the folders among them; raises UsageError for none."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise UsageError("no such file or folder", where=str(path), hint="check the path")
        below = [file for file in files_under(path) if file.suffix in _SUFFIXES] if path.is_dir() else [path]
        if not below:
            raise UsageError("no RDF file in this folder", where=str(path), hint="name a file or another folder")
        found.update(dict.fromkeys(below))
    return [path.resolve() for path in found]


def _check_links(project: Project) -> None:
    """Raise ProjectError for a file of the project that is a link to somewhere else."""
    root = project.root.resolve()
    generated = () if project.data else (*project.facts_files, *project.evidence_files)
    listed = [
        *project.ontology_files,
        *project.shapes_files,
        *project.reference_files,
        *generated,
        *project.queries.values(),
    ]
    for path in listed:
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            raise ProjectError(
                "a link that leads out of the project",
                where=str(path),
                hint="put a copy of the file in its place, or name the file itself as PATH",
            )
