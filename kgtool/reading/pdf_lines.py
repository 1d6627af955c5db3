"""Runs of text with their height on the page in; out, title, headings, paragraphs and items, without page furniture.

A PDF has lines, not paragraphs. A paragraph ends where the distance to the next line, the size of the type or a
bullet says so, or where a line that ends a sentence stops well short of the page's longest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, pairwise
from typing import TypeAlias

from kgtool.reading.furniture import is_furniture_line
from kgtool.reading.pdf_tables import PageLine, beside, with_rows
from kgtool.reading.stored import Piece, one_line

_BULLET = re.compile(r"[•●○◦▪■□▸►‣⁃·\uf0b7\uf0a7]\s*|[–—-]\s+")
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|\([a-z]\))\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’)\]]*$")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|of|von|sur)\s*\d{1,4})?", re.IGNORECASE
)
_HYPHENATED = re.compile(r"[^\W\d_]{2}-$")
_WIDER = 1.35
_LARGER = 1.15
_SHORT = 0.75
_MARGIN_LINES = 2
# A bullet or number as a line of its own; some producers write a bullet as the character DELETE.
_MARK = re.compile(r"[•●○◦▪■□▸►‣⁃·\uf0b7\uf0a7]|\(?\d{1,2}[.)]?|\([a-z]\)")
_DELETE = "\x7f"
# Text between three spaces and more: columns set by spaces, which stand at so many letters from the left.
_SPACED = re.compile(r"\S+(?:\s{1,2}\S+)*")
_SPACED_AT = 10_000.0
_INDENT = 8
# Type is rarely wider than so much of its size, and words of a line rarely so far apart.
_LETTER = 0.6
_GAP = 1.0
# Numbers of notes stand at most so much of the size of the type above their line.
_RAISED = 0.5
# Before these a hyphen at a line's end is part of the word: "so-called", "cross-border".
_COMPOUND = re.compile(
    r"(?:^|[\s(])(?:so|cross|self|well|long|short|high|low|large|small|full|part|half|mid|two|three|four|five|six|ten|first"
    r"|second|third|ex|vice|semi|non|all|user|time|work|decision|policy|rule|fee|cost|data|web|paper|face)-$",
    re.IGNORECASE,
)


Run: TypeAlias = tuple[str, float, float, float]
"""A run of text, its height on the page, the size of its type and its distance from the left, in points."""


def lines_of_runs(runs: Sequence[Run]) -> list[PageLine]:
    """Return the lines that the runs make.

    A run ends a line where the next one stands higher or lower, or begins before it; a line end at the end of a run
    says little, since pypdf also puts one where only the matrix changes.
    """
    lines: list[PageLine] = []
    parts: list[Run] = []
    for run, height, size, left in runs:
        for number, text in enumerate(run.split("\n")):
            part = (text, height, size, left)
            if not text.strip():
                parts += [part] if text and parts else []
                continue
            if parts and (number or not _same_line(parts, part)):
                lines += _lines_of_parts(parts)
                parts = []
            parts.append(part)
    return _with_marks([*lines, *_lines_of_parts(parts)])


def _same_line(parts: Sequence[Run], part: Run) -> bool:
    _, height, size, left = next(before for before in reversed(parts) if before[0].strip())
    return abs(height - part[1]) <= _RAISED * max(size, part[2]) and left <= part[3]


def _lines_of_parts(parts: Sequence[Run]) -> Iterator[PageLine]:
    """Yield the line that the parts make, or several where gaps or wide spaces set it in columns."""
    segment: list[Run] = []
    end = 0.0
    for part in parts:
        text, _, size, left = part
        if segment and text.strip() and left - end > _GAP * size:
            yield from _lines_of_segment(segment)
            segment = []
        segment.append(part)
        if text.strip():
            end = left + _LETTER * size * len(text)
    yield from _lines_of_segment(segment)


def _lines_of_segment(parts: Sequence[Run]) -> Iterator[PageLine]:
    shown = [part for part in parts if part[0].strip()]
    if not shown:
        return
    _, height, _, left = shown[0]
    size = max(shown, key=lambda part: len(part[0]))[2]
    text = "".join(part for part, *_ in parts).replace(_DELETE, "•")
    columns = list(_SPACED.finditer(text))
    for column in columns:
        offset = _SPACED_AT + column.start() * size if len(columns) > 1 or column.start() > _INDENT else left
        yield PageLine(one_line(column[0]), height, size, offset)


def _with_marks(lines: Sequence[PageLine]) -> list[PageLine]:
    """Join bullets and numbers that stand as lines of their own to the line beside them."""
    joined: list[PageLine] = []
    for line in lines:
        if joined and _MARK.fullmatch(joined[-1].text) and beside(joined[-1], line):
            mark = joined.pop().text
            mark = f"{mark}." if mark.isdigit() else mark
            joined.append(replace(line, text=f"{mark} {line.text}"))
        else:
            joined.append(line)
    return joined


def pieces_of_pages(pages: Sequence[Sequence[PageLine]]) -> list[Piece]:
    """Return the document's pieces; running heads, page numbers and notices are left out."""
    rows = count()
    bodies = [with_rows(page, rows) for page in _without_running_heads(pages)]
    lines = [line for body in bodies for line in body]
    if not lines:
        return []
    words = Counter(word for line in lines for word in line.text.split())
    body_size = _body_size(lines)
    usual = _usual_step(bodies)
    paragraphs = _over_pages([paragraph for body in bodies for paragraph in _paragraphs(body, usual)])
    sizes = [paragraph[0].size for paragraph in paragraphs if _is_larger(paragraph, body_size)]
    title_size = max(sizes, default=0.0)
    pieces: list[Piece] = []
    for paragraph in paragraphs:
        text = _joined(paragraph, words)
        is_title = _is_larger(paragraph, body_size) and paragraph[0].size == title_size
        title_size = 0.0 if is_title else title_size
        if not is_furniture_line(text):
            pieces.append(_piece(text, is_title, _is_larger(paragraph, body_size), paragraph[0].row))
    return pieces


