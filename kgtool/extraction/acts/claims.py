"""Claims: in, sentences with their mentions; out, figures, foundings, memberships and working groups.

These are what a document states besides meetings and acts: each with the words that say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kgtool.extraction.cues import CuedRules, cued
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    MeetingMention,
    Mention,
    Organisation,
    OrgMention,
    TimeMention,
    WhoMention,
)
from kgtool.extraction.lexicon import NUMBER, Lexicon, alternatives, number_of
from kgtool.extraction.masked import Masked, compile_rule, level
from kgtool.extraction.world import World
from kgtool.model import Span

_GROUPS = frozenset({"forum", "industry-association", "working-group", "other"})  # Kinds that have members.


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that a document states about something."""

    subject: Organisation | Meeting | None
    text: str
    value: str
    comparator: str
    unit: str
    open_list: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Membership:
    """That an organisation belongs to a forum or group."""

    member: Organisation
    forum: Organisation
    span: Span


@dataclass(frozen=True, slots=True)
class Founding:
    """When an organisation was founded."""

    organisation: Organisation
    when: When
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class WorkingGroup:
    """A numbered working group and its subject."""

    name: str
    number: int
    subject: str
    forum: Organisation | None
    span: Span


@cache
def _patterns(lexicon: Lexicon, entry: str, key: str) -> CuedRules[str]:
    patterns: list[str] = lexicon.tables.get("claims", {}).get(entry, {}).get(key, [])
    return CuedRules((pattern, [cued(compile_rule(pattern))]) for pattern in patterns)


class ClaimFinder:
    """Finds what a document states besides meetings and acts."""

    def __init__(self, world: World) -> None:
        self.world = world
        lexicon = world.knowledge.lexicon
        table: dict[str, Any] = lexicon.tables.get("claims", {})
        self._comparators = {word: kind for kind, words in table.get("comparator", {}).items() for word in words}
        self._figure = cued(_figure_pattern(list(self._comparators), table.get("units", [])))
        self._open = re.compile("|".join(table.get("open_list", [])) or "(?!)")
        self._known = frozenset(table.get("known", []))
        members = table.get("members", {})
        self._founded = _patterns(lexicon, "founded", "patterns")
        self._members = _patterns(lexicon, "members", "patterns")
        self._anaphoric = _patterns(lexicon, "members", "anaphoric")
        self._industry = compile_rule(members.get("industry", "(?!)"))
        self._working_group = re.compile(table.get("working_groups", {}).get("pattern", "(?!)"))
        self.claims: list[Claim] = []
        self.memberships: list[Membership] = []
        self.foundings: list[Founding] = []
        self.working_groups: list[WorkingGroup] = []

    def run(self) -> None:
        """Collect everything from every sentence."""
        for sentence in self.world.layout.sentences:
            flat = self._flat(sentence)
            self.claims.extend(self._figures(sentence))
            self._founding(flat, sentence)
            self._membership(flat, sentence)
            self.working_groups.extend(self._groups(sentence))

    def _flat(self, sentence: Sentence) -> Masked:
        """Return a sentence with single organisations as such, not as lists of one."""
        mentions = [_single(m) or m for m in self.world.mentions[sentence.index]]
        return Masked(self.world.levelled, sentence.span.start, sentence.span.end, mentions)

    # ---- figures
    def _figures(self, sentence: Sentence) -> Iterator[Claim]:
        text, end = self.world.text, sentence.span.end
        for m in self._figure.finditer(text, sentence.span.start, end):
            if not self._is_claim(m, sentence):
                continue
            number = number_of(m.group("value"))
            comparator = " ".join((m.group("comparator") or "").casefold().split())
            unit = " ".join(m.group("unit").split())
            yield Claim(
                self._subject(sentence),
                " ".join(m.group().split()),
                str(number) if number is not None else m.group("value").replace(",", ""),
                self._comparators.get(comparator, "exactly"),
                f"% {unit}" if m.group("percent") else unit,
                bool(self._open.search(level(text[m.end() : end]))),
                sentence.span,
            )

    def _is_claim(self, m: re.Match[str], sentence: Sentence) -> bool:
        """Return whether a number counts something new: not "the two offices", not part of a name."""
        if not m.group("comparator") and not m.group("percent"):
            if number_of(m.group("value")) in (None, 1, 2):
                return False
            before = self.world.text[sentence.span.start : m.start()].split()
            if before and before[-1].casefold() in self._known:
                return False
        others = (x for x in self.world.mentions[sentence.index] if not isinstance(x, WhoMention))
        return not any(x.start < m.end() and m.start() < x.end for x in others)

    def _subject(self, sentence: Sentence) -> Organisation | Meeting | None:
        """Return what a figure is said of: the organisation named first here or just before, else the focus."""
        for index in (sentence.index, sentence.index - 1):
            for mention in self.world.mentions[index] if index >= 0 else []:
                if isinstance(mention, OrgMention):
                    return mention.organisation
                if isinstance(mention, WhoMention):
                    named = next((d.organisation for d in mention.members if d.organisation is not None), None)
                    if named is not None:
                        return (self._forum_with(named) if len(mention.members) > 2 else None) or named
        return self.world.focus.get(sentence.index)

    def _forum_with(self, member: Organisation) -> Organisation | None:
        """Return the first forum the document names that an organisation is a member of."""
        fora = (o for o in self.world.organisations.values() if o.kind == "forum" and o.names)
        return next((o for o in fora if member in self.world.members(o)), None)

    # ---- foundings
    def _founding(self, flat: Masked, sentence: Sentence) -> None:
        """Add when an organisation was founded, as the document first says it."""
        for _, m in self._founded.finditer(flat.string):
            organisation, when = flat.get(m, "org"), flat.get(m, "when")
            if not isinstance(organisation, OrgMention) or not isinstance(when, TimeMention) or not when.when.year:
                continue
            if all(f.organisation is not organisation.organisation for f in self.foundings):
                words = self.world.words(when.span)
                self.foundings.append(Founding(organisation.organisation, when.when, words, sentence.span))

    # ---- memberships
    def _membership(self, flat: Masked, sentence: Sentence) -> None:
        for _, m in self._members.finditer(flat.string):
            self._join(flat.get(m, "forum"), flat.get(m, "who"), sentence.span)
        for _, m in self._anaphoric.finditer(flat.string):
            listed = self._list_before(sentence)
            if listed is not None:
                self._join(flat.get(m, "forum"), listed, self.world.quote(listed.span))
        for m in self._industry.finditer(flat.string):
            self._join(flat.get(m, "group"), flat.get(m, "who"), sentence.span)

    def _list_before(self, sentence: Sentence) -> WhoMention | None:
        """Return the list that "these" are: of three or more, in the sentence or the two before it."""
        for index in range(sentence.index, max(-1, sentence.index - 3), -1):
            for mention in self.world.mentions[index]:
                if isinstance(mention, WhoMention) and len(mention.members) > 2:
                    return mention
        return None

    def _join(self, forum: Mention | None, who: Mention | None, span: Span) -> None:
        """Add the organisations of a list as members, unless industry is listed beside the members of a forum."""
        group = _last_organisation(forum)
        if group is None or group.kind not in _GROUPS or not isinstance(who, WhoMention) or len(who.members) < 2:
            return
        kinds = {d.organisation.kind if d.organisation else "" for d in who.members}
        if group.kind == "forum" and kinds == {"industry-association"}:
            return
        for member in (d.organisation for d in who.members if d.person is None):
            known = any(m.member is member and m.forum is group for m in self.memberships)
            if member is not None and member is not group and not known:
                self.memberships.append(Membership(member, group, span))

    # ---- working groups
    def _groups(self, sentence: Sentence) -> Iterator[WorkingGroup]:
        masked = self.world.masked(sentence)
        for m in self._working_group.finditer(masked.string):
            name, subject = m.group("name").replace(" ", ""), m.group("subject").strip()
            span = masked.span(m.start(), m.end())
            yield WorkingGroup(name, int(m.group("number")), subject, self._forum_before(sentence), span)

    def _forum_before(self, sentence: Sentence) -> Organisation | None:
        """Return the first forum named in the sentence, else in the nearest one before it."""
        for index in range(sentence.index, -1, -1):
            for mention in self.world.mentions[index]:
                named = [mention.organisation] if isinstance(mention, OrgMention) else _organisations(mention)
                forum = next((o for o in named if o is not None and o.kind == "forum"), None)
                if forum is not None:
                    return forum
        return None


