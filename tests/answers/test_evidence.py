"""Evidence: each solution gets the passages that say what it rests on, or the query is refused with the reason."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgtool.answers.catalogue import load_all
from kgtool.answers.entities import Entities
from kgtool.answers.evidence import COLUMNS, with_evidence
from kgtool.answers.lookup import Lookup
from kgtool.answers.nameless import HIDDEN, with_variables
from kgtool.answers.parameters import bind
from kgtool.answers.patterns import Variable, selected
from kgtool.answers.run import ask
from kgtool.errors import KgtoolError, QueryError
from kgtool.rdf.store import QueryResult, Solutions
from kgtool.rdf.terms import XSD_DECIMAL, Literal
from tests.answers import sample
from tests.answers.test_parameters import TODAY

ALL = load_all(sample.QUERIES)
LOOKUP = Lookup(sample.store(), sample.prefixes(), sample.vocabulary())


def evident(sparql: str, *, lenient: bool = False) -> Solutions:
    def found(query: str) -> QueryResult:
        return ask(sample.store(), query, sample.prefixes())

    return with_evidence(sparql, "test", found, LOOKUP, lenient=lenient)


def test_a_solution_gets_document_offsets_and_words() -> None:
    (solution,) = evident("SELECT ?series { meeting:lake3-2021 ipco:inSeries ?series }")
    assert solution["evidenceQuote"] == Literal("x")
    assert str(solution["evidenceDocument"]).endswith("document/lakes")
    assert "evidenceStart" in solution


def test_what_is_asked_for_does_not_limit_what_is_evidence() -> None:
    chairs = evident("SELECT ?who { ?m ipco:hasChairing ?p . ?p ipco:participant ?who . } ORDER BY ?who")
    assert chairs.variables == ("who", *COLUMNS)
    assert all(solution["evidenceQuote"] for solution in chairs)


@pytest.mark.parametrize(
    "nameless",
    [
        "SELECT ?m ?who { ?m ipco:hasChairing [ ipco:participant ?who ] }",
        "SELECT * { ?m ipco:hasChairing [ ipco:participant ?who ] }",
        "SELECT ?m ?who { ?m a ipco:Meeting ; ipco:hasChairing [ a ipco:Chairing ; ipco:participant ?who ] , [] . }",
        "SELECT ?m ?who { ?m ipco:hasChairing _:c . _:c ipco:participant ?who }",
        "SELECT ?m ?who { [ ipco:participant ?who ] ^ipco:hasChairing ?m . }",
        "SELECT ?m ?who { ?m ipco:hasChairing [ ipco:participant [ ^ipco:participant [ ipco:participant ?who ] ] ] }",
    ],
)
def test_nodes_without_a_name_have_evidence_too(nameless: str) -> None:
    named = evident("SELECT ?m ?who { ?m ipco:hasChairing ?c . ?c ipco:participant ?who }")
    found = evident(nameless)
    places = {tuple(row[name] for name in ("m", "who", *COLUMNS)) for row in named}
    assert places
    assert places <= {tuple(row[name] for name in ("m", "who", *COLUMNS)) for row in found}
    assert set(found.variables) == {"m", "who", *COLUMNS}
    plain = ask(sample.store(), nameless, sample.prefixes())
    assert isinstance(plain, Solutions)
    pairs = [{tuple(row[name] for name in ("m", "who")) for row in solutions} for solutions in (plain, found)]
    assert pairs[0] == pairs[1]


QUERY = """PREFIX x: <urn:x/> SELECT ?a (STR(?b) AS ?c) WHERE { ?a a x:y ; x:p 1.5 , "a{b"@en ; x:q/^x:r [ x:s ?b ] .
OPTIONAL { ?b x:s true . FILTER(?b > 3) } { ?a x:t _:u } UNION { VALUES (?v) { (1) } ?a x:t ?v } } ORDER BY ?a"""
slips = st.sampled_from(["", "{", "}", "(", ")", "[", "]", '"', "^", "SELECT", "@", "?", "<", ";", "unknown:x"])


@given(st.integers(0, len(QUERY)), st.integers(0, 40), slips, st.booleans())
def test_a_query_that_is_none_is_told_to_be_so(at: int, cut: int, slip: str, lenient: bool) -> None:
    with contextlib.suppress(KgtoolError):
        selected(QUERY[:at] + slip + QUERY[at + cut :], "test", sample.prefixes(), lenient=lenient)


def test_variables_stand_for_nodes_without_a_name() -> None:
    n = f"?{HIDDEN}"
    assert with_variables("{ ?s :p 1.5 . ?s :q [ :r '[' ] ; :t _:b }") == (
        f"{{ ?s :p 1.5 .{n}0 :r '[' .  ?s :q {n}0 ; :t {n}Label0 }}"
    )
    assert with_variables("{ [ :r ?o ] . FILTER(?o > 1) [] :s ?o }") == f"{{ {n}0 :r ?o . FILTER(?o > 1) {n}1 :s ?o }}"
    assert with_variables("{ [ :r ?o ] :s 1 }") == f"{{ {n}0 :r ?o . {n}0 :s 1 }}"


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "COUNT makes one solution of many"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?s", "GROUP makes one solution of many"),
        ("SELECT ?s { ?s ?p ?o FILTER NOT EXISTS { ?o ?p ?s } }", "what is not so"),
        ("SELECT ?s { ?s ?p ?o MINUS { ?o ?p ?s } }", "what is not so"),
        ("SELECT ?s { ?s ipco:unitOf+ ?o }", "any number of triples"),
        ("SELECT ?s { ?s ?p (1 2) }", "a list rests"),
        ("ASK { ?s ?p ?o }", "only the solutions of a SELECT"),
    ],
)
def test_a_query_without_triples_behind_each_solution_is_refused(sparql: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        evident(sparql)


def test_patterns_are_read_as_sparql_writes_them() -> None:
    taken = selected(
        """PREFIX x: <urn:x/> SELECT DISTINCT ?a (STR(?b) AS ?c) WHERE {
          ?a a x:y ; x:p 1.5 , "a{b"@en , 'c'^^<urn:d> ; x:q/^x:r ?b . # { comment
          OPTIONAL { ?b x:s true . FILTER(?b > 3 && EXISTS { ?b ?z ?w }) } BIND(1 AS ?n)
          { ?a x:t x:u } UNION { VALUES (?v) { (1) } ?a x:t ?v }
        }""",
        "test",
        sample.prefixes(),
        lenient=False,
    )
    assert taken.wanted == ("a", "c")
    assert len(taken.patterns) == 8
    objects = [pattern.object for pattern in taken.patterns]
    assert objects[1:4] == [Literal("1.5", XSD_DECIMAL), Literal.text("a{b", "en"), Literal("c", objects[3].datatype)]  # type: ignore[union-attr]
    assert [backwards for _, backwards in taken.patterns[4].path] == [False, True]
    assert objects[-1] == Variable("v")
    assert "?b ?v WHERE" in taken.query


@pytest.mark.parametrize("name", sorted(set(ALL) - {"mended"}))  # which gives triples
def test_every_canned_query_without_aggregates_can_be_asked_with_evidence(name: str) -> None:
    query = ALL[name]
    words = {p.name: {"date": "2021-05-04", "integer": "1", "iri": "meeting:lake3-2021"}.get(p.type, "x")
             for p in query.parameters if p.required}  # fmt: skip
    find = Entities(LOOKUP).find
    sparql = bind(query, words, sample.prefixes(), TODAY, find)
    plain = ask(sample.store(), sparql, sample.prefixes())
    assert isinstance(plain, Solutions)
    try:
        found = evident(sparql, lenient=True)
    except QueryError as problem:
        if "makes one solution of many" not in problem.message:
            raise
        return
    assert {row[: len(plain.variables)] for row in found.solutions} == set(plain.solutions)
