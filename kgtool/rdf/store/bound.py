"""Queries with variables bound beforehand: in, triples, a query and terms; out, its solutions for these terms.

SHACL, section 5.3.1, demands that a bound variable has its value everywhere in a query, nested groups included;
Oxigraph binds variables at the outermost level only. The values are therefore put into a graph of their own, which the
query joins wherever it needs them: that takes blank nodes and literals, and any number of focus nodes at once.

Oxigraph keeps numbers and the like by value, so that "01" comes back as "1": what the data have instead is given back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kgtool.rdf.store.border import FromOxigraph, KeepingLabels, ToOxigraph
from kgtool.rdf.store.filling import Filler
from kgtool.rdf.terms import IRI, XSD, XSD_STRING, Literal, Term, Triple

_ROW = ox.NamedNode("urn:kgtool:row")
_BOUND = ox.NamedNode("urn:kgtool:bound")
# Literals of which Oxigraph keeps datatype and lexical form
_USUAL = frozenset(XSD + name for name in ("integer", "boolean", "date", "anyURI"))
_PLAIN = re.compile(r"-?[1-9][0-9]{0,17}|0|true|false|[0-9]{4}-[0-9]{2}-[0-9]{2}")
SHAPES_GRAPH = IRI("urn:kgtool:shapes")


def is_kept(literal: Literal) -> bool:
    """Return whether Oxigraph keeps a literal as it is written, as far as that is known."""
    if literal.language:
        return literal.language.islower()
    if literal.datatype == XSD_STRING or not literal.datatype.startswith(XSD):
        return True
    return literal.datatype in _USUAL and _PLAIN.fullmatch(literal.lexical) is not None


class BoundQueries:
    """The triples of a data graph, and of a shapes graph under its name, to be asked with bound variables."""

    def __init__(self, data: Iterable[Triple]) -> None:
        self._store, self._border = ox.Store(), ToOxigraph()
        self._filler = Filler(self._store)
        self._written: dict[Literal, Literal] = {}
        self._typed: set[Literal] = set()
        self._odd = False
        self.extend(data)

    def use_shapes(self, shapes: Iterable[Triple]) -> None:
        """Put a shapes graph in the place of the one before."""
        self._store.remove_graph(ox.NamedNode(SHAPES_GRAPH))
        self._filler.fill(shapes, ox.NamedNode(SHAPES_GRAPH))

    def extend(self, data: Iterable[Triple]) -> None:
        """Add triples to the data graph."""
        data = list(data)
        self._filler.fill(data, ox.DefaultGraph())
        typed = {
            value
            for value in {triple.object for triple in data}
            if type(value) is Literal and value.datatype != XSD_STRING and value.datatype.startswith(XSD)
        }
        self._typed |= typed
        for literal in self._written.keys() & typed:
            del self._written[literal]
        odd = [literal for literal in typed if literal.datatype not in _USUAL or not _PLAIN.fullmatch(literal.lexical)]
        self._odd = self._odd or bool(odd)
        self._written.update((kept, literal) for kept, literal in self._as_kept(odd) if kept not in self._typed)

    def remove(self, data: Iterable[Triple]) -> bool:
        """Take triples from the data graph; return whether that was done: not where forms of literals are in doubt."""
        data = list(data)
        if self._odd and not self._typed.isdisjoint(triple.object for triple in data):
            return False
        for triple in data:
            self._store.remove(self._border.quad(triple, ox.DefaultGraph()))
        return True

    def select(self, query: str, bound: Iterable[Mapping[str, Term]]) -> list[dict[str, Term]]:
        """Return the solutions of a SELECT query; bound holds the values of the variables, one mapping per row.

        Several rows must bind the same single variable. Raises ValueError for what is not SPARQL.
        """
        self._bind(bound)
        found = self._ask(query)
        assert isinstance(found, ox.QuerySolutions), "the query was read as a SELECT"
        names, border = [variable.value for variable in found.variables], _Keeping(self._written)
        return [
            {name: border.term(term) for name, term in zip(names, solution, strict=True) if term is not None}
            for solution in found
        ]

    def ask(self, query: str, bound: Mapping[str, Term]) -> bool:
        """Return the answer to an ASK query; raises ValueError for what is not SPARQL."""
        self._bind([bound])
        found = self._ask(query)
        assert isinstance(found, ox.QueryBoolean), "the query was read as an ASK"
        return bool(found)

    def _as_kept(self, literals: Iterable[Literal]) -> Iterator[tuple[Literal, Literal]]:
        """Yield the form in which Oxigraph keeps each literal, with the literal."""
        store, border, everything = ox.Store(), self._border, ox.DefaultGraph()
        for literal in literals:
            store.add(ox.Quad(_ROW, _BOUND, border.term(literal), everything))
            for quad in store:
                kept = FromOxigraph().term(quad.object)
                if isinstance(kept, Literal) and kept != literal:
                    yield kept, literal
                store.remove(quad)

    def _ask(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(query, default_graph=ox.DefaultGraph())
        except SyntaxError as problem:
            raise ValueError(str(problem)) from problem

    def _bind(self, rows: Iterable[Mapping[str, Term]]) -> None:
        self._store.remove_graph(_BOUND)
        border = self._border
        self._store.extend(
            ox.Quad(_ROW, ox.NamedNode(_predicate(name)), border.term(term), _BOUND)
            for row in rows
            for name, term in row.items()
        )


def bound_pattern(variables: Iterable[str]) -> str:
    """Return the SPARQL pattern that joins the values of variables."""
    parts = " ; ".join(f"<{_predicate(name)}> ?{name}" for name in variables)
    return f" GRAPH <{_BOUND.value}> {{ <{_ROW.value}> {parts} }} "


def _predicate(variable: str) -> str:
    return f"urn:kgtool:variable:{variable}"


class _Keeping(KeepingLabels):
    """The border that keeps the forms of literals too, for they are the caller's own."""

    def __init__(self, written: Mapping[Literal, Literal]) -> None:
        super().__init__()
        self._written = written

    def term(self, node: object) -> Term:
        term = super().term(node)
        return self._written.get(term, term) if isinstance(term, Literal) else term
