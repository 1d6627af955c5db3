"""Words for parameters: they become terms of the declared type, and nothing else ever enters a query."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgtool.answers.catalogue import CannedQuery, Parameter
from kgtool.answers.dates import days
from kgtool.answers.entities import Entities
from kgtool.answers.lookup import Lookup
from kgtool.answers.parameters import bind, sparql_term, substituted, term
from kgtool.answers.tokens import tokens
from kgtool.errors import KgtoolError, UsageError
from kgtool.rdf.store import Solutions, Store
from kgtool.rdf.terms import IRI, XSD_DATE, XSD_INTEGER, Literal, Term, Triple
from tests.answers import sample

TODAY = datetime.date(2024, 2, 29)
HOSTILE = ['"', "'", "\\", "\\u0022", '"""', "} SERVICE <urn:x> {", "?x", "#", "\n", "\r", "<urn:x>", "\\\\U00000022"]


def parameter(type_: str, *, choices: tuple[str, ...] = ()) -> Parameter:
    return Parameter("value", type_, False, f"_value_{type_}", choices=choices)


def canned(text: str, *parameters: Parameter) -> CannedQuery:
    return CannedQuery("test", Path("test.rq"), "What?", "", (), parameters, text)


def read(type_: str, word: str) -> Term:
    return term(parameter(type_), word, sample.prefixes(), TODAY)


@given(st.one_of(st.text(), st.lists(st.sampled_from(HOSTILE)).map("".join)))
@example("\\u0022 . ?s ?p ?o } #")
@example("\\\\u0022")
def test_a_text_comes_back_as_it_was_given(word: str) -> None:
    query = canned("SELECT ?o WHERE { BIND(?_value_string AS ?o) } # ?_value_string", parameter("string"))
    try:
        sparql = bind(query, {"value": word}, sample.prefixes(), TODAY)
    except UsageError:
        assert "\0" in word
        return
    answer = Store([]).query(sparql)
    assert isinstance(answer, Solutions)
    assert answer.solutions == ((Literal(word),),)


@given(st.one_of(st.text(), st.lists(st.sampled_from([*HOSTILE, "urn:a", "meeting:", "https://"])).map("".join)))
def test_an_iri_finds_what_has_that_iri_or_is_refused(word: str) -> None:
    store = Store([Triple(IRI("urn:other"), IRI("urn:p"), IRI("urn:o"))])
    query = canned("SELECT ?o WHERE { ?_value_iri ?p ?o }", parameter("iri"))
    try:
        answer = store.query(bind(query, {"value": word}, sample.prefixes(), TODAY))
    except KgtoolError:
        return
    assert isinstance(answer, Solutions)
    assert bool(answer) == (word in {"urn:other", "<urn:other>"})


@pytest.mark.parametrize(
    ("type_", "word", "expected"),
    [
        ("iri", "meeting:ip5-heads-2021", IRI("https://w3id.org/ip-cooperation/id/meeting/ip5-heads-2021")),
        ("iri", "https://example.org/a", IRI("https://example.org/a")),
        ("date", "2023-05-31", Literal("2023-05-31", XSD_DATE)),
        ("date", "today", Literal("2024-02-29", XSD_DATE)),
        ("integer", "+014", Literal("14", XSD_INTEGER)),
        ("decimal", "3", Literal("3.0", IRI("http://www.w3.org/2001/XMLSchema#decimal"))),
        ("boolean", "true", Literal.boolean(True)),
        ("language", "zh-Hant", Literal("zh-Hant")),
        ("string", "", Literal("")),
    ],
)
def test_a_word_becomes_a_term_of_its_type(type_: str, word: str, expected: Term) -> None:
    assert read(type_, word) == expected


@pytest.mark.parametrize(
    ("type_", "word"),
    [
        ("iri", "no curie"),
        ("iri", "unknown:x"),
        ("iri", "<urn:a> <urn:b>"),
        ("date", "2023-02-30"),
        ("date", "2023-05"),
        ("date", "31 May 2023"),
        ("date", "２０２３-05-31"),
        ("integer", "1.5"),
        ("integer", "9" * 5000),
        ("decimal", "1e3"),
        ("boolean", "yes"),
        ("language", ""),
        ("language", "en_GB"),
        ("language", "en\n"),
        ("string", "\ud800"),
        ("string", "a\0b"),
    ],
)
def test_a_word_of_another_type_is_refused_with_a_hint(type_: str, word: str) -> None:
    with pytest.raises(UsageError) as problem:
        read(type_, word)
    assert problem.value.hint or "character" in str(problem.value)


