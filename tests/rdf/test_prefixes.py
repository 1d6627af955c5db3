"""CURIEs and IRIs turn into each other."""

from __future__ import annotations

import pytest
from hypothesis import given

from kgtool.errors import UsageError
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI
from tests.rdf.strategies import iris

PREFIXES = Prefixes({"a": "https://example.org/id/a/", "id": "https://example.org/id/", "http": "urn:h:"})


@given(iris)
def test_expanding_what_was_compacted_gives_the_iri(iri: IRI) -> None:
    assert PREFIXES.expand(PREFIXES.compact(iri)) == iri


def test_the_longest_namespace_wins() -> None:
    assert PREFIXES.compact("https://example.org/id/a/b") == "a:b"


@pytest.mark.parametrize("iri", ["https://example.org/x", "<https://example.org/x>", "http://example.org/x", "urn:x:y"])
def test_a_full_iri_is_taken_as_it_is(iri: str) -> None:
    assert PREFIXES.expand(iri) == iri.strip("<>")


@pytest.mark.parametrize("name", ["nothing", "zz:x", "a:b c", "a:b>", "", ":", "<a b>", "<relative>"])
def test_what_is_no_name_is_refused_with_a_hint(name: str) -> None:
    with pytest.raises(UsageError):
        PREFIXES.expand(name)


@pytest.mark.parametrize("local", ["", "-a", "a.", "a/b", "é", "a~b"])
def test_a_local_name_that_turtle_would_have_to_escape_is_not_split(local: str) -> None:
    assert PREFIXES.split(f"https://example.org/id/a/{local}") is None
