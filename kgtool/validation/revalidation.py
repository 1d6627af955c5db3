"""Validation that goes on: in, triples and shapes, then more triples and fewer; out, at each time, the results.

After a change, only those focus nodes are checked again whose results can differ; a shape with a query, which can look
at any triple, is checked again for all of its focus nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgtool.rdf.terms import RDFS_LABEL, Subject, Term, Triple
from kgtool.rdf.vocabulary import SKOS_PREF_LABEL
from kgtool.validation.compiled import result_of
from kgtool.validation.engine import CompiledShape, Data, Found, Index, Machine, Reading, ShapesGraph, Wording
from kgtool.validation.engine.shapes import ShapeProblem
from kgtool.validation.problems import shapes_problem
from kgtool.validation.report import ValidationResult
from kgtool.validation.validate import labels_of


class Revalidation:
    """Keeps the results of shapes up to date while triples come and go.

    Raises ShapesProblem for shapes that are not well-formed, and for those that refer to themselves, which the engine
    leaves to another.
    """

    def __init__(self, triples: Iterable[Triple], shapes: Iterable[Triple]) -> None:
        self._data, self._shapes_triples = Data(triples, changing=True), list(shapes)
        self._found: dict[Subject, dict[Term, list[Found]]] = {}
        try:
            self._shapes = ShapesGraph(Index(self._shapes_triples))
            self._targeted = [(shape, Reading.of(shape, self._shapes)) for shape in self._shapes.targeted()]
            for shape, _ in self._targeted:
                if self._shapes.is_recursive(shape.node):
                    raise ShapeProblem(shape.node, "it refers to itself")
                self._check(shape, None, Machine(self._data, self._shapes))
        except ShapeProblem as problem:
            raise shapes_problem(str(problem), str(self._shapes.named(problem.shape))) from problem

    def change(self, added: Iterable[Triple], removed: Iterable[Triple] = ()) -> None:
        """Take triples into account that came, and others that went."""
        index = self._data.index
        gone = [triple for triple in dict.fromkeys(removed) if triple in index]
        self._data.remove(gone)
        new = [triple for triple in dict.fromkeys(added) if triple not in index]
        self._data.extend(new)
        if not new and not gone:
            return
        machine = Machine(self._data, self._shapes)
        for shape, reading in self._targeted:
            self._check(shape, reading.affected(shape, index, [*new, *gone]) if reading else None, machine)

    def results(self) -> set[ValidationResult]:
        """Return the results for the triples as they are now."""
        found = [each for by_focus in self._found.values() for several in by_focus.values() for each in several]
        words, labels = Wording(self._shapes.graph, self._data.index), labels_of(self._labelling(found))
        return {result_of(each, self._shapes, words, labels) for each in found}

    def _check(self, shape: CompiledShape, nodes: set[Term] | None, machine: Machine) -> None:
        """Check a shape again for those of some nodes that are its focus nodes, or for all of them."""
        known = self._found.setdefault(shape.node, {})
        if nodes is None:
            again = shape.targets.focus_nodes(machine.index)
            known.clear()
        else:
            again = {node: None for node in nodes if shape.targets.include(node, machine.index)}
            for node in nodes & known.keys():
                del known[node]
        if again:
            for root, found in machine.rooted_results(shape, again):
                known.setdefault(root, []).append(found)

    def _labelling(self, found: list[Found]) -> Iterator[Triple]:
        """Yield what says how shapes, focus nodes and values are called."""
        index = self._data.index
        named: set[Term] = {term for each in found for term in (each.violation.focus, each.violation.value) if term}
        named.update(self._shapes.named(each.shape.node) for each in found)
        for term in named:
            for predicate in (RDFS_LABEL, SKOS_PREF_LABEL):
                for value in index.objects(term, predicate):
                    yield Triple(term, predicate, value)  # type: ignore[arg-type]  # what has a label is no literal
        yield from self._shapes_triples
