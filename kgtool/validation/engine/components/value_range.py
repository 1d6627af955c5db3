"""Value range constraints (SHACL, section 4.3): in, value nodes; out, those that do not compare as they should."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import ClassVar

from kgtool.validation.engine.components.base import Component, Focused, Run, Violation
from kgtool.validation.engine.declarations import Declaration
from kgtool.validation.engine.literals import Order, order
from kgtool.validation.engine.wording import Wording


class _Range(Component):
    """A comparison of each value node with a bound, by SPARQL's operators."""

    sign: ClassVar[str]
    allowed: ClassVar[Collection[Order]]

    def __init__(self, declared: Declaration) -> None:
        self._bounds = declared.literals(self.triggers[0])

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        for bound in self._bounds:
            for focus, values in focused.items():
                for value in values:
                    if order(value, bound) not in self.allowed:
                        yield Violation(focus, value)

    def message(self, violation: Violation, words: Wording) -> str:
        named = [words.shape(bound) for bound in self._bounds]
        return f"Value is not {self.sign} " + (named[0] if len(named) < 2 else f"in ({', '.join(named)})")


class MinExclusive(_Range):
    """https://www.w3.org/TR/shacl/#MinExclusiveConstraintComponent"""

    name = "MinExclusiveConstraintComponent"
    triggers = ("minExclusive",)
    sign = ">"
    allowed = (Order.GREATER,)


class MinInclusive(_Range):
    """https://www.w3.org/TR/shacl/#MinInclusiveConstraintComponent"""

    name = "MinInclusiveConstraintComponent"
    triggers = ("minInclusive",)
    sign = ">="
    allowed = (Order.GREATER, Order.EQUAL)


class MaxExclusive(_Range):
    """https://www.w3.org/TR/shacl/#MaxExclusiveConstraintComponent"""

    name = "MaxExclusiveConstraintComponent"
    triggers = ("maxExclusive",)
    sign = "<"
    allowed = (Order.LESS,)


class MaxInclusive(_Range):
    """https://www.w3.org/TR/shacl/#MaxInclusiveConstraintComponent"""

    name = "MaxInclusiveConstraintComponent"
    triggers = ("maxInclusive",)
    sign = "<="
    allowed = (Order.LESS, Order.EQUAL)
