"""Actors: in, a sentence and a place in it; out, who acts there: subjects, agents after "by", partners after "with"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    Mention,
    Organisation,
    PlaceMention,
    WhoMention,
)
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.world import World
from kgtool.model import Span

Party = tuple[Organisation, Span]

_NO_PARTY = frozenset({"observer", "host", "presidency"})
_WHO = re.compile(any_of("WHO"))
_AFTER_WHO = re.compile(rf"{any_of('WHO')}\s*$")
_AGENT = re.compile(rf"\b(?:by|between) (?:the )?(?P<who>{any_of('WHO')})")
_PARTNER = re.compile(
    rf"\bwith (?:the )?(?:{any_of('TITLE')} of (?:the )?)?(?:head of the )?(?P<who>{any_of('WHO|COUNTRY')})"
)


def delegates_of(mention: Mention | None) -> list[Delegate]:
    """Return the delegates of a list; none where a mention is no list."""
    return list(mention.members) if isinstance(mention, WhoMention) else []


class Actors:
    """Tells who acts in a sentence."""

    def __init__(self, world: World) -> None:
        self.world = world
        governing = alternatives(world.knowledge.lexicon.get("outcomes", "governing") or ["-"])
        self._governed = re.compile(rf"\b{governing} (?:the |its |their |both )?$")

    def subject(self, masked: Masked, verb: int) -> list[Delegate]:
        """Return who stands last before a verb, unless a preposition or a genitive makes it part of something else."""
        for found in reversed(list(_WHO.finditer(masked.string, 0, verb))):
            mention = masked.mentions[found.group()]
            before, genitive = masked.string[: found.start()], masked.string.startswith("'", found.end())
            if not isinstance(mention, WhoMention) or self._governed.search(before) or genitive:
                continue
            both = not mention.members and mention.text.casefold() == "both"
            if not (both and _AFTER_WHO.search(before)):
                return mention.members
        return []

    def agent(self, masked: Masked, position: int) -> list[Delegate]:
        """Return who stands after the first "by" or "between" from a place on."""
        m = _AGENT.search(masked.string[position:])
        return delegates_of(masked.mentions.get(m.group("who"))) if m else []

    def partners(self, masked: Masked, start: int, end: int) -> list[Delegate]:
        """Return those who stand after "with" in a stretch; a country's name stands for its office."""
        found: list[Delegate] = []
        for m in _PARTNER.finditer(masked.string[start:end]):
            mention = masked.mentions.get(m.group("who"))
            found.extend(delegates_of(mention))
            office = self.world.office_of(mention.entity) if isinstance(mention, PlaceMention) else None
            if mention is not None and office is not None:
                office.name("country-name", self.world.words(mention.span), mention.span)
                found.append(Delegate(None, office, mention.span))
        return found

    def parties(self, delegates: list[Delegate], meeting: Meeting | None, span: Span) -> list[Party]:
        """Return the organisations behind an act: those named, a forum by its members, else the meeting's own."""
        found: dict[int, Party] = {}
        if not delegates and meeting is None and self.world.agreements:
            return list(self.world.agreements[-1].parties)
        if not delegates and meeting is not None:
            watching = {id(p.delegate.organisation) for p in meeting.participations if p.capacity == "observer"}
            taking_part = [p for p in meeting.participations if p.capacity not in _NO_PARTY]
            taking_part = [p for p in taking_part if id(p.delegate.organisation) not in watching]
            _put(found, ((p.delegate.organisation, p.span) for p in taking_part))
            _put(found, ((d.organisation, d.span) for d in meeting.parties))
            if not found and meeting.forum is not None:
                delegates = [Delegate(None, meeting.forum, span)]
        for delegate in delegates:
            _put(found, ((o, delegate.span) for o in self._behind(delegate.organisation)))
        return list(found.values())

    def _behind(self, organisation: Organisation | None) -> list[Organisation]:
        """Return the members of a forum, where the document names more than one; else the organisation itself."""
        if organisation is None:
            return []
        members = self.world.members(organisation) if organisation.kind == "forum" else []
        return members if len(members) > 1 else [organisation]


def _put(found: dict[int, Party], more: Iterable[tuple[Organisation | None, Span]]) -> None:
    for organisation, span in more:
        if organisation is not None:
            found.setdefault(id(organisation), (organisation, span))
