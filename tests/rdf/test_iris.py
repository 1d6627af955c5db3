"""Minted IRIs are deterministic, readable, and safe in Turtle and in a path."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgtool.rdf.iris import Minter, slug
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, Literal

MINT = Minter("https://example.org/id/")
SAFE = re.compile(r"https://example\.org/id/[a-z]+/(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+")
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(words, words, words)
def test_iris_hold_unreserved_characters_only(stem: str, name: str, title: str) -> None:
    organisation, person = MINT.organisation(name), MINT.person(name)
    post = MINT.post(organisation, title)
    meeting = MINT.meeting("bilateral", [organisation, person], title)
    for iri in (
        *(organisation, person, post, meeting, MINT.document(stem), MINT.passage(stem, 0, 4)),
        *(MINT.attestation(stem, MINT.tenure(person, post)), MINT.participation(stem, meeting, person, "chair")),
        *(
            MINT.time(stem, "2023-06-14/2023-06-16", name),
            MINT.outcome(stem, title),
            MINT.organisation(title, organisation),
        ),
    ):
        assert SAFE.fullmatch(iri)


@given(st.lists(st.text("abcxyzéß", min_size=1, max_size=6), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_a_persons_names_does_not_matter(names: list[str], random: Random) -> None:
    shuffled = names[:]
    random.shuffle(shuffled)
    assert MINT.person(" ".join(names)) == MINT.person(" ".join(shuffled))


@given(words)
def test_a_slug_of_a_slug_is_the_slug(text: str) -> None:
    assert slug(slug(text)) == slug(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hamano Koichi", "hamano-koichi"),
        ("António CAMPINOS", "antonio-campinos"),
        ("Lars Løkke Straße", "lars-lokke-strasse"),
        ("People’s Republic", "peoples-republic"),
        ("日本国特許庁", slug("日本国特許庁")),
    ],
)
def test_slugs_are_readable(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_long_names_are_cut_and_stay_apart() -> None:
    assert len(slug("word " * 100)) < 100
    assert slug("word " * 100) != slug("word " * 101)


def test_iris_are_the_ones_that_the_graph_was_published_with() -> None:
    jpo = MINT.organisation("JPO")
    person = MINT.person("Kasutani Toshihide")
    post = MINT.post(jpo, "Commissioner")
    series = MINT.series("IP5", "heads")
    meeting = MINT.edition(series, "2021")
    assert MINT.tenure(person, post).endswith("/tenure/kasutani-toshihide_jpo_commissioner")
    assert MINT.acting_tenure(person, post).endswith("/tenure/kasutani-toshihide_jpo_commissioner_acting")
    assert meeting.endswith("/meeting/ip5-heads-2021")
    assert MINT.participation("demo", meeting, person, "chair").endswith(
        "/demo_ip5-heads-2021_kasutani-toshihide_chair"
    )
    assert MINT.document("my report").endswith("/document/my%20report")
    assert MINT.passage("demo", 277, 311).endswith("/passage/demo_277-311")
    assert MINT.time("demo", "2021-06-23/2021-06-24").endswith("/time/demo_2021-06-23_2021-06-24")
    assert MINT.statement("demo", meeting, IRI("urn:p"), Literal.integer(14)).endswith("/statement/demo_12e8e41b77")


def test_a_statement_about_text_differs_from_one_about_an_integer() -> None:
    subject, predicate = IRI("urn:s"), IRI("urn:p")
    assert MINT.statement("d", subject, predicate, Literal("14")) != MINT.statement(
        "d", subject, predicate, Literal.integer(14)
    )


def test_a_minted_iri_is_a_curie_without_escapes() -> None:
    prefixes = Prefixes({"person": "https://example.org/id/person/"})
    assert prefixes.split(MINT.person("Koichi Hamano")) == ("person", "hamano-koichi")
