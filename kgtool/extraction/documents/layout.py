"""Layout: in, a document; out, its blocks (title, heading, paragraph, item, cell, caption, note …) and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from math import inf
from statistics import median

from kgtool.extraction.documents.tables import tables
from kgtool.extraction.lexicon import Lexicon
from kgtool.model import Block, Document, Span

_END = re.compile(r"[.!?][\"”’'\)\]]*(?=\s+[\"“‘'(\[]*[A-ZÀ-ÞĀ-Ž0-9□※])")
_GLUED = re.compile(r"(?<=[a-z\)])[.!?](?=[A-Z][a-z])")
_LONG = 55
_LONGEST = 2000  # What is longer is no sentence: what rules cost grows faster than what they read.
_LONG_WORD = 80  # No abbreviation is as long.
_WIDEST, _FEW = 120, 3  # A text is wrapped at 120 columns at most, and more than so many of its lines are full.
# "Jane Roe, Director" and "Patent Office (PO): Jane Roe" are entries of a list, where the next line is one too.
_CAPITAL = r"[A-ZÀ-ÞĀ-Ž][\w.'’-]*"
_ENTRY = re.compile(rf"{_CAPITAL}(?: (?:d[aei]|del|v[ao]n|bin|al|of|the|{_CAPITAL})){{1,8}}(?:,| \(|:| [–—-]) ?\(?\w")
_CAPITALS = re.compile(r"[A-Z][\w ]{2,24}:?")
_UNFINISHED = re.compile(r"(?:[,;&-]|\b[a-z]{2,4})$")
_SMALL = re.compile(r"\b(?!of\b|the\b|and\b|for\b)[a-z]{2,}\b")
_FULL = 0.8  # A line of so much of a text's width had no room for the next word.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_LABELLED = re.compile(r"[A-Z][\w ,]{1,30} ?[:–-] ?[A-Z]")  # "Canada: Jane Roe, …" is an entry, never half a sentence.


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or cell: its span, the layout it stands in and the marker that opens it."""

    span: Span
    block: Block
    marker: str = ""
    index: int = 0


@dataclass(frozen=True)
class Layout:
    """The blocks of a document in order and the sentences of those that carry facts."""

    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...] = field(default=())

    @cached_property
    def starts(self) -> list[int]:
        """Return where the sentences begin."""
        return [sentence.span.start for sentence in self.sentences]


def lay_out(document: Document, lexicon: Lexicon) -> Layout:
    """Return the document's layout: the reader's where the format has one, else what the lines of the text show."""
    if document.blocks:
        blocks = tuple(piece for block in document.blocks for piece in _lines_apart(document.text, block, lexicon))
    else:
        blocks = tuple(_blocks_of_text(document.text, lexicon))
    blocks = tuple(_refine(document.text, blocks, lexicon))
    sentences: list[Sentence] = []
    for block in blocks:
        if block.kind in {"furniture", "metadata", "source"}:
            continue
        for span in sentence_spans(document.text, block.span, lexicon):
            marker = lexicon.item_marker(document.text[span.start : span.end])
            sentences.append(Sentence(span, block, marker, len(sentences)))
    return Layout(blocks, tuple(sentences))


def _blocks_of_text(text: str, lexicon: Lexicon) -> Iterator[Block]:
    """Yield the blocks of a plain text: cells of its tables, and what its other lines show."""
    at = 0
    for cells in tables(text, lexicon.title_words):
        yield from _blocks_of_lines(text, at, cells[0].span.start, lexicon)
        yield from cells
        at = text.find("\n", cells[-1].span.end) + 1 or len(text)
    yield from _blocks_of_lines(text, at, len(text), lexicon)


