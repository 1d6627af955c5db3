"""Validation of a project: in, its files and what is asked; out, findings with their places, less what is waived.

parse → shapes → checks → levels → places → quotes → waivers. A file that cannot be parsed is a finding, too.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kgtool.checks import Context, check_rules, checked
from kgtool.checks.levels import levelled
from kgtool.errors import KgtoolError, SyntaxProblem, UsageError
from kgtool.pipeline.generated import edited_files
from kgtool.pipeline.graph import Graph
from kgtool.pipeline.inspected import Inspected, syntax_finding
from kgtool.pipeline.touched import earlier, touched_since
from kgtool.project import Project
from kgtool.rdf.collector import without_collector
from kgtool.rdf.terms import IRI
from kgtool.validation.problems import ShapesProblem
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import SYNTAX, UNFINISHED, Finding, Findings, Rule
from kgtool.validation.reports.words import rule_name
from kgtool.validation.waivers import WAIVER_RULES, Waiver, waived

if TYPE_CHECKING:
    from kgtool.validation import Engine

MOST = 10_000
"""How many findings of one rule are listed; the others are counted."""

_RUN_RULES = (
    Rule(SYNTAX, "files", "file can be parsed", "Correct the file at the place named."),
    Rule(UNFINISHED, "files", "validation comes to an end", "Do what the message says; nothing else was found out."),
)


@dataclass(frozen=True, slots=True)
class Request:
    """What to validate and how: RDF files in place of the project's facts, and shapes in place of its own.

    engine is what checks the shapes; tell is told what is being done, and what the engine leaves to another.
    baselines are files of waivers beside shapes/waivers.ttl; today decides which waivers have expired; fail_on is the
    least severity that makes the run fail, None for none; profile is a file of levels in place of shapes/profile.txt.
    only are the rules to report, all if it is empty; changed_since is a git revision; most is how many findings of a
    rule are listed, None for all.
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
    most: int | None = MOST

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
    with without_collector():
        return _validated(project, request)


def _validated(project: Project, request: Request) -> Findings:
    request.tell("reading the files")
    files = Inspected.of(project, request.paths, request.shapes, request.baselines)
    problems = files.syntax_problems()
    rules = (*_RUN_RULES, *WAIVER_RULES, *check_rules(), *files.rules())
    if problems:
        return _finished(request, Findings.of(problems, rules), ())
    waivers = files.waivers()
    most = request.most if request.changed_since is None else None
    placed, cut = _placed(files, replace(request, most=most), rules, waivers)
    if request.changed_since is not None:
        placed = list(_changed(files, request, rules, placed, request.changed_since))
    return _finished(request, replace(Findings.of(placed, rules), cut=cut), waivers)


def unfinished(project: Project, request: Request, problem: KgtoolError) -> Findings:
    """Return the findings of a run that a problem has ended, which are that problem, at its place if it has one."""
    said = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    finding = Finding(Severity.VIOLATION, UNFINISHED, said, "validation comes to an end")
    try:
        files = Inspected.of(project, request.paths, request.shapes)
        if isinstance(problem, SyntaxProblem):
            path = Path(problem.source)
            finding = syntax_finding(problem, path.read_bytes() if path.is_file() else b"", files.shown(path))
        elif isinstance(problem, ShapesProblem) and problem.shape:
            (finding,) = files.located([replace(finding, focus=IRI(problem.shape))])
        elif problem.where:
            finding = replace(finding, message=f"{problem.where}: {said}")
    except KgtoolError:
        pass  # what was wrong is told without its place
    return replace(Findings.of([finding], _RUN_RULES), fail_on=request.fail_on)


def gate(project: Project, graph: Graph, today: datetime.date, tell: Callable[[str], None]) -> Findings:
    """Return what the shapes find in a graph, at the levels of the project's profile and less what is waived.

    Waivers of other rules than shapes are left aside. Raises KgtoolError.
    """
    files, request = Inspected.with_graph(project, graph), Request(today, tell=tell)
    rules = (*_RUN_RULES, *WAIVER_RULES, *check_rules(), *files.rules())
    waivers = [waiver for waiver in files.waivers() if ":" in waiver.rule]
    found, _ = _capped(_levelled(files, request, rules, _shape_findings(files, request)), request.most, waivers)
    return _finished(request, Findings.of(files.located(found), rules), waivers)


