"""Matching: in, a noun phrase for a meeting and a meeting known; out, whether, and how well, they fit."""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.documents.dates import When
from kgtool.extraction.entities import Meeting, MeetingMention, Organisation
from kgtool.extraction.lexicon import Lexicon
from kgtool.extraction.meetings.marks import CALL, marks_of
from kgtool.extraction.meetings.names import bare_name, is_numbered, name_of

_ORGAN = re.compile(r"\b(?:Committee|Council|Board|Assembly|Conference)\b(?! of (?:Europe|Ministers of))")
_TELLING = 2  # A name of more words tells one meeting from others.
_WORD = re.compile(r"[^\W\d_][\w'-]*")


class MeetingMatcher:
    """Compares noun phrases with meetings."""

    def __init__(self, lexicon: Lexicon) -> None:
        table: dict[str, Any] = lexicon.tables.get("meetings", {})
        self._distinct = frozenset(table.get("distinct", []))
        self._coming = frozenset(table.get("coming", []))
        self.marks = marks_of(lexicon)
        self._levelled = frozenset(table.get("levelled", []))

    def sets_apart(self, mention: MeetingMention) -> bool:
        """Return whether the words set a meeting apart from the one spoken of before ("another", "next")."""
        return bool({w.casefold() for w in re.findall(r"[\w-]+", mention.pre)} & self._distinct)

    def fits(self, mention: MeetingMention, meeting: Meeting, status: str, said: When) -> bool:
        """Return whether a noun phrase, said with words for that status and with that time, can mean a meeting."""
        if _dates_clash(mention, meeting) or times_clash(said, meeting.when) or self._names_clash(mention, meeting):
            return False
        if not is_specific(mention) and has_proper_name(mention):
            return bare_name(meeting.name) == bare_name(name_of(mention))
        apart = self.sets_apart(mention)
        if not (meeting.level or meeting.forum or meeting.ordinal or meeting.parties):
            return not apart and status != "scheduled"
        if _parties_clash(mention, meeting):
            return False
        if apart and not (mention.ordinal and mention.ordinal == meeting.ordinal):
            coming = bool({w.casefold() for w in mention.pre.split()} & self._coming)
            other = self.marks.of(meeting.name) - self.marks.of(name_of(mention)) - self._levelled
            return coming and meeting.status == "scheduled" and mention.level in {"", meeting.level} and not other
        return _status_fits(mention, meeting, status)

    def _names_clash(self, mention: MeetingMention, meeting: Meeting) -> bool:
        """Return whether the words tell of another sort of meeting, or of another body's."""
        told, known = self.marks.of(name_of(mention)), self.marks.of(meeting.name)
        if meeting.level and meeting.level == mention.level:
            told, known = told - self._levelled, known - self._levelled
        own = mention.determiner not in {"their", "its"}
        named = bool(mention.ordinal or (mention.organisations and own)) and mention.level != meeting.level
        # A meeting by video may be any; "the videoconference" is one of those.
        if not told <= known or (named and known - told - {CALL}):
            return True
        if mention.ordinal and mention.ordinal == meeting.ordinal:
            return False
        shared = {id(o) for o in mention.organisations} & {id(o) for o in sides_of(meeting)}
        mine, other = self.marks.proper(name_of(mention)), self.marks.proper(meeting.name)
        return bool(mine and other and not shared and not mine & other)

    def told_by_sort(self, mention: MeetingMention, meetings: list[Meeting]) -> Meeting | None:
        """Return the last meeting of the sort that a noun without more tells of ("the visit", "the workshop")."""
        told = self.marks.of(name_of(mention))
        return next((m for m in reversed(meetings) if told and told <= self.marks.of(m.name)), None)


def sides_of(meeting: Meeting) -> list[Organisation]:
    """Return the organisations whose meeting it is."""
    sides = [d.organisation for d in meeting.parties if d.organisation is not None]
    return [*sides, *([meeting.forum] if meeting.forum is not None else [])]


def is_specific(mention: MeetingMention) -> bool:
    """Return whether a noun phrase says something of its own: a number, a time, a forum, a country, a level."""
    told = mention.ordinal or mention.year or mention.months or mention.level
    return bool(told or mention.organisations or mention.countries)


def is_only_numbered(mention: MeetingMention) -> bool:
    """Return whether a noun phrase says no more than which edition it means."""
    if not mention.head:
        return True
    return bool(mention.ordinal) and not (mention.organisations or mention.countries)


def has_proper_name(mention: MeetingMention) -> bool:
    """Return whether a noun phrase is a name by its capitals: two words before the noun, and the last one."""
    capitals = sum(1 for w in _WORD.findall(mention.pre) if w[0].isupper())
    return capitals > 1 and mention.text.split()[-1][0].isupper()