def sentence_spans(text: str, span: Span, lexicon: Lexicon) -> Iterator[Span]:
    """Yield the spans of the sentences in a block, split at full stops that no abbreviation or initial explains."""
    start = span.start
    ends = sorted(
        {m.end() for m in _END.finditer(text, span.start, span.end)}
        | {m.end() for m in _GLUED.finditer(text, span.start, span.end)}
    )
    for end in ends:
        if end <= start or _is_abbreviation(text[max(start, end - _LONG_WORD) : end], lexicon):
            continue
        yield from _bounded(text, start, end)
        start = end
    yield from _bounded(text, start, span.end)


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a sentence in parts no rule takes long for, cut behind a semicolon, else a comma, else a space."""
    while end - start > _LONGEST:
        cuts = (text.rfind(mark, start + _LONG, start + _LONGEST) for mark in ";, ")
        cut = next((at + 1 for at in cuts if at >= 0), start + _LONGEST)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _is_abbreviation(piece: str, lexicon: Lexicon) -> bool:
    """Return whether a full stop is that of an abbreviation, an initial or the number of an item."""
    piece = piece.rstrip(")]")  # "Prof. (Dr.) Jane Roe"
    if not piece.endswith("."):
        return False
    word = re.split(r"[\s(\[“\"]", piece[:-1])[-1]
    return (
        word.casefold() in lexicon.abbreviations
        or (len(word) == 1 and word.isalpha() and word.isupper())
        or bool(re.fullmatch(r"\(?\d{1,2}", piece[:-1].strip()))
        or bool(re.fullmatch(r"[A-Z](\.[A-Z])+", word))
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _lines_apart(text: str, block: Block, lexicon: Lexicon) -> Iterator[Block]:
    """Divide a paragraph whose lines are entries of their own rather than one wrapped text."""
    if block.kind != "paragraph" or "\n" not in text[block.span.start : block.span.end]:
        yield block
        return
    yield from (
        Block(piece.span, piece.kind, block.row)
        for piece in _blocks_of_lines(text, block.span.start, block.span.end, lexicon)
    )


def _blocks_of_lines(text: str, begin: int, stop: int, lexicon: Lexicon) -> Iterator[Block]:
    """Join the lines that one paragraph was wrapped into; every other line stands for itself."""
    start = end = -1
    gap = False
    width, column = _wrapped_at(text), _column(text)
    for match in _LINE.finditer(text, begin, stop):
        line = match.group().strip()
        if not line:
            gap = True
            if match.start() >= stop:
                break
            continue
        lead = match.start() + len(match.group()) - len(match.group().lstrip())
        tail = match.start() + len(match.group().rstrip())
        if start >= 0 and _continues(text[start:end], line, gap, width, column, lexicon):
            end = tail
        else:
            if start >= 0:
                yield Block(Span(start, end), "paragraph")
            start, end = lead, tail
        gap = False
    if start >= 0:
        yield Block(Span(start, end), "paragraph")


@lru_cache(maxsize=4)
def _wrapped_at(text: str) -> float:
    """Return how long lines are that a text was wrapped into: those that a line in lower case goes on with.

    Infinite where there are none: then every line break was meant.
    """
    lines = [line.strip() for line in text.splitlines()]
    lengths = [len(one) for one, other in pairwise(lines) if len(one) >= _LONG and other[:1].islower()]
    return median(lengths) if lengths else inf


@lru_cache(maxsize=4)
def _column(text: str) -> int:
    """Return the column at which a text was wrapped, 0 where it was not: then hardly a line is full."""
    lines = [line.strip() for line in text.splitlines()]
    longest = max(map(len, lines), default=0)
    pairs = [(one, other) for one, other in pairwise(lines) if one and other]
    full = sum(_is_full(one, other, longest) for one, other in pairs)
    return longest if longest <= _WIDEST and full > max(_FEW, len(pairs) / 2) else 0


def _is_full(line: str, following: str, column: int) -> bool:
    """Return whether the first word of the next line would not have fitted on a line."""
    return len(line) + 1 + len(following.split()[0]) > column


def _continues(before: str, line: str, gap: bool, width: float, column: int, lexicon: Lexicon) -> bool:
    """Return whether a line goes on with the paragraph before it: full, unfinished, and nothing new begins."""
    last = before.splitlines()[-1].strip()
    ended = before.rstrip()[-1] in ".!?:;"
    full = bool(column) and not gap and _is_full(last, line, column)
    if full and not ended:
        return True
    if re.match(r"[A-Z][\w ]{2,24} ?:\s", line) and len(line) < 80:
        return False
    if lexicon.is_furniture(line) or lexicon.opens_block(line) or (ended and not full):
        return False
    if gap:
        return len(before) > _LONG and line[0].islower() and len(line) > 20
    if column:
        return full
    if _LABELLED.match(last) and line[0].isupper():
        return False
    if _is_entry(before) and (_ENTRY.match(line) or _CAPITALS.fullmatch(line)):
        return False
    if line[0].islower():
        return len(last) >= _LONG
    return len(last) >= max(_LONG, _FULL * width)


def _is_entry(line: str) -> bool:
    """Return whether a line alone is an entry of a list: a name and what it is, with hardly a small word."""
    whole = "\n" not in line and not _UNFINISHED.search(line)
    return whole and bool(_ENTRY.match(line)) and len(_SMALL.findall(line)) < 5


def _refine(text: str, blocks: tuple[Block, ...], lexicon: Lexicon) -> Iterator[Block]:
    """Name what plain lines are: furniture, captions, notes, items and headings."""
    for block in blocks:
        piece = text[block.span.start : block.span.end]
        kind = block.kind
        if kind in {"furniture", "metadata"}:
            yield block
            continue
        if lexicon.is_furniture(piece):
            kind = "furniture"
        elif lexicon.is_source(piece):
            kind = "source"
        elif kind == "paragraph":
            kind = lexicon.line_kind(piece)
        yield block if kind == block.kind else Block(block.span, kind, block.row)
