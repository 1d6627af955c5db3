"""On random ontologies and data the closure is that of owlrl, and stays so while triples come and go."""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kgtool.rdf.terms import Triple
from kgtool.reasoning import Reasoner, closure
from tests.reasoning.ontologies import axioms, equal_terms, facts, prohibition, triples

SCALE = float(os.environ.get("REASONING_EXAMPLES", "1"))  # how many times as many examples to try
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
statements = st.tuples(axioms, facts, st.lists(equal_terms, max_size=1)).map(
    lambda parts: [*parts[0], *parts[1], *parts[2]]
)


# owlrl has no class below itself unless declared (scm-cls), though a cycle makes it so (scm-sco): see the next test.
DECLARED = ":A a owl:Class . :B a owl:Class . :C a owl:Class . :D a owl:Class ." + "".join(
    f" :{name} a owl:ObjectProperty ." for name in "pqrs"
)


def test_a_cycle_puts_an_undeclared_class_below_itself_which_owlrl_passes_over() -> None:
    form = ":{} owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom :A ] ."
    asserted = triples(form.format("A"), form.format("B"))
    # By scm-eqc1 and scm-sco :A is below :A, so by scm-svf1 each restriction is below the other.
    expected = set(triples(":A rdfs:subClassOf :B . :B rdfs:subClassOf :A ."))
    assert expected <= set(closure(asserted).inferred)
    assert not expected & set(closure(asserted, engine="owlrl").inferred)


@settings(slow, max_examples=int(60 * SCALE))
@given(statements)
def test_the_closure_is_that_of_owlrl(given_statements: list[str]) -> None:
    asserted = triples(DECLARED, *given_statements)
    assert closure(asserted).inferred == closure(asserted, engine="owlrl").inferred


@settings(slow, max_examples=int(40 * SCALE))
@given(axioms, facts, st.lists(prohibition, min_size=1, max_size=2))
def test_what_owlrl_finds_contradictory_is_so(rules: list[str], data: list[str], prohibited: list[str]) -> None:
    asserted = triples(DECLARED, *rules, *data, *prohibited)
    ours, theirs = closure(asserted), closure(asserted, engine="owlrl")
    assert ours.inferred == theirs.inferred
    if "AllDifferent" not in "".join(prohibited):  # of which owlrl passes over the last member
        assert bool(ours.contradictions) == bool(theirs.contradictions)
    else:
        assert bool(ours.contradictions) >= bool(theirs.contradictions)


@settings(slow, max_examples=int(15 * SCALE))
@given(statements)
def test_the_rules_of_rdf_schema_give_what_owlrl_has_for_it(given_statements: list[str]) -> None:
    asserted = triples(*given_statements)
    ours, theirs = closure(asserted, rules="rdfs").inferred, closure(asserted, "owlrl", "rdfs").inferred
    assert ours == theirs


@settings(slow, max_examples=int(60 * SCALE))
@given(axioms, facts, st.lists(prohibition, max_size=1), st.lists(equal_terms, max_size=1), st.data())
def test_a_closure_kept_up_to_date_is_the_one_made_afresh(
    rules: list[str], data: list[str], prohibited: list[str], equal: list[str], draw: st.DataObject
) -> None:
    everything = triples(*rules, *data, *prohibited, *equal)
    held = draw.draw(st.sets(st.sampled_from(everything))) if everything else set()
    reasoner = Reasoner([triple for triple in everything if triple in held])
    inferred = set(reasoner.inferred())
    for _ in range(3):
        changed = draw.draw(st.sets(st.sampled_from(everything), max_size=4)) if everything else set()
        added, removed = changed - held, changed & held
        held = (held | added) - removed
        for change in (reasoner.add(sorted(added, key=str)), reasoner.remove(sorted(removed, key=str))):
            assert not inferred & set(change.added)
            assert inferred >= set(change.removed)
            inferred = (inferred | set(change.added)) - set(change.removed)
        fresh = Reasoner([triple for triple in everything if triple in held])
        assert reasoner.inferred() == fresh.inferred()
        assert inferred == set(fresh.inferred())
        assert set(reasoner.contradictions()) == set(fresh.contradictions())


@settings(slow, max_examples=int(40 * SCALE))
@given(statements)
@example([":C owl:intersectionOf ( :A ) .", ":a a :A .", ":A owl:sameAs :B ."])
def test_every_inferred_triple_has_a_proof_from_what_is_asserted(given_statements: list[str]) -> None:
    asserted = triples(*given_statements)
    found = closure(asserted)
    for triple in found.inferred:
        reason, proof = found.reason(triple), found.reasons.proof(triple)
        assert reason is not None
        assert proof is not None
        assert reason.rule == proof.rule
        assert leaves(proof) <= set(asserted)
        assert reason in found.reasons.derivations(triple)


def leaves(proof: object) -> set[Triple]:
    from kgtool.reasoning import Proof

    assert isinstance(proof, Proof)
    if proof.rule:
        return {leaf for premise in proof.premises for leaf in leaves(premise)}
    return {proof.triple}


def test_an_unknown_triple_has_no_reason() -> None:
    asserted = triples(":a :p :b .")
    assert closure(asserted).reason(asserted[0]) is None
    assert closure(()).reason(asserted[0]) is None


@settings(slow, max_examples=int(40 * SCALE))
@given(axioms, facts, st.lists(prohibition, min_size=1, max_size=2), st.randoms(use_true_random=False))
def test_the_order_of_triples_does_not_matter(
    rules: list[str], data: list[str], prohibited: list[str], random: Random
) -> None:
    asserted = triples(*rules, *data, *prohibited)
    shuffled = asserted[:]
    random.shuffle(shuffled)
    assert closure(shuffled) == closure(asserted)


@pytest.mark.parametrize("engine", ["kgtool", "owlrl"])
def test_either_engine_gives_reasons(engine: str) -> None:
    asserted = triples(":p rdfs:domain :A . :a :p :b .")
    found = closure(asserted, "owlrl" if engine == "owlrl" else "kgtool")
    (triple,) = found.inferred
    reason = found.reason(triple)
    assert reason is not None
    assert (reason.rule, set(reason.premises)) == ("prp-dom", set(asserted))
