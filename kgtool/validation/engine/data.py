"""The data graph: in, triples; out, their index, and a store to ask, which is filled when a query is first asked."""

from __future__ import annotations

from collections.abc import Iterable

from kgtool.rdf.store.bound import BoundQueries
from kgtool.rdf.terms import Triple
from kgtool.validation.engine.index import Index


class Data:
    """The triples that shapes are checked against, one set of shapes after another."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self.index = Index(triples)
        self._queries: BoundQueries | None = None

    def extend(self, triples: Iterable[Triple]) -> None:
        """Add triples."""
        triples = list(triples)
        self.index.extend(triples)
        if self._queries is not None:
            self._queries.extend(triples)

    def remove(self, triples: Iterable[Triple]) -> None:
        """Take triples away."""
        triples = list(triples)
        self.index.remove(triples)
        if self._queries is not None and not self._queries.remove(triples):
            self._queries = None

    def queries(self, shapes: Index) -> BoundQueries:
        """Return the SPARQL engine over the data, with a shapes graph beside them."""
        if self._queries is None:
            self._queries = BoundQueries(self.index)
        self._queries.use_shapes(shapes)
        return self._queries
