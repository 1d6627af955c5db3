"""Settling: in, everything found in a document; out, meetings that are complete, apart from one another, and named.

Kinds and what is still open of time and place are decided here, once all is known; what is neither dated nor attended
nor hosted is no meeting.
"""

from __future__ import annotations

import re

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.dates import When
from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    Organisation,
    Participation,
    PlaceMention,
    TimeMention,
)
from kgtool.extraction.meetings.headline_places import place_by_headline
from kgtool.extraction.meetings.kinds import align_kinds, decide_kind, find_forum_of_industry, same_but_for_number
from kgtool.extraction.meetings.series import name_series, name_slugs
from kgtool.extraction.meetings.signings import meet_to_sign, sign_bilaterally
from kgtool.extraction.parts.default_delegates import place_delegates
from kgtool.extraction.parts.parts import HOSTING, add, same_delegate
from kgtool.extraction.world import World
from kgtool.model import Span

_VISIT = re.compile(r"(?i)\bvisit\b")
_LEAD = 6  # A report tells among its first sentences what it is about.
_DATELINE = 45  # A dateline is shorter than so many code points.


def settle(world: World) -> None:
    """Complete, sort out and name the meetings of a world."""
    meet_to_sign(world)
    sign_bilaterally(world)
    _align_editions(world)
    place_delegates(world)
    for meeting in world.meetings:
        _drop_principals(meeting)
        decide_kind(world, meeting)
        _add_parties(world, meeting)
    align_kinds(world)
    _bound_by_upcoming(world)
    _date_by_dateline(world)
    _date_by_report(world)
    _date_by_issue(world)
    world.meetings[:] = [m for m in world.meetings if _is_anchored(m)]
    place_by_headline(world)
    _place_by_dateline(world)
    _place_beside(world)
    _join_from_afar(world)
    for meeting in world.meetings:
        _agree_with_report(world, meeting)
        find_forum_of_industry(world, meeting)
        _decide_mode(meeting)
    name_series(world)
    name_slugs(world)


def _align_editions(world: World) -> None:
    """Give meetings that share all but their number the level, forum and parties that one of them has."""
    for meeting in world.meetings:
        for other in world.meetings:
            numbered = other is not meeting and meeting.ordinal and other.ordinal
            if not numbered or meeting.parties or meeting.forum or not same_but_for_number(meeting, other):
                continue
            if meeting.level not in {"", other.level}:
                continue
            meeting.level, meeting.forum = other.level, meeting.forum or other.forum
            meeting.parties = [Delegate(None, d.organisation, d.span, inherited=True) for d in other.parties]


# ---- who took part
def _drop_principals(meeting: Meeting) -> None:
    """Drop who was stood in for, and an office's own record where a person represents it."""
    parts = meeting.participations
    for part in parts:
        part.delegate = _for_the_office(part.delegate)
    absent = [p.principal for p in parts if p.principal is not None]
    parts[:] = [p for p in parts if not any(same_delegate(p.delegate, a) for a in absent)]
    observers = {id(p.delegate.organisation) for p in parts if p.delegate.person is None and p.capacity == "observer"}
    for p in parts:
        if p.delegate.person and p.capacity == "participant" and id(p.delegate.organisation) in observers:
            p.capacity = "observer"
    represented = {id(p.delegate.organisation) for p in parts if p.delegate.person}
    parts[:] = [
        p for p in parts if p.delegate.person or p.capacity in HOSTING or id(p.delegate.organisation) not in represented
    ]


def _for_the_office(delegate: Delegate) -> Delegate:
    """Return a person for the office that a unit belongs to, and for his or her own where no other is known."""
    person, organisation = delegate.person, delegate.organisation
    while organisation is not None and organisation.kind == "unit" and organisation.parent is not None:
        organisation = organisation.parent
    if person is None:
        return delegate
    return Delegate(person, organisation or person.organisation, delegate.span, delegate.inherited)


