"""Solutions as CSV and TSV: in, solutions; out, lines (SPARQL 1.1 Query Results CSV and TSV Formats)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kgtool.rdf.store import Solutions
from kgtool.rdf.terms import Literal, Term
from kgtool.rdf.turtle import ntriples_term


def csv_lines(solutions: Solutions) -> Iterator[str]:
    """Yield CSV lines: IRIs and lexical forms bare, nothing for unbound (section 3)."""
    line = io.StringIO()
    writer = csv.writer(line)
    for row in (solutions.variables, *(tuple(map(_plain, s)) for s in solutions.solutions)):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def tsv_lines(solutions: Solutions) -> Iterator[str]:
    """Yield TSV lines: variables with question mark, terms as in Turtle, nothing for unbound (section 4)."""
    yield "\t".join(f"?{name}" for name in solutions.variables) + "\n"
    for solution in solutions.solutions:
        yield "\t".join("" if term is None else ntriples_term(term) for term in solution) + "\n"


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return term.lexical if isinstance(term, Literal) else str(term)
