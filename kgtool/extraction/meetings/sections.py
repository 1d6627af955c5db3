"""Dated sections: in, headings and entries that open with a time or hold one; out, when and where what they head was.

"Wednesday: Oslo", "Designs (8 November)", "3 May 2022 - Visit to Oslo", "2019", "MAY" and under it "(7-8) Talks": what
such a section tells without a time of its own was then and there.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kgtool.extraction.documents.date_resolution import resolve
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import PlaceMention, TimeMention
from kgtool.extraction.meetings.details import MeetingDetails
from kgtool.extraction.world import World

_BESIDE = 8  # A place beside a date, with a dash and asterisks between them at most.
_SHORT = 90  # A heading that dates a section has at most so many code points.
_ENTRY = re.compile(r"\**\s*(?:\([^)]{1,12}\))?\s*[:|–—-]\s*\S|,\s*(?:online\b|[A-Z])|\s{2,}\S")
_ALONE = re.compile(
    r"\s*(?:(?:late |early )?(?:morning|afternoon|evening|night|noon))?\s*\.?\**\s*"
)  # "Monday evening. They…"
_DAYS = re.compile(r"\W{0,4}(\d{1,2})(?:\s?[-–/]\s?(\d{1,2}))?(?:\)|\.?\s*[:|–—-])\s")  # "(7-8) Talks" under a month.


@dataclass(frozen=True, slots=True)
class Section:
    """When, and where if it says so, what a section tells took place; an entry is a section of one block."""

    when: When
    date: TimeMention
    place: PlaceMention | None
    entry: bool


class DatedSections:
    """Tells the dated section that a sentence stands in."""

    def __init__(self, world: World, details: MeetingDetails) -> None:
        self.world = world
        self._details = details
        self._open: Section | None = None
        self._headed: Section | None = None

    def at(self, sentence: Sentence) -> Section | None:
        """Return the section of a sentence; sentences are asked for in order."""
        first = not sentence.index or self.world.layout.sentences[sentence.index - 1].block is not sentence.block
        if not first:
            return self._open
        if self._is_heading(sentence):
            self._headed = self._open = self._section(sentence, False)
            return self._open
        self._open = self._section(sentence, True) or self._day_of_month(sentence) or self._headed
        return self._open

    def begins_with(self, sentence: Sentence) -> bool:
        """Return whether an entry begins with a sentence: that of its date, or the one behind a date that is alone."""
        head = self.world.sentence_at(self._open.date.start) if self._open is not None and self._open.entry else None
        if self._open is None or head is None:
            return False
        alone = _ALONE.fullmatch(self.world.text, self._open.date.end, head.span.end) is not None
        return sentence.block is head.block and sentence.index == head.index + alone

    def time_in(self, sentence: Sentence) -> When:
        """Return the first time that a sentence names, else that of the section last asked for."""
        dates = [m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention)]
        if dates:
            return self._details.times.when(dates[0])
        return self._open.when if self._open is not None else When()

    def _day_of_month(self, sentence: Sentence) -> Section | None:
        """Return the section of an entry that opens with a day, or days, of the month that heads it."""
        month = self._headed.when if self._headed is not None else When()
        found = _DAYS.match(self.world.text, sentence.span.start, sentence.span.end) if month.month else None
        if found is None or month.day:
            return None
        first, last = int(found[1]), int(found[2] or 0)
        length = monthrange(month.year, month.month)[1]
        if not 0 < first <= length or not (not last or first < last <= length):
            return None
        when = When(month.year, month.month, first, (month.year, month.month, last) if last else (0, 0, 0))
        start, end = found.start(1), found.end(2) if last else found.end(1)
        return Section(when, TimeMention("DATE", start, end, self.world.text[start:end], when), None, True)

    def _is_heading(self, sentence: Sentence) -> bool:
        """Return whether a block heads what follows: a heading, or a short item without a full stop."""
        span = sentence.block.span
        if sentence.block.kind == "heading":
            return True
        text = self.world.text[span.start : span.end]
        return sentence.block.kind == "item" and len(text) < _SHORT and text[-1] not in ".;:,"

    def _section(self, sentence: Sentence, entry: bool) -> Section | None:
        mentions = self.world.mentions[sentence.index]
        dates = [m for m in mentions if isinstance(m, TimeMention)]
        if len(dates) != 1 and not (entry and dates):
            return None
        found, span = dates[0], sentence.span
        if entry and not self._opens(sentence, found):
            return None
        alone = found.end == span.end and not self.world.text[span.start : found.start].strip(" #*")
        bare = alone and not found.when.year and not found.when.day  # No page has a month alone for its own date.
        dated = found.when.day or "weekday" in found.when.relative or alone
        if not entry and (not dated or span.end - span.start > _SHORT):
            return None
        when = self._weekday(found) or self._details.times.when(found)
        if not entry and alone and when.year and not when.month:
            self._details.times.row_year = when.year
        cities = [m for m in mentions if isinstance(m, PlaceMention) and m.kind == "CITY"]
        place = cities[0] if len(cities) == 1 and (not entry or cities[0].start - found.end < _BESIDE) else None
        issued = self.world.issued
        own = issued is not None and when.start == issued.start and bool(when.day or entry)
        return Section(when, found, place, entry) if when.year and not own and (bare or self._begun(sentence)) else None

    def _begun(self, sentence: Sentence) -> bool:
        """Return whether the text proper has begun: dates above it are the page's own."""
        before = self.world.layout.sentences[: sentence.index]
        return any(s.block.kind in {"paragraph", "item"} for s in before)

    def _opens(self, sentence: Sentence, found: TimeMention) -> bool:
        """Return whether a block opens with a date that is set off from the rest."""
        lead = self.world.text[sentence.span.start : found.start]
        if (
            _ALONE.fullmatch(self.world.text, found.end, sentence.span.end)
            and sentence.span.end < sentence.block.span.end
        ):
            places = (m for m in self.world.mentions[sentence.index] if isinstance(m, PlaceMention))
            for place in places:
                lead = lead.replace(place.text, "")
            return not lead.strip(" >-*•|–,")
        return not lead.strip(" >-*•|–") and _ENTRY.match(self.world.text, found.end, sentence.span.end) is not None

    def _weekday(self, found: TimeMention) -> When | None:
        """Return the day that a bare weekday is of the days of which the document tells just before."""
        kind, _, number = found.when.relative.partition("-weekday:")
        if kind != "this" or not number:
            return None
        wanted = int(number.split(":")[0])
        spans = [d.when for d in self.world.dates if d.start < found.start and d.when.day and d.when.last[1]]
        for span in reversed(spans):
            whole = resolve(span, self.world.issued, self.world.date_before(found.start), True)
            if not whole.year:
                continue
            first, last = date(whole.year, whole.month, whole.day), date(*whole.last)
            days = (first + timedelta(days=n) for n in range((last - first).days + 1))
            day = next((d for d in days if d.weekday() == wanted), None)
            if day is not None:
                return When(day.year, day.month, day.day)
        return None
