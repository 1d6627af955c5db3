"""Times of agreements: in, an agreement and its sentence; out, its meeting and day, unless they contradict.

A date counts where it says when the act was done: on, in or at it, yesterday; not where it says how long the document
holds ("2024-2026", "for three years from", "until") or belongs to its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kgtool.extraction.acts.entry_dates import date_of_entry
from kgtool.extraction.documents.date_resolution import resolve, with_year
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Agreement, Meeting, Mention, NounMention, TimeMention
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.world import World

_PAST = re.compile(r"day|issued|year[-+]0|year-|month[-+]0|month-")  # Times relative to another that can be past.
_WHEN = re.compile(r",? when\b")  # "Since 3 May 2010, when they signed …".
_HAD = re.compile(r"\bha(?:ve|s) had\b[^.;]{0,80}\bsince $")  # "They have had a memorandum since 2011."
# "The session was held in May; during those days a plan was signed."
_WEEK = 7
_WEEKDAY = re.compile(r"this-weekday:(\d)")  # "On Friday"
_THEN = re.compile(r"(?i)\s*(?:and )?(?:then|there|(?:on|at|in|during|within) (?:that|this|those|these|the same)) ")
_OF = re.compile(r"(?: \([^)]*\))?,? (?:of|dated|from|signed (?:on|in))(?: the)? ")


def set_time(world: World, agreement: Agreement, sentence: Sentence, meeting: Meeting | None) -> None:
    """Give an agreement the day said in its clause, and the meeting spoken of unless that was on another day."""
    for mention in _dates(world, agreement, sentence):
        held = meeting is not None and meeting.status == "held"
        nearest = meeting.when if meeting is not None and held and meeting.when.year else None
        before = _day_before(world, mention.start)
        when = resolve(mention.when, world.issued, before if mention.when.relative else nearest or before, True)
        if when.year and not _is_future(world, when):
            agreement.when, agreement.when_span, agreement.dated = when, mention.span, True
            break
    if meeting is None or meeting.status == "scheduled" or _clash(agreement.when, meeting.when):
        return
    agreement.meeting = meeting
    nth = _day_of_meeting(world, sentence, meeting)
    if nth is not None:
        agreement.when, agreement.when_span, agreement.dated = nth, sentence.span, True
    elif meeting.when.start and len(meeting.when.start) > len(agreement.when.start):
        agreement.when, agreement.when_span = meeting.when, (meeting.when_spans or [agreement.span])[-1]
        agreement.dated = False


def set_own_day(world: World, agreement: Agreement, mentions: Iterable[Mention]) -> None:
    """Give an agreement the one day or month named beside its own partner: "with A in May and with B in June"."""
    days = [m for m in mentions if isinstance(m, TimeMention) and m.when.month and _says_when(m.when)]
    if len(days) == 1:
        when = resolve(days[0].when, world.issued, world.date_before(days[0].start), True)
        if when.year and not _is_future(world, when):
            agreement.when, agreement.when_span, agreement.dated = when, days[0].span, True
            if agreement.meeting is not None and _clash(when, agreement.meeting.when):
                agreement.meeting = None


def _dates(world: World, agreement: Agreement, sentence: Sentence) -> list[TimeMention]:
    """Return the dates that can be an agreement's own, likeliest first: those of its clause, then that of its entry."""
    dates = _dates_in_clause(world, agreement, sentence)
    entry = date_of_entry(world, sentence)
    if entry is None:
        return dates
    year = entry.when.year
    return [*(replace(d, when=with_year(d.when, year)) for d in dates if d.start != entry.start), entry]


