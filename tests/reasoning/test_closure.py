"""The closure holds what follows, and neither what was asserted nor the engine's noise."""

from __future__ import annotations

from pathlib import Path
from random import Random

import owlrl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgtool.rdf.rdflib_border import from_rdflib, to_rdflib
from kgtool.rdf.store import parse, parse_files
from kgtool.rdf.terms import IRI, XSD_INTEGER, Literal, Triple
from kgtool.reasoning import closure
from kgtool.reasoning.noise import worth_keeping

HEAD = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ONTOLOGY = """
:Meeting a owl:Class ; rdfs:subClassOf :Event .
:Event a owl:Class .
:Person a owl:Class ; owl:disjointWith :Event .
:hasChairing a owl:ObjectProperty ; rdfs:subPropertyOf :hasParticipation .
:hasParticipation a owl:ObjectProperty ; rdfs:domain :Meeting .
:participant a owl:ObjectProperty .
:chairedBy a owl:ObjectProperty ; owl:propertyChainAxiom ( :hasChairing :participant ) ; owl:inverseOf :chaired .
:partOf a owl:TransitiveProperty, owl:ObjectProperty , owl:IrreflexiveProperty .
:metWith a owl:SymmetricProperty , owl:ObjectProperty .
:ordinal a owl:DatatypeProperty .
:Chairing a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :capacity ; owl:hasValue :chair ] .
"""


def graph(turtle: str) -> list[Triple]:
    return parse(HEAD + ONTOLOGY + turtle)


def inferred(turtle: str) -> set[str]:
    short = (" ".join(_short(term) for term in triple) for triple in closure(graph(turtle)).inferred)
    return {triple for triple in short if "subClassOf" not in triple}


def _short(term: object) -> str:
    text = term.lexical if isinstance(term, Literal) else str(term)
    return text.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def test_the_closure_holds_what_follows_and_nothing_else() -> None:
    assert inferred(":m :hasChairing :c . :c a :Chairing ; :participant :p .") == {
        "m type Meeting",
        "m type Event",
        "m hasParticipation c",
        "m chairedBy p",
        "p chaired m",
        "c capacity chair",
    }


@pytest.mark.parametrize(
    ("asserted", "expected"),
    [
        (":a :partOf :b . :b :partOf :c .", {"a partOf c"}),
        (":a :metWith :b .", {"b metWith a"}),
        (":a rdfs:label 'a', 'a'@en ; :ordinal 1, 01 .", set()),
        ("", set()),
    ],
)
def test_rules_infer_what_they_should(asserted: str, expected: set[str]) -> None:
    assert inferred(asserted) == expected


def test_the_class_hierarchy_is_closed_without_reflexive_steps() -> None:
    found = closure(graph(":Summit rdfs:subClassOf :Meeting .")).inferred
    pairs = {(_short(s), _short(o)) for s, p, o in found if p.endswith("subClassOf")}
    assert pairs == {("Summit", "Event")}


@pytest.mark.parametrize(
    "asserted",
    [
        ":x a :Person, :Meeting .",
        ":x :partOf :x .",
        ':x :on "2023-02-30"^^xsd:date .',
        ":x owl:sameAs :y ; owl:differentFrom :y .",
    ],
)
def test_contradictions_are_reported(asserted: str) -> None:
    assert closure(graph(asserted)).contradictions


def test_consistent_triples_have_no_contradictions() -> None:
    assert closure(graph(":m a :Meeting . :p a :Person .")).contradictions == ()


def test_literals_of_equal_value_are_kept_apart() -> None:
    asserted = graph(':a :metWith :b ; :ordinal "01"^^xsd:integer .')
    assert (
        Triple(IRI("https://example.org/a"), IRI("https://example.org/ordinal"), Literal("01", XSD_INTEGER)) in asserted
    )
    assert not [triple for triple in closure(asserted).inferred if isinstance(triple.object, Literal)]


AXIOMS = """
:partOf rdfs:range :Place . :metWith owl:propertyDisjointWith :disputes . :Place owl:equivalentClass :Location .
:hasChairing owl:equivalentProperty :chairing . :head a owl:FunctionalProperty . :code a owl:InverseFunctionalProperty .
:Small owl:intersectionOf ( :Place :Meeting ) . :Either owl:unionOf ( :Place :Person ) .
:Named owl:equivalentClass [ a owl:Restriction ; owl:onProperty :partOf ; owl:someValuesFrom :Place ] .
:All rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :metWith ; owl:allValuesFrom :Person ] .
:One rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :head ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .
:Few owl:oneOf ( :a :b ) . :disputes a owl:AsymmetricProperty .
"""
facts = st.lists(
    st.builds(
        lambda s, p, o: f":{s} :{p} :{o} .",
        st.sampled_from("abcd"),
        st.sampled_from(["hasChairing", "participant", "partOf", "metWith", "head", "code", "disputes"]),
        st.sampled_from("abcd"),
    ),
    max_size=6,
)
types = st.lists(
    st.builds(
        lambda s, o: f":{s} a :{o} .",
        st.sampled_from("abcd"),
        st.sampled_from(["Meeting", "Place", "Chairing", "Named", "All", "One", "Small", "Person"]),
    ),
    max_size=3,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts, st.randoms(use_true_random=False))
def test_reasoning_twice_adds_nothing_and_order_does_not_matter(statements: list[str], random: Random) -> None:
    asserted = graph("\n".join(statements))
    once = closure(asserted)
    assert not set(once.inferred) & set(asserted)
    assert closure([*asserted, *once.inferred]).inferred == ()
    shuffled = asserted[:]
    random.shuffle(shuffled)
    assert closure(shuffled) == once


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts, types)
def test_the_shortened_rules_infer_what_the_engine_as_shipped_does(statements: list[str], typings: list[str]) -> None:
    asserted = graph("\n".join([AXIOMS, *statements, *typings]))
    whole = to_rdflib(asserted)
    before = set(whole)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    expected = {triple for triple in from_rdflib(set(whole) - before) if worth_keeping(triple)}
    assert set(closure(asserted).inferred) == expected


def test_either_engine_can_be_chosen_and_they_agree_on_the_project() -> None:
    folder = Path(__file__).parents[2]
    files = sorted([*folder.glob("ontology/*.ttl"), folder / "graph/reference/people.ttl"])
    asserted = parse_files(files)
    assert closure(asserted, engine="kgtool") == closure(asserted, engine="owlrl")
