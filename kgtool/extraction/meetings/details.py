"""Details of meetings: in, a sentence and the meetings it names; out, status, date, place, mode and level of each.

What stands between one meeting's name and the next is said of the one before it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from kgtool.extraction.cues import CuedPattern, cued
from kgtool.extraction.documents.date_resolution import resolve
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Meeting, MeetingMention, PlaceMention, TimeMention
from kgtool.extraction.lexicon import alternatives, whole_words
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.meetings.names import levels_of
from kgtool.extraction.meetings.places import MeetingPlaces
from kgtool.extraction.meetings.times import MeetingTimes
from kgtool.extraction.meetings.unmet import Unmet
from kgtool.extraction.world import World
from kgtool.model import Span

_MODES = ("hybrid", "virtual", "in-person")  # "in person and online" is hybrid before it is either.
_LEAD = 30  # What says that a date no longer holds stands so near before it.
_NEAR = 24  # What joins a meeting's name to the one before it is shorter.
_BEFORE = 300  # What a ceremony was for, and when, is told so shortly before it.
_SIDES = 120  # Who meets whom stands within so many code points of the meeting's name.


class MeetingDetails:
    """Reads what sentences say of the meetings in them."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        self._levels = levels_of(world.knowledge.lexicon)
        self.places = MeetingPlaces(world)
        self.times = MeetingTimes(world)
        self._modes = {mode: whole_words(words, re.IGNORECASE) for mode, words in table.get("mode", {}).items()}
        self._not_mode = cued(
            re.compile("|".join(table.get("mode_void", {}).get("patterns", [])) or "(?!)", re.IGNORECASE)
        )
        self._unmet = Unmet(table.get("unmet", {}))
        self._statuses = [(s, whole_words(words, re.IGNORECASE)) for s, words in table.get("status", {}).items()]
        self._after_all = whole_words(table.get("after_all", []), re.IGNORECASE)
        self._sides = whole_words(table.get("sides", []))
        city, country, date = any_of("CITY|COUNTRY"), any_of("COUNTRY|CITY"), any_of("DATE")
        held = alternatives(table.get("held", ["-"]))
        self._afar = re.compile("|".join(table.get("afar", {}).get("patterns", [])) or "(?!)")
        to_come = r"(?:\d|\b(?:this|next|the) (?:spring|summer|autumn|fall|winter|year))"
        self._moved = re.compile(rf"(?i)\b{alternatives(table.get('moved', ['-']))}\b(?=[^.;,]{{0,25}}{to_come})")
        self._given_up = re.compile(rf"(?i)\b{alternatives(table.get('given_up', ['-']))} $")
        self._date_before = re.compile(
            rf"(?:(?:[Ii]n|[Oo]n|[Ff]rom|[Bb]etween) |^(?:\W{{0,3}}))(?P<date>{date}),?:? ?$"
        )
        self._date_after = re.compile(
            rf"(?:,? (?:(?:which|that) )?(?:{held})(?:(?!{date})[^.;]){{0,50}}?)?"
            rf"(?:,? (?:in|on|of|from|between|for|during|dated)|,| \()? ?(?:(?:in )?{city},? ?(?:{country},? )?)?"
            rf"(?:(?:in|on|from|between) )?(?P<date>{date})"
        )
        # "They reviewed the memorandum concluded in Oslo in May": when that was is told of the memorandum.
        concluded = alternatives(table.get("concluded", ["-"]))
        self._of_agreement = re.compile(
            rf"{any_of('AGREEMENT')},? (?:(?:which|that) )?(?:{concluded})\b[^.;:,]{{0,40}}?(?P<date>{date})"
        )
        self._together = re.compile(rf"(?i)\b{alternatives(table.get('together', ['-']))} $")
        self._margins = whole_words(table.get("margins", []), re.IGNORECASE)

    def attach(self, sentence: Sentence, mentions: list[MeetingMention], focus: Meeting | None) -> None:
        """Give the meetings that a sentence names what it says of them; `focus` is the meeting spoken of."""
        resolved = [(m, m.meeting) for m in mentions if m.meeting is not None]
        for position, (mention, meeting) in enumerate(resolved):
            first = position == 0
            alone = first or resolved[position - 1][1] is meeting
            left = sentence.span.start if alone else resolved[position - 1][0].end
            right = resolved[position + 1][0].start if position + 1 < len(resolved) else sentence.span.end
            if position + 1 < len(resolved) and self.world.text[mention.end : right].strip() == "and":
                # What is said of two meetings in one breath is said of both.
                right = resolved[position + 2][0].start if position + 2 < len(resolved) else sentence.span.end
            from_name = left if first else mention.start
            moved = self._moved.search(self.world.text, mention.end, right)
            if moved is not None:
                # What stands before is the time and place that no longer hold.
                left = from_name = moved.end()
            if not first and self._together.search(self.world.text[mention.start - _NEAR : mention.start]):
                self._share(resolved[position - 1][1], meeting)
            self._attach_status(meeting, mention, left, right)
            dates = self._dates(sentence, mention, left, right)
            beside = self._margins.search(self.world.text[max(0, mention.start - _NEAR) : mention.start + len("the ")])
            if beside and dates and dates[0].end <= mention.start:
                # What was met beside tells of the whole only the month.
                dates = [_month_of(dates[0], self.times.when(dates[0]))]
            after = None if first else self._days_from(sentence, *resolved[position - 1])
            if after is not None and not meeting.when.day:
                meeting.when, meeting.when_spans = after.when, [after.span]
                from_name = left
            unmet = self._unmet_in(sentence) if meeting.status != "cancelled" else []
            dates = [d for d in dates if not any(s.covers(d.span) for s in unmet)]
            self._attach_date(meeting, dates, focus)
            if (
                moved is not None
                and meeting.when.month
                and not moved.group().startswith(("postponed", "put off", "deferred"))
            ):
                meeting.status = "scheduled"
            self.places.attach(meeting, sentence, from_name, right, unmet)
            if not meeting.level and self._with_industry(sentence, mention.end, right):
                meeting.level = "industry"
            self.attach_mode(meeting, Span(from_name, right))

    def _unmet_in(self, sentence: Sentence) -> list[Span]:
        """Return the stretches of a sentence that tell of times and places not kept."""
        times = [m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention)]
        return self._unmet.spans(self.world.text, sentence.span, times)

    def _days_from(self, sentence: Sentence, mention: MeetingMention, meeting: Meeting) -> TimeMention | None:
        """Return the day that "two days after the meeting, they had talks" gives the talks."""
        for date in self.world.mentions[sentence.index]:
            counted = isinstance(date, TimeMention) and date.when.relative.startswith("day")
            if counted and isinstance(date, TimeMention) and date.end + 1 == mention.start and meeting.when.day:
                when = resolve(date.when, self.world.issued, meeting.when, True)
                return TimeMention("DATE", date.start, date.end, date.text, when) if when.day else None
        return None

    def date_by_section(self, meeting: Meeting, when: When, date: TimeMention, place: PlaceMention | None) -> None:
        """Give a meeting told in a dated section the time and place of the section, as far as it has none."""
        if _adds(when, meeting.when):
            meeting.when, meeting.when_words = when, " ".join(date.text.split())
            meeting.when_spans = [*meeting.when_spans[:1], date.span]
        if meeting.when == when:
            meeting.place = meeting.place or place

    def date_by_last_day(self, meeting: Meeting, mention: MeetingMention) -> None:
        """Date a ceremony by the day told just before: "On 3 May they signed … The ceremony took place in Oslo"."""
        days = [d for d in self.world.dates if d.when.day and mention.start - _BEFORE < d.start < mention.start]
        for day in days[-1:]:
            date = TimeMention("DATE", day.start, day.end, day.words, day.when)
            meeting.when, meeting.when_spans = self.times.when(date), [date.span]

    def _share(self, one: Meeting, other: Meeting) -> None:
        """Give a meeting the time and place of the one that it is held together with."""
        if not other.when.year:
            other.when, other.when_spans, other.when_words = one.when, list(one.when_spans), one.when_words
        other.place = other.place or one.place

    # ---- status, mode, level
    def status_near(self, sentence: Sentence, mention: MeetingMention) -> str:
        """Return the status that the words close to a noun phrase give its meeting."""
        start = max(sentence.span.start, mention.start - 60)
        return self._status(start, min(sentence.span.end, mention.end + 70))

    def _status(self, start: int, end: int) -> str:
        window = " ".join(self.world.text[start:end].split())
        status = next((s for s, pattern in self._statuses if pattern.search(window)), "held")
        # "was put off and took place on 14 July": what was held after all was held.
        return "held" if status == "postponed" and self._after_all.search(window) else status

    def status_in(self, span: Span) -> str:
        """Return the status that the words of a stretch of text give a meeting."""
        return self._status(span.start, span.end)

    def _attach_status(self, meeting: Meeting, mention: MeetingMention, left: int, right: int) -> None:
        status = self._status(max(left, mention.start - 150), min(right, mention.end + 90))
        if meeting.status in {"", status} or (meeting.status == "postponed" and status == "held"):
            meeting.status = status
            meeting.status_span = meeting.status_span or mention.span

    def attach_mode(self, meeting: Meeting, span: Span) -> None:
        """Give a meeting without a mode the one that a stretch of text names."""
        if meeting.mode:
            return
        for mode in _MODES:
            pattern = self._modes.get(mode)
            found = self._mode_in(pattern, span) if pattern else None
            if found:
                afar = mode == "virtual" and meeting.place is not None and self._is_afar(found, span)
                meeting.mode = "hybrid" if afar else mode
                meeting.mode_span = Span(found.start(), found.end())
                return

    def _mode_in(self, pattern: CuedPattern, span: Span) -> re.Match[str] | None:
        """Return the first words for a way of meeting that are not said of something else ("online services")."""
        other = [Span(m.start(), m.end()) for m in self._not_mode.finditer(self.world.text, span.start, span.end)]
        found = pattern.finditer(self.world.text, span.start, span.end)
        return next((m for m in found if not any(o.start < m.end() and m.start() < o.end for o in other)), None)

    def _is_afar(self, found: re.Match[str], span: Span) -> bool:
        """Return whether words for the way of meeting say only how some joined."""
        joined = self._afar.finditer(self.world.text, span.start, span.end)
        return any(m.start() <= found.start() and found.end() <= m.end() for m in joined)

    def _with_industry(self, sentence: Sentence, start: int, end: int) -> bool:
        """Return whether a meeting is said to be between others and industry."""
        stop = max(min(end, start + _SIDES, sentence.span.end), start + 1)
        mentions = [m for m in self.world.mentions[sentence.index] if m.start >= start]
        window = Masked(self.world.levelled, start, stop, mentions).string
        return bool(self._sides.search(window)) and self._levels.has("industry", window)

    # ---- date
    def said_of(self, sentence: Sentence, mention: MeetingMention) -> When:
        """Return the time that stands right before or behind a noun phrase, or behind its verb of being held."""
        masked = self.world.masked(sentence)
        at = masked.string.find(masked.slot(mention))
        if at < 0:
            return When()
        found = self._date_after.match(masked.string, at + 1) or self._date_before.search(masked.string[:at])
        date = masked.get(found, "date") if found else None
        past = self.status_near(sentence, mention) != "scheduled"
        return self.times.when(date, past) if isinstance(date, TimeMention) else When()

    def _dates(self, sentence: Sentence, mention: MeetingMention, left: int, right: int) -> list[TimeMention]:
        """Return the dates that may be a meeting's, the likeliest first: those after its name, then those before it."""
        dates = [m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention)]
        dates = [d for d in dates if not self._given_up.search(self.world.text[max(0, d.start - _LEAD) : d.start])]
        after = [d for d in dates if max(mention.end, left) <= d.start < right]
        dates = [_turned(d) if d.end + 1 == mention.start else d for d in dates]
        inside = [d for d in dates if mention.start <= d.start and d.end <= mention.end]
        before = [d for d in dates if left <= d.start and d.end <= mention.start]
        if before and after:
            masked = self.world.masked(sentence)
            others = [masked.get(m, "date") for m in self._of_agreement.finditer(masked.string)]
            after = [d for d in after if d not in others]
        meeting = mention.meeting
        if mention.months and meeting is not None and not meeting.when.month:
            month = When(month=mention.months[0])
            before = [TimeMention("DATE", mention.start, mention.end, mention.text, month)]
        return [*inside, *after, *reversed(before)]

    def _attach_date(self, meeting: Meeting, dates: list[TimeMention], focus: Meeting | None) -> None:
        # A bare year may be part of a title; a day or month is a time.
        for date in sorted(dates, key=lambda d: bool(d.when.year and not d.when.month and not d.when.earliest)):
            when = _after_saying(self.times.when(date, meeting.status != "scheduled"), meeting, focus)
            if _adds(when, meeting.when) or (when.day and self._only_headed(meeting)):
                meeting.when, meeting.when_words = when, " ".join(date.text.split())
                meeting.when_spans = [*meeting.when_spans[:1], date.span]
                return

    def _only_headed(self, meeting: Meeting) -> bool:
        """Return whether no more than a month is known of a meeting's time, and that from a headline."""
        if meeting.when.day or not meeting.when.month or not meeting.when_spans:
            return False
        sentence = self.world.sentence_at(meeting.when_spans[-1].start)
        return sentence is not None and sentence.block.kind in {"title", "heading"}


