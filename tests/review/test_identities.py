"""Signs of identity: what two names have in common, whatever their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgtool.rdf.terms import IRI
from kgtool.review.identities import likely_pairs, one_apart, signs_of
from kgtool.review.records import Record

SIGNS = {"same-letters": 0.8, "one-letter": 0.5, "initials": 0.5, "fewer-words": 0.5, "one-word": 0.3, "same-post": 0.3}


def record(name: str, *documents: str, listed: bool = False, post: str = "") -> Record:
    words = tuple(name.lower().split())
    posts = frozenset([IRI(f"urn:{post}")] if post else [])
    iri = IRI("urn:" + "-".join(words))
    return Record(iri, name, frozenset([words]), frozenset(), frozenset(documents), listed, {"post": posts})


def relation(one: str, other: str) -> list[str]:
    return list(signs_of(record(one), record(other)))


def never(one: IRI, other: IRI) -> bool:
    return False


def test_names_are_compared_in_any_order() -> None:
    assert relation("Donggyou Choi", "Choi Dong gyou") == ["same-letters"]
    assert relation("Karsura Masanori", "Masanori Katsura") == ["one-letter"]
    assert relation("J Smith", "Smith John") == ["initials"]
    assert relation("Jane Mary Roe", "Jane Roe") == ["fewer-words"]
    assert relation("Roe", "Jane Roe") == ["one-word"]
    assert relation("Jane Roe", "John Roe") == []
    assert relation("Kim Ana", "Kim Ina") == []


def test_a_pair_is_asked_where_its_signs_add_up_and_the_one_known_better_is_kept() -> None:
    one, other = record("Mira Solberg", "a", "b", post="head"), record("Mira Solbergh", "c", post="head")

    (pair,) = likely_pairs([other, one], SIGNS, 0.6, "name", never)

    assert (pair.kept, pair.other, pair.score, pair.signs) == (one, other, 0.8, ("one-letter", "same-post"))
    assert list(likely_pairs([one, other], SIGNS, 0.9, "name", never)) == []
    assert list(likely_pairs([one, other], SIGNS, 0.6, "name", lambda a, b: True)) == []


def test_two_that_are_listed_are_two() -> None:
    both = [record("Mira Solberg", "a", listed=True, post="x"), record("Mira Solbergh", listed=True, post="x")]

    assert list(likely_pairs(both, SIGNS, 0.1, "name", never)) == []


words = st.text("abc", max_size=5)


@given(words, words)
def test_one_letter_apart_is_the_distance_of_one_edit(one: str, other: str) -> None:
    letters = "abc"
    splits = [(one[:i], one[i:]) for i in range(len(one) + 1)]
    edits = {a + b[1:] for a, b in splits if b}
    edits |= {a + c + b[1:] for a, b in splits if b for c in letters}
    edits |= {a + c + b for a, b in splits for c in letters}
    edits |= {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}

    assert one_apart(one, other) == (other in edits and one != other)
    assert one_apart(one, other) == one_apart(other, one)
