"""Claims: in, sentences with their mentions; out, figures, foundings, memberships, working groups, descriptions, projects.

These are what a document states besides meetings and acts: each with the words that say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kgtool.extraction.dates import When
from kgtool.extraction.entities import (
    Agreement,
    Initiative,
    Meeting,
    NounMention,
    Organisation,
    OrgMention,
    TimeMention,
    WhoMention,
)
from kgtool.extraction.layout import Sentence
from kgtool.extraction.lexicon import NUMBER, alternatives, number_of
from kgtool.extraction.masked import Masked, any_of, compile_rule
from kgtool.extraction.world import World
from kgtool.model import Span


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


class ClaimFinder:
    """Finds what a document states besides meetings and acts."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("claims", {})
        self._comparators = {
            w: kind
            for kind, words in table.get("comparator", {}).items()
            if isinstance(words, list) and kind not in {"units", "open_list"}
            for w in words
        }
        units = table.get("comparator", {}).get("units", table.get("units", []))
        opens = table.get("comparator", {}).get("open_list", table.get("open_list", []))
        compare = alternatives(self._comparators or ["-"])
        unit = alternatives(units or ["-"])
        self._figure = re.compile(
            rf"(?<![\w.,])(?:(?P<comparator>(?i:{compare}))\s+)?(?P<value>{NUMBER}(?:[,.]\d+)?)(?P<percent>\s?%|\s+per\s?cent|\s+percent)?\s+(?P<unit>(?:of (?:all )?(?:the )?)?(?:[\w-]+\s+){{0,2}}?{unit})(?![\w-])",
            re.IGNORECASE,
        )
        self._open = re.compile("|".join(opens) or "(?!)")
        self._founded = [compile_rule(p) for p in table.get("founded", {}).get("patterns", [])]
        self._members = [compile_rule(p) for p in table.get("members", {}).get("patterns", [])]
        self._anaphoric = [compile_rule(p) for p in table.get("members", {}).get("anaphoric", [])]
        industry = table.get("members", {}).get("industry", "")
        self._industry = compile_rule(industry) if industry else None
        self._working_group = re.compile(table.get("working_groups", {}).get("pattern", "(?!)"))
        self.claims: list[Claim] = []
        self.memberships: list[Membership] = []
        self.foundings: list[Founding] = []
        self.working_groups: list[WorkingGroup] = []

    def run(self) -> None:
        """Collect everything from every sentence."""
        for sentence in self.world.layout.sentences:
            masked = Masked(
                self.world.text, sentence.span.start, sentence.span.end, self.world.mentions[sentence.index]
            )
            self.claims.extend(self._figures(sentence, masked))
            self.foundings.extend(self._foundings(masked, sentence))
            self._membership(masked, sentence)
            self.working_groups.extend(self._groups(masked, sentence))

    def _figures(self, sentence: Sentence, masked: Masked) -> Iterator[Claim]:
        text = self.world.text
        for m in self._figure.finditer(text, sentence.span.start, sentence.span.end):
            comparator = (m.group("comparator") or "").casefold()
            unit = " ".join(m.group("unit").split())
            if not comparator and number_of(m.group("value")) in (None, 1, 2) and not m.group("percent"):
                continue
            lead = text[sentence.span.start : m.start()].rstrip().rsplit(None, 1)[-1:]
            if (
                not comparator
                and not m.group("percent")
                and lead
                and lead[0].casefold()
                in {"the", "these", "those", "other", "all", "both", "of", "’s", "world's", "world’s"}
            ):
                continue
            if any(
                not isinstance(x, WhoMention) and x.start < m.end() and m.start() < x.end
                for x in self.world.mentions[sentence.index]
            ):
                continue
            value = str(
                number_of(m.group("value"))
                if number_of(m.group("value")) is not None
                else m.group("value").replace(",", "")
            )
            open_list = bool(self._open.search(text, m.end(), sentence.span.end))
            yield Claim(
                self._about(sentence, m.start()),
                " ".join(m.group().split()),
                value,
                self._comparators.get(comparator, "exactly"),
                ("% " + unit if m.group("percent") else unit),
                open_list,
                sentence.span,
            )

    def _about(self, sentence: Sentence, offset: int) -> Organisation | Meeting | None:
        """Return what a figure is said of: the organisation named first in the sentence, else the meeting spoken of."""
        for index in (sentence.index, sentence.index - 1):
            if index < 0:
                continue
            for mention in self.world.mentions[index]:
                if isinstance(mention, OrgMention):
                    return mention.organisation
                if isinstance(mention, WhoMention):
                    for delegate in mention.members:
                        if delegate.organisation is not None:
                            forum = next(
                                (
                                    o
                                    for o in self.world.organisations.values()
                                    if o.kind == "forum" and o.names and delegate.organisation in self.world.members(o)
                                ),
                                None,
                            )
                            return forum if forum is not None and len(mention.members) > 2 else delegate.organisation
        return self.world.focus.get(sentence.index)

    def _foundings(self, masked: Masked, sentence: Sentence) -> Iterator[Founding]:
        flat = self._flat(sentence)
        for pattern in self._founded:
            for m in pattern.finditer(flat.string):
                organisation, when = flat.get(m, "org"), flat.get(m, "when")
                if (
                    isinstance(organisation, OrgMention)
                    and isinstance(when, TimeMention)
                    and when.when.year
                    and all(f.organisation is not organisation.organisation for f in self.foundings)
                ):
                    yield Founding(organisation.organisation, when.when, " ".join(when.text.split()), sentence.span)

    def _flat(self, sentence: Sentence) -> Masked:
        """Return the sentence with single organisations as such, not as lists of one."""
        mentions = []
        for m in self.world.mentions[sentence.index]:
            if (
                isinstance(m, WhoMention)
                and len(m.members) == 1
                and m.members[0].person is None
                and m.members[0].organisation is not None
            ):
                mentions.append(OrgMention("ORG", m.start, m.end, m.text, m.members[0].organisation))
            else:
                mentions.append(m)  # type: ignore[arg-type]
        return Masked(self.world.text, sentence.span.start, sentence.span.end, mentions)

    def _membership(self, masked: Masked, sentence: Sentence) -> None:
        flat = self._flat(sentence)
        for pattern in self._members:
            for m in pattern.finditer(flat.string):
                self._join(flat.get(m, "forum"), flat.get(m, "who"), sentence.span)
        for pattern in self._anaphoric:
            for m in pattern.finditer(flat.string):
                forum = flat.get(m, "forum")
                before = self._list_before(sentence)
                if before is not None:
                    self._join(forum, before, self.world.quote(before.span))
        if self._industry is not None:
            for m in self._industry.finditer(flat.string):
                self._join(flat.get(m, "group"), flat.get(m, "who"), sentence.span)

    def _list_before(self, sentence: Sentence) -> WhoMention | None:
        for index in range(sentence.index, max(-1, sentence.index - 3), -1):
            for mention in self.world.mentions[index]:
                if isinstance(mention, WhoMention) and len(mention.members) > 2:
                    return mention
        return None

    def _join(self, forum: object, who: object, span: Span) -> None:
        if isinstance(forum, WhoMention) and forum.members:
            group = forum.members[-1].organisation
        else:
            group = forum.organisation if isinstance(forum, OrgMention) else None
        if group is None or not isinstance(who, WhoMention) or len(who.members) < 2:
            return
        if group.kind not in {"forum", "industry-association", "working-group", "other"}:
            return
        if group.kind == "forum" and all(
            d.organisation is not None and d.organisation.kind == "industry-association" for d in who.members
        ):
            return
        for delegate in who.members:
            member = delegate.organisation
            known = [m for m in self.memberships if m.member is member and m.forum is group]
            if member is not None and member is not group and delegate.person is None and not known:
                self.memberships.append(Membership(member, group, span))

    def _groups(self, masked: Masked, sentence: Sentence) -> Iterator[WorkingGroup]:
        forum = next((o for o in self._fora(sentence)), None)
        for m in self._working_group.finditer(masked.string):
            span = masked.span(m.start(), m.end())
            yield WorkingGroup(
                m.group("name").replace(" ", ""), int(m.group("number")), m.group("subject").strip(), forum, span
            )

    def _fora(self, sentence: Sentence) -> Iterator[Organisation]:
        for index in range(sentence.index, -1, -1):
            for mention in self.world.mentions[index]:
                candidates = (
                    [mention.organisation]
                    if isinstance(mention, OrgMention)
                    else [d.organisation for d in mention.members]
                    if isinstance(mention, WhoMention)
                    else []
                )
                yield from (o for o in candidates if o is not None and o.kind == "forum")


