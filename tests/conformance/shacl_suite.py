"""The W3C SHACL test suite: in, its manifests; out, tests with the results that they expect.

The suite is read from beside the project (../shared/w3c/shacl) and is no part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kgtool.rdf.store import parse
from kgtool.rdf.terms import IRI, RDF_TYPE, BlankNode, Literal, Subject, Term, Triple
from kgtool.rdf.vocabulary import SH
from kgtool.validation.engine import Data, Index, Machine, ShapesGraph, Wording
from kgtool.validation.engine.paths import read_path

SUITE = Path(__file__).parents[3] / "shared" / "w3c" / "shacl" / "tests"
BASE = "https://suite.test/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"

Result = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class SuiteTest:
    """One test: its name (core/node/and-001), its file, and the node that describes it there."""

    name: str
    file: Path
    node: Subject

    def graph(self) -> Index:
        """Return the graph of the file."""
        return Index(file_triples(self.file))

    def one(self, subject: Term, predicate: str) -> Term:
        """Return the value of a property."""
        (value,) = self.graph().objects(subject, IRI(predicate))
        return value

    def input(self, which: str) -> tuple[Triple, ...]:
        """Return the data graph or the shapes graph."""
        return file_triples(local_file(str(self.one(self.one(self.node, MF + "action"), SHT + which))))


def local_file(iri: str) -> Path:
    """Return the file of the suite that an IRI stands for."""
    return SUITE / iri.removeprefix(BASE)


@cache
def file_triples(path: Path) -> tuple[Triple, ...]:
    """Return the triples of a file of the suite, its blank nodes apart from those of others."""
    base = f"@base <{BASE}{path.relative_to(SUITE).as_posix()}> .\n"
    scope = path.relative_to(SUITE).as_posix().replace("/", "_").replace(".", "_")
    return tuple(parse(base + path.read_text(encoding="utf-8"), scope=scope))


def suite_tests(part: str) -> list[SuiteTest]:
    """Return the tests of a part of the suite (core, sparql), none where the suite is absent."""
    manifest = SUITE / part / "manifest.ttl"
    return sorted(_in_manifest(manifest), key=lambda test: test.name) if manifest.is_file() else []


def _in_manifest(path: Path) -> Iterator[SuiteTest]:
    graph = Index(file_triples(path))
    for included in [value for values in graph.forward(IRI(MF + "include")).values() for value in values]:
        yield from _in_manifest(local_file(str(included)))
    for node in graph.subjects(RDF_TYPE, IRI(SHT + "Validate")):
        assert not isinstance(node, Literal)
        name = path.relative_to(SUITE).with_suffix("").as_posix()
        yield SuiteTest(name if path.stem == str(node).rpartition("/")[2] else f"{name}#{node[-12:]}", path, node)


def expected(test: SuiteTest) -> Counter[Result] | None:
    """Return the results that a test expects, or None if validation is to fail."""
    graph, report = test.graph(), test.one(test.node, MF + "result")
    if report == SHT + "Failure":
        return None
    results = list(graph.objects(report, IRI(SH + "result")))
    messages = any(graph.objects(result, IRI(SH + "resultMessage")) for result in results)

    def value(result: Term, local: str) -> Term | None:
        values = list(graph.objects(result, IRI(SH + local)))
        return values[0] if values else None

    found: Counter[Result] = Counter()
    for result in results:
        path = value(result, "resultPath")
        said = value(result, "resultMessage")
        found[
            _node(value(result, "focusNode")),
            "" if path is None else str(read_path(graph, path)),
            _node(value(result, "value")),
            value(result, "resultSeverity"),
            value(result, "sourceConstraintComponent"),
            _node(value(result, "sourceShape")),
            said.lexical if messages and isinstance(said, Literal) else "",
        ] += 1
    return found


def actual(test: SuiteTest, *, messages: bool) -> Counter[Result]:
    """Return the results that the engine gives; raises ShapeProblem."""
    data = Data(test.input("dataGraph"))
    shapes = ShapesGraph(Index(test.input("shapesGraph")))
    machine, words = Machine(data, shapes), Wording(shapes.graph, data.index)
    found: Counter[Result] = Counter()
    for targeted in list(shapes.targeted()):
        assert not shapes.is_recursive(targeted.node), "the engine leaves recursive shapes to another"
        for shape, constraint, violation, times in machine.results(targeted):
            path = "" if shape.path is None else str(shape.path)
            said = constraint.messages(violation, shape.messages, words)
            found[
                _node(violation.focus),
                path if violation.path is None else f"<{violation.path}>",
                _node(violation.value),
                shape.severity,
                constraint.iri,
                _node(shape.node),
                " ".join(said) if messages else "",
            ] += times
    return found


def _node(term: Term | None) -> object:
    """Return a term, blank nodes all alike: those of one file are not those of another."""
    return "_:" if isinstance(term, BlankNode) else term
