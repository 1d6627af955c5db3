"""The border to rdflib, for the engines built on it: in, triples of one side; out, the same triples of the other.

rdflib is imported where it is used, for importing it costs more than most commands need in all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kgtool.errors import KgtoolError
from kgtool.rdf.terms import IRI, RDF_LANG_STRING, XSD_STRING, BlankNode, Literal, Subject, Term, Triple

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return an rdflib graph of triples, lexical forms untouched."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    add_to_rdflib(graph, triples)
    return graph


def add_to_rdflib(graph: rdflib.Graph, triples: Iterable[Triple]) -> None:
    """Add triples to an rdflib graph."""
    import rdflib

    known: dict[Term, Node] = {}

    def node(term: Term) -> Node:
        found = known.get(term)
        if found is None:
            found = known[term] = made(term)
        return found

    def made(term: Term) -> Node:
        if isinstance(term, Literal):
            # normalize=False: rdflib would else turn "01"^^xsd:integer into "1".
            if term.language:
                return rdflib.Literal(term.lexical, lang=term.language)
            if term.datatype == XSD_STRING:
                return rdflib.Literal(term.lexical)
            return rdflib.Literal(term.lexical, datatype=rdflib.URIRef(term.datatype), normalize=False)
        return rdflib.BNode(term.removeprefix("_:")) if isinstance(term, BlankNode) else rdflib.URIRef(term)

    for subject, predicate, value in triples:
        graph.add((node(subject), node(predicate), node(value)))


def from_rdflib_term(node: Node) -> Term:
    """Return the term that an rdflib node stands for; raises KgtoolError for what is not RDF."""
    import rdflib

    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), RDF_LANG_STRING, node.language)
        return Literal(str(node), IRI(node.datatype) if node.datatype else XSD_STRING)
    if isinstance(node, rdflib.URIRef):
        return IRI(node)
    if isinstance(node, rdflib.BNode):
        return BlankNode(f"_:{node}")
    raise KgtoolError(f"{node!r} is not an RDF term")


def from_rdflib(triples: Iterable[tuple[Node, Node, Node]]) -> list[Triple]:
    """Return the triples of rdflib that are RDF: those with a literal subject or a predicate that is no IRI are not."""
    known: dict[Node, Term] = {}

    def term(node: Node) -> Term:
        found = known.get(node)
        if found is None:
            found = known[node] = from_rdflib_term(node)
        return found

    plain: list[Triple] = []
    for nodes in triples:
        subject, predicate, value = (term(node) for node in nodes)
        if isinstance(subject, Subject) and isinstance(predicate, IRI):
            plain.append(Triple(subject, predicate, value))
    return plain
