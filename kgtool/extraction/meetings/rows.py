"""Meetings in rows: in, lines that list meetings; out, a meeting for each entry, with the date and place it shares.

A line with only an ordinal, followed by one with only a date, is an entry of the list that a plural noun heads.
"""

from __future__ import annotations

import re

from kgtool.extraction.documents.date_resolution import resolve
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Meeting, MeetingMention, PlaceMention, TimeMention
from kgtool.extraction.lexicon import number_of, ordinal_of
from kgtool.extraction.meetings.details import MeetingDetails
from kgtool.extraction.meetings.matching import forum_of
from kgtool.extraction.world import World

_ALL = re.compile(r"(?i)\b(?:all|both|each of)\b")


class MeetingRows:
    """Reads meetings that stand in rows."""

    def __init__(self, world: World, details: MeetingDetails) -> None:
        self.world = world
        self._details = details

    def row(self, sentence: Sentence) -> Meeting | None:
        """Return the meeting, added to the world, that a line is an entry for; None where it is none."""
        number = ordinal_of(self.world.text[sentence.span.start : sentence.span.end])
        date = self._only_date(sentence.index + 1) if number is not None else None
        heading = self._heading(sentence) if date is not None else None
        if number is None or date is None or heading is None:
            return None
        meeting = self._entry(number, sentence, heading)
        meeting.when, meeting.when_spans, meeting.when_words = date.when, [date.span], date.text
        self.world.meetings.append(meeting)
        if sentence.index + 2 < len(self.world.layout.sentences):
            line = self.world.layout.sentences[sentence.index + 2]
            meeting.place = self._place(line)
            self._details.attach_mode(meeting, line.span)
        return meeting

    def _entry(self, number: int, sentence: Sentence, heading: MeetingMention) -> Meeting:
        words = self.world.text[sentence.span.start : sentence.span.end]
        return Meeting(
            f"{words} {re.sub(r's$', '', heading.head)}",
            sentence.span,
            level=heading.level or "heads",
            forum=forum_of(heading),
            ordinal=number,
            ordinal_span=sentence.span,
            series_span=heading.span,
            status="held",
            status_span=sentence.span,
        )

    def _only_date(self, index: int) -> TimeMention | None:
        """Return the date of a line that is nothing else."""
        if index >= len(self.world.layout.sentences):
            return None
        line = self.world.layout.sentences[index]
        first = next((m for m in self.world.mentions[index] if isinstance(m, TimeMention)), None)
        return first if first is not None and first.span == line.span else None

    def _heading(self, sentence: Sentence) -> MeetingMention | None:
        for above in self.world.layout.sentences[: sentence.index]:
            for mention in self.world.mentions[above.index]:
                if isinstance(mention, MeetingMention) and mention.plural and mention.organisations:
                    return mention
        return None

    def _place(self, line: Sentence) -> PlaceMention | None:
        """Return the city, with its country, of a short line of its own."""
        if line.span.end - line.span.start >= 60:
            return None
        places = [m for m in self.world.mentions[line.index] if isinstance(m, PlaceMention)]
        country = next((p.entity for p in places if p.kind == "COUNTRY"), None)
        city = next((p.entity for p in reversed(places) if p.kind == "CITY"), None)
        if city is None:
            return None
        text = self.world.text[line.span.start : line.span.end]
        return PlaceMention("CITY", line.span.start, line.span.end, text, city, country)

    def share_dates(self) -> None:
        """Give meetings announced together ("Two meetings took place in Oslo on 3 May: …") their date and place."""
        for sentence in self.world.layout.sentences:
            date = self._shared_date(sentence)
            if date is None:
                continue
            when = resolve(date.when, self.world.issued, self.world.date_before(date.start), True)
            there = Meeting("", sentence.span)
            self._details.places.attach(there, sentence, sentence.span.start, sentence.span.end)
            for meeting in self.world.meetings:
                undated = meeting.status == "held" and not meeting.when.month and meeting.ordinal != 1
                if undated and meeting.span.start > sentence.span.end:
                    meeting.when, meeting.when_spans = when, [date.span]
                    meeting.place = meeting.place or there.place

    def share_place(self) -> None:
        """Give meetings without a place the one that "all four meetings took place in Oslo" says they share."""
        for sentence in self.world.layout.sentences:
            mentions = self.world.mentions[sentence.index]
            nouns = [m for m in mentions if isinstance(m, MeetingMention) and m.plural and m.meeting is None]
            if not nouns or not _ALL.search(self.world.text, sentence.span.start, nouns[0].end):
                continue
            there = Meeting("", sentence.span)
            self._details.places.attach(there, sentence, nouns[0].end, sentence.span.end)
            for meeting in self.world.meetings if there.place is not None else ():
                if meeting.status == "held" and meeting.place is None and meeting.mode != "virtual":
                    meeting.place = there.place

    def _shared_date(self, sentence: Sentence) -> TimeMention | None:
        """Return the only day in a sentence that announces a number of meetings."""
        mentions = self.world.mentions[sentence.index]
        days = [m for m in mentions if isinstance(m, TimeMention) and m.when.day]
        nouns = (m for m in mentions if isinstance(m, MeetingMention) and m.plural and m.meeting is None)
        noun = next(nouns, None)
        if noun is None or len(days) != 1 or number_of(noun.determiner) is None:
            return None
        return days[0]
