"""Default delegates: in, people with posts and meetings; out, those taken to have been there, with the reason.

A report of a meeting names those who met. Who has a post, is named where the meeting is told, and is nowhere said to
have been absent, represented or a predecessor, took part.
"""

from __future__ import annotations

from kgtool.extraction.cues import CuedPattern
from kgtool.extraction.entities import Delegate, Meeting, Participation, WhoMention
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.parts.parts import add, names_own
from kgtool.extraction.parts.told import ToldMeetings
from kgtool.extraction.world import World

_LEVELS = frozenset({"", "heads", "deputy-heads", "bilateral"})


def place_delegates(world: World) -> None:
    """Let those who have no part in any meeting take part in the one in whose report they are named."""
    table = world.knowledge.lexicon.tables.get("participation", {})
    absent = table.get("absent", {})
    elsewhere = [*absent.get("words", []), *absent.get("messages", [])]
    unless = whole_words([*table.get("default", {}).get("unless", []), *elsewhere])
    told = ToldMeetings(world)
    _place_pictured(world)
    _send_delegations(world)
    placed = _placed(world)
    for sentence in world.layout.sentences:
        meeting = world.focus_in(sentence)
        reported = meeting is not None and meeting.status == "held" and meeting.level in _LEVELS
        if meeting is not None and world.issued is not None and meeting.when.start > world.issued.start > "":
            continue
        if not reported or meeting is None or sentence.block.kind == "title":
            continue
        if told.is_of_another_day(meeting, sentence) or unless.search(
            world.text, sentence.span.start, sentence.span.end
        ):
            continue
        for mention in world.mentions[sentence.index]:
            for delegate in mention.members if isinstance(mention, WhoMention) else []:
                if id(delegate.person) not in placed and _has_post(delegate):
                    placed.add(id(delegate.person))
                    add(meeting, Participation(delegate, "participant", sentence.span, "default-delegate"))
    _place_at_own_table(world, placed, unless)
    _face_industry(world)


def _send_delegations(world: World) -> None:
    """Let the delegation to an assembly stand for its office in the talks in the margins: its head, else all.

    Where the office is named as holding them, it is the office that did.
    """
    held = [m for m in world.meetings if m.status == "held" and m.level == "bilateral"]
    for meeting in (m for m in held if m.partof is not None):
        unnamed = [p for p in meeting.participations if p.rule == "counterparts" and p.delegate.person is None]
        for part in (p for p in unnamed if not names_own(world, p.delegate)):
            there = meeting.partof.participations if meeting.partof is not None else []
            own = [p for p in there if p.delegate.person and p.delegate.organisation is part.delegate.organisation]
            heads = [p for p in own if p.capacity == "head-of-delegation"]
            if own:
                meeting.participations.remove(part)
            for sent in heads or own:
                add(meeting, Participation(sent.delegate, "participant", sent.span, "sent-to-the-assembly"))


def _place_at_own_table(world: World, placed: set[int], unless: CuedPattern) -> None:
    """Let those who have no part yet stand for their organisation in the only meeting of two that it was a side of."""
    tables = [m for m in world.meetings if m.status == "held" and len({id(d.organisation) for d in m.parties}) == 2]
    for sentence in world.layout.sentences:
        if sentence.block.kind == "title" or unless.search(world.text, sentence.span.start, sentence.span.end):
            continue
        for mention in world.mentions[sentence.index]:
            for delegate in mention.members if isinstance(mention, WhoMention) else []:
                if id(delegate.person) in placed or delegate.organisation is None:
                    continue
                own = [m for m in tables if any(d.organisation is delegate.organisation for d in m.parties)]
                if len(own) == 1 and not _is_represented(own[0], delegate):
                    placed.add(id(delegate.person))
                    add(own[0], Participation(delegate, "participant", sentence.span, "own-table"))


def _face_industry(world: World) -> None:
    """Let a forum take part in its meeting with industry, as the group that it is, where none of its members does."""
    for meeting in world.meetings:
        forum = meeting.forum
        if meeting.level != "industry" or meeting.status != "held" or forum is None or forum.kind != "forum":
            continue
        present = {id(p.delegate.organisation) for p in meeting.participations}
        if not present & {id(o) for o in (forum, *world.members(forum))}:
            where = world.quote(meeting.span)
            add(meeting, Participation(Delegate(None, forum, meeting.span), "participant", where, "faces-industry"))


def _is_represented(meeting: Meeting, delegate: Delegate) -> bool:
    """Return whether somebody else stands for a delegate's organisation at a meeting."""
    parts = (p.delegate for p in meeting.participations)
    return any(d.person is not None and d.organisation is delegate.organisation for d in parts)


def _place_pictured(world: World) -> None:
    """Let people whom a caption shows together take part in the meeting of their organisations, where there is one."""
    for sentence in world.layout.sentences:
        if sentence.block.kind != "caption":
            continue
        mentions = world.mentions[sentence.index]
        delegates = [d for m in mentions if isinstance(m, WhoMention) for d in m.members if d.person]
        sides = {id(d.organisation) for d in delegates if d.organisation}
        meetings = [m for m in world.meetings if {id(d.organisation) for d in m.parties} == sides]
        held = [m for m in meetings if m.status == "held" and len(sides) > 1]
        if not held:
            continue
        # A picture is of what is reported: the last of several, those beside the meeting spoken of first.
        meeting = max(held, key=lambda m: (m.partof is not None, m.when.start))
        for delegate in delegates:
            add(meeting, Participation(delegate, "participant", sentence.span, "pictured"))


def _placed(world: World) -> set[int]:
    """Return who has a part in a meeting, or has somebody stand in for him or her; organisations count as placed."""
    parts = [p for m in world.meetings for p in m.participations]
    absent = {id(p) for p in world.absent} | {id(p.principal.person) for p in parts if p.principal}
    return {id(None)} | {id(p.delegate.person) for p in parts} | absent


def _has_post(delegate: Delegate) -> bool:
    """Return whether somebody has a post, at a known organisation."""
    return delegate.organisation is not None and delegate.person is not None and bool(delegate.person.roles)
