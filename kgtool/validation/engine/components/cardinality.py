"""Cardinality constraints (SHACL, section 4.2): in, value nodes; out, the focus nodes with too few or too many."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.validation.engine.components.base import Component, Focused, Run, Violation
from kgtool.validation.engine.declarations import Declaration
from kgtool.validation.engine.wording import Wording


class MinCount(Component):
    """https://www.w3.org/TR/shacl/#MinCountConstraintComponent"""

    name = "MinCountConstraintComponent"
    triggers = ("minCount",)

    def __init__(self, declared: Declaration) -> None:
        declared.for_property_shapes_only("minCount")
        self._least = declared.count("minCount")
        self._path_node = declared.path_node

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        least = self._least
        return (Violation(focus) for focus, values in focused.items() if len(values) < least)

    def message(self, violation: Violation, words: Wording) -> str:
        assert self._path_node is not None
        return f"Less than {self._least} values on {words.thing(violation.focus)}->{words.shape(self._path_node)}"


class MaxCount(Component):
    """https://www.w3.org/TR/shacl/#MaxCountConstraintComponent"""

    name = "MaxCountConstraintComponent"
    triggers = ("maxCount",)

    def __init__(self, declared: Declaration) -> None:
        declared.for_property_shapes_only("maxCount")
        self._most = declared.count("maxCount")
        self._path_node = declared.path_node

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        most = self._most
        return (Violation(focus) for focus, values in focused.items() if len(values) > most)

    def message(self, violation: Violation, words: Wording) -> str:
        assert self._path_node is not None
        return f"More than {self._most} values on {words.thing(violation.focus)}->{words.shape(self._path_node)}"
