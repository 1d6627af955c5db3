"""Tables in plain text: in, the lines of a text; out, the cells of rows set with bars, tabs or in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.extraction.documents.columns import Row, stretches
from kgtool.model import Block, Span

_LINE = re.compile(r"[^\r\n]+")
_RULE = re.compile(r"[\s|+:=_-]+")
_BAR = re.compile(r"\s*\|\s*")
_TAB = re.compile(r"\t+\s*")
_ROWS = 3  # Fewer lines alike are a trail of links or a broken line, no table.


def tables(text: str, goes_on_with: frozenset[str] = frozenset()) -> Iterator[list[Block]]:
    """Yield the tables of a text in order, each as the blocks of its cells; cells of a row share its number.

    goes_on_with: words that open what goes on with the cell above it rather than a cell of its own.
    """
    found = list(_runs(text))
    if "   " in text:
        taken = [Span(rows[0][0].start, rows[-1][-1].end) for rows in found]
        in_columns = stretches(text, goes_on_with)
        found += [r for r in in_columns if all(r[-1][-1].end <= t.start or t.end <= r[0][0].start for t in taken)]
    number = 0
    for rows in sorted(found, key=lambda rows: rows[0][0].start):
        cells = [Block(cell, "cell", number + position) for position, row in enumerate(rows) for cell in row]
        number += len(rows)
        yield cells


def _runs(text: str) -> Iterator[list[Row]]:
    """Yield runs of lines that bars or tabs divide alike, each line as the spans of its cells."""
    run: list[Row] = []
    divider: re.Pattern[str] | None = None
    end = 0
    for line in _LINE.finditer(text):
        blank = text.count("\n", end, line.start()) > 1
        end = line.end()
        if run and not blank and _RULE.fullmatch(line.group()):
            continue
        found = _divided(text, line, divider if run and not blank else None)
        if found is None or blank or (run and abs(len(found[1]) - len(run[0])) > len(run[0]) // 2):
            if len(run) >= _ROWS:
                yield run
            run = []
        if found is not None:
            divider, row = found
            run.append(row)
    if len(run) >= _ROWS:
        yield run


def _divided(text: str, line: re.Match[str], divider: re.Pattern[str] | None) -> tuple[re.Pattern[str], Row] | None:
    """Return what divides a line, and its cells; None where nothing does. A run goes on with its own divider."""
    for pattern in (divider,) if divider is not None else (_BAR, _TAB):
        cells = list(_cells(text, line, pattern))
        if len(cells) > 1:
            return pattern, cells
    return None


def _cells(text: str, line: re.Match[str], divider: re.Pattern[str]) -> Iterator[Span]:
    at = line.start()
    for cut in [*(m.span() for m in divider.finditer(text, line.start(), line.end())), (line.end(), line.end())]:
        piece = text[at : cut[0]]
        if piece.strip():
            start = at + len(piece) - len(piece.lstrip())
            yield Span(start, start + len(piece.strip()))
        at = cut[1]
