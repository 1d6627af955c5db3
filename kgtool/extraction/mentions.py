"""Mentions: in, the sentences of a document; out, the organisations, places, titles and dates named in each.

Organisations that no list knows are found by the words they end in; a bracketed acronym binds to the name before it, in
the whole document; an acronym that several entities share is settled by the document's own definition, else by the
company it keeps, else it stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kgtool.extraction.entities import (
    Entity,
    Mention,
    NounMention,
    Organisation,
    OrgMention,
    PlaceMention,
    TimeMention,
    TitleMention,
)
from kgtool.extraction.knowledge import ORGANISATION_CLASSES, Form, Knowledge, tokens_of
from kgtool.extraction.layout import Sentence
from kgtool.extraction.lexicon import Lexicon, alternatives
from kgtool.extraction.masked import cover, level
from kgtool.extraction.world import World
from kgtool.model import Span

_CAP = r"[A-ZÀ-ÞĀ-Ž][\w&'’.-]*[\w]|[A-Z]"
_LINK = r"(?:of|for|on|the|and|&|de|du|des|la|le|da|do|di|et|y|to|in)"
_NAME = re.compile(rf"(?:{_CAP})(?:\s+(?:{_LINK}\s+){{0,3}}(?:{_CAP}))*")
_BRACKET = re.compile(
    r"\s*\(\s*[\"“'‘]?(?:the\s+)?[\"“'‘]?(?P<acronym>[A-Z][A-Za-z0-9/&-]{0,9}(?: [A-Z]{2,3})?)[\"”'’]?(?:,?\s+(?:hereinafter|hereafter)[^)]*)?\s*\)"
)
_BESIDE_NAME = re.compile(r",?\s+(?:of|at)\s+(?:the\s+)?[A-Z]|\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?[A-ZÀ-Ž][\w-]+\s+[A-ZÀ-Ž]")
_TWO_NAMES = re.compile(r"\s+[A-ZÀ-Ž][\w-]+\s+[A-ZÀ-Ž][\w-]+")
_CLASS_OF = {
    "office": "IPOffice",
    "international-organisation": "InternationalOrganisation",
    "industry-association": "IndustryAssociation",
    "forum": "Forum",
    "working-group": "WorkingGroup",
    "unit": "Unit",
    "other": "Organisation",
}


@dataclass(slots=True)
class _Raw:
    """A stretch that may name an organisation or place, before it is settled which."""

    start: int
    end: int
    forms: list[Form]
    unknown_kind: str = ""
    acronym: str = ""
    acronym_span: Span | None = None
    name_end: int = 0


class TitleFinder:
    """Finds titles of office-holders by the lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        table = lexicon.tables.get("titles", {})
        self._acting = table.get("acting_modifiers", [])
        self._heads = set(table.get("head_titles", []))
        self._implies: dict[str, str] = table.get("implies", {})
        modifier = f"(?:{alternatives(table.get('modifiers', ['-']))}[\\s-]+)*"
        head = alternatives(table.get("heads", ["-"]))
        tail = "(?:\\s+(?:" + "|".join(p.replace(" ", r"\s+") for p in table.get("tails", ["(?!)"])) + "))?"
        one = f"{modifier}{head}s?\\b{tail}"
        formula = "|".join(p.replace(" ", r"\s+") for p in table.get("acting", ["(?!)"]))
        small = alternatives(table.get("small_heads", ["-"]))
        modifiers_small = f"(?:{alternatives([m.lower() for m in table.get('modifiers', ['-'])])}[\\s-]+)*"
        self.pattern = re.compile(
            f"(?P<formula>(?:{formula})\\s+)?(?<![\\w-])(?P<title>{one}(?:\\s+and\\s+{one})?)(?![\\w])(?!\\s*:)"
        )
        self.small = re.compile(f"(?<![\\w-])(?P<title>{modifiers_small}{small})(?![\\w-])")
        self._modified = re.compile(
            f"{alternatives(m for m in table.get('modifiers', ['-']) if m not in self._acting)}[\\s-]", re.IGNORECASE
        )

    def find(self, text: str, span: Span) -> Iterator[TitleMention]:
        """Yield the titles in a stretch of text."""
        for m in self.pattern.finditer(text, span.start, span.end):
            title = " ".join(m.group("title").split())
            plural = title.endswith("s") and not re.search(r" (?:for|of) ", title)
            if plural and ("Head" in title or not _TWO_NAMES.match(text, m.end(), span.end)):
                continue
            title = title.removesuffix("s") if plural else title
            words = " ".join(m.group().split()) if m.group("formula") else title
            acting = bool(m.group("formula")) or title.split()[0] in self._acting
            yield TitleMention(
                "TITLE", m.start(), m.end(), m.group(), words, acting, self._is_head(title), self._implied(title)
            )
        for m in self.small.finditer(text, span.start, span.end):
            if not _BESIDE_NAME.match(text, m.end(), span.end) and not text[: m.start()].endswith(
                (", ", ", its ", ", the ")
            ):
                continue
            title = " ".join(m.group("title").split())
            yield TitleMention("TITLE", m.start(), m.end(), m.group(), title, False, self._is_head(title.title()))

    def _is_head(self, title: str) -> bool:
        bare = re.sub(f"^{alternatives(self._acting)}\\s+", "", title) if self._acting else title
        return bare in self._heads and not self._modified.match(title)

    def _implied(self, title: str) -> str:
        return next((office for words, office in self._implies.items() if words in title), "")


