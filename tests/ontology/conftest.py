"""In: the Turtle files of `ontology/`. Out: their graphs, and a closure of small graphs under their axioms."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDFS, SKOS

ONTOLOGY = Path(__file__).parents[2] / "ontology"
ANNOTATIONS = (RDFS.label, RDFS.isDefinedBy, SKOS.definition, SKOS.scopeNote)
PREFIXES = """
@prefix ipco: <https://w3id.org/ip-cooperation/ontology#> .
@prefix kind: <https://w3id.org/ip-cooperation/vocabulary/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def case_prefix(case: str) -> str:
    """Return the namespace of one case, so that many cases fit in one closure without meeting."""
    return "https://example.org/" + case.replace(" ", "-").replace(",", "") + "/"


def read_case(case: str, turtle: str) -> Graph:
    """Read a small Turtle graph whose default prefix belongs to the case alone."""
    return Graph().parse(data=f"{PREFIXES}@prefix : <{case_prefix(case)}> .\n{turtle}", format="turtle")


@pytest.fixture(scope="session")
def files() -> dict[str, Graph]:
    """Return the graph of each ontology file under the file's stem."""
    return {path.stem: Graph().parse(path) for path in sorted(ONTOLOGY.glob("*.ttl"))}


@pytest.fixture(scope="session")
def ontology(files: dict[str, Graph]) -> Graph:
    """Return all ontology files in one graph."""
    whole = Graph()
    for graph in files.values():
        whole += graph
    return whole


@pytest.fixture(scope="session")
def parse() -> Callable[[str, str], Graph]:
    """Return the reader of small Turtle graphs."""
    return read_case


@pytest.fixture(scope="session")
def close(files: dict[str, Graph]) -> Callable[[Mapping[str, str]], Graph]:
    """Return a function from cases (name to Turtle) to the OWL 2 RL closure of all of them together."""

    def closure(cases: Mapping[str, str]) -> Graph:
        import owlrl

        graph = Graph()
        for stem in ("ip-cooperation", "alignments"):
            graph += files[stem]
        for annotation in ANNOTATIONS:
            graph.remove((None, annotation, None))
        for case, turtle in cases.items():
            graph += read_case(case, turtle)
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
        return graph

    return closure