def _placed(
    files: Inspected, request: Request, rules: Sequence[Rule], waivers: Sequence[Waiver], *, edited: bool = True
) -> tuple[list[Finding], Counter[tuple[str, Severity]]]:
    """Return what shapes and checks find, with places, and how many findings of which rule are not listed."""
    whole, tell = request.is_whole, request.tell
    found: Iterable[Finding] = _shape_findings(files, request)
    found = [*found, *checked(_context(files, request, edited), only_data=not whole, tell=tell)]
    kept, cut = _capped(_levelled(files, request, rules, found), request.most, waivers)
    tell("looking for the places of what was found")
    return files.located(kept), cut


def _levelled(files: Inspected, request: Request, rules: Sequence[Rule], found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings at their levels, those of the rules to report; raises UsageError for a rule that is none."""
    prefixes = files.project.prefixes
    names = {rule.name: {rule.name, rule_name(rule.name, prefixes)} for rule in rules}
    if unknown := request.only.difference(*names.values()):
        raise UsageError(f"no rule is called {min(unknown)!r}", where="--only", hint="the JUnit report lists all rules")
    for finding in levelled(found, files.levels(request.profile, set(names))):
        if not request.only or names.get(finding.rule, {finding.rule}) & request.only:
            yield finding


def _capped(
    findings: Iterable[Finding], most: int | None, waivers: Iterable[Waiver]
) -> tuple[list[Finding], Counter[tuple[str, Severity]]]:
    """Return findings, of each rule at most so many besides those that a waiver names, and how many are left out."""
    waived_ones = {waiver.identity for waiver in waivers}
    kept: list[Finding] = []
    listed: Counter[str] = Counter()
    cut: Counter[tuple[str, Severity]] = Counter()
    for finding in findings:
        if most is None or listed[finding.rule] < most or finding.identity in waived_ones:
            listed[finding.rule] += 1
            kept.append(finding)
        else:
            cut[finding.rule, finding.severity] += 1
    return kept, cut


def _changed(
    files: Inspected, request: Request, rules: Sequence[Rule], found: Sequence[Finding], revision: str
) -> Iterator[Finding]:
    """Yield the findings that concern what changed since a revision, or that were not there before."""
    touched = touched_since(files.project, revision, files.graph.asserted, files.shown)
    before: Counter[str] = Counter()
    if not touched.everything:
        request.tell(f"validating {revision}")
        try:
            with earlier(files.project, revision) as project:
                then = Inspected.of(project, (), request.shapes)
                if not then.syntax_problems():
                    old, _ = _placed(then, replace(request, paths=(), most=None), rules, (), edited=False)
                    before.update(finding.key for finding in old)
        except KgtoolError:
            pass  # what was no project then is all new
    now = Counter(finding.key for finding in found)
    for finding in found:
        if touched.concerns(finding) or (finding.focus is not None and now[finding.key] > before[finding.key]):
            yield finding


def _finished(request: Request, findings: Findings, waivers: Sequence[Waiver]) -> Findings:
    complete = request.reports_all and not findings.broken
    left, covered = waived(findings.findings, waivers, request.today, complete=complete)
    of = Findings.of(left, findings.rules)
    return replace(of, waived=covered, fail_on=request.fail_on, cut=findings.cut)


def _shape_findings(files: Inspected, request: Request) -> Iterator[Finding]:
    from kgtool.validation import validate

    shapes = files.shapes
    graph = files.graph
    inferred = graph.closure.inferred if shapes.closure else ()
    report = validate(graph.asserted, inferred, shapes, engine=request.engine, tell=request.tell)
    return (Finding.of(result) for result in report.results)


def _context(files: Inspected, request: Request, edited: bool) -> Context:
    graph, project = files.graph, files.project
    return Context(
        settings=project.settings,
        ontology=graph.ontology_triples,
        reference=graph.reference_triples,
        facts=graph.facts_triples,
        evidence=graph.evidence_triples,
        inferred=graph.closure.inferred if request.is_whole else (),
        shapes=[triple for source in files.shapes_sources() for triple in source.triples()],
        contradictions=files.reasoner.contradictions() if graph.contradictions else (),
        turtle=files.turtle(only_facts=bool(request.paths)),
        queries={files.shown(path): path for _, path in sorted(project.queries.items())},
        document=files.document,
        edited={files.shown(n): why for n, why in edited_files(project).items()} if request.is_whole and edited else {},
    )
