"""The canned queries: documented, valid elsewhere too, and right on a small graph."""

from __future__ import annotations

import re

import pytest
from rdflib.plugins.sparql import prepareQuery

from kgtool.answers.catalogue import CannedQuery, load, load_all
from kgtool.answers.golden import GoldenSet, differences, load_golden
from kgtool.answers.run import ask_canned
from kgtool.rdf.store import Solutions, Store, parse
from kgtool.rdf.terms import Literal, Triple
from tests.answers import sample

CONTRACT = {
    "organisations": "document organisation name acronym kind code",
    "roles": "document person personName title organisation organisationName acting attested",
    "meetings": "document meeting name kind series ordinal start end place mode status host chair",
    "participations": "document meeting meetingName person personName organisation organisationName title capacity "
    "onBehalfOf",
    "agreements": "document agreement kind subject party partyName meeting date",
    "initiatives": "document initiative name kind party partyName",
    "people": "document person name variant",
    "documents": "document title publisher published language source sha256",
    "evidence": "fact subject predicate value document start end quote",
}
ALL = load_all(sample.QUERIES)
CONSTRUCTED = {"mended"}  # gives triples, in no order
ANSWERS = load_golden(sample.HERE / "golden")
every_query = pytest.mark.parametrize("query", ALL.values(), ids=list(ALL))


@pytest.mark.parametrize("question", ANSWERS.questions, ids=lambda q: f"{q.id}-{q.query}")
def test_a_query_answers_as_expected_on_the_sample(question: object) -> None:
    only = GoldenSet(tuple(q for q in ANSWERS.questions if q is question), {})
    found = list(differences(only, sample.store(), sample.QUERIES, sample.prefixes()))
    assert not found, "\n".join(map(str, found))


def test_every_query_is_tested_on_the_sample() -> None:
    assert {question.query for question in ANSWERS.questions} == set(ALL) - CONSTRUCTED


def test_every_query_with_parameters_is_tested_where_nothing_is_stated() -> None:
    says_nothing = {q.query for q in ANSWERS.questions if not q.answer or any("unknown" in row for row in q.answer)}
    answered_anyway = {"document-publication", "topics", "topic-documents", "evidence"}
    assert {name for name, query in ALL.items() if query.parameters} - says_nothing <= answered_anyway


@every_query
def test_a_query_is_documented(query: CannedQuery) -> None:
    assert query.summary.endswith("?"), "the summary is the question"
    assert len(query.description) > 20
    assert query.tags


@every_query
def test_a_query_without_values_is_valid_for_another_engine(query: CannedQuery) -> None:
    prepareQuery(query.text)


@every_query
def test_the_order_of_the_answer_does_not_depend_on_the_order_of_the_triples(query: CannedQuery) -> None:
    assert query.name in CONSTRUCTED or re.search(r"^ORDER BY ", query.text, re.MULTILINE)


def test_answers_are_the_same_whatever_the_order_of_the_triples() -> None:
    said = [triple for stem in sample.DOCUMENTS for triple in (*sample.facts(stem), *sample.evidence(stem))]
    turned = Store(reversed([*sample.background(), *said]))
    for name in CONTRACT:
        assert ask_canned(turned, ALL[name], {}, sample.prefixes()) == ask_canned(
            sample.store(), ALL[name], {}, sample.prefixes()
        )


@pytest.mark.parametrize(("name", "columns"), CONTRACT.items())
def test_a_query_that_other_tools_read_has_the_agreed_columns(name: str, columns: str) -> None:
    answer = ask_canned(sample.store(), load(sample.QUERIES[name]), {}, sample.prefixes())
    assert isinstance(answer, Solutions)
    assert answer.variables == tuple(columns.split())
    assert len(answer)


def test_participations_have_one_row_per_document_meeting_and_person() -> None:
    answer = ask_canned(sample.store(), ALL["participations"], {}, sample.prefixes())
    assert isinstance(answer, Solutions)
    people = [(s["document"], s["meeting"], s["person"]) for s in answer if "person" in s]
    assert len(people) == len(set(people)) == 6


