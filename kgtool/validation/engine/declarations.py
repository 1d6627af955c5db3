"""Declarations: in, a shape's node in the shapes graph; out, the values of its parameters, checked as SHACL demands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kgtool.rdf.terms import IRI, XSD_STRING, Literal, Subject, Term
from kgtool.rdf.vocabulary import SH
from kgtool.validation.engine.index import RDF_NIL, RDF_REST, Index
from kgtool.validation.engine.literals import boolean_of, integer_of
from kgtool.validation.engine.paths import Path
from kgtool.validation.engine.problems import IllFormed


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the shapes graph says of one shape; path is None for a node shape."""

    graph: Index
    node: Subject
    path: Path | None
    path_node: Term | None = None

    def values(self, local: str) -> list[Term]:
        """Return the values of a parameter of the SHACL vocabulary."""
        return list(self.graph.objects(self.node, IRI(SH + local)))

    def one(self, local: str) -> Term:
        """Return the only value of a parameter; raises IllFormed for several."""
        values = self.values(local)
        if len(values) != 1:
            raise self.wrong(local, "has at most one value")
        return values[0]

    def count(self, local: str) -> int:
        """Return the only value of a parameter, a whole number from 0; raises IllFormed for any other."""
        value = self.one(local)
        number = integer_of(value) if isinstance(value, Literal) else None
        if number is None or number < 0:
            raise self.wrong(local, "is a whole number from 0")
        return number

    def truth(self, local: str) -> bool:
        """Return the only value of a parameter, true or false; raises IllFormed for any other."""
        value = self.one(local)
        truth = boolean_of(value) if isinstance(value, Literal) else None
        if truth is None:
            raise self.wrong(local, "is true or false")
        return truth

    def literals(self, local: str) -> list[Literal]:
        """Return the values of a parameter, literals; raises IllFormed for any other."""
        values = self.values(local)
        literals = [value for value in values if isinstance(value, Literal)]
        if len(literals) != len(values):
            raise self.wrong(local, "is a literal")
        return literals

    def iris(self, local: str) -> list[IRI]:
        """Return the values of a parameter, IRIs; raises IllFormed for any other."""
        values = self.values(local)
        iris = [value for value in values if isinstance(value, IRI)]
        if len(iris) != len(values):
            raise self.wrong(local, "is an IRI")
        return iris

    def nodes(self, local: str) -> list[Subject]:
        """Return the values of a parameter, IRIs and blank nodes; raises IllFormed for literals."""
        return self._as_nodes(local, self.values(local))

    def members(self, local: str, head: Term) -> list[Term]:
        """Return the members of a list that is the value of a parameter; raises IllFormed for what is no list."""
        if head != RDF_NIL and not self.graph.objects(head, RDF_REST):
            raise self.wrong(local, "is a list")
        return self.graph.items(head)

    def node_members(self, local: str, head: Term) -> list[Subject]:
        """Return the members of a list of shapes, at least one; raises IllFormed."""
        members = self.members(local, head)
        if not members:
            raise self.wrong(local, "is a list of at least one shape")
        return self._as_nodes(local, members)

    def for_property_shapes_only(self, local: str) -> None:
        """Raise IllFormed if this is a node shape."""
        if self.path is None:
            raise self.wrong(local, "belongs to property shapes")

    def wrong(self, local: str, rule: str) -> IllFormed:
        """Return the complaint that a parameter breaks a rule."""
        section = _SECTIONS.get(local) or f"{local[0].upper()}{local[1:]}ConstraintComponent"
        return IllFormed(f"sh:{local} {rule}", section)

    def _as_nodes(self, local: str, values: Collection[Term]) -> list[Subject]:
        nodes = [value for value in values if isinstance(value, Subject)]
        if len(nodes) != len(values):
            raise self.wrong(local, "is an IRI or a blank node")
        return nodes


def texts(graph: Index, node: Subject, local: str) -> tuple[str, ...]:
    """Return the lexical forms of the values of a property of the SHACL vocabulary, sorted."""
    return tuple(sorted({str(_text(value)) for value in graph.objects(node, IRI(SH + local))}))


def is_text(term: Term) -> bool:
    """Return whether a term is a string, with or without a language tag."""
    return isinstance(term, Literal) and (term.datatype == XSD_STRING or bool(term.language))


def _text(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else term


_SECTIONS = {
    "path": "property-shapes",
    "deactivated": "deactivated",
    "severity": "severity",
    "ignoredProperties": "ClosedConstraintComponent",
    "flags": "PatternConstraintComponent",
    "sparql": "sparql-constraints",
    "select": "sparql-constraints-syntax",
    "prefixes": "sparql-prefixes",
    "qualifiedValueShape": "QualifiedValueShapeConstraintComponent",
    "qualifiedMinCount": "QualifiedValueShapeConstraintComponent",
    "qualifiedMaxCount": "QualifiedValueShapeConstraintComponent",
    "qualifiedValueShapesDisjoint": "QualifiedValueShapeConstraintComponent",
}
