"""Identities: in, records of entities and the signs to go by; out, pairs that may be one, with score and signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations

from kgtool.rdf.terms import IRI, Term
from kgtool.review.records import Record

_LARGEST = 100  # A word that more entities share tells none of them from others.
_MOST_WORDS = 4  # Longer names are compared as they are written, not in every order.
_LONG = 4  # A shorter word one letter apart is another word.
_CERTAIN = 0.99


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be one, the one to keep first; how sure that is, from 0 to 1; and the signs of it."""

    kept: Record
    other: Record
    score: float
    signs: tuple[str, ...]


def likely_pairs(
    records: Iterable[Record], signs: Mapping[str, float], ask: float, by: str, apart: Callable[[IRI, IRI], bool]
) -> Iterator[Pair]:
    """Yield the pairs whose signs add up to what is asked from on, one listed at most, none known to be apart.

    Pairs share a word of their names, or (by) a value.
    """
    for one, other in _neighbours(records, by):
        if (one.listed and other.listed) or not (one.documents or other.documents) or apart(one.iri, other.iri):
            continue
        found = tuple(sign for sign in signs_of(one, other) if sign in signs)
        if by == "name" and not any(sign in _OF_NAMES for sign in found):
            continue
        score = round(sum(signs[sign] for sign in found), 2)
        if score >= ask:
            kept, left = sorted((one, other), key=_worth)
            yield Pair(kept, left, min(score, _CERTAIN), found)


def _worth(record: Record) -> tuple[bool, int, int, str]:
    """Return the order in which to keep entities: listed, named by more documents, with a longer name."""
    return not record.listed, -len(record.documents), -max(map(len, record.names), default=0), record.iri


def _neighbours(records: Iterable[Record], by: str) -> Iterator[tuple[Record, Record]]:
    """Yield, once each, the pairs of records that share a word or acronym, or a value."""
    blocks: dict[str | Term, list[Record]] = defaultdict(list)
    for record in records:
        for key in _keys(record) if by == "name" else record.values.get(by, ()):
            blocks[key].append(record)
    seen: set[tuple[IRI, IRI]] = set()
    for block in blocks.values():
        if len(block) > _LARGEST or all(record.listed for record in block):
            continue
        for one, other in combinations(block, 2):
            if (one.iri, other.iri) not in seen:
                seen.add((one.iri, other.iri))
                yield one, other


def _keys(record: Record) -> set[str]:
    """Return what names may share that are like each other: words, words without a letter, all letters, acronyms."""
    words = {word for name in record.names for word in name}
    shorter = {word[:i] + word[i + 1 :] for word in words if len(word) >= _LONG for i in range(len(word))}
    return words | shorter | {"".join(sorted("".join(name))) for name in record.names} | record.acronyms


def signs_of(one: Record, other: Record) -> Iterator[str]:
    """Yield what two entities have in common or apart, by the names that the lexicon gives to signs."""
    relations = {_relation(a, b) for a in one.names for b in other.names}
    yield from (name for name in _OF_NAMES[:-1] if name in relations and not relations & _stronger(name))
    if one.acronyms & other.acronyms:
        yield "same-acronym"
    for name, values in one.values.items():
        others = other.values[name]
        if values and others:
            shared = len(values & others)
            if 2 * shared > min(len(values), len(others)):
                yield f"same-{name}"
            elif not shared:
                yield f"other-{name}"
    if one.documents & other.documents:
        yield "same-document"


_OF_NAMES = ("same-letters", "one-letter", "initials", "fewer-words", "one-word", "same-acronym")


def _stronger(name: str) -> set[str]:
    return set(_OF_NAMES[: _OF_NAMES.index(name)])


def _relation(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Return how two names are like each other, the words of each in any order; an empty text if they are not."""
    if sorted(one) == sorted(other) or _letters(one) & _letters(other):
        return "same-letters"
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        left, right = sorted(set(short) - set(long)), sorted(set(long) - set(short))
        if len(left) == len(right) == 1 and len(short) > 1:
            if min(len(left[0]), len(right[0])) >= _LONG and one_apart(left[0], right[0]):
                return "one-letter"
            if min(len(left[0]), len(right[0])) == 1 and left[0][0] == right[0][0]:
                return "initials"
        return ""
    if set(short) < set(long):
        return "fewer-words" if len(short) > 1 else "one-word"
    return ""


def _letters(name: tuple[str, ...]) -> set[str]:
    """Return the letters of a name without the spaces between its words."""
    orders: Iterable[tuple[str, ...]] = permutations(name) if len(name) <= _MOST_WORDS else [name]
    return {"".join(order) for order in orders}


def one_apart(one: str, other: str) -> bool:
    """Return whether one letter inserted, lost, changed or swapped with its neighbour makes one word the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
