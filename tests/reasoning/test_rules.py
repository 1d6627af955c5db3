"""Each rule of OWL 2 Profiles, section 4.3, on the smallest graph in which it has something to say."""

from __future__ import annotations

import pytest

from kgtool.rdf.terms import Literal, Term, Triple
from kgtool.reasoning import Reasoner, closure
from kgtool.reasoning.rules import RULES
from tests.reasoning.ontologies import triples

ONE, NONE = '"1"^^xsd:nonNegativeInteger', '"0"^^xsd:nonNegativeInteger'
CONCLUSIONS = {
    "eq-sym": (":a owl:sameAs :b .", ":b owl:sameAs :a"),
    "eq-trans": (":a owl:sameAs :b . :b owl:sameAs :c .", ":a owl:sameAs :c"),
    "eq-rep-s": (":a owl:sameAs :b . :a :p :c .", ":b :p :c"),
    "eq-rep-p": (":p owl:sameAs :q . :a :p :c .", ":a :q :c"),
    "eq-rep-o": (":a owl:sameAs :b . :c :p :a .", ":c :p :b"),
    "prp-dom": (":p rdfs:domain :A . :a :p :b .", ":a a :A"),
    "prp-rng": (":p rdfs:range :A . :a :p :b .", ":b a :A"),
    "prp-fp": (":p a owl:FunctionalProperty . :a :p :b , :c .", ":b owl:sameAs :c"),
    "prp-ifp": (":p a owl:InverseFunctionalProperty . :a :p 'x' . :b :p 'x' .", ":a owl:sameAs :b"),
    "prp-symp": (":p a owl:SymmetricProperty . :a :p :b .", ":b :p :a"),
    "prp-trp": (":p a owl:TransitiveProperty . :a :p :b . :b :p :c .", ":a :p :c"),
    "prp-spo1": (":p rdfs:subPropertyOf :q . :a :p 'x' .", ":a :q 'x'"),
    "prp-spo2": (":p owl:propertyChainAxiom ( :q :r :s ) . :a :q :b . :b :r :c . :c :s :d .", ":a :p :d"),
    "prp-eqp1": (":p owl:equivalentProperty :q . :a :p :b .", ":a :q :b"),
    "prp-eqp2": (":p owl:equivalentProperty :q . :a :q :b .", ":a :p :b"),
    "prp-inv1": (":p owl:inverseOf :q . :a :p :b .", ":b :q :a"),
    "prp-inv2": (":p owl:inverseOf :q . :a :q :b .", ":b :p :a"),
    "prp-key": (
        ":A owl:hasKey ( :p :q ) . :a a :A ; :p 1 , 2 ; :q :x . :b a :A ; :p 2 ; :q :x . :c a :A ; :p 2 .",
        ":a owl:sameAs :b",
    ),
    "cls-int1": (":A owl:intersectionOf ( :B :C :D ) . :a a :B , :C , :D . :b a :B , :C .", ":a a :A"),
    "cls-int2": (":A owl:intersectionOf ( :B :C ) . :a a :A .", ":a a :C"),
    "cls-uni": (":A owl:unionOf ( :B :C ) . :a a :C .", ":a a :A"),
    "cls-svf1": (":A owl:someValuesFrom :B ; owl:onProperty :p . :a :p :b . :b a :B .", ":a a :A"),
    "cls-svf2": (":A owl:someValuesFrom owl:Thing ; owl:onProperty :p . :a :p :b .", ":a a :A"),
    "cls-avf": (":A owl:allValuesFrom :B ; owl:onProperty :p . :a a :A ; :p :b .", ":b a :B"),
    "cls-hv1": (":A owl:hasValue :v ; owl:onProperty :p . :a a :A .", ":a :p :v"),
    "cls-hv2": (":A owl:hasValue 'v' ; owl:onProperty :p . :a :p 'v' .", ":a a :A"),
    "cls-maxc2": (f":A owl:maxCardinality {ONE} ; owl:onProperty :p . :a a :A ; :p :b , :c .", ":b owl:sameAs :c"),
    "cls-maxqc3": (
        f":A owl:maxQualifiedCardinality {ONE} ; owl:onProperty :p ; owl:onClass :B ."
        " :a a :A ; :p :b , :c , :d . :b a :B . :c a :B .",
        ":b owl:sameAs :c",
    ),
    "cls-maxqc4": (
        f":A owl:maxQualifiedCardinality {ONE} ; owl:onProperty :p ; owl:onClass owl:Thing . :a a :A ; :p :b , :c .",
        ":b owl:sameAs :c",
    ),
    "cls-oo": (":A owl:oneOf ( :a :b ) .", ":b a :A"),
    "cax-sco": (":A rdfs:subClassOf :B . :a a :A .", ":a a :B"),
    "cax-eqc1": (":A owl:equivalentClass :B . :a a :A .", ":a a :B"),
    "cax-eqc2": (":A owl:equivalentClass :B . :a a :B .", ":a a :A"),
    "scm-sco": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":A rdfs:subClassOf :C"),
    "scm-eqc1": (":A owl:equivalentClass :B .", ":B rdfs:subClassOf :A"),
    "scm-spo": (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":p rdfs:subPropertyOf :r"),
    "scm-eqp1": (":p owl:equivalentProperty :q .", ":q rdfs:subPropertyOf :p"),
    "scm-hv": (
        ":A owl:hasValue :v ; owl:onProperty :p . :B owl:hasValue :v ; owl:onProperty :q . :p rdfs:subPropertyOf :q .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-svf1": (
        ":A owl:someValuesFrom :C ; owl:onProperty :p . :B owl:someValuesFrom :D ; owl:onProperty :p ."
        " :C rdfs:subClassOf :D .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-svf2": (
        ":A owl:someValuesFrom :C ; owl:onProperty :p . :B owl:someValuesFrom :C ; owl:onProperty :q ."
        " :p rdfs:subPropertyOf :q .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-avf1": (
        ":A owl:allValuesFrom :C ; owl:onProperty :p . :B owl:allValuesFrom :D ; owl:onProperty :p ."
        " :C rdfs:subClassOf :D .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-avf2": (
        ":A owl:allValuesFrom :C ; owl:onProperty :p . :B owl:allValuesFrom :C ; owl:onProperty :q ."
        " :p rdfs:subPropertyOf :q .",
        ":B rdfs:subClassOf :A",
    ),
    "scm-int": (":A owl:intersectionOf ( :B :C ) .", ":A rdfs:subClassOf :C"),
    "scm-uni": (":A owl:unionOf ( :B :C ) .", ":C rdfs:subClassOf :A"),
}
# Rules whose conclusions are noise by themselves, by a graph in which something else follows only with their help.
IN_PASSING = {
    "scm-cls": (
        ":A owl:someValuesFrom :C ; owl:onProperty :p . :B owl:someValuesFrom :C ; owl:onProperty :p ."
        " :C a owl:Class .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-op": (
        ":A owl:hasValue :v ; owl:onProperty :p . :B owl:hasValue :v ; owl:onProperty :p . :p a owl:ObjectProperty .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-dp": (
        ":A owl:hasValue 1 ; owl:onProperty :p . :B owl:hasValue 1 ; owl:onProperty :p . :p a owl:DatatypeProperty .",
        ":A rdfs:subClassOf :B",
    ),
    "scm-eqc2": (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A . owl:equivalentClass rdfs:subPropertyOf :like .",
        ":A :like :B",
    ),
    "scm-eqp2": (
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p . owl:equivalentProperty rdfs:subPropertyOf :like .",
        ":p :like :q",
    ),
    **{
        name: (text + f" rdfs:{word} rdfs:subPropertyOf :of .", conclusion)
        for name, word, text, conclusion in (
            ("scm-dom1", "domain", ":p rdfs:domain :A . :A rdfs:subClassOf :B .", ":p :of :B"),
            ("scm-dom2", "domain", ":p rdfs:domain :A . :q rdfs:subPropertyOf :p .", ":q :of :A"),
            ("scm-rng1", "range", ":p rdfs:range :A . :A rdfs:subClassOf :B .", ":p :of :B"),
            ("scm-rng2", "range", ":p rdfs:range :A . :q rdfs:subPropertyOf :p .", ":q :of :A"),
        )
    },
    "dt-type2": (
        ":A owl:someValuesFrom xsd:decimal ; owl:onProperty :p . :a :p 1 . :b :p 'x' .",
        ":a a :A",
    ),
}
CONTRADICTIONS = {
    "eq-diff1": ":a owl:sameAs :b . :b owl:differentFrom :a .",
    "eq-diff2": "[] a owl:AllDifferent ; owl:members ( :a :b :c ) . :c owl:sameAs :a .",
    "eq-diff3": "[] a owl:AllDifferent ; owl:distinctMembers ( :a :b :c ) . :c owl:sameAs :a .",
    "prp-irp": ":p a owl:IrreflexiveProperty . :a :p :a .",
    "prp-asyp": ":p a owl:AsymmetricProperty . :a :p :b . :b :p :a .",
    "prp-pdw": ":p owl:propertyDisjointWith :q . :a :p :b ; :q :b .",
    "prp-adp": "[] a owl:AllDisjointProperties ; owl:members ( :p :q :r ) . :a :p :b ; :r :b .",
    "prp-npa1": "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetIndividual :b . :a :p :b .",
    "prp-npa2": "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue 1 . :a :p 1 .",
    "cls-nothing2": ":a a owl:Nothing .",
    "cls-com": ":A owl:complementOf :B . :a a :A , :B .",
    "cls-maxc1": f":A owl:maxCardinality {NONE} ; owl:onProperty :p . :a a :A ; :p :b .",
    "cls-maxqc1": (
        f":A owl:maxQualifiedCardinality {NONE} ; owl:onProperty :p ; owl:onClass :B . :a a :A ; :p :b . :b a :B ."
    ),
    "cls-maxqc2": (
        f":A owl:maxQualifiedCardinality {NONE} ; owl:onProperty :p ; owl:onClass owl:Thing . :a a :A ; :p :b ."
    ),
    "cax-dw": ":A owl:disjointWith :B . :a a :A , :B .",
    "cax-adc": "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) . :a a :A , :C .",
    "dt-not-type": ":p rdfs:range xsd:integer . :a :p 'one' .",
    "dt-diff": ":p a owl:FunctionalProperty . :a :p 1 , 2 .",
}
# https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules, less the axiomatic rules
# (prp-ap, cls-thing, cls-nothing1, dt-type1), eq-ref and dt-eq, which kgtool/reasoning/noise.py speaks of.
NAMES = {*CONCLUSIONS, *IN_PASSING, *CONTRADICTIONS}


def one(text: str) -> Triple:
    return triples(text + " .")[0]


@pytest.mark.parametrize("rule", CONCLUSIONS)
def test_a_rule_concludes_what_it_should_and_is_named(rule: str) -> None:
    text, conclusion = CONCLUSIONS[rule]
    asserted = triples(text)
    found = closure(asserted)
    assert one(conclusion) in found.inferred
    reasons = [reason for reason in found.reasons.derivations(one(conclusion)) if reason.rule == rule]
    assert reasons
    assert all(premise in {*asserted, *found.inferred} for premise in reasons[0].premises)


@pytest.mark.parametrize("rule", IN_PASSING)
def test_what_follows_with_the_help_of_a_rule(rule: str) -> None:
    text, conclusion = IN_PASSING[rule]
    found = closure(triples(text))
    assert one(conclusion) in found.inferred
    assert rule in rules_used(found.reasons.proof(one(conclusion)))


def rules_used(proof: object) -> set[str]:
    from kgtool.reasoning import Proof

    assert isinstance(proof, Proof)
    return {proof.rule}.union(*map(rules_used, proof.premises))


@pytest.mark.parametrize("rule", CONTRADICTIONS)
def test_a_contradiction_names_its_rule_and_its_premises(rule: str) -> None:
    text = CONTRADICTIONS[rule]
    contradictions = Reasoner(triples(text)).contradictions()
    assert rule in {contradiction.rule for contradiction in contradictions}
    named = {term for each in contradictions for premise in each.premises for term in premise}
    assert {short(term) for term in named} >= {"a"}
    assert closure(triples(text)).contradictions == tuple(map(str, contradictions))


@pytest.mark.parametrize("rule", CONTRADICTIONS)
def test_fewer_premises_do_not_contradict_each_other(rule: str) -> None:
    *rest, _ = CONTRADICTIONS[rule].split(" . ")
    assert closure(triples(*(f"{statement} ." for statement in rest))).contradictions == ()


def test_every_rule_of_the_tables_is_written_and_tested() -> None:
    assert {name.strip() for name in RULES} <= NAMES
    assert len(NAMES) == 72


def test_ill_typed_literals_are_contradictions() -> None:
    (found,) = Reasoner(triples(':a :on "2023-02-30"^^xsd:date .')).contradictions()
    assert found.rule == "dt-not-type"
    assert found.premises == (triples(':a :on "2023-02-30"^^xsd:date .')[0],)


def test_a_key_of_one_property_tells_instances_apart() -> None:
    """owlrl takes all instances for the same: it compares all properties of a key but the last."""
    asserted = triples(":A owl:hasKey ( :p ) . :a a :A ; :p 1 . :b a :A ; :p 2 . :c a :A ; :p 2 .")
    assert set(closure(asserted).inferred) == {one(":b owl:sameAs :c"), one(":c owl:sameAs :b")}
    assert one(":a owl:sameAs :b") in closure(asserted, "owlrl").inferred


@pytest.mark.parametrize("rule", ["eq-diff2", "eq-diff3", "prp-adp", "cls-maxc1", "dt-diff"])
def test_contradictions_that_owlrl_passes_over_or_not(rule: str) -> None:
    """The W3C rules decide: of lists owlrl passes over the last member, and it does not compare literals."""
    assert closure(triples(CONTRADICTIONS[rule])).contradictions
    assert bool(closure(triples(CONTRADICTIONS[rule]), "owlrl").contradictions) == (rule == "cls-maxc1")


def short(term: Term) -> str:
    text = term.lexical if isinstance(term, Literal) else str(term)
    return text.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
