"""Ceremonies: in, sentences by which two sides sign something on a day of its own; out, the meeting at which they did.

"On 3 May the two signed a memorandum in Oslo" tells of a meeting: there is a day, and a place, a way of meeting, or the
people who signed. What was signed by letter, or at the meeting spoken of, tells of none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    MeetingMention,
    Mention,
    NounMention,
    Participation,
    TimeMention,
    WhoMention,
)
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.meetings.details import MeetingDetails
from kgtool.extraction.meetings.matching import times_clash
from kgtool.extraction.meetings.records import mention_by_verb
from kgtool.extraction.meetings.sections import Section
from kgtool.extraction.parts.parts import add
from kgtool.extraction.world import World
from kgtool.model import Span


class Ceremonies:
    """Finds meetings to sign by their verbs."""

    def __init__(self, world: World, details: MeetingDetails) -> None:
        self.world = world
        self._details = details
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {}).get("signings", {})
        self._signs = cued(re.compile(rf"\b(?:{alternatives(table.get('verbs', ['-']))})(?!\w)"))
        self._apart = re.compile(rf"(?i)\b(?:{alternatives(table.get('void', ['-']))})(?!\w)")

    def met(self, sentence: Sentence, focus: Meeting | None, section: Section | None) -> MeetingMention | None:
        """Return the verb by which two signed as a mention of a new meeting, none where it was at the one spoken of."""
        verb = self._signs.search(self.world.text, sentence.span.start, sentence.span.end)
        if verb is None or sentence.block.kind == "title":
            return None
        mentions = self.world.mentions[sentence.index]
        noun = _agreement(mentions) or self._told_before(sentence, verb.start())
        date = self._day(sentence, section)
        if noun is None or date is None or self._apart.search(self.world.text, sentence.span.start, sentence.span.end):
            return None
        when = self._details.times.when(date) if date.when.relative or not date.when.year else date.when
        if not when.day or (focus is not None and focus.when.year and not times_clash(when, focus.when)):
            return None
        span = Span(verb.start(), verb.end())
        name = noun.name if noun.name.startswith("signing") else f"signing of the {noun.name}"
        meeting = Meeting(name, Span(noun.start, noun.end), level="signing", when=when, when_spans=[date.span])
        meeting.status, meeting.status_span = "held", span
        if section is not None and section.place is not None:
            meeting.place = section.place
        self._details.places.attach(meeting, sentence, sentence.span.start, sentence.span.end)
        self._details.attach_mode(meeting, sentence.span)
        people = self._people(sentence)
        if meeting.place is None and not meeting.mode and len({id(d.organisation) for d in people}) < 2:
            return None
        for signer in people:
            add(meeting, Participation(signer, "participant", sentence.span, "signs"))
        self.world.meetings.append(meeting)
        return mention_by_verb(self.world, span, meeting, "signing")

    def _told_before(self, sentence: Sentence, verb: int) -> NounMention | None:
        """Return the agreement of the sentence before, where people of two sides sign without a word for what."""
        before = self.world.layout.sentences[max(0, sentence.index - 1)]
        whos = [m for m in self.world.mentions[sentence.index] if isinstance(m, WhoMention) and m.end <= verb]
        sides = {id(d.organisation) for m in whos for d in m.members if d.person and d.organisation}
        same = before.block is sentence.block and before is not sentence and len(sides) > 1
        return _agreement(self.world.mentions[before.index]) if same else None

    def _day(self, sentence: Sentence, section: Section | None) -> TimeMention | None:
        """Return the day that a sentence names, else that of its section."""
        dates = (m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention))
        named = next((d for d in dates if d.when.day), None)
        if named is not None:
            return named
        return section.date if section is not None and section.when.day else None

    def _people(self, sentence: Sentence) -> list[Delegate]:
        whos = (m for m in self.world.mentions[sentence.index] if isinstance(m, WhoMention))
        return [d for m in whos for d in m.members if d.person is not None and d.organisation is not None]


def _agreement(mentions: Sequence[Mention]) -> NounMention | None:
    """Return the first noun for something agreed."""
    return next((m for m in mentions if isinstance(m, NounMention) and m.kind == "AGREEMENT"), None)
