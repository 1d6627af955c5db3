"""Every rule of the lexicon fires on the example beside it; a rule without an example fails."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from kgtool.extraction import Knowledge, extract
from kgtool.extraction.entities import Person, RoleMention, WhoMention
from kgtool.extraction.lexicon import Lexicon
from kgtool.extraction.world import World
from kgtool.reading import read_bytes

LEXICON = Lexicon.load(Path(__file__).resolve().parents[2] / "ontology" / "lexicon")
ROLES: list[dict[str, Any]] = LEXICON.get("phrases", "role")
PARTS: list[dict[str, Any]] = LEXICON.get("participation", "rule")
NEAREST: list[dict[str, Any]] = LEXICON.get("participation", "nearest")
ENCOUNTERS: list[dict[str, Any]] = LEXICON.get("encounters", "rule")
MEETING = "The 3rd annual meeting of the IP5 took place on 4 May 2022. "


def named(rules: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(rule, id=rule["name"]) for rule in rules]


def world_of(text: str, knowledge: Knowledge) -> World:
    return extract(read_bytes(text.encode(), "example.txt"), knowledge).world


def with_one_role_rule(knowledge: Knowledge, rule: dict[str, Any]) -> Knowledge:
    """Return the knowledge with one role rule only, so that nothing else can give a role."""
    tables = dict(knowledge.lexicon.tables)
    tables["phrases"] = tables["phrases"] | {"role": [rule]}
    alone = copy.copy(knowledge)
    alone.lexicon = Lexicon(tables)
    return alone


def people_taking_part(world: World) -> list[Person]:
    mentions = [m for found in world.mentions.values() for m in found]
    roles = [m.delegate for m in mentions if isinstance(m, RoleMention)]
    lists = [d for m in mentions if isinstance(m, WhoMention) for d in m.members]
    return [d.person for d in (*roles, *lists) if d.person is not None]


@pytest.mark.parametrize(
    "rules", [ROLES, [*PARTS, *NEAREST], ENCOUNTERS], ids=["roles", "participations", "encounters"]
)
def test_every_rule_has_a_name_of_its_own_and_an_example(rules: list[dict[str, Any]]) -> None:
    assert rules
    names = [rule["name"] for rule in rules]
    assert len(set(names)) == len(names)
    assert [rule["name"] for rule in rules if not rule.get("example", "").strip()] == []


@pytest.mark.parametrize("rule", named([*PARTS, *NEAREST]))
def test_a_participation_rule_fires_on_its_example(rule: dict[str, Any], knowledge: Knowledge) -> None:
    world = world_of(MEETING + rule["example"] + "\n", knowledge)

    parts = [part for meeting in world.meetings for part in meeting.participations]

    assert rule["name"] in [part.rule for part in parts]


@pytest.mark.parametrize("rule", named(ENCOUNTERS))
def test_a_rule_of_encounters_finds_the_meeting_of_the_two_in_its_example(
    rule: dict[str, Any], knowledge: Knowledge
) -> None:
    alone = copy.copy(knowledge)
    encounters = knowledge.lexicon.tables["encounters"] | {"rule": [rule]}
    alone.lexicon = Lexicon(dict(knowledge.lexicon.tables) | {"encounters": encounters})

    meetings = world_of(rule["example"] + "\n", alone).meetings

    assert [(m.kind, m.when.start, {d.organisation.slug for d in m.parties if d.organisation}) for m in meetings] == [
        ("bilateral", "2022-05-04", {"kipo", "epo"})
    ]


@pytest.mark.parametrize("rule", named(ROLES))
def test_a_role_rule_alone_reads_its_example(rule: dict[str, Any], knowledge: Knowledge) -> None:
    world = world_of(rule["example"] + "\n", with_one_role_rule(knowledge, rule))

    roles = [role for person in world.people for role in person.roles]

    if ":title>" in rule["pattern"]:
        assert [role.title for role in roles if role.title]
    if ":org>" in rule["pattern"] or rule.get("context"):
        assert [role.organisation for role in roles if role.organisation]
    if not rule.get("only"):
        assert people_taking_part(world)


def test_a_role_needs_a_rule(knowledge: Knowledge) -> None:
    nothing = with_one_role_rule(knowledge, {"name": "nothing", "pattern": "(?!)"})

    for rule in ROLES:
        assert [r for person in world_of(rule["example"] + "\n", nothing).people for r in person.roles] == []
