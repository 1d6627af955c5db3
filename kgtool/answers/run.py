"""Asking: in, a canned query with words for its parameters, or SPARQL; out, what the store answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Protocol

from kgtool.answers.catalogue import CannedQuery
from kgtool.answers.parameters import bind
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import QueryResult


class Queryable(Protocol):
    """What can be asked: a store, or an endpoint on the web."""

    def query(
        self,
        query: str,
        *,
        source: str = "query",
        prefixes: Mapping[str, str] | None = None,
        inferred: bool = True,
        timeout: float | None = None,
        services: bool = False,
    ) -> QueryResult:
        """Return the answer to SPARQL."""
        ...


def ask_canned(
    store: Queryable,
    query: CannedQuery,
    words: Mapping[str, str],
    prefixes: Prefixes,
    *,
    today: datetime.date | None = None,
    inferred: bool = True,
    timeout: float | None = None,
) -> QueryResult:
    """Return the answer to a canned query; timeout is in seconds.

    today is the date that the word ``today`` stands for, the present one if not given. Raises UsageError for words
    that do not fit the parameters, and what the store raises.
    """
    sparql = bind(query, words, prefixes, today or datetime.date.today())
    return ask(store, sparql, prefixes, source=str(query.path), inferred=inferred, timeout=timeout)


def ask(
    store: Queryable,
    sparql: str,
    prefixes: Prefixes,
    *,
    source: str = "query",
    inferred: bool = True,
    timeout: float | None = None,
    services: bool = False,
) -> QueryResult:
    """Return the answer to SPARQL, which may use the project's prefixes undeclared; timeout is in seconds.

    Raises SyntaxProblem with the position in source, QueryError for updates and, unless services may be asked, for
    SERVICE, and TimeoutProblem.
    """
    names = prefixes.namespaces
    return store.query(sparql, source=source, prefixes=names, inferred=inferred, timeout=timeout, services=services)
