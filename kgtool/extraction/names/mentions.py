"""Mentions: in, the sentences of a document; out, the organisations, places, titles and dates named in each.

A bracketed acronym binds to the name before it, in the whole document; an acronym that several entities share is
settled by the document's own definition, else by the company it keeps, else it stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kgtool.extraction.entities import (
    Entity,
    Mention,
    NounMention,
    Organisation,
    OrgMention,
    PlaceMention,
    TimeMention,
)
from kgtool.extraction.gazetteer import tokens_of
from kgtool.extraction.knowledge import ORGANISATION_CLASSES
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.masked import cover
from kgtool.extraction.names.candidates import Candidate, CandidateFinder
from kgtool.extraction.names.titles import title_finder
from kgtool.extraction.world import World
from kgtool.model import Span

_CLASS_OF = {
    "office": "IPOffice",
    "international-organisation": "InternationalOrganisation",
    "industry-association": "IndustryAssociation",
    "forum": "Forum",
    "working-group": "WorkingGroup",
    "unit": "Unit",
    "other": "Organisation",
}


_NAME = r"((?:[A-ZÀ-Ž][\w.-]+ ?){1,4})"
_COUNTRY_BEFORE = re.compile(rf"{_NAME}(?:'s|’s)\s+$")
_COUNTRY_AFTER = re.compile(rf"(?:\s+\((?:of )?|,?\s+of\s+(?:the\s+)?|\s+){_NAME}")
_LIKE_A_NAME = re.compile(r"[A-ZÀ-Ž][a-zà-ž]{5,}|[a-z]+[A-Z]+[a-z]+|[A-Z]{10,}")
_OFFICE_OF = re.compile(r"\b(?:the|an|its)\s+(?:[a-z]+ (?:and [a-z]+ )?|IP )?office of (?:the )?$")
_WHOSE = re.compile(r",? whose (?:IP |patent |intellectual property |national )?office\b")
_NUMBERED = re.compile(r"\b\d+(?:st|nd|rd|th)\s+$")


class MentionFinder:
    """Finds the organisations, places, titles, dates and named initiatives of a document."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.knowledge = world.knowledge
        self.titles = title_finder(world.knowledge.lexicon)
        self._candidates = CandidateFinder(world, self.titles)
        self._defined: dict[str, Organisation] = {}
        self._named_here: set[str] = set()
        self._counted: dict[str, bool] = {}

    def run(self) -> None:
        """Fill world.mentions for every sentence."""
        candidates = {s.index: list(self._candidates.find(s)) for s in self.world.layout.sentences}
        for found in candidates.values():
            for candidate in found:
                self._named_here.update(f.entity.iri for f in candidate.forms)
                self._define(candidate)
        self._add_defined(candidates)
        for sentence in self.world.layout.sentences:
            mentions: list[Mention] = [m for c in candidates[sentence.index] for m in self._settle(c)]
            for date in self.world.dates_in(sentence.span):
                mentions.append(TimeMention("DATE", date.start, date.end, date.words, date.when))
            mentions.sort(key=lambda m: m.start)
            mentions.extend(self.titles.find(self.world.text, sentence.span, mentions))
            self.world.mentions[sentence.index] = [self._office_or_country(m) for m in cover(mentions)]
        for organisation in self.world.organisations.values():
            _call_by_name(organisation)

    def _office_or_country(self, mention: Mention) -> Mention:
        """Return the office for a country in "the patent office of Ruritania" and "Ruritania, whose office"."""
        if not isinstance(mention, PlaceMention) or mention.kind != "COUNTRY":
            return mention
        before, after = self.world.text[max(0, mention.start - 60) : mention.start], self.world.text[mention.end :][:40]
        office = self.world.office_named(mention) if _OFFICE_OF.search(before) or _WHOSE.match(after) else None
        return mention if office is None else OrgMention("ORG", mention.start, mention.end, mention.text, office)

    def _define(self, candidate: Candidate) -> None:
        """Note what an acronym in brackets stands for in this document."""
        if not candidate.acronym:
            return
        organisation = self._organisation(candidate)
        if organisation is not None:
            self._defined.setdefault(candidate.acronym, organisation)

    def _add_defined(self, candidates: dict[int, list[Candidate]]) -> None:
        """Add where an acronym of three capitals or more stands alone that only this document defines ("the NZIPA")."""
        own = [a for a in self._defined if sum(map(str.isupper, a)) > 2 and not self.knowledge.gazetteer.lookup(a)]
        acronym = whole_words(own)
        for sentence in self.world.layout.sentences if own else ():
            found = candidates[sentence.index]
            for m in acronym.finditer(self.world.text, sentence.span.start, sentence.span.end):
                if all(m.end() <= c.start or c.end <= m.start() for c in found):
                    found.append(Candidate(m.start(), m.end(), [], name_end=m.end()))

    def _organisation(self, candidate: Candidate) -> Organisation | None:
        entities = [f.entity for f in candidate.forms if f.entity.cls in ORGANISATION_CLASSES]
        if entities:
            fitting = [e for e in entities if candidate.acronym and candidate.acronym in e.acronyms]
            chosen = self._beside(candidate, fitting or entities) or self._choose(fitting or entities, candidate)
            return self.world.known(chosen) if chosen else None
        if candidate.forms or not candidate.unknown_kind:
            return None
        entity = self._by_acronym(candidate) if candidate.acronym else None
        if entity is not None:
            return self.world.known(entity)
        name, kind = self.world.words(candidate.name_span), candidate.unknown_kind
        return self.world.unknown(name, kind, _CLASS_OF.get(kind, "Organisation"), candidate.acronym)

    def _by_acronym(self, candidate: Candidate) -> Entity | None:
        """Return the listed organisation with that acronym whose name shares half the words, if there is but one."""
        listed = {
            f.entity.iri: f.entity
            for f in self.knowledge.gazetteer.lookup(candidate.acronym)
            if f.how == "acronym" and f.entity.cls in ORGANISATION_CLASSES
        }
        words = tokens_of(self.world.text, candidate.start, candidate.name_end)
        keys = {t.key for t in words}
        close = [e for e in listed.values() if len({t.key for t in tokens_of(e.label)} & keys) * 2 >= len(words)]
        return close[0] if len(close) == 1 else None

    def _beside(self, candidate: Candidate, entities: list[Entity]) -> Entity | None:
        """Return the only entity of the country that stands beside a name: "INPI (France)", "France's INPI"."""
        text = self.world.text
        around = text[max(0, candidate.start - 24) : candidate.start], text[candidate.end : candidate.end + 32]
        places: set[str] = set()
        before, after = _COUNTRY_BEFORE.search(around[0]), _COUNTRY_AFTER.match(around[1])
        for words in (before.group(1) if before else "", after.group(1) if after else ""):
            for _, _, forms in self.knowledge.gazetteer.find(tokens_of(words)):
                places.update(f.entity.iri for f in forms if f.entity.cls == "Country")
                break
        here = {e.iri: e for e in entities if e.place in places}
        present = [e for e in here.values() if not e.former]
        return present[0] if len(present) == 1 and len({e.iri for e in entities}) > 1 else None

    def _choose(self, entities: list[Entity], candidate: Candidate) -> Entity | None:
        """Settle an ambiguity: the one the document names otherwise, the one whose country it names, else none."""
        distinct = list({e.iri: e for e in entities}.values())
        if len(distinct) == 1:
            return distinct[0]
        named = [e for e in distinct if e.iri.rsplit("/", 1)[-1] in self.world.organisations]
        if len(named) == 1:
            return named[0]
        present = [e for e in distinct if not e.former]
        if len(present) == 1:
            return present[0]
        sentence = self.world.sentence_at(candidate.start)
        local = self._countries_in(sentence.span) if sentence else set()
        for countries in (local, self._countries_named):
            here = [e for e in present or distinct if e.place and e.place in countries]
            if len(here) == 1:
                return here[0]
        return None

    def _countries_in(self, span: Span) -> set[str]:
        found = self.knowledge.gazetteer.find(tokens_of(self.world.text, span.start, span.end))
        return {f.entity.iri for _, _, forms in found for f in forms if f.entity.cls == "Country"}

    @cached_property
    def _countries_named(self) -> set[str]:
        found = self.knowledge.gazetteer.find(tokens_of(self.world.text))
        return {f.entity.iri for _, _, forms in found for f in forms if f.entity.cls == "Country"}

    def _settle(self, candidate: Candidate) -> Iterator[Mention]:
        """Yield what a candidate turns out to name, if anything."""
        if self._is_misread(candidate):
            return
        organisation = self._named(candidate)
        if organisation is not None:
            surface = self.world.words(candidate.name_span)
            organisation.name(_how(candidate, surface), surface, candidate.name_span)
            if candidate.acronym and candidate.acronym_span:
                organisation.name("acronym", candidate.acronym, candidate.acronym_span)
            yield self._org_mention(candidate, organisation)
            return
        for form in candidate.forms:
            mention = self._other(candidate, form.entity, form.how)
            if mention is not None:
                yield mention
                return
        yield from self._unsettled(candidate)

    def _is_misread(self, candidate: Candidate) -> bool:
        """Return whether a listed form means something else here.

        "The 18th HIPO" is a meeting; a forum's everyday name ("the Trilateral") needs two of its members, and capitals.
        """
        surface = self.world.text[candidate.start : candidate.name_end]
        if candidate.forms and all(f.how == "acronym" and f.entity.cls == "IPOffice" for f in candidate.forms):
            return self._is_counted(surface)
        for form in candidate.forms:
            if form.how == "short" and form.entity.members and not candidate.acronym:
                members = self.knowledge.members_of(form.entity) & self._named_here
                acronym = surface.split()[0] in form.entity.acronyms
                small = surface.split()[-1].islower() and not form.surface.split()[-1].islower()
                return not acronym and (small or len(members) < 2)
        return False

    def _is_counted(self, surface: str) -> bool:
        """Return whether an ordinal stands before a form in the document, or it is short for a meeting there."""
        if surface not in self._counted:
            found = re.search(
                rf"\b\d+(?:st|nd|rd|th) {re.escape(surface)}\b|"
                rf"\b(?:[Mm]eetings?|[Cc]onference|Heads|Offices|States)\s*\((?:[A-Z]+ )?{re.escape(surface)}\)",
                self.world.text,
            )
            self._counted[surface] = found is not None
        return self._counted[surface]

    def _named(self, candidate: Candidate) -> Organisation | None:
        surface = self.world.text[candidate.start : candidate.name_end]
        if surface in self._defined and all(f.how == "acronym" for f in candidate.forms):
            return self._defined[surface]
        return self._organisation(candidate)

    def _other(self, candidate: Candidate, entity: Entity, how: str) -> Mention | None:
        """Return the mention of an initiative, a city or a country; None for any other entity."""
        start, end = candidate.start, candidate.end
        text = self.world.text[start:end]
        if entity.cls == "Initiative":
            name = self.world.words(candidate.name_span)
            return NounMention("INITIATIVE", start, end, text, entity.kind, name, entity)
        if entity.cls in {"City", "Place"}:
            return PlaceMention("CITY", start, end, text, entity)
        if entity.cls == "Country":
            return PlaceMention("DEMONYM" if how == "demonym" else "COUNTRY", start, end, text, entity)
        return None

    def _unsettled(self, candidate: Candidate) -> Iterator[Mention]:
        """Yield an organisation of its own for an acronym that several share and nothing settles."""
        entities = (f.entity for f in candidate.forms if f.how == "acronym" and f.entity.cls in ORGANISATION_CLASSES)
        shared = next(entities, None)
        if shared is not None:
            surface = self.world.text[candidate.start : candidate.name_end]
            record = self.world.unknown(surface, shared.kind, shared.cls)
            record.name("acronym", surface, candidate.name_span)
            yield self._org_mention(candidate, record)

    def _org_mention(self, candidate: Candidate, organisation: Organisation) -> OrgMention:
        text = self.world.text[candidate.start : candidate.end]
        return OrgMention("ORG", candidate.start, candidate.end, text, organisation)


def _call_by_name(organisation: Organisation) -> None:
    """Take what is written like a name ("Rospatent") for the name of an organisation that has no other here."""
    forms = organisation.names.get("acronym", [])
    if not organisation.names.get("preferred") and len(forms) == 1 and _LIKE_A_NAME.fullmatch(forms[0][0]):
        organisation.names["preferred"] = organisation.names.pop("acronym")


def _how(candidate: Candidate, surface: str) -> str:
    """Return how a candidate names its organisation: short, acronym or preferred (by its full name)."""
    hows = {f.how for f in candidate.forms}
    if hows == {"short"}:
        return "short"
    if "acronym" in hows and "preferred" not in hows and " " not in surface:
        return "acronym"
    bare = re.sub(r"[\W_]", "", surface)
    return "acronym" if bare.isupper() and " " not in surface and len(bare) < 8 else "preferred"
