"""The machine: in, a data graph and a shapes graph; out, validation results.

Each constraint is checked for all focus nodes of its shape at once; whether a node conforms to a shape is found out
once. SHACL, section 3.4: https://www.w3.org/TR/shacl/#validation-definition
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from kgtool.rdf.store.bound import BoundQueries
from kgtool.rdf.terms import Subject, Term
from kgtool.validation.engine.components.base import Component, Focused, Violation
from kgtool.validation.engine.components.shape_based import Property
from kgtool.validation.engine.data import Data
from kgtool.validation.engine.paths import Follow
from kgtool.validation.engine.prebinding import PreBound
from kgtool.validation.engine.problems import Failure
from kgtool.validation.engine.shapes import CompiledShape, ShapeProblem, ShapesGraph


class Found(NamedTuple):
    """A validation result before it is put into words: which constraint of which shape is violated, how and how often.

    A property shape gives the same result once for each way that leads to its focus node (SHACL, section 4.7.2).
    """

    shape: CompiledShape
    constraint: Component
    violation: Violation
    times: int


class Machine:
    """One validation of a data graph against a shapes graph."""

    def __init__(self, data: Data, shapes: ShapesGraph) -> None:
        self.index = data.index
        self._data = data
        self._shapes = shapes
        self._queries: BoundQueries | None = None
        self._conforming: dict[Subject, dict[Term, bool]] = {}

    def results(self, shape: CompiledShape) -> Iterator[Found]:
        """Yield the results of a shape for its targets; raises ShapeProblem."""
        focus_nodes = shape.targets.focus_nodes(self.index)
        if focus_nodes:
            yield from self._results(shape, dict.fromkeys(focus_nodes, 1))

    def rooted_results(self, shape: CompiledShape, nodes: Collection[Term]) -> Iterator[tuple[Term, Found]]:
        """Yield the results of a shape for focus nodes, each with the one of these that leads to it."""
        if shape.path is None:
            leads_to: Follow = lambda node: (node,)  # noqa: E731
        else:
            leads_to = shape.path.follow(self.index, backwards=True)
        plain = [each for each in shape.constraints if not isinstance(each, Property)]
        for found in self._results(replace(shape, constraints=tuple(plain)), dict.fromkeys(nodes, 1)):
            yield found.violation.focus, found._replace(shape=shape)
        reached = {value: None for values in self._focused(shape, nodes).values() for value in values}
        for constraint in shape.constraints:
            for node in constraint.shapes if isinstance(constraint, Property) and reached else ():
                inner = self._shapes.shape(node)
                if not inner.deactivated:
                    for focus, found in self.rooted_results(inner, reached.keys()):
                        yield from ((root, found) for root in leads_to(focus) if root in nodes)

    def failing(self, shape: Subject, nodes: Iterable[Term]) -> Collection[Term]:
        """Return the nodes that do not conform to a shape, asked for as a value of a shape-expecting parameter."""
        known = self._conforming.setdefault(shape, {})
        new = [node for node in nodes if node not in known]
        if new:
            compiled = self._shapes.shape(shape)
            failing: set[Term] = set()
            if not compiled.deactivated:
                focused = self._focused(compiled, new)
                for constraint in compiled.constraints:
                    failing.update(constraint.failing(focused, self))
            known.update((node, node in failing) for node in new)
        return {node for node in nodes if known[node]}

    def queries(self) -> BoundQueries:
        """Return the SPARQL engine over the data."""
        if self._queries is None:
            self._queries = self._data.queries(self._shapes.graph)
        return self._queries

    def asking(self, query: PreBound, focus_nodes: Collection[Term]) -> tuple[BoundQueries, Collection[Term]]:
        """Return the SPARQL engine over what a query needs for focus nodes, and those that can have solutions."""
        return self._data.asking(query, focus_nodes, self._shapes.graph)

    def _results(self, shape: CompiledShape, times: Mapping[Term, int]) -> Iterator[Found]:
        """Yield the results of a shape for focus nodes, each reached so many times."""
        focused = self._focused(shape, times)
        for constraint in shape.constraints:
            if isinstance(constraint, Property):
                yield from self._of_properties(constraint, focused, times)
                continue
            try:
                for violation in constraint.violations(focused, self):
                    yield Found(shape, constraint, violation, times.get(violation.focus, 1))
            except (Failure, ValueError) as problem:  # ValueError: a query that is not SPARQL
                raise ShapeProblem(self._shapes.named(shape.node), str(problem)) from problem

    def _of_properties(self, constraint: Property, focused: Focused, times: Mapping[Term, int]) -> Iterator[Found]:
        reached: Counter[Term] = Counter()
        for focus, values in focused.items():
            for value in values:
                reached[value] += times[focus]
        if reached:
            for node in constraint.shapes:
                shape = self._shapes.shape(node)
                if not shape.deactivated:
                    yield from self._results(shape, reached)

    def _focused(self, shape: CompiledShape, nodes: Iterable[Term]) -> Focused:
        """Return the value nodes of focus nodes."""
        if shape.path is None:
            return {node: (node,) for node in nodes}
        follow = shape.path.follow(self.index)
        return {node: follow(node) for node in nodes}
