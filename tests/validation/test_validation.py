"""Validation finds what does not conform, at the stage where it can be seen, and reports it in a fixed order."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from kgtool.errors import SyntaxProblem
from kgtool.rdf.store import parse
from kgtool.rdf.terms import IRI, Triple
from kgtool.reasoning import closure
from kgtool.validation import (
    ENGINES,
    Engine,
    Report,
    Severity,
    Shapes,
    ShapesProblem,
    load_shapes,
    validate,
)

HEAD = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ONTOLOGY = ":heldIn a owl:ObjectProperty ; rdfs:range :Place . :Place a owl:Class . :Meeting a owl:Class ."
PLACE_SHAPE = """
:HeldInPlace a sh:NodeShape ; rdfs:label "meeting is held in a place"@en ;
    sh:targetClass :Meeting ; sh:property [ sh:path :heldIn ; sh:class :Place ; sh:message "Not a place."@en ] .
"""
ORDINAL_SHAPE = """
:Ordinal a sh:PropertyShape ; sh:targetClass :Meeting ; sh:path :ordinal ; sh:severity sh:Warning ;
    sh:datatype xsd:integer ; sh:minInclusive 1 ; sh:message "An ordinal is a whole number from 1."@en .
"""
SPARQL_SHAPE = """
:ontology sh:declare [ sh:prefix "x" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .
:Twice a sh:NodeShape ; sh:targetClass :Meeting ; sh:severity sh:Info ;
    sh:sparql [ sh:prefixes :ontology ; sh:message "Held in {?place} and elsewhere."@en ;
        sh:select "SELECT $this ?place ?value { $this x:heldIn ?place, ?value . FILTER(STR(?place) < STR(?value)) }" ] .
"""


def triples(turtle: str) -> tuple[Triple, ...]:
    return tuple(parse(HEAD + turtle))


def report(data: str, shapes: str, over_closure: str = "", *, engine: Engine = "kgtool") -> Report:
    asserted = triples(ONTOLOGY + data)
    closed = triples(over_closure) if over_closure else ()
    return validate(asserted, closure(asserted).inferred, Shapes(triples(shapes), closed), engine=engine)


def test_data_that_conform_give_no_result() -> None:
    found = report(
        ":m a :Meeting ; :heldIn :p ; :ordinal 3 . :p a :Place .", PLACE_SHAPE + ORDINAL_SHAPE + SPARQL_SHAPE
    )
    assert found.conforms


def test_a_bad_value_is_found_before_inference_gives_it_the_type_it_lacks() -> None:
    data = ":m a :Meeting ; :heldIn :p ."
    assert [result.value for result in report(data, PLACE_SHAPE).results] == [IRI("https://example.org/p")]
    assert report(data, "", over_closure=PLACE_SHAPE).conforms


def test_shapes_over_the_closure_see_what_was_inferred() -> None:
    shape = ":Untyped a sh:NodeShape ; sh:targetClass :Place ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ."
    assert len(report(":m :heldIn :p .", "", over_closure=shape).results) == 1
    assert report(":m :heldIn :p .", shape).conforms


def test_a_result_says_which_shape_about_what_and_how_bad() -> None:
    (result,) = report(
        ':m a :Meeting ; rdfs:label "The meeting"@en ; :ordinal "x"^^xsd:integer .', ORDINAL_SHAPE
    ).results[:1]
    assert result.severity is Severity.WARNING
    assert (result.shape, result.focus) == ("https://example.org/Ordinal", "https://example.org/m")
    assert result.focus_label == "The meeting"
    assert result.path == "<https://example.org/ordinal>"
    assert result.message == "An ordinal is a whole number from 1."


def test_a_property_shape_without_an_iri_is_reported_as_the_shape_around_it() -> None:
    (result,) = report(":m a :Meeting ; :heldIn :p .", PLACE_SHAPE).results
    assert result.shape == "https://example.org/HeldInPlace"
    assert result.shape_label == "meeting is held in a place"
    assert result.component == "ClassConstraintComponent"


def test_messages_of_sparql_constraints_name_what_they_are_about() -> None:
    (result,) = report(":m a :Meeting ; :heldIn :p, :q .", SPARQL_SHAPE).results
    assert result.message == "Held in https://example.org/p and elsewhere."


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("( :a [ sh:inversePath :b ] )", "<https://example.org/a>/(^<https://example.org/b>)"),
        ("[ sh:alternativePath ( :a :b ) ]", "<https://example.org/a>|<https://example.org/b>"),
        ("[ sh:zeroOrMorePath :a ]", "<https://example.org/a>*"),
    ],
)
def test_paths_are_written_as_sparql_does(path: str, written: str) -> None:
    shape = f":S a sh:PropertyShape ; sh:targetClass :Meeting ; sh:path {path} ; sh:minCount 5 ."
    assert [result.path for result in report(":m a :Meeting .", shape).results] == [written]


def test_results_are_sorted_worst_first_and_selected_by_severity() -> None:
    data = ":b a :Meeting ; :heldIn :p, :q ; :ordinal 0 . :a a :Meeting ; :ordinal 0 ."
    found = report(data, PLACE_SHAPE + ORDINAL_SHAPE + SPARQL_SHAPE)
    assert [result.severity.word for result in found.results] == [
        "violation",
        "violation",
        "warning",
        "warning",
        "info",
    ]
    assert [result.focus[-1] for result in found.results if isinstance(result.focus, IRI)] == ["b", "b", "a", "b", "b"]
    assert len(found.at_least(Severity.WARNING)) == 4


@pytest.mark.parametrize(
    "shapes",
    [
        ":S a sh:PropertyShape ; sh:targetClass :Meeting ; sh:path :p ; sh:minCount 1, 2 .",
        ':S a sh:NodeShape ; sh:targetClass :Meeting ; sh:sparql [ sh:select "SELECT nonsense" ] .',
        ":S a sh:NodeShape ; sh:targetClass :Meeting ; sh:property [ sh:minCount 1 ] .",
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_malformed_shapes_are_refused_and_leave_rdflib_as_it_was(shapes: str, engine: Engine) -> None:
    with pytest.raises(ShapesProblem):
        report(":m a :Meeting .", shapes, engine=engine)
    assert rdflib.Literal("1", datatype=rdflib.XSD.boolean).value is True


def test_a_query_that_fails_while_it_runs_is_reported_with_its_shape() -> None:
    shape = '''
    :Fails a sh:NodeShape ; sh:targetClass :Meeting ;
        sh:sparql [ sh:select """SELECT $this (MIN(STR(?no)) AS ?value)
            { $this ?p ?o . OPTIONAL { ?o ?p ?no } } GROUP BY $this""" ] .
    '''
    with pytest.raises(ShapesProblem, match=r"shape https://example\.org/Fails: "):
        report(":m a :Meeting ; :p 1, 2, 3 .", shape, engine="pyshacl")


def test_files_of_shapes_are_told_apart_by_their_names(tmp_path: Path) -> None:
    for name, shape in (("asserted-a.ttl", "A"), ("closure-b.ttl", "B"), ("more.ttl", "C")):
        (tmp_path / name).write_text(HEAD + f":{shape} a sh:NodeShape .", encoding="utf-8")
    shapes = load_shapes(sorted(tmp_path.iterdir()))
    assert {triple.subject[-1] for triple in shapes.asserted} == {"A", "C"}
    assert {triple.subject[-1] for triple in shapes.closure} == {"B"}


def test_broken_turtle_in_a_file_of_shapes_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text(HEAD + ":A a sh:NodeShape\n:B", encoding="utf-8")
    with pytest.raises(SyntaxProblem) as problem:
        load_shapes([tmp_path / "broken.ttl"])
    assert problem.value.line == 9
