"""Employers: in, people whose titles name no organisation; out, the organisation that each title is held in.

The row of a table tells it, the line or heading that a list stands under, the sentence, those before it, and in the end
the page's publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Mention,
    Organisation,
    OrgMention,
    Person,
    PlaceMention,
    Role,
    RoleMention,
)
from kgtool.extraction.names.posts import posts
from kgtool.extraction.names.role_rows import RowReader, person_of
from kgtool.extraction.world import World
from kgtool.model import Span

_EMPLOYERS = frozenset({"office", "international-organisation", "industry-association"})
_BODIES = frozenset({"working-group", "forum"})
_STANDS_IN = re.compile(
    r"(?:[^.;]{0,40}?\b(?:standing in for|representing|for)|"
    r"[^.;]{0,60}?\b(?:on behalf of|in place of|instead of|in the (?:absence|stead) of))\s+(?:the\s+)?$"
)
_IN_PLACE = re.compile(
    r"\b(?:on behalf of|in place of|instead of|in the absence of|by delegation of|in the stead of)\s+(?:the\s+)?$", re.I
)
_NEXT = re.compile(r"(?: \([^()]{1,40}\))?,? (?:came )?(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?")
_WITH_HIM = re.compile(
    r"\b(?:with (?:him|her|them)|accompanied by|together with|alongside him|alongside her)\b[^.;]{0,24}$", re.I
)
_SPOKE_FOR = re.compile(
    r"[,)]? ?(?:who )?(?:signed|spoke|took part|attended|was there|acted|appeared|participated|answered|observed"
    r"|followed|sat in|was present|did|stood in|stepped in|filled in|deputi[sz]ed)?"
    r"(?: the \w+)?(?:(?: \w+){0,2} ?for (?:the )?"
    r"| ?(?:headed|led|leads|heads) (?:the|a) (?:\w+ )?(?:delegation|party|team|group|mission) (?:of|from) (?:the )?)"
)
_FIRST_OF = re.compile(r"\bthe (?:first|former)\b[^.;]{0,40}$")
_SIDE = re.compile(r"\s+(?:side|delegation|part)\b")
_OUR_SIDE = re.compile(r"\b(?:[Ff]rom|[Oo]n|[Ff]or) our (?:own )?(?:side|part|end)\b[^.;]{0,160}$")
_LED = re.compile(
    r"\W*(?:It|The (?:\w+ )?(?:delegation|team|mission|party|group|guests|visitors)) (?:was|were|is|had been) "
    r"(?:led|headed)(?: by)? (?:the |its |their )?"
)
_OF_HIS = re.compile(r",? (?:one of )?(?:his|her) ")  # "Jane Roe, one of her deputies": of the one named before
_SAME_BREATH = re.compile(r"[\s,;]*(?:and|&)?\s*(?:by\s+)?")
_UNLISTED = re.compile(r"\)?,? (?:of|at|for) (?:the )?[A-ZÀ-Ž]\w+")
_OF_WHAT = re.compile(r"\b(?:of|for)\b|\(")
_FIELD = re.compile(r"\b(?!Minister|Ministry|State|Republic|Deputy)[A-Z][a-z]{2,}")
_REACH = 3  # A title without an organisation may take one named in so many sentences, its own included.


class EmployerFinder:
    """Finds the organisations that titles leave out."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows = RowReader(world)
        phrases = world.knowledge.lexicon.tables.get("phrases", {})
        self._nouns: dict[str, list[str]] = phrases.get("nouns", {})
        self._organs = tuple(world.knowledge.lexicon.get("mentions", "organs"))
        self._capacities = frozenset(world.knowledge.lexicon.get("titles", "capacities"))
        self._posts = posts(world.knowledge.lexicon)
        self._body_titles = tuple(world.knowledge.lexicon.get("titles", "body_titles"))
        self._state_titles = tuple(world.knowledge.lexicon.get("titles", "state_titles"))

    # ---- what words say
    def of_noun(self, noun: str, sentence: Sentence, offset: int) -> Organisation | None:
        """Return what "the group" or "the Office" is: so defined, the publisher, else the last named that it fits."""
        kinds = next((k.split() for k, words in self._nouns.items() if noun.casefold() in words), [])
        defined = re.search(rf"\s*\([^()]*[\"“'](?:the\s+)?{noun}[\"”'][^()]*\)", self.world.text, re.IGNORECASE)
        publisher = self.world.publisher
        fitting = [m.organisation for m in self._before(sentence, offset, 12) if m.organisation.kind in kinds]
        if defined is not None:
            named = self.world.sentence_at(defined.start())
            before = [m for m in self._before(named, defined.end(), 1) if m.end >= defined.start()] if named else []
            fitting = [m.organisation for m in before] or fitting
        elif publisher is not None and publisher.kind in kinds:
            fitting = [publisher, *fitting] if any(_worded(o, noun) for o in [publisher]) else [*fitting, publisher]
        return next((o for o in fitting if _worded(o, noun)), fitting[0] if fitting else None)

    def body(self, sentence: Sentence, offset: int) -> Organisation | None:
        """Return the body whose officers a sentence speaks of: the committee, group or forum named last."""
        found = (m.organisation for m in self._before(sentence, offset, sentence.index + 1))
        return next((o for o in found if o.kind in _BODIES or self._is_organ(o)), None)

    def subject(self, sentence: Sentence) -> Organisation | None:
        """Return the organisation that the sentence before speaks of first, or the office of a country."""
        for mention in self.world.mentions[sentence.index - 1] if sentence.index else ():
            if isinstance(mention, OrgMention):
                return mention.organisation
            if isinstance(mention, PlaceMention) and mention.kind == "COUNTRY":
                return self.world.office_named(mention)
        return None

    def _is_organ(self, organisation: Organisation) -> bool:
        return organisation.kind not in _EMPLOYERS and organisation.display.endswith(self._organs)

    def antecedent(self, sentence: Sentence, offset: int) -> Person | None:
        """Return who "he" or "her" is: the last person before in the sentence, else the first in one before it."""
        here = [p for m in self.world.mentions[sentence.index] if m.start < offset and (p := person_of(m))]
        if here:
            return here[-1]
        for index in range(sentence.index - 1, max(-1, sentence.index - _REACH), -1):
            people = self.rows.people(self.world.layout.sentences[index])
            if people:
                return people[0]
        return None

    def _before(self, sentence: Sentence, offset: int, reach: int) -> Iterator[OrgMention]:
        for index in range(sentence.index, max(-1, sentence.index - reach), -1):
            for mention in reversed(self.world.mentions[index]):
                if isinstance(mention, OrgMention) and mention.start < offset:
                    yield mention

    # ---- filling in
    def fill(self) -> None:
        """Give every title without an organisation the one that the page tells for it."""
        for person in self.world.people:
            person.roles = [r for r in person.roles if r.organisation or r.title not in self._capacities]
            for role in person.roles:
                if role.title and role.organisation is None:
                    role.organisation, role.rule = self._employer(person, role), "nearest-organisation"
        for mentions in self.world.mentions.values():
            for mention in mentions:
                if isinstance(mention, RoleMention) and mention.delegate.person:
                    delegate = mention.delegate
                    delegate.organisation = delegate.organisation or mention.delegate.person.organisation

    def _employer(self, person: Person, role: Role) -> Organisation | None:
        sentence = self.world.sentence_at(role.span.start)
        if sentence is None or _UNLISTED.match(self.world.text, role.span.end, sentence.span.end):
            return None
        if "'s " in role.title and (whose := self._whose(role)) is not None:
            return whose
        if role.title.endswith(self._body_titles) and len(person.roles) > 1 and not role.head:
            return self.body(sentence, role.span.end)
        held = next((r.organisation for r in person.roles if r.organisation), None)
        if held is not None and held.kind != "working-group":
            return held
        if self._is_of_state(role):
            return self._ministry(sentence, role)
        found = self._stood_for(sentence, role.span) or self._side(sentence, role.span)
        found = (
            found
            or self._of_another(sentence, person, role.span)
            or self._spoke_for(sentence, role.span)
            or self._with_whom(sentence, role.span)
        )
        called_so = self._called_so(sentence, person, role)
        found = found or (called_so if role.head else None)
        found = found or self._same_breath(sentence, role.span) or self.rows.heading(sentence) or called_so
        if found is not None and not self._has_other_head(found, person, role):
            return found
        return self._nearest(sentence, person, role) or found

    def _whose(self, role: Role) -> Organisation | None:
        """Return the organisation that a title names as whose it is: "head of the KIPO's Trademark Bureau"."""
        named = ((o, form) for o in self.world.organisations.values() for use in o.names.values() for form, _ in use)
        return next((o for o, form in named if re.search(rf"(?<!\w){re.escape(form)}'s ", role.title)), None)

    def _stood_for(self, sentence: Sentence, span: Span) -> Organisation | None:
        """Return the organisation of whom somebody stands in for, or is represented by: both are of one."""
        for mention in self.world.mentions[sentence.index]:
            if not isinstance(mention, RoleMention) or not mention.delegate.organisation:
                continue
            if mention.end <= span.start and self._stands_for(sentence, mention, span):
                return mention.delegate.organisation
            if mention.start >= span.end:
                between = self.world.text[span.end : mention.start]
                return mention.delegate.organisation if _STANDS_IN.fullmatch(between) else None
        return None

    def _stands_for(self, sentence: Sentence, mention: Mention, span: Span) -> bool:
        """Return whether "for" or the like is between two people, or before the first: "in place of A, B"."""
        text = self.world.text
        instead = _IN_PLACE.search(text, sentence.span.start, mention.start)
        between = _STANDS_IN.fullmatch(text, mention.end, span.start)
        return bool(between or (instead and _NEXT.fullmatch(text, mention.end, span.start)))

    def _spoke_for(self, sentence: Sentence, span: Span) -> Organisation | None:
        """Return whom somebody signs or speaks for: an organisation, or the office of a country."""
        for mention in self.world.mentions[sentence.index]:
            if mention.start >= span.end and isinstance(mention, OrgMention | PlaceMention):
                if not _SPOKE_FOR.fullmatch(self.world.text, span.end, mention.start):
                    return None
                return mention.organisation if isinstance(mention, OrgMention) else self.rows.of_country(mention)
        return None

    def _with_whom(self, sentence: Sentence, span: Span) -> Organisation | None:
        """Return the organisation of him with whom somebody came."""
        if not _WITH_HIM.search(self.world.text, sentence.span.start, span.start):
            return None
        person = self.antecedent(sentence, span.start)
        return person.organisation if person is not None else None

    def _of_another(self, sentence: Sentence, person: Person, span: Span) -> Organisation | None:
        """Return the organisation of whoever a title is said to be under: "one of her deputies"."""
        if not _OF_HIS.search(self.world.text, span.start, span.end):
            return None
        for index in range(sentence.index, max(-1, sentence.index - _REACH), -1):
            others = [p for p in self.rows.people(self.world.layout.sentences[index]) if p is not person]
            if others:
                return others[0].organisation
        return None

    def _side(self, sentence: Sentence, span: Span) -> Organisation | None:
        """Return the office of a country whose side was named before in the sentence; "our side" is the publisher's."""
        if _OUR_SIDE.search(self.world.text, sentence.span.start, span.start):
            return self.world.publisher
        led = _LED.fullmatch(self.world.text, sentence.span.start, span.start)
        index = sentence.index - 1 if led and sentence.index else sentence.index
        for mention in reversed(self.world.mentions[index]):
            if isinstance(mention, OrgMention) and mention.end <= span.start:
                return None
            beside = isinstance(mention, PlaceMention) and mention.kind == "DEMONYM" and mention.end <= span.start
            if beside and isinstance(mention, PlaceMention) and _SIDE.match(self.world.text, mention.end):
                return self.rows.of_country(mention)
        return None

    def _has_other_head(self, organisation: Organisation, person: Person, role: Role) -> bool:
        """Return whether somebody else heads an organisation: it has one head at a time."""
        others = (r for p in self.world.people if p is not person for r in p.roles)
        return role.head and any(r.head and r.organisation is organisation and not r.acting for r in others)

    def _is_of_state(self, role: Role) -> bool:
        return bool(self._state_titles) and any(t in role.title for t in self._state_titles)

    def _ministry(self, sentence: Sentence, role: Role) -> Organisation | None:
        """Return the ministry named for a "Minister", else the State named before or whose office is spoken of."""
        near = [m.organisation for m in self._before(sentence, role.span.start, _REACH)]
        bare, words = not _OF_WHAT.search(role.title), set(_FIELD.findall(role.title))
        for organisation in near if bare else [*near, *self.world.organisations.values()]:
            names = [n for n in _full_names(organisation) if "Ministry" in n]
            if names and (bare or any(words & set(_FIELD.findall(n)) for n in names)):
                return organisation
        visited = [m for m in self.world.mentions[sentence.index] if m.kind == "COUNTRY" and m.end <= role.span.start]
        if visited and isinstance(visited[-1], PlaceMention):
            return self.world.state_of(visited[-1].entity)
        office = next((o for o in [*near, self.world.publisher] if o and o.entity and o.entity.place), None)
        place = office.entity.place if office and office.entity else None
        entity = self.world.knowledge.entities.get(place) if place else None
        return self.world.state_of(entity) if entity is not None else None

    def _called_so(self, sentence: Sentence, person: Person, role: Role) -> Organisation | None:
        """Return the office whose head is called so, of those named here, named before and the publisher's, if free."""
        here = [m.organisation for m in self.world.mentions[sentence.index] if isinstance(m, OrgMention)]
        near = [m.organisation for m in self._before(sentence, sentence.span.start, _REACH)]
        own = [self.world.publisher] if self.world.publisher is not None else []
        fitting = {id(o): o for o in [*here, *near, *own] if self._posts.has(o, role.title)}
        free = [o for o in fitting.values() if not self._has_other_head(o, person, role)]
        return next(iter(free or fitting.values()), None) if len(free or fitting) == 1 else None

    def _same_breath(self, sentence: Sentence, span: Span) -> Organisation | None:
        """Return the organisation in "X President A and Vice-President B": both are of X."""
        for mention in self.world.mentions[sentence.index]:
            if not isinstance(mention, RoleMention) or mention.end > span.start or not mention.delegate.organisation:
                continue
            if _SAME_BREATH.fullmatch(self.world.text[mention.end : span.start]):
                return mention.delegate.organisation
        for mention in reversed(self.world.mentions[sentence.index]):
            if isinstance(mention, RoleMention) and mention.end <= span.start and mention.delegate.organisation:
                return mention.delegate.organisation
        return None

    def _nearest(self, sentence: Sentence, person: Person, role: Role) -> Organisation | None:
        near = [m.organisation for m in self._before(sentence, role.span.start, _REACH)]
        near = [o for o in near if o.kind in _EMPLOYERS]
        if _FIRST_OF.search(self.world.text, sentence.span.start, role.span.start):
            here = [m.organisation for m in self._before(sentence, role.span.start, 1)]
            near = [o for o in reversed(here) if o.kind in _EMPLOYERS] or near
        near += [self.world.publisher] if self.world.publisher else []
        free = (o for o in near if not self._has_other_head(o, person, role))
        alike = (o for o in near if self._has_title(o, person, role.title))
        return next(free, next(alike, near[0] if near else None))

    def _has_title(self, organisation: Organisation, person: Person, title: str) -> bool:
        """Return whether somebody else has the same title in an organisation: offices keep theirs through the years."""
        others = (r for p in self.world.people if p is not person for r in p.roles if r.organisation is organisation)
        return any(r.title.endswith(title.split(" ", 1)[-1]) or r.title == title for r in others)


def _worded(organisation: Organisation, noun: str) -> bool:
    """Return whether a noun is a word of an organisation's full name."""
    return any(noun.casefold() in name.casefold() for name in _full_names(organisation))


def _full_names(organisation: Organisation) -> list[str]:
    label = [organisation.entity.label] if organisation.entity else []
    return [*label, *(form for form, _ in organisation.names.get("preferred", []))]
