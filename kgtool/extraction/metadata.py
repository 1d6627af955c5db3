"""Metadata: in, a document and its layout; out, its title, publisher, contact and the dates it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kgtool.extraction.entities import Organisation, OrgMention
from kgtool.extraction.gazetteer import tokens_of
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.printed_dates import PrintedDate, PrintedDateFinder
from kgtool.extraction.world import World
from kgtool.model import Block, Span

_HEAD = 12  # Title, publisher and date are looked for in this many blocks from the top.
_TITLE = 160  # A paragraph of more code points is no title: the text has begun.
_CRUMBS = re.compile(r"\s*[>›»]\s*")
_PUBLISHERS = frozenset({"IPOffice", "InternationalOrganisation", "Forum", "Organisation", "IndustryAssociation"})


@dataclass(eq=False, slots=True)
class Metadata:
    """What a document says of itself; None where it does not say."""

    title: Span | None = None
    publisher: Organisation | None = None
    publisher_span: Span | None = None
    publisher_text: str = ""
    issued: PrintedDate | None = None
    dates: list[PrintedDate] = field(default_factory=list)
    contact: Organisation | None = None
    contact_span: Span | None = None


class MetadataFinder:
    """Finds what a document says of itself."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.layout = world.layout
        self.lexicon = world.knowledge.lexicon
        self._dates = PrintedDateFinder(world)
        firms = alternatives(self.lexicon.get("layout", "firms") or ["-"])
        self._firm = re.compile(rf"(?P<name>[A-Z][\w&'. -]{{3,60}}?{firms}[\w&' ]{{0,30}}?)(?=,| - |$)")

    def run(self) -> Metadata:
        """Return the metadata; the world learns the document's date."""
        found = Metadata()
        found.title = self._title()
        found.dates = list(self._dates.find())
        found.issued = self._issued(found)
        if found.issued is not None:
            self.world.issued = found.issued.when
        return found

    def finish(self, found: Metadata) -> None:
        """Add publisher and contact, which need the organisations named."""
        self._publisher(found)
        contact = next(self._contacts(), None)
        if contact is not None:
            found.contact, found.contact_span = contact.organisation, contact.span
        if found.publisher is None and not found.publisher_text and found.contact is not None:
            self._publisher_from_contact(found, found.contact)
        self.world.publisher = found.publisher

    # ---- title
    @cached_property
    def _top_blocks(self) -> list[Block]:
        return [b for b in self.layout.blocks if b.kind not in {"furniture", "metadata", "source"}][:_HEAD]

    def _title(self) -> Span | None:
        """Return the title: declared, marked as such, named by the breadcrumb, else the most headline-like line."""
        declared = self.world.document.metadata.get("title")
        if declared is not None:
            return declared
        marked = next((b.span for b in self.layout.blocks if b.kind == "title"), None)
        if marked is not None:
            return marked
        crumb = self._breadcrumb()
        candidates: list[tuple[float, int, Span]] = []
        for position, block in enumerate(self._top_blocks):
            text = self.world.words(block.span)
            if crumb and text == crumb:
                return block.span
            if block.kind == "paragraph" and len(text) > _TITLE:
                break
            if self._may_be_title(block, text):
                candidates.append((self._headline(text, block) - position * 0.2, -position, block.span))
        return max(candidates)[2] if candidates else None

    def _may_be_title(self, block: Block, text: str) -> bool:
        fitting = block.kind in {"heading", "paragraph", "item"}
        return fitting and not self._dates.date_line(block.span) and not self.lexicon.is_contact(text)

    def _headline(self, text: str, block: Block) -> float:
        """Return how much a line reads like a headline: long, in both cases, without a stop at its end."""
        score = float(min(len(text.split()), 12))
        if text.isupper():
            score -= 4
        if block.kind == "item" or text.startswith(("-", "(")):
            score -= 5
        if text[-1] in ".:;,":
            score -= 4
        if re.match(r"(?i)no\.? ?\d", text):
            score -= 6
        return score - 5 if self.world.knowledge.gazetteer.lookup(text) else score

    def _breadcrumb(self) -> str:
        for block in self.layout.blocks[:_HEAD]:
            parts = _CRUMBS.split(self.world.words(block.span))
            if block.kind == "furniture" and len(parts) > 2:
                return parts[-1]
        return ""

    # ---- date
    def _issued(self, found: Metadata) -> PrintedDate | None:
        """Return the date of issue: labelled so, else below the title, else above it, else that of an update."""
        title_end = found.title.end if found.title else 0
        top = self._top_blocks[-1].span.end if self._top_blocks else 0

        def rank(date: PrintedDate) -> int:
            if date.role != "unknown":
                return {"issued": 0, "updated": 3}.get(date.role, 9)
            if date.span.start < title_end:
                return 2
            return 1 if date.span.start <= top else 9

        ranked = sorted((rank(d), d.span.start, n) for n, d in enumerate(found.dates))
        return found.dates[ranked[0][2]] if ranked and ranked[0][0] < 9 else None

    # ---- publisher and contact
    def _publisher(self, found: Metadata) -> None:
        """Add the publisher: declared, else the organisation of a masthead, else a firm by its name."""
        declared = self.world.document.metadata.get("publisher")
        if declared is not None:
            found.publisher, found.publisher_span = self._organisation_at(declared), declared
            found.publisher_text = self.world.text[declared.start : declared.end]
            return
        for block in self._above(found.title):
            organisation = self._masthead(block)
            if organisation is not None:
                found.publisher, found.publisher_span = organisation, block.span
                return
        firm = next((f for b in self.layout.blocks[:5] if b.span != found.title for f in self._firms(b)), None)
        if firm is not None:
            found.publisher_span, found.publisher_text = firm

    def _above(self, title: Span | None) -> Iterator[Block]:
        for block in self.layout.blocks[:_HEAD]:
            if title is None or block.span.start >= title.start:
                return
            yield block

    def _firms(self, block: Block) -> Iterator[tuple[Span, str]]:
        """Yield the name of a law firm or newspaper that a line opens with."""
        piece = self.world.words(block.span)
        firm = self._firm.match(piece)
        if not firm or block.kind not in {"heading", "paragraph"} or len(piece) >= 90:
            return
        if self._organisation_at(block.span):
            return
        name = firm.group("name")
        start = self.world.text.find(name, block.span.start, block.span.end)
        yield Span(start, start + len(name)) if start >= 0 else block.span, name

    def _organisation_at(self, span: Span) -> Organisation | None:
        tokens = tokens_of(self.world.text, span.start, span.end)
        named = (f.entity for _, _, forms in self.world.knowledge.gazetteer.find(tokens) for f in forms)
        entity = next((e for e in named if e.cls in _PUBLISHERS), None)
        return self.world.known(entity) if entity is not None else None

    def _masthead(self, block: Block) -> Organisation | None:
        """Return the organisation of a line that names little else ("Harbour Forum News")."""
        if block.kind != "heading" and self._dates.date_line(block.span):
            return None
        text = self.world.words(block.span)
        organisation = self._organisation_at(block.span)
        if organisation is None or len(text) > 90:
            return None
        entity = organisation.entity
        known = {word for name in ((entity.label, *entity.acronyms) if entity else ()) for word in name.split()}
        rest = [w for w in re.findall(r"[\w']+", text) if w not in known]
        return organisation if len(rest) <= 3 else None

    def _contacts(self) -> Iterator[OrgMention]:
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

    def _publisher_from_contact(self, found: Metadata, contact: Organisation) -> None:
        """Take the office that the contact belongs to for the publisher, where the contact lines name it."""
        top = _top(contact)
        if top.kind not in {"office", "international-organisation"}:
            return
        named = next((m for m in self._contacts() if m.organisation is top), None)
        if named is not None:
            found.publisher, found.publisher_span = top, named.span


def _top(organisation: Organisation) -> Organisation:
    """Return the organisation that another is in the end a unit of."""
    for _ in range(5):
        if organisation.parent is None:
            break
        organisation = organisation.parent
    return organisation
