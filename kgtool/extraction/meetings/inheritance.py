"""Inheritance: in, a new meeting and those told of before; out, what its name leaves to be understood from theirs."""

from __future__ import annotations

from kgtool.extraction.entities import Delegate, Meeting, MeetingMention, Participation
from kgtool.extraction.meetings.names import bare_name, edition_of
from kgtool.extraction.parts.parts import add


def inherit(meeting: Meeting, focus: Meeting | None, others: list[Meeting]) -> None:
    """Give "the next meeting" forum, level and parties of the one of its name, else of the one spoken of."""
    words = set(bare_name(meeting.name).split()) - {bare_name(meeting.name).split()[-1]} if meeting.name else set()
    named = {w for w in words if w[0].isupper()}
    alike = [m for m in others if named and named <= set(m.name.split())]
    focus = focus if not alike or focus in alike else alike[0]
    if focus is None or meeting.forum is not None or meeting.parties or meeting.level not in {"", focus.level}:
        return
    _take(meeting, focus)


def inherit_by_name(meeting: Meeting, others: list[Meeting]) -> None:
    """Give "the annual meeting" of another year forum, level and parties of the one told of by that name."""
    words = set(bare_name(meeting.name).casefold().split())
    if meeting.forum is not None or meeting.parties or len(edition_of(meeting.name).split()) < 2:
        return
    for other in others:
        alike = other is not meeting and words <= set(bare_name(other.name).casefold().split())
        if alike and meeting.level in {"", other.level}:
            _take(meeting, other)
            return


def _take(meeting: Meeting, other: Meeting) -> None:
    meeting.forum, meeting.level = other.forum, other.level
    meeting.parties = [Delegate(None, d.organisation, d.span, inherited=True) for d in other.parties]


def host_visit(meeting: Meeting, mention: MeetingMention) -> None:
    """Let the organisation that a visit is paid to, in so many words, be its host."""
    _, to, rest = mention.text.partition(" to ")
    rest = rest.removeprefix("the ")
    for organisation in mention.organisations if to else []:
        forms = (form for forms in organisation.names.values() for form, _ in forms)
        if any(rest.startswith(form) for form in forms):
            add(meeting, Participation(Delegate(None, organisation, mention.span), "host", mention.span, "visited"))
            return
