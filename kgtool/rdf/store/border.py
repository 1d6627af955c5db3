"""The border to pyoxigraph: in, terms of one side; out, the same terms of the other."""

from __future__ import annotations

import pyoxigraph as ox

from kgtool.errors import KgtoolError
from kgtool.rdf.terms import IRI, RDF_LANG_STRING, XSD_STRING, BlankNode, Literal, Term, Triple

OxTerm = ox.NamedNode | ox.BlankNode | ox.Literal


class ToOxigraph:
    """Translates terms to pyoxigraph's, each IRI and blank node once."""

    def __init__(self) -> None:
        self._named: dict[str, ox.NamedNode] = {}
        self._blank: dict[str, ox.BlankNode] = {}

    def iri(self, term: IRI) -> ox.NamedNode:
        """Return the named node; raises KgtoolError for what is not an absolute IRI."""
        node = self._named.get(term)
        if node is None:
            try:
                node = self._named[term] = ox.NamedNode(term)
            except ValueError as problem:
                raise KgtoolError(f"{str(term)!r} is not an absolute IRI: {problem}") from problem
        return node

    def term(self, term: Term) -> OxTerm:
        """Return the node or literal."""
        if isinstance(term, Literal):
            if term.language:
                return ox.Literal(term.lexical, language=term.language)
            if term.datatype == XSD_STRING:
                return ox.Literal(term.lexical)
            return ox.Literal(term.lexical, datatype=self.iri(term.datatype))
        return self.blank_or_iri(term)

    def blank_or_iri(self, term: IRI | BlankNode) -> ox.NamedNode | ox.BlankNode:
        """Return the node that a triple can be about."""
        if isinstance(term, IRI):
            return self.iri(term)
        node = self._blank.get(term)
        if node is None:
            node = self._blank[term] = ox.BlankNode(term.removeprefix("_:"))
        return node

    def quad(self, triple: Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
        """Return the triple in a graph."""
        return ox.Quad(self.blank_or_iri(triple.subject), self.iri(triple.predicate), self.term(triple.object), graph)


class FromOxigraph:
    """Translates pyoxigraph's terms to ours; blank nodes are relabelled in order of appearance within a scope."""

    def __init__(self, scope: str = "") -> None:
        self._scope = scope
        self._iris: dict[ox.NamedNode, IRI] = {}
        self._blank: dict[str, BlankNode] = {}

    def iri(self, node: ox.NamedNode) -> IRI:
        """Return the IRI."""
        iri = self._iris.get(node)
        if iri is None:
            iri = self._iris[node] = IRI(node.value)
        return iri

    def blank_or_iri(self, node: object) -> IRI | BlankNode:
        """Return what a triple can be about; raises KgtoolError for a quoted triple."""
        if isinstance(node, ox.NamedNode):
            return self.iri(node)
        if isinstance(node, ox.BlankNode):
            return self._blank.setdefault(node.value, BlankNode(f"_:{self._scope}b{len(self._blank)}"))
        raise KgtoolError("a triple within a triple (RDF 1.2) cannot be kept", hint="use RDF 1.1")

    def term(self, node: object) -> Term:
        """Return the IRI, blank node or literal."""
        if isinstance(node, ox.NamedNode):  # first, and without a call: it is most of all that is translated
            iri = self._iris.get(node)
            if iri is None:
                iri = self._iris[node] = IRI(node.value)
            return iri
        if isinstance(node, ox.Literal):
            language = node.language
            return Literal(node.value, RDF_LANG_STRING if language else self.iri(node.datatype), language or "")
        return self.blank_or_iri(node)

    def triple(self, statement: ox.Triple | ox.Quad) -> Triple:
        """Return the triple, without its graph."""
        return Triple(self.blank_or_iri(statement.subject), self.iri(statement.predicate), self.term(statement.object))


class KeepingLabels(FromOxigraph):
    """The border that keeps the labels of blank nodes, for they were given."""

    def blank_or_iri(self, node: object) -> IRI | BlankNode:
        """Return what a triple can be about."""
        if isinstance(node, ox.BlankNode):
            return BlankNode(f"_:{node.value}")
        return super().blank_or_iri(node)
