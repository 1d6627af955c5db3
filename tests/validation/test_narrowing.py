"""A store with what a query can need, asked for the focus nodes that can have solutions, answers like the whole one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgtool.pipeline.graph import Graph
from kgtool.project import Project
from kgtool.rdf.store.bound import BoundQueries
from kgtool.rdf.terms import XSD_DATE, XSD_INTEGER, Literal, Term, Triple
from kgtool.validation import Shapes, ValidationResult, load_shapes, validate
from kgtool.validation.engine import Data, Index
from kgtool.validation.engine import data as engine_data
from kgtool.validation.engine.narrowing import TooMany
from kgtool.validation.engine.prebinding import PreBound, pre_bound
from tests.validation.test_against_pyshacl import spoilt
from tests.validation.test_prebinding import FOCUS_NODES, NODES, PREFIXES, PROPERTIES

ROOT = Path(__file__).parents[2]
LITERALS = (
    *map(Literal, ("a", "ab", "b", "")),
    *(Literal(number, XSD_INTEGER) for number in ("0", "1", "2", "12")),
    *(Literal(day, XSD_DATE) for day in ("2020-01-01", "2021-01-01", "2020-13-01")),
    Literal.text("a", "en"),
)
# {0} to {2} are triple patterns, {3} and {4} expressions.
QUERIES = (
    "{0} FILTER ({3})",
    "{0} {1} FILTER ({3}) FILTER ({4})",
    "{0} BIND ({3} AS ?w) FILTER (?w || {4})",
    "{0} BIND (STRLEN(?y) AS ?w) FILTER (?w != ?z - ?x)",
    "{0} FILTER NOT EXISTS {{ {1} }}",
    "{0} FILTER NOT EXISTS {{ {1} FILTER ({3}) }}",
    "{0} FILTER NOT EXISTS {{ {1} FILTER ({3}) }} FILTER ({4} || EXISTS {{ {2} }})",
    "{0} OPTIONAL {{ {1} FILTER ({3}) }} FILTER ({4})",
    "{0} OPTIONAL {{ {1} }} FILTER NOT EXISTS {{ {2} }}",
    "{0} OPTIONAL {{ {1} }} BIND (COALESCE(?y, ?x) AS ?w) OPTIONAL {{ ?w :p ?z }}",
    "{0} {{ {1} FILTER ({3}) }} {2}",
    "{{ {0} }} UNION {{ {1} FILTER ({3}) }} {2}",
    "{{ {0} FILTER NOT EXISTS {{ {1} }} }} UNION {{ BIND ($this AS ?x) }} {2} FILTER ({4})",
    "{0} {{ SELECT $this (COUNT(?y) AS ?z) {{ {1} }} GROUP BY $this }} FILTER ({3})",
    "{{ SELECT $this ?x (MAX(?y) AS ?w) {{ {0} {1} }} GROUP BY $this ?x }} UNION {{ {2} }} ?x :p ?w FILTER ({3})",
    "$this ?p ?x FILTER (?p IN (:p, :q)) FILTER NOT EXISTS {{ ?y :p $this ; ?p ?x }} FILTER ({3})",
    "?x ?p $this FILTER (?p = :p) {1}",
    "$this ?p ?x . {1} FILTER NOT EXISTS {{ ?x ?p ?y }}",
)
_ends = st.sampled_from(("$this", "$this", "?x", "?x", "?y", "?z", ":a", '"a"'))
_subjects = st.sampled_from(("$this", "$this", "?x", "?y", ":a"))
_predicates = st.sampled_from((":p", ":p", ":q", "^:p", ":p/:q", ":p|^:q", "^(:p/:q)"))
_triples = st.tuples(_subjects, _predicates, _ends).map(" ".join)
_patterns = st.lists(_triples, min_size=1, max_size=2).map(lambda found: " . ".join(found) + " . ")
_values = st.sampled_from(("?x", "?y", "?z", "STR(?x)", "STRLEN(?y)", "?x + 1", ":a", '"a"', "1"))
_comparisons = st.tuples(_values, st.sampled_from(("=", "!=", "<", ">=")), _values).map(" ".join)
_expressions = st.one_of(
    _comparisons,
    st.tuples(_comparisons, st.sampled_from(("&&", "||")), _comparisons).map(" ".join),
    _comparisons.map("!({})".format),
    st.just("REGEX(STR(?x), 'a')"),
)
_data = st.lists(
    st.builds(Triple, st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from((*NODES, *LITERALS))),
    min_size=1,
    max_size=12,
)


def solutions(asked: tuple[BoundQueries, list[Term]], query: PreBound) -> list[list[tuple[str, Term]]]:
    queries, nodes = asked
    found = queries.select(query.text, ({"this": node} for node in nodes)) if nodes else []
    return sorted((sorted(solution.items()) for solution in found), key=str)


@pytest.mark.parametrize("form", QUERIES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_queries_find_the_same(form: str, data: st.DataObject) -> None:
    drawn = [data.draw(each) for each in (_patterns, _patterns, _patterns, _expressions, _expressions)]
    query = pre_bound(f"SELECT DISTINCT $this ?x ?y ?z {{ {form.format(*drawn)} }}", ("this",), prefixes=PREFIXES)
    assert query.batch
    assert query.parts is not None
    triples = data.draw(_data)
    some, nodes = Data(triples).asking(query, FOCUS_NODES, Index())
    whole = BoundQueries(dict.fromkeys(triples))
    assert solutions((some, list(nodes)), query) == solutions((whole, list(FOCUS_NODES)), query)


@pytest.mark.parametrize("seed", range(4))
def test_the_project_s_shapes_find_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project.find(ROOT)
    graph, shapes = Graph.of(project), load_shapes(project.shapes_files)
    asserted = spoilt(graph.asserted, random.Random(seed), project.settings.base)
    some = results(asserted, list(graph.closure.inferred), shapes)
    monkeypatch.setattr(engine_data, "narrowed", _never)
    assert some == results(asserted, list(graph.closure.inferred), shapes)
    assert any(each.component.startswith("SPARQL") for each in some)


def results(asserted: list[Triple], inferred: list[Triple], shapes: Shapes) -> set[ValidationResult]:
    return set(validate(asserted, inferred, shapes).results)


def _never(*_: object) -> None:
    raise TooMany


@pytest.mark.parametrize("form", ["$this :p* ?x", "$this !:p ?x", "$this :p [ :q ?x ]", "$this :p 1", "?x :p _:b"])
def test_a_query_of_another_form_is_left_to_the_whole_store(form: str) -> None:
    assert pre_bound(f"SELECT $this ?x {{ {form} }}", ("this",), prefixes=PREFIXES).parts is None


def test_literals_that_the_store_keeps_otherwise_are_left_to_the_whole_store() -> None:
    triples = [
        Triple(NODES[0], PROPERTIES[0], Literal("01", XSD_INTEGER)),
        Triple(NODES[1], PROPERTIES[1], Literal("1", XSD_INTEGER)),
    ]
    query = pre_bound("SELECT $this ?x { $this :p ?y . ?x :q ?y }", ("this",), prefixes=PREFIXES)
    queries, nodes = Data(triples).asking(query, FOCUS_NODES, Index())
    assert [solution["x"] for solution in queries.select(query.text, ({"this": node} for node in nodes))] == [NODES[1]]
