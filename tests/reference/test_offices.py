"""Offices carry the right codes, places and successors."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from kgtool.rdf.terms import IRI
from tests.reference.conftest import Reference

REGIONAL_CODES = {"AP", "BX", "EA", "EM", "EP", "GC", "OA", "QZ", "XN", "XV"}


def code_of(reference: Reference) -> dict[str, str]:
    return dict(reference.texts("ipco:st3Code"))


def former(reference: Reference) -> set[str]:
    return {subject for subject, _ in reference.pairs("ipco:predecessorOf")}


def test_every_office_has_one_two_letter_code_but_the_one_whose_territory_st3_does_not_list(
    reference: Reference,
) -> None:
    offices = reference.instances("ipco:IPOffice")
    codes = Counter(subject for subject, _ in reference.texts("ipco:st3Code"))

    assert {office for office in offices if codes[office] != 1} == {reference.iri("organisation:ip-office-xk")}
    assert [code for _, code in reference.texts("ipco:st3Code") if not re.fullmatch("[A-Z]{2}", code)] == []


def test_codes_of_present_offices_are_unique(reference: Reference) -> None:
    gone = former(reference)
    counts = Counter(code for subject, code in reference.texts("ipco:st3Code") if subject not in gone)

    assert {code for code, count in counts.items() if count > 1} == set()


def test_a_national_office_bears_the_code_of_its_country(reference: Reference) -> None:
    countries = dict(reference.texts("skos:notation"))
    codes = code_of(reference)
    national = {subject: str(country) for subject, country in reference.pairs("ipco:officeOf")}

    assert {o for o, country in national.items() if o in codes and codes[o] != countries[country]} == set()


def test_an_office_without_a_country_is_regional(reference: Reference) -> None:
    national = {subject for subject, _ in reference.pairs("ipco:officeOf")}
    codes = code_of(reference)

    assert {codes[o] for o in reference.instances("ipco:IPOffice") - national} == REGIONAL_CODES


def test_a_successor_is_an_organisation_of_the_same_sort_and_code(reference: Reference) -> None:
    offices = reference.instances("ipco:IPOffice")
    codes = code_of(reference)
    for subject, successor in reference.pairs("ipco:predecessorOf"):
        assert (subject in offices) == (successor in offices)
        assert codes.get(subject) == codes.get(str(successor))


def test_succession_has_no_cycle(reference: Reference) -> None:
    after = {subject: str(successor) for subject, successor in reference.pairs("ipco:predecessorOf")}
    for start in after:
        seen = {start}
        at = after.get(start)
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = after.get(at)


@pytest.mark.parametrize(
    ("forum", "members"),
    [
        ("ip5", {"cnipa", "epo", "jpo", "kipo", "uspto"}),
        ("trilateral", {"epo", "jpo", "uspto"}),
        ("tm5", {"cnipa", "euipo", "jpo", "kipo", "uspto"}),
        ("id5", {"cnipa", "euipo", "jpo", "kipo", "uspto"}),
        ("tripo", {"cnipa", "jpo", "kipo"}),
        ("ip5-industry", {"aipla", "businesseurope", "ipo", "jipa", "kinpa", "ppac"}),
    ],
)
def test_a_forum_has_its_members(reference: Reference, forum: str, members: set[str]) -> None:
    found = {o for s, o in reference.pairs("ipco:hasMember") if s == reference.iri(f"organisation:{forum}")}

    assert found == {reference.iri(f"organisation:{member}") for member in members}


def test_no_forum_lists_an_office_and_its_successor(reference: Reference) -> None:
    members = set(reference.pairs("ipco:hasMember"))
    after = reference.pairs("ipco:predecessorOf")

    assert [(f, a) for f, a in members for s, b in after if a == b and (f, IRI(s)) in members] == []
