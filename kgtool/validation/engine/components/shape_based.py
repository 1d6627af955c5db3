"""Shape-based constraints (SHACL, section 4.7): in, value nodes; out, those that do not conform to other shapes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import ClassVar

from kgtool.rdf.terms import IRI, Literal, Subject, Term
from kgtool.rdf.vocabulary import SH
from kgtool.validation.engine.components.base import Component, Focused, Run, Violation
from kgtool.validation.engine.components.logical import OfEachShape, all_values
from kgtool.validation.engine.declarations import Declaration
from kgtool.validation.engine.literals import boolean_of
from kgtool.validation.engine.wording import Wording


class Node(OfEachShape):
    """https://www.w3.org/TR/shacl/#NodeConstraintComponent"""

    name = "NodeConstraintComponent"
    triggers = ("node",)
    conforms = True

    def message(self, violation: Violation, words: Wording) -> str:
        named = [words.shape(each) for each in self._shapes]
        if len(named) < 2:
            said = f"Value does not conform to Shape {named[0]}."
        else:
            said = "Value must conform to every Shape in ('{}').".format("', '".join(named))
        return f"{said} See details for more information."


class Property(Component):
    """https://www.w3.org/TR/shacl/#PropertyConstraintComponent

    It has no violations of its own: its results are those of the property shapes for the value nodes.
    """

    name = "PropertyConstraintComponent"
    triggers = ("property",)

    def __init__(self, declared: Declaration) -> None:
        self.shapes = declared.nodes("property")
        for shape in self.shapes:
            if not declared.graph.objects(shape, IRI(SH + "path")):
                raise declared.wrong("property", "is a property shape, which has a path")

    @property
    def refers(self) -> tuple[Subject, ...]:
        return tuple(self.shapes)

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        return iter(())

    def failing(self, focused: Focused, run: Run) -> Collection[Term]:
        values = all_values(focused)
        failing: set[Term] = set()
        for shape in self.shapes:
            failing.update(run.failing(shape, values))
        return {focus for focus, found in focused.items() if not failing.isdisjoint(found)}


class _Qualified(Component):
    """A constraint on how many value nodes conform to a shape, and not to a sibling shape."""

    parameter: ClassVar[str]

    def __init__(self, declared: Declaration) -> None:
        if declared.path is None:  # such a parameter on a node shape is ignored, as pySHACL does
            self._shapes: list[Subject] = []
            return
        self._shapes = declared.nodes("qualifiedValueShape")
        self._limit = declared.count(self.parameter)
        self._limits = [
            f" {word} {declared.count(local)}"
            for local, word in (("qualifiedMinCount", "MinCount"), ("qualifiedMaxCount", "MaxCount"))
            if declared.values(local)
        ]
        disjoint = declared.literals("qualifiedValueShapesDisjoint")
        self._siblings = _siblings(declared) if any(boolean_of(literal) for literal in disjoint) else []

    @property
    def refers(self) -> tuple[Subject, ...]:
        return (*self._shapes, *(self._siblings if self._shapes else ()))

    def wrong(self, count: int) -> bool:
        """Return whether so many qualified values violate the constraint."""
        raise NotImplementedError

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        values = all_values(focused)
        for shape in self._shapes:
            failing = run.failing(shape, values)
            qualified = {value for value in values if value not in failing}
            for sibling in self._siblings:
                if sibling != shape:
                    qualified.intersection_update(run.failing(sibling, qualified))
            for focus, found in focused.items():
                if self.wrong(sum(value in qualified for value in found)):
                    yield Violation(focus)

    def message(self, violation: Violation, words: Wording) -> str:
        named, limits = ",".join(words.shape(each) for each in self._shapes), "".join(self._limits)
        if len(self._shapes) > 1:
            return f"Focus node does not conform to shapes{limits}: ({named})"
        return f"Focus node does not conform to shape{limits}: {named}"


class QualifiedMinCount(_Qualified):
    """https://www.w3.org/TR/shacl/#QualifiedValueShapeConstraintComponent"""

    name = "QualifiedMinCountConstraintComponent"
    triggers = ("qualifiedValueShape", "qualifiedMinCount")
    parameter = "qualifiedMinCount"

    def wrong(self, count: int) -> bool:
        return count < self._limit


class QualifiedMaxCount(_Qualified):
    """https://www.w3.org/TR/shacl/#QualifiedValueShapeConstraintComponent"""

    name = "QualifiedMaxCountConstraintComponent"
    triggers = ("qualifiedValueShape", "qualifiedMaxCount")
    parameter = "qualifiedMaxCount"

    def wrong(self, count: int) -> bool:
        return count > self._limit


def _siblings(declared: Declaration) -> list[Subject]:
    """Return the sibling shapes of a qualified value shape (SHACL, section 4.7.3), it itself among them."""
    graph, of_property, value_shape = declared.graph, IRI(SH + "property"), IRI(SH + "qualifiedValueShape")
    found = {
        sibling
        for parent in graph.subjects(of_property, declared.node)
        for shape in graph.objects(parent, of_property)
        for sibling in graph.objects(shape, value_shape)
    }
    return [sibling for sibling in found if not isinstance(sibling, Literal)]