def _add_parties(world: World, meeting: Meeting) -> None:
    """Let the named parties of a meeting take part, each by its person or for itself."""
    # Whose meeting it is, where only one is named, is no party to it.
    alone = len(meeting.parties) == 1 and not re.search(r"\b(?:with|to|between)\b", meeting.name)
    if alone or "assembly" in {meeting.level, meeting.kind}:
        return
    for person in (d for d in meeting.parties if d.person is not None and not d.inherited):
        add(meeting, Participation(person, "participant", world.quote(person.span), "named-party"))
    for party in meeting.parties:
        if party.organisation is not None and not party.inherited and not _takes_part(world, meeting, party):
            leader = _person_of(world, meeting, party.organisation)
            delegate = leader or Delegate(None, party.organisation, party.span)
            rule = "named-party" if meeting.span.covers(party.span) else "met"
            part = Participation(delegate, "participant", world.quote(party.span), rule)
            meeting.participations.append(part)


def _person_of(world: World, meeting: Meeting, organisation: Organisation) -> Delegate | None:
    """Return who led an organisation's delegation to the assembly beside which it met another, if that is told."""
    if meeting.kind != "bilateral" or organisation is not world.publisher or not meeting.when.day:
        return None
    for assembly in (m for m in world.meetings if m.level == "assembly"):
        first, last = assembly.when.bounds()
        leaders = (p.delegate for p in assembly.participations if p.capacity == "head-of-delegation")
        leader = next((d for d in leaders if d.organisation is organisation and d.person is not None), None)
        if leader is not None and first <= meeting.when.bounds()[0] <= last:
            return leader
    return None


def _takes_part(world: World, meeting: Meeting, party: Delegate) -> bool:
    """Return whether a party has a part in a meeting already, a forum by its members."""
    organisation = party.organisation
    if organisation is not None and organisation.kind == "forum":
        members = world.members(organisation)
        if meeting.forum is organisation or any(p.delegate.organisation in members for p in meeting.participations):
            return True
    parts = (p for p in meeting.participations if p.capacity not in HOSTING)
    return any(p.delegate.organisation is organisation for p in parts)


# ---- mode and place
def _join_from_afar(world: World) -> None:
    """Let a meeting with a place that some joined by video be a hybrid one."""
    patterns = world.knowledge.lexicon.tables.get("meetings", {}).get("afar", {}).get("patterns", [])
    afar = cued(re.compile("|".join(patterns) or "(?!)"))
    for sentence in world.layout.sentences:
        meeting = world.focus_in(sentence)
        found = afar.search(world.text, sentence.span.start, sentence.span.end) if meeting is not None else None
        if found and meeting is not None and meeting.place is not None and meeting.mode in {"", "in-person"}:
            meeting.mode, meeting.mode_span = "hybrid", Span(found.start(), found.end())


def _decide_mode(meeting: Meeting) -> None:
    """Take the place from a virtual meeting; let one with a place and no other mode be in person."""
    if meeting.mode == "virtual" and meeting.position == 0:
        meeting.place = None
    if not meeting.mode and meeting.place is not None:
        meeting.mode, meeting.mode_span = "in-person", meeting.place.span
    if not meeting.mode and meeting.kind != "signing" and _VISIT.search(meeting.name):
        # Who visits is there.
        meeting.mode, meeting.mode_span = "in-person", meeting.span


def _place_beside(world: World) -> None:
    """Let a meeting on a day of a longer one that its report is about take place where that did.

    Beside an assembly only what two did there: others met elsewhere on the same days.
    """
    longer = [m for m in world.meetings if m.when.last[0] and m.place is not None and m.status == "held"]
    for meeting in world.meetings:
        if meeting.place is not None or meeting.mode or meeting.status == "scheduled":
            continue
        if meeting.position and meeting.partof is not None:
            meeting.place = meeting.partof.place
        if not meeting.when.day:
            continue
        for other in longer:
            aside = meeting.kind == "bilateral" or (meeting.kind == "heads" and other.level != "assembly")
            first, last = other.when.bounds()
            begin, end = meeting.when.bounds()
            if other is not meeting and aside and first <= begin and end <= last:
                meeting.place = other.place


