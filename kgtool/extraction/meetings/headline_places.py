"""Places in headlines: in, meetings of a report and its headline; out, the headline's town as their place.

"Report from the meetings in Oslo": what was held then, and not elsewhere or online, was held there.
"""

from __future__ import annotations

from kgtool.extraction.entities import Meeting, PlaceMention, TimeMention
from kgtool.extraction.world import World

_MASTHEAD = 3  # The name of a paper, "Oslo News", has hardly more words.
_LINES = 4  # A headline stands among the first so many lines.
_TWO = 2  # Sides of a meeting that two had by themselves.
_APART = frozenset({"bilateral", "signing"})


def place_by_headline(world: World) -> None:
    """Give meetings of the time reported that have no place the one town that the headline names."""
    town = _town(world)
    main = next((m for m in world.meetings if m.status == "held" and m.when.month), None)
    if town is None or main is None or (main.place is not None and main.place.entity.iri != town.entity.iri):
        return
    for meeting in world.meetings:
        told = meeting is main or (_told_with(meeting, main) and not _is_apart(meeting))
        if told and meeting.place is None and meeting.mode != "virtual":
            meeting.place = town


def _is_apart(meeting: Meeting) -> bool:
    """Return whether two met by themselves, or signed: the headline need not be about that."""
    return meeting.level in _APART or (meeting.forum is None and len(meeting.parties) == _TWO)


def _told_with(meeting: Meeting, main: Meeting) -> bool:
    """Return whether a meeting was held, as far as is told, in the month of another."""
    month = (meeting.when.year, meeting.when.month) == (main.when.year, main.when.month)
    return meeting.status == "held" and month and bool(meeting.when.day)


def _town(world: World) -> PlaceMention | None:
    """Return the only town that a headline names; a line with a date is a dateline."""
    for sentence in world.layout.sentences[:_LINES]:
        if sentence.block.kind not in {"title", "heading"}:
            return None
        if not sentence.index and len(world.words(sentence.span).split()) <= _MASTHEAD:
            continue
        mentions = world.mentions[sentence.index]
        towns = [m for m in mentions if isinstance(m, PlaceMention) and m.kind == "CITY"]
        if len({t.entity.iri for t in towns}) == 1 and not any(isinstance(m, TimeMention) for m in mentions):
            return towns[0]
    return None
