"""What extraction rests on: not on people who are listed already; and a word more is one edit in ontology/."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kgtool.extraction import Knowledge, extract
from kgtool.extraction.world import World
from kgtool.project import Project
from kgtool.rdf.store import parse_file
from kgtool.rdf.terms import RDF_TYPE, Term, Triple
from kgtool.rdf.turtle import serialise
from kgtool.reading import read_bytes
from tests.evaluation import DEVELOPMENT, ROOT, answers, scored, stems

PEOPLE_AND_POSTS = ("Person", "Post", "Tenure", "ActingTenure", "Attestation")
MEETING = "The 3rd annual meeting of the IP5 took place on 4 May 2022. "


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what the project knows."""
    for folder in ("ontology", "shapes", "queries", "graph/reference"):
        shutil.copytree(ROOT / folder, tmp_path / "project" / folder)
    return tmp_path / "project"


def without_people(project: Project) -> int:
    """Take known people and posts, and what is said of them, out of a project's reference data; return how many."""
    files = {path: list(parse_file(path)) for path in project.reference_files}
    classes = {project.settings.vocabulary + name for name in PEOPLE_AND_POSTS}
    gone: set[Term] = {
        t.subject for said in files.values() for t in said if t.predicate == RDF_TYPE and t.object in classes
    }
    for path, said in files.items():
        kept: list[Triple] = [t for t in said if t.subject not in gone and t.object not in gone]
        path.write_text(serialise(kept, project.prefixes), encoding="utf-8")
    return len(gone)


@pytest.mark.skipif(not DEVELOPMENT.is_dir(), reason="no ../shared/evaluation: it is not part of this repository")
def test_without_known_people_and_posts_the_figures_fall_by_a_hundredth_at_most(copy: Path, tmp_path: Path) -> None:
    with_people = scored(answers(ROOT, tmp_path / "with"), stems(), tmp_path / "with")
    assert without_people(Project.find(copy)) > 50
    without = scored(answers(copy, tmp_path / "without"), stems(), tmp_path / "without")

    assert without["all"].f1 >= with_people["all"].f1 - 0.01


def world_of(folder: Path, text: str) -> World:
    return extract(read_bytes(text.encode(), "one.txt"), Knowledge.load(Project.find(folder))).world


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def capacities(world: World) -> dict[str, str]:
    """Return in which capacity each person took part."""
    parts = [part for meeting in world.meetings for part in meeting.participations]
    return {part.delegate.person.name: part.capacity for part in parts if part.delegate.person is not None}


def titles(world: World) -> list[str]:
    return [role.title for person in world.people for role in person.roles if role.title]


def test_a_title_is_one_edit(copy: Path) -> None:
    text = MEETING + "Mira Solberg, Grand Cartographer of the JPO, was present.\n"
    assert titles(world_of(copy, text)) == []

    edit(
        copy / "ontology/lexicon/titles.toml",
        '"Commissioner General", ',
        '"Commissioner General", "Grand Cartographer", ',
    )

    assert titles(world_of(copy, text)) == ["Grand Cartographer"]


def test_a_cue_is_one_edit(copy: Path) -> None:
    text = MEETING + "The day was helmsmanned by Mira Solberg, Commissioner of the JPO.\n"
    assert capacities(world_of(copy, text)).get("Mira Solberg") != "chair"

    edit(copy / "ontology/lexicon/participation.toml", 'chaired = "(?:co-)?(?:', 'chaired = "(?:co-)?(?:helmsmanned|')

    assert capacities(world_of(copy, text)) == {"Mira Solberg": "chair"}


def test_a_capacity_is_one_edit(copy: Path) -> None:
    text = MEETING + "Mira Solberg, Commissioner of the JPO, took the minutes.\n"
    assert "minute-taker" not in capacities(world_of(copy, text)).values()

    with (copy / "ontology/lexicon/participation.toml").open("a", encoding="utf-8") as lexicon:
        lexicon.write(
            '\n[[rule]]\nname = "minute-taker"\ncapacity = "minute-taker"\n'
            'patterns = ["<WHO:who>,? {aux}(?:took|kept) the minutes"]\n'
        )

    world = world_of(copy, text)
    assert capacities(world) == {"Mira Solberg": "minute-taker"}
    facts = extract(world.document, world.knowledge).facts
    said = {
        (t.predicate.rpartition("#")[2], str(t.object)) for f in facts if f.rule == "minute-taker" for t in f.triples
    }
    assert ("capacity", "https://w3id.org/ip-cooperation/vocabulary/capacity/minute-taker") in said
