"""The headline: in, a document's layout; out, the line that is its title."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from kgtool.extraction.documents.printed_dates import PrintedDateFinder, segments
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.names.unlisted import NameShapes
from kgtool.extraction.world import World
from kgtool.model import Block, Span

HEAD = 12  # Title, publisher and date are looked for in this many blocks from the top.
_TITLE = 160  # A paragraph of more code points is no title: the text has begun.
_CRUMBS = re.compile(r"\s*[>›»]\s*")
_MASTHEAD = 4  # A periodical's name stands in the first of so many blocks.
_LABEL = re.compile(r"[A-Z]\w+(?: \w+){0,6}: (?=[A-Z])")
_ABOVE_DATE = 0.5  # What a date right below a line counts, in words of a headline.
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_STEP = 40  # A step of a breadcrumb is no longer.


class HeadlineFinder:
    """Finds the title of a document."""

    def __init__(self, world: World, dates: PrintedDateFinder) -> None:
        self.world = world
        self.layout = world.layout
        self.lexicon = world.knowledge.lexicon
        self._dates = dates
        fields = frozenset(w.casefold() for w in self.lexicon.get("titles", "fields"))
        self._occasion = whole_words(self.lexicon.get("meetings", "heads"), re.IGNORECASE)
        self._shapes = NameShapes(self.lexicon.tables.get("mentions", {}), fields)

    @cached_property
    def top_blocks(self) -> list[Block]:
        """Return the first blocks that are the page's own text."""
        return [b for b in self.layout.blocks if b.kind not in {"furniture", "metadata", "source"}][:HEAD]

    def find(self) -> Span | None:
        """Return the title: declared, marked as such, named by the breadcrumb, else the most headline-like line."""
        declared = self.world.document.metadata.get("title")
        if declared is not None:
            return declared
        marked = next((b.span for b in self.layout.blocks if b.kind == "title"), None)
        return marked or self._periodical() or self._most_like_one()

    def _most_like_one(self) -> Span | None:
        crumb = self._breadcrumb()
        candidates: list[tuple[float, int, Span]] = []
        for position, block in enumerate(self.top_blocks):
            text = self.world.words(block.span)
            if crumb and text == crumb:
                return block.span
            if block.kind == "paragraph" and len(text) > _TITLE:
                break
            if self._may_be_title(block, text):
                score = self._headline(text, block) + self._above_date(position) - position * 0.2
                candidates.append((score, -position, block.span))
        return self._unquoted(max(candidates)[2]) if candidates else None

    def _above_date(self, position: int) -> float:
        """Return what it counts for a headline that the page's date stands right below it."""
        below = self.top_blocks[position + 1 : position + 2]
        return _ABOVE_DATE if any(self._dates.date_line(block.span) for block in below) else 0

    def _unquoted(self, span: Span) -> Span:
        """Return a title without the quotation marks around the whole of it."""
        quoted = _QUOTED.fullmatch(self.world.text, span.start, span.end)
        return Span(*quoted.span(1)) if quoted is not None else span

    def _may_be_title(self, block: Block, text: str) -> bool:
        fitting = block.kind in {"heading", "paragraph", "item"}
        steps = segments(text)
        crumbs = len(steps) > 2 and all(len(step) < _STEP for step in steps)
        if not fitting or crumbs or self.lexicon.is_contact(text) or self.lexicon.is_aside(text):
            return False
        return not self._dates.date_line(block.span)

    def _headline(self, text: str, block: Block) -> float:
        """Return how much a line reads like a headline: long, in both cases, without a stop at its end."""
        score = float(min(len(text.split()), 12))
        if text.isupper():
            score -= 4
        if block.kind == "item" or text.startswith(("-", "(")):
            score -= 5
        if text[-1] in ".:;,":
            score -= 4 if ". " not in text else 8
        if re.match(r"(?i)no\.? ?\d", text):
            score -= 6
        if " | " in text:
            score -= 4
        label = _LABEL.match(text)
        if label is not None and self._is_name(text[label.end() :]):
            score -= 5
        return score - 5 if self._is_name(text) else score

    def _is_name(self, text: str) -> bool:
        """Return whether a line is the name of an organisation, with or without its acronym, and nothing else."""
        bare = re.sub(r"\s*\([^()]*\)$", "", text)
        listed = bool(self.world.knowledge.gazetteer.lookup(bare))
        return listed or (bool(self._shapes.kind(bare)) and not self._occasion.search(bare))

    def _periodical(self) -> Span | None:
        """Return the name of a newsletter or bulletin: the line above the one that says so or counts its issues."""
        blocks = [b for b in self.layout.blocks if b.kind != "metadata"][:_MASTHEAD]
        for above, block in pairwise(blocks):
            if self.lexicon.is_issue(self.world.words(block.span)):
                name = self.world.words(above.span)
                named = above.kind != "furniture" and len(name) < _TITLE / 2 and not self.lexicon.is_tagline(name)
                return above.span if named else None
        return None

    def _breadcrumb(self) -> str:
        for block in self.layout.blocks[:HEAD]:
            parts = _CRUMBS.split(self.world.words(block.span))
            if block.kind == "furniture" and len(parts) > 2:
                return parts[-1]
        return ""