def _dates_in_clause(world: World, agreement: Agreement, sentence: Sentence) -> list[TimeMention]:
    """Return the dates between the semicolons around an agreement that can be its own, those after it first."""
    start, end = sentence.span.start, sentence.span.end
    at = max(agreement.subject_span.start, start)
    first = world.text.rfind(";", start, min(at, end)) + 1 or start
    stop = world.text.find(";", at, end)
    last = stop if stop >= 0 else end
    if _THEN.match(world.text, first):
        first = start
    lexicon = world.knowledge.lexicon
    elsewhere = whole_words(lexicon.get("outcomes", "other_date"))
    holds = re.compile(rf"(?i)(?:{'|'.join(lexicon.get('outcomes', 'validity') or ['(?!)'])})\s*$")
    dated = re.compile(rf"(?:{lexicon.tables.get('outcomes', {}).get('signed', {}).get('dated', '(?!)')})\s*$")
    dates = [m for m in world.mentions[sentence.index] if isinstance(m, TimeMention) and first <= m.start < last]
    dates = [d for d in dates if not _is_of_another(world, agreement, sentence, d)]
    own = []
    for d in dates:
        before = world.text[max(first, d.start - 40) : d.start]
        said = dated.search(before) or _HAD.search(world.text, first, d.start)
        apart = elsewhere.search(world.text[max(first, agreement.subject_span.start) : d.start])
        free = not apart and (_WHEN.match(world.text, d.end) or not holds.search(before))
        if _says_when(d.when) and not _in_name(world, agreement, d) and (said or free):
            own.append(d)
    return sorted(own, key=lambda d: d.start < agreement.subject_span.start)


def _is_of_another(world: World, agreement: Agreement, sentence: Sentence, date: TimeMention) -> bool:
    """Return whether a date is that of another document named before it ("under the memorandum of 2019")."""
    return any(
        isinstance(m, NounMention)
        and m.kind == "AGREEMENT"
        and m.start >= agreement.subject_span.end
        and m.end <= date.start
        and _OF.fullmatch(world.text, m.end, date.start)
        for m in world.mentions[sentence.index]
    )


def _day_before(world: World, offset: int) -> When | None:
    """Return the last day named before an offset, with the year that the context gives it."""
    for earlier in reversed(world.dates):
        if earlier.start < offset and earlier.when.day:
            return resolve(earlier.when, world.issued, world.date_before(earlier.start), True)
    return world.date_before(offset)


def _says_when(when: When) -> bool:
    """Return whether a time can be that of an act: a day, month or year, no span of years, nothing to come."""
    if when.relative:
        return bool(_PAST.match(when.relative))
    years = when.last[0] and when.last[0] != when.year and not when.month
    return bool(when.day or when.month or when.year) and not years


def _in_name(world: World, agreement: Agreement, mention: TimeMention) -> bool:
    """Return whether a date is part of a document's name ("Work Plan 2025", "the 2022 Joint Statement")."""
    span = agreement.subject_span
    if span.start <= mention.start < span.end:
        return agreement.rule not in {"signed", "prolonged"} or not mention.when.day
    return not mention.when.month and 0 <= mention.start - span.end < 3


def _is_future(world: World, when: When) -> bool:
    """Return whether a time is after the document's own."""
    issued = world.issued
    return bool(issued and issued.year and when.bounds()[0] > issued.bounds()[1])


def _day_of_meeting(world: World, sentence: Sentence, meeting: Meeting) -> When | None:
    """Return the day of a meeting that a sentence names by its order: "on the first day", "on the last day"."""
    when = meeting.when
    if not when.day:
        return None
    first = date(when.year, when.month, when.day)
    end = date(*when.last) if when.last[0] else first
    for mention in world.mentions[sentence.index]:
        weekday = _WEEKDAY.match(mention.when.relative) if isinstance(mention, TimeMention) else None
        after = (int(weekday.group(1)) - first.weekday()) % 7 if weekday is not None else _WEEK
        if after <= (end - first).days < _WEEK:
            return _day_after(first, after)
    days: dict[str, int] = world.knowledge.lexicon.tables.get("outcomes", {}).get("days", {})
    words = world.words(sentence.span).casefold()
    for phrase, number in days.items():
        if phrase in words:
            if number < 0:
                last = when.last if when.last[0] else (when.year, when.month, when.day)
                return When(*last)
            return _day_after(first, number)
    return None


def _day_after(first: date, days: int) -> When:
    day = first + timedelta(days=days)
    return When(day.year, day.month, day.day)


def _clash(one: When, other: When) -> bool:
    """Return whether two known times cannot be the same."""
    if not one.year or not other.year:
        return False
    first, last = one.bounds()
    begin, end = other.bounds()
    return last < begin or end < first