class MentionFinder:
    """Finds the organisations, places, titles, dates and named initiatives of a document."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.knowledge: Knowledge = world.knowledge
        self.lexicon = world.knowledge.lexicon
        self.titles = TitleFinder(self.lexicon)
        self._defined: dict[str, Organisation] = {}
        heads: dict[str, list[str]] = self.lexicon.tables.get("mentions", {}).get("organisation_heads", {})
        leads: dict[str, list[str]] = self.lexicon.tables.get("mentions", {}).get("organisation_leads", {})
        self._kind_of_head = {h: kind for kind, words in heads.items() for h in words}
        self._kind_of_lead = {h: kind for kind, words in leads.items() for h in words}

    def run(self) -> None:
        """Fill world.mentions for every sentence."""
        raws = {s.index: list(self._raws(s)) for s in self.world.layout.sentences}
        for sentence in self.world.layout.sentences:
            for raw in raws[sentence.index]:
                self._define(raw)
        for sentence in self.world.layout.sentences:
            found: list[Mention] = []
            for raw in raws[sentence.index]:
                found.extend(self._settle(raw))
            found.extend(self.titles.find(self.world.text, sentence.span))
            for date in self.knowledge.dates.find(self.world.text, sentence.span.start, sentence.span.end):
                found.append(TimeMention("DATE", date.start, date.end, date.words, date.when))
            self.world.mentions[sentence.index] = cover(found)

    # ---- candidates
    def _raws(self, sentence: Sentence) -> Iterator[_Raw]:
        text = self.world.text
        tokens = tokens_of(text, sentence.span.start, sentence.span.end)
        found: list[_Raw] = []
        for first, after, forms in self.knowledge.gazetteer.find(tokens):
            if any(text[tokens[i].end : tokens[i + 1].start].strip(" \n\r\t.-'’&,/") for i in range(first, after - 1)):
                continue
            found.append(_Raw(tokens[first].start, tokens[after - 1].end, forms, name_end=tokens[after - 1].end))
        found.extend(self._unknown(sentence, found))
        for raw in sorted(found, key=lambda r: r.start):
            bracket = _BRACKET.match(text, raw.end, sentence.span.end)
            if bracket and self._plausible(raw, bracket.group("acronym")):
                raw.acronym = bracket.group("acronym")
                raw.acronym_span = Span(bracket.start("acronym"), bracket.end("acronym"))
                raw.end = bracket.end()
            yield raw

    def _plausible(self, raw: _Raw, acronym: str) -> bool:
        if not any(c.isupper() for c in acronym[1:]) and len(acronym) > 2:
            return False
        return (
            not all(f.how in {"country-name", "demonym"} or f.entity.cls in {"City", "Place"} for f in raw.forms)
            if raw.forms
            else True
        )

    def _unknown(self, sentence: Sentence, known: list[_Raw]) -> Iterator[_Raw]:
        text = self.world.text
        for m in _NAME.finditer(text, sentence.span.start, sentence.span.end):
            for start, end in self._parts(text, m.start(), m.end()):
                title = self.titles.pattern.match(text, start, end)
                if title:
                    of = re.compile(r"\s+(?:of|at)\s+(?:the\s+)?").match(text, title.end(), end)
                    if not of:
                        continue
                    start = of.end()
                name = " ".join(text[start:end].split())
                kind = self._kind(name)
                bracket = _BRACKET.match(text, end, sentence.span.end)
                if not kind and bracket and _initials_fit(name, bracket.group("acronym")):
                    kind = "other"
                if not kind:
                    continue
                inner = [r for r in known if r.start < end and start < r.end]
                if any(r.start <= start and end <= r.end for r in inner):
                    continue
                # A name that merely ends in a known organisation is that organisation; a topic is none.
                if any(r.end == end and any(f.entity.cls in ORGANISATION_CLASSES for f in r.forms) for r in inner):
                    continue
                if any(
                    end == tokens[after - 1].end
                    for tokens in [tokens_of(text, start, end)]
                    for _, after, _ in self.knowledge.topics.find(tokens)
                ):
                    continue
                if any(not (start <= r.start and r.end <= end) for r in inner):
                    continue
                for r in inner:
                    known.remove(r)
                yield _Raw(start, end, self._by_country(name, kind, inner), kind, name_end=end)

    def _by_country(self, name: str, kind: str, inner: list[_Raw]) -> list[Form]:
        """An unlisted "Ruritanian Patent Office" is the office of Ruritania."""
        if kind != "office":
            return []
        countries = {f.entity.iri: f.entity for r in inner for f in r.forms if f.entity.cls == "Country"}
        if len(countries) != 1:
            return []
        office = self.knowledge.office_of(next(iter(countries)), self.world.day)
        return [Form(office, "preferred", name)] if office else []

    def _kind(self, name: str) -> str:
        for head in sorted(self._kind_of_head, key=len, reverse=True):
            if name.endswith(head) and len(name) > len(head) + 2:
                return self._kind_of_head[head]
        for lead in sorted(self._kind_of_lead, key=len, reverse=True):
            if name.startswith(lead + " ") and len(name) > len(lead) + 3:
                return self._kind_of_lead[lead]
        return ""

    def _parts(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Split at an "and" between two names that are each complete; the last such "and" divides."""
        piece = text[start:end]
        lead = re.match(r"(?:The|A|An|In|On|At|As|By|For|From|With|During|Both|Meanwhile)\s+", piece)
        if lead:
            start += lead.end()
            piece = text[start:end]
        for m in reversed(list(re.finditer(r"\s+(?:and|&)\s+(?:the\s+)?", piece))):
            if self._kind(piece[: m.start()]) and self._kind(piece[m.end() :]):
                yield from self._parts(text, start, start + m.start())
                yield start + m.end(), end
                return
        yield start, end

    # ---- decisions
    def _define(self, raw: _Raw) -> None:
        """Note what an acronym in brackets stands for in this document."""
        if not raw.acronym:
            return
        organisation = self._organisation(raw)
        if organisation is not None:
            self._defined.setdefault(raw.acronym, organisation)

    def _organisation(self, raw: _Raw) -> Organisation | None:
        entities = [f.entity for f in raw.forms if f.entity.cls in ORGANISATION_CLASSES]
        if entities:
            fitting = [e for e in entities if raw.acronym and raw.acronym in e.acronyms]
            chosen = self._choose(fitting or entities)
            return self.world.known(chosen) if chosen else None
        if raw.forms or not raw.unknown_kind:
            return None
        if raw.acronym:
            by_acronym = {
                f.entity.iri: f.entity
                for f in self.knowledge.gazetteer.lookup(raw.acronym)
                if f.how == "acronym" and f.entity.cls in ORGANISATION_CLASSES
            }
            name = tokens_of(self.world.text, raw.start, raw.name_end)
            close = [
                e
                for e in by_acronym.values()
                if len({t.key for t in tokens_of(e.label)} & {t.key for t in name}) * 2 >= len(name)
            ]
            if len(close) == 1:
                return self.world.known(close[0])
        name_text = " ".join(self.world.text[raw.start : raw.name_end].split())
        return self.world.unknown(
            name_text, raw.unknown_kind, _CLASS_OF.get(raw.unknown_kind, "Organisation"), raw.acronym
        )

    def _choose(self, entities: list[Entity]) -> Entity | None:
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
        here = [e for e in present or distinct if e.place and e.place in self._countries_named]
        return here[0] if len(here) == 1 else None

    @cached_property
    def _countries_named(self) -> set[str]:
        tokens = tokens_of(self.world.text)
        return {
            f.entity.iri
            for _, _, forms in self.knowledge.gazetteer.find(tokens)
            for f in forms
            if f.entity.cls == "Country"
        }

    def _settle(self, raw: _Raw) -> Iterator[Mention]:
        text = self.world.text
        surface = text[raw.start : raw.name_end]
        if raw.forms and all(f.how == "acronym" for f in raw.forms) and surface in self._defined:
            organisation: Organisation | None = self._defined[surface]
        else:
            organisation = self._organisation(raw)
        if organisation is not None:
            how = self._how(raw, surface, organisation)
            organisation.name(how, " ".join(surface.split()), Span(raw.start, raw.name_end))
            if raw.acronym and raw.acronym_span:
                organisation.name("acronym", raw.acronym, raw.acronym_span)
            yield OrgMention("ORG", raw.start, raw.end, text[raw.start : raw.end], organisation)
            return
        for form in raw.forms:
            entity = form.entity
            if entity.cls == "Initiative":
                yield NounMention(
                    "INITIATIVE",
                    raw.start,
                    raw.end,
                    text[raw.start : raw.end],
                    entity.kind,
                    " ".join(surface.split()),
                    entity,
                )
                return
            if entity.cls in {"City", "Place"}:
                yield PlaceMention("CITY", raw.start, raw.end, text[raw.start : raw.end], entity)
                return
            if entity.cls == "Country":
                kind = "DEMONYM" if form.how == "demonym" else "COUNTRY"
                yield PlaceMention(kind, raw.start, raw.end, text[raw.start : raw.end], entity)
                return
        # An acronym that several share and nothing settles: an organisation of its own.
        shared = [f for f in raw.forms if f.how == "acronym" and f.entity.cls in ORGANISATION_CLASSES]
        if shared:
            record = self.world.unknown(surface, shared[0].entity.kind, shared[0].entity.cls)
            record.name("acronym", surface, Span(raw.start, raw.name_end))
            yield OrgMention("ORG", raw.start, raw.end, text[raw.start : raw.end], record)

    def _how(self, raw: _Raw, surface: str, organisation: Organisation) -> str:
        if raw.forms and all(f.how == "short" for f in raw.forms):
            return "short"
        if any(f.how == "acronym" for f in raw.forms) and not any(f.how == "preferred" for f in raw.forms):
            return "acronym"
        bare = re.sub(r"[\W_]", "", surface)
        return "acronym" if bare.isupper() and " " not in surface and len(bare) < 8 else "preferred"


def _initials_fit(name: str, acronym: str) -> bool:
    """Return whether an acronym's letters are, in order, initials of the name's capitalised words."""
    letters = [c for c in acronym if c.isupper()]
    initials = [w[0] for w in re.findall(r"[A-Z]\w*", level(name))]
    at = 0
    for letter in letters:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at == len(initials):
            return False
        at += 1
    return len(letters) >= 2 and len(initials) >= 2
