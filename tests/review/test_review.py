"""kgtool review: what is doubtful is listed; what is decided is recorded, respected by the next build, and undone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import run_kgtool, snapshot
from tests.review.conftest import Kgtool
from tests.review.test_across_documents import rows

DECISIONS = "graph/reference/decisions.ttl"
MEETING = "meeting:ip5-heads-2031"
SAME = ("person:mira-solberg", "person:mira-solbergh")


def asked(project: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run_kgtool("review", "--format", "json", cwd=project).out)
    return found


def build_anew(project: Path) -> None:
    """Build without anything that an earlier build has left."""
    for name in (".kgtool", "graph/facts", "graph/evidence"):
        shutil.rmtree(project / name)
    run_kgtool("-q", "build", cwd=project)


def test_a_doubtful_identity_is_listed_with_score_reasons_and_quotes(folder: Path, kgtool: Kgtool) -> None:
    (question,) = [q for q in asked(folder) if q["kind"] == "same"]

    assert [iri.rsplit("/", 1)[1] for iri in question["about"]] == ["mira-solberg", "mira-solbergh"]
    assert 0.6 <= question["score"] < 1
    assert "their names are one letter apart" in question["reasons"]
    assert "both had the same post" in question["reasons"]
    assert {(q["document"], q["quote"]) for q in question["quotes"]} >= {("heads-b", "Mira Solbergh")}
    listed = kgtool("review").out
    assert listed.startswith("1  Are these the same?")
    assert "“Mira Solbergh”" in listed
    assert json.loads((folder / "graph/review.json").read_text()) == asked(folder)


def test_a_doubtful_fact_is_listed_with_what_it_says_and_why_it_is_doubtful(folder: Path) -> None:
    doubtful = [q for q in asked(folder) if q["kind"] == "fact"]

    (question,) = [q for q in doubtful if "participant organisation:dkpto" in q["says"]]
    assert question["reasons"] == ["the meeting is named after it, but nothing says that it took part"]
    assert [quote["document"] for quote in question["quotes"]] == ["party"]
    text = (folder / "graph/documents/party.txt").read_text()
    assert all(text[q["start"] : q["end"]] == q["quote"] for q in question["quotes"])


def test_what_is_accepted_as_the_same_becomes_one_with_both_spellings_and_undo_brings_all_back(
    folder: Path, kgtool: Kgtool
) -> None:
    before = snapshot(folder)

    kgtool("review", "accept", "1", "--by", "Cy", "--reason", "one slip")
    kgtool("build")

    assert [q for q in asked(folder) if q["kind"] == "same"] == []
    people = {row["person"] for row in rows(folder, "people") if "solberg" in row["person"]}
    forms = {row["form"]: row["kind"] for row in rows(folder, "spellings", "-p", "entity=person:mira-solberg")}
    assert people == {"person/mira-solberg"}
    assert forms["Mira Solbergh"] == "misspelling"
    same = rows(folder, "same-person", "-p", "first=Mira Solberg", "-p", "second=Mira Solbergh")
    assert [(row["reason"], row["reviewedBy"]) for row in same] == [("one slip", "Cy")]
    assert "person:mira-solbergh is person:mira-solberg" in kgtool("review", "--decided").out

    kgtool("review", "undo", "decision:mira-solbergh")
    kgtool("build")
    assert snapshot(folder) == before


def test_which_of_two_is_kept_can_be_said(folder: Path, kgtool: Kgtool) -> None:
    kgtool("review", "accept", *SAME, "--keep", SAME[1])
    kgtool("build")

    assert {row["person"] for row in rows(folder, "people") if "solberg" in row["person"]} == {"person/mira-solbergh"}


def test_what_is_rejected_as_the_same_stays_two_and_is_not_asked_again(folder: Path, kgtool: Kgtool) -> None:
    kgtool("review", "reject", "1")
    assert [q for q in asked(folder) if q["kind"] == "same"] == []
    build_anew(folder)

    assert [q for q in asked(folder) if q["kind"] == "same"] == []
    people = {row["person"] for row in rows(folder, "people") if "solberg" in row["person"]}
    assert people == {"person/mira-solberg", "person/mira-solbergh"}


def test_meetings_and_organisations_can_be_merged_too(folder: Path, kgtool: Kgtool) -> None:
    told = "News, 9 July 2031\n\nOn 8 July 2031 the Ruritanian Patent Office (RPO) met the EPO in Paris.\n"
    (folder / "graph/documents/foo.txt").write_text(told)
    kgtool("build")
    kgtool("review", "accept", "organisation:rpo", "organisation:dkpto", "--keep", "organisation:dkpto")
    kgtool("review", "accept", meeting_of("foo", folder), MEETING, "--keep", MEETING)
    kgtool("build", status=None)

    (office,) = [r for r in rows(folder, "organisations") if r["acronym"] == "RPO"]
    assert (office["organisation"], office["kind"], office["code"]) == ("organisation/dkpto", "office", "DK")
    assert meeting_of("foo", folder) == MEETING
    assert "organisation/rpo" not in (folder / "graph/facts/foo.ttl").read_text()


def meeting_of(stem: str, project: Path) -> str:
    (row,) = {r["meeting"] for r in rows(project, "meetings") if r["document"] == f"document/{stem}"}
    return row.replace("/", ":")


def test_a_rejected_fact_stays_away_and_takes_nothing_else_along(folder: Path, kgtool: Kgtool) -> None:
    before = rows(folder, "participations")
    chair = "participation:heads-a_ip5-heads-2031_mira-solberg_chair"

    kgtool("review", "reject", chair)
    build_anew(folder)

    after = rows(folder, "participations")
    assert [row for row in before if row not in after] == [
        row for row in before if row["document"] == "document/heads-a" and row["capacity"] == "chair"
    ]
    assert [row for row in after if row not in before] == []
    assert "person/mira-solberg" in {row["person"] for row in rows(folder, "people") if row["document"].endswith("a")}


def test_a_rejected_statement_is_told_in_words_in_the_decision(folder: Path, kgtool: Kgtool) -> None:
    statement = statement_of("heldIn", "heads-b", folder)

    kgtool("review", "reject", statement)
    kgtool("build")

    assert "meeting:ip5-heads-2031 ipco:heldIn place:vienna" in (folder / DECISIONS).read_text()
    assert {row["place"] for row in rows(folder, "meetings") if row["document"] == "document/heads-b"} == {""}
    assert "Documents disagree" not in kgtool("show", "meeting:ip5-heads-2031").out


def statement_of(predicate: str, stem: str, project: Path) -> str:
    found = rows(project, "evidence", "-p", "about=meeting:ip5-heads-2031")
    (fact,) = {r["fact"] for r in found if r["predicate"].endswith(predicate) and r["document"].endswith(stem)}
    return fact.replace("/", ":", 1)


def test_a_corrected_fact_has_the_right_value_with_the_same_evidence(folder: Path, kgtool: Kgtool) -> None:
    kgtool("review", "correct", statement_of("heldIn", "heads-b", folder), "place:munich")
    kgtool("review", "correct", statement_of("meetingTime", "heads-b", folder), "2031-05-04")
    part = "participation:heads-b_ip5-heads-2031_albery-anna_participant"
    kgtool("review", "correct", part, "onBehalfOf", "person:albery-jon")
    build_anew(folder)

    (row,) = [r for r in rows(folder, "meetings") if r["document"] == "document/heads-b"]
    assert (row["place"], row["start"]) == ("Munich", "2031-05-04")
    (told,) = [r for r in rows(folder, "participations") if r["person"] == "person/albery-anna"]
    assert told["onBehalfOf"] == "Jon Albery"
    found = [r for r in rows(folder, "evidence", "-p", f"about={MEETING}") if "munich" in r["value"]]
    said = {(r["document"], r["quote"]) for r in found}
    assert ("document/heads-b", "On 3 May 2031 the IP5 Heads meeting was held in Vienna.") in said


def test_a_fact_is_added_with_its_source_and_its_words(folder: Path, kgtool: Kgtool) -> None:
    quote = "Jon Albery, President of the EPO, took part."
    source = ("--source", "heads-a", "--quote", quote)

    kgtool("review", "add", "person:roe-jane", "a", "Person", "--source", "heads-a", "--quote", "EPO and\nJPO meet")
    kgtool("review", "add", "meeting:ip5-heads-2031", "observedBy", "person:roe-jane", *source)
    kgtool("review", "add", "meeting:ip5-heads-2031", "mode", "kind:mode/hybrid", *source)
    kgtool("review", "reject", statement_of("mode", "heads-a", folder))
    build_anew(folder)

    (row,) = [r for r in rows(folder, "participations") if r["person"] == "person/roe-jane"]
    assert (row["meeting"], row["document"]) == ("meeting/ip5-heads-2031", "document/heads-a")
    assert (row["personName"], row["capacity"]) == ("EPO and JPO meet", "observer")
    assert {r["mode"] for r in rows(folder, "meetings") if r["document"] == "document/heads-a"} == {"hybrid"}
    said = [r for r in rows(folder, "evidence", "-p", "about=meeting:ip5-heads-2031") if r["quote"] == quote]
    text = (folder / "graph/documents/heads-a.txt").read_text()
    assert said
    assert all(text[int(r["start"]) : int(r["end"])] == quote for r in said)


def test_words_that_the_document_does_not_have_are_no_source(folder: Path, kgtool: Kgtool) -> None:
    words = ("review", "add", "meeting:ip5-heads-2031", "heldIn", "place:vienna", "--source", "heads-a")

    assert "does not have these words" in kgtool(*words, "--quote", "in Vienna", status=2).err
    assert kgtool(*words, "--quote", "in\nMunich").status == 0


def test_an_added_fact_whose_words_are_lost_is_a_violation(folder: Path, kgtool: Kgtool) -> None:
    words = ("review", "add", "meeting:ip5-heads-2031", "heldIn", "place:vienna", "--source", "heads-a")
    kgtool(*words, "--quote", "Munich, 4 May 2031")
    document = folder / "graph/documents/heads-a.txt"
    document.write_text(document.read_text().replace("Munich, 4 May", "Bonn, 4 May"))

    assert "The words “Munich, 4 May 2031” that a curator quoted" in " ".join(kgtool("build", status=1).out.split())


def test_a_right_fact_is_not_asked_again(folder: Path, kgtool: Kgtool) -> None:
    (question,) = [q for q in asked(folder) if "participant organisation:dkpto" in q["says"]]

    kgtool("review", "accept", question["id"])
    kgtool("build")

    assert question["id"] not in {q["id"] for q in asked(folder)}
    assert [r for r in rows(folder, "participations") if r["organisation"] == "organisation/dkpto"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("accept", "99"), "no question has the number or id '99'"),
        (("accept", "participation:none"), "no document is taken to say participation:none"),
        (("reject", "person:nobody", "person:mira-solberg"), "the graph says nothing of person:nobody"),
        (("accept", "person:mira-solberg", "person:mira-solberg"), "one and the same"),
        (("accept", *SAME, "--keep", "person:albery-jon"), "neither of the two"),
        (("correct", "participation:heads-a_ip5-heads-2031_mira-solberg_chair", "nothing", "x"), "no property nothing"),
        (("correct", "participation:heads-a_ip5-heads-2031_mira-solberg_chair", "x"), "several properties"),
        (("add", "person:x", "a", "Nothing", "--source", "heads-a", "--quote", "EPO"), "no class Nothing"),
        (("add", "person:x", "a", "Person", "--source", "none", "--quote", "EPO"), "no document is called 'none'"),
        (("undo", "decision:none"), "no decision is called"),
    ],
)
def test_a_slip_is_explained_and_nothing_is_recorded(
    folder: Path, kgtool: Kgtool, words: tuple[str, ...], message: str
) -> None:
    before = snapshot(folder)

    assert message in kgtool("review", *words, status=2).err
    assert snapshot(folder) == before


def test_nothing_is_decided_twice_or_in_a_circle(folder: Path, kgtool: Kgtool) -> None:
    kgtool("review", "accept", *SAME, "--keep", SAME[0])

    assert "undo" in kgtool("review", "accept", *SAME, "--keep", SAME[0], status=2).err
    assert "undo that first" in kgtool("review", "accept", *SAME, "--keep", SAME[1], status=2).err


def test_a_decision_leaves_the_rest_of_the_file_as_it_is(folder: Path, kgtool: Kgtool) -> None:
    before = (folder / DECISIONS).read_bytes()
    for words in (("accept", *SAME), ("reject", "person:albery-jon", "person:albery-anna")):
        kgtool("review", *words)
    for name in ("mira-solbergh", "albery-anna_albery-jon"):
        kgtool("review", "undo", name)

    assert (folder / DECISIONS).read_bytes() == before
    assert kgtool("format", "--check", folder / DECISIONS).status == 0
