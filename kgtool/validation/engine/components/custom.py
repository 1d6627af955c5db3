"""SPARQL-based constraint components (SHACL, section 6): in, value nodes; out, what a validator complains of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgtool.rdf.store.bound import SHAPES_GRAPH
from kgtool.rdf.terms import IRI, RDF_TYPE, Subject, Term
from kgtool.rdf.vocabulary import SH
from kgtool.validation.engine.components.base import Component, Focused, Run, Violation
from kgtool.validation.engine.components.sparql import filled, prefixes, query_text, solutions, violation
from kgtool.validation.engine.declarations import Declaration, texts
from kgtool.validation.engine.index import RDFS_SUB_CLASS_OF, Index, subject_terms
from kgtool.validation.engine.literals import boolean_of
from kgtool.validation.engine.prebinding import pre_bound
from kgtool.validation.engine.problems import IllFormed
from kgtool.validation.engine.wording import Wording

_COMPONENT = IRI(SH + "ConstraintComponent")
_RESERVED = {"this", "shapesGraph", "currentShape", "path", "PATH", "value"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a component (SHACL, section 6.2.1): the property that gives its value, and its variable."""

    predicate: IRI
    variable: str
    optional: bool


@dataclass(frozen=True, slots=True)
class CustomComponent:
    """A constraint component that a shapes graph declares."""

    node: Subject
    parameters: tuple[Parameter, ...]

    def constraint(self, declared: Declaration) -> Custom | None:
        """Return the constraint on a shape, or None if the shape lacks a parameter that it needs."""
        values: dict[str, Term] = {}
        for parameter in self.parameters:
            found = list(declared.graph.objects(declared.node, parameter.predicate))
            if found:
                values[parameter.variable] = found[0]
            elif not parameter.optional:
                return None
        return Custom(self.node, declared, values)


def custom_components(graph: Index) -> list[CustomComponent]:
    """Return the constraint components that a shapes graph declares; raises IllFormed."""
    kinds = [_COMPONENT, *graph.subjects(RDFS_SUB_CLASS_OF, _COMPONENT)]
    nodes = dict.fromkeys(node for kind in kinds for node in graph.subjects(RDF_TYPE, kind))
    return [CustomComponent(node, _parameters(graph, node)) for node in subject_terms(nodes) if not node.startswith(SH)]


def _parameters(graph: Index, node: Subject) -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    for holder in subject_terms(graph.objects(node, IRI(SH + "parameter"))):
        declared = Declaration(graph, holder, None)
        path = declared.one("path") if declared.values("path") else None
        if not isinstance(path, IRI):
            raise IllFormed("a parameter has one path, an IRI", "constraint-components-parameters")
        variable = path[max(path.rfind("#"), path.rfind("/")) + 1 :]
        if variable in _RESERVED:
            raise IllFormed(f"a parameter must not be named {variable}", "constraint-components-parameters")
        optional = any(boolean_of(literal) for literal in declared.literals("optional"))
        found.append(Parameter(path, variable, optional))
    if all(parameter.optional for parameter in found):
        raise IllFormed(
            "a constraint component has a parameter that is not optional", "constraint-components-parameters"
        )
    return tuple(sorted(found, key=lambda parameter: parameter.variable))


class Custom(Component):
    """https://www.w3.org/TR/shacl/#sparql-constraint-components"""

    name = "ConstraintComponent"
    triggers = ()

    def __init__(self, component: Subject, declared: Declaration, values: dict[str, Term]) -> None:
        self._component, self._shape, self._values = component, declared.node, values
        self._on_node_shape = declared.path is None
        validator, self._asks = _validator(declared, component)
        self._messages = texts(declared.graph, validator, "message")
        self._path = "" if declared.path is None else str(declared.path)
        self._query = pre_bound(
            query_text(Declaration(declared.graph, validator, None), "ask" if self._asks else "select"),
            ("this", "currentShape", "shapesGraph", *values, *(("value",) if self._asks else ())),
            self._path,
            prefixes(declared.graph, validator),
        )

    @property
    def reads(self) -> None:
        return None

    @property
    def iri(self) -> IRI:
        return IRI(self._component)

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        known = {**self._values, "currentShape": self._shape, "shapesGraph": SHAPES_GRAPH}
        if not self._asks:
            for focus, solution in solutions(self._query, focused, known, run):
                found = violation(focus, solution, focus if self._on_node_shape else None)
                yield found._replace(bound={**self._values, **(found.bound or {})})
            return
        queries = run.queries()
        for focus, values in focused.items():
            for value in values:
                row = {**known, "this": focus, "value": value}
                row = {name: term for name, term in row.items() if name in self._query.variables}
                if not queries.ask(self._query.text, row):
                    yield Violation(focus, value, None, {**self._values, "this": focus, "value": value})

    def messages(self, violation: Violation, own: tuple[str, ...], words: Wording) -> tuple[str, ...]:
        said = tuple(filled(message, violation.bound or {}) for message in self._messages)
        return (*own, *said) or ("Parameterised SHACL Query generated constraint validation reports.",)


def _validator(declared: Declaration, component: Subject) -> tuple[Subject, bool]:
    """Return the validator for a kind of shape and whether it is an ASK query (SHACL, section 6.2.3)."""
    graph = declared.graph
    special = "nodeValidator" if declared.path is None else "propertyValidator"
    for local, asks in ((special, False), ("validator", True)):
        found = subject_terms(graph.objects(component, IRI(SH + local)))
        if found:
            return found[0], asks
    raise IllFormed("a constraint component has a validator for each kind of shape", "constraint-components-validators")
