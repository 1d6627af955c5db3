"""Questions to a project: in, a canned query or SPARQL; out, the answer of the project's graph."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from kgtool.answers.catalogue import CannedQuery, find, load
from kgtool.answers.parameters import bind
from kgtool.answers.run import ask
from kgtool.errors import SyntaxProblem, UsageError
from kgtool.pipeline.graph import Graph
from kgtool.project import Project
from kgtool.rdf.store import QueryResult, Solutions, Store
from kgtool.rdf.terms import Literal

ASSERTED = "asserted"
"""The tag of a canned query that reads asserted triples only, so that nothing need be inferred to answer it."""


def answer(
    project: Project,
    question: str,
    words: Mapping[str, str],
    *,
    given: bytes | None = None,
    inferred: bool = True,
    timeout: float | None = None,
) -> QueryResult:
    """Return the answer to a canned query by name, to the query in a file, or to SPARQL given as bytes.

    words are the values of parameters by name; timeout is in seconds. Raises UsageError, SyntaxProblem, QueryError and
    TimeoutProblem, and what reading the graph raises.
    """
    query = _query(project, question, given)
    if isinstance(query, CannedQuery):
        sparql, source = bind(query, words, project.prefixes, datetime.date.today()), str(query.path)
        inferred = inferred and ASSERTED not in query.tags
    elif words:
        raise UsageError("this query has no parameters", where="-p", hint="begin it with #+ summary: to give it some")
    else:
        sparql, source = query, "stdin" if given is not None else question
    graph = Graph.of(project)
    if not graph.has_store(inferred=inferred):
        # An empty store tells a slip in the query before the graph is made ready, which can take a while.
        ask(Store(()), sparql, project.prefixes, source=source)
    return ask(
        graph.store(inferred=inferred), sparql, project.prefixes, source=source, inferred=inferred, timeout=timeout
    )


def listed(queries: Mapping[str, CannedQuery]) -> Solutions:
    """Return canned queries as a table: name, parameters with their types, those in brackets optional, and question."""
    rows = (
        (query.name, " ".join(_parameters(query)), " ".join(query.tags), query.summary) for query in queries.values()
    )
    return Solutions(
        ("query", "parameters", "tags", "question"), tuple(tuple(Literal(cell) for cell in row) for row in rows)
    )


def _parameters(query: CannedQuery) -> list[str]:
    words = [(parameter.required, f"{parameter.name}={parameter.type}") for parameter in query.parameters]
    return [word if required else f"[{word}]" for required, word in words]


def _query(project: Project, question: str, given: bytes | None) -> CannedQuery | str:
    """Return the canned query that a question names, or the SPARQL that it is."""
    if given is not None:
        return _decoded(given, "stdin")
    path = Path(question)
    if question in project.queries or not (path.suffix == ".rq" or path.is_file()):
        return find(project.queries, question)
    try:
        text = _decoded(path.read_bytes(), question)
    except OSError as problem:
        raise UsageError(
            f"the query cannot be read: {problem.strerror}",
            where=question,
            hint="name a file, or a canned query as kgtool queries lists them",
        ) from problem
    return load(path) if text.lstrip().startswith("#+") else text


def _decoded(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise SyntaxProblem("not UTF-8", source=source, line=line, hint="save the query as UTF-8") from problem
