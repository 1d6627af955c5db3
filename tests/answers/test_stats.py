"""Statistics on the sample graph."""

from __future__ import annotations

from kgtool.answers.stats import Coverage, stats
from kgtool.rdf.terms import Triple
from tests.answers import sample

PERSON = "https://w3id.org/ip-cooperation/ontology#Person"


def measured(facts: list[Triple], evidence: list[Triple]) -> tuple[Coverage, Coverage]:
    found = stats(facts, evidence, sample.vocabulary())
    return found.nodes, found.statements


def test_classes_and_documents_are_counted() -> None:
    facts = [*sample.facts("lakes"), *sample.facts("shores")]
    found = stats(facts, [*sample.evidence("lakes"), *sample.evidence("shores")], sample.vocabulary())
    assert found.classes[PERSON] == 6
    assert found.triples == len(set(facts))
    assert [(d.title, d.source, d.sha256) for d in found.documents] == [
        ("Lake Heads Meet", "lakes.txt", "aa"),
        ("APO at the Assembly", "shores.txt", "bb"),
    ]
    assert all(d.facts == d.passages > 20 for d in found.documents)


def test_coverage_is_whole_with_evidence_and_none_without() -> None:
    nodes, statements = measured(sample.facts("lakes"), sample.evidence("lakes"))
    assert (nodes.share, statements.share) == (1.0, 1.0)
    bare, none = measured(sample.facts("lakes"), [])
    assert (bare.share, none.total, none.share) == (0.0, 0, 1.0)


def test_a_statement_of_a_triple_that_is_not_there_is_not_covered() -> None:
    _, statements = measured([], sample.evidence("lakes"))
    assert statements.total > statements.with_evidence == 0
