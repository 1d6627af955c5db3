"""Tables of meetings: in, rows with a day each; out, a meeting for each row, with counterpart, place, mode and status.

A column headed "Counterpart", "With" or "Partner" says whom the office met whose report it is.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby
from typing import Any

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
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.meetings.details import MeetingDetails
from kgtool.extraction.meetings.edition_tables import EditionTables
from kgtool.extraction.meetings.matching import times_clash
from kgtool.extraction.parts.parts import add
from kgtool.extraction.world import World
from kgtool.model import Span

_CELLS, _NAME = 6, 14  # A row of a list of meetings has at most so many cells, and so many words in the name.
_WORDS = 5  # A cell that says where or how has at most so many words.
_BEHIND = 26  # In what capacity somebody came stands so near behind the name.
_ROWS = 2  # So many rows with a day make a table one of meetings.


class MeetingTables:
    """Reads tables that list meetings."""

    def __init__(self, world: World, details: MeetingDetails) -> None:
        self.world = world
        self._details = details
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {}).get("tables", {})
        self._editions = EditionTables(world, details)
        self._counterpart = whole_words(table.get("counterpart", []), re.IGNORECASE)
        self._when = whole_words(table.get("when", []), re.IGNORECASE)
        self._void = whole_words(table.get("void", []), re.IGNORECASE)
        self._statuses = [(s, whole_words(words, re.IGNORECASE)) for s, words in table.get("status", {}).items()]
        self._capacity = [(c, whole_words(words, re.IGNORECASE)) for c, words in table.get("capacity", {}).items()]

    @cached_property
    def _rows(self) -> list[list[Sentence]]:
        cells = [s for s in self.world.layout.sentences if s.block.kind == "cell"]
        return [list(group) for _, group in groupby(cells, key=lambda s: s.block.row)]

    def read(self) -> None:
        """Add the meetings of all tables to the world."""
        tables: list[list[list[Sentence]]] = []
        for row in self._rows:
            if tables and tables[-1][-1][-1].index == row[0].index - 1:
                tables[-1].append(row)
            else:
                tables.append([row])
        for table in tables:
            self._table(table)

    def _table(self, rows: list[list[Sentence]]) -> None:
        if self._editions.read(rows):
            return
        dated = [row for row in rows[1:] if self._date(row) is not None]
        heads = [re.split(r" ?/ ?| (?:and|or) ", self._words(c)) for c in rows[0]]
        column = next((i for i, h in enumerate(heads) if any(map(self._counterpart.fullmatch, h))), -1)
        if any(self._void.fullmatch(self._words(c)) for c in rows[0]):
            return
        if len(dated) < _ROWS or column < 0 or any(self._named(row) for row in dated):
            return
        if not self._tells_days(rows[0], dated[0]):
            return
        for row in dated:
            if column < len(row):
                self._row(row, row[column], rows[0])

    def _tells_days(self, heads: list[Sentence], row: list[Sentence]) -> bool:
        """Return whether the column of dates is headed by a word for the day of a meeting, not by "Since"."""
        column = next(i for i, cell in enumerate(row) if self._date([cell]) is not None)
        words = self._words(heads[column]) if column < len(heads) and len(heads) >= len(row) else ""
        return not words or self._when.search(words) is not None

    def complete(self, sentence: Sentence) -> None:
        """Give the meeting that a cell of a dated row names what the other cells say: when, where and how it was."""
        row = next((r for r in self._rows if sentence in r), [])
        named = [(c, m) for c in row for m in self.world.mentions[c.index] if isinstance(m, MeetingMention)]
        date = next((m for c in row for m in self.world.mentions[c.index] if isinstance(m, TimeMention)), None)
        meetings = {id(m.meeting): (m.meeting, c) for c, m in named if m.meeting is not None}
        if len(meetings) != 1 or len(row) > _CELLS or date is None:
            return
        meeting, own = next(iter(meetings.values()))
        when = self._details.times.when(date)
        if len(self._words(own).split()) > _NAME or times_clash(when, meeting.when) or not when.year:
            return
        cells = [c for c in row if c is not own]
        if when.day or not meeting.when.month:
            meeting.when, meeting.when_spans = when, [date.span]
        told = (s for s, words in self._statuses for c in cells if words.fullmatch(self._words(c)))
        issued = self.world.issued
        coming = issued is not None and when.bounds()[0] > issued.start
        meeting.status = next(told, "scheduled" if coming else "held")
        places = (m for c in cells for m in self.world.mentions[c.index] if isinstance(m, PlaceMention))
        meeting.place = meeting.place or next(places, None)
        for cell in cells:
            self._details.attach_mode(meeting, cell.span)

    def _row(self, row: list[Sentence], cell: Sentence, heads: list[Sentence]) -> None:
        other = next((o for d in self._delegates(cell) if (o := d.organisation) is not None), None)
        other = other or self._office(cell)
        own, date = self.world.publisher, self._date(row)
        if other is None or own is None or own is other or date is None:
            return
        span = cell.span
        meeting = Meeting(f"bilateral meeting {own.display} - {other.display}", span, level="bilateral")
        meeting.when, meeting.when_spans = self._details.times.when(date), [date.span]
        meeting.parties = [Delegate(None, own, span), Delegate(None, other, span)]
        whole = Span(row[0].span.start, row[-1].span.end)
        told = (s for s, words in self._statuses for c in row if words.fullmatch(self._words(c)))
        meeting.status, meeting.status_span = next(told, "") or self._details.status_in(whole), span
        for position, known in enumerate(row):
            ours = position < len(heads) and own in [d.organisation for d in self._delegates(heads[position])]
            self._cell(meeting, known, known is cell, own, ours)
        self.world.meetings.append(meeting)

    def _office(self, cell: Sentence) -> Organisation | None:
        """Return the office that a country named alone in a cell stands for."""
        places = (m for m in self.world.mentions[cell.index] if isinstance(m, PlaceMention) and m.kind == "COUNTRY")
        place = next(places, None)
        return self.world.office_of(place.entity) if place is not None else None

    def _cell(self, meeting: Meeting, cell: Sentence, counterpart: bool, own: Organisation, ours: bool) -> None:
        """Read what a cell says: a place, perhaps at whose house, or the way of meeting, or who came."""
        places = [m for m in self.world.mentions[cell.index] if isinstance(m, PlaceMention) and m.kind == "CITY"]
        short = len(self._words(cell).split()) <= _WORDS
        if short and not counterpart and meeting.place is None and places:
            meeting.place = places[-1]
            for delegate in self._delegates(cell):
                if delegate.person is None:
                    add(
                        meeting,
                        Participation(Delegate(None, delegate.organisation, cell.span), "host", cell.span, "table"),
                    )
        if short or (places and not counterpart):
            self._details.attach_mode(meeting, cell.span)
        for delegate in self._delegates(cell):
            if delegate.person is not None:
                behind = self.world.text[delegate.span.end : min(delegate.span.end + _BEHIND, cell.span.end)]
                capacity = next((c for c, words in self._capacity if words.search(behind)), "participant")
                home = own if ours else delegate.organisation or own
                came = Delegate(delegate.person, home, delegate.span)
                add(meeting, Participation(came, capacity, cell.span, "table"))

    def _date(self, row: list[Sentence]) -> TimeMention | None:
        dates = (m for c in row for m in self.world.mentions[c.index] if isinstance(m, TimeMention) and m.when.day)
        return next(dates, None)

    def _named(self, row: list[Sentence]) -> bool:
        """Return whether a row names its meeting itself."""
        return any(isinstance(m, MeetingMention) and m.meeting for c in row for m in self.world.mentions[c.index])

    def _delegates(self, cell: Sentence) -> list[Delegate]:
        return [d for m in self.world.mentions[cell.index] if isinstance(m, WhoMention) for d in m.members]

    def _words(self, cell: Sentence) -> str:
        return self.world.words(cell.span)
