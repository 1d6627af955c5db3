"""The world of one document: in, its text and layout; out, one record for each organisation and person."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from kgtool.extraction.documents.date_resolution import resolve
from kgtool.extraction.documents.dates import DateMention, When
from kgtool.extraction.documents.layout import Layout, Sentence
from kgtool.extraction.entities import (
    Agreement,
    Entity,
    Initiative,
    Meeting,
    MeetingMention,
    Mention,
    Organisation,
    Outcome,
    Person,
    PlaceMention,
)
from kgtool.extraction.gazetteer import Token, folded, tokens_of
from kgtool.extraction.knowledge import Knowledge
from kgtool.extraction.masked import Masked, level
from kgtool.model import Document, Span
from kgtool.rdf.iris import slug
from kgtool.rdf.terms import IRI


@dataclass(eq=False, slots=True)
class World:
    """Everything found so far in a document; stages add to it and none takes away."""

    document: Document
    layout: Layout
    knowledge: Knowledge
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    absent: list[Person] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    mentions: dict[int, list[Mention]] = field(default_factory=dict)
    issued: When | None = None
    publisher: Organisation | None = None
    focus: dict[int, Meeting] = field(default_factory=dict)
    entries: dict[int, Span] = field(default_factory=dict)
    dates: list[DateMention] = field(default_factory=list)
    _levelled: str = ""
    _tokens: dict[int, list[Token]] = field(default_factory=dict)
    _masked: dict[tuple[int, tuple[str, ...]], tuple[list[Mention], Masked]] = field(default_factory=dict)

    @property
    def day(self) -> str:
        """Return the day the document speaks of, as far as known: its own date, else the first year it names."""
        if self.issued is not None and self.issued.year:
            return self.issued.start
        return next((d.when.start for d in self.dates if d.when.year), "")

    def dates_in(self, span: Span) -> list[DateMention]:
        """Return the dates that begin in a span; they are kept in the order of the text."""
        first = bisect_left(self.dates, span.start, key=_start)
        return self.dates[first : bisect_left(self.dates, span.end, first, key=_start)]

    def date_before(self, offset: int) -> When | None:
        """Return the last date with a year before an offset, else the first after it."""
        earlier = [d.when for d in self.dates if d.when.year and d.start < offset]
        return earlier[-1] if earlier else next((d.when for d in self.dates if d.when.year), None)

    def day_before(self, offset: int) -> When | None:
        """Return the last day named before an offset, its year filled in, else the last date there."""
        day = next((d for d in reversed(self.dates) if d.when.day and d.start < offset), None)
        before = self.date_before(offset)
        return resolve(day.when, self.issued, before, True) if day is not None else before

    @property
    def text(self) -> str:
        """Return the document's text."""
        return self.document.text

    @property
    def levelled(self) -> str:
        """Return the document's text with quotes, dashes and white space in one form, its length unchanged."""
        if not self._levelled:
            self._levelled = level(self.document.text)
        return self._levelled

    def tokens(self, sentence: Sentence) -> list[Token]:
        """Return the words of a sentence."""
        if sentence.index not in self._tokens:
            self._tokens[sentence.index] = tokens_of(self.text, sentence.span.start, sentence.span.end)
        return self._tokens[sentence.index]

    def words(self, span: Span) -> str:
        """Return what stands in a span, white space folded."""
        return " ".join(self.document.text[span.start : span.end].split())

    def masked(self, sentence: Sentence, *kinds: str) -> Masked:
        """Return a sentence with its mentions masked: all of them, or those of the kinds given."""
        mentions = self.mentions[sentence.index]
        known = self._masked.get((sentence.index, kinds))
        # Stages put new lists of mentions in the place of old ones: the same list, the same masks.
        if known is not None and known[0] is mentions:
            return known[1]
        chosen = [m for m in mentions if m.kind in kinds] if kinds else mentions
        masked = Masked(self.levelled, sentence.span.start, sentence.span.end, chosen)
        self._masked[sentence.index, kinds] = mentions, masked
        return masked

    def known(self, entity: Entity) -> Organisation:
        """Return the record of an entity of the reference data, made when first asked for."""
        key = entity.iri.rsplit("/", 1)[-1]
        record = self.organisations.get(key)
        if record is None:
            cls = "IPOffice" if entity.cls == "Country" else entity.cls
            record = Organisation(key, entity.kind or "other", cls, entity)
            self.organisations[key] = record
        return record

    def unknown(self, name: str, kind: str, cls: str, acronym: str = "") -> Organisation:
        """Return the record of an organisation that no list knows, by its acronym or name."""
        for record in self.organisations.values():
            forms = [f for known in record.names.values() for f, _ in known]
            if any(folded(f) == folded(name) for f in forms):
                return record
        key = slug(acronym or name)
        return self.organisations.setdefault(key, Organisation(key, kind, cls))

    def office_of(self, country: Entity) -> Organisation | None:
        """Return the office that a country's name stands for; one that the document itself names comes first."""
        for record in self.organisations.values():
            if record.entity and record.entity.place == country.iri and record.cls == "IPOffice" and record.names:
                return record
        entity = self.knowledge.office_of(country.iri, self.day)
        return self.known(entity) if entity else None

    def office_named(self, country: PlaceMention) -> Organisation | None:
        """Return the office that a country named here stands for, which is then one of its names."""
        office = self.office_of(country.entity)
        if office is not None:
            office.name("country-name", self.words(country.span), country.span)
        return office

    def state_of(self, country: Entity) -> Organisation | None:
        """Return the State that a country's name stands for."""
        entity = self.knowledge.state_of(country.iri)
        return self.known(entity) if entity else None

    def members(self, organisation: Organisation) -> list[Organisation]:
        """Return the members of a forum that the document names."""
        if not organisation.entity:
            return []
        wanted = self.knowledge.members_of(organisation.entity)
        return [o for o in self.organisations.values() if o.entity and o.entity.iri in wanted and o.names]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that an offset stands in."""
        sentences = self.layout.sentences
        at = bisect_right(self.layout.starts, offset) - 1
        return sentences[at] if at >= 0 and offset < sentences[at].span.end else None

    def focus_in(self, sentence: Sentence) -> Meeting | None:
        """Return the meeting that a sentence speaks of: one it names that is not to come, else the focus."""
        for mention in self.mentions[sentence.index]:
            if (
                isinstance(mention, MeetingMention)
                and mention.meeting is not None
                and mention.meeting.status != "scheduled"
            ):
                return mention.meeting
        return self.focus.get(sentence.index)

    def meeting_after(self, sentence: Sentence, offset: int, other_than: Meeting | None) -> Meeting | None:
        """Return the first meeting named from an offset on, if it is another than the one spoken of."""
        for mention in self.mentions[sentence.index]:
            if (
                isinstance(mention, MeetingMention)
                and mention.start >= offset
                and mention.meeting not in (None, other_than)
            ):
                return mention.meeting
        return None

    def quote(self, span: Span) -> Span:
        """Return the sentence around a span: the longest passage that may be quoted for it."""
        sentence = self.sentence_at(span.start)
        return sentence.span if sentence and sentence.span.covers(span) else span

    def iri_of(self, organisation: Organisation) -> IRI:
        """Return an organisation's IRI: the reference data's, else one minted from its slug."""
        if organisation.entity:
            return self.knowledge.current(organisation.entity.iri)
        return self.knowledge.current(IRI(f"{self.knowledge.base}organisation/{organisation.slug}"))


def _start(date: DateMention) -> int:
    return date.start
