"""Times of agreements: in, an agreement and its sentence; out, its meeting and day, unless they contradict."""

from __future__ import annotations

from kgtool.extraction.date_resolution import resolve
from kgtool.extraction.dates import When
from kgtool.extraction.entities import Agreement, Meeting, TimeMention
from kgtool.extraction.layout import Sentence
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.world import World


def set_time(world: World, agreement: Agreement, sentence: Sentence, meeting: Meeting | None) -> None:
    """Give an agreement the day said in its clause, and the meeting spoken of unless that was on another day."""
    for date in _dates_in_clause(world, agreement, sentence) or _date_above(world, sentence):
        when = resolve(date.when, world.issued, None, True)
        if when.year:
            agreement.when, agreement.when_span = when, date.span
            break
    if meeting is None or meeting.status == "scheduled" or _clash(agreement.when, meeting.when):
        return
    agreement.meeting = meeting
    if meeting.when.start and len(meeting.when.start) >= len(agreement.when.start):
        agreement.when, agreement.when_span = meeting.when, (meeting.when_spans or [agreement.span])[-1]


def _dates_in_clause(world: World, agreement: Agreement, sentence: Sentence) -> list[TimeMention]:
    """Return the dates between the semicolons around an agreement."""
    start, end = sentence.span.start, sentence.span.end
    at = max(agreement.subject_span.start, start)
    first = world.text.rfind(";", start, min(at, end)) + 1 or start
    stop = world.text.find(";", at, end)
    last = stop if stop >= 0 else end
    elsewhere = whole_words(world.knowledge.lexicon.get("outcomes", "other_date"))
    dates = [m for m in world.mentions[sentence.index] if isinstance(m, TimeMention)]
    known = [d for d in dates if first <= d.start < last and (d.when.day or d.when.month or d.when.year)]
    return [d for d in known if not elsewhere.search(world.text[max(first, agreement.subject_span.start) : d.start])]


def _date_above(world: World, sentence: Sentence) -> list[TimeMention]:
    """Return the date of a line above that is nothing else: it heads the entries after it."""
    if not sentence.index:
        return []
    above = world.layout.sentences[sentence.index - 1]
    return [m for m in world.mentions[above.index] if isinstance(m, TimeMention) and m.span == above.span]


def _clash(one: When, other: When) -> bool:
    """Return whether two known times cannot be the same."""
    if not one.year or not other.year:
        return False
    return not (one.start.startswith(other.start) or other.start.startswith(one.start))
