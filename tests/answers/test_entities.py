"""Entities by name: an IRI, a CURIE, a label or a spelling finds them; a slip gets a suggestion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgtool.answers.entities import Entities, folded
from kgtool.answers.lookup import Lookup
from kgtool.errors import UsageError
from kgtool.rdf.store import Store, parse
from tests.answers import sample


def entities() -> Entities:
    return Entities(Lookup(sample.store(), sample.prefixes(), sample.vocabulary()))


ENTITIES = entities()


@pytest.mark.parametrize(
    "word",
    [
        "person:ana-silva",
        "https://w3id.org/ip-cooperation/id/person/ana-silva",
        "<https://w3id.org/ip-cooperation/id/person/ana-silva>",
        "Ana Silva",
        "ANA  SILVA",
        "Aña Silva",
        "Silva",
    ],
)
def test_any_name_of_an_entity_finds_it(word: str) -> None:
    assert sample.prefixes().compact(ENTITIES.find(word)) == "person:ana-silva"


def test_a_replaced_entity_leads_to_the_one_that_stands_for_it() -> None:
    assert sample.prefixes().compact(ENTITIES.find("person:dunn-erik")) == "person:dun-erik"


def test_a_slip_in_a_name_gets_a_suggestion() -> None:
    with pytest.raises(UsageError, match=r"nor a name in the graph .did you mean person:ana-silva \(Ana Silva, person"):
        ENTITIES.find("Sylva")


def test_a_slip_in_a_curie_gets_a_suggestion() -> None:
    with pytest.raises(UsageError, match=r"says nothing of person:anna-silva .did you mean person:ana-silva"):
        ENTITIES.find("person:anna-silva")


def test_a_name_of_several_is_refused_with_all_of_them() -> None:
    turtle = '<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "Corvia" . <urn:b> '
    store = Store(parse(turtle + '<http://www.w3.org/2000/01/rdf-schema#label> "corvia" .'))
    twins = Entities(Lookup(store, sample.prefixes(), sample.vocabulary()))
    with pytest.raises(UsageError, match=r"names 2 entities .say which: urn:a .Corvia., urn:b .corvia."):
        twins.find("CORVIA")
    assert twins.find("corvia") == "urn:b"


def test_of_several_that_of_the_kind_wanted_is_found() -> None:
    assert sample.prefixes().compact(ENTITIES.find("Corvia", "place")) == "place:corvia"
    assert sample.prefixes().compact(ENTITIES.find("Corvia", "organisation")) == "organisation:cpo"


@given(st.text())
def test_any_text_finds_something_or_is_refused(word: str) -> None:
    try:
        assert ENTITIES.knows(ENTITIES.find(word))
    except UsageError:
        return


@pytest.mark.parametrize("word", ["<urn:a\x7f>", "https://example.org/100%", "urn:a[1]", "urn:\ue000"])
def test_what_no_iri_may_hold_is_refused_before_it_is_asked_for(word: str) -> None:
    with pytest.raises(UsageError, match="neither an IRI nor"):
        ENTITIES.find(word)


@given(st.text())
def test_folding_twice_changes_nothing(word: str) -> None:
    assert folded(folded(word)) == folded(word)


def test_a_beginning_is_completed_by_name_and_by_curie() -> None:
    assert ("person:ana-silva", "Ana Silva") in ENTITIES.completions("ana")
    assert ("person:ana-silva", "Ana Silva") in ENTITIES.completions("person:an")
