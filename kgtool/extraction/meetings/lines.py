"""Lines about a meeting: in, sentences that name none; out, what they say of the one spoken of.

"Oslo, 3-4 May 2021" under a title, "Venue: Oslo", "It was held in Oslo": time, place and way of meeting stand apart
from the name.
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Meeting, MeetingMention, PlaceMention, TimeMention
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import any_of
from kgtool.extraction.meetings.details import MeetingDetails
from kgtool.extraction.meetings.records import mention_by_verb
from kgtool.extraction.world import World
from kgtool.model import Span

_IT_WAS = re.compile(
    r"\W*(?:It|This|That)(?: meeting| event| gathering)? (?:was|is|had been|has been)(?: already| also)?\s+"
)
_ABOVE = 3  # So many lines above a line of time and place the name of its meeting stands at most.


class MeetingLines:
    """Reads lines that say when, where and how the meeting spoken of was."""

    def __init__(self, world: World, details: MeetingDetails) -> None:
        self.world = world
        self._details = details
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {}).get("lines", {})
        told = "|".join(table.get("told", [])) or "(?!)"
        self._told = cued(re.compile(told))
        slot = any_of("DATE|CITY|COUNTRY|WHO|ORG")
        words = alternatives(table.get("beside", ["-"]))
        self._bare = re.compile(rf"(?i)(?:{slot}|\b{words}\b|\d{{1,2}}[.:h]\d{{2}}|[\W\d_])+")

    def told(self, sentence: Sentence, focus: Meeting | None) -> MeetingMention | None:
        """Return the words by which a sentence without a name goes on about the meeting spoken of as its mention."""
        if focus is None:
            return None
        found = self._told.search(self.world.text, sentence.span.start, sentence.span.end)
        if found is None or self.world.text[sentence.span.start : found.start()].strip(" *-•\"'("):
            found = self._details.places.same.search(self.world.text, sentence.span.start, sentence.span.end)
        if found is None:
            return None
        return mention_by_verb(self.world, Span(found.start(), found.end()), focus)

    def head(self, sentence: Sentence) -> None:
        """Give the meeting that a heading names the time and place in the line of nothing else below it."""
        if sentence.block.kind not in {"heading", "title", "paragraph"} or not sentence.index:
            return
        mentions = self.world.mentions[sentence.index]
        date = next((m for m in mentions if isinstance(m, TimeMention) and m.when.day), None)
        if date is None or not self._bare.fullmatch(self.world.masked(sentence).string):
            return
        when, issued = self._details.times.when(date), self.world.issued
        if issued is not None and issued.start == when.start and not when.end:
            return
        meeting = self._named_above(sentence)
        if meeting is None or (meeting.when.day and meeting.when != when):
            return
        meeting.when, meeting.when_spans = when, [date.span]
        meeting.when_words = self.world.words(date.span)
        cities = (m for m in mentions if isinstance(m, PlaceMention) and m.kind == "CITY")
        meeting.place = meeting.place or next(cities, None)
        self._details.attach_mode(meeting, sentence.span)

    def just_told(self, sentence: Sentence, mention: MeetingMention) -> MeetingMention | None:
        """Return what the sentence before tells of, where "It was the 5th meeting of …" says which meeting that was."""
        if not sentence.index or mention.meeting is None:
            return None
        if not _IT_WAS.fullmatch(self.world.text[sentence.span.start : mention.start]):
            return None
        before = self.world.layout.sentences[sentence.index - 1]
        mentions = self.world.mentions[before.index]
        if before.block is not sentence.block and not self._bare.fullmatch(self.world.masked(before).string):
            return None
        noun = next((m for m in mentions if isinstance(m, MeetingMention) and m.meeting is None), None)
        if any(isinstance(m, MeetingMention) and m.meeting is not None for m in mentions):
            return None
        if noun is not None:
            noun.meeting = mention.meeting
            return noun
        return mention_by_verb(self.world, Span(before.span.start, before.span.start + 1), mention.meeting)

    def _named_above(self, sentence: Sentence) -> Meeting | None:
        """Return the meeting that one of the headings right above a line names last."""
        for above in reversed(self.world.layout.sentences[max(0, sentence.index - _ABOVE) : sentence.index]):
            if above.block.kind not in {"heading", "title"}:
                return None
            named = [m.meeting for m in self.world.mentions[above.index] if isinstance(m, MeetingMention)]
            if any(m is not None for m in named):
                return next(m for m in reversed(named) if m is not None)
        return None
