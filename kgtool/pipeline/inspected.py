"""The files that a validation looks at: in, a project and what is asked; out, its graph, shapes, waivers and documents.

With how a file is shown, and where in the files a finding is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kgtool.checks import DocumentText
from kgtool.checks.levels import Levels, read_levels
from kgtool.errors import KgtoolError, ProjectError, SyntaxProblem, UsageError
from kgtool.pipeline.digests import contents
from kgtool.pipeline.graph import Graph
from kgtool.pipeline.quotes import quoted
from kgtool.project import Project, files_under
from kgtool.rdf.positions import Lines, Position
from kgtool.rdf.store import parse
from kgtool.rdf.store.syntax import format_of
from kgtool.rdf.terms import Triple
from kgtool.validation.locating import Source, located, sources_of
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import SYNTAX, Finding, Place, Rule
from kgtool.validation.rules import shape_rules
from kgtool.validation.waivers import PROFILE, WAIVERS, Waiver, read_waivers

if TYPE_CHECKING:
    from kgtool.reasoning.reasoner import Reasoner
    from kgtool.validation import Shapes

STDIN = "stdin.ttl"
"""The name of what is read from stdin, which is Turtle."""

_SUFFIXES = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf", ".owl")


@dataclass
class Inspected:
    """The files of a run by role, and how they are shown; baselines are files of waivers beside shapes/waivers.ttl."""

    project: Project
    graph: Graph
    shapes_files: list[Path]
    waiver_files: list[Path]

    @classmethod
    def of(
        cls, project: Project, paths: Iterable[Path] = (), shapes: Path | None = None, baselines: Iterable[Path] = ()
    ) -> Inspected:
        """Return the files of a project, with RDF files in place of its facts and evidence if paths are given.

        Raises UsageError for a path that is not there, and ProjectError for a link that leads out of the project.
        """
        _check_links(project)
        graph, paths = Graph.of(project), list(paths)
        if paths:
            graph = replace(graph, facts=_given(paths, project.root), evidence={})
        return cls.with_graph(project, graph, shapes, baselines)

    @classmethod
    def with_graph(
        cls, project: Project, graph: Graph, shapes: Path | None = None, baselines: Iterable[Path] = ()
    ) -> Inspected:
        """Return the files of a project with another graph than the one in its folder."""
        own = project.root / "shapes" / WAIVERS
        files = rdf_files([shapes]) if shapes else project.shapes_files
        waivers = [*([own] if own.is_file() else []), *baselines]
        return cls(project, graph, [path for path in files if path != own], waivers)

    @cached_property
    def shapes(self) -> Shapes:
        """Return the shapes; raises SyntaxProblem."""
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

    def turtle(self, *, only_facts: bool) -> dict[str, bytes]:
        """Return the Turtle files as they are shown: facts and shapes, and all others unless only these are wanted."""
        graph = self.graph
        rest: Mapping[str, bytes] = {} if only_facts else {**graph.ontology, **graph.reference, **graph.evidence}
        files = {**rest, **graph.facts, **self._read([*self.shapes_files, *self.waiver_files])}
        return {self.shown(name): data for name, data in files.items() if name.endswith(".ttl")}

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
        """Return the waivers; raises SyntaxProblem and ProjectError."""
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
    def reasoner(self) -> Reasoner:
        """Return what knows the reasons of inferred triples and of contradictions."""
        return self.graph.closure.reasoner()

    @cached_property
    def _asserted(self) -> frozenset[Triple]:
        return frozenset(self.graph.asserted)

    @cached_property
    def _inferred(self) -> frozenset[Triple]:
        return frozenset(self.graph.closure.inferred)

    def _premises(self, triple: Triple) -> list[Triple]:
        """Return the asserted triples that an inferred one follows from, by its shortest proof; none for others."""
        if triple in self._asserted:  # which costs less to know than what is inferred
            return []
        proof = self.reasoner.reasons.proof(triple) if triple in self._inferred else None
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
        if not (path.is_file() or path.is_dir()):
            raise UsageError("neither a file nor a folder", where=str(path), hint="name a file, or - for stdin")
        below = [file for file in files_under(path) if file.suffix in _SUFFIXES] if path.is_dir() else [path]
        if not below:
            raise UsageError("no RDF file in this folder", where=str(path), hint="name a file or another folder")
        found.update(dict.fromkeys(below))
    return [path.resolve() for path in found]


def _given(paths: list[Path], root: Path) -> dict[str, bytes]:
    """Return the RDF files among and below paths, - for stdin."""
    files = contents(rdf_files(path for path in paths if str(path) != "-"), root)
    return {**files, STDIN: sys.stdin.buffer.read()} if Path("-") in paths else files


def _check_links(project: Project) -> None:
    """Raise ProjectError for a file of the project that is elsewhere, by a link or within a folder that is one."""
    root = project.root.resolve()
    generated = () if project.data else (*project.facts_files, *project.evidence_files)
    listed = [
        *project.ontology_files,
        *project.shapes_files,
        *project.reference_files,
        *generated,
        *project.documents,
        *project.queries.values(),
    ]
    for path in listed:
        if not path.resolve().is_relative_to(root):
            raise ProjectError(
                "a link that leads out of the project",
                where=str(path),
                hint="put a copy of the file in its place, or name the file itself as PATH",
            )
