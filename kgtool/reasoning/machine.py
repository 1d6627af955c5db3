"""The machine that runs rules: in, asserted triples as relations; out, relations closed under the rules.

Semi-naive: each round runs the rules on what the last one added. Relations are worked on as a whole, one rule at a
time, so that most of the work is set operations. What the rules come to depends on the axioms among the triples: should
new axioms follow, the rules are compiled again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kgtool.rdf.vocabulary import OWL_SAME_AS
from kgtool.reasoning.equality import Equality
from kgtool.reasoning.literals import instances
from kgtool.reasoning.notation import Rule
from kgtool.reasoning.program import DataRule, Program, axiom_keys, compile_rules
from kgtool.reasoning.relations import MASK, SHIFT, Relations, Sets, Terms, merged
from kgtool.reasoning.triggers import Triggers

_NO_PREDICATE = MASK  # a number that no term ever has


class Machine:
    """Relations closed under rules, on the representatives of equal terms, and the rules as they apply to them."""

    def __init__(self, terms: Terms, rules: Sequence[Rule], given: Mapping[int, set[int]]) -> None:
        self.terms = terms
        self.rules = rules
        self.equality = Equality()
        self.relations = Relations(terms.type, {})
        self.program = Program((), terms)
        knows_equality = any(rule.name.startswith("eq-") for rule in rules)
        self.same_as = terms.number(OWL_SAME_AS) if knows_equality else _NO_PREDICATE
        self._of_axioms = self._of_data = Triggers((), self.relations, self.same_as)
        self._known_terms = 0
        self._stale = False
        self._absorb(given)
        self._close()

    def add(self, given: Mapping[int, set[int]]) -> Sets | None:
        """Add triples and what follows; return what is new, or None where axioms or equal terms make that unclear."""
        if self.has_axioms(given) or self.same_as in given:
            self._absorb(given)
            self._close()
            return None
        axioms = self._axiom_sizes()
        new: Sets = {}
        self._run(self._absorb(merged(given, self._literals(self._known_terms))), new)
        if self._stale or axioms != self._axiom_sizes():
            self._close()
            return None
        return None if self.equality else new

    def written_out(self) -> Sets:
        """Return all relations, with what holds of equal terms said of each of them."""
        if not self.equality:
            return self.relations.sets
        return self.equality.written_out(self.relations.sets, self.terms.type, self.same_as)

    def has_axioms(self, sets: Mapping[int, set[int]]) -> bool:
        """Return whether there is an axiom among triples."""
        return any(True for _ in axiom_keys((key for key in sets if sets[key]), self.terms))

    def _close(self) -> None:
        """Close the axioms, compile the rules for them and run these, until neither triples nor axioms are new."""
        while True:
            self._stale = False
            self._close_axioms()
            self._compile(self.rules)
            self._of_data = self._triggers(rule for rule in self.program.rules if not _is_about_axioms(rule))
            axioms = self._axiom_sizes()
            new = self._absorb(merged(self.program.facts, self._literals(0)))
            # The rules about axioms have been run on all that is not new.
            followed = self._round(self.relations.sets, (self._of_data,))
            self._run(self._absorb(merged(followed, self._round(new))))
            if not self._stale and axioms == self._axiom_sizes():
                return

    def _close_axioms(self) -> None:
        """Add what follows from the axioms alone, so that the rules of the data need not be compiled twice."""
        self._compile([rule for rule in self.rules if _is_about_axioms(rule)])
        self._of_axioms, self._of_data = self._triggers(self.program.rules), self._triggers(())
        self._run({key: self.relations.of(key) for key in self.program.asked})

    def _compile(self, rules: Sequence[Rule]) -> None:
        self.program = compile_rules(rules, self.relations, self.terms)
        if self.program.types_as_pairs:
            self.relations.keep_types_as_pairs()

    def _literals(self, start: int) -> Sets:
        """Return the literals among terms from a number on that are in a datatype that rules look in."""
        self._known_terms = len(self.terms)
        return instances(self.terms, self.program.datatypes & self.program.asked, start)

    def _triggers(self, rules: Iterable[DataRule]) -> Triggers:
        return Triggers(rules, self.relations, self.same_as)

    def _run(self, delta: Sets, new: Sets | None = None) -> None:
        """Run the rules on what is new until nothing more follows; note all that is new, the given too."""
        while delta:
            if new is not None:
                for key, entries in delta.items():
                    new.setdefault(key, set()).update(entries)
            delta = self._absorb(self._round(delta))

    def _round(self, delta: Mapping[int, set[int]], triggers: Collection[Triggers] = ()) -> Sets:
        """Return what follows in one step from what is new, by all rules or some, and is not there yet."""
        found: Sets = {}
        for head, entries in self._conclusions(delta, triggers):
            missing = entries - self.relations.of(head)
            if missing:
                found[head] = found[head] | missing if head in found else missing
        return found

    def follow(self, delta: Mapping[int, set[int]]) -> Sets:
        """Return what is there and follows in one step from triples, with the help of all others."""
        found: Sets = {}
        for head, entries in self._conclusions(delta):
            there = entries & self.relations.of(head)
            if there:
                found[head] = found[head] | there if head in found else there
        return found

    def _conclusions(
        self, delta: Mapping[int, set[int]], triggers: Collection[Triggers] = ()
    ) -> Iterator[tuple[int, set[int]]]:
        """Yield what rules conclude from triples, and the key of the relation that it belongs to."""
        for key, entries in delta.items():
            for set_off in triggers or (self._of_axioms, self._of_data):
                for planned, heads in set_off.of(key).items():
                    concluded = planned.run(entries, self.relations)
                    for head in heads:
                        yield head, concluded

    def _absorb(self, sets: Mapping[int, set[int]]) -> Sets:
        """Add triples under representatives, and take those said to be the same as one; return what is new."""
        lost = self.equality.merge(sets.get(self.same_as, ()))
        added: Sets = {}
        if lost:
            self._stale = self._stale or not self._is_data(lost)
            moved = self.equality.touched(self.relations.sets, lost)
            self.relations.remove(moved)
            alike = {self.same_as: {term << SHIFT | term for term in lost.values()}}
            added = self.relations.insert(merged(self.equality.represented(moved, self.terms.type), alike))
        others = {key: entries for key, entries in sets.items() if key != self.same_as}
        return merged(added, self.relations.insert(self.equality.represented(others, self.terms.type)))

    def _is_data(self, lost: Mapping[int, int]) -> bool:
        """Return whether terms now equal are neither predicates nor classes, and no axiom speaks of them."""
        keys, axiomatic = self.relations.sets, self.program.axiomatic
        return not any(term in keys or ~term in keys or term in axiomatic for pair in lost.items() for term in pair)

    def _axiom_sizes(self) -> dict[int, int]:
        return {key: len(self.relations.of(key)) for key in axiom_keys(self.relations.sets, self.terms)}


def _is_about_axioms(rule: Rule | DataRule) -> bool:
    """Return whether a rule is of table 9, whose premises and conclusions are axioms."""
    return rule.name.startswith("scm-")
