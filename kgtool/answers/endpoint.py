"""An endpoint: in, SPARQL; out, what a SPARQL 1.1 endpoint on the web answers, as a store would."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from kgtool.answers.tokens import tokens
from kgtool.errors import QueryError, TimeoutProblem, UsageError
from kgtool.rdf.prefixes import NOT_IN_IRI
from kgtool.rdf.store import QueryResult, Solutions, parse
from kgtool.rdf.store.queries import check_query, in_time
from kgtool.rdf.terms import IRI, XSD_STRING, BlankNode, Literal, Term

_SLOW = 60.0  # seconds without a byte, after which an endpoint is taken for dead
_JSON = "application/sparql-results+json"
_GRAPHS = {"application/n-triples": "ntriples", "text/turtle": "turtle", "application/rdf+xml": "rdfxml"}
_ACCEPT_GRAPH = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8"
_PATIENCE = "check the address, or ask again later"


class Endpoint:
    """A SPARQL 1.1 endpoint, asked over HTTP (SPARQL 1.1 Protocol, section 2.1.2: POST with URL-encoded parameters)."""

    def __init__(self, url: str) -> None:
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"{url!r} is no address of an endpoint", hint="write http:// or https:// and the rest")
        self.url = url

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
        """Return the answer, as Store.query does; what is inferred is for the endpoint to say.

        Raises QueryError for an endpoint that refuses, that cannot be reached, and that answers what is no SPARQL
        result or only half of one; TimeoutProblem after timeout seconds.
        """
        check_query(query, source, services=services)
        declared = with_prefixes(query, prefixes or {})
        # Asked for either, Virtuoso answers CONSTRUCT with a table.
        accept = _ACCEPT_GRAPH if _form(query) in ("CONSTRUCT", "DESCRIBE") else _JSON
        kind, body = in_time(lambda: self._posted({"query": declared}, accept, timeout or _SLOW), timeout)
        return self._result(kind, body)

    def update(self, update: str, *, prefixes: Mapping[str, str] | None = None, timeout: float | None = None) -> None:
        """Have the endpoint change its graph (SPARQL 1.1 Protocol, section 2.2.1); raises as query does."""
        declared = with_prefixes(update, prefixes or {})
        in_time(lambda: self._posted({"update": declared}, "*/*", timeout or _SLOW), timeout, "the update")

    def _posted(self, words: Mapping[str, str], accept: str, patience: float) -> tuple[str, bytes]:
        from http.client import HTTPException, IncompleteRead
        from urllib.error import HTTPError, URLError
        from urllib.parse import urlencode
        from urllib.request import Request, urlopen

        headers = {"Accept": accept, "User-Agent": "kgtool"}
        request = Request(self.url, data=urlencode(words).encode(), headers=headers)
        try:
            with urlopen(request, timeout=patience) as answer:
                return answer.headers.get_content_type(), answer.read()
        except HTTPError as problem:
            said = " ".join(problem.read(2000).decode("utf-8", "replace").split())[:300]
            if not said or said.startswith("<"):  # a page for a browser
                said = problem.reason
            raise QueryError(f"the endpoint refuses with {problem.code}: {said}", where=self.url) from problem
        except TimeoutError as problem:
            raise TimeoutProblem(f"the endpoint is silent for {patience:g} s", where=self.url, hint=_PATIENCE) from (
                problem
            )
        except IncompleteRead as problem:
            raise self._broken() from problem
        except (HTTPException, URLError, OSError, ValueError) as problem:
            if isinstance(getattr(problem, "reason", None), TimeoutError):
                raise TimeoutProblem("the endpoint does not answer", where=self.url, hint=_PATIENCE) from problem
            said = str(getattr(problem, "reason", problem)) or type(problem).__name__
            raise QueryError(f"the endpoint cannot be asked: {said}", where=self.url, hint=_PATIENCE) from problem

    def _result(self, kind: str, body: bytes) -> QueryResult:
        if kind in _GRAPHS:
            return parse(body, _GRAPHS[kind], source=self.url)
        if kind not in (_JSON, "application/json"):
            raise QueryError(
                f"the endpoint answers {kind}, which is no SPARQL result", where=self.url, hint="is it an endpoint?"
            )
        try:
            return _solutions(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise self._broken() from problem

    def _broken(self) -> QueryError:
        return QueryError(
            "the endpoint's answer is broken or incomplete", where=self.url, hint="ask again, or for less"
        )


def _form(query: str) -> str:
    """Return the word that says what a query gives, in capitals; an empty text where there is none."""
    words = (token.text.upper() for token in tokens(query) if token.kind == "word")
    return next((word for word in words if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "")


def with_prefixes(query: str, prefixes: Mapping[str, str]) -> str:
    """Return a query with declarations for the prefixes that it uses undeclared, on its first line.

    So the numbers of lines in an endpoint's complaints stay those of the query.
    """
    words = [token for token in tokens(query) if token.kind not in ("comment", "string") and token.text.strip()]
    used = {word.text.partition(":")[0] for word in words if word.kind == "name"}
    used -= {name.text.removesuffix(":") for word, name in pairwise(words) if word.text.upper() == "PREFIX"}
    return "".join(f"PREFIX {p}: <{prefixes[p]}> " for p in sorted(used) if p in prefixes) + query


def _solutions(found: dict[str, Any]) -> Solutions | bool:
    if "boolean" in found:
        return bool(found["boolean"])
    variables = tuple(str(name) for name in found["head"]["vars"])
    if variables == ("__ASK_RETVAL",):  # Virtuoso answers ASK with a table of one number
        return any(binding["__ASK_RETVAL"]["value"] not in ("0", "") for binding in found["results"]["bindings"])
    rows = (
        tuple(_term(binding[name]) if name in binding else None for name in variables)
        for binding in found["results"]["bindings"]
    )
    return Solutions(variables, tuple(rows))


def _term(found: dict[str, str]) -> Term:
    value = found["value"]
    if found["type"] == "uri":
        if NOT_IN_IRI.search(value):
            raise ValueError(f"{value!r} is no IRI")
        return IRI(value)
    if found["type"] == "bnode":
        return BlankNode(f"_:{value}")
    if language := found.get("xml:lang"):
        return Literal.text(value, language)
    return Literal(value, IRI(found.get("datatype", XSD_STRING)))
