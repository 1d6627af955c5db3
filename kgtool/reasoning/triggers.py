"""What new triples set off: in, rules compiled for an ontology; out, for each relation the plans to run on new entries.

A rule is run once for each of its premises, on what is new in that premise's relation and all that is in the others'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgtool.reasoning.plans import Plan, plan
from kgtool.reasoning.program import DataRule, relation_key
from kgtool.reasoning.relations import Relations


class Triggers:
    """Plans by the key of the relation whose new entries they are run on, made when there first are any.

    Beside a plan stand the keys of the relations that hold what it concludes: rules that look for the same share it.
    """

    def __init__(self, rules: Iterable[DataRule], relations: Relations, same_as: int) -> None:
        self._relations, self._has_type, self._same_as = relations, relations.has_type, same_as
        self._waiting: dict[int, list[tuple[DataRule, int]]] = {}
        self._plans: dict[int, dict[Plan, list[int]]] = {}
        for rule in rules:
            if rule.head is not None:  # from a contradiction nothing new follows
                for position, pattern in enumerate(rule.body):
                    self._waiting.setdefault(relation_key(pattern, self._has_type), []).append((rule, position))

    def of(self, key: int) -> Mapping[Plan, list[int]]:
        """Return the plans to run on what is new in a relation."""
        made = self._plans.setdefault(key, {})
        waiting = self._waiting.pop(key, None)
        if waiting:
            left = [(rule, position) for rule, position in waiting if not self._is_planned(rule, position, made)]
            if left:
                self._waiting[key] = left
        return made

    def _is_planned(self, rule: DataRule, position: int, made: dict[Plan, list[int]]) -> bool:
        """Add the plan of a rule for what is new in one of its premises; not while nothing is there for another."""
        assert rule.head is not None
        others = (*rule.body[:position], *rule.body[position + 1 :])
        if not all(self._relations.of(relation_key(other, self._has_type)) for other in others):
            return False
        differ = rule.head[1] == self._same_as
        planned = plan((rule.body[position], *others), rule.head, self._has_type, pair=rule.pair, differ=differ)
        made.setdefault(planned, []).append(relation_key(rule.head, self._has_type))
        return True