def forum_of(mention: MeetingMention) -> Organisation | None:
    """Return the forum that a noun phrase names; an assembly's is the organisation that holds it."""
    fora = (o for o in mention.organisations if is_body(o))
    holders = (o for o in mention.organisations if o.kind == "international-organisation")
    return next(fora, None) or (next(holders, None) if mention.level == "assembly" else None)


def is_body(organisation: Organisation) -> bool:
    """Return whether an organisation is one that meets: a forum, a group, or a committee or council of another."""
    if organisation.kind in {"forum", "working-group"}:
        return True
    return organisation.kind in {"unit", "other"} and is_organ(organisation)


def is_organ(organisation: Organisation) -> bool:
    """Return whether an organisation is by its name a committee, council or board."""
    return _ORGAN.search(organisation.display) is not None


def score(mention: MeetingMention, meeting: Meeting) -> int:
    """Return how well a noun phrase fits a meeting that it can mean: the ordinal counts most."""
    return (
        4 * bool(mention.ordinal and mention.ordinal == meeting.ordinal)
        + 2 * bool(mention.year and mention.year == meeting.when.year)
        + 2 * bool(mention.level and mention.level == meeting.level)
        + bool(forum_of(mention) and forum_of(mention) is meeting.forum)
    )


def is_fuller(mention: MeetingMention, meeting: Meeting) -> bool:
    """Return whether a noun phrase names a meeting more fully than what it is called so far."""
    weight = _weight(name_of(mention)) + 2 * is_numbered(mention.text)
    return weight > _weight(meeting.name) or len(meeting.name.split()) == 1


def _weight(name: str) -> int:
    return min(sum(1 for w in name.split() if w[:1].isupper() or w[:1].isdigit()), 8)


def _dates_clash(mention: MeetingMention, meeting: Meeting) -> bool:
    if mention.ordinal and meeting.ordinal and mention.ordinal != meeting.ordinal:
        return True
    if mention.year and meeting.when.year and mention.year != meeting.when.year:
        return True
    return bool(mention.months and meeting.when.month and meeting.when.month not in mention.months)


def times_clash(said: When, known: When) -> bool:
    """Return whether two times, as far as they are known, have no day in common."""
    if not said.year or not known.year:
        return False
    (first, last), (begin, end) = said.bounds(), known.bounds()
    return last < begin or end < first


def _parties_clash(mention: MeetingMention, meeting: Meeting) -> bool:
    """Return whether level or forum tell that another meeting is meant."""
    levels = {mention.level, meeting.level}
    if "" not in levels and len(levels) == 2 and levels != {"heads", "bilateral"}:
        return True
    of_two = meeting.level == "bilateral" or (meeting.parties and meeting.forum is None and not meeting.level)
    if mention.ordinal and not meeting.ordinal and of_two and mention.level != "bilateral":
        return True
    forum = forum_of(mention)
    two = {id(o) for o in mention.organisations if not is_body(o)}
    if len(two) == 2 and forum is None and meeting.forum is not None and not two & {id(o) for o in sides_of(meeting)}:
        return True
    if forum is not None and meeting.level == "bilateral" and meeting.parties:
        return forum not in sides_of(meeting)
    if forum is not None and meeting.forum is not None and forum is not meeting.forum:
        return not _within(forum, meeting.forum)
    return (
        forum is not None
        and meeting.forum is None
        and (meeting.level not in {"", mention.level} or not all(_within(forum, o) for o in sides_of(meeting)))
    )


def _within(one: Organisation, other: Organisation) -> bool:
    """Return whether one body's name has the other's in it: a working group of a forum goes by both names."""
    first, second = (o.names.get("preferred", []) + o.names.get("acronym", []) for o in (one, other))
    pairs = [(a, b) for a, _ in first for b, _ in second]
    return any(f"{a} " in b or f"{b} " in a or b.endswith(f" {a}") or a.endswith(f" {b}") for a, b in pairs)


def _status_fits(mention: MeetingMention, meeting: Meeting, status: str) -> bool:
    """Return whether a meeting to come is told from the one reported, unless the words single it out."""
    if mention.ordinal and meeting.ordinal:
        return True
    if status in {"cancelled", "postponed"} and meeting.status == "held" and mention.determiner in {"a", "an"}:
        return False
    name = bare_name(name_of(mention))
    if len(name.split()) > _TELLING and name == bare_name(meeting.name) and has_proper_name(mention):
        return True
    if status == "scheduled" and meeting.status == "held":
        return False
    return not (status == "held" and meeting.status == "scheduled" and mention.determiner not in {"the", "this"})
