"""Phrases: in, sentences with people, titles and organisations; out, who is who (roles), lists of them, and groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kgtool.extraction.entities import (
    Delegate,
    GroupMention,
    Mention,
    Organisation,
    OrgMention,
    Person,
    PersonMention,
    PlaceMention,
    Role,
    RoleMention,
    TitleMention,
    WhoMention,
)
from kgtool.extraction.layout import Sentence
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of, compile_rule, cover
from kgtool.extraction.world import World
from kgtool.model import Span

_ITEM = f"(?:[Tt]he |[Aa]lso |[Bb]oth )?{any_of('ROLE|PERSON|ORG|COUNTRY')}(?: [Oo]ffices?| as well)?"
_AND = r"(?:,? and (?:also )?(?:by )?(?:(?:the )?Kingdom of )?|,? as well as (?:by )?|, (?:(?:the )?Kingdom of )?|; and |; | & | / )"
_LIST = re.compile(rf"{_ITEM}(?:{_AND}{_ITEM})*")
_OFFICES_OF = re.compile(
    r"(?:[Oo]ffices? of|[Dd]elegations? (?:of|from)|[Hh]eads? of|[Rr]epresentatives? (?:of|from)|[Ee]xperts from|colleagues from) (?:the )?$"
)
_WHO_KINDS = ("ROLE", "PERSON", "ORG", "COUNTRY", "GROUP")


@dataclass(frozen=True, slots=True)
class RoleRule:
    """How a person, a title and an organisation stand together, under a name."""

    name: str
    pattern: re.Pattern[str]
    context: bool
    only: bool


class PhraseFinder:
    """Builds roles, lists and groups over a document's mentions."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("phrases", {})
        words = table.get("words", {})
        self.rules = [
            RoleRule(r["name"], compile_rule(r["pattern"], words), bool(r.get("context")), r.get("only") == "role")
            for r in table.get("role", [])
        ]
        groups = table.get("groups", {})
        self._group = re.compile(
            f"(?:{groups.get('pattern', '(?!)')})|(?<![\\w]){alternatives(groups.get('pronouns', ['-']))}(?![\\w])"
        )
        self._singular = re.compile(rf"(?<![\w]){alternatives(groups.get('singular', ['-']))}(?![\w])")
        self._solo = re.compile(rf"(?i:{alternatives(groups.get('solo', ['-']))})\s+(?:the\s+)?$")

    def run(self) -> None:
        """Add role, who and group mentions to world.mentions, and roles to people."""
        for sentence in self.world.layout.sentences:
            self._roles(sentence)
            self._respectively(sentence)
        self._fill_organisations()
        for sentence in self.world.layout.sentences:
            self._groups(sentence)
            self._lists(sentence)

    # ---- roles
    def _masked(self, sentence: Sentence, kinds: tuple[str, ...] | None = None) -> Masked:
        mentions = self.world.mentions[sentence.index]
        return Masked(
            self.world.text,
            sentence.span.start,
            sentence.span.end,
            mentions if kinds is None else [m for m in mentions if m.kind in kinds],
        )

    def _roles(self, sentence: Sentence) -> None:
        if not any(m.kind == "PERSON" for m in self.world.mentions[sentence.index]):
            return
        for rule in self.rules:
            masked = self._masked(sentence)
            found: list[Mention] = []
            for m in rule.pattern.finditer(masked.string):
                mention = self._role(rule, masked, m, sentence)
                if mention is not None:
                    found.append(mention)
            if found:
                spans = [(f.start, f.end) for f in found]
                kept = [
                    x
                    for x in self.world.mentions[sentence.index]
                    if not any(s <= x.start and x.end <= e for s, e in spans)
                ]
                self.world.mentions[sentence.index] = cover([*kept, *found])

    def _role(self, rule: RoleRule, masked: Masked, m: re.Match[str], sentence: Sentence) -> Mention | None:
        person = masked.get(m, "person")
        if not isinstance(person, PersonMention):
            return None
        title, organisation = (
            masked.get(m, "title"),
            self._organisation(masked.get(m, "org"), rule.name in {"person-of-country", "ambassador-of-country"}),
        )
        if masked.get(m, "org") is not None and organisation is None:
            return None
        span = masked.span(m.start(), m.end())
        if isinstance(title, TitleMention):
            if organisation is None and rule.context:
                organisation = self._before(masked, m.start("person"))
            words = self._title(title, masked, m)
            if organisation is None and title.implies and rule.name != "listed-organisation-person-title":
                organisation = self._implied(title.implies)
            self._give(person.person, words, title, organisation, span)
        elif organisation is not None and not person.person.roles:
            person.person.roles.append(Role("", False, organisation, span))
        if rule.only:
            return None
        delegate = Delegate(person.person, organisation or self._known(person.person, title), span)
        return RoleMention("ROLE", span.start, span.end, self.world.text[span.start : span.end], delegate)

    def _title(self, title: TitleMention, masked: Masked, m: re.Match[str]) -> str:
        """Return the title as written, with what follows it after a comma where that belongs to it."""
        tail = re.match(
            r", [A-Z][\w-]+(?:,? (?:and )?[A-Z][\w-]+){0,5}?(?=,? (?:of|at|in|from|for) |\)|$)",
            masked.string[m.end("title") : m.end()],
        )
        return title.title + (
            " ".join(tail.group().split())
            if tail and not any("\ue000" <= c for c in tail.group()) and tail.end() > 2
            else ""
        )

    def _give(
        self, person: Person, words: str, title: TitleMention, organisation: Organisation | None, span: Span
    ) -> None:
        for role in person.roles:
            if role.title.casefold() == words.casefold() and (
                organisation is None or role.organisation is None or role.organisation is organisation
            ):
                role.organisation = role.organisation or organisation
                role.head = role.head or title.head
                return
            if organisation is None and words.casefold() in role.title.casefold():
                return
            if not role.title and (organisation is None or role.organisation is organisation):
                role.title, role.acting, role.head, role.span = words, title.acting, title.head, span
                return
        person.roles.append(Role(words, title.acting, organisation, span, title.head))

    def _known(self, person: Person, title: Mention | None) -> Organisation | None:
        if isinstance(title, TitleMention):
            fitting = [
                r.organisation for r in person.roles if r.title.casefold() == title.title.casefold() and r.organisation
            ]
            if fitting:
                return fitting[0]
        return person.organisation

    def _organisation(self, mention: Mention | None, stands_for_state: bool = False) -> Organisation | None:
        if isinstance(mention, OrgMention):
            return mention.organisation
        if isinstance(mention, PlaceMention) and mention.kind == "COUNTRY" and stands_for_state:
            state = self.world.state_of(mention.entity)
            if state is not None:
                state.name("country-name", " ".join(mention.text.split()), mention.span)
            return state
        if isinstance(mention, PlaceMention):
            office = self.world.office_of(mention.entity)
            # An adjective names an office only where the document knows it otherwise.
            return office if office and office.names else None
        return None

    def _before(self, masked: Masked, position: int) -> Organisation | None:
        for mention in reversed(masked.inside(0, position)):
            if isinstance(mention, OrgMention):
                return mention.organisation
            if isinstance(mention, RoleMention) and mention.delegate.organisation:
                return mention.delegate.organisation
        return None

    def _implied(self, key: str) -> Organisation | None:
        return self.world.organisations.get(key)

    def _respectively(self, sentence: Sentence) -> None:
        """ "A and B came under their Presidents X and Y respectively": the first belongs to the first, and so on."""
        if "respectively" not in self.world.text[sentence.span.start : sentence.span.end]:
            return
        mentions = self.world.mentions[sentence.index]
        people = [
            m for m in mentions if isinstance(m, RoleMention) and m.delegate.person and m.delegate.organisation is None
        ]
        offices = (
            [m for m in mentions if isinstance(m, OrgMention) and people and m.end <= people[0].start][-len(people) :]
            if people
            else []
        )
        if len(offices) != len(people) or len(people) < 2:
            return
        title = next((r for m in people if m.delegate.person for r in m.delegate.person.roles if r.title), None)
        for mention, office in zip(people, offices, strict=True):
            person = mention.delegate.person
            assert person is not None
            mention.delegate.organisation = office.organisation
            if person.roles:
                person.roles[0].organisation = office.organisation
            elif title is not None:
                person.roles.append(Role(title.title, title.acting, office.organisation, sentence.span, title.head))

    def _fill_organisations(self) -> None:
        """A title without an organisation: the one named last before it, as long as that is one the title could be of."""
        for person in self.world.people:
            if any(r.organisation for r in person.roles) or not person.roles:
                continue
            role = person.roles[0]
            organisation = self._nearest(role.span)
            if organisation is not None:
                role.organisation = organisation
        for mentions in self.world.mentions.values():
            for mention in mentions:
                if (
                    isinstance(mention, RoleMention)
                    and mention.delegate.organisation is None
                    and mention.delegate.person
                ):
                    mention.delegate.organisation = mention.delegate.person.organisation

    def _nearest(self, span: Span) -> Organisation | None:
        sentence = self.world.sentence_at(span.start)
        if sentence is None:
            return None
        for mention in self.world.mentions[sentence.index]:
            # "EPO President A and Vice-President B": both are of the EPO.
            if (
                isinstance(mention, RoleMention)
                and mention.end <= span.start
                and mention.delegate.organisation is not None
            ):
                between = self.world.text[mention.end : span.start]
                if re.fullmatch(r"[\s,;]*(?:and|&)?\s*(?:by\s+)?", between):
                    return mention.delegate.organisation
        for index in range(sentence.index, max(-1, sentence.index - 3), -1):
            for mention in reversed(self.world.mentions[index]):
                if (
                    isinstance(mention, OrgMention)
                    and mention.start < span.start
                    and mention.organisation.kind in {"office", "international-organisation", "industry-association"}
                ):
                    return mention.organisation
        return self.world.publisher

    # ---- groups and lists
    def _groups(self, sentence: Sentence) -> None:
        masked = self._masked(sentence)
        found: list[Mention] = []
        for m in self._group.finditer(masked.string):
            span = masked.span(m.start(), m.end())
            found.append(GroupMention("GROUP", span.start, span.end, self.world.text[span.start : span.end]))
        for m in self._singular.finditer(masked.string):
            person = self._antecedent(sentence, masked.at(m.start()))
            if person is not None:
                span = masked.span(m.start(), m.end())
                delegate = Delegate(person, person.organisation, span)
                found.append(
                    RoleMention("ROLE", span.start, span.end, self.world.text[span.start : span.end], delegate)
                )
        if found:
            self.world.mentions[sentence.index] = cover([*self.world.mentions[sentence.index], *found])

    def _antecedent(self, sentence: Sentence, offset: int) -> Person | None:
        for index in range(sentence.index, max(-1, sentence.index - 4), -1):
            people = [
                d.person for m in self.world.mentions[index] if m.start < offset for d in _delegates(m) if d.person
            ]
            if people:
                return people[0] if index != sentence.index else people[-1]
        return None

    def _lists(self, sentence: Sentence) -> None:
        masked = self._masked(sentence)
        found: list[Mention] = []
        for m in _LIST.finditer(masked.string):
            inside = [x for x in masked.inside(m.start(), m.end()) if x.kind in _WHO_KINDS]
            if len(inside) > 1 and self._solo.search(masked.string[: m.start()]):
                first = inside.pop(0)
                found.extend(WhoMention("WHO", first.start, first.end, first.text, [d]) for d in self._members([first]))
            if any(x.kind in {"ROLE", "PERSON"} for x in inside):
                while inside and inside[0].kind == "COUNTRY":
                    inside.pop(0)
            countries = [x for x in inside if x.kind == "COUNTRY"]
            if (
                countries
                and len(countries) == len(inside)
                and len(inside) < (2 if _OFFICES_OF.search(masked.string[: m.start()]) else 3)
            ):
                continue
            inside = self._apart(inside, found)
            members = list(self._members(inside))
            if members:
                span = Span(inside[0].start, max(inside[-1].end, masked.span(m.start(), m.end()).end))
                found.append(WhoMention("WHO", span.start, span.end, self.world.text[span.start : span.end], members))
        for x in self.world.mentions[sentence.index]:
            if isinstance(x, GroupMention):
                found.append(WhoMention("WHO", x.start, x.end, x.text, []))
        self.world.mentions[sentence.index] = _absorb(self.world.mentions[sentence.index], found)

    def _apart(self, inside: list[Mention], found: list[Mention]) -> list[Mention]:
        """ "the launch of the IP5, the IP5 Offices have …": the same organisation twice is no list of two."""
        for position in range(len(inside) - 1, 0, -1):
            one, other = inside[position - 1], inside[position]
            if isinstance(one, OrgMention) and isinstance(other, OrgMention) and one.organisation is other.organisation:
                first = inside[:position]
                found.append(
                    WhoMention(
                        "WHO",
                        first[0].start,
                        first[-1].end,
                        self.world.text[first[0].start : first[-1].end],
                        list(self._members(first)),
                    )
                )
                return inside[position:]
        return inside

    def _members(self, inside: list[Mention]) -> Iterator[Delegate]:
        for position, mention in enumerate(inside):
            before = inside[position - 1] if position else None
            if (
                isinstance(mention, OrgMention)
                and isinstance(before, OrgMention)
                and mention.organisation.kind == "other"
                and mention.text.startswith(("Ministry", "Federal Ministry"))
            ):
                # "the JPO, Ministry of Economy …": the ministry says where the office belongs.
                if self.world.text[before.end : mention.start].strip() == ",":
                    continue
            if isinstance(mention, RoleMention):
                yield mention.delegate
            elif isinstance(mention, PersonMention):
                yield Delegate(mention.person, mention.person.organisation, mention.span)
            elif isinstance(mention, OrgMention):
                yield Delegate(None, mention.organisation, mention.span)
            elif isinstance(mention, PlaceMention):
                office = self.world.office_of(mention.entity)
                if office is not None:
                    office.name("country-name", " ".join(mention.text.split()), mention.span)
                    yield Delegate(None, office, mention.span, unnamed_title="country")


def _delegates(mention: Mention) -> list[Delegate]:
    if isinstance(mention, RoleMention):
        return [mention.delegate]
    return mention.members if isinstance(mention, WhoMention) else []


def _absorb(mentions: list[Mention], found: list[Mention]) -> list[Mention]:
    """Put lists in the place of what they are made of."""
    spans = [(f.start, f.end) for f in found]
    kept = [x for x in mentions if not any(s <= x.start and x.end <= e for s, e in spans)]
    return sorted([*kept, *found], key=lambda m: m.start)
