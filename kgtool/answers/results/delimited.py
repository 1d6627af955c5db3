"""Solutions as CSV and TSV: in, solutions; out, lines (SPARQL 1.1 Query Results CSV and TSV Formats)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain

from kgtool.rdf.store import Solutions, SolutionStream
from kgtool.rdf.terms import Literal, Term
from kgtool.rdf.turtle import ntriples_term

_PIECE = 1 << 16  # characters that are written at once


def csv_lines(solutions: Solutions | SolutionStream) -> Iterator[str]:
    """Yield CSV, several lines at once: IRIs and lexical forms bare, nothing for unbound (section 3)."""
    line = io.StringIO()
    writer = csv.writer(line)
    for row in chain((solutions.variables,), (tuple(map(_plain, s)) for s in solutions.solutions)):
        writer.writerow(row)
        if line.tell() > _PIECE:
            yield line.getvalue()
            line.seek(0)
            line.truncate()
    yield line.getvalue()


def tsv_lines(solutions: Solutions | SolutionStream) -> Iterator[str]:
    """Yield TSV lines: variables with question mark, terms as in Turtle, nothing for unbound (section 4)."""
    yield "\t".join(f"?{name}" for name in solutions.variables) + "\n"
    for solution in solutions.solutions:
        yield "\t".join("" if term is None else ntriples_term(term) for term in solution) + "\n"


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return term.lexical if isinstance(term, Literal) else term
