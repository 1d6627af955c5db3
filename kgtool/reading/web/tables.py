"""A table or definition list in; out, whether it holds data, row by row, or only arranges the page."""

from __future__ import annotations

from kgtool.reading.stored import one_line
from kgtool.reading.web.tree import Element, ancestors, tag_of, text_of

_LONG_CELL = 400
_SHORT_CELL = 100
_LONG_DEFINITION = 300


def is_data_table(table: Element) -> bool:
    """Return whether the table's cells belong together row by row.

    A table that holds tables, headings or whole articles arranges the page (WCAG 2, technique H51 for the contrary).
    """
    if table.get("role") in ("presentation", "none") or any(inner is not table for inner in table.iter("table")):
        return False
    if any(True for _ in table.iter("th", "caption", "thead")):
        return True
    if any(True for _ in table.iter("h1", "h2", "h3", "h4", "h5", "h6")):
        return False
    rows = [[cell for cell in row if tag_of(cell) == "td"] for row in table.iter("tr")]
    if max(map(len, rows), default=0) < 2:
        return False
    return len(rows) > 2 or not any(_is_article(cell) for row in rows for cell in row)


def is_whole_row(cell: Element) -> bool:
    """Return whether the cell holds a text that fills its row, as below the title and date of a board's entry."""
    row = cell.getparent()
    return row is not None and len(row) == 1 and cell.get("colspan") is not None and _is_text(cell)


def is_data_list(definitions: Element) -> bool:
    """Return whether the list pairs short terms with short values, as a two-column table does."""
    values = [value for value in definitions.iter("dd") if enclosing(value, "dl") is definitions]
    return not any(len(one_line(text_of(value))) > _LONG_DEFINITION for value in values)


def begins_row(term: Element) -> bool:
    """Return whether a dt is the first of its group: the terms and values of one group share a row."""
    before = term.getprevious()
    return before is None or tag_of(before) != "dt"


def enclosing(element: Element, tag: str) -> Element | None:
    """Return the inmost element of that name around this one."""
    return next((above for above in ancestors(element) if tag_of(above) == tag), None)


def _is_text(cell: Element) -> bool:
    return len(one_line(text_of(cell))) > _SHORT_CELL


def _is_article(cell: Element) -> bool:
    return len(one_line(text_of(cell))) > _LONG_CELL
