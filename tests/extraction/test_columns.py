"""Columns: text set in columns by spaces becomes rows, with what stands under a column in the row above it."""

from __future__ import annotations

from kgtool.extraction.documents.tables import tables

_ROSTER = """\
Members
AAO     Aland Office            Ann Roe, Deputy
                                Director
BBO                             Bo Low [v]
CCO     Office of C             Cy Mo, Head
                                Di Na
Observers
DDO     Dune Office             Ed Po (for
                                Fay Qu, Registrar)
GGO
                                Hal Ru, Director

Nothing more was said.
"""


def _rows(text: str) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in (block for table in tables(text, frozenset({"Director"})) for block in table):
        rows.setdefault(cell.row, []).append(" ".join(text[cell.span.start : cell.span.end].split()))
    return list(rows.values())


def test_what_stands_under_a_column_belongs_to_the_row_above() -> None:
    """A cell that breaks off goes on below; a cell of its own joins the row; a label alone opens one."""
    assert _rows(_ROSTER) == [
        ["AAO", "Aland Office", "Ann Roe, Deputy Director"],
        ["BBO", "Bo Low [v]"],
        ["CCO", "Office of C", "Cy Mo, Head", "Di Na"],
        ["DDO", "Dune Office", "Ed Po (for Fay Qu, Registrar)"],
        ["GGO", "Hal Ru, Director"],
    ]


def test_rows_apart_by_empty_lines_stay_one_table() -> None:
    """A header sets the columns; a gap of two spaces parts cells where a column starts."""
    text = "No.  Date      Partner\n\n1    6 July    Aland\n               Ann Roe\n\n10   7 July    Dune\n"
    assert _rows(text) == [["No.", "Date", "Partner"], ["1", "6 July", "Aland", "Ann Roe"], ["10", "7 July", "Dune"]]


def test_numbered_paragraphs_and_prose_are_no_table() -> None:
    """A wide gap behind a number, or once in a line, makes no columns."""
    assert not _rows("1.   One was said.\n2.   Two was said.\n3.   Three was said.\n")
    assert not _rows("Some words here.\nContact: a office     Press: b\nSome more.\n")
