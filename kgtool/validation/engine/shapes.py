"""Shapes: in, a shapes graph; out, shapes with their targets and constraints, ready to be checked.

SHACL, section 2: https://www.w3.org/TR/shacl/#shapes
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, BlankNode, Subject, Term
from kgtool.rdf.vocabulary import OWL, SH
from kgtool.validation.engine.components import Component, constraints
from kgtool.validation.engine.components.custom import custom_components
from kgtool.validation.engine.declarations import Declaration, texts
from kgtool.validation.engine.index import RDFS_SUB_CLASS_OF, Index, subject_terms
from kgtool.validation.engine.paths import Path, read_path
from kgtool.validation.engine.problems import Failure, IllFormed

Made = TypeVar("Made")

_VIOLATION = IRI(SH + "Violation")
_RDFS_CLASS = IRI(RDFS + "Class")
_OWL_CLASS = IRI(OWL + "Class")
TARGETS = tuple(IRI(SH + local) for local in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"))


class ShapeProblem(Exception):
    """A shape that cannot be checked, and why."""

    def __init__(self, shape: Subject, reason: str) -> None:
        super().__init__(reason)
        self.shape = shape


@dataclass(frozen=True, slots=True)
class Targets:
    """What a shape is about (SHACL, section 2.1.3)."""

    nodes: tuple[Term, ...]
    classes: tuple[Term, ...]
    subjects_of: tuple[IRI, ...]
    objects_of: tuple[IRI, ...]

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)

    def include(self, node: Term, index: Index) -> bool:
        """Return whether a node is a focus node in a data graph."""
        return (
            node in self.nodes
            or any(node in index.instances(of) for of in self.classes)
            or any(node in index.forward(predicate) for predicate in self.subjects_of)
            or any(node in index.backward(predicate) for predicate in self.objects_of)
        )

    def focus_nodes(self, index: Index) -> dict[Term, None]:
        """Return the focus nodes in a data graph, each once."""
        found: dict[Term, None] = dict.fromkeys(self.nodes)
        for of in self.classes:
            found.update(dict.fromkeys(index.instances(of)))
        for predicate in self.subjects_of:
            found.update(dict.fromkeys(index.forward(predicate)))
        for predicate in self.objects_of:
            found.update(dict.fromkeys(index.backward(predicate)))
        return found


@dataclass(frozen=True, slots=True, eq=False)
class CompiledShape:
    """A shape with its constraints; path is None for a node shape."""

    node: Subject
    path: Path | None
    path_node: Term | None
    severity: Term
    messages: tuple[str, ...]
    deactivated: bool
    targets: Targets
    constraints: tuple[Component, ...]


class ShapesGraph:
    """A shapes graph; each shape is compiled when it is first needed."""

    def __init__(self, graph: Index) -> None:
        self.graph = graph
        self._compiled: dict[Subject, CompiledShape] = {}
        self._custom = _guarded(BlankNode("_:components"), lambda: custom_components(graph))

    def shape(self, node: Subject) -> CompiledShape:
        """Return the shape at a node; raises ShapeProblem."""
        found = self._compiled.get(node)
        if found is None:
            found = self._compiled[node] = _guarded(node, lambda: self._compile(node))
        return found

    def targeted(self) -> Iterator[CompiledShape]:
        """Yield the shapes that have targets and are not deactivated, in order; raises ShapeProblem."""
        kinds = (IRI(SH + "NodeShape"), IRI(SH + "PropertyShape"))
        nodes = {node for kind in kinds for node in self.graph.subjects(RDF_TYPE, kind)}
        for predicate in TARGETS:
            nodes.update(self.graph.forward(predicate))
        for node in sorted(subject_terms(nodes)):
            shape = self.shape(node)
            if shape.targets and not shape.deactivated:
                yield shape

    def is_recursive(self, node: Subject) -> bool:
        """Return whether a shape leads to one that refers to itself (SHACL, section 3.4.3)."""
        done: set[Subject] = set()

        def circular(each: Subject, around: frozenset[Subject]) -> bool:
            if each in around:
                return True
            if each in done:
                return False
            inner = around | {each}
            found = any(circular(next_, inner) for part in self.shape(each).constraints for next_ in part.refers)
            done.add(each)
            return found

        return circular(node, frozenset())

    def named(self, node: Subject) -> Subject:
        """Return the IRI of a shape, or of the nearest shape around one that has none."""
        seen: set[Term] = {node}
        current: Term = node
        while not isinstance(current, IRI):
            around = {
                subject
                for predicate in self.graph.predicates
                for subject in self.graph.subjects(predicate, current)
                if subject not in seen
            }
            if not around:
                return node
            current = min(around, key=lambda term: str(term).removeprefix("_:"))
            seen.add(current)
        return current

    def _compile(self, node: Subject) -> CompiledShape:
        path, path_node = self._path(node)
        declared = Declaration(self.graph, node, path, path_node)
        severities = declared.values("severity")
        deactivated = bool(declared.values("deactivated")) and declared.truth("deactivated")
        return CompiledShape(
            node=node,
            path=path,
            path_node=path_node,
            severity=severities[0] if severities else _VIOLATION,
            messages=texts(self.graph, node, "message"),
            deactivated=deactivated,
            targets=self._targets(declared),
            constraints=() if deactivated else tuple(constraints(declared, self._custom)),
        )

    def _path(self, node: Subject) -> tuple[Path | None, Term | None]:
        paths = list(self.graph.objects(node, IRI(SH + "path")))
        kinds = self.graph.objects(node, RDF_TYPE)
        if SH + "NodeShape" in kinds and (paths or SH + "PropertyShape" in kinds):
            raise IllFormed("a node shape has no path", "node-shapes")
        if len(paths) > 1 or (not paths and SH + "PropertyShape" in kinds):
            raise IllFormed("a property shape has one path", "property-shapes")
        return (read_path(self.graph, paths[0]), paths[0]) if paths else (None, None)

    def _targets(self, declared: Declaration) -> Targets:
        classes: list[Term] = list(declared.nodes("targetClass"))
        class_kinds = {_RDFS_CLASS, _OWL_CLASS, *self.graph.subjects(RDFS_SUB_CLASS_OF, _RDFS_CLASS)}
        if not class_kinds.isdisjoint(self.graph.objects(declared.node, RDF_TYPE)):
            classes.append(declared.node)
        return Targets(
            nodes=tuple(declared.values("targetNode")),
            classes=tuple(classes),
            subjects_of=tuple(declared.iris("targetSubjectsOf")),
            objects_of=tuple(declared.iris("targetObjectsOf")),
        )


def _guarded(shape: Subject, make: Callable[[], Made]) -> Made:
    try:
        return make()
    except (IllFormed, Failure) as problem:
        raise ShapeProblem(shape, str(problem)) from problem
