"""Portraits: everything known of an entity, in time order, with its sources, and where documents disagree."""

from __future__ import annotations

import json

from kgtool.answers.lookup import Lookup
from kgtool.answers.portrait import Portrait, portrait
from kgtool.answers.telling import WRITERS
from kgtool.rdf.store import Store, parse
from kgtool.rdf.terms import IRI, Triple
from kgtool.reasoning import closure
from tests.answers import sample


def painted(curie: str, *, turtle: str = "", inferred: bool = False) -> Portrait:
    said = [triple for stem in sample.DOCUMENTS for triple in (*sample.facts(stem), *sample.evidence(stem))]
    prologue = "".join(
        f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sample.prefixes().namespaces.items()
    )
    asserted = [*sample.background(), *said, *parse(prologue + turtle)]
    store = Store(asserted, closure(asserted).inferred if inferred else ())
    lookup = Lookup(store, sample.prefixes(), sample.vocabulary())
    return portrait(lookup, sample.prefixes().expand(curie))


def test_a_person_is_told_with_names_meetings_and_posts_in_time_order() -> None:
    found = painted("person:ana-silva")
    assert found.label == "Ana Silva"
    assert {name.form for name in found.names} >= {"Ana Silva", "Silva", "Ana"}
    texts = [entry.text for entry in found.entries]
    assert "chairing · 5th Lake3 heads meeting · representing: Arvonian Patent Office" in texts
    assert any(text.startswith("attestation") and "post title: Head" in text for text in texts)
    times = [entry.when.earliest for entry in found.entries if entry.when]
    assert times == sorted(times)


def test_every_record_that_a_document_makes_of_an_entity_has_its_source() -> None:
    for entry in painted("person:ana-silva").entries:
        assert entry.sources


def test_what_a_tenure_joins_is_told_of_both_its_ends() -> None:
    texts = [entry.text for entry in painted("organisation:apo").entries]
    assert any(text.startswith("attestation") and "Ana Silva" in text for text in texts)


def test_what_is_inferred_is_marked_and_told_only_if_nothing_asserted_says_it() -> None:
    found = painted("organisation:policy", inferred=True)
    assert [(entry.text, entry.inferred) for entry in found.entries if entry.inferred] == [
        ("unit of: Arvonian Patent Office", True)
    ]


def test_two_documents_with_two_places_disagree() -> None:
    turtle = """
    statement:a rdf:subject meeting:lake3-2021 ; rdf:predicate ipco:heldIn ; rdf:object place:port-arvo ;
        a ipco:Statement ; ipco:inDocument document:lakes .
    statement:b rdf:subject meeting:lake3-2021 ; rdf:predicate ipco:heldIn ; rdf:object place:arvonia ;
        a ipco:Statement ; ipco:inDocument document:shores .
    meeting:lake3-2021 ipco:heldIn place:port-arvo , place:arvonia .
    """
    told = [d for d in painted("meeting:lake3-2021", turtle=turtle).disagreements if d.property == "held in"]
    assert [[value for value, _ in d.values] for d in told] == [["Arvonia", "Port Arvo"]]


def test_every_form_can_be_written_and_json_holds_the_fields() -> None:
    found = painted("meeting:lake3-2021")
    for form, writer in WRITERS.items():
        text = "".join(writer(found, 80, True))
        assert "5th Lake3 heads meeting" in text
        if form == "json":
            assert json.loads(text)["curie"] == "meeting:lake3-2021"
        if form == "text":
            assert max(map(len, text.splitlines())) <= 80


def test_an_entity_that_is_only_pointed_at_has_a_portrait_too() -> None:
    lookup = Lookup(Store([Triple(IRI("urn:a"), IRI("urn:p"), IRI("urn:b"))]), sample.prefixes(), sample.vocabulary())
    assert [entry.text for entry in portrait(lookup, IRI("urn:b")).entries] == ["← urn:p: urn:a"]
