"""Answers on paper: in, the answer to a query; out, its text in the format wanted, piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from kgtool.answers.catalogue import suggestion
from kgtool.answers.results.delimited import csv_lines, tsv_lines
from kgtool.answers.results.standard import json_lines, xml_lines
from kgtool.answers.results.table import Name, markdown_lines, table_lines
from kgtool.errors import UsageError
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import FORMATS as GRAPH_FORMATS
from kgtool.rdf.store import QueryResult, Solutions, SolutionStream, dump
from kgtool.rdf.terms import Triple

SOLUTION_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")

_WRITERS: dict[str, Callable[[Solutions | SolutionStream], Iterator[str]]] = {
    "csv": csv_lines,
    "tsv": tsv_lines,
    "json": json_lines,
    "xml": xml_lines,
}


def render(
    result: QueryResult | SolutionStream,
    form: str | None,
    prefixes: Prefixes,
    width: int | None = None,
    name: Name | None = None,
) -> Iterator[str]:
    """Yield the text of an answer in a format; None is a table for solutions and Turtle for triples.

    name says how tables show an IRI, as a CURIE if not given. width is that of the terminal in columns, None if a
    table may be as wide as it likes. Raises UsageError for a format that does not exist or cannot hold such an answer.
    """
    if isinstance(result, list):
        yield _graph(result, form or "turtle", prefixes)
        return
    form = form or "table"
    if form not in SOLUTION_FORMATS:
        raise UsageError(f"{form!r} cannot hold the answer to a SELECT or ASK query", hint=_known(form))
    if form in ("table", "markdown") and isinstance(result, SolutionStream):
        result = result.collected()  # the columns are as wide as their widest cell
    if isinstance(result, bool):
        yield _truth(result, form)
    elif form == "table" and isinstance(result, Solutions):
        yield from table_lines(result, name or prefixes.compact, width)
    elif form == "markdown" and isinstance(result, Solutions):
        yield from markdown_lines(result, name or prefixes.compact)
    else:
        yield from _WRITERS[form](result)


def _graph(triples: list[Triple], form: str, prefixes: Prefixes) -> str:
    if form not in GRAPH_FORMATS:
        raise UsageError(
            f"{form!r} cannot hold the answer to a CONSTRUCT or DESCRIBE query",
            hint=f"one of {', '.join(GRAPH_FORMATS)}",
        )
    return dump({None: triples}, form, prefixes).decode()


def _truth(value: bool, form: str) -> str:
    if form == "json":
        return json.dumps({"head": {}, "boolean": value}) + "\n"
    word = "true" if value else "false"
    if form == "xml":
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
            f"<head/><boolean>{word}</boolean></sparql>\n"
        )
    return word + ("\r\n" if form == "csv" else "\n")


def _known(form: str) -> str:
    return suggestion(form, SOLUTION_FORMATS) or f"one of {', '.join(SOLUTION_FORMATS)}"
