"""Questions to a project: in, a canned query or SPARQL; out, the answer of the project's graph."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from pathlib import Path

from kgtool.answers.catalogue import CannedQuery, find, load
from kgtool.answers.entities import Entities
from kgtool.answers.parameters import bind
from kgtool.answers.run import Queryable, ask
from kgtool.errors import SyntaxProblem, UsageError
from kgtool.pipeline.graph import Graph
from kgtool.pipeline.known import entities_of
from kgtool.project import Project
from kgtool.rdf.store import QueryResult, Solutions, SolutionStream, Store
from kgtool.rdf.store.queries import is_update
from kgtool.rdf.terms import Literal

ASSERTED = "asserted"
"""The tag of a canned query that reads asserted triples only, so that nothing need be inferred to answer it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, the entities it speaks of, when it was asked (time.perf_counter), and why it may be empty.

    The solutions come one by one where nothing but reading them is left to do.
    """

    result: QueryResult | SolutionStream
    entities: Entities
    started: float
    hints: tuple[str, ...]


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
    result = asked(project, question, words, given=given, inferred=inferred, timeout=timeout).result
    return result.collected() if isinstance(result, SolutionStream) else result


def asked(
    project: Project,
    question: str,
    words: Mapping[str, str],
    *,
    given: bytes | None = None,
    inferred: bool = True,
    timeout: float | None = None,
    endpoint: str | None = None,
    evidence: bool = False,
    services: bool = False,
) -> Asked:
    """Return the answer to a question with what helps to read it; raises as answer does.

    endpoint is the address of what to ask in place of the project's own graph; evidence adds to each solution the
    passages behind it; services lets SERVICE ask other endpoints.
    """
    query = _query(project, question, given)
    canned = isinstance(query, CannedQuery)
    if not isinstance(query, CannedQuery) and words:
        raise UsageError("this query has no parameters", where="-p", hint="begin it with #+ summary: to give it some")
    source = str(query.path) if isinstance(query, CannedQuery) else "stdin" if given is not None else question
    inferred = inferred and not (isinstance(query, CannedQuery) and ASSERTED in query.tags)
    known = _Known(project, inferred, endpoint)

    def sparql(chosen: Mapping[str, str]) -> str:
        if not isinstance(query, CannedQuery):
            return query
        return bind(query, chosen, project.prefixes, datetime.date.today(), lambda *name: known.entities.find(*name))

    text = sparql(words)
    if evidence or (known.is_to_be_made and not services):
        # An empty store tells a slip in the query before it is taken apart or the graph made ready, which take a while.
        ask(Store(()), text, project.prefixes, source=source, services=services)
    store, started, names, is_empty = known.store, time.perf_counter(), project.prefixes.namespaces, False

    def found(text: str) -> QueryResult:
        return ask(store, text, project.prefixes, source=source, inferred=inferred, timeout=timeout, services=services)

    if evidence:
        from kgtool.answers.evidence import with_evidence

        result: QueryResult | SolutionStream = with_evidence(text, source, found, known.entities.lookup, lenient=canned)
    elif isinstance(store, Store):
        read = store.stream(text, source=source, prefixes=names, inferred=inferred, timeout=timeout, services=services)
        result, is_empty = _begun(read)
    else:
        result = found(text)
    is_empty = is_empty or (isinstance(result, Solutions) and not len(result))
    hints = tuple(_reasons(query, words, sparql, found, known.entities)) if canned and is_empty else ()
    return Asked(result, known.entities, started, hints)


def updated(
    project: Project, question: str, endpoint: str, *, given: bytes | None = None, timeout: float | None = None
) -> bool:
    """Send SPARQL, in a file or given as bytes, to an endpoint if it is an update, and return whether it is one.

    Raises UsageError, SyntaxProblem, QueryError and TimeoutProblem.
    """
    from kgtool.answers.endpoint import Endpoint

    text = _query(project, question, given)
    if not isinstance(text, str) or not is_update(text):
        return False
    Endpoint(endpoint).update(text, prefixes=project.prefixes.namespaces, timeout=timeout)
    return True


def _begun(result: QueryResult | SolutionStream) -> tuple[QueryResult | SolutionStream, bool]:
    """Return an answer, and whether it is a stream without any solution."""
    if not isinstance(result, SolutionStream):
        return result, False
    first = list(islice(result.solutions, 1))
    return SolutionStream(result.variables, chain(first, result.solutions)), not first


class _Known:
    """What is asked: the project's graph, made ready when it is first needed, or an endpoint."""

    def __init__(self, project: Project, inferred: bool, endpoint: str | None) -> None:
        self._project = project
        self._inferred = inferred
        self._endpoint = endpoint

    @cached_property
    def _graph(self) -> Graph:
        return Graph.of(self._project)

    @property
    def is_to_be_made(self) -> bool:
        """Return whether the store has yet to be built."""
        return not self._endpoint and "store" not in vars(self) and not self._graph.has_store(inferred=self._inferred)

    @cached_property
    def store(self) -> Queryable:
        if self._endpoint:
            from kgtool.answers.endpoint import Endpoint

            return Endpoint(self._endpoint)
        return self._graph.store(inferred=self._inferred)

    @cached_property
    def entities(self) -> Entities:
        return entities_of(self._project, self.store)


def _reasons(
    query: CannedQuery | str,
    words: Mapping[str, str],
    sparql: Callable[[Mapping[str, str]], str],
    found: Callable[[str], QueryResult],
    entities: Entities,
) -> Iterator[str]:
    """Yield what may be why an answer is empty: an entity unknown to the graph, or a parameter that excludes all."""
    assert isinstance(query, CannedQuery)
    for name, word in words.items():
        parameter = query.parameter(name)
        iri = entities.iri(word) if parameter.type == "iri" else None
        if iri is not None and not entities.knows(iri):
            yield f"the graph says nothing of {word}: {entities.suggestion(word) or 'check its spelling'}"
        elif not parameter.required:
            others = found(sparql({other: value for other, value in words.items() if other != name}))
            if isinstance(others, Solutions) and len(others):
                yield f"without {name}={word} there are {len(others)} solutions"


def examples(project: Project) -> dict[str, Mapping[str, str]]:
    """Return values of parameters by the name of the query, from the golden questions: such as are known to fit."""
    from kgtool.answers.golden import load_golden
    from kgtool.pipeline.state import golden_folder

    found: dict[str, Mapping[str, str]] = {}
    for question in load_golden(golden_folder(project)).questions:
        if question.answer or question.query not in found:
            found.setdefault(question.query, question.parameters)
    return found


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
