"""Encounters: in, sentences in which one side receives, visits or talks to another; out, the meeting of the two.

"A received B", "B paid a visit to A", "A spoke by video with B": no noun names the meeting, and its sides are those who
stand around the verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kgtool.extraction.cues import CuedPattern, CuedRules, cued
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    MeetingMention,
    Organisation,
    Participation,
    PlaceMention,
    TimeMention,
    WhoMention,
)
from kgtool.extraction.lexicon import Lexicon, whole_words
from kgtool.extraction.masked import Masked, compile_rule
from kgtool.extraction.meetings.matching import sides_of, times_clash
from kgtool.extraction.meetings.records import mention_by_verb
from kgtool.extraction.parts.parts import add
from kgtool.extraction.world import World
from kgtool.model import Span

_LEAD = 60  # "On the margins of" stands so near the opening of its sentence.


@dataclass(frozen=True, slots=True)
class Rule:
    """How an encounter is told: the patterns, and which side, if any, is the host."""

    name: str
    patterns: tuple[CuedPattern, ...]
    host: str
    sure: bool  # Whether an office without a person is a guest by these words too.


@cache
def _rules(lexicon: Lexicon) -> CuedRules[Rule]:
    table: dict[str, Any] = lexicon.tables.get("encounters", {})
    words = table.get("words", {})
    rules = [
        Rule(
            r["name"],
            tuple(cued(compile_rule(p, words)) for p in r["patterns"]),
            r.get("host", ""),
            r.get("sure", False),
        )
        for r in table.get("rule", [])
    ]
    return CuedRules((rule, rule.patterns) for rule in rules)


class Encounters:
    """Finds who met whom by the verb between them."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("encounters", {})
        self._party = whole_words(table.get("guests", []), re.IGNORECASE)
        meetings: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        self._margins = whole_words(meetings.get("margins", []), re.IGNORECASE)
        self._rules = _rules(world.knowledge.lexicon)

    def met(self, sentence: Sentence, focus: Meeting | None, said: When) -> MeetingMention | None:
        """Return the words that tell of an encounter as a mention of its meeting, a new one or the one spoken of.

        said is the time that the sentence or its section names.
        """
        if sentence.block.kind == "title":
            return None
        masked = self.world.masked(sentence)
        for rule, match in self._rules.finditer(masked.string):
            mention = self._read(rule, masked, match, sentence, focus, said)
            if mention is not None:
                return mention
        return None

    def beside(self, sentence: Sentence, mentions: list[MeetingMention]) -> MeetingMention | None:
        """Return the encounter of two in the margins of the meeting that a sentence opens with."""
        whole = mentions[0].meeting if len(mentions) == 1 else None
        lead = self.world.text[sentence.span.start : mentions[0].start + len("the ")] if mentions else ""
        if whole is None or len(lead) > _LEAD or not self._margins.search(lead):
            return None
        told = self.met(sentence, whole, When())
        if told is None or told.meeting is None or told.meeting is whole or told.start < mentions[0].end:
            return None
        told.meeting.partof, told.meeting.partof_span = whole, sentence.span
        return told

    def _read(
        self, rule: Rule, masked: Masked, m: re.Match[str], sentence: Sentence, focus: Meeting | None, said: When
    ) -> MeetingMention | None:
        one, other = (self._members(masked, m, group) for group in ("one", "other"))
        if "other" not in m.re.groupindex:
            sides = _two_sides(one, any(isinstance(x, TimeMention) and x.when.month for x in masked.mentions.values()))
        else:
            sides = (one, other) if _single(one) and _single(other) and one != other else None
        if sides is None or _organisation(sides[0]) is _organisation(sides[1]):
            return None
        guests = other if rule.host == "one" else one
        if rule.host and not rule.sure and not any(d.person for d in guests) and not self._party.search(m.group()):
            return None
        span = masked.span(m.start(), m.end())
        meeting = focus if focus is not None and _same(focus, sides, said) else self._new(sides, span)
        if rule.host:
            host = _organisation(one if rule.host == "one" else other)
            add(meeting, Participation(Delegate(None, host, span), "host", sentence.span, rule.name))
        if len(meeting.parties) < len(sides):
            meeting.parties = [d for side in sides for d in side]
        return mention_by_verb(self.world, span, meeting)

    def _members(self, masked: Masked, m: re.Match[str], group: str) -> list[Delegate]:
        """Return whom a group of a rule names, for a country ("a Danish delegation") its office."""
        who = masked.get(m, group)
        if isinstance(who, PlaceMention):
            office = self.world.office_of(who.entity)
            return [Delegate(None, office, who.span)] if office is not None else []
        return [d for d in who.members if d.organisation is not None] if isinstance(who, WhoMention) else []

    def _new(self, sides: tuple[list[Delegate], list[Delegate]], span: Span) -> Meeting:
        """Return a new meeting of two sides, added to the world; with industry it is one with industry."""
        organisations = [o for o in map(_organisation, sides) if o is not None]
        names = (o.names["acronym"][0][0] if o.names.get("acronym") else o.display for o in organisations)
        meeting = Meeting(f"{' - '.join(names)} meeting", span)
        industry = any(o.kind == "industry-association" for o in organisations)
        meeting.level = "industry" if industry else "bilateral"
        self.world.meetings.append(meeting)
        return meeting


def _single(side: list[Delegate]) -> bool:
    """Return whether a side comes from one organisation."""
    return len({id(d.organisation) for d in side}) == 1


def _organisation(side: list[Delegate]) -> Organisation | None:
    return side[0].organisation


def _two_sides(members: list[Delegate], dated: bool) -> tuple[list[Delegate], list[Delegate]] | None:
    """Return the two sides that one list names, None where it names more or fewer; offices alone need a date."""
    organisations = list({id(d.organisation): d.organisation for d in members}.values())
    if len(organisations) != 2 or not (dated or any(d.person for d in members)):
        return None
    first, second = ([d for d in members if d.organisation is o] for o in organisations)
    return first, second


def _same(focus: Meeting, sides: tuple[list[Delegate], list[Delegate]], said: When) -> bool:
    """Return whether the two sides met at the meeting spoken of: theirs by its parties, and at no other time."""
    if times_clash(said, focus.when) or focus.level in {"assembly", "industry"} or focus.ordinal:
        return False
    known = sides_of(focus)
    named = [_organisation(side) for side in sides]
    of_two = focus.level == "bilateral" or (not focus.level and focus.forum is None)
    if not known:
        return focus.forum is None and not focus.participations
    return all(o in known for o in named) or (of_two and all(o in named for o in known))
