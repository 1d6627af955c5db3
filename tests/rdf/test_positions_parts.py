"""Leaving out what holds no wanted term changes no place, however statements, strings and comments are written."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgtool.rdf.positions import Places, places, subject_places
from kgtool.rdf.positions_parts import parts, subject_parts
from kgtool.rdf.positions_statements import LocatedTriple, located_triples
from kgtool.rdf.store import parse
from kgtool.rdf.terms import IRI, RDF, Literal, Term

E = "https://example.org/"
HEAD = f"@prefix : <{E}> .\n@prefix p: <{E}> .\n"
PIECES = (
    ":a-b :p :c .",
    ":c :p :d.e ; :q 'it. # :a-b' .",
    """:d.e :p \"""a\n. :c <https://example.org/c> \\\""" "." .\""" , :a-b.""",
    """<https://example.org/c> :p "."@en, <https://example.org/a-b> . # . :c :p :d ." ' <\n""",
    ":c_ :p :a\\-b , 1. :a :p 1.5 , .5 , 1.e3 .",
    "<https://example.org/a\\u002Db> :p <https://example.org/\\u0063> .",
    ":c\\. :p :c\\' , :a\\#b .",
    """:a :p "x".:c :p :a-b .""",
    ":a :p <urn:x>.:c :p <https://example.org/a-b>.",
    ":d :p [ :q :c ; :r ( 1 :a-b ) ] , () .",
    "[] :p :c . _:x.y :p :a .",
    "PREFIX q: <https://example.org/> q:c q:p q:a-b .",
    ":c :p true.@prefix r: <https://example.org/> .\nr:a-b r:p r:c .",
    ":c :p 'a'.PREFIX s: <https://example.org/a->\ns:b :p s: .",
    ":c :p 'a'.base<https://example.org/c>\n<#a-b> :p <> .",
    ":c :p :a.prefix , :c.base .",
    "prefix t: <https://example.org/a-> t:c :p t:c . t:b :p t:c .",
    "BASE <https://example.org/c> <> :p <#a-b> . <> :p :d .",
    "@base <https://example.org/a-b> .",
    "@prefix : <https://example.com/> .",
)
WANTED = [IRI(E + name) for name in ("a", "a-b", "c", "d.e", "c.", "c'", "c_", "a#b", "d", "", "c#a-b")]


def _of(found: Sequence[LocatedTriple], terms: Sequence[Term], *, objects: bool) -> Places:
    expected = Places(places("", frozenset()).lines)
    for each in found:
        subject, predicate, value = each.triple
        if subject in terms:
            expected.subjects.setdefault(subject, each.subject)
            expected.properties.setdefault((subject, predicate), each)
        if objects and value in terms:
            expected.objects.setdefault(value, each.object)
    return expected


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8),
    st.sampled_from(["\n", " ", " # :c :p\n", "\r\n\t"]),
    st.lists(st.sampled_from(WANTED), min_size=1, max_size=3),
)
@settings(max_examples=600, deadline=None)
def test_places_are_those_found_in_all_of_the_text(pieces: list[str], between: str, wanted: list[IRI]) -> None:
    text = HEAD + between.join(pieces)
    located = list(located_triples(text))
    assert [each.triple for each in located] == parse(text)
    for found, objects in ((places(text, set(wanted)), True), (subject_places(text, set(wanted)), False)):
        expected = _of(located, wanted, objects=objects)
        assert found.subjects == expected.subjects
        assert found.properties.keys() == expected.properties.keys()
        assert [each[1:] for each in found.properties.values()] == [each[1:] for each in expected.properties.values()]
        assert found.objects == expected.objects


def test_only_directives_and_statements_that_hold_a_term_are_read() -> None:
    said = [f":n{number} :p :n{number + 1} , 'n5 . n5' ." for number in range(10)]
    text = HEAD + "\n".join(said)
    read = "".join(text[start:end] for start, end in subject_parts(text, {IRI(E + "n5")}))
    assert read == HEAD.rstrip() + "\n" + said[5]
    said = [line.replace("n5 . n5", "n . n") for line in said]
    text = HEAD + "\n".join(said)
    read = "".join(text[start:end] for start, end in parts(text, {IRI(E + "n5")}))
    assert read == HEAD.rstrip() + "\n" + said[4] + "\n" + said[5]


@pytest.mark.parametrize("term", [IRI(RDF + "nil"), IRI(E), Literal("n")])
def test_all_is_read_for_terms_that_can_be_written_in_other_ways(term: Term) -> None:
    text = HEAD + ":s :p () . :t :p 'n' ."
    assert parts(text, {term}) == [(0, len(text))]
