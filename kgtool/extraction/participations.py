"""Participations: in, sentences with lists of people and meetings resolved; out, each meeting's participations.

The rules are the lexicon's (participation.toml). A capacity said of a plain list of offices counts for each of them; a
group ("both offices") is resolved to the parties of the meeting it is said of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    MeetingMention,
    Mention,
    NounMention,
    Participation,
    PlaceMention,
    WhoMention,
)
from kgtool.extraction.layout import Sentence
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, compile_rule
from kgtool.extraction.world import World
from kgtool.model import Span


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule of participation: its patterns and the capacity they give."""

    name: str
    capacity: str
    patterns: tuple[re.Pattern[str], ...]
    who: str
    meeting: str
    least: int = 1


_STATE = Rule("represents-state", "participant", (), "person", "")


class ParticipationFinder:
    """Fires the participation rules over a document."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("participation", {})
        words = table.get("words", {})
        self.rules = [
            Rule(
                r["name"],
                r["capacity"],
                tuple(compile_rule(p, words) for p in r["patterns"]),
                r.get("who", ""),
                r.get("meeting", ""),
                r.get("least", 1),
            )
            for r in table.get("rule", [])
        ]
        self._states = [compile_rule(p, words) for p in table.get("state", {}).get("patterns", [])]
        listing = table.get("listing", {}).get("words", [])
        self._listing = re.compile(rf"(?:{alternatives(listing or ['-'])})\s*:$")
        self._absent = re.compile(alternatives(table.get("absent", {}).get("words", ["-"])))

    def run(self) -> None:
        """Add participations to the meetings of the world."""
        for sentence in self.world.layout.sentences:
            masked = Masked(
                self.world.text, sentence.span.start, sentence.span.end, self.world.mentions[sentence.index]
            )
            for rule in self.rules:
                self._fire(rule, masked, sentence)
            if self._listing and self._announced(sentence):
                self._line(masked, sentence)
            self._represent(masked, sentence)

    def _fire(self, rule: Rule, masked: Masked, sentence: Sentence) -> None:
        for pattern in rule.patterns:
            for m in pattern.finditer(masked.string):
                if self._absent.search(masked.string, m.start(), m.end()) and rule.capacity != "substitute":
                    continue
                meeting = self._meeting(rule, masked, m, sentence)
                if meeting is None:
                    continue
                span = masked.span(m.start(), m.end())
                principal = masked.get(m, "principal")
                for group in ("who", "other", "extra"):
                    who = masked.get(m, group)
                    if isinstance(who, WhoMention):
                        self._take_part(rule, meeting, who, span, principal)

    def _announced(self, sentence: Sentence) -> bool:
        """Return whether a line stands in a list that a line such as "Participants:" opened."""
        for index in range(sentence.index - 1, max(-1, sentence.index - 30), -1):
            before = self.world.layout.sentences[index]
            text = self.world.text[before.span.start : before.span.end].rstrip()
            if self._listing.search(text):
                return True
            if not any(isinstance(m, WhoMention) for m in self.world.mentions[index]) or text.endswith((".", ":")):
                return False
        return False

    def _line(self, masked: Masked, sentence: Sentence) -> None:
        """A line of a list of participants: whoever stands in it took part, as an observer where it says so."""
        meeting = self.world.focus.get(sentence.index)
        whos = [m for m in masked.mentions.values() if isinstance(m, WhoMention)]
        if meeting is None or not whos:
            return
        observer = re.search(r"(?i)\bobservers?\b", masked.string)
        for who in whos:
            for delegate in who.members:
                add(
                    meeting, Participation(delegate, "observer" if observer else "participant", sentence.span, "listed")
                )

    def _represent(self, masked: Masked, sentence: Sentence) -> None:
        """People who come for a State stand for it, not for their office, in that meeting."""
        for pattern in self._states:
            for m in pattern.finditer(masked.string):
                place, who = masked.get(m, "state"), masked.get(m, "who")
                meeting = self._meeting(_STATE, masked, m, sentence)
                if not isinstance(place, PlaceMention) or not isinstance(who, WhoMention) or meeting is None:
                    continue
                state = self.world.state_of(place.entity)
                if state is None:
                    continue
                state.name("country-name", " ".join(place.text.split()), place.span)
                span = masked.span(m.start(), m.end())
                for delegate in who.members:
                    if delegate.person is None:
                        continue
                    meeting.participations[:] = [
                        p
                        for p in meeting.participations
                        if p.delegate.person is not delegate.person or p.capacity == "chair"
                    ]
                    add(
                        meeting,
                        Participation(
                            Delegate(delegate.person, state, delegate.span), "participant", span, "represents-state"
                        ),
                    )

    def _take_part(self, rule: Rule, meeting: Meeting, who: WhoMention, span: Span, principal: Mention | None) -> None:
        if who.members and len(who.members) < rule.least:
            return
        for delegate in self._members(who, meeting):
            if (
                delegate.person is None
                and delegate.organisation is not None
                and (delegate.organisation.kind == "unit" or delegate.organisation is meeting.forum)
            ):
                continue
            if rule.who == "organisation" and delegate.person is not None:
                if rule.capacity not in {"host", "presidency"} or delegate.organisation is None:
                    continue
                delegate = Delegate(None, delegate.organisation, delegate.span)
            if rule.who == "person" and delegate.person is None:
                continue
            absent = principal.members[0] if isinstance(principal, WhoMention) and principal.members else None
            if rule.capacity == "substitute":
                if (
                    absent is None
                    or absent.person is None
                    or delegate.person is None
                    or absent.person is delegate.person
                ):
                    continue
                add(meeting, Participation(delegate, "participant", span, rule.name, absent))
                continue
            add(meeting, Participation(delegate, rule.capacity, span, rule.name))

    def _members(self, who: WhoMention, meeting: Meeting) -> Iterator[Delegate]:
        if who.members:
            yield from who.members
            return
        people = [p.delegate for p in meeting.participations if p.delegate.person]
        yield from people or meeting.parties

    def _meeting(self, rule: Rule, masked: Masked, m: re.Match[str], sentence: Sentence) -> Meeting | None:
        """Return the meeting a match speaks of: captured, else the last named before it, else the next, else the focus."""
        captured = masked.get(m, "meeting")
        if isinstance(captured, MeetingMention):
            return captured.meeting
        if rule.meeting == "signing" and isinstance(masked.get(m, "agreement"), NounMention):
            return None
        named = [x for x in masked.mentions.values() if isinstance(x, MeetingMention)]
        here = masked.at(m.start()), masked.at(m.end() - 1)
        inside = [x for x in named if here[0] <= x.start <= here[1]]
        before = [x for x in named if x.end <= here[0]]
        after = [x for x in named if x.start > here[1]]
        for nearest in (inside[:1], before[-1:], after[:1]):
            if nearest:
                if nearest[0].meeting is None and nearest[0].plural:
                    continue
                return nearest[0].meeting
        return self.world.focus.get(sentence.index)


def add(meeting: Meeting, new: Participation) -> None:
    """Add a participation unless the meeting has it; a capacity that says more takes the place of plain attendance."""
    for known in meeting.participations:
        if not same_delegate(known.delegate, new.delegate):
            continue
        if new.principal is not None:
            known.principal = known.principal or new.principal
            if known.capacity not in {"host", "presidency"}:
                return
        if known.capacity == new.capacity or (
            new.capacity == "participant" and known.capacity not in {"host", "presidency"}
        ):
            return
        if known.capacity == "participant" and new.capacity not in {"host", "presidency"}:
            known.capacity, known.span, known.rule = new.capacity, new.span, new.rule
            return
    meeting.participations.append(new)


def same_delegate(one: Delegate, other: Delegate) -> bool:
    """Return whether two delegates are the same person, or the same organisation without a person."""
    if one.person is not None or other.person is not None:
        return one.person is other.person
    return one.organisation is other.organisation
