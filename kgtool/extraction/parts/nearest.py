"""Capacities by their word alone: in, sentences whose rules left a capacity open; out, who has it by standing nearest.

There are more ways of saying who was in the chair than any list of rules has. Where a sentence about a meeting has a
word for a capacity that nobody named there has yet, it is taken to be of the nearest: those behind "was", "by" and the
like, else what the clause began with, else the only one in the sentence (participation.toml, nearest).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kgtool.extraction.cues import CuedPattern, CuedRules, cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Delegate, Meeting, Participation, WhoMention
from kgtool.extraction.lexicon import Lexicon
from kgtool.extraction.masked import Masked, compile_rule
from kgtool.extraction.parts.delegations import Delegations
from kgtool.extraction.parts.parts import HOSTING, add, same_delegate
from kgtool.extraction.parts.told import ToldMeetings
from kgtool.extraction.world import World

_NEAR = 40  # Behind "by", so many characters may pass.
_CLOSE = 15  # Where nothing but the order of words tells who is meant.
_CLAUSE = re.compile(r"[.;:]|, (?:and|while|but|where|who|which)\b| (?:while|but)\b")
_BY = re.compile(r"(?: jointly)? by ")  # A second chair is told so plainly.


@dataclass(frozen=True, slots=True)
class Family:
    """The words for a capacity; what makes their sentence tell something else, and what stands before who has it.

    title: what <TITLE:title> of a word must be; inverted: only those behind the word count.
    """

    name: str
    capacity: str
    words: tuple[CuedPattern, ...]
    title: re.Pattern[str]
    unless: CuedPattern
    behind: re.Pattern[str]
    inverted: bool


@cache
def _families(lexicon: Lexicon) -> CuedRules[Family]:
    table: dict[str, Any] = lexicon.tables.get("participation", {})
    words = table.get("words", {})
    families = [
        Family(
            f["name"],
            f["capacity"],
            tuple(cued(compile_rule(w, words)) for w in f["words"]),
            re.compile(f.get("title", "")),
            cued(compile_rule("|".join(f.get("unless", [])) or "(?!)", words)),
            compile_rule("|".join(f.get("behind", [])) or "(?!)", words),
            bool(f.get("inverted")),
        )
        for f in table.get("nearest", [])
    ]
    return CuedRules((family, family.words) for family in families)


class NearestFinder:
    """Gives capacities that nobody has yet to those who stand nearest to the word for them."""

    def __init__(self, world: World, told: ToldMeetings, delegations: Delegations) -> None:
        self.world = world
        self._told = told
        self._delegations = delegations
        self._families = _families(world.knowledge.lexicon)

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Give the capacities whose words a sentence has."""
        for family, m in self._families.finditer(masked.string):
            title = masked.get(m, "title")
            if title is not None and not family.title.fullmatch(title.text):
                continue
            # Where those meant stand right behind the word, what stands further on is of something else.
            end = m.end() + _CLOSE if family.inverted else len(masked.string)
            if family.unless.search(masked.string, 0, end):
                continue
            meeting = self._told.of(masked, m, sentence)
            once = family.capacity in HOSTING or (family.capacity == "chair" and not _BY.match(masked.string, m.end()))
            if meeting is None or (once and _has(meeting, family.capacity)):
                continue
            for delegate in self._nearest(family, masked, m):
                self._give(family, meeting, delegate, masked, m)

    def _give(self, family: Family, meeting: Meeting, delegate: Delegate, masked: Masked, m: re.Match[str]) -> None:
        known = [p for p in meeting.participations if same_delegate(p.delegate, delegate)]
        if family.capacity not in HOSTING and any(p.capacity not in {"participant", *HOSTING} for p in known):
            return
        where = self.world.quote(masked.span(m.start(), m.end()))
        add(meeting, Participation(delegate, family.capacity, where, family.name))

    def _nearest(self, family: Family, masked: Masked, m: re.Match[str]) -> list[Delegate]:
        """Return whose capacity a word tells."""
        found = [(at, mention) for at, mention in masked.places() if isinstance(mention, WhoMention)]
        behind = family.behind.match(masked.string, m.end())
        end = behind.end() if behind is not None else len(masked.string)
        for at, mention in found:
            if end <= at <= end + (_CLOSE if family.inverted else _NEAR) and not _CLAUSE.search(masked.string, end, at):
                named = [*mention.members, *self._delegations.further(masked, at + 1)]
                if fit := [d for d in named if self._fits(family, d)]:
                    return fit[:1] if family.capacity in HOSTING else fit
        if family.inverted:
            return []
        there = [(at, d) for at, mention in found for d in mention.members if self._fits(family, d)]
        # The subject is what its clause begins with.
        before = [d for at, d in there if at < m.start() and not _CLAUSE.search(masked.string, at, m.start())]
        only = [d for _, d in there] if len({id(d.person or d.organisation) for _, d in there}) == 1 else []
        return [*before, *only][:1]

    def _fits(self, family: Family, delegate: Delegate) -> bool:
        if family.capacity in HOSTING:
            own = delegate.organisation
            return delegate.person is None and own is not None and own.kind not in {"forum", "unit"}
        if delegate.person is None:
            return family.inverted and delegate.organisation is not None and delegate.organisation.kind != "forum"
        return delegate.person not in self.world.absent


def _has(meeting: Meeting, capacity: str) -> bool:
    return any(p.capacity == capacity for p in meeting.participations)
