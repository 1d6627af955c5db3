"""The rules of OWL 2 RL/RDF: in, the name of a rule set; out, its rules, named as in the specification.

OWL 2 Profiles, section 4.3, tables 4 to 9:
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
Not written here are the rules that terms said to be the same can stand for each other (eq-ref, eq-sym, eq-trans,
eq-rep-s, eq-rep-p, eq-rep-o; see equality.py) and those about the values of literals (table 8: dt-type2, dt-eq,
dt-diff, dt-not-type; see datatypes.py). The axiomatic triples (prp-ap, cls-thing, cls-nothing1, dt-type1) are noise.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from kgtool.reasoning.notation import Rule, rules

RuleSet = Literal["rl", "rdfs"]

# Table 4: https://www.w3.org/TR/owl2-profiles/#tab-rules-equality-rl
_EQUALITY = {
    "eq-diff1": "?x owl:sameAs ?y ; ?x owl:differentFrom ?y => false",
    "eq-diff1 ": "?x owl:differentFrom ?x => false",  # by eq-ref everything is the same as itself
    "eq-diff2": "?d a owl:AllDifferent ; ?d owl:members ?l ; ?y in ?l ; ?z in ?l ; ?y < ?z ; ?y owl:sameAs ?z => false",
    "eq-diff3": "?d a owl:AllDifferent ; ?d owl:distinctMembers ?l ; ?y in ?l ; ?z in ?l ; ?y < ?z ; ?y owl:sameAs ?z"
    " => false",
}
# Table 5: https://www.w3.org/TR/owl2-profiles/#tab-rules-axiom-properties-rl
_PROPERTIES = {
    "prp-dom": "?p rdfs:domain ?c ; ?x ?p ?y => ?x a ?c",
    "prp-rng": "?p rdfs:range ?c ; ?x ?p ?y => ?y a ?c",
    "prp-fp": "?p a owl:FunctionalProperty ; ?x ?p ?y1 ; ?x ?p ?y2 => ?y1 owl:sameAs ?y2",
    "prp-ifp": "?p a owl:InverseFunctionalProperty ; ?x1 ?p ?y ; ?x2 ?p ?y => ?x1 owl:sameAs ?x2",
    "prp-irp": "?p a owl:IrreflexiveProperty ; ?x ?p ?x => false",
    "prp-symp": "?p a owl:SymmetricProperty ; ?x ?p ?y => ?y ?p ?x",
    "prp-asyp": "?p a owl:AsymmetricProperty ; ?x ?p ?y ; ?y ?p ?x => false",
    "prp-trp": "?p a owl:TransitiveProperty ; ?x ?p ?y ; ?y ?p ?z => ?x ?p ?z",
    "prp-spo1": "?p1 rdfs:subPropertyOf ?p2 ; ?x ?p1 ?y => ?x ?p2 ?y",
    "prp-spo2": "?p owl:propertyChainAxiom ?l ; ?x path ?l ?y => ?x ?p ?y",
    "prp-eqp1": "?p1 owl:equivalentProperty ?p2 ; ?x ?p1 ?y => ?x ?p2 ?y",
    "prp-eqp2": "?p1 owl:equivalentProperty ?p2 ; ?x ?p2 ?y => ?x ?p1 ?y",
    "prp-pdw": "?p1 owl:propertyDisjointWith ?p2 ; ?x ?p1 ?y ; ?x ?p2 ?y => false",
    "prp-adp": "?d a owl:AllDisjointProperties ; ?d owl:members ?l ; ?p1 in ?l ; ?p2 in ?l ; ?p1 < ?p2 ;"
    " ?x ?p1 ?y ; ?x ?p2 ?y => false",
    "prp-inv1": "?p1 owl:inverseOf ?p2 ; ?x ?p1 ?y => ?y ?p2 ?x",
    "prp-inv2": "?p1 owl:inverseOf ?p2 ; ?x ?p2 ?y => ?y ?p1 ?x",
    "prp-key": "?c owl:hasKey ?l ; ?x a ?c ; ?y a ?c ; ?x agree ?l ?y => ?x owl:sameAs ?y",
    "prp-npa1": "?n owl:sourceIndividual ?x ; ?n owl:assertionProperty ?p ; ?n owl:targetIndividual ?y ; ?x ?p ?y"
    " => false",
    "prp-npa2": "?n owl:sourceIndividual ?x ; ?n owl:assertionProperty ?p ; ?n owl:targetValue ?y ; ?x ?p ?y => false",
}
# Table 6: https://www.w3.org/TR/owl2-profiles/#tab-rules-classes-rl
_CLASSES = {
    "cls-nothing2": "?x a owl:Nothing => false",
    "cls-int1": "?c owl:intersectionOf ?l ; ?x every ?l => ?x a ?c",
    "cls-int2": "?c owl:intersectionOf ?l ; ?m in ?l ; ?x a ?c => ?x a ?m",
    "cls-uni": "?c owl:unionOf ?l ; ?m in ?l ; ?x a ?m => ?x a ?c",
    "cls-com": "?c1 owl:complementOf ?c2 ; ?x a ?c1 ; ?x a ?c2 => false",
    "cls-svf1": "?r owl:someValuesFrom ?c ; ?r owl:onProperty ?p ; ?x ?p ?y ; ?y a ?c => ?x a ?r",
    "cls-svf2": "?r owl:someValuesFrom owl:Thing ; ?r owl:onProperty ?p ; ?x ?p ?y => ?x a ?r",
    "cls-avf": "?r owl:allValuesFrom ?c ; ?r owl:onProperty ?p ; ?x a ?r ; ?x ?p ?y => ?y a ?c",
    "cls-hv1": "?r owl:hasValue ?v ; ?r owl:onProperty ?p ; ?x a ?r => ?x ?p ?v",
    "cls-hv2": "?r owl:hasValue ?v ; ?r owl:onProperty ?p ; ?x ?p ?v => ?x a ?r",
    "cls-maxc1": "?r owl:maxCardinality 0 ; ?r owl:onProperty ?p ; ?x a ?r ; ?x ?p ?y => false",
    "cls-maxc2": "?r owl:maxCardinality 1 ; ?r owl:onProperty ?p ; ?x a ?r ; ?x ?p ?y1 ; ?x ?p ?y2"
    " => ?y1 owl:sameAs ?y2",
    "cls-maxqc1": "?r owl:maxQualifiedCardinality 0 ; ?r owl:onProperty ?p ; ?r owl:onClass ?c ;"
    " ?x a ?r ; ?x ?p ?y ; ?y a ?c => false",
    "cls-maxqc2": "?r owl:maxQualifiedCardinality 0 ; ?r owl:onProperty ?p ; ?r owl:onClass owl:Thing ;"
    " ?x a ?r ; ?x ?p ?y => false",
    "cls-maxqc3": "?r owl:maxQualifiedCardinality 1 ; ?r owl:onProperty ?p ; ?r owl:onClass ?c ;"
    " ?x a ?r ; ?x ?p ?y1 ; ?y1 a ?c ; ?x ?p ?y2 ; ?y2 a ?c => ?y1 owl:sameAs ?y2",
    "cls-maxqc4": "?r owl:maxQualifiedCardinality 1 ; ?r owl:onProperty ?p ; ?r owl:onClass owl:Thing ;"
    " ?x a ?r ; ?x ?p ?y1 ; ?x ?p ?y2 => ?y1 owl:sameAs ?y2",
    "cls-oo": "?c owl:oneOf ?l ; ?m in ?l => ?m a ?c",
}
# Table 7: https://www.w3.org/TR/owl2-profiles/#tab-rules-axioms-classes-rl
_CLASS_AXIOMS = {
    "cax-sco": "?c1 rdfs:subClassOf ?c2 ; ?x a ?c1 => ?x a ?c2",
    "cax-eqc1": "?c1 owl:equivalentClass ?c2 ; ?x a ?c1 => ?x a ?c2",
    "cax-eqc2": "?c1 owl:equivalentClass ?c2 ; ?x a ?c2 => ?x a ?c1",
    "cax-dw": "?c1 owl:disjointWith ?c2 ; ?x a ?c1 ; ?x a ?c2 => false",
    "cax-adc": "?d a owl:AllDisjointClasses ; ?d owl:members ?l ; ?c1 in ?l ; ?c2 in ?l ; ?c1 < ?c2 ;"
    " ?x a ?c1 ; ?x a ?c2 => false",
}
# Table 9: https://www.w3.org/TR/owl2-profiles/#tab-rules-schema-rl
_SCHEMA = {
    "scm-cls": "?c a owl:Class => ?c rdfs:subClassOf ?c ; ?c owl:equivalentClass ?c ; ?c rdfs:subClassOf owl:Thing ;"
    " owl:Nothing rdfs:subClassOf ?c",
    "scm-sco": "?c1 rdfs:subClassOf ?c2 ; ?c2 rdfs:subClassOf ?c3 => ?c1 rdfs:subClassOf ?c3",
    "scm-eqc1": "?c1 owl:equivalentClass ?c2 => ?c1 rdfs:subClassOf ?c2 ; ?c2 rdfs:subClassOf ?c1",
    "scm-eqc2": "?c1 rdfs:subClassOf ?c2 ; ?c2 rdfs:subClassOf ?c1 => ?c1 owl:equivalentClass ?c2",
    "scm-op": "?p a owl:ObjectProperty => ?p rdfs:subPropertyOf ?p ; ?p owl:equivalentProperty ?p",
    "scm-dp": "?p a owl:DatatypeProperty => ?p rdfs:subPropertyOf ?p ; ?p owl:equivalentProperty ?p",
    "scm-spo": "?p1 rdfs:subPropertyOf ?p2 ; ?p2 rdfs:subPropertyOf ?p3 => ?p1 rdfs:subPropertyOf ?p3",
    "scm-eqp1": "?p1 owl:equivalentProperty ?p2 => ?p1 rdfs:subPropertyOf ?p2 ; ?p2 rdfs:subPropertyOf ?p1",
    "scm-eqp2": "?p1 rdfs:subPropertyOf ?p2 ; ?p2 rdfs:subPropertyOf ?p1 => ?p1 owl:equivalentProperty ?p2",
    "scm-dom1": "?p rdfs:domain ?c1 ; ?c1 rdfs:subClassOf ?c2 => ?p rdfs:domain ?c2",
    "scm-dom2": "?p2 rdfs:domain ?c ; ?p1 rdfs:subPropertyOf ?p2 => ?p1 rdfs:domain ?c",
    "scm-rng1": "?p rdfs:range ?c1 ; ?c1 rdfs:subClassOf ?c2 => ?p rdfs:range ?c2",
    "scm-rng2": "?p2 rdfs:range ?c ; ?p1 rdfs:subPropertyOf ?p2 => ?p1 rdfs:range ?c",
    "scm-hv": "?r1 owl:hasValue ?v ; ?r1 owl:onProperty ?p1 ; ?r2 owl:hasValue ?v ; ?r2 owl:onProperty ?p2 ;"
    " ?p1 rdfs:subPropertyOf ?p2 => ?r1 rdfs:subClassOf ?r2",
    "scm-svf1": "?r1 owl:someValuesFrom ?c1 ; ?r1 owl:onProperty ?p ; ?r2 owl:someValuesFrom ?c2 ;"
    " ?r2 owl:onProperty ?p ; ?c1 rdfs:subClassOf ?c2 => ?r1 rdfs:subClassOf ?r2",
    "scm-svf2": "?r1 owl:someValuesFrom ?c ; ?r1 owl:onProperty ?p1 ; ?r2 owl:someValuesFrom ?c ;"
    " ?r2 owl:onProperty ?p2 ; ?p1 rdfs:subPropertyOf ?p2 => ?r1 rdfs:subClassOf ?r2",
    "scm-avf1": "?r1 owl:allValuesFrom ?c1 ; ?r1 owl:onProperty ?p ; ?r2 owl:allValuesFrom ?c2 ;"
    " ?r2 owl:onProperty ?p ; ?c1 rdfs:subClassOf ?c2 => ?r1 rdfs:subClassOf ?r2",
    "scm-avf2": "?r1 owl:allValuesFrom ?c ; ?r1 owl:onProperty ?p1 ; ?r2 owl:allValuesFrom ?c ;"
    " ?r2 owl:onProperty ?p2 ; ?p1 rdfs:subPropertyOf ?p2 => ?r2 rdfs:subClassOf ?r1",
    "scm-int": "?c owl:intersectionOf ?l ; ?m in ?l => ?c rdfs:subClassOf ?m",
    "scm-uni": "?c owl:unionOf ?l ; ?m in ?l => ?m rdfs:subClassOf ?c",
}
RULES = {**_EQUALITY, **_PROPERTIES, **_CLASSES, **_CLASS_AXIOMS, **_SCHEMA}
# RDF 1.1 Semantics, section 9.2.1: rdfs2, rdfs3, rdfs7, rdfs5, rdfs9 and rdfs11, under the names of the same rules in
# OWL 2 RL: https://www.w3.org/TR/rdf11-mt/#patterns-of-rdfs-entailment-informative
_RDFS = ("prp-dom", "prp-rng", "prp-spo1", "scm-spo", "cax-sco", "scm-sco")


@cache
def rule_set(name: RuleSet) -> tuple[Rule, ...]:
    """Return the rules of a set: "rl" for all of OWL 2 RL, "rdfs" for those that RDF Schema needs."""
    names = RULES if name == "rl" else _RDFS
    return tuple(rule for key in names for rule in rules(key.strip(), RULES[key]))
