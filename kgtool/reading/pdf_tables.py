"""Lines of a PDF page with their places in; out, the same with what stands in rows and columns told as cells.

A PDF has no tables, only lines that begin at the same height or at the same distance from the left. Lines side by side
make a row; rows that follow each other and keep to the same columns make a table. Where both columns hold long lines,
they are columns of running text, to be read one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgtool.reading.stored import joined_lines

_NEAR = 0.3
_ALIGNED = 2.0
_LETTER = 0.4
_TEXT_ROWS = 4
_TEXT_CELL = 25


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text, its height on the page, the size of its type, its distance from the left, all in points.

    row is that of the table that it is a cell of, else -1.
    """

    text: str
    height: float
    size: float
    left: float = 0.0
    row: int = -1


def with_rows(lines: Sequence[PageLine], rows: Iterator[int]) -> list[PageLine]:
    """Return the lines of a page with those of tables as cells; rows gives the numbers of rows."""
    done: list[PageLine] = []
    at = 0
    while at < len(lines):
        table = _table_at(lines, at)
        at += sum(len(row) for row in table) or 1
        if not table:
            done.append(lines[at - 1])
        elif _is_running_text(table):
            done += sorted(
                (line for row in table for line in row), key=lambda line: line.left > table[0][0].left + _ALIGNED
            )
        else:
            done += [cell for row in table for cell in _cells(row, next(rows))]
    return done


def beside(left: PageLine, right: PageLine) -> bool:
    """Return whether the second line stands on the same height, to the right of the first one's end."""
    same_height = abs(left.height - right.height) <= _NEAR * max(left.size, right.size)
    return same_height and right.left >= _end(left)


def _end(line: PageLine) -> float:
    """Return about where the line ends: type is rarely narrower."""
    return line.left + _LETTER * line.size * len(line.text)


def _table_at(lines: Sequence[PageLine], start: int) -> list[list[PageLine]]:
    """Return the rows, of at least two, of a table that begins at the line; each row holds its lines in order."""
    first = _row_at(lines, start)
    if len(first) < 2:
        return []
    columns = [line.left for line in first]
    rows: list[list[PageLine]] = []
    column = len(columns)
    for line in lines[start:]:
        before, column = column, _column_of(line, columns)
        if column < 0 or abs(line.size - first[0].size) > _ALIGNED:
            break
        if column < before or (column == before == 0 and rows and not _follows(rows[-1][-1], line)):
            rows.append([])
        rows[-1].append(line)
    while rows and len({_column_of(line, columns) for line in rows[-1]}) < 2:
        rows.pop()
    return rows if len(rows) > 1 else []


def _row_at(lines: Sequence[PageLine], start: int) -> list[PageLine]:
    row = [lines[start]]
    for line in lines[start + 1 :]:
        if not beside(row[-1], line):
            break
        row.append(line)
    return row


def _column_of(line: PageLine, columns: Sequence[float]) -> int:
    """Return the column at which the line begins, -1 if it begins elsewhere or runs into the next."""
    for number, left in enumerate(columns):
        if abs(line.left - left) <= _ALIGNED:
            after = columns[number + 1] if number + 1 < len(columns) else float("inf")
            return number if _end(line) <= after else -1
    return -1


def _follows(above: PageLine, below: PageLine) -> bool:
    return 0 < above.height - below.height <= 1.3 * below.size


def _is_running_text(table: Sequence[Sequence[PageLine]]) -> bool:
    sizes = [len(line.text) for row in table for line in row]
    two = all(len(row) <= 2 for row in table)
    return two and len(table) >= _TEXT_ROWS and sum(sizes) >= _TEXT_CELL * len(sizes)


def _cells(row: Sequence[PageLine], number: int) -> Iterator[PageLine]:
    """Yield the cells of a row, each of the lines that begin at its column."""
    cells: dict[int, list[PageLine]] = {}
    for line in row:
        cells.setdefault(round(line.left / _ALIGNED), []).append(line)
    for lines in cells.values():
        for text in joined_lines(line.text for line in lines):
            yield replace(lines[0], text=text, row=number)
