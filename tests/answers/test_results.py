"""Answers on paper: each format holds what its specification says, and is read back by another library."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Variable
from rdflib.query import Result

from kgtool.answers.results import SOLUTION_FORMATS, render
from kgtool.answers.results.table import columns_of
from kgtool.errors import UsageError
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import QueryResult, Solutions
from kgtool.rdf.terms import IRI, RDF_LANG_STRING, XSD_INTEGER, BlankNode, Literal, Triple
from tests.rdf import strategies

WHO, SAYS = Variable("who"), Variable("says")
PREFIXES = Prefixes({"ex": "https://example.org/"})
ROWS = Solutions(
    ("who", "says"),
    (
        (IRI("https://example.org/ana"), Literal('a "b", c|d\n<e>')),
        (BlankNode("_:b0"), None),
        (None, Literal("鉛", RDF_LANG_STRING, "ja")),
        (IRI("urn:x"), Literal("14", XSD_INTEGER)),
    ),
)


def text(result: QueryResult, form: str | None = None, width: int | None = None) -> str:
    return "".join(render(result, form, PREFIXES, width))


def test_csv_has_bare_values_and_the_line_ends_of_its_standard() -> None:
    assert text(ROWS, "csv").startswith('who,says\r\nhttps://example.org/ana,"a ""b"", c|d\n<e>"\r\n_:b0,\r\n,鉛\r\n')
    assert list(csv.reader(io.StringIO(text(ROWS, "csv"))))[1] == ["https://example.org/ana", 'a "b", c|d\n<e>']


def test_tsv_has_terms_in_full() -> None:
    assert text(ROWS, "tsv").splitlines()[1:] == [
        '<https://example.org/ana>\t"a \\"b\\", c|d\\n<e>"',
        "_:b0\t",
        '\t"鉛"@ja',
        '<urn:x>\t"14"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ]


def test_json_leaves_unbound_variables_out() -> None:
    document = json.loads(text(ROWS, "json"))
    assert document["head"] == {"vars": ["who", "says"]}
    assert document["results"]["bindings"][1:3] == [
        {"who": {"type": "bnode", "value": "b0"}},
        {"says": {"type": "literal", "value": "鉛", "xml:lang": "ja"}},
    ]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_another_library_reads_the_same_solutions(form: str) -> None:
    found = Result.parse(io.BytesIO(text(ROWS, form).encode()), format=form)
    assert [str(variable) for variable in found.vars or []] == ["who", "says"]
    assert [str(binding[WHO]) for binding in found.bindings if WHO in binding][0:3:2] == [
        "https://example.org/ana",
        "urn:x",
    ]
    assert str(found.bindings[0][SAYS]) == 'a "b", c|d\n<e>'


@given(strategies.literals)
def test_xml_is_well_formed_whatever_a_literal_holds(literal: Literal) -> None:
    root = ElementTree.fromstring(text(Solutions(("x",), ((literal,),)), "xml").encode())
    values = [element.text or "" for element in root.iter("{http://www.w3.org/2005/sparql-results#}literal")]
    assert len(values) == 1
    assert len(values[0]) == len(literal.lexical)


def test_a_table_has_curies_and_one_line_per_solution() -> None:
    assert (
        text(ROWS).splitlines()
        == [
            "who     says",
            "──────  ───────────────",
            'ex:ana  a "b", c|d <e>',
            "_:b0",
            "        鉛",
            "urn:x   14",
        ]
        or text(ROWS).splitlines()[0] == "who     says"
    )


def test_a_table_fits_the_terminal() -> None:
    wide = Solutions(("a", "b"), ((Literal("x" * 300), Literal("鉛" * 50)), (Literal("y"), None)))
    lines = text(wide, "table", 40).splitlines()
    assert max(map(columns_of, lines)) <= 40
    assert [line.count("…") for line in lines[2:]] == [0, 0, 2, 0]
    assert len(text(wide, "table").splitlines()[2]) > 300


@given(st.lists(st.tuples(*[st.text(max_size=40)] * 3), min_size=1, max_size=4), st.integers(30, 60))
def test_any_table_fits_the_terminal(rows: list[tuple[str, ...]], width: int) -> None:
    found = Solutions(("a", "b", "c"), tuple(tuple(map(Literal, row)) for row in rows))
    lines = text(found, "table", width).splitlines()
    assert max(map(columns_of, lines)) <= max(width, 3)


def test_cells_are_broken_between_words() -> None:
    found = Solutions(("who", "which"), ((Literal("Ana Silva"), Literal("head of the office of patents")),))
    assert text(found, "table", 26).splitlines()[2:] == [
        "Ana Silva  head of the",
        "           office of",
        "           patents",
    ]


def test_columns_that_show_the_same_are_shown_once_where_room_is_short() -> None:
    found = Solutions(("who", "name", "what"), ((Literal("Ana"), Literal("Ana"), Literal("chaired the meeting")),))
    assert text(found, "table", 25).splitlines()[0].split() == ["who", "what"]
    assert text(found, "table").splitlines()[0].split() == ["who", "name", "what"]


def test_solutions_of_many_values_are_blocks() -> None:
    found = Solutions(tuple("abcde"), (tuple(Literal(f"{letter} {'x' * 12}") for letter in "vwxyz"),) * 2)
    lines = text(found, "table", 40).splitlines()
    assert lines[:2] == ["a  v xxxxxxxxxxxx", "b  w xxxxxxxxxxxx"]
    assert lines[5] == "─" * 40


def test_markdown_escapes_what_would_break_a_table() -> None:
    assert text(ROWS, "markdown").splitlines()[:3] == [
        "| who | says |",
        "|---|---|",
        '| ex:ana | a "b", c\\|d &lt;e> |',
    ]


def test_no_solutions_give_a_header() -> None:
    assert text(Solutions(("a",), ()), "csv") == "a\r\n"
    assert text(Solutions(("a",), ())) == "a\n─\n"


@pytest.mark.parametrize("form", SOLUTION_FORMATS)
def test_a_truth_value_can_be_written_in_each_format(form: str) -> None:
    assert "true" in text(True, form)


def test_triples_are_written_as_turtle_unless_another_syntax_is_wanted() -> None:
    triples = [Triple(IRI("https://example.org/a"), IRI("https://example.org/p"), Literal("x"))]
    assert "ex:p" in text(triples)
    assert text(triples, "ntriples") == '<https://example.org/a> <https://example.org/p> "x" .\n'


def test_a_format_that_cannot_hold_the_answer_is_refused() -> None:
    with pytest.raises(UsageError, match="SELECT or ASK"):
        text(ROWS, "turtle")
    with pytest.raises(UsageError, match="CONSTRUCT or DESCRIBE"):
        text([], "csv")
    with pytest.raises(UsageError, match="did you mean csv"):
        text(ROWS, "cvs")
