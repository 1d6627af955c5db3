"""Answers with evidence: in, a SELECT query; out, its solutions, each with the passages that say what it rests on.

The query's triple patterns, with the values of a solution in the place of the variables, are the triples that the
solution rests on; their statements and records lead to the passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kgtool.answers.lookup import Lookup, Source
from kgtool.answers.nameless import HIDDEN
from kgtool.answers.patterns import Pattern, Variable, selected
from kgtool.rdf.store import QueryResult, Solutions
from kgtool.rdf.terms import IRI, BlankNode, Literal, Term, Triple

COLUMNS = ("evidenceDocument", "evidenceStart", "evidenceEnd", "evidenceQuote")


def with_evidence(
    query: str, source: str, ask: Callable[[str], QueryResult], lookup: Lookup, *, lenient: bool = False
) -> Solutions:
    """Return the solutions with a row for each passage behind them, and one without passage where there is none.

    lenient allows negation and paths, of which no passage is given. Raises QueryError that says why for a query
    whose solutions no passages can be given for.
    """
    taken = selected(query, source, lookup.prefixes, lenient=lenient)
    answer = ask(taken.query)
    assert isinstance(answer, Solutions)
    wanted = taken.wanted or tuple(name for name in answer.variables if not name.startswith(HIDDEN))
    found: dict[tuple[Term | None, ...], set[Source]] = {}
    for solution in answer:
        row = tuple(solution.get(name) for name in wanted)
        found.setdefault(row, set()).update(_sources(list(_triples(taken.patterns, solution, lookup)), lookup))
    return Solutions((*wanted, *COLUMNS), tuple(_rows(found)))


def _sources(triples: Sequence[Triple], lookup: Lookup) -> set[Source]:
    """Return the passages of what documents say among triples; only without any, what they imply in other ways."""
    direct = {source for triple in triples for source in lookup.direct_evidence(triple)}
    return direct or {source for triple in triples for source in lookup.evidence(triple)}


def _triples(patterns: Sequence[Pattern], solution: Mapping[str, Term], lookup: Lookup) -> Iterator[Triple]:
    """Yield the asserted or inferred triples that patterns come to in a solution."""
    for pattern in patterns:
        subject, value = _valued(pattern.subject, solution), _valued(pattern.object, solution)
        path = [(_valued(link, solution), backwards) for link, backwards in pattern.path]
        if subject is not None and value is not None:
            yield from _steps(subject, path, value, lookup)


def _steps(start: Term, path: Sequence[tuple[Term | None, bool]], end: Term, lookup: Lookup) -> Iterator[Triple]:
    """Yield the triples along a path, if it leads from start to end."""
    (link, backwards), *rest = path
    if not isinstance(link, IRI):
        return
    if not rest:
        subject, value = (end, start) if backwards else (start, end)
        if isinstance(subject, IRI | BlankNode) and lookup.holds(Triple(subject, link, value)):
            yield Triple(subject, link, value)
        return
    for middle in _followed(start, link, backwards, lookup):
        beyond = list(_steps(middle, rest, end, lookup))
        if beyond:
            yield from _steps(start, [(link, backwards)], middle, lookup)
            yield from beyond


def _followed(start: Term, link: IRI, backwards: bool, lookup: Lookup) -> list[Term]:
    if backwards:
        return [subject for subject, predicate in lookup.into(start) if predicate == link]
    return [] if isinstance(start, Literal) else lookup.about(start).get(link, [])


def _valued(part: Term | Variable, solution: Mapping[str, Term]) -> Term | None:
    return solution.get(part.name) if isinstance(part, Variable) else part


def _rows(found: Mapping[tuple[Term | None, ...], set[Source]]) -> Iterator[tuple[Term | None, ...]]:
    for row, sources in found.items():
        for source in sorted(sources):
            offsets = Literal.integer(source.start), Literal.integer(source.end)
            yield (*row, IRI(source.document), *offsets, Literal(source.quote))
        if not sources:
            yield (*row, None, None, None, None)
