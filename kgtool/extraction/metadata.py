"""Metadata: in, a document and its layout; out, its title, publisher, publication date, other printed dates and contact."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from kgtool.extraction.dates import DateMention, When, resolve
from kgtool.extraction.entities import Organisation, OrgMention
from kgtool.extraction.layout import Layout
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.world import World
from kgtool.model import Block, Span

_HEAD = 12  # Title, publisher and date are looked for in this many blocks from the top.


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date that stands on the page as its own: when, where, and what it says it is."""

    when: When
    span: Span
    role: str
    words: str


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
        self.layout: Layout = world.layout
        self.lexicon = world.knowledge.lexicon
        roles: dict[str, list[str]] = self.lexicon.tables.get("layout", {}).get("date_roles", {})
        self._roles = [
            (
                role,
                re.compile(
                    rf"(?:\[?(?:this page was )?|.*\b){alternatives(words)}(?: (?:on|at|in))?\s*:?\s*$", re.IGNORECASE
                ),
            )
            for role, words in roles.items()
        ]

    def run(self) -> Metadata:
        """Return the metadata; the world learns the document's date."""
        found = Metadata()
        found.title = self._title()
        found.dates = list(self._dates())
        found.issued = self._issued(found)
        if found.issued is not None:
            self.world.issued = found.issued.when
        return found

    def finish(self, found: Metadata) -> None:
        """Add publisher and contact, which need the organisations named."""
        found.publisher, found.publisher_span, found.publisher_text = self._publisher(found)
        self.world.publisher = found.publisher
        found.contact, found.contact_span = self._contact()
        if found.publisher is None and not found.publisher_text and found.contact is not None:
            top = self._top(found.contact)
            if top is not None and top.kind in {"office", "international-organisation"}:
                span = self._named_in_contact(top)
                if span is not None:
                    found.publisher, found.publisher_span = top, span
                    self.world.publisher = top

    # ---- title
    @cached_property
    def _top_blocks(self) -> list[Block]:
        return [b for b in self.layout.blocks if b.kind not in {"furniture", "metadata", "source"}][:_HEAD]

    def _title(self) -> Span | None:
        declared = self.world.document.metadata.get("title")
        if declared is not None:
            return declared
        for block in self.layout.blocks:
            if block.kind == "title":
                return block.span
        crumb = self._breadcrumb()
        candidates: list[tuple[float, int, Span]] = []
        for position, block in enumerate(self._top_blocks):
            text = " ".join(self.world.text[block.span.start : block.span.end].split())
            if crumb and text == crumb:
                return block.span
            if block.kind == "paragraph" and len(text) > 160:
                break
            if (
                block.kind in {"heading", "paragraph", "item"}
                and not self._date_line(block.span)
                and not self.lexicon.is_contact(text)
            ):
                candidates.append((self._headline(text, block) - position * 0.2, -position, block.span))
        return max(candidates)[2] if candidates else None

    def _headline(self, text: str, block: Block) -> float:
        words = text.split()
        score = float(min(len(words), 12))
        if text.isupper():
            score -= 4
        if block.kind == "item" or text.startswith(("-", "(")):
            score -= 5
        if text[-1] in ".:;,":
            score -= 4
        if re.match(r"(?i)no\.? ?\d", text):
            score -= 6
        alone = self.world.knowledge.gazetteer.lookup(text)
        return score - 5 if alone else score

    def _breadcrumb(self) -> str:
        for block in self.layout.blocks[:_HEAD]:
            text = " ".join(self.world.text[block.span.start : block.span.end].split())
            parts = re.split(r"\s*[>›»]\s*", text)
            if block.kind == "furniture" and len(parts) > 2:
                return parts[-1]
        return ""

    # ---- dates
    def _date_line(self, span: Span) -> DateMention | None:
        """Return the date of a line that has little else: a place, a label, a time of day, brackets."""
        text = self.world.text
        dates = [
            d
            for d in self.world.knowledge.dates.find(text, span.start, span.end)
            if d.when.year and (d.when.month or not d.when.relative)
        ]
        if not dates or not dates[0].when.month:
            return None
        date = dates[0]
        before = text[span.start : date.start].strip(" \t\n\r[(-–—,")
        after = text[date.end : span.end]
        labelled = self._role(before) != "unknown"
        place = (
            re.fullmatch(r"(?:No\. ?\d+|[A-ZÀ-Ž][\w'-]*(?:[ ,]+[A-Z][\w'-]*){0,2})", before) is not None
            and len(before) < 30
        )
        short_after = (
            re.fullmatch(
                r"[\s\])}.,|-]*(?:\d{1,2}[:.]\d\d\s*(?:[AP]M)?)?(?:\s*by [\w ]{1,20}| *\(?[A-Z]{2,4}\)?| *\|.*| {2,}.*| *Source:.*)?[\s\])}.,-]*",
                after,
            )
            is not None
        )
        dateline = place and after[:1] == "." and span.end - date.end > 3
        if (not before or labelled or place) and (short_after or dateline):
            return date
        return None

    def _role(self, before: str) -> str:
        if not before:
            return "unknown"
        for role, pattern in reversed(self._roles):
            if pattern.fullmatch(before.strip(" [(*") + ""):
                return role
        return "unknown"

    def _dates(self) -> list[PrintedDate]:
        found = []
        declared = self.world.document.metadata.get("published")
        if declared is not None:
            for date in self.world.knowledge.dates.find(self.world.text, declared.start, declared.end)[:1]:
                found.append(PrintedDate(date.when, Span(date.start, date.end), "issued", date.words))
        for block in self.layout.blocks:
            if block.kind == "metadata":
                continue
            first = next(iter(self.layout_sentence(block)), block.span)
            date = self._date_line(first)
            if date is not None:
                role = self._role(self.world.text[block.span.start : date.start].strip(" \t\n\r[(-–—,"))
                found.append(PrintedDate(date.when, Span(date.start, date.end), role, date.words))
        return found

    def layout_sentence(self, block: Block) -> list[Span]:
        """Return the block's whole span where it is short, else its opening, where a dateline would stand."""
        if block.span.end - block.span.start <= 120:
            return [block.span]
        return [Span(block.span.start, min(block.span.end, block.span.start + 60))]

    def _issued(self, found: Metadata) -> PrintedDate | None:
        title_end = found.title.end if found.title else 0
        top = self._top_blocks[-1].span.end if self._top_blocks else 0
        ranked = []
        for date in found.dates:
            declared = date.role == "issued"
            below = date.role == "unknown" and title_end <= date.span.start <= top
            above = date.role == "unknown" and date.span.start < title_end
            rank = 0 if declared else 1 if below else 2 if above else 3 if date.role == "updated" else 9
            if rank < 9:
                ranked.append((rank, date.span.start, date))
        return min(ranked, key=lambda r: r[:2])[2] if ranked else None

    # ---- publisher and contact
    def _publisher(self, found: Metadata) -> tuple[Organisation | None, Span | None, str]:
        text = self.world.text
        declared = self.world.document.metadata.get("publisher")
        if declared is not None:
            organisation = self._organisation_at(declared)
            return organisation, declared, text[declared.start : declared.end]
        stop = found.title.start if found.title else 0
        for block in self.layout.blocks[:_HEAD]:
            if block.span.start >= stop or (found.title and block.span == found.title):
                break
            piece = text[block.span.start : block.span.end].strip()
            if self._date_line(block.span) and block.kind != "heading":
                continue
            organisation = self._masthead(block.span)
            if organisation is not None:
                return organisation, block.span, ""
        for block in self.layout.blocks[:5]:
            piece = " ".join(text[block.span.start : block.span.end].split())
            if found.title and block.span == found.title:
                continue
            firm = re.match(
                r"(?P<name>[A-Z][\w&'. -]{3,60}?(?: & |Attorneys|Law|Partners|Daily|News|Times|Post|Herald|Journal|Gazette|DAILY|NEWS|TIMES)[\w&' ]{0,30}?)(?=,| - |$)",
                piece,
            )
            if (
                firm
                and block.kind in {"heading", "paragraph"}
                and len(piece) < 90
                and not self._organisation_at(block.span)
            ):
                start = block.span.start + text[block.span.start : block.span.end].find(firm.group("name"))
                return None, Span(start, start + len(firm.group("name"))), firm.group("name")
        return None, None, ""

    def _organisation_at(self, span: Span) -> Organisation | None:
        for _, _, forms in self.world.knowledge.gazetteer.find(_tokens(self.world.text, span)):
            for form in forms:
                if form.entity.cls in {
                    "IPOffice",
                    "InternationalOrganisation",
                    "Forum",
                    "Organisation",
                    "IndustryAssociation",
                }:
                    return self.world.known(form.entity)
        return None

    def _masthead(self, span: Span) -> Organisation | None:
        """Return the organisation of a line that names little else ("KIPO News", "CIPO Bulletin - International")."""
        text = " ".join(self.world.text[span.start : span.end].split())
        organisation = self._organisation_at(span)
        if organisation is None or len(text) > 90:
            return None
        known = {
            t
            for names in ([organisation.entity.label, *organisation.entity.acronyms] if organisation.entity else [])
            for t in names.split()
        }
        rest = [w for w in re.findall(r"[\w']+", text) if w not in known]
        return organisation if len(rest) <= 3 else None

    def _contact_blocks(self) -> list[Block]:
        for position, block in enumerate(self.layout.blocks):
            text = self.world.text[block.span.start : block.span.end].strip()
            if self.lexicon.is_contact(text):
                return list(self.layout.blocks[position + 1 : position + 5])
        return []

    def _contact(self) -> tuple[Organisation | None, Span | None]:
        for block in self._contact_blocks():
            for sentence in self.layout.sentences:
                if block.span.covers(sentence.span):
                    for mention in self.world.mentions.get(sentence.index, []):
                        if isinstance(mention, OrgMention):
                            return mention.organisation, mention.span
        return None, None

    def _named_in_contact(self, organisation: Organisation) -> Span | None:
        for block in self._contact_blocks():
            for sentence in self.layout.sentences:
                if block.span.covers(sentence.span):
                    for mention in self.world.mentions.get(sentence.index, []):
                        if isinstance(mention, OrgMention) and mention.organisation is organisation:
                            return mention.span
        return None

    def _top(self, organisation: Organisation) -> Organisation | None:
        seen = 0
        while organisation.parent is not None and seen < 5:
            organisation = organisation.parent
            seen += 1
        return organisation


def _tokens(text: str, span: Span):  # type: ignore[no-untyped-def]
    from kgtool.extraction.knowledge import tokens_of

    return tokens_of(text, span.start, span.end)


__all__ = ["Metadata", "MetadataFinder", "PrintedDate", "resolve"]
