"""Roles: in, sentences with people, titles and organisations; out, who holds which title where, as role mentions.

The rules are the lexicon's (phrases.toml): how a person, a title and an organisation stand together.
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
from kgtool.extraction.lexicon import Lexicon, alternatives, whole_words
from kgtool.extraction.masked import FIRST_SLOT, Masked, absorb, compile_rule, cover
from kgtool.extraction.names.cards import read_cards
from kgtool.extraction.names.employers import EmployerFinder
from kgtool.extraction.names.entries import read_entries
from kgtool.extraction.names.titles import title_finder
from kgtool.extraction.world import World
from kgtool.model import Span

_TAIL = re.compile(r", [A-Z][\w-]+(?:,? (?:and )?[A-Z][\w-]+){0,5}?(?=,? (?:of|at|in|from|for) |\)|$)")


@dataclass(frozen=True, slots=True)
class RoleRule:
    """How a person, a title and an organisation stand together, under a name; the rules are numbered in order.

    context: the organisation may be the one named before in the sentence; only: the words make no mention; state: a
    country's name stands for the State, not its office; implies: a title that but one office has brings the office;
    default: what else the organisation is, "body" (the committee spoken of), "subject" (whom the sentence
    before spoke of first) or "publisher" ("our"); same: the person
    has the title of whoever was named before; opens: a role found already has its person's name at its beginning.
    """

    number: int
    name: str
    pattern: CuedPattern
    context: bool
    only: bool
    state: bool
    implies: bool
    default: str
    same: bool
    opens: bool


@cache
def _rules(lexicon: Lexicon) -> CuedRules[RoleRule]:
    table: dict[str, Any] = lexicon.tables.get("phrases", {})
    honorifics = alternatives(lexicon.get("titles", "honorifics") or ["-"])
    words = table.get("words", {}) | {"hon": rf"(?:(?:[Tt]he )?{honorifics}\.?,? (?:h\.c\. )?)*"}
    rules = [
        RoleRule(
            number,
            r["name"],
            cued(compile_rule(r["pattern"], words)),
            bool(r.get("context")),
            r.get("only") == "role",
            bool(r.get("state")),
            bool(r.get("implies", True)),
            r.get("default", ""),
            bool(r.get("same")),
            bool(r.get("opens")),
        )
        for number, r in enumerate(table.get("role", []))
    ]
    return CuedRules((rule, [rule.pattern]) for rule in rules)


class RoleFinder:
    """Finds the roles of a document's people."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("phrases", {})
        self._body_titles = tuple(world.knowledge.lexicon.get("titles", "body_titles"))
        self._state_titles: list[str] = world.knowledge.lexicon.get("titles", "state_titles")
        self._of_states: list[str] = world.knowledge.lexicon.get("titles", "of_states")
        self.rules = _rules(world.knowledge.lexicon)
        self._employers = EmployerFinder(world)
        self._titles = title_finder(world.knowledge.lexicon)

        states = table.get("states", {}).get("words", [])
        self._speaks_of_states = bool(whole_words(states).search(world.text))

    def run(self) -> None:
        """Add role mentions to world.mentions, and roles to people."""
        for sentence in self.world.layout.sentences:
            self._in_sentence(sentence)
            self._respectively(sentence)
        read_cards(self.world)
        read_entries(self.world)
        self._employers.rows.read_rows()
        self._employers.fill()

    def _in_sentence(self, sentence: Sentence) -> None:
        kinds = {m.kind for m in self.world.mentions[sentence.index]}
        if not kinds & {"PERSON", "TITLE"}:
            return
        self._after(sentence, -1)

    def _after(self, sentence: Sentence, number: int) -> None:
        """Read a sentence by the rules after that of a number: what one finds is masked for the others."""
        masked = self.world.masked(sentence)
        for rule in self.rules.of(masked.string):
            if rule.number <= number:
                continue
            found = [
                mention
                for m in rule.pattern.finditer(masked.string)
                if (mention := self._role(rule, sentence, masked, m)) is not None
            ]
            if found:
                self.world.mentions[sentence.index] = cover(absorb(self.world.mentions[sentence.index], found))
                self._after(sentence, rule.number)
                return

    def _role(self, rule: RoleRule, sentence: Sentence, masked: Masked, m: re.Match[str]) -> Mention | None:
        people, title = self._people(sentence, masked, m), masked.get(m, "title")
        who = masked.get(m, "person")
        if rule.opens and isinstance(who, RoleMention) and people and not who.text.startswith(people[0].tokens[0]):
            return None
        shared = m.groupdict().get("also") is not None
        if not people or (shared and isinstance(title, TitleMention) and not title.plural):
            return None
        organisation = self._organisation(masked.get(m, "org"), rule.state, title)
        if masked.get(m, "org") is not None and organisation is None:
            return None
        span = masked.span(m.start(), m.end())
        if rule.same:
            before = people.pop() if len(people) > 1 else self._employers.antecedent(sentence, masked.at(m.start()))
            self._give_same(rule, before, people[0], organisation, span)
        if isinstance(title, TitleMention):
            organisation = organisation or self._left_out(rule, sentence, masked, m, title)
            if organisation is None and rule.default == "body" and title.title.endswith(self._body_titles):
                return None
            held_in, written = _of_unit(organisation, _as_written(title, masked, m))
            if isinstance(masked.get(m, "org"), PlaceMention) and title.title.endswith(self._body_titles):
                # A chair of Peru is one of the committee spoken of, and comes from Peru.
                held_in = self._employers.body(sentence, span.end)
            for person in people if held_in is not None or organisation is None else ():
                _give(person, Role(written, title.acting, held_in, span, title.head, rule.name))
        elif organisation is not None and not people[0].roles:
            post = self._post(masked.get(m, "org"))
            people[0].roles.append(Role(post, False, organisation, span, bool(post), rule.name))
        if rule.only:
            return None
        if title is None and isinstance(masked.get(m, "org"), PlaceMention) and people[0].organisation is not None:
            # "Talks with Japan: Jane Roe": what stands before the colon is the other side.
            organisation = organisation if rule.state else people[0].organisation
        delegate = Delegate(people[0], organisation or _known(people[0], title), span)
        return RoleMention("ROLE", span.start, span.end, self.world.text[span.start : span.end], delegate, rule.name)

    def _give_same(
        self, rule: RoleRule, before: Person | None, person: Person, organisation: Organisation | None, span: Span
    ) -> None:
        """Give a person the titles of another: of a predecessor in one organisation, or of a counterpart in another."""
        for old in before.roles if before is not None else ():
            if old.title and old.organisation and (organisation is None or not person.organisation):
                _give(person, Role(old.title, old.acting, organisation or old.organisation, span, old.head, rule.name))

    def _people(self, sentence: Sentence, masked: Masked, m: re.Match[str]) -> list[Person]:
        """Return whom a match speaks of: those it names, else the one that its "he" or "her" is."""
        named = [masked.get(m, group) for group in ("person", "also", "third")]
        people = [x.person for x in named if isinstance(x, PersonMention)]
        people += [x.delegate.person for x in named if isinstance(x, RoleMention) and x.delegate.person]
        if people or not m.groupdict().get("pronoun"):
            return people
        person = self._employers.antecedent(sentence, masked.at(m.start("pronoun")))
        return [person] if person is not None else []

    def _post(self, mention: Mention | None) -> str:
        """Return the name of an office that is its head's title too ("Controller General of Patents"), else nothing."""
        named = isinstance(mention, OrgMention)
        if mention is None or not named or self._titles.end_of(self.world.text, mention.start, mention.end) is None:
            return ""
        return " ".join(mention.text.split("(")[0].split())

    def _is_of_state(self, title: Mention | None) -> bool:
        words = [*self._state_titles, *self._of_states]
        return isinstance(title, TitleMention) and any(word in title.title for word in words)

    def _left_out(
        self, rule: RoleRule, sentence: Sentence, masked: Masked, m: re.Match[str], title: TitleMention
    ) -> Organisation | None:
        """Return the organisation that a rule knows although its words do not name it."""
        if m.groupdict().get("noun"):
            return self._employers.of_noun(m.group("noun"), sentence, masked.at(m.start("noun")))
        if rule.context and not self._is_of_state(title):
            start = m.start("person") if "person" in m.re.groupindex else m.start()
            organisation = _named_before(masked, start) or self._employers.subject(sentence)
            if organisation is not None:
                return organisation
        if rule.default == "subject":
            subject, named = self._employers.subject(sentence), _named_before(masked, m.start())
            return (subject or named) if title.title.endswith(self._body_titles) else (named or subject)
        stood_before = masked.get(m, "third")
        if isinstance(stood_before, PersonMention) and stood_before.person.organisation is not None:
            return stood_before.person.organisation
        if rule.default == "body" and title.title.endswith(self._body_titles):
            return self._employers.body(sentence, masked.span(m.start(), m.end()).end)
        if rule.default == "publisher":
            return self.world.publisher
        return self.world.organisations.get(title.implies) if title.implies and rule.implies else None

    def _organisation(self, mention: Mention | None, for_state: bool, title: Mention | None) -> Organisation | None:
        if isinstance(mention, OrgMention):
            return mention.organisation
        if not isinstance(mention, PlaceMention):
            return None
        if mention.kind == "COUNTRY" and (for_state or title is not None):
            # Where nothing speaks of States, people come from offices, ministers apart.
            state = self._is_of_state(title) if title is not None else self._speaks_of_states
            owner = (self.world.state_of if state else self.world.office_of)(mention.entity)
            if owner is not None:
                owner.name("country-name", self.world.words(mention.span), mention.span)
            return owner
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


def _as_written(title: TitleMention, masked: Masked, m: re.Match[str]) -> str:
    """Return the title as written, with what follows it after a comma where that belongs to it."""
    tail = _TAIL.match(masked.string[m.end("title") : m.end()])
    if tail is None or any(c >= FIRST_SLOT for c in tail.group()):
        return title.title
    return title.title + " ".join(tail.group().split())


def _of_unit(organisation: Organisation | None, title: str) -> tuple[Organisation | None, str]:
    """Return the office that a unit named with a title belongs to, if it is known, and the title with the unit."""
    if organisation is None or organisation.kind != "unit":
        return organisation, title
    return organisation.parent, f"{title}, {organisation.display}"


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
