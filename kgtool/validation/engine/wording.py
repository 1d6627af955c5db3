"""Terms in words: in, a term and the graph around it; out, the text that pySHACL has for it in its messages.

The messages of pySHACL are what users and their baselines know; equal messages also let reports be compared whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgtool.rdf.terms import IRI, XSD_STRING, BlankNode, Literal, Term
from kgtool.rdf.vocabulary import SH
from kgtool.validation.engine.index import RDF_FIRST, Index

_DEEPEST = 12
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for the terms of a shapes graph and of a data graph."""

    shapes: Index
    data: Index

    def shape(self, term: Term) -> str:
        """Return the words for a term of the shapes graph."""
        return _words(self.shapes, term)

    def thing(self, term: Term | None) -> str:
        """Return the words for a term of the data graph."""
        return "None" if term is None else _words(self.data, term)


def _words(graph: Index, term: Term, depth: int = 0) -> str:
    if isinstance(term, Literal):
        return _literal(graph, term)
    if isinstance(term, IRI):
        return _iri(term)
    return _blank(graph, term, depth + 1)


def _iri(term: IRI) -> str:
    local = term.removeprefix(SH)
    return f"sh:{local}" if local != term and _LOCAL.fullmatch(local) else f"<{term}>"


def _literal(graph: Index, term: Literal) -> str:
    parts = [f'"{term.lexical}"']
    if term.language:
        parts.append(f"lang={term.language}")
    elif term.datatype != XSD_STRING:
        value = _value(term)
        if value not in (None, term.lexical):
            parts[0] += f" = {value}"
        parts.append(f"datatype={_words(graph, term.datatype)}")
    return f"Literal({', '.join(parts)})"


def _value(term: Literal) -> str | None:
    """Return a literal's value as Python writes it, None for one that rdflib cannot read."""
    import warnings  # here, for only a message about a typed literal needs this and the next

    import rdflib

    with warnings.catch_warnings(action="ignore"):
        value = rdflib.Literal(term.lexical, datatype=rdflib.URIRef(term.datatype), normalize=False).value
    return None if value is None else str(value).partition(" object at 0x")[0]


def _blank(graph: Index, term: BlankNode, depth: int) -> str:
    if depth >= _DEEPEST:
        return "<http://recursion.too.deep>"
    if graph.objects(term, RDF_FIRST):
        return f"( {' '.join(_words(graph, item, depth + 1) for item in graph.items(term))} )"
    said: dict[str, list[str]] = {}
    for predicate, value in graph.about(term):
        said.setdefault(_iri(predicate), []).append(_words(graph, value, depth + 1))
    if not said:
        return "[ ]"
    written = [f"{predicate} {', '.join(sorted(values))}" for predicate, values in sorted(said.items())]
    return f"[ {' ; '.join(written)} ]"
