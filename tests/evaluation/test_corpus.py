"""The corpus of our own is fit to score with: its gold says what its documents say, in one form."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kgtool.reading import read
from tests.evaluation import CORPUS, DEVELOPMENT, ROOT, answers, scored, stems

GOLD = sorted(CORPUS.glob("*/*.gold.json"))
KEYS = {
    "document": {"title", "publisher", "published", "language"},
    "organisations": {"name", "acronym", "kind", "st3"},
    "people": {"name", "variants"},
    "roles": {"person", "title", "organisation", "acting"},
    "meetings": {
        *("id", "name", "series", "ordinal", "start", "end", "place", "mode", "status", "hosts", "chairs", "kind"),
    },
    "participations": {"meeting", "person", "organisation", "capacity", "on_behalf_of"},
    "agreements": {"kind", "title_or_subject", "parties", "meeting", "date"},
    "initiatives": {"name", "kind", "parties"},
}


def gold_of(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def document_of(path: Path) -> Path:
    stem = path.name.removesuffix(".gold.json")
    return next(p for p in path.parent.iterdir() if p.stem == stem and p.suffix != ".json")


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold()


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.name)
def test_gold_has_the_keys_of_the_conventions_and_points_to_what_it_lists(path: Path) -> None:
    gold = gold_of(path)

    assert set(gold["document"]) == KEYS["document"]
    for kind in KEYS.keys() - {"document"}:
        assert all(set(item) == KEYS[kind] for item in gold[kind]), kind
    meetings = [meeting["id"] for meeting in gold["meetings"]]
    assert len(set(meetings)) == len(meetings)
    assert {part["meeting"] for part in gold["participations"]} <= set(meetings)
    people = {person["name"] for person in gold["people"]}
    assert {role["person"] for role in gold["roles"]} <= people


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.name)
def test_who_is_in_the_gold_is_in_the_document(path: Path) -> None:
    text = plain(read(document_of(path)).text)

    missing = [p["name"] for p in gold_of(path)["people"] if not set(plain(p["name"]).split()) <= set(text.split())]

    assert missing == []


@pytest.mark.skipif(not DEVELOPMENT.is_dir(), reason="no ../shared/evaluation: the scorer is not in this repository")
@pytest.mark.parametrize(("part", "least"), [("tuned", 0.85), ("unseen", 0.80)])
def test_quality_stays(part: str, least: float, tmp_path: Path) -> None:
    folder = CORPUS / part

    figures = scored(answers(ROOT, tmp_path, folder), stems(folder), tmp_path, folder)

    assert figures["all"].f1 >= least
