"""Tables of editions: in, rows that number meetings of one series; out, a meeting for each, with time, place and mode.

A column headed "Review meeting" or "Session" has "First", "2nd", "III" below; the other cells say when, where and how.
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Delegate, Meeting, Participation, PlaceMention, TimeMention, WhoMention
from kgtool.extraction.lexicon import ordinal_of, whole_words
from kgtool.extraction.meetings.details import MeetingDetails
from kgtool.extraction.meetings.names import edition_of, levels_of
from kgtool.extraction.parts.parts import add
from kgtool.extraction.world import World

_ROWS = 2  # So many numbered rows make a table one of editions.


class EditionTables:
    """Reads tables whose rows are the editions of one series."""

    def __init__(self, world: World, details: MeetingDetails) -> None:
        self.world = world
        self._details = details
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        self._nouns = whole_words([*table.get("heads", []), "edition"], re.IGNORECASE)
        self._levels = levels_of(world.knowledge.lexicon)

    def read(self, rows: list[list[Sentence]]) -> bool:
        """Return whether a table lists editions; those that nothing has told of are added to the world."""
        noun = self.world.words(rows[0][0].span) if rows and rows[0] else ""
        if not self._nouns.search(noun):
            return False
        numbered = [(n, row) for row in rows[1:] if (n := ordinal_of(self.world.words(row[0].span))) is not None]
        if len(numbered) < _ROWS:
            return False
        for number, row in numbered:
            self._row(number, row, noun)
        return True

    def _row(self, number: int, row: list[Sentence], noun: str) -> None:
        mentions = [m for cell in row[1:] for m in self.world.mentions[cell.index]]
        date = next((m for m in mentions if isinstance(m, TimeMention)), None)
        known = self._known(number, noun)
        if known is None and (date is None or not self._details.times.when(date).year):
            return  # The first session of a day's agenda is no edition.
        meeting = known or self._new(number, row[0], noun)
        meeting.status = meeting.status or self._status(date)
        if date is not None and not meeting.when.month:
            when = self._details.times.when(date, meeting.status != "scheduled")
            meeting.when, meeting.when_spans = (when, [date.span]) if when.year else (meeting.when, meeting.when_spans)
        towns = (m for m in mentions if isinstance(m, PlaceMention) and m.kind == "CITY")
        meeting.place = meeting.place or next(towns, None)
        for cell in row[1:]:
            self._details.attach_mode(meeting, cell.span)
            whos = (m for m in self.world.mentions[cell.index] if isinstance(m, WhoMention))
            for delegate in (d for m in whos for d in m.members if d.person is None):
                lead = self.world.text[cell.span.start : delegate.span.start]
                if re.search(r"(?i)\b(?:at|host:?|hosted by|by)\s+(?:the\s+)?$", lead):
                    host = Delegate(None, delegate.organisation, delegate.span)
                    add(meeting, Participation(host, "host", cell.span, "edition-table"))

    def _status(self, date: TimeMention | None) -> str:
        issued = self.world.issued
        when = self._details.times.when(date) if date is not None else None
        coming = when is None or not when.year or (issued is not None and when.bounds()[0] > issued.start)
        return "scheduled" if coming else "held"

    def _known(self, number: int, noun: str) -> Meeting | None:
        words = set(noun.casefold().split())
        numbered = (m for m in self.world.meetings if m.ordinal == number)
        return next((m for m in numbered if words <= set(m.name.casefold().split())), None)

    def _new(self, number: int, cell: Sentence, noun: str) -> Meeting:
        """Return a new edition, added to the world, with what the others of its name have in common."""
        noun = noun[:1].lower() + noun[1:]
        name = f"{self.world.words(cell.span)} {noun}"
        meeting = Meeting(name, cell.span, level=self._levels.of(noun), ordinal=number, ordinal_span=cell.span)
        alike = (m for m in self.world.meetings if m.ordinal and edition_of(m.name).casefold() == noun.casefold())
        other = next(alike, None)
        if other is not None:
            meeting.level, meeting.forum = other.level, other.forum
            meeting.parties = [Delegate(None, d.organisation, d.span, inherited=True) for d in other.parties]
        meeting.series_span = meeting.status_span = cell.span
        self.world.meetings.append(meeting)
        return meeting