def _figure_pattern(comparators: list[str], units: list[str]) -> re.Pattern[str]:
    compare, unit = alternatives(comparators or ["-"]), alternatives(units or ["-"])
    percent = r"\s?%|\s+per\s?cent|\s+percent"
    return re.compile(
        rf"(?<![\w.,])(?:(?P<comparator>{compare})\s+)?(?P<value>{NUMBER}(?:[,.]\d+)?)(?P<percent>{percent})?\s+"
        rf"(?P<unit>(?:of (?:all )?(?:the )?)?(?:[\w-]+\s+){{0,2}}?{unit})(?![\w-])",
        re.IGNORECASE,
    )


def _single(mention: Mention) -> OrgMention | None:
    """Return a list of one organisation as the mention of that organisation."""
    if not isinstance(mention, WhoMention) or len(mention.members) != 1:
        return None
    only: Delegate = mention.members[0]
    if only.person is not None or only.organisation is None:
        return None
    return OrgMention("ORG", mention.start, mention.end, mention.text, only.organisation)


def _organisations(mention: Mention) -> list[Organisation | None]:
    return [d.organisation for d in mention.members] if isinstance(mention, WhoMention) else []


def _last_organisation(mention: Mention | None) -> Organisation | None:
    """Return the organisation that a list of members explains; after a meeting with industry, the industry's group."""
    if isinstance(mention, OrgMention):
        return mention.organisation
    if isinstance(mention, MeetingMention):
        return next((o for o in mention.organisations if o.kind == "industry-association"), None)
    members = mention.members if isinstance(mention, WhoMention) else []
    return members[-1].organisation if members else None
