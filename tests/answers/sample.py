"""The sample graph of this folder: in, its Turtle; out, a store in which every fact has evidence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kgtool.project import Settings, files_under, read_settings
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import Store, parse_files
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS_LABEL, Literal, Term, Triple
from kgtool.rdf.vocabulary import (
    OA_END,
    OA_EXACT,
    OA_HAS_SOURCE,
    OA_START,
    RDF_OBJECT,
    RDF_PREDICATE,
    RDF_SUBJECT,
    Vocabulary,
)

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
QUERIES = {path.stem: path for path in files_under(ROOT / "queries", ".rq")}
DOCUMENTS = ("lakes", "shores")
# Triples about these are shared between documents, so that each needs a Statement (see the ontology).
SHARED = {"meeting", "organisation", "series", "agreement", "initiative", "document"}


@cache
def settings() -> Settings:
    """Return the settings of the project whose queries are tested."""
    return read_settings(ROOT / "ontology" / "project.toml")


def prefixes() -> Prefixes:
    """Return the project's prefixes."""
    return settings().prefixes


def vocabulary() -> Vocabulary:
    """Return the project's own terms."""
    return Vocabulary(settings().vocabulary, settings().concepts)


def facts(stem: str) -> list[Triple]:
    """Return the facts of one sample document."""
    return parse_files([HERE / "graph" / f"{stem}.ttl"])


def evidence(stem: str) -> list[Triple]:
    """Return evidence for the facts of a sample document: a passage of one character for each."""
    ipco, base = vocabulary(), settings().base
    document = IRI(f"{base}document/{stem}")
    found: list[Triple] = []

    def passage(node: Term) -> None:
        number = len(found)
        iri = IRI(f"{base}passage/{stem}_{number}-{number + 1}")
        found.extend(
            [
                Triple(IRI(str(node)), ipco("evidence"), iri),
                Triple(iri, RDF_TYPE, ipco("Passage")),
                Triple(iri, OA_HAS_SOURCE, document),
                Triple(iri, OA_START, Literal.integer(number)),
                Triple(iri, OA_END, Literal.integer(number + 1)),
                Triple(iri, OA_EXACT, Literal("x")),
            ]
        )

    said = facts(stem)
    for node in sorted({triple.subject for triple in said if triple.predicate == ipco("inDocument")}):
        passage(node)
    for number, triple in enumerate(said):
        if _needs_statement(triple):
            statement = IRI(f"{base}statement/{stem}_{number}")
            found += [
                Triple(statement, RDF_TYPE, ipco("Statement")),
                Triple(statement, RDF_SUBJECT, triple.subject),
                Triple(statement, RDF_PREDICATE, triple.predicate),
                Triple(statement, RDF_OBJECT, triple.object),
                Triple(statement, ipco("inDocument"), document),
            ]
            passage(statement)
    return found


@cache
def background() -> tuple[Triple, ...]:
    """Return the sample's reference data and the project's vocabularies."""
    files = [HERE / "graph" / "reference.ttl", ROOT / "ontology" / "vocabularies.ttl"]
    return tuple(parse_files([*files, ROOT / "ontology" / "ip-cooperation.ttl"]))


@cache
def store() -> Store:
    """Return the whole sample graph, asserted triples only."""
    said = [triple for stem in DOCUMENTS for triple in (*facts(stem), *evidence(stem))]
    return Store([*background(), *said])


def _needs_statement(triple: Triple) -> bool:
    kind = triple.subject.removeprefix(settings().base).partition("/")[0]
    local = triple.predicate.removeprefix(settings().vocabulary)
    return kind in SHARED and triple.predicate not in (RDF_TYPE, RDFS_LABEL) and not local.startswith("has")
