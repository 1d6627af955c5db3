"""Participations: in, sentences with lists of people and meetings resolved; out, each meeting's participations.

The rules are the lexicon's (participation.toml). A capacity said of a plain list of offices counts for each of them; a
group ("both offices") is resolved to the parties of the meeting it is said of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kgtool.extraction.cues import CuedPattern, CuedRules, cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    Mention,
    Organisation,
    Participation,
    PlaceMention,
    WhoMention,
)
from kgtool.extraction.lexicon import Lexicon, number_of, whole_words
from kgtool.extraction.masked import Masked, compile_rule
from kgtool.extraction.parts.absences import AbsenceReader
from kgtool.extraction.parts.delegations import Delegations
from kgtool.extraction.parts.nearest import NearestFinder
from kgtool.extraction.parts.parts import HOSTING, add, names_own
from kgtool.extraction.parts.rosters import RosterReader
from kgtool.extraction.parts.told import ToldMeetings, clause_end
from kgtool.extraction.world import World
from kgtool.model import Span

_FACING = frozenset({"meets", "come-together", "holds", "sides-speak"})
# "A, B and C as the observer" is the last of them; "A, B and C, the last two as observers" are two.
_WHICH = re.compile(r"\bthe (last|latter|former|first)(?: (two|three|four|five))?\b|\bobserver\b")
_PRONOUNS = frozenset({"him", "her", "them"})
_DELEGATES = frozenset({"WHO", "COUNTRY"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule of participation: its patterns and the capacity they give.

    who: "person" or "organisation" where only such take part so; least: how many there must be in a list; title: what
    the rule's <TITLE:title> must be; given: what else the sentence must have; noun: what the meeting's name must have;
    level: of what level it must be; new: only for people without a part in any meeting so far.
    """

    name: str
    capacity: str
    patterns: tuple[CuedPattern, ...]
    who: str = ""
    least: int = 1
    title: str = ""
    given: str = ""
    noun: str = ""
    level: str = ""
    new: bool = False


@cache
def _rules(lexicon: Lexicon) -> CuedRules[Rule]:
    table: dict[str, Any] = lexicon.tables.get("participation", {})
    words = table.get("words", {})
    rules = [
        Rule(
            r["name"],
            r["capacity"],
            tuple(cued(compile_rule(p, words)) for p in r["patterns"]),
            r.get("who", ""),
            r.get("least", 1),
            r.get("title", ""),
            r.get("given", ""),
            r.get("noun", ""),
            r.get("level", ""),
            bool(r.get("new")),
        )
        for r in table.get("rule", [])
    ]
    return CuedRules((rule, rule.patterns) for rule in rules)


@cache
def _states(lexicon: Lexicon) -> CuedRules[str]:
    table: dict[str, Any] = lexicon.tables.get("participation", {})
    patterns: list[str] = table.get("state", {}).get("patterns", [])
    return CuedRules((pattern, [cued(compile_rule(pattern, table.get("words", {})))]) for pattern in patterns)


