"""The engine does what random shapes do not show: bound variables, shapes left to pySHACL, and the specification's rule
where pySHACL has another."""

from __future__ import annotations

import pytest

from kgtool.rdf.store import parse
from kgtool.rdf.terms import Literal
from kgtool.validation import Report, Shapes, ShapesProblem, validate
from kgtool.validation.engine.prebinding import pre_bound
from kgtool.validation.engine.problems import Failure
from tests.validation.random_shapes import HEAD

VARIABLES = ("this", "currentShape", "shapesGraph")


def report(data: str, shapes: str, told: list[str] | None = None) -> Report:
    heard: list[str] = [] if told is None else told
    return validate(parse(HEAD + data), [], Shapes(tuple(parse(HEAD + shapes, scope="s"))), tell=heard.append)


def found(data: str, shapes: str) -> list[str]:
    """Return the focus nodes of the results by their last letter, with the value if there is one."""
    results = report(data, shapes).results
    return sorted(f"{result.focus[-1]} {_last(result.value)}".strip() for result in results)


def _last(value: object) -> str:
    return value.lexical if isinstance(value, Literal) else "" if value is None else str(value)[-1]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { $this ?p ?o }",
        "SELECT $this (COUNT(?o) AS ?n) { $this ?p ?o } GROUP BY $this HAVING (COUNT(?o) > 1)",
        "SELECT $this { { SELECT $this (MAX(?o) AS ?m) { $this ?p ?o } GROUP BY $this } FILTER (?m > 1) }",
        "SELECT DISTINCT $this { $this ?p ?o # LIMIT in a comment\n }",
    ],
)
def test_one_query_serves_all_focus_nodes_where_each_solution_names_its_own(query: str) -> None:
    assert pre_bound(query, VARIABLES).batch


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { $this ?p ?o } LIMIT 1",
        "SELECT (COUNT(?o) AS ?n) { $this ?p ?o }",
        "SELECT $this (COUNT(?o) AS ?n) { $this ?p ?o } GROUP BY ?p $thisNot",
        "SELECT ?o { $this ?p ?o }",
        "SELECT $this { GRAPH $shapesGraph { $currentShape ?p ?o } }",
    ],
)
def test_each_focus_node_has_a_query_of_its_own_where_solutions_would_mix(query: str) -> None:
    assert not pre_bound(query, VARIABLES).batch


def test_a_negation_is_evaluated_once_for_all_focus_nodes() -> None:
    query = "SELECT $this { $this :p ?o . FILTER NOT EXISTS { ?x :q $this ; :r ?o } . ?o :p ?end }"
    assert "MINUS { ?x :q $this ; :r ?o }" in pre_bound(query, VARIABLES).text
    assert "MINUS" not in pre_bound(f"{query} LIMIT 1", VARIABLES).text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { $this ?p ?o MINUS { $this ?p 1 } }",
        "SELECT $this { VALUES ?o { 1 } $this ?p ?o }",
        "SELECT $this { SERVICE <urn:x:y> { $this ?p ?o } }",
        "SELECT $this { BIND (1 AS $this) }",
        "SELECT $this { $this ?p ?o { SELECT ?o { $this ?q ?o } } }",
        "SELECT $this { $this $PATH ?o }",
        "SELECT $this { $this ?p ?o ",
    ],
)
def test_queries_that_cannot_be_bound_beforehand_are_refused(query: str) -> None:
    with pytest.raises(Failure):
        pre_bound(query, VARIABLES)


def test_words_in_strings_iris_and_names_are_not_taken_for_clauses() -> None:
    query = "SELECT $this { $this <urn:MINUS> 'VALUES { }' ; :MINUS ?o ; :values ?minus }"
    assert pre_bound(query, VARIABLES).batch


@pytest.mark.parametrize(
    "where",
    [
        "FILTER ($this = <https://example.org/a>)",
        "{ FILTER (false) } UNION { FILTER ($this = <https://example.org/a>) }",
        "{ { FILTER ($this = <https://example.org/a>) } FILTER bound($this) }",
        "BIND ($this AS ?that) FILTER (?that = <https://example.org/a>)",
        "OPTIONAL { BIND ($this AS ?that) } FILTER (?that = <https://example.org/a>)",
        "{ SELECT $this { FILTER ($this = <https://example.org/a>) } }",
        "FILTER NOT EXISTS { FILTER ($this != <https://example.org/a>) }",
        "$this <https://example.org/none>* ?that FILTER (?that = <https://example.org/a>)",
    ],
)
@pytest.mark.parametrize("tail", ["", " LIMIT 9"])
def test_this_is_bound_everywhere_in_a_query(where: str, tail: str) -> None:
    shapes = f':S a sh:NodeShape ; sh:targetNode :a, :b ; sh:sparql [ sh:select "SELECT $this {{ {where} }}{tail}" ] .'
    assert found(":a :q :b .", shapes) == ["a a"]


