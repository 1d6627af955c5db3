"""Formatting keeps every triple and every comment, and a second time changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgtool.project import Project
from kgtool.rdf.comments import read_comments
from kgtool.rdf.layout import formatted, safely_formatted
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import parse
from kgtool.rdf.turtle import serialise
from tests.rdf.strategies import triples

PREFIXES = Prefixes({"": "https://example.org/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"})

UNTIDY = '''# About this file.
#   Two lines of it.

PREFIX : <https://example.org/>
# Still before all statements.
:b :p [ :q 1 ; :r ( 1 "two" [ :s 3 ] ) ] , 2 ;   # beside it
   a :T .
# Before the first.
:a :text """one
  "two"
""" ; :empty () , [] .
[] :alone true .
# At the end.
'''
TIDY = '''# About this file.
#   Two lines of it.
# Still before all statements.

@prefix : <https://example.org/> .

# Before the first.
:a
    :empty
        [] ,
        () ;
    :text """one
  "two"
""" ;
    .

# beside it
:b
    a :T ;
    :p
        2 ,
        [ :q 1 ; :r ( 1 "two" [ :s 3 ] ) ] ;
    .

[]
    :alone true ;
    .

# At the end.
'''


def test_the_layout_is_sorted_nested_and_keeps_comments() -> None:
    assert formatted(UNTIDY, PREFIXES) == TIDY.replace("        () ;", "        rdf:nil ;").replace(
        "@prefix : <https://example.org/> .",
        "@prefix : <https://example.org/> .\n@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .",
    )


@given(st.lists(triples, max_size=12))
@settings(max_examples=150, deadline=None)
def test_formatting_keeps_the_triples_and_twice_is_once(graph: list[object]) -> None:
    text = serialise(graph, PREFIXES)  # type: ignore[arg-type]
    once = formatted(text, PREFIXES)
    assert len(set(parse(once))) == len(set(parse(text)))
    assert formatted(once, PREFIXES) == once


@pytest.mark.parametrize("depth", [3, 39, 150])
def test_nesting_may_be_deep(depth: int) -> None:
    for opening, closing in (("[ <urn:p> ", " ]"), ("( ", " )")):
        text = f"<urn:s> <urn:p> {opening * depth}1{closing * depth} .\n"
        once = safely_formatted(text, PREFIXES)
        assert formatted(once, PREFIXES) == once


@pytest.mark.parametrize(
    "statement",
    [
        ':a :p <https://example.org/x#y> , \'# no comment\' , """\n# nor this\n""" .',
        ":a :p :x\\#y .",
        ":a :prefix :base .",
        "@prefix x: <https://example.org/x#> .\n\nx:a :p x:b .",
        ":a :p 1 . # a comment",
    ],
)
def test_a_hash_begins_a_comment_only_where_it_does(statement: str) -> None:
    text = f"# head\n@prefix : <https://example.org/> . # beside\n# more\n\n{statement}\n"
    comments = read_comments(text)
    assert comments.head == ["# head", "# beside", "# more"]
    assert [*comments.before.values()] == ([["# a comment"]] if "a comment" in statement[10:] else [])
    assert comments.prefixes.get("x") == ("https://example.org/x#" if "x:a" in statement else None)
    assert set(parse(formatted(text, PREFIXES))) == set(parse(text))


def test_long_lists_and_circles_of_blank_nodes_are_kept() -> None:
    long = f"<urn:s> <urn:p> ( {' '.join(map(str, range(200)))} ) .\n"
    assert safely_formatted(long, PREFIXES).count("\n") > 200
    circle = "_:a <urn:p> _:b . _:b <urn:p> _:a . _:a <urn:q> 1 .\n"
    assert "_:b0" in safely_formatted(circle, PREFIXES)


def test_every_turtle_file_of_this_project_is_in_the_canonical_layout(project_root: Path) -> None:
    project = Project.load(project_root)
    graph = (*project.ontology_files, *project.reference_files, *project.facts_files, *project.evidence_files)
    for path in (*graph, *project.shapes_files):
        text = path.read_text(encoding="utf-8")
        assert safely_formatted(text, project.prefixes) == text, f"run kgtool format {path.name}"
