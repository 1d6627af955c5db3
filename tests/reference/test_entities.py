"""Every entity of the reference data is well named, typed and linked to entities that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgtool.project import read_settings
from kgtool.rdf.iris import Minter
from kgtool.rdf.store import parse_file
from kgtool.rdf.terms import IRI, RDF_TYPE, Literal
from kgtool.rdf.turtle import serialise
from tests.reference.conftest import FILES, ROOT, Reference

SETTINGS = read_settings(ROOT / "ontology" / "project.toml")
KIND_OF_CLASS = {
    "Forum": {"forum"},
    "IPOffice": {"office"},
    "IndustryAssociation": {"industry-association"},
    "InternationalOrganisation": {"international-organisation"},
    "Organisation": {"other"},
    "State": {"other"},
    "Unit": {"unit"},
    "WorkingGroup": {"working-group"},
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_in_the_canonical_layout_under_a_head_comment(path: Path) -> None:
    text = path.read_text("utf-8")
    head, _, body = text.partition("\n\n")

    assert all(line.startswith("#") and len(line) <= 120 for line in head.splitlines())
    assert "# Source: " in head
    assert body == serialise(parse_file(path), SETTINGS.prefixes)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_names_its_source(path: Path) -> None:
    dataset = f"https://w3id.org/ip-cooperation/reference/{path.stem}"
    source = SETTINGS.prefixes.expand("dcterms:source")

    assert any(t.subject == dataset and t.predicate == source for t in parse_file(path))


def test_local_names_are_slugs(reference: Reference) -> None:
    own = {t.subject for t in reference.triples if t.subject.startswith(SETTINGS.base)}
    shape = re.compile(r"[a-z]+/[a-z0-9]+(?:[-_][a-z0-9]+)*")

    assert {iri for iri in own if not shape.fullmatch(iri.removeprefix(SETTINGS.base))} == set()


def test_a_person_has_the_iri_that_extraction_would_mint(reference: Reference) -> None:
    minter = Minter(SETTINGS.base)
    people = reference.instances("ipco:Person")
    labels = dict(reference.texts("skos:prefLabel"))

    assert {iri for iri in people if minter.person(labels[iri]) != iri} == set()


def test_every_entity_referred_to_exists(reference: Reference) -> None:
    described = {t.subject for t in reference.triples if t.predicate == RDF_TYPE}
    replaced = {subject for subject, _ in reference.pairs("dcterms:isReplacedBy")}
    own = {t.object for t in reference.triples if isinstance(t.object, IRI) and t.object.startswith(SETTINGS.base)}
    own |= {IRI(t.subject) for t in reference.triples if t.subject.startswith(SETTINGS.base)}

    assert own - described - replaced == set()


def test_places_and_countries_are_of_the_right_class(reference: Reference) -> None:
    countries = reference.instances("ipco:Country")
    for predicate in ("ipco:officeOf", "ipco:inCountry", "ipco:stateOf"):
        assert {o for _, o in reference.pairs(predicate)} <= countries
    placed = {subject for subject, _ in reference.pairs("ipco:inCountry")}

    assert placed == reference.instances("ipco:City") | reference.instances("ipco:Place")


def test_the_kind_of_an_organisation_agrees_with_its_class(reference: Reference) -> None:
    kinds: dict[str, set[str]] = {}
    for subject, kind in reference.pairs("ipco:kind"):
        kinds.setdefault(subject, set()).add(str(kind).rsplit("/", 1)[-1])
    for name, expected in KIND_OF_CLASS.items():
        for organisation in reference.instances(f"ipco:{name}"):
            assert kinds[organisation] == expected, organisation


def test_an_entity_is_of_one_class(reference: Reference) -> None:
    typed = [t.subject for t in reference.triples if t.predicate == RDF_TYPE]

    assert len(typed) == len(set(typed))


def test_every_term_of_the_vocabulary_is_declared(reference: Reference) -> None:
    declared = {triple.subject for path in (ROOT / "ontology").glob("*.ttl") for triple in parse_file(path)}
    used = {t.predicate for t in reference.triples} | {o for _, o in reference.pairs("ipco:kind")}
    used |= {t.object for t in reference.triples if t.predicate == RDF_TYPE and isinstance(t.object, IRI)}
    own = {term for term in used if str(term).startswith((SETTINGS.vocabulary, SETTINGS.concepts))}

    assert own - declared == set()


def test_a_replaced_entity_has_a_reviewed_decision_and_an_heir(reference: Reference) -> None:
    replaced = reference.pairs("dcterms:isReplacedBy")
    decided = {o for _, o in reference.pairs("ipco:decides")}
    described = {t.subject for t in reference.triples if t.predicate == RDF_TYPE}

    assert {IRI(subject) for subject, _ in replaced} == decided
    assert {o for _, o in replaced} <= described
    for predicate in ("ipco:reviewedBy", "ipco:reviewedOn", "ipco:reason"):
        subjects = {s for s, o in reference.pairs(predicate) if isinstance(o, Literal)}
        assert subjects == reference.instances("ipco:ReviewDecision")
