"""Roles: in, sentences with people, titles and organisations; out, who holds which title where, as role mentions.

The rules are the lexicon's (phrases.toml): how a person, a title and an organisation stand together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kgtool.extraction.entities import (
    Delegate,
    Mention,
    Organisation,
    OrgMention,
    Person,
    PersonMention,
    PlaceMention,
    Role,
    RoleMention,
    TitleMention,
)
from kgtool.extraction.layout import Sentence
from kgtool.extraction.masked import FIRST_SLOT, Masked, absorb, compile_rule, cover
from kgtool.extraction.world import World
from kgtool.model import Span

_EMPLOYERS = frozenset({"office", "international-organisation", "industry-association"})
_SAME_BREATH = re.compile(r"[\s,;]*(?:and|&)?\s*(?:by\s+)?")
_TAIL = re.compile(r", [A-Z][\w-]+(?:,? (?:and )?[A-Z][\w-]+){0,5}?(?=,? (?:of|at|in|from|for) |\)|$)")
_REACH = 3  # A title without an organisation may take one named in so many sentences, its own included.


@dataclass(frozen=True, slots=True)
class RoleRule:
    """How a person, a title and an organisation stand together, under a name.

    context: the organisation may be the one named before in the sentence; only: the words make no mention; state: a
    country's name stands for the State, not its office; implies: a title that but one office has brings the office.
    """

    name: str
    pattern: re.Pattern[str]
    context: bool
    only: bool
    state: bool
    implies: bool


class RoleFinder:
    """Finds the roles of a document's people."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("phrases", {})
        self.rules = [
            RoleRule(
                r["name"],
                compile_rule(r["pattern"], table.get("words", {})),
                bool(r.get("context")),
                r.get("only") == "role",
                bool(r.get("state")),
                bool(r.get("implies", True)),
            )
            for r in table.get("role", [])
        ]

    def run(self) -> None:
        """Add role mentions to world.mentions, and roles to people."""
        for sentence in self.world.layout.sentences:
            self._in_sentence(sentence)
            self._respectively(sentence)
        self._fill_organisations()

    def _in_sentence(self, sentence: Sentence) -> None:
        if not any(m.kind == "PERSON" for m in self.world.mentions[sentence.index]):
            return
        for rule in self.rules:
            masked = self.world.masked(sentence)
            matches = (self._role(rule, masked, m) for m in rule.pattern.finditer(masked.string))
            found = [mention for mention in matches if mention is not None]
            if found:
                self.world.mentions[sentence.index] = cover(absorb(self.world.mentions[sentence.index], found))

    def _role(self, rule: RoleRule, masked: Masked, m: re.Match[str]) -> Mention | None:
        person, title = masked.get(m, "person"), masked.get(m, "title")
        if not isinstance(person, PersonMention):
            return None
        organisation = self._organisation(masked.get(m, "org"), rule.state)
        if masked.get(m, "org") is not None and organisation is None:
            return None
        span = masked.span(m.start(), m.end())
        if isinstance(title, TitleMention):
            if organisation is None and rule.context:
                organisation = _named_before(masked, m.start("person"))
            if organisation is None and title.implies and rule.implies:
                organisation = self.world.organisations.get(title.implies)
            written = _as_written(title, masked, m)
            _give(person.person, Role(written, title.acting, organisation, span, title.head, rule.name))
        elif organisation is not None and not person.person.roles:
            person.person.roles.append(Role("", False, organisation, span, rule=rule.name))
        if rule.only:
            return None
        if title is None and isinstance(masked.get(m, "org"), PlaceMention) and person.person.organisation is not None:
            # "Talks with Japan: Jane Roe": what stands before the colon is the other side.
            organisation = organisation if rule.state else person.person.organisation
        delegate = Delegate(person.person, organisation or _known(person.person, title), span)
        return RoleMention("ROLE", span.start, span.end, self.world.text[span.start : span.end], delegate, rule.name)

    def _organisation(self, mention: Mention | None, stands_for_state: bool) -> Organisation | None:
        if isinstance(mention, OrgMention):
            return mention.organisation
        if not isinstance(mention, PlaceMention):
            return None
        if mention.kind == "COUNTRY" and stands_for_state:
            state = self.world.state_of(mention.entity)
            if state is not None:
                state.name("country-name", self.world.words(mention.span), mention.span)
            return state
        office = self.world.office_of(mention.entity)
        # An adjective names an office only where the document knows it otherwise.
        return office if office and office.names else None

    def _respectively(self, sentence: Sentence) -> None:
        """Give, in "A and B came under Presidents X and Y respectively", the first office to the first, and so on."""
        if "respectively" not in self.world.text[sentence.span.start : sentence.span.end]:
            return
        mentions = self.world.mentions[sentence.index]
        people = [m for m in mentions if isinstance(m, RoleMention | PersonMention)]
        first = next((m.start for m in people), sentence.span.end)
        offices = [m for m in mentions if isinstance(m, OrgMention) and m.end <= first][-len(people) :]
        if len(people) < 2 or len(offices) != len(people) or any(m.start > first for m in mentions if m.kind == "ORG"):
            return
        persons = [m.delegate.person if isinstance(m, RoleMention) else m.person for m in people]
        title = next((r for p in persons if p is not None for r in p.roles if sentence.span.covers(r.span)), None)
        for mention, person, office in zip(people, persons, offices, strict=True):
            if person is None:
                continue
            if isinstance(mention, RoleMention):
                mention.delegate.organisation = office.organisation
            role = next((r for r in person.roles if sentence.span.covers(r.span)), None)
            if role is not None:
                role.organisation = office.organisation
            elif title is not None:
                person.roles.append(Role(title.title, title.acting, office.organisation, sentence.span, title.head))

    # ---- organisations that a phrase leaves out
    def _fill_organisations(self) -> None:
        """Give a title without an organisation the one named last before it that the title could be of."""
        for person in self.world.people:
            if person.roles and not any(r.organisation for r in person.roles):
                role = person.roles[0]
                role.organisation, role.rule = self._nearest(role.span) or role.organisation, "nearest-organisation"
        for mentions in self.world.mentions.values():
            for mention in mentions:
                if isinstance(mention, RoleMention) and mention.delegate.person:
                    delegate = mention.delegate
                    delegate.organisation = delegate.organisation or mention.delegate.person.organisation

    def _nearest(self, span: Span) -> Organisation | None:
        sentence = self.world.sentence_at(span.start)
        if sentence is None:
            return None
        for mention in self.world.mentions[sentence.index]:
            # "X President A and Vice-President B": both are of X.
            if not isinstance(mention, RoleMention) or mention.end > span.start or not mention.delegate.organisation:
                continue
            if _SAME_BREATH.fullmatch(self.world.text[mention.end : span.start]):
                return mention.delegate.organisation
        for mention in reversed(self.world.mentions[sentence.index]):
            if isinstance(mention, RoleMention) and mention.end <= span.start and mention.delegate.organisation:
                return mention.delegate.organisation
        for index in range(sentence.index, max(-1, sentence.index - _REACH), -1):
            for other in reversed(self.world.mentions[index]):
                if isinstance(other, OrgMention) and other.start < span.start and other.organisation.kind in _EMPLOYERS:
                    return other.organisation
        return self.world.publisher


