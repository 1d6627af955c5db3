"""The headline: in, a document's layout; out, the line that is its title."""

from __future__ import annotations

import re
from functools import cached_property

from kgtool.extraction.documents.printed_dates import PrintedDateFinder, segments
from kgtool.extraction.lexicon import alternatives, whole_words
from kgtool.extraction.names.unlisted import name_shapes
from kgtool.extraction.world import World
from kgtool.model import Block, Span

HEAD = 12  # Title, publisher and date are looked for in this many blocks from the top.
_TITLE = 160  # A paragraph of more code points is no title: the text has begun.
_SENTENCE = 100  # What ends with a stop needs fewer, below something that may be one.
_CRUMBS = re.compile(r"\s*[>›»]\s*")
_MASTHEAD = 6  # A periodical's name stands in the first of so many blocks.
_LABEL = re.compile(r"[A-Z]\w+(?: \w+){0,6}: (?=[A-Z])")
_ABOVE_DATE = 1.5  # What a date right below a line counts, in words of a headline.
_NO_HEADLINE = 8  # What takes the place of a headline from a line that others outdo.
_SHORT = 3  # Capitals of so many words are a masthead rather than a headline.
_SUBJECT = re.compile(r"Subject ?: *(\S[^\n]*)")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_ADDED = re.compile(r"\s*\([^()]*\)$|,(?: ?[A-Z]\.){2,}$")  # Behind a name: "(EPO)", or a legal form, "O.A."
_STEP = 40  # A step of a breadcrumb is no longer.


class HeadlineFinder:
    """Finds the title of a document."""

    def __init__(self, world: World, dates: PrintedDateFinder) -> None:
        self.world = world
        self.layout = world.layout
        self.lexicon = world.knowledge.lexicon
        self._dates = dates
        firms = alternatives(w.strip() for w in self.lexicon.get("layout", "firms") if w != " & ")
        self._firm = re.compile(rf"(?:[A-ZÀ-Ž&][\w.'’&-]* ){{1,4}}{firms}")
        self._occasion = whole_words(self.lexicon.get("meetings", "heads"), re.IGNORECASE)
        self._shapes = name_shapes(self.lexicon)

    @cached_property
    def top_blocks(self) -> list[Block]:
        """Return the first blocks that are the page's own text."""
        return [b for b in self.layout.blocks if b.kind not in {"furniture", "metadata", "source"}][:HEAD]

    def find(self) -> Span | None:
        """Return the title: declared, marked as such, named by the breadcrumb, else the most headline-like line."""
        declared = self.world.document.metadata.get("title")
        if declared is not None and not self.lexicon.is_furniture(self.world.words(declared)):
            return declared
        marked = next((b.span for b in self.layout.blocks if b.kind == "title"), None)
        return marked or self._subject() or self._periodical() or self._most_like_one()

    def _subject(self) -> Span | None:
        """Return the subject of a letter sent by mail, whose head opens with sender and date."""
        head = self.layout.blocks[:_MASTHEAD]
        if not head or not self.world.words(head[0].span).startswith("From:"):
            return None
        found = _SUBJECT.search(self.world.text, head[0].span.start, head[-1].span.end)
        return Span(*found.span(1)) if found else None

    def _most_like_one(self) -> Span | None:
        crumb = self._breadcrumb()
        candidates: list[tuple[float, int, Span]] = []
        for position, block in enumerate(self.top_blocks):
            text = self.world.words(block.span)
            if crumb and text == crumb:
                return block.span
            begun = len(text) > _TITLE or (text.endswith(".") and len(text) > _SENTENCE and candidates)
            if block.kind == "paragraph" and begun:
                break
            if self._may_be_title(block, text) and not self._ends_in_next(position, text):
                score = self._headline(text, block) + self._above(position) - position * 0.2
                candidates.append((score, -position, block.span))
        return self._unquoted(max(candidates)[2]) if candidates else None

    def _ends_in_next(self, position: int, text: str) -> bool:
        """Return whether a line is a breadcrumb whose steps ran together: a line near below is its last step."""
        below = (self.world.words(b.span) for b in self.top_blocks[position + 1 : position + 4])
        return any(text.endswith(last) and text != last and " " in last for last in below)

    def _above(self, position: int) -> float:
        """Return what the line right below counts: a date is below a headline, a tagline or an issue below a name."""
        for block in self.top_blocks[position + 1 : position + 2]:
            text = self.world.words(block.span)
            if self.lexicon.is_issue(text) or self.lexicon.is_tagline(text):
                return -_NO_HEADLINE
            return _ABOVE_DATE if self._dates.date_line(block.span) else 0
        return 0

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
            score -= 4 if len(text.split()) <= _SHORT else 1
        if block.kind == "item" or text.startswith(("-", "(")):
            score -= 5
        if text[-1] in ".:;,":
            score -= 4 if ". " not in text else 8
        if re.match(r"(?i)no\.? ?\d", text):
            score -= 6
        if " | " in text:
            score -= 4
        steps = segments(text)
        masthead = len(steps) > 1 and (self._is_name(steps[0]) or self.lexicon.is_periodical(steps[0]))
        masthead = masthead or any(self.lexicon.is_tagline(step) for step in steps[1:])
        if masthead or any(told(text) for told in (self.lexicon.is_issue, self.lexicon.is_periodical_of)):
            score -= _NO_HEADLINE
        if text[0].islower() or self._opens_with_date(block) or self._firm.fullmatch(text):
            score -= 5
        label = _LABEL.match(text)
        if label is not None and self._is_name(text[label.end() :]):
            score -= 5
        return score - 5 if self._is_name(text) else score

    def _opens_with_date(self, block: Block) -> bool:
        dates = self.world.knowledge.dates.find(self.world.text, block.span.start, block.span.end)
        return bool(dates) and dates[0].start == block.span.start

    def _is_name(self, text: str) -> bool:
        """Return whether a line is the name of an organisation, with or without its acronym, and nothing else."""
        bare = _ADDED.sub("", text)
        listed = all(self.world.knowledge.gazetteer.lookup(part) for part in bare.split(", "))
        return listed or (bool(self._shapes.kind(bare)) and not self._occasion.search(bare))

    def _periodical(self) -> Span | None:
        """Return the name of a newsletter, above its contents: the line above its issue, else one that calls it so."""
        head = [b for b in self.layout.blocks if b.kind != "metadata"][:_MASTHEAD]
        contents = next((n for n, b in enumerate(head) if self.lexicon.is_contents(self.world.words(b.span))), 0)
        lines = [(self.world.words(b.span), b.span) for b in head[:contents] if b.kind != "furniture"]
        counted = {n for n, (text, _) in enumerate(lines, -1) if self.lexicon.is_issue(text)}
        for n, (text, span) in enumerate(lines):
            first, *steps = segments(text) or [text]
            if any(self.lexicon.is_issue(step) for step in steps):  # "Harbour Watch - No. 7 - Oslo, 3 May 2019"
                lines[n] = first, Span(span.start, span.start + len(first))
                counted = {n}
        named = [
            (2 * (n in counted) + self.lexicon.is_periodical(text), -n, span)
            for n, (text, span) in enumerate(lines)
            if len(text) < _TITLE / 2 and not self.lexicon.is_tagline(text)
        ]
        rank, _, name = max(named, default=(0, 0, None))
        return name if rank else None

    def _breadcrumb(self) -> str:
        for block in self.layout.blocks[:HEAD]:
            parts = _CRUMBS.split(self.world.words(block.span))
            if block.kind == "furniture" and len(parts) > 2:
                return parts[-1]
        return ""