class ParticipationFinder:
    """Fires the participation rules over a document."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("participation", {})
        self._rules = _rules(world.knowledge.lexicon)
        self._states = _states(world.knowledge.lexicon)
        self._absent = whole_words(table.get("absent", {}).get("words", []))
        self._message = whole_words(table.get("absent", {}).get("messages", []))
        self._nobody = re.compile("|".join(table.get("absent", {}).get("before", [])) or "(?!)")
        self._told = ToldMeetings(world)
        self._delegations = Delegations(world)

    def run(self) -> None:
        """Add participations to the meetings of the world."""
        rosters = RosterReader(self.world)
        rosters.run()
        absences = AbsenceReader(self.world, self._told)
        for sentence in self.world.layout.sentences:
            masked = self.world.masked(sentence)
            if sentence.index in rosters.read or not any(m.kind in _DELEGATES for m in masked.mentions.values()):
                continue
            for rule, match in self._rules.finditer(masked.string):
                self._fire(rule, masked, match, sentence)
            self._represent(masked, sentence)
            absences.read(masked, sentence)
        nearest = NearestFinder(self.world, self._told, self._delegations)
        for sentence in self.world.layout.sentences:
            if sentence.index not in rosters.read:
                nearest.read(self.world.masked(sentence), sentence)

    # ---- rules
    def _fire(self, rule: Rule, masked: Masked, m: re.Match[str], sentence: Sentence) -> None:
        if rule.given and not re.search(rule.given, masked.string):
            return
        if rule.capacity != "substitute" and self._absent.search(masked.string, m.start(), m.end()):
            return
        if self._nobody.search(masked.string, 0, m.start()):
            return
        title, noun = masked.get(m, "title"), masked.get(m, "meeting")
        if rule.noun and (noun is None or not re.search(rule.noun, noun.text)):
            return
        if rule.title and (title is None or not re.fullmatch(rule.title, title.text)):
            return
        meeting = self._told.of(masked, m, sentence, of_people=rule.who == "person")
        if meeting is None or (rule.level and rule.level != meeting.level):
            return
        # Who only speaks may do so in words that came from afar: the whole sentence tells.
        start = 0 if rule.new else m.start()
        if self._message.search(masked.string, start, clause_end(masked.string, m.end())):
            return
        span = masked.span(m.start(), m.end())
        stood_for = masked.get(m, "principal")
        if stood_for is not None and stood_for.text in _PRONOUNS:
            return  # Whom it means, the absences tell.
        principal = _first_member(stood_for)
        self._state(rule, masked, m, meeting)
        delegates = self._delegations.of(masked, m, meeting, sentence, rule.least)
        if rule.capacity == "substitute" and principal is not None:
            delegates = _deputy(masked, m, delegates, principal)
        if rule.capacity == "observer":
            delegates = _meant(delegates, m.group())
        placed = {id(p.delegate.person) for x in self.world.meetings for p in x.participations} if rule.new else set()
        for delegate in (d for d in delegates if id(d.person) not in placed):
            self._take_part(rule, meeting, delegate, span, principal)

    def _state(self, rule: Rule, masked: Masked, m: re.Match[str], meeting: Meeting) -> None:
        """Give a country named alone, where a rule allows for one, its part as a State."""
        place = masked.get(m, "state")
        state = self.world.state_of(place.entity) if isinstance(place, PlaceMention) else None
        if place is not None and state is not None:
            state.name("country-name", self.world.words(place.span), place.span)
            self._take_part(rule, meeting, Delegate(None, state, place.span), masked.span(m.start(), m.end()), None)

    def _take_part(
        self, rule: Rule, meeting: Meeting, delegate: Delegate, span: Span, principal: Delegate | None
    ) -> None:
        """Add a delegate's part, as far as the rule is for people or organisations; a forum is no part of itself."""
        organisation = delegate.organisation
        if delegate.person is None and organisation is not None and organisation.kind == "unit" and organisation.parent:
            # A unit is there for whom it belongs to.
            delegate = Delegate(None, organisation.parent, delegate.span)
            organisation = organisation.parent
        if delegate.person is None:
            # Where industry meets a forum, the forum is one of the two sides.
            body = meeting.forum
            own = body is not None and (organisation is body or organisation is body.parent)
            forum = own and (meeting.level != "industry" or rule.name not in _FACING)
            if rule.level and organisation is not meeting.forum and _is_group(organisation):
                return
            itself = organisation is not None and (organisation.kind == "unit" or forum)
            if itself or rule.who == "person":
                return
        elif rule.who == "organisation":
            # Who hosts in person hosts for the office.
            if rule.capacity not in HOSTING or organisation is None:
                return
            delegate = Delegate(None, organisation, delegate.span)
        if rule.capacity != "substitute":
            group = principal if principal is not None and principal.person is None else None
            add(meeting, Participation(delegate, rule.capacity, span, rule.name, group))
        elif principal is not None and _can_stand_in(delegate, principal) and not _is_represented(meeting, principal):
            if delegate.organisation is None or not names_own(self.world, delegate):
                delegate = Delegate(delegate.person, principal.organisation or delegate.organisation, delegate.span)
            add(meeting, Participation(delegate, "participant", span, rule.name, principal))
            if principal.person is not None:
                self.world.absent.append(principal.person)

    # ---- States
    def _represent(self, masked: Masked, sentence: Sentence) -> None:
        """Let people who come for a State stand for it, not for their office, in that meeting."""
        for _, m in self._states.finditer(masked.string):
            place, who = masked.get(m, "state"), masked.get(m, "who")
            meeting = self._told.of(masked, m, sentence)
            if not isinstance(place, PlaceMention) or not isinstance(who, WhoMention) or meeting is None:
                continue
            state = self.world.state_of(place.entity)
            if state is None:
                continue
            state.name("country-name", self.world.words(place.span), place.span)
            span = masked.span(m.start(), m.end())
            for person, where in ((d.person, d.span) for d in who.members if d.person is not None):
                parts = meeting.participations
                parts[:] = [p for p in parts if p.delegate.person is not person or p.capacity == "chair"]
                add(meeting, Participation(Delegate(person, state, where), "participant", span, "represents-state"))


def _deputy(masked: Masked, m: re.Match[str], delegates: list[Delegate], principal: Delegate) -> list[Delegate]:
    """Return the one that stands in for another: behind him or her the first, else the last of the first people."""
    if m.start("principal") < m.start("who"):
        return delegates[:1]
    whos = [x for x in masked.inside(m.start("who"), m.start("principal")) if isinstance(x, WhoMention)]
    people = [[d for d in x.members if d.person not in {None, principal.person}] for x in whos]
    known = {id(d.person): d for d in delegates}
    return [known.get(id(d.person), d) for d in next(filter(None, people), [])[-1:]]


def _can_stand_in(delegate: Delegate, principal: Delegate) -> bool:
    """Return whether one delegate can stand in for another: both are people, and not the same."""
    return None not in (delegate.person, principal.person) and delegate.person is not principal.person


def _is_represented(meeting: Meeting, principal: Delegate) -> bool:
    """Return whether somebody stands in for a person at a meeting already: nobody has two who do."""
    principals = (p.principal for p in meeting.participations if p.principal is not None)
    return any(p.person is not None and p.person is principal.person for p in principals)


def _is_group(organisation: Organisation | None) -> bool:
    """Return whether an organisation is a group of others, which have records of their own."""
    entity = organisation.entity if organisation is not None else None
    return entity is not None and (entity.kind == "forum" or bool(entity.members) or entity.cls == "Forum")


def _meant(delegates: list[Delegate], words: str) -> list[Delegate]:
    """Return those of a list of whom words say that they are the last, the first two, or the one, of it."""
    which = _WHICH.search(words)
    if which is None or len(delegates) < 2 or (which.group(1) is None and len(delegates) < 3):
        return delegates
    number = number_of(which.group(2) or "one") or 1
    return delegates[:number] if which.group(1) in {"former", "first"} else delegates[-number:]


def _first_member(mention: Mention | None) -> Delegate | None:
    return mention.members[0] if isinstance(mention, WhoMention) and mention.members else None