# ---- time
def _bound_by_upcoming(world: World) -> None:
    """Let a meeting of an undated report be over before one that the same report calls upcoming."""
    coming = [m for m in world.meetings if m.status == "scheduled" and m.when.month]
    for meeting in world.meetings:
        if meeting.status != "held" or meeting.when.month or not meeting.when.year:
            continue
        for other in coming:
            if other.when.year == meeting.when.year:
                first, last = meeting.when.bounds()[0], other.when.bounds()[1]
                meeting.when = When(meeting.when.year, earliest=first, latest=last)
                meeting.when_spans = [*meeting.when_spans, *other.when_spans[:1]]
                meeting.when_words = meeting.when_words or "recently"


def _date_by_dateline(world: World) -> None:
    """Let an undated meeting told right after a dateline ("Oslo, 3 May 2019.") take place there and then."""
    for meeting in world.meetings:
        sentence = world.sentence_at(meeting.span.start)
        if meeting.when.year or meeting.status != "held" or sentence is None or not sentence.index:
            continue
        line = world.layout.sentences[sentence.index - 1]
        if line.block is not sentence.block or line.span.end - line.span.start >= _DATELINE:
            continue
        mentions = world.mentions[line.index]
        dates = [m for m in mentions if isinstance(m, TimeMention) and m.when.day and m.when.year]
        if dates:
            places = (m for m in mentions if isinstance(m, PlaceMention) and m.kind == "CITY")
            meeting.when, meeting.when_spans = dates[0].when, [dates[0].span]
            meeting.place = meeting.place or next(places, None)


def _place_by_dateline(world: World) -> None:
    """Let what is told behind a dateline ("Oslo, 3 May 2019 - …") of that very day take place there."""
    for meeting in world.meetings:
        sentence = world.sentence_at(meeting.span.start)
        if meeting.place is not None or meeting.mode or meeting.status != "held" or sentence is None:
            continue
        mentions = [m for m in world.mentions[sentence.index] if m.end - sentence.block.span.start < _DATELINE]
        date = next((m for m in mentions if isinstance(m, TimeMention) and m.when.day and m.when.year), None)
        if date is None or date.when.start != meeting.when.start:
            continue
        if mentions and isinstance(mentions[0], PlaceMention) and mentions[0].start == sentence.block.span.start:
            meeting.place = mentions[0] if mentions[0].kind == "CITY" else None


def _date_by_report(world: World) -> None:
    """Let an undated meeting that is reported beside a dated one take place in its year; no more is known."""
    dated = next((m for m in world.meetings if m.when.year and m.status == "held" and m.when_spans), None)
    if dated is None:
        return
    for meeting in world.meetings:
        undated = not meeting.when.year and meeting.status == "held" and meeting.partof is None
        edition = meeting.ordinal and dated.ordinal and meeting.ordinal != dated.ordinal
        if undated and meeting.participations and not edition:
            meeting.when, meeting.when_spans = When(dated.when.year), [meeting.span, *dated.when_spans[:1]]


def _date_by_issue(world: World) -> None:
    """Let the meeting that a report is about, of which nothing dates, take place in the year of the report."""
    main = next((m for m in world.meetings if m.status == "held"), None)
    sentence = world.sentence_at(main.span.start) if main is not None else None
    issued = next((d for d in world.dates if world.issued is not None and d.when == world.issued), None)
    if main is None or sentence is None or issued is None or sentence.index > _LEAD or main.when.year:
        return
    if main.participations and not any(m.when.year for m in world.meetings):
        main.when, main.when_spans = When(issued.when.year), [main.span, Span(issued.start, issued.end)]


def _agree_with_report(world: World, meeting: Meeting) -> None:
    """Let what lies after the report be to come, and what lies before it be over, whatever the tense of the report."""
    issued = world.issued
    if issued is None or not issued.day or not meeting.when.year:
        return
    first, last = meeting.when.bounds()
    if meeting.status == "held" and first > issued.start:
        meeting.status = "scheduled"
    elif meeting.status == "scheduled" and last < issued.start:
        meeting.status = "held"


def _is_anchored(meeting: Meeting) -> bool:
    """Return whether enough is known of a meeting to be one: when it was, who took part, or its number."""
    if meeting.participations or meeting.ordinal:
        return True
    announced = meeting.status == "scheduled" and meeting.forum is not None
    if meeting.kind == "other" and not meeting.when.month and not announced:
        return False
    return bool(meeting.when.year or meeting.when.relative)