def _as_written(title: TitleMention, masked: Masked, m: re.Match[str]) -> str:
    """Return the title as written, with what follows it after a comma where that belongs to it."""
    tail = _TAIL.match(masked.string[m.end("title") : m.end()])
    if tail is None or any(c >= FIRST_SLOT for c in tail.group()):
        return title.title
    return title.title + " ".join(tail.group().split())


def _give(person: Person, new: Role) -> None:
    """Add a role to a person's unless one of them says the same; what either leaves open, the other fills."""
    for role in person.roles:
        fits = new.organisation is None or role.organisation is None or role.organisation is new.organisation
        if role.title.casefold() == new.title.casefold() and fits:
            role.organisation = role.organisation or new.organisation
            role.head = role.head or new.head
            return
        if new.organisation is None and new.title.casefold() in role.title.casefold():
            return
        if not role.title and (new.organisation is None or role.organisation is new.organisation):
            role.title, role.acting, role.head, role.span = new.title, new.acting, new.head, new.span
            role.rule = new.rule
            return
    person.roles.append(new)


def _known(person: Person, title: Mention | None) -> Organisation | None:
    """Return the organisation of the person's role with that title, else of the first role."""
    if isinstance(title, TitleMention):
        for role in person.roles:
            if role.organisation and role.title.casefold() == title.title.casefold():
                return role.organisation
    return person.organisation


def _named_before(masked: Masked, position: int) -> Organisation | None:
    for mention in reversed(masked.inside(0, position)):
        if isinstance(mention, OrgMention):
            return mention.organisation
        if isinstance(mention, RoleMention) and mention.delegate.organisation:
            return mention.delegate.organisation
    return None
