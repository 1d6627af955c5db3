"""The guide: every canned query is listed by topic with an example, for people and for machines."""

from __future__ import annotations

import json

import openapi_spec_validator

from kgtool.answers.catalogue import load_all
from kgtool.answers.guide import by_topic, example, help_lines, openapi_text, topics_lines, turtle_triples
from kgtool.rdf.store import Solutions, Store
from kgtool.rdf.terms import Literal
from tests.answers import sample

ALL = load_all(sample.QUERIES)
EXAMPLES = {"career": {"person": "person:ana-silva"}, "who-is": {"name": "Ana Silva"}}


def test_every_query_is_listed_once_under_a_topic() -> None:
    listed = [query.name for queries in by_topic(ALL.values()).values() for query in queries]
    assert sorted(listed) == sorted(ALL)
    assert not set(by_topic(ALL.values())) & {"contract", "asserted", "other"}


def test_the_list_tells_question_parameters_and_an_example() -> None:
    text = "".join(topics_lines(ALL.values(), EXAMPLES, 80))
    assert ALL["career"].summary.split()[0] in text
    assert "[date=date, else today]" in text
    assert "$ kgtool query career -p person=person:ana-silva" in text
    assert max(len(line) for line in text.splitlines() if "$" not in line) <= 80


def test_an_example_is_quoted_for_the_shell_where_it_needs_to_be() -> None:
    assert example(ALL["who-is"], EXAMPLES) == "kgtool query who-is -p 'name=Ana Silva'"
    assert example(ALL["editions"], {}) == "kgtool query editions"


def test_the_help_of_a_query_tells_types_defaults_and_choices() -> None:
    text = "".join(help_lines(ALL["head-of-office"], {}))
    assert "today if not given" in text
    assert "a name of the entity" in text
    assert "one of " in "".join(help_lines(ALL["agreements-of"], {}))


def test_the_catalogue_in_turtle_holds_every_query() -> None:
    store = Store(turtle_triples(ALL.values(), "urn:x/", EXAMPLES))
    answer = store.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> "
        "SELECT ?text { ?q a sh:SPARQLExecutable ; sh:select|sh:construct ?text }"
    )
    assert isinstance(answer, Solutions)
    assert {row["text"] for row in answer} == {Literal(query.text) for query in ALL.values()}


def test_the_catalogue_in_openapi_has_a_path_for_every_query() -> None:
    found = json.loads(openapi_text(ALL.values(), "Title", "1.0"))
    openapi_spec_validator.validate(found)
    assert set(found["paths"]) == {f"/queries/{name}" for name in ALL}
    parameters = found["paths"]["/queries/head-of-office"]["get"]["parameters"]
    assert [(p["name"], p["required"]) for p in parameters] == [("office", True), ("date", False)]
