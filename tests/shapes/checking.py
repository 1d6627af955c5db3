"""Shapes and their examples: in, shapes/*.ttl and tests/shapes/examples/; out, graphs and validation results."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pyshacl import validate
from rdflib import RDF, RDFS, SH, SKOS, Graph, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Identifier, Node

ROOT = Path(__file__).parents[2]
SHAPES = ROOT / "shapes"
EXAMPLES = Path(__file__).parent / "examples"
VOCABULARY = "https://w3id.org/ip-cooperation/vocabulary/"
IPCO = Namespace("https://w3id.org/ip-cooperation/ontology#")
IPCOSH = Namespace("https://w3id.org/ip-cooperation/shapes#")
MEMO = URIRef("https://w3id.org/ip-cooperation/id/document/memo")
PASSAGE = URIRef("https://w3id.org/ip-cooperation/id/passage/memo_0-5")
SHARED = [IPCO.Meeting, IPCO.Agreement, IPCO.AgreedItem, IPCO.Vision, IPCO.Initiative, IPCO.Document]


@dataclass(frozen=True, slots=True)
class Example:
    """A shape's conforming and failing example: Turtle without its prefixes, and what the failing one must be told."""

    scope: str
    shape: str
    conforming: str
    failing: str
    says: str = ""
    bare: bool = False

    def __str__(self) -> str:
        return self.shape


@dataclass(frozen=True, slots=True)
class Finding:
    """One validation result: the shape's local name, its severity and what it says."""

    shape: str
    severity: str
    message: str


@cache
def prepared(text: str) -> Query:
    """Return the query, parsed once: pySHACL hands over the same text for each focus node."""
    return prepareQuery(text)


class PreparedGraph(Graph):
    """A graph that parses each query only once."""

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        """Return the result of a query given as text or prepared."""
        return super().query(
            prepared(query_object) if isinstance(query_object, str) else query_object, *args, **options
        )


@cache
def shapes_of(scope: str) -> Graph:
    """Return the shapes of the files whose name begins with the scope: asserted or closure."""
    graph = Graph()
    for path in sorted(SHAPES.glob(f"{scope}-*.ttl")):
        graph.parse(path)
    return graph


@cache
def schema() -> Graph:
    """Return the subclass axioms and the concepts of the ontology: all that shapes need of it."""
    ontology, graph = Graph(), Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        ontology.parse(path)
    for triple in ontology.triples((None, RDFS.subClassOf, None)):
        if isinstance(triple[0], URIRef) and isinstance(triple[2], URIRef):
            graph.add(triple)
    for concept, _, scheme in ontology.triples((None, SKOS.inScheme, None)):
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, RDF.type, SKOS.Concept))
    return graph


@cache
def header() -> str:
    """Return the Turtle prefixes of the project, with the vocabulary as base: <status/held> is a concept."""
    prefixes = tomllib.loads((ROOT / "ontology" / "project.toml").read_text(encoding="utf-8"))["prefixes"]
    lines = [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in prefixes.items()]
    return "\n".join([f"@base <{VOCABULARY}> .", *lines, ""])


def stated(graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
    """Yield a statement, with evidence, for each triple about a shared entity of an example."""
    entities = {entity for kind in SHARED for entity in graph.subjects(RDF.type, kind)}
    # A set, because the statements are added to the graph that they are read from.
    facts = sorted(triple for triple in set(graph) if triple[0] in entities and str(triple[1]).startswith(str(IPCO)))
    for number, (subject, predicate, value) in enumerate(facts):
        statement = URIRef(f"https://w3id.org/ip-cooperation/id/statement/memo_given{number}")
        yield statement, RDF.type, IPCO.Statement
        yield statement, RDF.subject, subject
        yield statement, RDF.predicate, predicate
        yield statement, RDF.object, value
        yield statement, IPCO.inDocument, MEMO
        yield statement, IPCO.evidence, PASSAGE


def example_graph(turtle: str, *, bare: bool) -> Graph:
    """Return the graph of an example on top of what all examples share; without bare, facts get their statements."""
    graph = PreparedGraph()
    graph.parse(data=header() + (EXAMPLES / "given.ttl").read_text(encoding="utf-8") + turtle, format="turtle")
    if not bare:
        for triple in list(stated(graph)):
            graph.add(triple)
    graph += schema()
    return graph


def findings(graph: Graph, shapes: Graph) -> list[Finding]:
    """Return the validation results of a graph, in order."""
    _, report, _ = validate(graph, shacl_graph=shapes, inplace=True, allow_infos=False, allow_warnings=False)
    assert isinstance(report, Graph)
    return sorted((finding(report, node) for node in report.objects(None, SH.result)), key=str)


@cache
def failures(example: Example) -> list[Finding]:
    """Return the validation results of a failing example."""
    return findings(example_graph(example.failing, bare=example.bare), shapes_of(example.scope))


def finding(report: Graph, result: Node) -> Finding:
    """Return one result of a validation report."""
    message = report.value(result, SH.resultMessage)
    return Finding(
        local(report.value(result, SH.sourceShape)), local(report.value(result, SH.resultSeverity)), str(message)
    )


def local(iri: Node | Identifier | None) -> str:
    """Return the part of an IRI after its hash."""
    return str(iri).rpartition("#")[2]


@cache
def examples() -> tuple[Example, ...]:
    """Return the examples of all shapes, file by file."""
    return tuple(
        Example(path.stem.partition("-")[0], shape, **table)
        for path in sorted(EXAMPLES.glob("*.toml"))
        for shape, table in tables(path).items()
    )


def tables(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return the tables of an examples file by shape."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
