"""Facts become triples only together with the passages that say them."""

from __future__ import annotations

import pytest

from kgtool.errors import EvidenceError
from kgtool.model import Document, Evidence, Fact, Span
from kgtool.project import Settings
from kgtool.rdf.facts import grounded_triples
from kgtool.rdf.iris import Minter
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import parse
from kgtool.rdf.terms import IRI, RDF_TYPE, Literal, Triple
from kgtool.rdf.turtle import serialise
from kgtool.rdf.vocabulary import OA_EXACT, Vocabulary

BASE, ONTOLOGY = "https://example.org/id/", "https://example.org/ontology#"
KINDS = ("document", "passage", "meeting", "status", "statement")
PREFIXES = Prefixes({"x": ONTOLOGY, "oa": "http://www.w3.org/ns/oa#"} | {kind: f"{BASE}{kind}/" for kind in KINDS})
SETTINGS = Settings("x", "X", ONTOLOGY, "https://example.org/vocabulary/", BASE, "en", PREFIXES)
MINT, X = Minter(BASE), Vocabulary(ONTOLOGY, SETTINGS.concepts)
TEXT = "Bonn, naïve 👍 town.\nThe 14th meeting was held."
DOCUMENT = Document("my demo", "my demo.txt", TEXT, "0" * 64, "0" * 64, "text/plain", stored_text=False)
MEETING = MINT.iri("meeting", "heads-2021")
STATUS = MINT.status("my demo", MEETING)


def test_a_triple_gets_a_statement_and_a_node_carries_its_evidence() -> None:
    ordinal = Triple(MEETING, X("ordinal"), Literal.integer(14))
    facts = [
        Fact(Evidence((Span(20, 46),)), (ordinal,), context=(Triple(MEETING, RDF_TYPE, X("Meeting")),)),
        Fact(Evidence((Span(20, 46), Span(37, 45))), (Triple(STATUS, X("statusOf"), MEETING),), node=STATUS),
    ]
    found = grounded_triples(DOCUMENT, facts, SETTINGS)
    statement = MINT.statement("my demo", *ordinal)
    assert set(found.facts) == {*facts[0].triples, *facts[0].context, *facts[1].triples}
    assert set(found.evidence) == set(
        parse(
            f"""
            @prefix x: <{ONTOLOGY}> . @prefix oa: <http://www.w3.org/ns/oa#> . @prefix id: <{BASE}> .
            @prefix passage: <{BASE}passage/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            passage:my%20demo_20-46 a x:Passage ; oa:hasSource <{BASE}document/my%20demo> ; oa:start 20 ; oa:end 46 ;
                oa:exact "The 14th meeting was held." .
            passage:my%20demo_37-45 a x:Passage ; oa:hasSource <{BASE}document/my%20demo> ; oa:start 37 ; oa:end 45 ;
                oa:exact "was held" .
            <{statement}> a x:Statement ; rdf:subject <{MEETING}> ; rdf:predicate x:ordinal ; rdf:object 14 ;
                x:inDocument <{BASE}document/my%20demo> ; x:evidence passage:my%20demo_20-46 .
            <{STATUS}> x:evidence passage:my%20demo_20-46, passage:my%20demo_37-45 .
            """
        )
    )


def test_the_same_triple_said_twice_is_one_statement_with_two_passages() -> None:
    triple = Triple(MEETING, X("heldIn"), IRI(BASE + "place/bonn"))
    facts = [Fact(Evidence((span,)), (triple,)) for span in (Span(0, 4), Span(15, 19))]
    found = grounded_triples(DOCUMENT, facts, SETTINGS)
    assert found.facts == (triple,)
    links = [link for link in found.evidence if link.predicate == X("evidence")]
    assert len(links) == 2
    assert len({link.subject for link in links}) == 1
    assert len(set(found.evidence)) == len(found.evidence)


def test_offsets_count_code_points() -> None:
    fact = Fact(Evidence((Span(12, 13),)), (Triple(MEETING, X("mood"), Literal("👍")),))
    quotes = [
        triple.object for triple in grounded_triples(DOCUMENT, [fact], SETTINGS).evidence if triple[1] == OA_EXACT
    ]
    assert quotes == [Literal("👍")]


@pytest.mark.parametrize("span", [Span(40, 48), Span(100, 101), Span(19, 20)])
def test_a_fact_that_the_text_does_not_hold_is_refused(span: Span) -> None:
    fact = Fact(Evidence((span,)), (Triple(MEETING, X("ordinal"), Literal.integer(14)),))
    with pytest.raises(EvidenceError, match=r"my demo\.txt"):
        grounded_triples(DOCUMENT, [fact], SETTINGS)


def test_the_evidence_file_needs_no_escapes() -> None:
    fact = Fact(Evidence((Span(0, 4),)), (Triple(STATUS, X("statusOf"), MEETING),), node=STATUS)
    text = serialise(grounded_triples(DOCUMENT, [fact], SETTINGS).evidence, PREFIXES)
    assert "passage:my%20demo_0-4\n    a x:Passage ;\n    oa:end 4 ;\n" in text
    assert "status:my%20demo_heads-2021\n    x:evidence passage:my%20demo_0-4 ;\n" in text
