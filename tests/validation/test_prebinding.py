"""One query for all focus nodes finds what a query for each of them finds, whatever it is made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgtool.rdf.store.bound import BoundQueries
from kgtool.rdf.terms import IRI, Term, Triple
from kgtool.validation.engine.prebinding import pre_bound

EXAMPLE = "https://example.org/"
NODES = tuple(IRI(EXAMPLE + name) for name in "abc")
PROPERTIES = (IRI(EXAMPLE + "p"), IRI(EXAMPLE + "q"))
FOCUS_NODES = (*NODES, IRI(EXAMPLE + "none"))
PREFIXES = {"": EXAMPLE}
# Where FILTER NOT EXISTS can stand; {0} to {2} are triple patterns.
SURROUNDINGS = (
    "{0} FILTER NOT EXISTS {{ {1} }}",
    "{0} FILTER NOT EXISTS {{ {1} }} . {2}",
    "FILTER NOT EXISTS {{ {1} }} {0}",
    "{0} FILTER NOT EXISTS {{ {1} }} FILTER NOT EXISTS {{ {2} }}",
    "{0} FILTER NOT EXISTS {{ {1} FILTER (?x != ?y) }}",
    "{0} FILTER NOT EXISTS {{ {1} BIND (?x AS ?w) FILTER (?w = ?y) }}",
    "{0} OPTIONAL {{ {1} FILTER NOT EXISTS {{ {2} }} }}",
    "{0} OPTIONAL {{ {1} }} FILTER NOT EXISTS {{ {2} }}",
    "{0} OPTIONAL {{ ?x :p ?y {{ {1} FILTER NOT EXISTS {{ {2} }} }} }}",
    "{{ {0} FILTER NOT EXISTS {{ {1} }} }} UNION {{ {2} }}",
    "{0} FILTER EXISTS {{ {1} FILTER NOT EXISTS {{ {2} }} }}",
    "{0} FILTER NOT EXISTS {{ {1} FILTER NOT EXISTS {{ {2} }} }}",
    "{0} FILTER NOT EXISTS {{ {{ {1} }} UNION {{ {2} }} }}",
    "{0} FILTER (NOT EXISTS {{ {1} }} || NOT EXISTS {{ {2} }})",
    "{0} {{ SELECT DISTINCT $this ?y {{ {1} FILTER NOT EXISTS {{ {2} }} }} }}",
    "{0} BIND (?x AS ?w) FILTER NOT EXISTS {{ {1} . ?w :p ?y }}",
)

_ends = st.sampled_from(("$this", "$this", "?x", "?y", "?z", ":a"))
_predicates = st.sampled_from((":p", ":p", ":q", ":q", "^:p", ":p/:q", ":q*", ":p?"))
_patterns = st.lists(st.tuples(_ends, _predicates, _ends).map(" ".join), min_size=1, max_size=2).map(" . ".join)
_first = st.tuples(st.just("$this"), _predicates, _ends).map(" ".join)
_edges = st.lists(
    st.builds(Triple, st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(NODES)),
    min_size=1,
    max_size=9,
)


def solutions(queries: BoundQueries, query: str) -> list[list[tuple[str, Term]]]:
    prepared = pre_bound(query, ("this",), prefixes=PREFIXES)
    rows = [{"this": node} for node in FOCUS_NODES]
    asked = [rows] if prepared.batch else [[row] for row in rows]
    found = [solution for each in asked for solution in queries.select(prepared.text, each)]
    return sorted((sorted(solution.items()) for solution in found), key=str)


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_all_focus_nodes_at_once_have_the_solutions_of_each(surroundings: str, data: st.DataObject) -> None:
    body = surroundings.format(data.draw(_first), data.draw(_patterns), data.draw(_patterns))
    query = f"SELECT DISTINCT $this ?x ?y ?z {{ {body} }}"
    queries = BoundQueries(data.draw(_edges))
    assert pre_bound(query, ("this",), prefixes=PREFIXES).batch
    assert solutions(queries, query) == solutions(queries, f"{query} LIMIT 999999")
