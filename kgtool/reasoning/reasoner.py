"""The reasoner: in, asserted triples, more of them, fewer of them; out, at each time, what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgtool.rdf.terms import Triple
from kgtool.reasoning.contradictions import (
    Contradiction,
    Found,
    contradictions_in,
    different_values,
    holds,
    ill_typed_uses,
    presented,
)
from kgtool.reasoning.literals import ill_typed
from kgtool.reasoning.machine import Machine
from kgtool.reasoning.noise import kept
from kgtool.reasoning.reasons import Reasons
from kgtool.reasoning.relations import Sets, Terms, common, less, merged
from kgtool.reasoning.retraction import retract
from kgtool.reasoning.rules import RuleSet, rule_set


@dataclass(frozen=True, slots=True)
class Change:
    """What has become inferred, and what is inferred no longer; sorted."""

    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]


class Reasoner:
    """Keeps a closure up to date while triples come and go.

    Triples of the data cost what follows from them; where axioms or equal terms (owl:sameAs) are concerned, the closure
    is made afresh.
    """

    def __init__(self, asserted: Iterable[Triple], rules: RuleSet = "rl") -> None:
        self._terms = Terms()
        self._rules = rule_set(rules)
        self._asserted = self._terms.sets(asserted)
        self._ill_typed: set[int] = set()
        self._known_terms = 0
        self._reasons: Reasons | None = None
        self._contradictions: dict[Found, None] = {}
        self._machine = self._closed()

    def inferred(self) -> tuple[Triple, ...]:
        """Return what follows and is not asserted, sorted, without noise."""
        return kept(self._inferred(), self._terms)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return the contradictions, sorted; the same premises once for each rule."""
        return tuple(sorted({presented(each, self.reasons) for each in self._contradictions}, key=str))

    @property
    def reasons(self) -> Reasons:
        """Return what explains the triples that hold now."""
        if self._reasons is None:
            self._reasons = Reasons(self._machine, self._asserted)
        return self._reasons

    def add(self, triples: Iterable[Triple]) -> Change:
        """Assert triples and return what that changes in what is inferred."""
        new = less(self._terms.sets(triples), self._asserted)
        followed = common(new, self._machine.relations.sets)
        for key, entries in new.items():
            self._asserted.setdefault(key, set()).update(entries)
        unclear = bool(self._machine.equality)
        found = None if unclear else self._machine.add(new)
        if found is None:
            return self._afresh(less(self._asserted, new))
        self._reasons = None
        self._find_contradictions(found, new)
        return Change(added=self._kept(less(found, self._asserted)), removed=self._kept(followed))

    def remove(self, triples: Iterable[Triple]) -> Change:
        """Take asserted triples back and return what that changes in what is inferred; others are passed over."""
        taken = common(self._terms.sets(triples), self._asserted)
        for key, entries in taken.items():
            self._asserted[key].difference_update(entries)
        gone = retract(self._machine, taken, self._asserted)
        if gone is None:
            return self._afresh(merged(self._asserted, taken))
        self._reasons = None
        self._contradictions = {each: None for each in self._contradictions if holds(each, self.reasons)}
        return Change(added=self._kept(less(taken, gone)), removed=self._kept(less(gone, taken)))

    def _afresh(self, before: Sets) -> Change:
        """Close what is asserted now, and return the changes against what was asserted before."""
        old = less(Machine(self._terms, self._rules, before).written_out(), before)
        self._machine = self._closed()
        new = self._inferred()
        return Change(added=self._kept(less(new, old)), removed=self._kept(less(old, new)))

    def _closed(self) -> Machine:
        """Return the closure of what is asserted, its contradictions noted."""
        self._machine = Machine(self._terms, self._rules, self._asserted)
        self._reasons = None
        self._contradictions = dict.fromkeys(different_values(self.reasons))
        self._find_contradictions(None, self._asserted)
        return self._machine

    def _find_contradictions(self, new: Sets | None, asserted: Sets) -> None:
        self._ill_typed.update(ill_typed(self._terms, self._known_terms))
        self._known_terms = len(self._terms)
        self._contradictions.update(dict.fromkeys(contradictions_in(self.reasons, new)))
        self._contradictions.update(dict.fromkeys(ill_typed_uses(self._ill_typed, self.reasons, asserted)))

    def _inferred(self) -> Sets:
        return less(self.reasons.relations.sets, self._asserted)

    def _kept(self, sets: Sets) -> tuple[Triple, ...]:
        return kept(sets, self._terms)