class InitiativeFinder:
    """Finds initiatives: named ones, those a list announces, and what is said of each."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("initiatives", {})
        self._announces = [
            (kind, re.compile(rf"(?<!\w){alternatives(words)}(?!\w)"))
            for kind, words in table.get("announces", {}).items()
        ]
        self._item_name = re.compile(table.get("item_name", "(?!)"))
        self._marker = re.compile(r"(?:(?<=\s)|(?<=^))\(?(?:i{1,3}|iv|v|[a-d]|\d)\)\s+")
        self._blueprint = re.compile(
            table.get("blueprint", r"(?:serve as|take|act as|as)\b[^.]{0,40}\b(?:blueprint|guide|basis|framework)")
        )

    def run(self) -> None:
        """Add initiatives to the world and descriptions to agreements."""
        for sentence in self.world.layout.sentences:
            for mention in self.world.mentions[sentence.index]:
                if isinstance(mention, NounMention) and mention.kind == "INITIATIVE" and sentence.block.kind != "title":
                    self._named(mention, sentence)
            self._announced(sentence)
        for agreement in self.world.agreements:
            self._describe(agreement)
            self._share_parties(agreement)

    def _share_parties(self, agreement: Agreement) -> None:
        """An initiative that an agreement is about has the agreement's parties."""
        for initiative in self.world.initiatives:
            if (
                agreement.subject_span.start <= initiative.span.start < agreement.subject_span.end
                and agreement.kind != "agreed-item"
                and not initiative.parties
            ):
                initiative.parties = list(agreement.parties)

    def _describe(self, agreement: Agreement) -> None:
        """What follows an agreement's name in a relative clause, and later sentences of its paragraph about "the roadmap"."""
        if agreement.kind == "agreed-item":
            return
        sentence = self.world.sentence_at(agreement.subject_span.start)
        if sentence is None:
            return
        text = self.world.text
        clause = re.match(r",?\s+(?=which |that |whose )", text[agreement.subject_span.end : sentence.span.end])
        if clause:
            span = Span(agreement.subject_span.end + clause.end(), sentence.span.end)
            agreement.descriptions.append((" ".join(text[span.start : span.end].split()), span))
        for later in self.world.layout.sentences[sentence.index + 1 :]:
            if later.block is not sentence.block:
                break
            if any(
                isinstance(m, NounMention) and m.definite and m.notation == agreement.kind
                for m in self.world.mentions[later.index]
            ):
                agreement.descriptions.append((" ".join(text[later.span.start : later.span.end].split()), later.span))

    def _named(self, mention: NounMention, sentence: Sentence) -> Initiative:
        text = self.world.text
        bare = re.sub(r"\W", "", mention.name).casefold()
        initiative = next(
            (
                i
                for i in self.world.initiatives
                if (mention.entity is not None and i.entity is mention.entity)
                or _same_name(bare, re.sub(r"\W", "", i.name).casefold())
            ),
            None,
        )
        if initiative is None:
            initiative = Initiative(mention.notation, mention.name, mention.span, mention.entity)
            self.world.initiatives.append(initiative)
        after = text[mention.end : sentence.span.end]
        note = re.match(r"\*?\)?\s*(?::\s*| - | is |, which |(?:,| as) (?=an? ))", after)
        if note and len(after.split()) > 5:
            span = Span(mention.end + note.end(), sentence.span.end)
            if all(d != " ".join(text[span.start : span.end].split()) for d, _ in initiative.descriptions):
                initiative.descriptions.append((" ".join(text[span.start : span.end].split()), span))
        return initiative

    def _announced(self, sentence: Sentence) -> None:
        """ "two new projects …: i) A global assignment …; and ii) …" names two projects."""
        text = self.world.text
        stretch = text[sentence.span.start : sentence.span.end]
        for kind, pattern in self._announces:
            found = pattern.search(stretch)
            if not found:
                continue
            marks = list(self._marker.finditer(stretch, found.end()))
            if len(marks) < 2:
                continue
            for number, mark in enumerate(marks):
                stop = marks[number + 1].start() if number + 1 < len(marks) else len(stretch)
                named = self._item_name.match(stretch, mark.end(), stop)
                if not named:
                    continue
                span = Span(sentence.span.start + named.start("name"), sentence.span.start + named.end("name"))
                whole = Span(span.start, sentence.span.start + len(stretch[:stop].rstrip(" ;.,and\n")))
                initiative = Initiative(kind, " ".join(text[span.start : span.end].split()), span)
                initiative.descriptions.append((" ".join(text[whole.start : whole.end].split()), whole))
                meeting = self.world.focus.get(sentence.index)
                if meeting is not None and re.search(r"(?i)launch", stretch):
                    initiative.launched, initiative.launched_span = meeting, sentence.span
                self.world.initiatives.append(initiative)


def _same_name(one: str, other: str) -> bool:
    return one == other or one.removesuffix("me") == other.removesuffix("me")


__all__ = ["Claim", "ClaimFinder", "Founding", "InitiativeFinder", "Membership", "WorkingGroup", "any_of"]
