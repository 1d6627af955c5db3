"""Reference data as the tests see it: in, the Turtle files of graph/reference; out, their triples, parsed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgtool.project import read_settings
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import parse_file
from kgtool.rdf.terms import IRI, RDF_TYPE, Literal, Term, Triple

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "graph" / "reference").glob("*.ttl"))


class Reference:
    """The triples of every reference file, looked up by CURIE."""

    def __init__(self, prefixes: Prefixes, triples: list[Triple]) -> None:
        self.prefixes = prefixes
        self.triples = triples

    def iri(self, name: str) -> IRI:
        """Return the IRI of a CURIE."""
        return self.prefixes.expand(name)

    def pairs(self, predicate: str) -> list[tuple[str, Term]]:
        """Return (subject, object) of every triple with a predicate."""
        wanted = self.iri(predicate)
        return [(t.subject, t.object) for t in self.triples if t.predicate == wanted]

    def texts(self, predicate: str) -> list[tuple[str, str]]:
        """Return (subject, lexical form) of every triple with a predicate and a literal."""
        return [(s, o.lexical) for s, o in self.pairs(predicate) if isinstance(o, Literal)]

    def instances(self, name: str) -> set[str]:
        """Return the entities asserted to be of a class."""
        wanted = self.iri(name)
        return {t.subject for t in self.triples if t.predicate == RDF_TYPE and t.object == wanted}


@pytest.fixture(scope="session")
def reference() -> Reference:
    prefixes = read_settings(ROOT / "ontology" / "project.toml").prefixes
    return Reference(prefixes, [triple for path in FILES for triple in parse_file(path)])
