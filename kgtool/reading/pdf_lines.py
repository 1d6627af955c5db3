"""Runs of text with their height on the page in; out, title, headings, paragraphs and items, without page furniture.

A PDF has lines, not paragraphs. A paragraph ends where the distance to the next line, the size of the type or a
bullet says so, or where a line that ends a sentence stops well short of the page's longest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgtool.reading.furniture import is_furniture_line
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


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text, its height on the page and the size of its type, both in points."""

    text: str
    height: float
    size: float


def lines_of_runs(runs: Sequence[tuple[str, float, float]]) -> list[PageLine]:
    """Return the lines that runs of (text, height, size) make; a run may end lines and begin others."""
    lines: list[PageLine] = []
    text, height, size = "", 0.0, 0.0
    for run, run_height, run_size in runs:
        for number, part in enumerate(run.split("\n")):
            if number:
                lines.append(PageLine(one_line(text), height, size))
                text = ""
            if part.strip() and not text.strip():
                height, size = run_height, run_size
            text += part
    lines.append(PageLine(one_line(text), height, size))
    return [line for line in lines if line.text]


def pieces_of_pages(pages: Sequence[Sequence[PageLine]]) -> list[Piece]:
    """Return the document's pieces; running heads, page numbers and notices are left out."""
    bodies = _without_running_heads(pages)
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
            pieces.append(_piece(text, is_title, _is_larger(paragraph, body_size)))
    return pieces


def _without_running_heads(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """Drop lines at the top and bottom that several pages share, figures apart, and page numbers."""
    margins = [[*page[:_MARGIN_LINES], *page[_MARGIN_LINES:][-_MARGIN_LINES:]] for page in pages]
    seen = Counter(text for margin in margins for text in {_without_figures(line.text) for line in margin})
    kept = []
    for page, margin in zip(pages, margins, strict=True):
        running = {line for line in margin if seen[_without_figures(line.text)] > 1}
        edges = {*page[:1], *page[-1:]}
        numbers = {line for line in edges if _PAGE_NUMBER.fullmatch(line.text) and len(page) > 1}
        kept.append([line for line in page if line not in running and line not in numbers])
    return kept


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
        if last and last.height <= paragraph[0].height and _goes_on(last.text, paragraph[0].text):
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
    return text + after if words[first + second] else text[:-1] + after


def _is_larger(paragraph: Sequence[PageLine], body_size: float) -> bool:
    return paragraph[0].size > _LARGER * body_size


def _piece(text: str, is_title: bool, is_larger: bool) -> Piece:
    bullet = _BULLET.match(text)
    if bullet or (_NUMBER.match(text) and not is_larger):
        return Piece("item", text[bullet.end() :] if bullet else text)
    return Piece("title" if is_title else "heading" if is_larger else "paragraph", text)
