"""Queries: in, canned queries; out, those that do not parse, use what is not defined, or do not say what they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kgtool.answers.catalogue import load
from kgtool.answers.tokens import tokens
from kgtool.checks.context import Context, Found
from kgtool.checks.terms import deprecated_terms, is_defined, suggestion
from kgtool.errors import KgtoolError, QueryError, SyntaxProblem
from kgtool.rdf.positions import Lines, Position
from kgtool.rdf.positions_statements import Extent
from kgtool.rdf.store import Store
from kgtool.rdf.terms import IRI
from kgtool.validation.reports.finding import Place

_PREFIX = re.compile(r"\bPREFIX\s+([^\s:]*):\s*<([^<>]*)>", re.IGNORECASE)


def syntax(context: Context) -> Iterator[Found]:
    """Yield queries that are no SPARQL, or that ask for what is refused."""
    for shown, _, text in _texts(context):
        problem = _problem(text, shown)
        if problem is not None and "prefix" not in problem.message:
            yield Found(f"The query does not parse: {problem.message}.", place=_place(problem, shown, text))


def prefixes(context: Context) -> Iterator[Found]:
    """Yield the first use of each prefix that a query does not declare, so that it would fail at another endpoint."""
    for shown, _, text in _texts(context):
        declared = {found[1] for found in _PREFIX.finditer(text)}
        for token in tokens(text):
            prefix = token.text.partition(":")[0]
            if token.kind == "name" and prefix != "_" and prefix not in declared:
                declared.add(prefix)
                yield Found(f"The prefix {prefix}: is not declared.", place=_at(shown, text, token.start, token.text))


def terms(context: Context) -> Iterator[Found]:
    """Yield the first use, in each query, of a term that is not defined or is deprecated."""
    old = deprecated_terms(context)
    for shown, _, text in _texts(context):
        declared = {found[1]: found[2] for found in _PREFIX.finditer(text)}
        namespaces = set(declared.values())
        seen: set[IRI] = set()
        for token in tokens(text):
            if token.kind == "iri":
                term = IRI(token.text[1:-1])
            elif token.kind == "name" and token.text.partition(":")[0] in declared:
                prefix, _, local = token.text.partition(":")
                term = IRI(declared[prefix] + local.replace("\\", ""))
            else:
                continue
            if term in seen or term in namespaces:
                continue
            seen.add(term)
            if not is_defined(term, context):
                words = f"{context.named(term)} is not defined.{suggestion(term, context)}"
                yield Found(words, place=_at(shown, text, token.start, token.text))
            elif term in old:
                yield Found(f"{context.named(term)} is deprecated.", place=_at(shown, text, token.start, token.text))


def parameters(context: Context) -> Iterator[Found]:
    """Yield queries whose header breaks the conventions, and parameters that neither name nor header explains."""
    for shown, path, text in _texts(context):
        try:
            query = load(path)
        except SyntaxProblem as problem:
            yield Found(f"{problem.message} ({problem.hint}).", place=_place(problem, shown, text))
            continue
        header = " ".join(line for line in text.splitlines() if line.startswith("#+")).lower()
        for parameter in query.parameters:
            words = parameter.name.lower().replace("_", " ")
            if not (parameter.name.lower() in header or words in header or parameter.choices):
                start = text.find(f"?{parameter.variable}")
                place = _at(shown, text, max(start, 0), f"?{parameter.variable}")
                yield Found(f"The parameter {parameter.name} is not documented in the #+ header.", place=place)


def _texts(context: Context) -> Iterator[tuple[str, Path, str]]:
    for shown, path in context.queries.items():
        try:
            yield shown, path, path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # parameters() tells, for it loads every query


def _problem(text: str, shown: str) -> KgtoolError | None:
    try:
        Store(()).query(text, source=shown)
    except (SyntaxProblem, QueryError) as problem:
        return problem
    return None


def _at(shown: str, text: str, start: int, token: str) -> Place:
    lines = Lines(text)
    position = lines.position(Extent(start, start + len(token)))
    return Place(shown, position, lines.text_of(position.line))


def _place(problem: KgtoolError, shown: str, text: str) -> Place:
    line = problem.line if isinstance(problem, SyntaxProblem) else 0
    column = problem.column if isinstance(problem, SyntaxProblem) else 0
    found = re.search(r":(\d+)$", problem.where)
    line = line or (int(found[1]) if found else 1)
    column = max(column, 1)
    return Place(shown, Position(line, column, line, column + 1), Lines(text).text_of(line))
