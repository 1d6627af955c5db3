"""Candidates: in, a sentence; out, the stretches that may name an organisation or a place, listed or unlisted.

Listed names are those of the gazetteer. Organisations that no list knows are found by the words they end in or begin
with, or by a bracketed acronym that their initials explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.gazetteer import Form, Token, folded, tokens_of
from kgtool.extraction.knowledge import ORGANISATION_CLASSES
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.masked import level
from kgtool.extraction.names.titles import TitleFinder
from kgtool.extraction.names.unlisted import name_shapes
from kgtool.extraction.world import World
from kgtool.model import Span

_CAP = r"[A-ZÀ-ÞĀ-Ž][\w&'’.-]*[\w]|[A-Z]"
_LINK = r"(?:of|for|on|the|and|&|de|du|des|la|le|da|do|di|et|y|to|in)"
_NAME = re.compile(rf"(?:{_CAP})(?:\s+(?:{_LINK}\s+){{0,3}}(?:{_CAP}))*")
_BRACKET = re.compile(
    r"[\"”]?\s*\(\s*[\"“'‘]?(?:the\s+)?[\"“'‘]?(?P<acronym>[A-ZÀ-Þ][^\W_]?[\w/&-]{0,10}(?: [A-Z]{2,3}| Secretariat)?)"
    r"[\"”'’]?(?:,?\s+(?:hereinafter|hereafter)[^)]*)?\s*\)"
)
_ACRONYM_BEFORE = re.compile(r"(?<!\w)(?P<acronym>[A-Z][\w-]+[A-Z])\s\((?:the\s)?$")
_OF = re.compile(r"\s+(?:of|at)\s+(?:the\s+)?")
_OF_WHOM = re.compile(r"\s+(?:of|to)\s+(?:the\s+)?$")
_AND = re.compile(r"\s+(?:and|&)\s+(?:the\s+)?")
_FROM_WHERE = re.compile(r"\s+(?:of|from|at)\s+(?:the\s+)?")
_HONORIFIC = re.compile(r"\b(?:M[rs]|Mrs|Dr|Prof|Eng|Ing|H\.E)\.?\s+$")
_FOR = re.compile(r"\s+for\s")
_IN = re.compile(r"\s+(?:in|at)\s+(?:the\s+)?$")
_OCCASION = re.compile(r"(?:'s|’s)?\s+(?:meetings?|sessions?|talks|sittings?|conferences?)\b")
_NATIONAL = re.compile(r"\bNational\s$")  # A listed office is often called so beside its name.
_JOINTS = " \n\r\t.-'’&,/"  # What may stand between the words of one listed name.
_PLACES = frozenset({"City", "Place"})


@dataclass(slots=True)
class Candidate:
    """A stretch that may name an organisation or place, before it is settled which."""

    start: int
    end: int
    forms: list[Form]
    unknown_kind: str = ""
    acronym: str = ""
    acronym_span: Span | None = None
    name_end: int = 0

    @property
    def name_span(self) -> Span:
        """Return where the name itself stands, without the acronym in brackets."""
        return Span(self.start, self.name_end)


class CandidateFinder:
    """Finds what may be a name of an organisation or a place."""

    def __init__(self, world: World, titles: TitleFinder) -> None:
        self.world = world
        self.knowledge = world.knowledge
        self._titles = titles
        table = self.knowledge.lexicon.tables.get("mentions", {})
        self._shapes = name_shapes(self.knowledge.lexicon)
        self._no_acronyms = frozenset(table.get("acronyms", {}).get("never", []))
        self._organ = whole_words(table.get("organs", []))
        self._numbered = re.compile(rf"{whole_words(table.get('numbered', [])).pattern} ?\d{{1,2}}(?![\w.])")

    def find(self, sentence: Sentence) -> Iterator[Candidate]:
        """Yield the candidates of a sentence in order, each with the acronym that follows it in brackets."""
        found = list(self._listed(sentence))
        self._add_unlisted(sentence, found)
        for m in self._numbered.finditer(self.world.text, sentence.span.start, sentence.span.end):
            if all(m.end() <= c.start or c.end <= m.start() for c in found):
                found.append(Candidate(m.start(), m.end(), [], "working-group", name_end=m.end()))
        for candidate in sorted(found, key=lambda c: c.start):
            bracket = _BRACKET.match(self.world.text, candidate.end, sentence.span.end)
            if (
                bracket
                and bracket.group("acronym") not in self._no_acronyms
                and _may_have(candidate, bracket.group("acronym"))
            ):
                candidate.acronym = bracket.group("acronym")
                candidate.acronym_span = Span(bracket.start("acronym"), bracket.end("acronym"))
                candidate.end = bracket.end()
            elif not candidate.forms and candidate.unknown_kind:
                self._take_acronym_before(candidate, sentence)
            yield candidate

    def _take_acronym_before(self, candidate: Candidate, sentence: Sentence) -> None:
        """Take for a name's the acronym before the bracket that it stands in: "MLT (the Ministry of Late Trains)"."""
        text = self.world.text
        before = _ACRONYM_BEFORE.search(text, max(sentence.span.start, candidate.start - 20), candidate.start)
        if before is None or not text.startswith(")", candidate.end):
            return
        if _initials_fit(text[candidate.start : candidate.end], before["acronym"]):
            candidate.acronym, candidate.acronym_span = before["acronym"], Span(*before.span("acronym"))

    def _listed(self, sentence: Sentence) -> Iterator[Candidate]:
        yield from self._listed_in(self.world.tokens(sentence))

    def _listed_in(self, tokens: list[Token]) -> Iterator[Candidate]:
        """Yield the listed names in a list of words; where a bracket or a stop parts one, those on either side."""
        text = self.world.text
        for first, after, forms in self.knowledge.gazetteer.find(tokens):
            parted = (i for i in range(first, after - 1) if text[tokens[i].end : tokens[i + 1].start].strip(_JOINTS))
            gap = next(parted, None)
            if gap is None:
                start, end = tokens[first].start, tokens[after - 1].end
                called = any(f.entity.cls == "IPOffice" and f.how != "acronym" for f in forms)
                national = _NATIONAL.search(text, max(0, start - 12), start) if called else None
                yield Candidate(national.start() if national else start, end, forms, name_end=end)
            else:
                yield from self._listed_in(tokens[first : gap + 1])
                yield from self._listed_in(tokens[gap + 1 : after])

    def _add_unlisted(self, sentence: Sentence, found: list[Candidate]) -> None:
        """Add unlisted names, each in the place of what it has inside."""
        for m in _NAME.finditer(self.world.text, sentence.span.start, sentence.span.end):
            for start, end in self._shapes.parts(self.world.text, m.start(), m.end()):
                start = self._behind_listed(self._behind_person(start, end), end, found)
                first = self._after_title(start, end)
                if first is None or self._titles.ends_before(self.world.text, first, sentence.span.start):
                    continue
                end = self._before_place(first, end, found)
                end = self._shapes.listing_end(self.world.text, first, end, sentence.span.end)
                end = self._organ_end(first, end, found)
                kind = self._kind_at(first, end, sentence)
                inner = [c for c in found if c.start < end and first < c.end]
                if not kind or self._is_known(first, end, inner):
                    continue
                for candidate in inner:
                    found.remove(candidate)
                forms = self._by_country(first, end, inner) if kind == "office" else []
                found.append(Candidate(first, end, forms, kind, name_end=end))

    def _after_title(self, start: int, end: int) -> int | None:
        """Return where a name begins behind "President of the", None where a title stands without such a joint."""
        after = self._titles.end_of(self.world.text, start, end)
        if after is None:
            return start
        of = _OF.match(self.world.text, after, end)
        return of.end() if of else None

    def _kind_at(self, start: int, end: int, sentence: Sentence) -> str:
        name = self.world.words(Span(start, end))
        kind = self._shapes.kind(name)
        if kind and _OCCASION.match(self.world.text, end):
            return ""
        bracket = _BRACKET.match(self.world.text, end, sentence.span.end)
        fits = bracket is not None and _initials_fit(name, bracket.group("acronym"))
        return "other" if not kind and fits and self._shapes.may_be_organisation(name) else kind

    def _behind_person(self, start: int, end: int) -> int:
        """Return where a name begins behind a person's: "Ms. Jane Roe of the Law Division"."""
        of = _FROM_WHERE.search(self.world.text, start, end)
        if of is None:
            return start
        words = self.world.text[start : of.start()].split()
        given = folded(words[0]) in self.knowledge.given_names
        titled = _HONORIFIC.search(self.world.text, max(0, start - 8), start) is not None
        return of.end() if 1 < len(words) < 5 and (given or titled) else start

    def _behind_listed(self, start: int, end: int, found: list[Candidate]) -> int:
        """Return where a name begins that "and" joins to a listed organisation before it."""
        for c in found:
            if c.start == start and _is_organisation(c):
                joint = _AND.match(self.world.text, c.end, end)
                if joint and self._shapes.kind(self.world.words(Span(joint.end(), end))):
                    return joint.end()
        return start

    def _before_place(self, start: int, end: int, found: list[Candidate]) -> int:
        """Return where a name ends that says where it is: "the Ruritanian Academy in Streslau"."""
        place = next((c for c in found if c.end == end and start < c.start and not _is_organisation(c)), None)
        joint = _IN.search(self.world.text, start, place.start) if place else None
        return joint.start() if joint else end

    def _organ_end(self, start: int, end: int, found: list[Candidate]) -> int:
        """Return where the name of an organ ends that is followed by whose it is: "Council of the Ruritania Forum"."""
        for c in found:
            if start < c.start and c.end == end and _is_organisation(c):
                of = _OF_WHOM.search(self.world.text, start, c.start)
                if of and self._organ.search(self.world.text, start, of.start()):
                    return of.start()
        return end

    def _is_known(self, start: int, end: int, inner: list[Candidate]) -> bool:
        """Return whether a name is a listed one after all: the whole of it, its end, or part of a longer one.

        A name that merely ends in a known organisation is that organisation; a topic is none.
        """
        if any(c.start <= start and end <= c.end for c in inner):
            return True
        if any(c.start == start and _is_organisation(c) and _FOR.match(self.world.text, c.end, end) for c in inner):
            return True
        if any(c.end == end and any(f.entity.cls in ORGANISATION_CLASSES for f in c.forms) for c in inner):
            return True
        tokens = tokens_of(self.world.text, start, end)
        if self._shapes.opens_with_lead(self.world.text[start:end]):
            return any(not (start <= c.start and c.end <= end) for c in inner)
        if any(end == tokens[after - 1].end for _, after, _ in self.knowledge.topics.find(tokens)):
            return True
        return any(not (start <= c.start and c.end <= end) for c in inner)

    def _by_country(self, start: int, end: int, inner: list[Candidate]) -> list[Form]:
        """Return the office that an unlisted "Ruritanian Patent Office" is: Ruritania's."""
        countries = {f.entity.iri: f.entity for c in inner for f in c.forms if f.entity.cls == "Country"}
        if len(countries) != 1:
            return []
        office = self.knowledge.office_of(next(iter(countries)), self.world.day)
        return [Form(office, "preferred", self.world.words(Span(start, end)))] if office else []


def _is_organisation(candidate: Candidate) -> bool:
    return any(f.entity.cls in ORGANISATION_CLASSES for f in candidate.forms)


def _may_have(candidate: Candidate, acronym: str) -> bool:
    """Return whether what stands in brackets behind a name can be its acronym: no place has one."""
    if not any(c.isupper() for c in acronym[1:]) and len(acronym) > 2:
        return False
    if not candidate.forms:
        return True
    return not all(f.how in {"country-name", "demonym"} or f.entity.cls in _PLACES for f in candidate.forms)


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
