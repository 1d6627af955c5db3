"""One thing in several documents is one entity with all its spellings; two things stay two, whatever their names."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import run_kgtool
from tests.review.conftest import DOCUMENTS, make_project

ID = "https://w3id.org/ip-cooperation/id/"


def rows(project: Path, query: str, *words: str) -> list[dict[str, str]]:
    """Return the answer of a query, IRIs without the base that all share."""
    out = run_kgtool("query", query, *words, "--format", "csv", cwd=project).out.replace(ID, "")
    return list(csv.DictReader(out.splitlines()))


def pairs_asked(project: Path) -> dict[tuple[str, ...], tuple[float, list[str]]]:
    """Return the pairs that may be one, each with score and reasons."""
    found = json.loads(run_kgtool("review", "--format", "json", cwd=project).out)
    return {tuple(q["about"]): (q["score"], q["reasons"]) for q in found if q["kind"] == "same"}


def test_a_meeting_told_in_several_documents_is_one_with_all_its_names(built: Path) -> None:
    told = {row["document"]: row["meeting"] for row in rows(built, "meetings") if "heads" in row["document"]}
    names = {row["form"] for row in rows(built, "spellings", "-p", "entity=meeting:ip5-heads-2031")}

    assert told == dict.fromkeys([f"document/heads-{x}" for x in "abc"], "meeting/ip5-heads-2031")
    assert names == {"31st annual meeting of the heads of the IP5", "IP5 Heads meeting"}


def test_a_person_is_one_whatever_the_order_of_the_names_and_an_office_whatever_its_form(built: Path) -> None:
    people = {(row["document"], row["person"]) for row in rows(built, "people")}
    person = {row["form"] for row in rows(built, "spellings", "-p", "entity=person:mira-solberg")}
    office = {row["form"] for row in rows(built, "spellings", "-p", "entity=organisation:jpo")}

    assert {d for d, p in people if p == "person/mira-solberg"} == {"document/heads-a", "document/heads-c"}
    assert person == {"Mira Solberg", "SOLBERG Mira"}
    assert office == {"Japan Patent Office", "JPO"}


def test_two_people_with_one_surname_stay_two_and_nobody_asks(built: Path) -> None:
    people = {row["person"] for row in rows(built, "people") if "albery" in row["person"]}

    assert people == {"person/albery-jon", "person/albery-anna"}
    assert not [pair for pair in pairs_asked(built) if "albery" in str(pair)]


def test_predecessor_and_successor_stay_apart_but_linked_and_nobody_asks(built: Path) -> None:
    named = {row["document"]: row["organisation"] for row in rows(built, "organisations") if row["code"] == "CN"}
    ask = built / "linked.rq"
    ask.write_text(
        "PREFIX ipco: <https://w3id.org/ip-cooperation/ontology#>\n"
        f"SELECT ?of WHERE {{ <{ID}organisation/sipo-cn> ipco:predecessorOf ?of }}\n"
    )

    assert named["document/china-2023"] == "organisation/cnipa"
    assert named["document/china-2015"] == "organisation/sipo-cn"
    assert [row["of"] for row in rows(built, str(ask))] == ["organisation/cnipa"]
    assert not [pair for pair in pairs_asked(built) if "sipo" in str(pair)]


def test_values_in_conflict_stay_each_with_its_source(built: Path) -> None:
    places = {(row["document"], row["place"]) for row in rows(built, "meetings") if row["place"]}
    shown = run_kgtool("show", "meeting:ip5-heads-2031", cwd=built).out

    assert {("document/heads-a", "Munich"), ("document/heads-b", "Vienna")} <= places
    disagree = rows(built, "conflicts", "-p", "subject=meeting:ip5-heads-2031")
    assert [(row["property"], row["value"], row["document"]) for row in disagree] == [
        ("heldIn", "Munich", "document/heads-a"),
        ("heldIn", "Vienna", "document/heads-b"),
    ]
    told = " ".join(shown.split())
    assert "Documents disagree held in Munich [heads-a] Vienna [heads-b]" in told


@pytest.mark.parametrize("order", ["backwards", "mixed"])
def test_the_order_of_documents_changes_no_fact_and_no_question(
    built: Path, tmp_path: Path, project_root: Path, order: str
) -> None:
    stems = sorted(DOCUMENTS)
    moved = list(reversed(stems)) if order == "backwards" else [*stems[3:], *stems[:3]]
    new = {stem: f"x{number}" for number, stem in enumerate(moved)}
    other = make_project(tmp_path / "other", project_root, {new[stem]: text for stem, text in DOCUMENTS.items()})

    def said(project: Path, names: dict[str, str]) -> set[str]:
        """Return the triples, documents under the names they have first; what a stem is part of is a digest of it."""
        export = tmp_path / "export.nt"
        run_kgtool("export", "--format", "ntriples", "-o", export, cwd=project)
        text = export.read_text()
        for stem, name in names.items():
            text = re.sub(rf"(?<=/id/)(\w+)/{name}(?=[_>])", rf"\1/{stem}", text)
            text = text.replace(f'"{name}.txt"', f'"{stem}.txt"')
        return set(re.sub(r"_[0-9a-f]{10}(?=>)", "", text).splitlines())

    assert said(other, new) == said(built, {})
    assert pairs_asked(other) == pairs_asked(built)
    assert pairs_asked(built)