@pytest.mark.parametrize("tail", ["", " LIMIT 9"])
def test_blank_nodes_and_literals_can_be_focus_nodes_of_queries(tail: str) -> None:
    query = f"SELECT $this {{ FILTER (isBLANK($this) || $this = 'x') }}{tail}"
    shapes = f':S a sh:NodeShape ; sh:targetObjectsOf :p ; sh:sparql [ sh:select "{query}" ] .'
    assert len(report(":a :p [], 'x', 'y', :b .", shapes).results) == 2


def test_values_of_queries_keep_the_form_that_they_have_in_the_data() -> None:
    query = "SELECT $this ?value { $this <https://example.org/p> ?value }"
    shapes = f':S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:sparql [ sh:select "{query}" ] .'
    values = '"01"^^xsd:integer, "1.50"^^xsd:decimal, "7"^^xsd:byte, 3'
    assert found(f":a :p {values} .", shapes) == ["a 01", "a 1.50", "a 3", "a 7"]


def test_a_shape_that_refers_to_itself_is_left_to_pyshacl_and_told() -> None:
    shapes = """
    :Person a sh:NodeShape ; sh:targetClass :K ; sh:property [ sh:path :p ; sh:node :Person ; sh:maxCount 1 ] .
    :Other a sh:NodeShape ; sh:targetClass :K ; sh:property [ sh:path :q ; sh:maxCount 1 ] .
    """
    told: list[str] = []
    results = report(":a a :K ; :p :b, :c ; :q :b, :c . :b :p :c .", shapes, told).results
    assert sorted(result.shape.rpartition("/")[2] for result in results) == ["Other", "Person"]
    assert told[-1:] == ["the shape https://example.org/Person refers to itself: pySHACL checks it"]


@pytest.mark.parametrize(
    ("data", "shape", "expected"),
    [
        # SPARQL 1.1, section 9.1: ^(p/q) is ^q/^p
        (":b :p :x . :x :q :a .", "sh:path [ sh:inversePath ( :p :q ) ] ; sh:minCount 1", []),
        # SHACL, section 4.4.1: a blank node has no length
        (":a :p [] .", "sh:path :p ; sh:minLength 0 ; sh:message 'x'", ["a 0"]),
        # SPARQL 1.1, section 17.3: no order between IRIs, nor between a number and a date
        (":a :p :b ; :q :c .", "sh:path :p ; sh:lessThan :q", ["a b"]),
        (':a :p 1 ; :q "2024-01-01"^^xsd:date .', "sh:path :p ; sh:lessThan :q", ["a 1"]),
        # RFC 4647, section 3.3.1: a range matches by its subtags from the first on
        (':a :p "x"@de-at-1996 .', 'sh:path :p ; sh:languageIn ( "de-AT" )', []),
        # XML Schema 1.1, part 2: 1_000 is no integer
        (':a :p "1_000"^^xsd:integer .', "sh:path :p ; sh:datatype xsd:integer", ["a 1_000"]),
    ],
)
def test_where_pyshacl_does_otherwise_the_specification_decides(data: str, shape: str, expected: list[str]) -> None:
    assert found(data, f":S a sh:PropertyShape ; sh:targetNode :a ; {shape} .") == expected


@pytest.mark.parametrize(
    "shape",
    [
        "sh:path :p ; sh:minCount -1",
        "sh:path :p ; sh:datatype 'x'",
        "sh:path :p ; sh:nodeKind :IRI",
        "sh:path :p ; sh:pattern '('",
        "sh:path :p ; sh:pattern 'a' ; sh:flags 'z'",
        "sh:path :p ; sh:in 1",
        "sh:path ( :p ) ; sh:minCount 1",
        "sh:path :p ; sh:languageIn ( 1 )",
        "sh:path :p ; sh:or ()",
        "sh:path :p ; sh:uniqueLang 1",
        "sh:path :p ; sh:sparql [ sh:select 'SELECT $this {' ]",
    ],
)
def test_ill_formed_shapes_are_named_with_the_section_that_they_break(shape: str) -> None:
    with pytest.raises(ShapesProblem) as problem:
        report(":a :p :b .", f":S a sh:PropertyShape ; sh:targetNode :a ; {shape} .")
    assert problem.value.where == "shape https://example.org/S"
