"""Random small ontologies and data: out, Hypothesis strategies of Turtle statements."""

from __future__ import annotations

from hypothesis import strategies as st

from kgtool.rdf.store import parse
from kgtool.rdf.terms import Triple

HEAD = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
one_class = st.sampled_from([":A", ":B", ":C", ":D"])
one_property = st.sampled_from([":p", ":q", ":r", ":s"])
individual = st.sampled_from([":a", ":b", ":c", ":d"])
some_classes = st.lists(one_class, min_size=1, max_size=3, unique=True).map(lambda names: f"( {' '.join(names)} )")
some_properties = st.lists(one_property, min_size=1, max_size=4).map(lambda names: f"( {' '.join(names)} )")
some_individuals = st.lists(individual, min_size=1, max_size=3, unique=True).map(lambda names: f"( {' '.join(names)} )")
_COUNT = '"{}"^^xsd:nonNegativeInteger'

KINDS_OF_PROPERTY = [
    *("TransitiveProperty", "SymmetricProperty", "FunctionalProperty", "InverseFunctionalProperty"),
    *("ObjectProperty", "DatatypeProperty"),
]


def _form(form: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda chosen: form.format(*chosen))


restriction = st.one_of(
    _form("[ owl:onProperty {} ; owl:someValuesFrom {} ]", one_property, one_class | st.just("owl:Thing")),
    _form("[ owl:onProperty {} ; owl:allValuesFrom {} ]", one_property, one_class),
    _form("[ owl:onProperty {} ; owl:hasValue {} ]", one_property, individual | st.just("1")),
    _form("[ owl:onProperty {} ; owl:maxCardinality " + _COUNT.format(1) + " ]", one_property),
    _form(
        "[ owl:onProperty {} ; owl:maxQualifiedCardinality " + _COUNT.format(1) + " ; owl:onClass {} ]",
        one_property,
        one_class | st.just("owl:Thing"),
    ),
    _form("[ owl:intersectionOf {} ]", some_classes),
    _form("[ owl:unionOf {} ]", some_classes),
    _form("[ owl:oneOf {} ]", some_individuals),
)
expression = one_class | restriction
axiom = st.one_of(
    _form("{} rdfs:subClassOf {} .", expression, expression),
    _form("{} owl:equivalentClass {} .", one_class, expression),
    _form("{} owl:intersectionOf {} .", one_class, some_classes),
    _form("{} a owl:Class .", one_class),
    _form("{} rdfs:subPropertyOf {} .", one_property, one_property),
    _form("{} owl:equivalentProperty {} .", one_property, one_property),
    _form("{} owl:inverseOf {} .", one_property, one_property),
    _form("{} owl:propertyChainAxiom {} .", one_property, some_properties),
    _form("{} rdfs:domain {} .", one_property, expression),
    _form("{} rdfs:range {} .", one_property, expression),
    _form(
        "{} a owl:{} .",
        one_property,
        st.sampled_from(KINDS_OF_PROPERTY),
    ),
)
prohibition = st.one_of(
    _form("{} owl:disjointWith {} .", one_class, one_class),
    _form("{} owl:complementOf {} .", one_class, one_class),
    _form("{} rdfs:subClassOf owl:Nothing .", one_class),
    _form("[] a owl:AllDisjointClasses ; owl:members {} .", some_classes),
    _form("[] a owl:AllDifferent ; owl:members {} .", some_individuals),
    _form("{} owl:propertyDisjointWith {} .", one_property, one_property),
    _form("{} a owl:{} .", one_property, st.sampled_from(["AsymmetricProperty", "IrreflexiveProperty"])),
    _form(
        "{} rdfs:subClassOf [ owl:onProperty {} ; owl:maxCardinality " + _COUNT.format(0) + " ] .",
        one_class,
        one_property,
    ),
    _form(
        "[] owl:sourceIndividual {} ; owl:assertionProperty {} ; owl:targetIndividual {} .",
        individual,
        one_property,
        individual,
    ),
    st.sampled_from([":a owl:differentFrom :b .", ":c owl:differentFrom :a ."]),
)
fact = st.one_of(
    _form("{} {} {} .", individual, one_property, individual),
    _form("{} {} {} .", individual, one_property, individual),
    _form("{} a {} .", individual, one_class),
    _form("{} a {} .", individual, one_class),
)
equal_terms = st.one_of(
    _form("{} owl:sameAs {} .", individual, individual),
    _form("{} owl:sameAs {} .", one_class, one_class),
    _form("{} owl:sameAs {} .", one_property, one_property),
)
axioms = st.lists(axiom, max_size=6)
facts = st.lists(fact, max_size=7)


def triples(*statements: str) -> list[Triple]:
    """Return the triples of statements, each once."""
    return list(dict.fromkeys(parse(HEAD + "\n".join(statements))))
