"""What a change affects: in, a shape and triples that came or went; out, the focus nodes whose results can differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgtool.rdf.terms import IRI, RDF_TYPE, Subject, Term, Triple
from kgtool.validation.engine.index import RDFS_SUB_CLASS_OF, Index
from kgtool.validation.engine.shapes import CompiledShape, ShapesGraph


@dataclass(frozen=True, slots=True)
class Reading:
    """The predicates that a shape follows from its focus nodes, forwards and backwards."""

    forward: frozenset[IRI]
    backward: frozenset[IRI]

    @classmethod
    def of(cls, shape: CompiledShape, shapes: ShapesGraph) -> Reading | None:
        """Return what a shape and those that it refers to follow; None if one can look at any triple, as queries can.

        Raises ShapeProblem.
        """
        followed: set[tuple[IRI, bool]] = set()
        waiting, seen = [shape], set[Subject]()
        while waiting:
            each = waiting.pop()
            if each.node in seen:
                continue
            seen.add(each.node)
            followed.update(each.path.predicates() if each.path else ())
            for constraint in each.constraints:
                if constraint.reads is None:
                    return None
                followed.update((predicate, False) for predicate in constraint.reads)
                waiting += [shapes.shape(node) for node in constraint.refers]
        return cls(
            frozenset(predicate for predicate, backwards in followed if not backwards),
            frozenset(predicate for predicate, backwards in followed if backwards),
        )

    def affected(self, shape: CompiledShape, index: Index, changed: Iterable[Triple]) -> set[Term] | None:
        """Return the nodes whose results can differ after a change, focus nodes or not; None for all.

        index is of the data after the change. A result rests on triples on ways from its focus node; from the first of
        them that came or went, the way back to the focus node is therefore there.
        """
        targets, found = shape.targets, set[Term]()
        for subject, predicate, value in changed:
            if predicate == RDFS_SUB_CLASS_OF:
                return None
            if predicate in self.forward or predicate in targets.subjects_of or predicate == RDF_TYPE:
                found.add(subject)
            if predicate in self.backward or predicate in targets.objects_of:
                found.add(value)
        waiting = list(found)
        while waiting:
            node = waiting.pop()
            before = [index.subjects(predicate, node) for predicate in self.forward]
            before += [index.objects(node, predicate) for predicate in self.backward]
            new = {term for terms in before for term in terms if term not in found}
            found |= new
            waiting += new
        return found
