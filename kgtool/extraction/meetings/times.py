"""Times of meetings: in, a date as its words have it; out, the time it is, with what the document adds.

The year of the list that is being read, the day of a dateline, the same day in full elsewhere.
"""

from __future__ import annotations

from functools import cached_property

from kgtool.extraction.documents.date_resolution import resolve, with_year
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Meeting, TimeMention
from kgtool.extraction.meetings.matching import times_clash
from kgtool.extraction.world import World

_APPOSED = 4  # "today, 3 May 2019": so near one date stands behind another that is the same day.
_DATELINE = 45  # A dateline is shorter than so many code points.
_ROW = 8  # A row has hardly more cells.
_HEADLINES = 4  # A headline stands among the first so many lines.
_BEFORE = 120  # A year stands so near before a day that it is the year of.


class MeetingTimes:
    """Resolves dates as meetings need them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.row_year = 0  # The year of the entry of a list that is being read.

    def when(self, date: TimeMention, past: bool = True) -> When:
        """Return a date with what the document adds: the same day in full elsewhere, its own date, the date before."""
        world = self.world
        if date.when.month and not date.when.year and self.row_year:
            return with_year(date.when, self.row_year)
        if date.when.month and not date.when.year and self._told_year and not self._in_full(date.when).year:
            return with_year(date.when, self._told_year)
        before = world.day_before(date.start) if date.when.relative.startswith("day") else world.date_before(date.start)
        if world.issued is None and world.day and not date.when.relative and not self._year_near(date):
            before = When(int(world.day[:4]))
        if date.when.relative.startswith("year") and world.issued is None and world.day:
            before = When(int(world.day[:4]))
        issued = (self._day_of_telling(date) if date.when.relative.startswith("issued") else None) or world.issued
        return resolve(self._in_full(date.when), issued, before, past)

    def _day_of_telling(self, date: TimeMention) -> When | None:
        """Return the day that "today" is by the text itself: in apposition ("today, 3 May 2019") or by the dateline."""
        sentence = self.world.sentence_at(date.start)
        near = [d for d in self.world.dates if d.when.day and d.when.year]
        apposed = (d.when for d in near if 0 <= d.start - date.end < _APPOSED)
        begin = sentence.block.span.start if sentence is not None else date.start
        line = (d.when for d in near if begin <= d.start < begin + _DATELINE and d.start < date.start)
        return next(apposed, None) or next(line, None)

    def _year_near(self, date: TimeMention) -> bool:
        """Return whether a date with a year stands shortly before another."""
        return any(d.when.year and 0 < date.start - d.start < _BEFORE for d in self.world.dates)

    @cached_property
    def _told_year(self) -> int:
        """Return the year that a review of a year is of: its title names it, and it is over."""
        lines = (b for b in self.world.layout.blocks[:_HEADLINES] if b.kind in {"title", "heading"})
        dated = ([d.when for d in self.world.dates_in(line.span) if d.when.year] for line in lines)
        years = next((found for found in dated if found), [])
        issued = self.world.issued
        past = len(years) == 1 and issued is not None and years[0].year == issued.year - 1
        return years[0].year if past and not years[0].month else 0

    def clash(self, sentence: Sentence, meeting: Meeting | None) -> bool:
        """Return whether a sentence has times, and none of them is that of a meeting."""
        times = [m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention)]
        if meeting is None or not times:
            return False
        return all(times_clash(self.when(t, False), meeting.when) for t in times)

    def in_row(self, sentence: Sentence) -> When:
        """Return the time that the row of a table names in which a cell stands."""
        if sentence.block.kind != "cell":
            return When()
        near = self.world.layout.sentences[max(0, sentence.index - _ROW) : sentence.index + _ROW]
        row = (m for s in near if s.block.row == sentence.block.row for m in self.world.mentions[s.index])
        date = next((m for m in row if isinstance(m, TimeMention)), None)
        return self.when(date) if date is not None else When()

    def _in_full(self, when: When) -> When:
        """Return a day and month without a year as the same day and month given in full elsewhere."""
        if when.year or not when.day:
            return when
        day = (when.month, when.day)
        full = (d.when for d in self.world.dates if (d.when.month, d.when.day) == day and d.when.year)
        return with_year(when, next((f.year for f in full), 0)) if not when.relative else when
