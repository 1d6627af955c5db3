"""The data that pySHACL validates: in, triples; out, an rdflib graph that parses each query once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from kgtool.rdf.rdflib_border import add_to_rdflib
from kgtool.rdf.terms import Triple

if TYPE_CHECKING:
    import rdflib


def data_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return an rdflib graph of triples for SPARQL constraints.

    pySHACL hands over the text of a constraint's query again for each focus node, and rdflib takes longer to parse it
    than to answer it.
    """
    graph: rdflib.Graph = _graph_class()(bind_namespaces="none")
    add_to_rdflib(graph, triples)
    return graph


@cache
def _graph_class() -> Any:
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    class ParsingOnce(rdflib.Graph):
        def query(self, query_object: Any, *args: Any, **kwargs: Any) -> rdflib.query.Result:
            if isinstance(query_object, str):
                query_object = self._parsed(query_object)
            return super().query(query_object, *args, **kwargs)

        def _parsed(self, text: str) -> Any:
            parsed = self.__dict__.setdefault("parsed_queries", {})
            if text not in parsed:
                parsed[text] = prepareQuery(text, initNs=dict(self.namespaces()))
            return parsed[text]

    return ParsingOnce
