"""The Turtle writer says what it is given, in one layout."""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import dump, parse
from kgtool.rdf.terms import IRI, RDF_TYPE, XSD, BlankNode, Literal, Triple
from kgtool.rdf.turtle import serialise
from tests.rdf.strategies import ground_triples, triples

PREFIXES = Prefixes(
    {"a": "https://example.org/id/a/", "o": "https://example.org/ontology#", "xsd": XSD, "unused": "https://x.example/"}
)
A = IRI("https://example.org/id/a/one")
P, Q = IRI("https://example.org/ontology#p"), IRI("https://example.org/ontology#q")


@given(st.lists(ground_triples))
def test_parsing_what_was_serialised_gives_the_same_triples(graph: list[Triple]) -> None:
    assert set(parse(serialise(graph, PREFIXES))) == set(graph)


@given(st.lists(triples, max_size=12))
def test_blank_nodes_survive_up_to_their_labels(graph: list[Triple]) -> None:
    assert _canonical(serialise(graph, PREFIXES)) == _canonical(dump({None: graph}, "ntriples", PREFIXES).decode())


@given(st.lists(ground_triples), st.randoms(use_true_random=False))
def test_the_order_of_triples_does_not_matter(graph: list[Triple], random: Random) -> None:
    shuffled = [*graph, *graph[:2]]
    random.shuffle(shuffled)
    assert serialise(shuffled, PREFIXES) == serialise(graph, PREFIXES)


def test_the_layout_puts_types_first_and_one_predicate_on_a_line() -> None:
    graph = [
        Triple(A, Q, Literal('say "so"\n')),
        Triple(A, P, Literal.integer(14)),
        Triple(A, P, Literal("014", IRI(XSD + "integer"))),
        Triple(A, RDF_TYPE, IRI("https://example.org/ontology#T")),
    ]
    assert serialise(graph, PREFIXES) == (
        "@prefix a: <https://example.org/id/a/> .\n"
        "@prefix o: <https://example.org/ontology#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "a:one\n"
        "    a o:T ;\n"
        "    o:p\n"
        '        "014"^^xsd:integer ,\n'
        "        14 ;\n"
        '    o:q "say \\"so\\"\\n" ;\n'
        "    .\n"
    )


def test_labels_of_blank_nodes_follow_from_what_is_said_of_them() -> None:
    def graph(first: str, second: str) -> list[Triple]:
        return [
            Triple(A, P, BlankNode(first)),
            Triple(BlankNode(first), P, BlankNode(second)),
            Triple(BlankNode(second), Q, Literal("end")),
        ]

    assert serialise(graph("_:x", "_:y"), PREFIXES) == serialise(graph("_:z", "_:a"), PREFIXES)


_nodes = [BlankNode(f"_:n{number}") for number in range(5)]
_edges = st.builds(
    Triple, st.sampled_from([A, *_nodes]), st.sampled_from([P, Q]), st.sampled_from([*_nodes, Literal("x")])
)


@given(st.lists(_edges, max_size=9), st.randoms(use_true_random=False))
def test_neither_order_nor_labels_of_blank_nodes_matter(graph: list[Triple], random: Random) -> None:
    labels = random.sample(range(100), len(_nodes))
    renamed = {node: BlankNode(f"_:r{label}") for node, label in zip(_nodes, labels, strict=True)}
    other = [_renamed(triple, renamed) for triple in graph]
    random.shuffle(other)
    assert serialise(other, PREFIXES) == serialise(graph, PREFIXES)


def _renamed(triple: Triple, labels: dict[BlankNode, BlankNode]) -> Triple:
    subject, predicate, value = triple
    return Triple(
        labels[subject] if isinstance(subject, BlankNode) else subject,
        predicate,
        labels[value] if isinstance(value, BlankNode) else value,
    )


def test_alike_blank_nodes_that_all_hang_together_do_not_take_for_ever() -> None:
    nodes = [BlankNode(f"_:n{number}") for number in range(30)]
    graph = [Triple(one, P, other) for one in nodes for other in nodes if one != other]
    assert set(parse(serialise(graph, PREFIXES))) == set(parse(serialise(graph[::-1], PREFIXES)))


def test_no_triples_give_no_text() -> None:
    assert serialise([], PREFIXES) == ""


def _canonical(turtle: str) -> set[str]:
    dataset = ox.Dataset(ox.parse(turtle, ox.RdfFormat.TURTLE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}
