"""Unlisted places: in, sentences with their mentions; out, mentions of towns that no list knows.

"held in Visby", "in Cholpon-Ata (Kyrgyz Republic)": a capitalised name behind "in" is a town where a country stands
behind it, or where the words before it tell of people meeting.
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.cues import cued
from kgtool.extraction.entities import Entity, Mention, PlaceMention
from kgtool.extraction.lexicon import alternatives, whole_words
from kgtool.extraction.masked import any_of, cover
from kgtool.extraction.world import World
from kgtool.rdf.iris import slug
from kgtool.rdf.terms import IRI

_WORD = r"[A-ZÀ-ÞĀ-Ž][a-zß-ÿā-ž][\w'’-]*"
_NAME = rf"{_WORD}(?:(?:[ -]| (?:de|del|da|do|dos|la|el|al|of|upon|am|an der|les|sur) ){_WORD}){{0,2}}"


def find_unlisted_places(world: World) -> None:
    """Add mentions of unlisted towns to world.mentions, everywhere in the document once one is found."""
    table: dict[str, Any] = world.knowledge.lexicon.tables.get("mentions", {}).get("places", {})
    never = {
        *table.get("never", []),
        *world.knowledge.lexicon.tables.get("mentions", {}).get("people", {}).get("never", []),
    }
    country, date = any_of("COUNTRY"), any_of("DATE")
    meet = alternatives(table.get("meet", ["-"]))
    after = rf"(?=[.,;:)]|$| (?:on|from|in|to|and|between|during|this|last|next|where|with|by|at|for|under|{date}))"
    beside = re.compile(rf"(?:\b[Ii]n|\bat|\bto|^)\s(?:the )?(?P<name>{_NAME})(?=,? \(?(?:the )?{country})")
    held = cued(re.compile(rf"(?<!\w){meet}(?!\w)[^.;]{{0,60}}?\s(?:in|at) (?P<name>{_NAME}){after}"))
    names: set[str] = set()
    for sentence in world.layout.sentences:
        masked = world.masked(sentence).string
        for pattern in (beside, held):
            found = (m.group("name") for m in pattern.finditer(masked))
            names.update(n for n in found if never.isdisjoint(re.split(r"[ -]", n)))
    if names:
        _mark(world, names)


def _mark(world: World, names: set[str]) -> None:
    """Put a mention where one of the names stands, unless it is part of a longer one."""
    pattern = whole_words(names)
    for sentence in world.layout.sentences:
        mentions = world.mentions[sentence.index]
        found: list[Mention] = []
        for m in pattern.finditer(world.text, sentence.span.start, sentence.span.end):
            if all(m.end() <= x.start or x.end <= m.start() for x in mentions):
                entity = Entity(IRI(f"{world.knowledge.base}place/{slug(m.group())}"), "City", "", m.group())
                found.append(PlaceMention("CITY", m.start(), m.end(), m.group(), entity))
        if found:
            world.mentions[sentence.index] = cover([*mentions, *found])