def _without_running_heads(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """Drop lines at the top and bottom that several pages share, figures apart, and page numbers."""
    margins = [_at_edges(page, _MARGIN_LINES) for page in pages]
    seen = Counter(text for margin in margins for text in {_without_figures(line.text) for line in margin})
    kept = []
    for page, margin in zip(pages, margins, strict=True):
        running = {line for line in margin if seen[_without_figures(line.text)] > 1}
        edges = _at_edges(page, 1)
        numbers = {line for line in edges if _PAGE_NUMBER.fullmatch(line.text) and len(page) > 1}
        kept.append([line for line in page if line not in running and line not in numbers])
    return kept


def _at_edges(page: Sequence[PageLine], number: int) -> list[PageLine]:
    """Return the lines at the so many greatest and least heights of the page."""
    heights = sorted({line.height for line in page})
    edges = {*heights[:number], *heights[-number:]}
    return [line for line in page if line.height in edges]


def _without_figures(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _body_size(lines: Sequence[PageLine]) -> float:
    """Return the size of type that most characters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def _usual_step(pages: Sequence[Sequence[PageLine]]) -> float:
    """Return the commonest distance between lines; of several the smallest."""
    steps = Counter(round(_step(*pair), 1) for page in pages for pair in pairwise(page) if _step(*pair) > 0)
    return max(steps, key=lambda step: (steps[step], -step), default=0.0)


def _paragraphs(page: Sequence[PageLine], usual: float) -> Iterator[list[PageLine]]:
    longest = max((len(line.text) for line in page), default=0)
    paragraph = list(page[:1])
    for above, below in pairwise(page):
        if _ends(above, below, usual, longest):
            yield paragraph
            paragraph = []
        paragraph.append(below)
    if paragraph:
        yield paragraph


def _step(above: PageLine, below: PageLine) -> float:
    """Return the distance between two lines as a multiple of the size of the larger one's type."""
    return (above.height - below.height) / (max(above.size, below.size) or 1.0)


def _ends(above: PageLine, below: PageLine, usual: float, longest: int) -> bool:
    step = _step(above, below)
    if above.row >= 0 or below.row >= 0:
        return True
    if abs(above.size - below.size) > (_LARGER - 1) * max(above.size, below.size):
        return True
    if _BULLET.match(below.text) or _NUMBER.match(below.text):
        return True
    if step > _WIDER * usual:
        return True
    if step < 0:  # the next column
        return not _goes_on(above.text, below.text)
    return len(above.text) < _SHORT * longest and bool(_SENTENCE_END.search(above.text))


def _goes_on(above: str, below: str) -> bool:
    return not _SENTENCE_END.search(above) and below[:1].islower()


def _over_pages(paragraphs: Sequence[list[PageLine]]) -> list[list[PageLine]]:
    """Join paragraphs that a page break parts within a sentence."""
    joined: list[list[PageLine]] = []
    for paragraph in paragraphs:
        last = joined[-1][-1] if joined else None
        in_row = last is not None and (last.row >= 0 or paragraph[0].row >= 0)
        if last and not in_row and last.height <= paragraph[0].height and _goes_on(last.text, paragraph[0].text):
            joined[-1] = joined[-1] + paragraph
        else:
            joined.append(paragraph)
    return joined


def _joined(paragraph: Sequence[PageLine], words: Counter[str]) -> str:
    text = ""
    for line in paragraph:
        if _HYPHENATED.search(text) and line.text[:1].islower():
            text = _without_hyphen(text, line.text, words)
        else:
            text = f"{text} {line.text}" if text else line.text
    return text


def _without_hyphen(text: str, after: str, words: Counter[str]) -> str:
    """Join a word parted at a line's end; its hyphen stays if the document has it so elsewhere."""
    first, second = text.split()[-1], after.split()[0]
    return text + after if words[first + second] or _COMPOUND.search(text) else text[:-1] + after


def _is_larger(paragraph: Sequence[PageLine], body_size: float) -> bool:
    return paragraph[0].size > _LARGER * body_size


def _piece(text: str, is_title: bool, is_larger: bool, row: int) -> Piece:
    if row >= 0:
        return Piece("cell", text, row)
    bullet = _BULLET.match(text)
    if bullet or (_NUMBER.match(text) and not is_larger):
        return Piece("item", text[bullet.end() :] if bullet else text)
    return Piece("title" if is_title else "heading" if is_larger else "paragraph", text)
