"""owl:sameAs by representatives: in, pairs of equal terms; out, one term that stands for all that are equal.

Rules are matched on representatives only, which gives what eq-ref, eq-sym, eq-trans, eq-rep-s, eq-rep-p and eq-rep-o
give without writing it out; writing it out is the last step.
https://www.w3.org/TR/owl2-profiles/#tab-rules-equality-rl
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from kgtool.reasoning.relations import MASK, SHIFT, Sets, numbers_in, place


class Equality:
    """Which terms are equal: for each, its representative (the least number among its equals) if that is another."""

    def __init__(self) -> None:
        self._representative: dict[int, int] = {}
        self._members: dict[int, set[int]] = {}

    def __bool__(self) -> bool:
        return bool(self._members)

    def representative(self, term: int) -> int:
        """Return the term that stands for a term."""
        return self._representative.get(term, term)

    def members(self, representative: int) -> Iterable[int]:
        """Return the terms that a representative stands for."""
        return self._members.get(representative, (representative,))

    def classes(self) -> Iterable[set[int]]:
        """Return the sets of two or more equal terms."""
        return self._members.values()

    def merge(self, pairs: Iterable[int]) -> dict[int, int]:
        """Take pairs of terms (each one number) as equal; return whom those that stood for others have given way to."""
        lost: set[int] = set()
        for pair in pairs:
            kept, other = sorted((self.representative(pair >> SHIFT), self.representative(pair & MASK)))
            if kept == other:
                continue
            lost.add(other)
            members = self._members.pop(other, {other})
            self._members.setdefault(kept, {kept}).update(members)
            self._representative.update(dict.fromkeys(members, kept))
        return {term: self.representative(term) for term in lost}

    def represented(self, sets: Mapping[int, set[int]], has_type: int) -> Sets:
        """Return relations with representatives in place of what they stand for."""
        if not self:
            return dict(sets)
        stands = self._representative
        found: Sets = {}
        for key, entries in sets.items():
            for subject, predicate, value in numbers_in(key, has_type, entries):
                triple = (stands.get(subject, subject), stands.get(predicate, predicate), stands.get(value, value))
                where, entry = place(triple, has_type)
                found.setdefault(where, set()).add(entry)
        return found

    def touched(self, sets: Mapping[int, set[int]], lost: Mapping[int, int]) -> Sets:
        """Return those triples of relations that name a term that is no representative any more."""
        found: Sets = {}
        for key, entries in sets.items():
            if (~key if key < 0 else key) in lost:
                found[key] = set(entries)
            elif key < 0:
                found[key] = entries & lost.keys()
            else:
                found[key] = {entry for entry in entries if entry >> SHIFT in lost or entry & MASK in lost}
        return {key: entries for key, entries in found.items() if entries}

    def written_out(self, sets: Mapping[int, set[int]], has_type: int, same_as: int) -> Sets:
        """Return relations with all that holds of equal terms, and owl:sameAs between each two of them."""
        found: Sets = {key: set(entries) for key, entries in sets.items() if key != same_as}
        for key, entries in self.touched(sets, dict.fromkeys(self._members, 0)).items():
            for triple in numbers_in(key, has_type, entries):
                for numbers in product(*(self.members(term) for term in triple)):
                    where, entry = place((numbers[0], numbers[1], numbers[2]), has_type)
                    found.setdefault(where, set()).add(entry)
        found[same_as] = {
            one << SHIFT | other
            for members in self.classes()
            for one, other in product(members, repeat=2)
            if one != other
        }
        return found
