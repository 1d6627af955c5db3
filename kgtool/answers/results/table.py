"""Solutions for reading: in, solutions; out, lines of a table for the terminal or in Markdown, IRIs by a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import zip_longest

from kgtool.rdf.store import Solutions
from kgtool.rdf.terms import IRI, Literal, Term

_GAP = "  "
_NARROWEST = 10  # columns of a cell: less breaks words all over
_TALLEST = 3  # lines of a cell
# What may not take one column: all but Latin letters, the punctuation of typography and the signs of currencies.
_UNUSUAL = re.compile(r"[^\x00-\u02ff\u2010-\u2027\u20a0-\u20bf]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


Name = Callable[[IRI], str]
"""What says how an IRI is shown."""


def table_lines(solutions: Solutions, name: Name, width: int | None) -> Iterator[str]:
    """Yield a header, a rule and the solutions.

    Where the table is wider than width, a column that shows the same as one before it is left out, and cells take
    several lines, the last cut short. If that would break words all over, each solution is a block of its own, with a
    line for each value.
    """
    rows = [tuple(cell(term, name) for term in solution) for solution in solutions.solutions]
    columns = [solutions.variables[i : i + 1] + tuple(row[i] for row in rows) for i in range(len(solutions.variables))]
    widths = _widths(columns)
    if width is not None and rows and _total(widths) > width:
        columns = _told_once(columns)
        widths = _fitted(_widths(columns), width)
    if not widths:
        yield from ["\n"] * (2 + len(rows))
        return
    header, *lines = zip(*columns, strict=True)
    if not widths[0]:
        yield from _blocks(header, lines, width or 0)
        return
    yield from _row(header, widths)
    yield _GAP.join("─" * w for w in widths) + "\n"
    for line in lines:
        yield from _row(line, widths)


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


def _widths(columns: list[tuple[str, ...]]) -> list[int]:
    return [max(map(columns_of, column)) for column in columns]


def _total(widths: list[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _told_once(columns: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the columns, of those that differ in their header only the first."""
    return list({column[1:]: column for column in reversed(columns)}.values())[::-1]


def _fitted(widths: list[int], width: int) -> list[int]:
    """Return the widths, the widest columns made narrower until the table fits; all zero if they were too narrow."""
    limit = max(widths)
    while limit and _total([min(w, limit) for w in widths]) > width:
        limit -= 1
    if limit < _NARROWEST:
        return [0] * len(widths)
    fitted = [min(w, limit) for w in widths]
    for i in range(len(widths)):  # what rounding leaves over
        fitted[i] += min(width - _total(fitted), widths[i] - fitted[i], 1)
    return fitted


def _row(cells: tuple[str, ...], widths: list[int]) -> Iterator[str]:
    """Yield a row, on as many lines as its tallest cell takes."""
    wrapped = [_wrapped(text, width) for text, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        padded = (text + " " * (width - columns_of(text)) for text, width in zip(parts, widths, strict=True))
        yield _GAP.join(padded).rstrip() + "\n"


def _blocks(header: tuple[str, ...], lines: list[tuple[str, ...]], width: int) -> Iterator[str]:
    """Yield a block for each solution: names of the variables that it binds, and values beside them."""
    left = max(map(columns_of, header))
    for number, line in enumerate(lines):
        yield "─" * width + "\n" if number else ""
        for pair in zip(header, line, strict=True):
            if pair[1]:
                yield from _row(pair, [left, max(width - left - len(_GAP), _NARROWEST)])


def _wrapped(text: str, width: int) -> list[str]:
    """Return a text on lines of a width, broken between words where that can be; on the last, it is cut short."""
    lines: list[str] = []
    while columns_of(text) > width and len(lines) < _TALLEST - 1:
        end = _reach(text, width)
        space = end if text[end] == " " else text.rfind(" ", 0, end)
        end = space if space > 0 else end
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*lines, text if columns_of(text) <= width else text[: _reach(text, width - 1)] + "…"]


def _reach(text: str, width: int) -> int:
    """Return how many characters of a text fit into a width."""
    used = 0
    for number, character in enumerate(text):
        used += columns_of(character)
        if used > width:
            return number
    return len(text)


def _piped(cells: tuple[str, ...]) -> str:
    escaped = (text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for text in cells)
    return "| " + " | ".join(escaped) + " |\n"
