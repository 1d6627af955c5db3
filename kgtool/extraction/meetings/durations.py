"""Durations: in, sentences that say how long a meeting took and when it began or ended; out, its first and last day.

"After two days of talks … concluded on Thursday", "for three days from 4 May".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Meeting, MeetingMention, TimeMention
from kgtool.extraction.lexicon import NUMBER, alternatives, number_of
from kgtool.extraction.meetings.details import MeetingDetails
from kgtool.extraction.world import World

_MOST = 14  # No meeting takes more days.


def extend_by_durations(world: World, details: MeetingDetails) -> None:
    """Give meetings of which one day and the number of days are told their first and last day."""
    table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {}).get("durations", {})
    lasting = cued(re.compile(rf"(?i)\b({NUMBER})[ -](?:consecutive )?days?\b"))
    ended = re.compile(rf"(?i)\b{alternatives(table.get('ended', ['-']))}\b")
    for sentence in world.layout.sentences:
        found = lasting.search(world.text, sentence.span.start, sentence.span.end)
        number = number_of(found.group(1)) if found else None
        if found is None or number is None or not 1 < number <= _MOST:
            continue
        dates = [m for m in world.mentions[sentence.index] if isinstance(m, TimeMention)]
        days = [(d, w) for d in dates if (w := details.times.when(d)).day and not w.last[0]]
        meeting = _meeting(world, sentence)
        if len(days) == 1 and meeting is not None and meeting.status == "held":
            _extend(meeting, days[0][0], days[0][1], number, bool(ended.search(world.words(sentence.span))))


def _meeting(world: World, sentence: Sentence) -> Meeting | None:
    named = (m.meeting for m in world.mentions[sentence.index] if isinstance(m, MeetingMention))
    return next((m for m in named if m is not None), None) or world.focus.get(sentence.index)


def _extend(meeting: Meeting, told: TimeMention, when: When, days: int, ended: bool) -> None:
    """Let a meeting last so many days up to, or from, the day told, unless that clashes with what is known."""
    day = date(when.year, when.month, when.day)
    first, last = (day - timedelta(days - 1), day) if ended else (day, day + timedelta(days - 1))
    known = meeting.when
    if known.last[0] or (known.day and not first.isoformat() <= known.start <= last.isoformat()):
        return
    if known.year and (known.year != first.year or known.month not in {0, first.month}):
        return
    meeting.when = replace(When(first.year, first.month, first.day), last=(last.year, last.month, last.day))
    meeting.when_spans = [*meeting.when_spans[:1], told.span]
