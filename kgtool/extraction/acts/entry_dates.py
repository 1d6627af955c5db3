"""Dates of entries: in, a sentence of a timeline or digest; out, the day or month that its entry or section opens with.

"**26 September** - Geneva. …" under "2014", "(7) The Council …" under "MARCH", a line that is nothing but a date.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kgtool.extraction.documents.date_resolution import with_year
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import TimeMention
from kgtool.extraction.world import World

_MARKS = " \t>-*_•|#(["
_SET_OFF = re.compile(r"[*_)\]]*\s*(?:[:–—|-]|\s{2,}|\t|$)")
_DAY = re.compile(r"\W{0,4}\((?P<day>\d{1,2})(?:\s?[-–/]\s?(?P<last>\d{1,2}))?\)\s")
_DAYS = 31
_SHORT = 40  # Behind the date of a heading stand so few code points: "20 April - Vienna".


def date_of_entry(world: World, sentence: Sentence) -> TimeMention | None:
    """Return the time that a sentence's entry opens with, or that heads it, its year that of the section."""
    opening = world.sentence_at(sentence.block.span.start)
    if opening is None:
        return None
    headings = _dated_headings(world, opening)
    own = _opening(world, opening) or _day_of(world, opening, headings)
    if own is None:
        return headings[0] if headings and _heads(world, headings[0], opening) else None
    year = next((h.when.year for h in headings if h.when.year), 0) if not own.when.year else 0
    return replace(own, when=with_year(own.when, year))


def _opening(world: World, opening: Sentence) -> TimeMention | None:
    """Return the date that opens an entry and is set off from what it tells."""
    for mention in world.mentions[opening.index]:
        if isinstance(mention, TimeMention):
            lead = world.text[opening.span.start : mention.start].strip(_MARKS)
            set_off = _SET_OFF.match(world.text, mention.end, opening.block.span.end)
            return mention if not lead and set_off and (mention.when.day or mention.when.month) else None
    return None


def _day_of(world: World, opening: Sentence, headings: list[TimeMention]) -> TimeMention | None:
    """Return the day of the month above whose number in brackets opens an entry."""
    m = _DAY.match(world.text, opening.span.start, opening.span.end)
    month = headings[0] if headings else None
    if m is None or month is None or not month.when.month or month.when.day or not 0 < int(m.group("day")) <= _DAYS:
        return None
    last = (month.when.year, month.when.month, int(m.group("last"))) if m.group("last") else (0, 0, 0)
    when = replace(month.when, day=int(m.group("day")), last=last)
    return TimeMention("DATE", m.start(), m.end(), m.group(), when)


def _dated_headings(world: World, opening: Sentence) -> list[TimeMention]:
    """Return the dates of the headings above, nearest first, up to and with the first that has a year."""
    found: list[TimeMention] = []
    for before in reversed(world.layout.sentences[: opening.index]):
        if before.block.kind not in {"heading", "title"}:
            continue
        dates = [m for m in world.mentions[before.index] if isinstance(m, TimeMention)]
        whole = len(dates) == 1 and not _is_span(dates[0].when) and not _is_issued(world, dates[0].when)
        if whole and (before.block.kind == "title" or not found or dates[0].when.year):
            found.append(dates[0])
        if found and found[-1].when.year:
            break
    return found


def _is_span(when: When) -> bool:
    return bool(when.relative) or bool(when.last[0] and when.last[0] != when.year)


def _is_issued(world: World, when: When) -> bool:
    issued = world.issued
    return issued is not None and bool(when.day) and when.start == issued.start


def _heads(world: World, date: TimeMention, opening: Sentence) -> bool:
    """Return whether a date is the whole line right above the paragraphs that an entry is one of."""
    line = world.sentence_at(date.start)
    if line is None or world.text[line.span.start : date.start].strip(_MARKS):
        return False
    rest = world.text[date.end : line.span.end].strip("*_:)]. \t")
    if rest and not (_SET_OFF.match(world.text, date.end, line.span.end) and len(rest) < _SHORT):
        return False
    between = world.layout.sentences[line.index + 1 : opening.index]
    return not any(s.block.kind in {"heading", "title"} for s in between)