def _month_of(date: TimeMention, when: When) -> TimeMention:
    return TimeMention("DATE", date.start, date.end, date.text, When(when.year, when.month))


def _turned(date: TimeMention) -> TimeMention:
    """Return "one day after" before a meeting's name as what it says of that meeting: it was one day before."""
    if not date.when.relative.startswith("day") or not date.text.endswith(("after", "before")):
        return date
    when = When(relative=f"day{-int(date.when.relative[3:]):+d}")
    return TimeMention("DATE", date.start, date.end, date.text, when)


def _adds(when: When, known: When) -> bool:
    """Return whether a time says more than what is known, and nothing else."""
    if not when.year and not when.relative:
        return False
    if known.day or (known.month and not when.day) or (known.year and not when.month and not when.earliest):
        return False
    return not known.year or (when.year == known.year and known.month in {0, when.month})


def _after_saying(when: When, meeting: Meeting, focus: Meeting | None) -> When:
    """Return a time that was still to come when it was announced at the meeting spoken of, before the report of it.

    What is announced for "later" may follow on that very day.
    """
    said = focus.when if focus is not None and focus is not meeting else None
    later = bool(when.earliest) and when.latest.endswith("-12-31")
    if later and said is not None and said.day and said.year == when.year:
        return replace(when, earliest=min(when.earliest, said.start))
    return when
