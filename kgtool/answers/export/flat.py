"""Flat CSV: in, triples; out, one line for each, with labels, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from kgtool.answers.export.property_graph import property_graph
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import Literal, Term, Triple

HEADER = ("subject", "subjectLabel", "predicate", "object", "objectLabel", "datatype", "language")


def csv_text(triples: Iterable[Triple], prefixes: Prefixes) -> Iterator[str]:
    """Yield a header and a line per triple, sorted: IRIs as CURIEs, literals as lexical form, datatype and language."""
    said = set(triples)
    labels = {node.iri: node.label for node in property_graph(said, prefixes).nodes}
    line = io.StringIO()
    writer = csv.writer(line)
    for row in (HEADER, *sorted(_row(triple, labels, prefixes) for triple in said)):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _row(triple: Triple, labels: dict[str, str], prefixes: Prefixes) -> tuple[str, ...]:
    value: Term = triple.object
    subject = (prefixes.compact(triple.subject), labels[triple.subject], prefixes.compact(triple.predicate))
    if isinstance(value, Literal):
        return (*subject, value.lexical, "", prefixes.compact(value.datatype), value.language)
    return (*subject, prefixes.compact(value), labels.get(value, ""), "", "")
