"""Logical constraints (SHACL, section 4.6): in, value nodes; out, those that conform to too few or too many shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import ClassVar

from kgtool.rdf.terms import Subject, Term
from kgtool.validation.engine.components.base import Component, Focused, Run, Violation
from kgtool.validation.engine.declarations import Declaration
from kgtool.validation.engine.wording import Wording


def all_values(focused: Focused) -> dict[Term, None]:
    """Return the value nodes of all focus nodes, each once."""
    return dict.fromkeys(value for values in focused.values() for value in values)


def marked(focused: Focused, bad: Collection[Term]) -> Iterator[Violation]:
    if bad:
        for focus, values in focused.items():
            for value in values:
                if value in bad:
                    yield Violation(focus, value)


class OfEachShape(Component):
    """A constraint that each value node conforms to each of some shapes, or that it conforms to none of them."""

    conforms: ClassVar[bool]

    def __init__(self, declared: Declaration) -> None:
        self._shapes = declared.nodes(self.triggers[0])

    @property
    def refers(self) -> tuple[Subject, ...]:
        return tuple(self._shapes)

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        values = all_values(focused)
        for shape in self._shapes:
            failing = run.failing(shape, values)
            yield from marked(focused, failing if self.conforms else values.keys() - failing)


class Not(OfEachShape):
    """https://www.w3.org/TR/shacl/#NotConstraintComponent"""

    name = "NotConstraintComponent"
    triggers = ("not",)
    conforms = False

    def message(self, violation: Violation, words: Wording) -> str:
        named = " , ".join(words.shape(each) for each in self._shapes)
        what = "shape" if len(self._shapes) == 1 else "any shapes in"
        return f"Node {words.thing(violation.value)} must not conform to {what} {named}"


class _Members(Component):
    """A constraint on how many shapes of a list a value node conforms to."""

    demand: ClassVar[str]

    def __init__(self, declared: Declaration) -> None:
        local = self.triggers[0]
        self._lists = [declared.node_members(local, head) for head in declared.values(local)]

    @property
    def refers(self) -> tuple[Subject, ...]:
        return tuple(shape for shapes in self._lists for shape in shapes)

    def wrong(self, conforming: int, shapes: int) -> bool:
        """Return whether a value node that conforms to so many of so many shapes violates the constraint."""
        raise NotImplementedError

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        values = all_values(focused)
        for shapes in self._lists:
            failures = Counter(value for shape in shapes for value in run.failing(shape, values))
            total = len(shapes)
            yield from marked(focused, {value for value in values if self.wrong(total - failures[value], total)})

    def message(self, violation: Violation, words: Wording) -> str:
        lists = [" , ".join(words.shape(shape) for shape in shapes) for shapes in self._lists]
        named = lists[0] if len(lists) < 2 else " and ".join(f"({each})" for each in lists)
        return f"Node {words.thing(violation.value)} must conform to {self.demand} in {named}"


class And(_Members):
    """https://www.w3.org/TR/shacl/#AndConstraintComponent"""

    name = "AndConstraintComponent"
    triggers = ("and",)
    demand = "all shapes"

    def wrong(self, conforming: int, shapes: int) -> bool:
        return conforming < shapes


class Or(_Members):
    """https://www.w3.org/TR/shacl/#OrConstraintComponent"""

    name = "OrConstraintComponent"
    triggers = ("or",)
    demand = "one or more shapes"

    def wrong(self, conforming: int, shapes: int) -> bool:
        return conforming < 1


class Xone(_Members):
    """https://www.w3.org/TR/shacl/#XoneConstraintComponent"""

    name = "XoneConstraintComponent"
    triggers = ("xone",)
    demand = "exactly one shape"

    def wrong(self, conforming: int, shapes: int) -> bool:
        return conforming != 1
