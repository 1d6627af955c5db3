"""Property pair constraints (SHACL, section 4.5): in, value nodes; out, those at odds with another property."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import ClassVar

from kgtool.rdf.terms import IRI, Term
from kgtool.validation.engine.components.base import Component, Focused, Run, Violation
from kgtool.validation.engine.declarations import Declaration
from kgtool.validation.engine.literals import Order, order
from kgtool.validation.engine.wording import Wording


class _Pair(Component):
    """A comparison of the value nodes with the values that the focus node has for another property."""

    sign: ClassVar[str]
    """What pySHACL writes between the two in a message."""

    def __init__(self, declared: Declaration) -> None:
        self._properties = declared.iris(self.triggers[0])

    @property
    def reads(self) -> list[IRI]:
        return self._properties

    def at_odds(self, values: Collection[Term], others: Collection[Term]) -> Iterator[Term]:
        """Yield the values that violate the constraint, once for each way in which they do."""
        raise NotImplementedError

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        for predicate in self._properties:
            others = run.index.forward(predicate)
            for focus, values in focused.items():
                for value in self.at_odds(values, frozenset(others.get(focus, ()))):
                    yield Violation(focus, value)

    def message(self, violation: Violation, words: Wording) -> str:
        named = ", ".join(words.shape(each) for each in self._properties)
        return f"Value of {words.thing(violation.focus)}->{named} {self.sign} {words.thing(violation.value)}"


class Equals(_Pair):
    """https://www.w3.org/TR/shacl/#EqualsConstraintComponent"""

    name = "EqualsConstraintComponent"
    triggers = ("equals",)
    sign = "!="

    def at_odds(self, values: Collection[Term], others: Collection[Term]) -> Iterator[Term]:
        yield from (value for value in values if value not in others)
        yield from (other for other in others if other not in values)


class Disjoint(_Pair):
    """https://www.w3.org/TR/shacl/#DisjointConstraintComponent"""

    name = "DisjointConstraintComponent"
    triggers = ("disjoint",)
    sign = "=="

    def at_odds(self, values: Collection[Term], others: Collection[Term]) -> Iterator[Term]:
        return (value for value in values if value in others)


class _Ordered(_Pair):
    """A comparison of each value node with each of the other values, by SPARQL's operators."""

    allowed: ClassVar[Collection[Order]]

    def __init__(self, declared: Declaration) -> None:
        declared.for_property_shapes_only(self.triggers[0])
        super().__init__(declared)

    def at_odds(self, values: Collection[Term], others: Collection[Term]) -> Iterator[Term]:
        for value in values:
            for other in others:
                if order(value, other) not in self.allowed:
                    yield value


class LessThan(_Ordered):
    """https://www.w3.org/TR/shacl/#LessThanConstraintComponent"""

    name = "LessThanConstraintComponent"
    triggers = ("lessThan",)
    sign = "<="
    allowed = (Order.LESS,)


class LessThanOrEquals(_Ordered):
    """https://www.w3.org/TR/shacl/#LessThanOrEqualsConstraintComponent"""

    name = "LessThanOrEqualsConstraintComponent"
    triggers = ("lessThanOrEquals",)
    sign = "<"
    allowed = (Order.LESS, Order.EQUAL)
