"""Explanations: an asserted triple by its sentences, an inferred one by a proof, another by what is missing."""

from __future__ import annotations

import json
from functools import cache

import pytest

from kgtool.answers.entities import Entities
from kgtool.answers.lookup import Lookup
from kgtool.answers.why import WRITERS, Explainer, Explanation, Proof
from kgtool.errors import UsageError
from kgtool.rdf.store import Store
from kgtool.rdf.terms import IRI, RDF_TYPE, Triple
from kgtool.reasoning import Closure, closure
from tests.answers import sample


@cache
def asserted() -> tuple[Triple, ...]:
    said = [triple for stem in sample.DOCUMENTS for triple in (*sample.facts(stem), *sample.evidence(stem))]
    return tuple(dict.fromkeys([*sample.background(), *said]))


@cache
def inferred() -> Closure:
    return closure(asserted())


def explainer(text: str = "") -> Explainer:
    store = Store(asserted(), inferred().inferred)
    entities = Entities(Lookup(store, sample.prefixes(), sample.vocabulary()))
    return Explainer(entities, lambda: inferred().reasons, lambda _: text)


EXPLAINER = explainer()


def triple(subject: str, predicate: str, value: str) -> Triple:
    expand = sample.prefixes().expand
    return Triple(expand(subject), expand(predicate), expand(value))


def explained(subject: str, predicate: str, value: str) -> Explanation:
    return EXPLAINER.explain(triple(subject, predicate, value))


def leaves(proof: Proof) -> list[Triple]:
    return [proof.triple] if proof.step is None else [leaf for p in proof.premises for leaf in leaves(p)]


def test_an_asserted_triple_is_explained_by_its_passage() -> None:
    found = explained("meeting:lake3-2021", "ipco:inSeries", "series:lake3-heads")
    assert [proof.step for proof in found.proofs] == [None]
    (ground,) = found.grounds.values()
    assert [sentence.source.quote for sentence in ground.sentences] == ["x"]


def test_a_passage_is_shown_in_its_surroundings() -> None:
    found = explainer("x" * 1000).explain(triple("meeting:lake3-2021", "ipco:inSeries", "series:lake3-heads"))
    (ground,) = found.grounds.values()
    (sentence,) = ground.sentences
    assert sentence.before == "x" * min(sentence.source.start, 120)
    assert sentence.after


@pytest.mark.parametrize(
    ("goal", "rules"),
    [
        (("meeting:lake3-2021", "ipco:chairedBy", "person:ana-silva"), ["prp-spo2"]),
        (("person:ana-silva", "ipco:attestedHeadOf", "organisation:apo"), ["prp-spo2", "prp-spo2", "prp-inv1"]),
        (("organisation:policy", "ipco:unitOf", "organisation:apo"), ["prp-trp"]),
        (("meeting:lake3-2021", "ipco:hasParticipation", "participation:l-chair"), ["prp-spo1"]),
    ],
)
def test_an_inferred_triple_is_proved_by_rules(goal: tuple[str, str, str], rules: list[str]) -> None:
    def used(proof: Proof) -> list[str]:
        return [*([proof.step.rule] if proof.step else []), *(r for p in proof.premises for r in used(p))]

    assert used(explained(*goal).proofs[0]) == rules


def test_every_inferred_triple_of_the_sample_has_a_proof_that_ends_in_asserted_triples() -> None:
    without: list[Triple] = []
    for found in inferred().inferred:
        if not str(found.subject).startswith(sample.settings().base):
            continue
        explanation = EXPLAINER.explain(found)
        if not explanation.holds:
            without.append(found)
        for proof in explanation.proofs:
            assert set(leaves(proof)) <= set(asserted())
    assert without == []


def test_what_does_not_hold_is_told_with_what_is_missing() -> None:
    found = explained("meeting:lake3-2021", "ipco:chairedBy", "person:bo-lind")
    assert not found.holds
    assert found.nearest
    assert found.nearest.rule == "prp-spo2"
    assert found.missing == (triple("participation:l-chair", "ipco:participant", "person:bo-lind"),)


def test_what_lacks_a_premise_that_nothing_is_known_of_says_something() -> None:
    found = explained("series:lake3-heads", "ipco:chairedBy", "topic:lakes")
    assert found.nearest
    text = "".join(WRITERS["text"]([found], EXPLAINER.lookup, lambda words: words, 80))
    assert "something" in text
    assert "is missing" in text


def test_all_proofs_are_given_the_shortest_first() -> None:
    goal = triple("person:ana-silva", "rdf:type", "foaf:Agent")
    every = EXPLAINER.explain(goal, every_proof=True).proofs
    sizes = [proof.size for proof in every]
    assert sizes == sorted(sizes)
    assert len(every) == len(set(every)) > 1
    assert all(goal not in leaves(proof) for proof in every)


def test_a_nameless_class_is_told_with_the_step_that_rests_on_it() -> None:
    (proof,) = explained("participation:l-chair", "ipco:capacity", "kind:capacity/chair").proofs
    assert proof.step
    assert (proof.step.rule, [p.triple for p in proof.premises]) == (
        "cls-hv1",
        [triple("participation:l-chair", "rdf:type", "ipco:Chairing")],
    )


def test_what_no_rule_concludes_is_told_to_be_so() -> None:
    found = explained("meeting:lake3-2021", "ipco:inSeries", "person:bo-lind")
    assert (found.holds, found.nearest) == (False, None)


@pytest.mark.parametrize("word", ["chairedBy", "chaired by", "ipco:chairedBy", "Chaired By"])
def test_a_property_is_found_by_any_of_its_names(word: str) -> None:
    assert EXPLAINER.predicate(word) == sample.vocabulary()("chairedBy")
    assert EXPLAINER.predicate("a") == RDF_TYPE


def test_an_unknown_property_gets_a_suggestion() -> None:
    with pytest.raises(UsageError, match="did you mean chairedBy"):
        EXPLAINER.predicate("chaieredBy")


@pytest.mark.parametrize("form", WRITERS)
def test_every_form_tells_triples_rules_and_sentences(form: str) -> None:
    explanation = explained("meeting:lake3-2021", "ipco:chairedBy", "person:ana-silva")
    text = "".join(WRITERS[form]([explanation], EXPLAINER.lookup, lambda words: words, 80))
    for words in ("5th Lake3 heads meeting", "chaired by", "Ana Silva", "prp-spo2"):
        assert words in text
    if form == "json":
        (found,) = json.loads(text)
        assert found["proofs"][0]["premises"][0]["sentences"][0]["quote"] == "x"


def test_everything_said_of_an_entity_can_be_explained() -> None:
    subject = sample.prefixes().expand("meeting:lake3-2021")
    triples = EXPLAINER.about(subject)
    assert {t.subject for t in triples} == {IRI(subject)}
    assert all(EXPLAINER.explain(t).holds for t in triples)
