"""Triples as numbers: in, sets of new ones; out, the sets and indexes that rules are matched against.

A relation has a key: the number of a predicate or, for the instances of a class, the complement (~) of the class's
number. It holds its pairs of subject and object as one number each, or the numbers of the instances.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from kgtool.rdf.terms import RDF_TYPE, Term, Triple

SHIFT = 32
MASK = (1 << SHIFT) - 1
Index = dict[int, set[int]]
Sets = dict[int, set[int]]
Numbers = tuple[int, int, int]  # subject, predicate and object of a triple
_NONE: set[int] = set()


class Terms:
    """Numbers for terms, from 0 in order of appearance."""

    def __init__(self) -> None:
        self._numbers: defaultdict[Term, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._terms: list[Term] = []
        self.type = self.number(RDF_TYPE)

    def number(self, term: Term) -> int:
        """Return the number of a term, a new one if need be."""
        return self._numbers[term]

    def known(self, term: Term) -> int | None:
        """Return the number of a term if it has one."""
        return self._numbers.get(term)

    def __len__(self) -> int:
        return len(self._numbers)

    def all(self) -> list[Term]:
        """Return all terms in order of their numbers."""
        new = len(self._numbers) - len(self._terms)
        if new:
            self._terms += list(islice(reversed(self._numbers), new))[::-1]
        return self._terms

    def triple(self, numbers: Numbers) -> Triple:
        """Return the triple that numbers stand for; in generalised RDF, so that its subject may be any term."""
        terms = self.all()
        return Triple(terms[numbers[0]], terms[numbers[1]], terms[numbers[2]])  # type: ignore[arg-type]

    def sets(self, triples: Iterable[Triple]) -> Sets:
        """Return the relations that triples make up."""
        number, has_type = self._numbers, self.type
        found: defaultdict[int, set[int]] = defaultdict(set)
        for subject, predicate, value in triples:
            key = number[predicate]
            if key == has_type:
                found[~number[value]].add(number[subject])
            else:
                found[key].add(number[subject] << SHIFT | number[value])
        return dict(found)


def numbers_in(key: int, has_type: int, entries: Iterable[int]) -> Iterator[Numbers]:
    """Yield the triples of a relation."""
    if key < 0:
        return ((entry, has_type, ~key) for entry in entries)
    return ((entry >> SHIFT, key, entry & MASK) for entry in entries)


def place(numbers: Numbers, has_type: int) -> tuple[int, int]:
    """Return the key of the relation that holds a triple, and the triple's entry there."""
    subject, predicate, value = numbers
    return (~value, subject) if predicate == has_type else (predicate, subject << SHIFT | value)


def merged(one: Mapping[int, set[int]], other: Mapping[int, set[int]]) -> Sets:
    """Return the triples of either."""
    both = dict(one)
    for key, entries in other.items():
        if entries:
            both[key] = both[key] | entries if key in both else entries
    return both


def less(one: Mapping[int, set[int]], other: Mapping[int, set[int]]) -> Sets:
    """Return the triples of one that the other lacks."""
    left = {key: entries - other[key] if key in other else entries for key, entries in one.items()}
    return {key: entries for key, entries in left.items() if entries}


def common(one: Mapping[int, set[int]], other: Mapping[int, set[int]]) -> Sets:
    """Return the triples of both."""
    return {key: both for key, entries in one.items() if (both := entries & other.get(key, _NONE))}


class Relations:
    """Relations by key, with indexes from subjects to objects and back that are made when first asked for."""

    def __init__(self, has_type: int, sets: Mapping[int, set[int]]) -> None:
        self.has_type = has_type
        self.sets: Sets = {}
        self._forward: dict[int, Index] = {}
        self._backward: dict[int, Index] = {}
        self._types_as_pairs = False
        self.insert(sets)

    def keep_types_as_pairs(self) -> None:
        """Keep rdf:type as a relation like any other too, for axioms about rdf:type itself."""
        if not self._types_as_pairs:
            self._types_as_pairs = True
            self.insert({key: entries for key, entries in self.sets.items() if key < 0})

    def of(self, key: int) -> set[int]:
        """Return a relation, to be read only."""
        return self.sets.get(key, _NONE)

    def forward(self, key: int) -> Index:
        """Return the objects by subject of a relation."""
        index = self._forward.get(key)
        if index is None:
            index = self._forward[key] = {}
            for entry in self.of(key):
                index.setdefault(entry >> SHIFT, set()).add(entry & MASK)
        return index

    def backward(self, key: int) -> Index:
        """Return the subjects by object of a relation."""
        index = self._backward.get(key)
        if index is None:
            index = self._backward[key] = {}
            for entry in self.of(key):
                index.setdefault(entry & MASK, set()).add(entry >> SHIFT)
        return index

    def insert(self, sets: Mapping[int, set[int]]) -> Sets:
        """Add entries that are not there yet and return what has been added, types in both of their forms."""
        new = {key: entries - self.of(key) for key, entries in self._both(sets).items()}
        added = {key: entries for key, entries in new.items() if entries}
        for key, entries in added.items():
            if key in self.sets:
                self.sets[key].update(entries)
            else:
                self.sets[key] = set(entries)
            if key in self._forward:
                forward = self._forward[key]
                for entry in entries:
                    forward.setdefault(entry >> SHIFT, set()).add(entry & MASK)
            if key in self._backward:
                backward = self._backward[key]
                for entry in entries:
                    backward.setdefault(entry & MASK, set()).add(entry >> SHIFT)
        return added

    def remove(self, sets: Mapping[int, set[int]]) -> None:
        """Take entries away."""
        for key, entries in self._both(sets).items():
            self.sets.get(key, set()).difference_update(entries)
            for entry in entries:
                if key in self._forward:
                    self._forward[key].get(entry >> SHIFT, set()).discard(entry & MASK)
                if key in self._backward:
                    self._backward[key].get(entry & MASK, set()).discard(entry >> SHIFT)

    def has(self, numbers: Numbers) -> bool:
        """Return whether a triple is there."""
        key, entry = place(numbers, self.has_type)
        return entry in self.of(key)

    def _both(self, sets: Mapping[int, set[int]]) -> Mapping[int, set[int]]:
        if not self._types_as_pairs:
            return sets
        both = {key: set(entries) for key, entries in sets.items()}
        for key, entries in sets.items():
            if key < 0:
                both.setdefault(self.has_type, set()).update(entry << SHIFT | ~key for entry in entries)
            elif key == self.has_type:
                for entry in entries:
                    both.setdefault(~(entry & MASK), set()).add(entry >> SHIFT)
        return both
