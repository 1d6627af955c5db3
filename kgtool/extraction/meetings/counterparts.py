"""Counterparts: in, sentences that say with whom somebody met one after another; out, a bilateral meeting for each."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.dates import When
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
from kgtool.extraction.meetings.matching import times_clash
from kgtool.extraction.meetings.times import MeetingTimes
from kgtool.extraction.world import World
from kgtool.model import Span

_GOES_ON = re.compile(r"\s*,?\s*(?:and|as well as)\s+(?:also\s+)?(?:with\s+)?(?:the\s+)?")
_WEEKDAY = re.compile(r"\W{0,3}(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:\.|s?day|sday|nesday|rsday|urday)?\b")
_DAY = re.compile(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! [a-z]+)")
_AHEAD = re.compile(
    r"(?i)\b(?:will|are to|is to|scheduled|on the [\w' ]{0,20}(?:schedule|agenda|programme|program)|planned|to come"
    r"|are expected|upcoming|forthcoming|coming days|next days)\b"
)
_ASIDE = re.compile(r":|\((?:together )?with\b")
_LEAST = 3  # Fewer than so many are no list of counterparts.


def find_counterparts(world: World) -> None:
    """Add the bilateral meetings that lists of counterparts stand for to the world."""
    patterns = world.knowledge.lexicon.tables.get("meetings", {}).get("counterparts", {}).get("patterns", [])
    announced = cued(re.compile("|".join(patterns) or "(?!)", re.IGNORECASE))
    met = world.knowledge.lexicon.tables.get("meetings", {}).get("counterparts", {}).get("beside", [])
    beside = cued(re.compile("|".join(met) or "(?!)", re.IGNORECASE))
    several = world.knowledge.lexicon.tables.get("meetings", {}).get("counterparts", {}).get("apart", [])
    apart = cued(re.compile("|".join(several) or "(?!)", re.IGNORECASE))
    for sentence in world.layout.sentences:
        words = world.words(sentence.span)
        told = apart.search(world.levelled, sentence.span.start, sentence.span.end)
        if told is not None:
            _add_apart(world, sentence, Span(told.start(), told.end()))
            continue
        # Beside an assembly, any words for meeting will do.
        if announced.search(words) or (beside.search(words) and _parent(world, sentence) is not None):
            own = _hosts(world, sentence)
            listed = _listed(world, sentence)
            if own and len(listed) >= _LEAST:
                _add(world, sentence, own, listed)


def _add(world: World, sentence: Sentence, own: list[Delegate], listed: list[Delegate]) -> None:
    parent = _parent(world, sentence)
    bilateral = (m for m in world.meetings if m.level == "bilateral" and (parent is None or m.partof is parent))
    taken = {id(d.organisation) for m in bilateral for d in m.parties}
    for position, delegate in enumerate(listed, 1):
        if id(delegate.organisation) not in taken and delegate.organisation is not own[0].organisation:
            meeting = _meeting(world, sentence, own, delegate, position)
            if parent is not None:
                _place_within(world, meeting, parent, sentence)
            world.meetings.append(meeting)


def _add_apart(world: World, sentence: Sentence, verb: Span) -> None:
    """Add a meeting of two for each with whom one met apart from the others, on the day that stands behind it."""
    whos = [m for m in world.mentions[sentence.index] if isinstance(m, WhoMention) and m.members]
    own = [d for m in [w for w in whos if w.end <= verb.start][-1:] for d in m.members if d.organisation]
    listed = _once_each([d for m in whos if m.start >= verb.end for d in m.members if d.organisation])
    sides = _once_each([*own, *listed])
    if len({id(d.organisation) for d in own}) != 1 or len(listed) < _LEAST - 1 or len(sides) == len(listed):
        return
    times = MeetingTimes(world)
    dates = [m for m in world.mentions[sentence.index] if isinstance(m, TimeMention)]
    focus = world.focus.get(sentence.index)
    for position, delegate in enumerate(listed):
        until = listed[position + 1].span.start if position + 1 < len(listed) else sentence.span.end
        near = [d for d in dates if delegate.span.end <= d.start < until] or dates[-1:]
        meeting = _meeting(world, sentence, own, delegate, 0)
        if near:
            meeting.when, meeting.when_spans = times.when(near[0]), [near[0].span]
        elif focus is not None and focus.when.year:
            meeting.partof, meeting.partof_span = focus, sentence.span
            meeting.when, meeting.when_spans = When(focus.when.year, focus.when.month), list(focus.when_spans)
        if not any(_is_known(m, meeting) for m in world.meetings):
            world.meetings.append(meeting)


def _is_known(known: Meeting, meeting: Meeting) -> bool:
    """Return whether a meeting of the same two at a time that fits is known already."""
    sides = [{id(d.organisation) for d in m.parties} for m in (known, meeting)]
    return sides[0] == sides[1] and not times_clash(known.when, meeting.when)


def _meeting(world: World, sentence: Sentence, own: list[Delegate], other: Delegate, position: int) -> Meeting:
    first, span = own[0].organisation, other.span
    display = first.display if first is not None else ""
    name = f"bilateral meeting {display} - {world.text[span.start : span.end]}"
    return Meeting(
        name,
        span,
        "bilateral",
        "bilateral",
        status="scheduled" if _AHEAD.search(world.words(sentence.span)) else "held",
        status_span=sentence.span,
        parties=[own[0], other],
        participations=[
            *(Participation(side, "participant", world.quote(sentence.span), "counterparts") for side in own),
            Participation(other, "participant", world.quote(span), "counterparts"),
        ],
        position=position,
    )


def _place_within(world: World, meeting: Meeting, parent: Meeting, sentence: Sentence) -> None:
    """Give a meeting held in the margins of another its place and, as far as the month or the day told, its time."""
    meeting.partof, meeting.partof_span = parent, sentence.span
    meeting.place = parent.place
    line = world.sentence_at(meeting.span.start)
    row = MeetingTimes(world).in_row(line) if line is not None else When()
    if row.day and not times_clash(row, parent.when):
        meeting.when, meeting.when_spans = row, [meeting.span]
    elif parent.when.year:
        same = not parent.when.last[1] or parent.when.last[1] == parent.when.month
        meeting.when = When(parent.when.year, parent.when.month if same else 0)
        meeting.when_spans, meeting.when_words = list(parent.when_spans), parent.when_words
        day = _DAY.search(world.text, sentence.span.start, sentence.span.end)
        weekday = _weekday(world, meeting, parent)
        if weekday is not None:
            meeting.when = weekday
        elif day is not None and parent.when.day <= int(day[1]) <= (parent.when.last[2] or parent.when.day):
            meeting.when = When(parent.when.year, parent.when.month, int(day[1]))
            meeting.when_spans = [*meeting.when_spans[:1], Span(day.start(1), day.end())]


def _weekday(world: World, meeting: Meeting, parent: Meeting) -> When | None:
    """Return the day that a line opens with by its name ("Tue  Oslo office"), among those of the whole."""
    line = world.sentence_at(meeting.span.start)
    while line is not None and line.block.kind == "cell" and line.index:
        before = world.layout.sentences[line.index - 1]
        if before.block.row != line.block.row or before.block.kind != "cell":
            break
        line = before
    found = _WEEKDAY.match(world.text, line.span.start, line.span.end) if line is not None else None
    if found is None or not parent.when.day or not parent.when.last[2]:
        return None
    first, last = date(parent.when.year, parent.when.month, parent.when.day), date(*parent.when.last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    named = [d for d in days if d.strftime("%a") == found[1]]
    # A long session begins with its own business: of two Mondays the later one is meant.
    return When(named[-1].year, named[-1].month, named[-1].day) if named else None


def _parent(world: World, sentence: Sentence) -> Meeting | None:
    """Return the assembly in whose margins the meetings were held: the one spoken of, else the first."""
    assemblies = [m for m in world.meetings if m.level == "assembly"]
    focus = world.focus.get(sentence.index)
    return focus if focus in assemblies else next(iter(assemblies), None)


def _long_list(world: World, sentence: Sentence) -> list[Delegate]:
    """Return the list of counterparts in a sentence: the first long one, unless it can be that of the hosts.

    What "as well as with" joins to it goes on with it.
    """
    lists = [m for m in world.mentions[sentence.index] if isinstance(m, WhoMention) and m.members]
    first = world.text[sentence.span.start : lists[0].start].casefold() if lists else ""
    behind = "bilateral" in first and " with" in first
    for position, long in enumerate(lists):
        if len(long.members) < _LEAST or (not position and len(lists) > 1 and not behind):
            continue
        found = [*long.members]
        for one, other in pairwise(lists[position:]):
            if not _GOES_ON.fullmatch(world.text[one.end : other.start]):
                break
            found.extend(other.members)
        return found
    return []


def _hosts(world: World, sentence: Sentence) -> list[Delegate]:
    """Return who held the meetings: the first other list, else whose meetings they are."""
    mentions = world.mentions[sentence.index]
    listed = _long_list(world, sentence)
    lists = (m for m in mentions if isinstance(m, WhoMention) and m.members and m.members[0] not in listed)
    first = next(lists, None)
    own = [d for d in first.members if d.organisation] if first is not None else []
    if own:
        return own
    nouns = (m for m in mentions if isinstance(m, MeetingMention) and m.plural and m.organisations)
    named = [Delegate(None, m.organisations[0], m.span) for m in nouns][:1]
    # Else they are those of the office whose report it is.
    office = world.publisher or _first_office(world)
    return named or [Delegate(None, o, sentence.span) for o in [office] if o is not None]


def _first_office(world: World) -> Organisation | None:
    """Return the office that a document names first: a report from outside is about it."""
    offices = (o for o in world.organisations.values() if o.kind == "office" and o.names and o.stated)
    starts = ((min(span.start for forms in o.names.values() for _, span in forms), o) for o in offices)
    return min(starts, key=lambda pair: pair[0], default=(0, None))[1]


def _listed(world: World, sentence: Sentence) -> list[Delegate]:
    """Return, in order, with whom the meetings were: listed in the sentence or in the items after it."""
    long = _long_list(world, sentence)
    if long:
        return long
    listed: list[Delegate] = []
    if not world.words(sentence.span).endswith(":"):
        return listed
    for follower in world.layout.sentences[sentence.index + 1 :]:
        kind = follower.block.kind
        if kind in {"heading", "title"} or (kind == "paragraph" and listed):
            break
        # What stands behind a colon is what came of it, and "(with …)" tells who else was there.
        aside = _ASIDE.search(world.text, follower.span.start, follower.span.end)
        stop = aside.start() if aside is not None else follower.span.end
        named = [m for m in world.mentions[follower.index] if m.end <= stop]
        found = [m for m in named if isinstance(m, WhoMention | PlaceMention)]
        count = sum(len(m.members) if isinstance(m, WhoMention) else 1 for m in found)
        announced = world.text[sentence.span.start : sentence.span.end].rstrip().endswith(":")
        if kind not in {"item", "cell"} and (count < _LEAST or not announced):
            break
        for mention in found:
            listed.extend(mention.members if isinstance(mention, WhoMention) else _office(world, mention))
    return _once_each(listed)


def _once_each(listed: list[Delegate]) -> list[Delegate]:
    """Return one delegate of each organisation, a person where one is named."""
    chosen: dict[int, Delegate] = {}
    for delegate in listed:
        known = chosen.get(id(delegate.organisation))
        if known is None or (known.person is None and delegate.person is not None):
            chosen[id(delegate.organisation)] = delegate
    return list(chosen.values())


def _office(world: World, place: PlaceMention) -> list[Delegate]:
    """Return the office that a country stands for in a list."""
    office = world.office_of(place.entity)
    if office is None:
        return []
    office.name("country-name", world.words(place.span), place.span)
    return [Delegate(None, office, place.span)]
