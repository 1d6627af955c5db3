"""The headline: in, a document's layout; out, the line that is its title."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from kgtool.extraction.documents.printed_dates import PrintedDateFinder, segments
from kgtool.extraction.world import World
from kgtool.model import Block, Span

HEAD = 12  # Title, publisher and date are looked for in this many blocks from the top.
_TITLE = 160  # A paragraph of more code points is no title: the text has begun.
_CRUMBS = re.compile(r"\s*[>›»]\s*")
_MASTHEAD = 4  # A periodical's name stands in the first of so many blocks.
_STEP = 40  # A step of a breadcrumb is no longer.


class HeadlineFinder:
    """Finds the title of a document."""

    def __init__(self, world: World, dates: PrintedDateFinder) -> None:
        self.world = world
        self.layout = world.layout
        self.lexicon = world.knowledge.lexicon
        self._dates = dates

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
                candidates.append((self._headline(text, block) - position * 0.2, -position, block.span))
        return max(candidates)[2] if candidates else None

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
        return score - 5 if self.world.knowledge.gazetteer.lookup(text) else score

    def _periodical(self) -> Span | None:
        """Return the name of a newsletter or bulletin: the line above the one that says so or counts its issues."""
        blocks = [b for b in self.layout.blocks if b.kind != "metadata"][:_MASTHEAD]
        for above, block in pairwise(blocks):
            if self.lexicon.is_issue(self.world.words(block.span)):
                name = self.world.words(above.span)
                return above.span if above.kind != "furniture" and len(name) < _TITLE / 2 else None
        return None

    def _breadcrumb(self) -> str:
        for block in self.layout.blocks[:HEAD]:
            parts = _CRUMBS.split(self.world.words(block.span))
            if block.kind == "furniture" and len(parts) > 2:
                return parts[-1]
        return ""
