"""Columns in plain text: in, lines set in columns by spaces; out, the rows they make, each as the spans of its cells.

AIM     European Brands Association     Jane Roe, Deputy
                                        Director
What starts where a column starts belongs to the row above; a short line between aligned rows heads those below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kgtool.model import Span

Row = list[Span]

_LINE = re.compile(r"[^\r\n]*")
_PIECE = re.compile(r"\S+(?: \S+)*")
_WIDE = 3  # So many spaces part two cells anywhere, fewer only where a column is known to start.
_ROWS = 3  # Fewer rows alike are a trail of links or a broken line, no table.
_HEADING = 60  # A line between rows that heads those below it is shorter.
_LONGEST = 160  # Behind an empty line a longer one is a paragraph.
_MARKER = re.compile(r"\(?\w{1,2}[.)]|[-*•]")
_UNFINISHED = re.compile(r"(?:[,;&-]|\b[a-z]{1,4}|\b[a-z]+ing)$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a line between gaps: its column, the spaces before it and where it stands."""

    column: int
    gap: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Line:
    pieces: tuple[_Piece, ...]
    after_blank: bool
    end: int

    @property
    def indent(self) -> int:
        return self.pieces[0].column

    @property
    def length(self) -> int:
        return self.end - self.pieces[0].span.start

    def cells(self, columns: set[int]) -> list[_Piece]:
        """Return the cells of a line: its pieces, those joined again that hardly a gap parts and no column."""
        found = [self.pieces[0]]
        for piece in self.pieces[1:]:
            if piece.gap >= _WIDE or piece.column in columns:
                found.append(piece)
            else:
                last = found[-1]
                found[-1] = _Piece(last.column, last.gap, Span(last.span.start, piece.span.end))
        return found


@dataclass(slots=True)
class _Grid:
    """Rows that share columns, in the stretches that headings part them into."""

    text: str
    goes_on_with: frozenset[str]
    columns: set[int]
    stretches: list[list[Row]]
    last: _Piece | None = None
    width: int = field(default=0)

    def add(self, cells: list[_Piece]) -> None:
        self.columns.update(c.column for c in cells[1:])
        self.stretches[-1].append([c.span for c in cells])
        self.last, self.width = cells[-1], max(self.width, len(cells))

    def go_on(self, cells: list[_Piece]) -> None:
        """Add what stands under the columns of the last row: the rest of its last cell, or cells of their own."""
        row, first = self.stretches[-1][-1], cells[0]
        if self.last is not None and first.column == self.last.column and self._is_rest(self.last.span, first.span):
            row[-1] = Span(row[-1].start, first.span.end)
            cells = cells[1:]
        row.extend(c.span for c in cells)
        self.last = cells[-1] if cells else _Piece(first.column, 0, row[-1])

    def _is_rest(self, cell: Span, rest: Span) -> bool:
        """Return whether a cell breaks off before what stands under it: by its end, or by how the rest begins."""
        before, after = self.text[cell.start : cell.end], self.text[rest.start : rest.end]
        first = re.split(r"[^\w-]", after, maxsplit=1)[0]
        return bool(_UNFINISHED.search(before)) or not after[0].isupper() or first in self.goes_on_with

    def is_under(self, line: _Line) -> bool:
        """Return whether a line starts under a column of the last row, leaving its first column empty."""
        return line.indent in self.columns and not line.after_blank

    def is_row(self, line: _Line) -> bool:
        """Return whether a line is set in the grid's columns, or at least divided as its rows are."""
        cells = line.cells(self.columns)
        if len(cells) < 2 or _is_item(self.text, cells) or line.indent in self.columns:
            return False
        if any(c.column in self.columns for c in cells[1:]):
            return not line.after_blank or line.length < _LONGEST
        return not line.after_blank and abs(len(cells) - self.width) <= self.width // 2


def stretches(text: str, goes_on_with: frozenset[str]) -> Iterator[list[Row]]:
    """Yield runs of rows in order; goes_on_with: words that no cell begins with that stands under another."""
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        grid, at = _grid(text, lines, at, goes_on_with)
        if grid is not None and sum(map(len, grid.stretches)) >= _ROWS:
            yield from (rows for rows in grid.stretches if rows)


def _lines(text: str) -> Iterator[_Line]:
    blank = True
    for m in _LINE.finditer(text):
        if "\t" in m.group():
            continue
        pieces, end = [], m.start()
        for piece in _PIECE.finditer(text, m.start(), m.end()):
            pieces.append(_Piece(piece.start() - m.start(), piece.start() - end, Span(*piece.span())))
            end = piece.end()
        if pieces:
            yield _Line(tuple(pieces), blank, end)
            blank = False
        elif m.start() and text[m.start() - 1] in "\r\n":
            blank = True


def _grid(text: str, lines: list[_Line], at: int, goes_on_with: frozenset[str]) -> tuple[_Grid | None, int]:
    """Return the grid that begins with a line, None where it is no row, and the line after it."""
    ahead = {p.column for line in lines[at + 1 : at + 2] for p in line.cells(set())[1:]}
    cells = lines[at].cells(ahead)
    if len(cells) < 2 or _is_item(text, cells):
        return None, at + 1
    grid = _Grid(text, goes_on_with, {c.column for c in cells[1:]}, [[]])
    grid.add(cells)
    at += 1
    while at < len(lines):
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else None
        if grid.stretches[-1] and grid.is_under(line):
            grid.go_on(line.cells(grid.columns))
        elif grid.is_row(line):
            grid.add(line.cells(grid.columns))
        elif following is None or line.length > _HEADING or len(line.cells(grid.columns)) > 1:
            break
        elif grid.is_under(following):
            grid.add(line.cells(grid.columns))
        elif grid.is_row(following) and not following.after_blank:
            grid.stretches.append([])
        else:
            break
        at += 1
    return grid, at


def _is_item(text: str, cells: list[_Piece]) -> bool:
    """Return whether a line is the item of a list, a wide gap behind its number."""
    first = cells[0].span
    return len(cells) == 2 and _MARKER.fullmatch(text[first.start : first.end]) is not None
