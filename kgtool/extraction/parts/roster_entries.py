"""Entries of rosters: in, a line or the cells of a row and what heads it; out, the participations that it states.

Each person stands for the organisation that the entry names beside him or her, else for that of its label ("Peru – …"),
row or heading; where nobody is named, the organisation itself took part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    Organisation,
    Participation,
    PlaceMention,
    Role,
    WhoMention,
)
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import any_of
from kgtool.extraction.parts.parts import add
from kgtool.extraction.world import World
from kgtool.model import Span

_BOUNDS = (":", " -", ";", "/")  # What stands before an item of a list in a line.
_SEMICOLON = re.compile(r";(?![^()]*\))\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above an entry says of it: for whom the people came, in which capacity, or that they did not."""

    capacity: str = "participant"
    organisation: Organisation | None = None
    span: Span | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, the cells of a row, or a part of it: its sentences, and what they name."""

    sentences: tuple[Sentence, ...]
    whos: tuple[WhoMention, ...]
    places: tuple[PlaceMention, ...]
    part: Span | None = None

    @property
    def start(self) -> int:
        """Return where it begins."""
        return self.part.start if self.part is not None else self.sentences[0].span.start

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.part.end if self.part is not None else self.sentences[-1].span.end

    @property
    def people(self) -> list[Delegate]:
        """Return the people that it names."""
        return [d for w in self.whos for d in w.members if d.person is not None]


class EntryReader:
    """Reads the entries of rosters with the words of participation.toml, [roster]."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("participation", {}).get("roster", {})
        self._capacities = [(c, any_pattern(words)) for c, words in table.get("capacities", {}).items()]
        self._marks = [(c, any_pattern(words)) for c, words in table.get("marks", {}).items()]
        self._absent = any_pattern(table.get("absent", []))
        behalf = alternatives(table.get("behalf", ["-"]))
        lead = rf"(?:\s+(?:the|its|their|his|her|of)|,?\s+{any_of('TITLE')},?|\s+{any_of('ORG')}(?='s))*"
        self._for = re.compile(rf"(?i:\b(?:{behalf})) (?:the )?$")
        self._behalf = re.compile(rf"(?i:\b{behalf}){lead}\s+(?P<who>{any_of('WHO')})")

    def entry(self, line: Sequence[Sentence]) -> Entry:
        """Return what a line or row names."""
        mentions = [m for s in line for m in self.world.mentions[s.index]]
        whos = tuple(m for m in mentions if isinstance(m, WhoMention) and m.members)
        places = tuple(m for m in mentions if isinstance(m, PlaceMention) and m.kind == "COUNTRY")
        return Entry(tuple(line), whos, places)

    def capacity(self, words: str, otherwise: str = "participant") -> str:
        """Return the capacity that words say all who follow have."""
        return next((c for c, pattern in self._capacities if pattern.search(words)), otherwise)

    def is_absent(self, words: str) -> bool:
        """Return whether words say that somebody was not there."""
        return bool(self._absent.search(words))

    def organisation(self, entry: Entry) -> Organisation | None:
        """Return whom a row or a heading line is of: its first organisation, else the office of its country."""
        named = (d.organisation for w in entry.whos for d in w.members if d.person is None and d.organisation)
        alone = (o for o in named if o.kind != "unit")
        return next(alone, None) or (self._office(entry.places[0]) if entry.places else None)

    def add(self, entry: Entry, head: Head, meeting: Meeting) -> list[Organisation | None]:
        """Add whom an entry names to a meeting, part by part where semicolons divide it.

        Return the organisations that its people stand for.
        """
        parts = self._divided(entry) if len(entry.sentences) == 1 else [entry]
        if len(parts) > 1 and entry.whos:
            head = replace(head, capacity=self.capacity(self._text(entry.start, entry.whos[0].start), head.capacity))
        return [organisation for part in parts for organisation in self._add(part, head, meeting)]

    def _divided(self, entry: Entry) -> list[Entry]:
        """Return the parts of a line that semicolons divide, each with whom it names."""
        start, end = entry.start, entry.end
        bounds = [start, *(m.end() for m in _SEMICOLON.finditer(self.world.text, start, end)), end]
        found = []
        for first, last in ((a, b) for a, b in pairwise(bounds) if a < b):
            whos = [(w, [d for d in w.members if first <= d.span.start < last]) for w in entry.whos]
            kept = [WhoMention(w.kind, max(first, w.start), min(last, w.end), w.text, m) for w, m in whos if m]
            places = [p for p in entry.places if first <= p.start < last]
            found.append(Entry(entry.sentences, tuple(kept), tuple(places), Span(first, last)))
        return found

    def _add(self, entry: Entry, head: Head, meeting: Meeting) -> list[Organisation | None]:
        """Add whom an entry names to a meeting: its people, each for an organisation; without any, organisations."""
        if head.absent or self.is_absent(self._text(entry.start, entry.end)):
            self.world.absent.extend(d.person for d in entry.people if d.person is not None)
            return []
        stood_for: list[Organisation | None] = []
        principals = self._principals(entry)
        absent = [id(d.person) for _, d in principals]
        people = [d for d in entry.people if id(d.person) not in absent]
        label = self.label(entry)
        organisation, where = (label.organisation, label.span) if label else (head.organisation, head.span)
        general = self.capacity(self._text(entry.start, people[0].span.start if people else entry.end), head.capacity)
        for delegate, follower in zip(people, [*people[1:], None][: len(people)], strict=True):
            stop = follower.span.start if follower is not None else entry.end
            words = self._text(delegate.span.start, max(delegate.span.end, stop))
            standing = self._standing(delegate, words, self._beside(entry, delegate.span.end, stop) or organisation)
            principal = next((p for at, p in principals if delegate.span.start < at < stop), None)
            stood_for.append(standing.organisation)
            self._part(entry, meeting, standing, self._marked(words) or general, principal)
        for delegate, group in self._organisations(entry, bool(people)):
            self._part(entry, meeting, delegate, general, group)
        if not people and not entry.whos and organisation is not None and where is not None:
            self._part(entry, meeting, Delegate(None, organisation, where), general)
        return stood_for

    def _organisations(self, entry: Entry, peopled: bool) -> Iterator[tuple[Delegate, Delegate | None]]:
        """Yield the organisations that an entry names, each with the group on whose behalf it came, if any.

        Where there are people, only those listed together with some count.
        """
        whos = [w for w in entry.whos if not peopled or any(d.person for d in w.members)]
        named = [d for w in whos for d in w.members if d.person is None]
        if not peopled and entry.whos:
            offices = [(p, self._office(p)) for p in entry.places if self._is_item(p, entry)]
            named += [Delegate(None, office, place.span) for place, office in offices if office is not None]
        named.sort(key=lambda d: d.span.start)
        groups = [bool(self._for.search(self._text(entry.start, d.span.start) + " ")) for d in named]
        for position, delegate in enumerate(named):
            led = position + 1 < len(named) and groups[position + 1]
            if not groups[position]:
                yield delegate, named[position + 1] if led else None

    def _is_item(self, place: PlaceMention, entry: Entry) -> bool:
        """Return whether a country begins a cell, or an item between dashes, colons and the like."""
        before = self.world.levelled[entry.start : place.start].rstrip()
        return any(s.span.start == place.start for s in entry.sentences) or before.endswith(_BOUNDS)

    def _part(
        self, entry: Entry, meeting: Meeting, delegate: Delegate, capacity: str, principal: Delegate | None = None
    ) -> None:
        """Add one part; a forum is no part of its own meeting."""
        if delegate.person is None and delegate.organisation in {None, meeting.forum}:
            return
        span = next((s.span for s in entry.sentences if s.span.covers(delegate.span)), delegate.span)
        add(meeting, Participation(delegate, capacity, span, "listed", principal))

    def _standing(self, delegate: Delegate, words: str, organisation: Organisation | None) -> Delegate:
        """Return a person for the organisation named beside him or her, else for that of the label or heading."""
        own, person = delegate.organisation, delegate.person
        named = own is not None and own.kind != "unit" and _is_said(own, words)
        if organisation is None or person is None or named:
            return delegate
        for role in person.roles:
            if role.organisation is None or delegate.span.covers(role.span):
                role.organisation = organisation
        if not person.roles:
            person.roles.append(Role("", False, organisation, delegate.span, rule="listed"))
        return Delegate(person, organisation, delegate.span)

    def _beside(self, entry: Entry, start: int, stop: int) -> Organisation | None:
        """Return the organisation that stands between a person and the next in an entry."""
        between = (w.members[0] for w in entry.whos if start <= w.start < stop and len(w.members) == 1)
        named = (d.organisation for d in between if d.person is None and d.organisation is not None)
        return next((o for o in named if o.kind != "unit"), None)

    def _principals(self, entry: Entry) -> list[tuple[int, Delegate]]:
        """Return the people for whom others came, each with where he or she stands."""
        found = []
        for sentence in entry.sentences:
            masked = self.world.masked(sentence)
            for m in self._behalf.finditer(masked.string):
                who = masked.get(m, "who")
                within = isinstance(who, WhoMention) and entry.start <= who.start < entry.end
                if within and isinstance(who, WhoMention) and who.members and who.members[0].person:
                    found.append((who.start, who.members[0]))
        return found

    def label(self, entry: Entry) -> Delegate | None:
        """Return the organisation or office of a country that stands before the people of an entry."""
        people = entry.people
        first = people[0].span.start if people else entry.end
        for who in entry.whos:
            if who.end <= first and who.members[-1].organisation is not None:
                return Delegate(None, who.members[-1].organisation, who.span)
        for place in entry.places:
            if place.end <= first:
                return Delegate(None, self._office(place), place.span)
        return None

    def _office(self, place: PlaceMention) -> Organisation | None:
        """Return the office that a country's name stands for."""
        office = self.world.office_of(place.entity)
        if office is not None:
            office.name("country-name", self.world.words(place.span), place.span)
        return office

    def _marked(self, words: str) -> str:
        return next((c for c, pattern in self._marks if pattern.search(words)), "")

    def _text(self, start: int, end: int) -> str:
        return " ".join(self.world.text[start:end].split())


def _is_said(organisation: Organisation, words: str) -> bool:
    """Return whether words have a name of an organisation."""
    return any(form in words for forms in organisation.names.values() for form, _ in forms)


def any_pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern that matches what any of some patterns does, whatever the case."""
    return re.compile("|".join(f"(?:{p})" for p in patterns) or "(?!)", re.IGNORECASE)
