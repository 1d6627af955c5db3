"""Filling a store: in, triples; out, the same in a graph of the store.

As N-Triples, which Oxigraph reads in less than half the time that it takes to make Python's objects for quads; sorted,
because a store in memory answers a quarter faster if what is said of a subject was added together. Triples with blank
nodes go as quads, for a document's labels are replaced when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from kgtool.rdf.store.border import ToOxigraph
from kgtool.rdf.terms import IRI, BlankNode, Literal, Term, Triple
from kgtool.rdf.turtle import ntriples_term

_AT_ONCE = 50_000  # triples, so that their text takes little memory


class Filler:
    """Adds triples to the graphs of one store; each term is written once."""

    def __init__(self, store: ox.Store, *, on_disk: bool = False) -> None:
        self._store = store
        self._load = store.bulk_load if on_disk else store.load  # each is the faster one there
        self._border = ToOxigraph()
        self._written = _Written(self._border)

    def fill(self, triples: Iterable[Triple], graph: ox.NamedNode | ox.DefaultGraph) -> None:
        """Add triples to a graph; raises KgtoolError for what is not an IRI."""
        source = iter(triples)
        while part := list(islice(source, _AT_ONCE)):
            text = "".join(sorted(self._lines(part)))
            self._load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)
            blank = [triple for triple in part if BlankNode in (type(triple.subject), type(triple.object))]
            self._store.extend(self._border.quad(triple, graph) for triple in blank)

    def _lines(self, triples: Iterable[Triple]) -> Iterator[str]:
        written = self._written
        for subject, predicate, value in triples:
            if type(subject) is not BlankNode and type(value) is not BlankNode:
                yield f"{written[subject]} {written[predicate]} {written[value]} .\n"


class _Written(dict[Term, str]):
    """Terms as N-Triples writes them; each IRI is checked once, so that the reader need not (it is lenient)."""

    def __init__(self, border: ToOxigraph) -> None:
        super().__init__()
        self._border = border

    def __missing__(self, term: Term) -> str:
        if isinstance(term, IRI):
            text = f"<{self._border.iri(term).value}>"
        else:
            if isinstance(term, Literal):
                self._border.iri(term.datatype)
            text = ntriples_term(term)
        self[term] = text
        return text
