"""What new triples set off: in, rules compiled for an ontology; out, for each relation the plans to run on new entries.

A rule is run once for each of its premises, on what is new in that premise's relation and all that is in the others'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgtool.reasoning.plans import Plan, plan
from kgtool.reasoning.program import DataRule, relation_key


class Triggers:
    """Plans by the key of the relation whose new entries they are run on, made when there first are any.

    Beside a plan stand the keys of the relations that hold what it concludes: rules that look for the same share it.
    """

    def __init__(self, rules: Iterable[DataRule], has_type: int, same_as: int) -> None:
        self._has_type, self._same_as = has_type, same_as
        self._premises: dict[int, list[tuple[DataRule, int]]] = {}
        self._plans: dict[int, dict[Plan, list[int]]] = {}
        for rule in rules:
            if rule.head is not None:  # from a contradiction nothing new follows
                for position, pattern in enumerate(rule.body):
                    self._premises.setdefault(relation_key(pattern, has_type), []).append((rule, position))

    def of(self, key: int) -> Mapping[Plan, list[int]]:
        """Return the plans to run on what is new in a relation."""
        made = self._plans.get(key)
        if made is None:
            made = self._plans[key] = {}
            for rule, position in self._premises.get(key, ()):
                assert rule.head is not None
                first = (rule.body[position], *rule.body[:position], *rule.body[position + 1 :])
                differ = rule.head[1] == self._same_as
                planned = plan(first, rule.head, self._has_type, pair=rule.pair, differ=differ)
                made.setdefault(planned, []).append(relation_key(rule.head, self._has_type))
        return made
