"""The machine that runs rules: in, asserted triples as relations; out, relations closed under the rules.

Semi-naive: each round runs the rules on what the last one added. Relations are worked on as a whole, one rule at a
time, so that most of the work is set operations. What the rules come to depends on the axioms among the triples: should
new axioms follow, the rules are compiled again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kgtool.rdf.vocabulary import OWL_SAME_AS
from kgtool.reasoning.equality import Equality
from kgtool.reasoning.literals import instances
from kgtool.reasoning.notation import Rule
from kgtool.reasoning.patterns import Pattern
from kgtool.reasoning.plans import Plan, plan
from kgtool.reasoning.program import DataRule, Program, axiom_keys, compile_rules, relation_key
from kgtool.reasoning.relations import MASK, SHIFT, Relations, Sets, Terms, merged

Triggers = dict[int, list[tuple[Plan, int]]]
_NO_PREDICATE = MASK  # a number that no term ever has


class Machine:
    """Relations closed under rules, on the representatives of equal terms, and the rules as they apply to them."""

    def __init__(self, terms: Terms, rules: Sequence[Rule], given: Mapping[int, set[int]]) -> None:
        self.terms = terms
        self.rules = rules
        self.equality = Equality()
        self.relations = Relations(terms.type, {})
        self.program = Program((), frozenset(), frozenset(), frozenset(), False, {})
        knows_equality = any(rule.name.startswith("eq-") for rule in rules)
        self.same_as = terms.number(OWL_SAME_AS) if knows_equality else _NO_PREDICATE
        self._set_off: dict[int, list[tuple[DataRule, int]]] = {}
        self._triggers: Triggers = {}
        self._known_terms = 0
        self._stale = False
        self._absorb(given)
        self._close_axioms()
        self._close()

    def add(self, given: Mapping[int, set[int]]) -> Sets | None:
        """Add triples and what follows; return what is new, or None where axioms or equal terms make that unclear."""
        if self.has_axioms(given) or self.same_as in given:
            self._absorb(given)
            self._close_axioms()
            self._close()
            return None
        axioms = self._axiom_sizes()
        new: Sets = {}
        literals = instances(self.terms, self.program.datatypes_asked, self._known_terms)
        self._known_terms = len(self.terms)
        self._run(self._absorb(merged(given, literals)), new)
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

    def _close_axioms(self) -> None:
        """Add what follows from the axioms alone, so that the rules of the data need not be compiled twice."""
        self._compile([rule for rule in self.rules if rule.name.startswith("scm-")])
        keys = {key for rule in self.program.rules for key in map(self._key, rule.body)}
        self._run({key: self.relations.of(key) for key in keys})

    def _close(self) -> None:
        """Compile the rules and run them, until neither triples nor axioms are new."""
        while True:
            self._stale = False
            self._compile(self.rules)
            axioms = self._axiom_sizes()
            self._absorb(merged(self.program.facts, instances(self.terms, self.program.datatypes_asked)))
            self._known_terms = len(self.terms)
            self._run(dict(self.relations.sets))
            if not self._stale and axioms == self._axiom_sizes():
                return

    def _compile(self, rules: Sequence[Rule]) -> None:
        self.program = compile_rules(rules, self.relations, self.terms)
        if self.program.types_as_pairs:
            self.relations.keep_types_as_pairs()
        self._triggers, self._set_off = {}, {}
        for rule in self.program.rules:
            for position, pattern in enumerate(rule.body if rule.head is not None else ()):
                self._set_off.setdefault(self._key(pattern), []).append((rule, position))

    def _triggered(self, key: int) -> list[tuple[Plan, int]]:
        """Return the plans to run on what is new in a relation, made when there first is something new in it."""
        made = self._triggers.get(key)
        if made is None:
            made = self._triggers[key] = []
            for rule, position in self._set_off.get(key, ()):
                assert rule.head is not None, "a contradiction follows from nothing new"
                first = (rule.body[position], *rule.body[:position], *rule.body[position + 1 :])
                differ = rule.head[1] == self.same_as
                made.append(
                    (plan(first, rule.head, self.terms.type, pair=rule.pair, differ=differ), self._key(rule.head))
                )
        return made

    def _run(self, delta: Sets, new: Sets | None = None) -> None:
        """Run the rules on what is new until nothing more follows; note all that is new, the given too."""
        while delta:
            if new is not None:
                for key, entries in delta.items():
                    new.setdefault(key, set()).update(entries)
            delta = self._absorb(self._round(delta))

    def _round(self, delta: Mapping[int, set[int]]) -> Sets:
        """Return what follows in one step from what is new, and is not there yet."""
        found: Sets = {}
        for head, entries in self._conclusions(delta):
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

    def _conclusions(self, delta: Mapping[int, set[int]]) -> Iterator[tuple[int, set[int]]]:
        """Yield what the rules conclude from triples; what one plan finds serves all rules that share it."""
        for key, entries in delta.items():
            results: dict[Plan, set[int]] = {}
            for each, head in self._triggered(key):
                if each not in results:
                    results[each] = each.run(entries, self.relations)
                yield head, results[each]

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

    def _key(self, pattern: Pattern) -> int:
        return relation_key(pattern, self.terms.type)
