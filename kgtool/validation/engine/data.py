"""The data graph: in, triples; out, their index, and a store to ask, filled with what a query can need.

Filling it with all triples takes longer than all queries together: it has them all only if a query is not understood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kgtool.rdf.store.bound import BoundQueries, is_kept
from kgtool.rdf.terms import Literal, Term, Triple
from kgtool.validation.engine.index import Index
from kgtool.validation.engine.narrowing import TooMany, narrowed
from kgtool.validation.engine.prebinding import PreBound


class Data:
    """The triples that shapes are checked against, one set of shapes after another.

    changing says that they are checked again and again as they change, which a store with all of them is worth.
    """

    def __init__(self, triples: Iterable[Triple] = (), *, changing: bool = False) -> None:
        triples = list(triples)
        self.index = Index(triples)
        self._queries: BoundQueries | None = None
        self._part = _Part()
        self._is_kept = not changing and _are_kept(triples)

    def extend(self, triples: Iterable[Triple]) -> None:
        """Add triples."""
        triples = list(triples)
        self.index.extend(triples)
        self._part, self._is_kept = _Part(), self._is_kept and _are_kept(triples)
        if self._queries is not None:
            self._queries.extend(triples)

    def remove(self, triples: Iterable[Triple]) -> None:
        """Take triples away."""
        triples = list(triples)
        self.index.remove(triples)
        self._part = _Part()
        if self._queries is not None and not self._queries.remove(triples):
            self._queries = None

    def queries(self, shapes: Index) -> BoundQueries:
        """Return the SPARQL engine over the data, with a shapes graph beside them."""
        if self._queries is None:
            self._queries = BoundQueries(self.index)
        self._queries.use_shapes(shapes)
        return self._queries

    def asking(
        self, query: PreBound, focus_nodes: Collection[Term], shapes: Index
    ) -> tuple[BoundQueries, Collection[Term]]:
        """Return the SPARQL engine over what a query needs for focus nodes, and those that can have solutions."""
        if self._queries is None and query.parts is not None and self._is_kept:
            try:
                nodes, needed = narrowed(query.parts, focus_nodes, self.index)
                return self._part.with_all(needed), nodes
            except TooMany:
                pass
        return self.queries(shapes), focus_nodes


class _Part:
    """A store with some of the triples."""

    def __init__(self) -> None:
        self._queries = BoundQueries(())
        self._there: set[Triple] = set()

    def with_all(self, triples: Iterable[Triple]) -> BoundQueries:
        """Return the store with these triples too."""
        new = set(triples) - self._there
        self._there |= new
        self._queries.extend(new)
        return self._queries


def _are_kept(triples: Iterable[Triple]) -> bool:
    objects = {triple.object for triple in triples}
    return all(is_kept(value) for value in objects if type(value) is Literal)