def test_a_word_that_is_no_choice_gets_a_suggestion() -> None:
    with pytest.raises(UsageError, match=r"did you mean observer"):
        term(parameter("string", choices=("chair", "observer")), "observers", sample.prefixes(), TODAY)


def test_a_missing_and_an_unknown_parameter_are_named() -> None:
    query = canned("SELECT * WHERE { ?_value_iri ?p ?o }", parameter("iri"))
    with pytest.raises(UsageError, match=r"needs value .*-p value="):
        bind(query, {}, sample.prefixes(), TODAY)
    with pytest.raises(UsageError, match=r"no parameter 'valve'.*did you mean value"):
        bind(query, {"valve": "urn:x"}, sample.prefixes(), TODAY)


def test_an_optional_parameter_without_a_value_stays_a_variable() -> None:
    query = canned("SELECT ?o { ?__value_iri ?p ?o }", Parameter("value", "iri", True, "__value_iri"))
    assert bind(query, {}, sample.prefixes(), TODAY) == query.text


def test_only_variables_are_replaced() -> None:
    text = """SELECT ?o { ?_a_iri <urn:?_a_iri#?_a_iri> "?_a_iri", \'\'\'?_a_iri\'\'\' . # ?_a_iri
    FILTER(?_a_irix != $_a_iri) }"""
    assert substituted(text, {"_a_iri": IRI("urn:x")}) == text.replace("{ ?_a_iri <", "{ <urn:x> <").replace(
        "$_a_iri", "<urn:x>"
    )


@given(st.text())
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@given(st.text(alphabet="\\uU0123456789\"' "))
def test_no_code_point_escape_is_left_for_a_naive_reader(text: str) -> None:
    """A reader that resolves code points everywhere, without parity, must get the same string."""
    written = sparql_term(Literal(text))
    naive = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), written)
    answer = Store([]).query(f"SELECT ?x {{ BIND({naive} AS ?x) }}")
    assert isinstance(answer, Solutions)
    assert answer.solutions == ((Literal(text),),)


@pytest.mark.parametrize(
    ("name", "word", "day"),
    [
        ("from", "2023", "2023-01-01"),
        ("to", "2023", "2023-12-31"),
        ("to", "2024-02", "2024-02-29"),
        ("from", "2021-05/2022", "2021-05-01"),
        ("to", "2021-05/2022", "2022-12-31"),
        ("date", "yesterday", "2024-02-28"),
        ("date", "tomorrow", "2024-03-01"),
        ("from", "last-year", "2023-01-01"),
        ("to", "next-month", "2024-03-31"),
        ("from", "last-month", "2024-01-01"),
    ],
)
def test_a_period_or_a_word_stands_for_a_day(name: str, word: str, day: str) -> None:
    wanted = Parameter(name, "date", False, f"_{name}_date")
    assert term(wanted, word, sample.prefixes(), TODAY) == Literal.date(day)


@given(st.one_of(st.text(), st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?", fullmatch=True)))
def test_any_text_is_days_in_order_or_none(word: str) -> None:
    found = days(word, TODAY)
    assert found is None or found[0] <= found[1]


def test_a_period_is_refused_where_a_day_is_wanted() -> None:
    with pytest.raises(UsageError, match="is a day, not a period"):
        term(Parameter("date", "date", False, "_date_date"), "2023", sample.prefixes(), TODAY)


def test_a_name_becomes_the_iri_of_what_it_names() -> None:
    entities = Entities(Lookup(sample.store(), sample.prefixes(), sample.vocabulary()))
    wanted = Parameter("place", "iri", False, "_place_iri")
    assert term(wanted, "Corvia", sample.prefixes(), TODAY, entities.find) == sample.prefixes().expand("place:corvia")
    with pytest.raises(UsageError, match=r"place: .* nor a name in the graph"):
        term(wanted, "nowhere at all", sample.prefixes(), TODAY, entities.find)