def test_every_node_and_statement_with_evidence_is_found() -> None:
    answer = ask_canned(sample.store(), ALL["evidence"], {}, sample.prefixes())
    assert isinstance(answer, Solutions)
    said = {t.subject for d in sample.DOCUMENTS for t in sample.evidence(d) if t.predicate.endswith("#evidence")}
    assert {s["fact"] for s in answer} == said
    assert all({"subject", "predicate", "value", "document", "start", "end", "quote"} <= s.keys() for s in answer)


GIVEN_UP = """
ipco:oldLink owl:deprecated true ; a owl:ObjectProperty ; dcterms:isReplacedBy ipco:party .
ipco:Treaty owl:deprecated true ; a owl:Class ; dcterms:isReplacedBy ipco:Agreement .
kind:agreement\\/pact owl:deprecated true ; skos:inScheme kind:agreement ;
    dcterms:isReplacedBy kind:agreement\\/memorandum .
agreement:x a ipco:Treaty ; ipco:oldLink organisation:apo ; ipco:kind kind:agreement\\/pact ; ipco:neverThere "y" .
"""
MENDED = """
agreement:x a ipco:Agreement ; ipco:party organisation:apo ; ipco:kind kind:agreement\\/memorandum .
"""


def turtle(text: str) -> list[Triple]:
    namespaces = {**sample.prefixes().namespaces, "owl": "http://www.w3.org/2002/07/owl#"}
    return parse("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in namespaces.items()) + text)


def test_what_a_new_version_breaks_is_reported_and_mended() -> None:
    store = Store([*sample.background(), *turtle(GIVEN_UP)])
    found = ask_canned(store, ALL["broken-terms"], {}, sample.prefixes())
    assert isinstance(found, Solutions)
    told = [(str(row["term"]), str(row.get("replacement", "")), row["problem"]) for row in found]
    own = sample.vocabulary()
    assert told == [
        (own("Treaty"), own("Agreement"), Literal("deprecated")),
        (own("neverThere"), "", Literal("not declared")),
        (own("oldLink"), own("party"), Literal("deprecated")),
        (own.concept("agreement", "pact"), own.concept("agreement", "memorandum"), Literal("deprecated")),
    ]
    mended = ask_canned(store, ALL["mended"], {}, sample.prefixes())
    assert isinstance(mended, list)
    assert set(mended) == set(turtle(MENDED))


def test_a_promise_that_was_replaced_or_named_again_says_so() -> None:
    since = """
    agreement:newer ipco:replaces agreement:clean .
    statement:again rdf:subject agreement:count ; rdf:predicate ipco:kind ; rdf:object kind:agreement\\/agreed-item ;
        ipco:inDocument document:shores .
    outcome:checked a ipco:Outcome ; ipco:about agreement:count ; ipco:outcomeKind kind:outcome\\/reviewed .
    """
    said = [triple for stem in sample.DOCUMENTS for triple in (*sample.facts(stem), *sample.evidence(stem))]
    store = Store([*sample.background(), *said, *turtle(since)])
    words = {"organisation": "organisation:apo"}
    found = ask_canned(store, ALL["commitments"], words, sample.prefixes())
    assert isinstance(found, Solutions)
    told = {(sample.prefixes().compact(str(row["agreement"])), row["became"].lexical) for row in found}  # type: ignore[union-attr]
    assert {
        ("agreement:clean", "replaced"),
        ("agreement:count", "named again"),
        ("agreement:count", "reviewed"),
    } <= told


@pytest.mark.parametrize("name", ["officials", "contacts", "representatives"])
def test_a_curated_name_comes_before_those_of_documents(name: str) -> None:
    said = [triple for stem in sample.DOCUMENTS for triple in (*sample.facts(stem), *sample.evidence(stem))]
    store = Store([*sample.background(), *said, *turtle('person:ana-silva skos:prefLabel "Silva, Ana"@en .')])
    words = {"organisation": "organisation:apo"}
    found = ask_canned(store, ALL[name], words, sample.prefixes())
    assert isinstance(found, Solutions)
    assert {str(row["personName"][0]) for row in found if str(row["person"]).endswith("ana-silva")} == {"Silva, Ana"}
