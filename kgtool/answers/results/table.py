"""Solutions for reading: in, solutions; out, lines of a table for the terminal or in Markdown, IRIs by a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from kgtool.rdf.store import Solutions
from kgtool.rdf.terms import IRI, Literal, Term

_GAP = "  "
_NARROWEST = 6
# What may not take one column: all but Latin letters, the punctuation of typography and the signs of currencies.
_UNUSUAL = re.compile(r"[^\x00-\u02ff\u2010-\u2027\u20a0-\u20bf]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


Name = Callable[[IRI], str]
"""What says how an IRI is shown."""


def table_lines(solutions: Solutions, name: Name, width: int | None) -> Iterator[str]:
    """Yield a header, a rule and a line per solution; where the table is wider than width, cells are cut short."""
    rows = [tuple(cell(term, name) for term in solution) for solution in solutions.solutions]
    widths = _fitted([_widest(i, solutions.variables, rows) for i in range(len(solutions.variables))], width)
    yield _line(solutions.variables, widths)
    yield _GAP.join("─" * w for w in widths) + "\n"
    for row in rows:
        yield _line(row, widths)


def markdown_lines(solutions: Solutions, name: Name) -> Iterator[str]:
    """Yield a pipe table of GitHub Flavored Markdown."""
    yield _piped(solutions.variables)
    yield "|" + "---|" * len(solutions.variables) + "\n"
    for solution in solutions.solutions:
        yield _piped(tuple(cell(term, name) for term in solution))


def cell(term: Term | None, name: Name) -> str:
    """Return a term for a reader: the name of an IRI, a lexical form without line ends and controls, or nothing."""
    if term is None:
        return ""
    shown = term.lexical if isinstance(term, Literal) else name(term) if isinstance(term, IRI) else str(term)
    return _CONTROL.sub(" ", shown)


def columns_of(text: str) -> int:
    """Return how many terminal columns a text takes: wide East Asian characters two, combining ones none."""
    if not _UNUSUAL.search(text):
        return len(text)
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _widest(index: int, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> int:
    return max(columns_of(row[index]) for row in (header, *rows))


def _fitted(widths: list[int], width: int | None) -> list[int]:
    """Return the widths, the widest columns made narrower until the table fits or all are narrow."""
    if width is None or not widths:
        return widths
    room = max(width - len(_GAP) * (len(widths) - 1), 0)
    limit = max(widths)
    while limit > _NARROWEST and sum(min(w, limit) for w in widths) > room:
        limit -= 1
    return [min(w, limit) for w in widths]


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = [_padded(text, width) for text, width in zip(cells, widths, strict=True)]
    return _GAP.join(padded).rstrip() + "\n"


def _padded(text: str, width: int) -> str:
    if columns_of(text) > width:
        cut, used = "", 0
        for character in text:
            used += columns_of(character)
            if used > width - 1:
                break
            cut += character
        text = cut + "…"
    return text + " " * (width - columns_of(text))


def _piped(cells: tuple[str, ...]) -> str:
    escaped = (text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for text in cells)
    return "| " + " | ".join(escaped) + " |\n"
