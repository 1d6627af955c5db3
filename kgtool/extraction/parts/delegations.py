"""Delegations: in, what a rule of participation matched; out, who takes part by it, each for whom he or she came.

"Jane Roe attended from the EPO" and "on the Peruvian side, Jane Roe": the side named gives the organisation of people
who have none, and a country's name stands for its office, or for the State where States meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    Mention,
    Organisation,
    PlaceMention,
    Role,
    WhoMention,
)
from kgtool.extraction.lexicon import alternatives, whole_words
from kgtool.extraction.masked import Masked, any_of, compile_rule
from kgtool.extraction.parts.parts import HOSTING, names_own
from kgtool.extraction.world import World

# The slots of a rule that hold who takes part, with the slot for the side that each of them stands for.
_GROUPS = {"who": "side", "other": "facing", "extra": ""}
_STATES_MEET = frozenset({"international-organisation"})


_PAIRS = 4  # So many members, of which every other is a person, are no chance.
# Between two items of a list: what the first goes on with, a semicolon, and what may stand before a name.
_ITEM = re.compile(rf"[^.;]{{0,160}};\s(?:and\s)?(?:the\s|[A-Z][\w.]{{1,9}}\s|{any_of('TITLE')},?\s)?{any_of('WHO')}")
_REST = re.compile(r"[^.;]*")
_OF_STATE = re.compile(rf"\s(?:of|from|for)\s(?:the\s)?(?P<state>{any_of('COUNTRY')})")
_THE = re.compile(r"(?:(?:[Tt]he|[Tt]hen)\s+)*")
_ARTICLE = len("then the ")
# What is said of somebody up to a place, which "of" leads to.
_SAID = re.compile(
    rf"(?P<who>{any_of('WHO')})(?:,[^.;:]{{1,150}}|\sand (?:[a-z]+ ){{0,2}}{any_of('TITLE')}[^.;:,]{{0,40}})"
    r"\s(?:of|at|for)\s(?:the\s)?$"
)
_LAST = re.compile(rf"{any_of('WHO')}(?=[^{any_of('WHO')[1:-1]}]*$)")


class Delegations:
    """Tells who takes part by a match, and for which organisation."""

    def __init__(self, world: World) -> None:
        self.world = world
        words = world.knowledge.lexicon.tables.get("participation", {}).get("words", {})
        self._verb = compile_rule(",?(?: who)? (?:has |have |had |also |then )*{acts}\\b(?! by)", words)
        others = world.knowledge.lexicon.tables.get("participation", {}).get("others", {}).get("words", [])
        self._others = whole_words(others)
        glue = world.knowledge.lexicon.tables.get("participation", {}).get("list", {}).get("glue", [])
        title = any_of("TITLE|COUNTRY|ORG")
        between = rf"(?:[\s,;()]|{title}|{alternatives(glue or ['-'])}(?!\w))*(?:\s(?P<of>of|at)(?:\sthe)?\s)?"
        self._between = re.compile(between)
        self._next = re.compile(rf"{between}(?={any_of('WHO')})")

    def of(self, masked: Masked, m: re.Match[str], meeting: Meeting, sentence: Sentence, least: int) -> list[Delegate]:
        """Return who takes part by a match; lists shorter than `least` do not count."""
        found: list[Delegate] = []
        for group, side in _GROUPS.items():
            mention = masked.get(m, group)
            if group == "who" and mention is not None and m.start() >= m.start(group) - _ARTICLE:
                mention = self._subject(masked, m.start(), mention)
            standing_for = self._side(masked, m, side, meeting)
            members = self._members(mention, meeting, sentence)
            if mention is not None and m.end() == m.end(group):
                members = [*members, *self.further(masked, m.end())]
            elif mention is not None and _THE.fullmatch(masked.string, m.start(), m.start(group)):
                members = [*self._earlier(masked, m.start()), *members]
            if isinstance(mention, WhoMention) and members and len(members) < least:
                continue
            if mention is not None and len(members) > 1 and m.end() == m.end(group) and self._acts(masked, m.end()):
                members = members[:-1]  # "chaired by X, and Y presented …": the last begins a clause of its own.
            found.extend(
                self._standing(d, standing_for or self._aside(masked, m, mention, d, meeting)) for d in members
            )
            named = masked.get(m, side) if side else None
            if isinstance(named, WhoMention):
                # "X attended from A, Y of B and …": the list goes on behind the side.
                found.extend(self._standing(d, standing_for) for d in named.members[1:] if d.person is not None)
        return found

    def _subject(self, masked: Masked, position: int, mention: Mention) -> Mention:
        """Return whom a sentence is about where a match begins with the last words said of him or her.

        "Jane Roe, head of the A and chair of B, was …": a rule sees B before the verb, and means Jane Roe.
        """
        if not isinstance(mention, WhoMention) or any(d.person for d in mention.members):
            return mention
        said = _SAID.search(masked.string, 0, position)
        subject = masked.mentions.get(said["who"]) if said is not None else None
        people = isinstance(subject, WhoMention) and len(subject.members) == 1 and subject.members[0].person is not None
        return subject if people and isinstance(subject, WhoMention) else mention

    def _acts(self, masked: Masked, position: int) -> bool:
        """Return whether a verb of doing stands behind a list that a match ends in."""
        return bool(self._verb.match(masked.string, position))

    def _standing(self, delegate: Delegate, organisation: Organisation | None) -> Delegate:
        """Return a delegate for the side named with it, unless the words beside the person name an organisation."""
        person = delegate.person
        if person is None or organisation is None or names_own(self.world, delegate):
            return delegate
        if organisation.cls == "State":
            return Delegate(person, organisation, delegate.span)
        if any(r.organisation is not None and not delegate.span.covers(r.span) for r in person.roles):
            return delegate
        for role in person.roles:
            role.organisation = organisation
        if not person.roles:
            person.roles.append(Role("", False, organisation, delegate.span, rule="side"))
        return Delegate(person, organisation, delegate.span)

    def _aside(
        self, masked: Masked, m: re.Match[str], mention: Mention | None, delegate: Delegate, meeting: Meeting
    ) -> Organisation | None:
        """Return the organisation named beside somebody of whom none is known: "X, then head of the Y, led …"."""
        if delegate.person is None or delegate.organisation is not None or mention is None:
            return None
        beside = (x for x in masked.inside(m.start(), m.end()) if isinstance(x, WhoMention) and x.start >= mention.end)
        first = next(beside, None)
        own = first is not None and len(first.members) == 1 and first.members[0].person is None
        state = _OF_STATE.match(masked.string, masked.string.index(masked.slot(mention)) + 1)
        place = masked.get(state, "state") if state is not None else None
        if isinstance(place, PlaceMention):
            return self._of_country(place, meeting)
        return first.members[0].organisation if own and first is not None else None

    def _earlier(self, masked: Masked, position: int) -> list[Delegate]:
        """Return who stands in a list before the part of it that a match begins with: "X; Y, represented by Z; …"."""
        found: list[Delegate] = []
        while last := _LAST.search(masked.string, 0, position):
            if last.end() == position or not self._between.fullmatch(masked.string, last.end(), position):
                break
            position = last.start()
            mention = masked.mentions.get(masked.string[position])
            found[:0] = mention.members if isinstance(mention, WhoMention) else []
        return found

    def further(self, masked: Masked, position: int) -> list[Delegate]:
        """Return whom a list that a match ends in goes on with: "…, represented by X; Y; and the Z"."""
        found: list[Delegate] = []
        while glue := self._next.match(masked.string, position):
            position = glue.end() + 1
            mention = masked.mentions.get(masked.string[position - 1])
            members = mention.members if isinstance(mention, WhoMention) else []
            # "…, the Patent Service of the | Russian Federation, IP Australia": what "of" leads to is no member.
            found.extend(members[1:] if glue["of"] else members)
        return [*found, *self._behind_semicolons(masked, position)]

    def _behind_semicolons(self, masked: Masked, position: int) -> list[Delegate]:
        """Return the people that the further items of a list begin with, whatever it says of each: "X, who …; Y, …"."""
        found: list[Delegate] = []
        while item := _ITEM.match(masked.string, position):
            position = item.end()
            mention = masked.mentions.get(masked.string[position - 1])
            members = mention.members if isinstance(mention, WhoMention) else []
            own = self._own(masked, position)
            found.extend(Delegate(d.person, d.organisation or own, d.span) for d in members)
        return [d for d in found if d.person is not None]

    def _own(self, masked: Masked, position: int) -> Organisation | None:
        """Return the organisation named in the rest of an item of a list: "X, who runs the Y"."""
        rest = _REST.match(masked.string, position)
        beside = masked.inside(position, rest.end()) if rest is not None else []
        whos = (x.members[0] for x in beside if isinstance(x, WhoMention) and len(x.members) == 1)
        return next((d.organisation for d in whos if d.person is None), None)

    def _side(self, masked: Masked, m: re.Match[str], group: str, meeting: Meeting) -> Organisation | None:
        """Return the organisation that a slot for a side names; "us" is the publisher."""
        mention = masked.get(m, group) if group else None
        if isinstance(mention, WhoMention) and mention.members and mention.members[0].person is None:
            return mention.members[0].organisation
        if isinstance(mention, PlaceMention):
            return self._of_country(mention, meeting)
        return self.world.publisher if group and m.groupdict().get(f"{group}_us") else None

    def _members(self, mention: Mention | None, meeting: Meeting, sentence: Sentence) -> list[Delegate]:
        if isinstance(mention, PlaceMention):
            organisation = self._of_country(mention, meeting)
            return [Delegate(None, organisation, mention.span)] if organisation is not None else []
        if not isinstance(mention, WhoMention):
            return []
        if not mention.members and self._others.search(mention.text):
            return self._left(meeting, sentence)
        return _paired(mention.members) or self._group(meeting, sentence)

    def _group(self, meeting: Meeting, sentence: Sentence) -> list[Delegate]:
        """Return whom a group such as "both" means: the people at the meeting, its parties, who met before."""
        people = [p.delegate for p in meeting.participations if p.delegate.person]
        if people or meeting.parties:
            return people or list(meeting.parties)
        before = self.world.focus.get(sentence.index - 1)
        told = before.participations if before is not None and before is not meeting else []
        return [p.delegate for p in told if p.capacity == "participant"]

    def _left(self, meeting: Meeting, sentence: Sentence) -> list[Delegate]:
        """Return whom "the other members" means: those of the forum, else who met before, that are not yet there."""
        forum = self.world.members(meeting.forum) if meeting.forum is not None else []
        members = [Delegate(None, o, meeting.span) for o in forum]
        if not members:
            earlier = (self.world.focus.get(index) for index in range(sentence.index - 1, -1, -1))
            before = next((m for m in earlier if m is not None and m is not meeting), None)
            told = before.participations if before is not None else []
            members = [p.delegate for p in told if p.capacity != "observer" and p.capacity not in HOSTING]
        present = {id(p.delegate.organisation) for p in meeting.participations}
        return [d for d in members if id(d.organisation) not in present]

    def _of_country(self, mention: PlaceMention, meeting: Meeting) -> Organisation | None:
        """Return what a country's name or adjective stands for; the adjective only where the office is named."""
        present = {p.delegate.organisation.cls for p in meeting.participations if p.delegate.organisation}
        states = "State" in present or (meeting.forum is not None and meeting.forum.kind in _STATES_MEET)
        office, state = self.world.office_of(mention.entity), self.world.state_of(mention.entity)
        adjective = mention.kind != "COUNTRY" and (state is None or not state.names)
        found = state if states and not adjective else office
        if found is not None and mention.kind == "COUNTRY":
            found.name("country-name", self.world.words(mention.span), mention.span)
        return found if found is not None and found.names else None


def _paired(members: Sequence[Delegate]) -> list[Delegate]:
    """Return the members of a list, whose people stand for what follows them if it goes "X, Norway, Y, Sweden"."""
    people, sides = members[::2], members[1::2]
    named = [d.organisation for d in sides if d.person is None]
    if len(members) < _PAIRS or not len(people) == len(sides) == len(named):
        return list(members)
    if any(d.person is None or (d.organisation and d.organisation not in named) for d in people):
        return list(members)
    return [Delegate(d.person, side, d.span) for d, side in zip(people, named, strict=True)]
