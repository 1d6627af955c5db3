"""Publishers: in, a document with its organisations; out, who published it, and whom it gives as contact.

Who publishes a page says so above its title, in its breadcrumb, under its name ("Bulletin of …") or at its foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kgtool.extraction.documents.headline import HEAD
from kgtool.extraction.documents.printed_dates import PrintedDateFinder, segments
from kgtool.extraction.entities import Entity, Organisation, OrgMention
from kgtool.extraction.gazetteer import tokens_of
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.world import World
from kgtool.model import Block, Span

_PUBLISHERS = frozenset({"IPOffice", "InternationalOrganisation", "Forum", "Organisation", "IndustryAssociation"})
_TOP = frozenset({"office", "international-organisation"})
_FOOT = 8  # The foot of a page has so many blocks.
_LINE = 200  # A line of the foot is shorter.
_NAME = 5  # The name of a magazine or a news agency has at most so many words.
_CAPITALS = re.compile(r"[A-ZÀ-Ž][\w'’-]*(?: (?:of|the|on|for|and|&|[A-ZÀ-Ž][\w'’-]*))*")
_ADDED = re.compile(r"\s*(?:\([^)]*\)|[\"“][^\"”]*[\"”])$")  # Behind a name: "(EPO)", or how it is called for short
_DATED = re.compile(r", (?=(?:[A-Z][a-z]+ )?\d|[A-Z][a-z]+day\b)")
_SOURCE = re.compile(r"\(?[Ss]ource ?: ?(?P<name>[A-ZÀ-Ž][\w&'’ -]{2,50}?)\.?\)?")
_DOMAIN = re.compile(r"\b(?:[\w-]+\.)+([a-z]{2})\b")
_GENERIC = re.compile(
    r"(?i)\b(?:news|e?-?newsletter|bulletin|newsroom|press|media|blog|magazine|online|logo|web ?site|official|home)\b"
)
_OWNER = re.compile(
    r"all rights reserved (?:by|to) (?:the )?(?P<holder>[A-ZÀ-Ž][^.|©,;\d]{2,80}?)\s*(?:[.|,;©]|$)|"
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:\d\d){1,2})?,?\s*)?(?:by\s+)?(?:the\s+)?"
    r"(?P<name>[A-ZÀ-Ž][^.|©,;\d]{2,80}?)\s*(?:[.|,;©\d]|\s-\s|[Aa]ll rights|$)",
    re.IGNORECASE,
)


class PublisherFinder:
    """Finds who published a document; each answer is (organisation, where, words as written)."""

    def __init__(self, world: World, dates: PrintedDateFinder) -> None:
        self.world = world
        self.layout = world.layout
        self.lexicon = world.knowledge.lexicon
        self._dates = dates
        firms = alternatives(self.lexicon.get("layout", "firms") or ["-"])
        self._firm = re.compile(rf"(?P<name>[A-Z][\w&'. -]{{3,60}}?{firms}[\w&' ]{{0,30}}?)(?=,| - |$)")

    def find(self, title: Span | None) -> tuple[Organisation | None, Span, str] | None:
        """Return the publisher: declared, of the masthead or breadcrumb, a firm by its name, else of the foot."""
        declared = self.world.document.metadata.get("publisher")
        if declared is not None:
            return self._organisation_at(declared), declared, self.world.text[declared.start : declared.end]
        service = self.layout.blocks[0] if self.layout.blocks else None
        if service is not None and self.lexicon.is_press_service(self.world.words(service.span)):
            return None, service.span, self.world.words(service.span)
        heads = [(o, b.span, "") for b in self._above(title) if (o := self._of_steps(b) or self._masthead(b))]
        if heads:
            # A ministry stands above the office that is part of it.
            ministry = heads[0][0].kind == "other"
            return next((head for head in heads if ministry and head[0].kind in _TOP), heads[0])
        found = self._issuer() or self._periodical_of() or self._of_firm(title) or self._of_foot()
        return found or self._name_at_top(title) or self._source()

    def _above(self, title: Span | None) -> Iterator[Block]:
        for block in self.layout.blocks[:HEAD]:
            if title is None or block.span.start >= title.start:
                return
            yield block

    # ---- the top
    def _of_steps(self, block: Block) -> Organisation | None:
        """Return the organisation that is a whole step of a breadcrumb or of a line such as "Office | News"."""
        steps = segments(self.world.text[block.span.start : block.span.end])
        if len(steps) < 2 or len(steps[0]) > _LINE / 2:
            return None
        return next((o for step in steps if (o := self._called(step) or self._called(_bare(step)))), None)

    def _called(self, name: str) -> Organisation | None:
        """Return the organisation that a name in any case is a listed form of; a country's domain settles whose."""
        bare = _ADDED.sub("", name.strip(" .:*"))
        found = {f.entity.iri: f.entity for f in self.world.knowledge.gazetteer.lookup(bare) if _may_publish(f.entity)}
        return self._settled(list(found.values()))

    def _settled(self, entities: list[Entity]) -> Organisation | None:
        if len(entities) > 1:
            named = [e for e in entities if e.iri.rsplit("/", 1)[-1] in self.world.organisations]
            codes = {m.group(1).upper() for m in _DOMAIN.finditer(self.world.text)}
            here = [e for e in entities if e.code in codes or ("UK" in codes and e.code == "GB")]
            entities = here if len(here) == 1 else named if named else entities
        return self.world.known(entities[0]) if len(entities) == 1 else None

    def _organisation_at(self, span: Span) -> Organisation | None:
        tokens = tokens_of(self.world.text, span.start, span.end)
        for _, _, forms in self.world.knowledge.gazetteer.find(tokens):
            entities = {f.entity.iri: f.entity for f in forms if _may_publish(f.entity)}
            if entities:
                return self._settled(list(entities.values())) or self.world.known(next(iter(entities.values())))
        return None

    def _masthead(self, block: Block) -> Organisation | None:
        """Return the organisation of a line that names little else ("Harbour Forum News")."""
        if block.kind != "heading" and self._dates.date_line(block.span):
            return None
        text = self.world.words(block.span)
        called = self._called(text)
        if called is not None:
            return called
        organisation = self._organisation_at(block.span)
        if organisation is None and len(text) < _LINE / 5 and _GENERIC.search(text):
            return self._called(_bare(text))
        if organisation is None or len(text) > 90:
            return None
        entity = organisation.entity
        known = {w.casefold() for name in ((entity.label, *entity.acronyms) if entity else ()) for w in name.split()}
        rest = [w for w in re.findall(r"[\w']+", text) if w.casefold() not in known]
        return organisation if len(rest) <= 3 else None

    def _periodical_of(self) -> tuple[Organisation, Span, str] | None:
        """Return whose bulletin a line near the top says it is."""
        for block in self.layout.blocks[:HEAD]:
            text = self.world.words(block.span)
            if len(text) < _LINE and self.lexicon.is_periodical_of(text):
                organisation = self._organisation_at(block.span)
                if organisation is not None:
                    return organisation, block.span, ""
        return None

    def _issuer(self) -> tuple[Organisation | None, Span, str] | None:
        """Return the organisation beside or below "Issued by" or "From"."""
        for label, cell in pairwise(self.layout.blocks[: 2 * HEAD]):
            words, colon, name = self.world.words(label.span).partition(":")
            if colon and self.lexicon.is_issuer(words + colon) and self.world.knowledge.gazetteer.lookup(name.strip()):
                # Where several offices are called so, the name alone is known.
                return self._called(name), label.span, name.strip()
            if label.kind == cell.kind and self.lexicon.is_issuer(self.world.words(label.span)):
                organisation = self._organisation_at(cell.span)
                return (organisation, cell.span, "") if organisation is not None else None
        return None

    def _name_at_top(self, title: Span | None) -> tuple[None, Span, str] | None:
        """Return the name that a page opens with: a magazine's, a firm's or a news agency's."""
        block = self.layout.blocks[0] if self.layout.blocks else None
        if block is None or block.kind in {"metadata", "title"} or title is None or block.span.start >= title.start:
            return None
        name = _DATED.split(segments(self.world.words(block.span))[0])[0]
        start = self.world.text.find(name, block.span.start, block.span.end)
        if start < 0 or not 0 < len(name.split()) <= _NAME or not name[0].isupper() or self._called(name):
            return None
        again = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        told = again.search(self.world.text, title.end) or self._has_tagline() or self._is_masthead(block, name)
        return (None, Span(start, start + len(name)), name) if told else None

    def _is_masthead(self, block: Block, name: str) -> bool:
        """Return whether a first line is a name by its capitals, and none of a page's labels."""
        labels = (self.lexicon.is_aside, self.lexicon.is_contents, self.lexicon.is_contact, self.lexicon.is_furniture)
        if block.kind != "heading" or any(is_label(name) for is_label in labels):
            return False
        return len(name.split()) > 1 and _CAPITALS.fullmatch(name) is not None

    def _has_tagline(self) -> bool:
        """Return whether the first line or the next says what a firm does or a magazine is for."""
        lines = [self.world.words(b.span) for b in self.layout.blocks[:2]]
        return any(self.lexicon.is_tagline(part) for line in lines for part in segments(line))

    def _source(self) -> tuple[None, Span, str] | None:
        """Return the agency that the foot of a page gives as its source; an office is only quoted."""
        for block in reversed(self.layout.blocks[-_FOOT:]):
            m = _SOURCE.fullmatch(self.world.text, block.span.start, block.span.end)
            if m is not None and block.kind == "source" and self._called(m.group("name")) is None:
                return None, Span(*m.span("name")), m.group("name")
        return None

    def _of_firm(self, title: Span | None) -> tuple[None, Span, str] | None:
        """Return the law firm or newspaper that a line near the top opens with."""
        for block in self.layout.blocks[:5]:
            piece = self.world.words(block.span)
            firm = self._firm.match(piece)
            if not firm or block.span == title or block.kind not in {"heading", "paragraph"} or len(piece) >= 90:
                continue
            if self.lexicon.is_tagline(piece) or self._organisation_at(block.span):
                continue
            name = firm.group("name")
            start = self.world.text.find(name, block.span.start, block.span.end)
            return None, Span(start, start + len(name)) if start >= 0 else block.span, name
        return None

    # ---- the foot
    def _of_foot(self) -> tuple[Organisation | None, Span, str] | None:
        """Return whose press service or copyright the foot of a page names."""
        for before, block in pairwise(self.layout.blocks[-_FOOT - 1 :]):
            text = self.world.text[block.span.start : block.span.end]
            signed = self.lexicon.signature(text[:_LINE])
            organisation = self._organisation_at(Span(block.span.start, block.span.start + signed)) if signed else None
            if organisation is not None and organisation.kind in _TOP:
                return organisation, block.span, ""
            # "(c)" opens an item too, of a list.
            listed = block.kind == "item" and before.kind == "item"
            owner = _OWNER.search(text) if len(text) < _LINE and not listed else None
            if owner:
                group = "name" if owner.group("name") else "holder"
                organisation = self._called(owner.group(group))
                name = "" if organisation is not None else owner.group(group)
                span = Span(block.span.start + owner.start(group), block.span.start + owner.end(group))
                return organisation, span, name
        return None

    # ---- contact
    def contacts(self) -> Iterator[OrgMention]:
        """Yield the organisations named in the lines after "Contact" and the like."""
        for block in self._contact_blocks():
            for sentence in self.layout.sentences:
                if block.span.covers(sentence.span):
                    yield from (m for m in self.world.mentions.get(sentence.index, []) if isinstance(m, OrgMention))

    def _contact_blocks(self) -> list[Block]:
        for position, block in enumerate(self.layout.blocks):
            if self.lexicon.is_contact(self.world.text[block.span.start : block.span.end]):
                return list(self.layout.blocks[position + 1 : position + 5])
        return []

    def of_contact(self, contact: Organisation) -> tuple[Organisation, Span] | None:
        """Return the office that the contact belongs to, where the contact lines name it."""
        top = contact
        for _ in range(5):
            top = top.parent or top
        named = next((m for m in self.contacts() if m.organisation is top), None) if top.kind in _TOP else None
        return (top, named.span) if named is not None else None


def _bare(name: str) -> str:
    """Return a name without what makes it that of a newsletter or a site."""
    return " ".join(_GENERIC.sub("", name).split())


def _may_publish(entity: Entity) -> bool:
    return entity.cls in _PUBLISHERS
