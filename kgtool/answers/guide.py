"""The guide to the canned queries: in, the catalogue; out, a list by topic, the help of one, and lists for machines.

For machines it is written in the SHACL-based vocabulary of SIB's sparql-examples, and as OpenAPI.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any

from kgtool.answers.catalogue import CannedQuery, Parameter
from kgtool.answers.dates import WORDS
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, XSD, Literal, Triple
from kgtool.rdf.vocabulary import SH, SKOS

Examples = Mapping[str, Mapping[str, str]]
"""Values of parameters that are known to give an answer, by the name of the query."""

_NO_TOPIC = {"contract", "asserted"}
_SCHEMA = "https://schema.org/"
_KINDS = {
    "iri": "an IRI, a CURIE, or a name of the entity",
    "date": f"a day (YYYY-MM-DD), or {', '.join(WORDS[:3])} …",
    "integer": "a whole number",
    "decimal": "a number",
    "boolean": "true or false",
    "language": "a language tag, as en or zh-Hant",
    "string": "a text",
}
_FORMS = {"select": "SPARQLSelectExecutable", "ask": "SPARQLAskExecutable", "construct": "SPARQLConstructExecutable"}


def by_topic(queries: Iterable[CannedQuery]) -> dict[str, list[CannedQuery]]:
    """Return queries by topic, which is the first of their tags that says what they are about."""
    found: dict[str, list[CannedQuery]] = defaultdict(list)
    for query in queries:
        found[next((tag for tag in query.tags if tag not in _NO_TOPIC), "other")].append(query)
    return dict(sorted(found.items()))


def topics_lines(queries: Iterable[CannedQuery], examples: Examples, width: int | None) -> Iterator[str]:
    """Yield the queries by topic, each with its question, parameters and an example; width is in columns."""
    for number, (topic, listed) in enumerate(by_topic(queries).items()):
        yield ("\n" if number else "") + f"{topic.upper()}\n"
        for query in listed:
            yield f"  {query.name}\n"
            yield from (f"    {line}\n" for line in wrap(query.summary, (width or 100) - 4))
            if query.parameters:
                words = " ".join(_usage(parameter) for parameter in query.parameters)
                yield from (f"    {line}\n" for line in wrap(words, (width or 100) - 4, break_on_hyphens=False))
            yield f"    $ {example(query, examples)}\n"


def help_lines(query: CannedQuery, examples: Examples, width: int = 100) -> Iterator[str]:
    """Yield the help of one query: question, description, parameters with types, defaults and choices, an example.

    width is in columns.
    """
    yield from (f"{line}\n" for line in wrap(query.summary, width))
    yield "\n"
    yield from (f"{line}\n" for line in wrap(query.description, width))
    if query.parameters:
        yield "\nParameters:\n"
        longest = max(len(parameter.name) for parameter in query.parameters)
        for parameter in query.parameters:
            name, indent = f"  {parameter.name:<{longest}}  ", " " * (longest + 4)
            lines = wrap(_told(parameter), width, initial_indent=name, subsequent_indent=indent)
            yield from (f"{line}\n" for line in lines)
    yield f"\nTopics: {', '.join(query.tags)}\n\nExample:\n  $ {example(query, examples)}\n"


def example(query: CannedQuery, examples: Examples) -> str:
    """Return a command that asks a query."""
    values = examples.get(query.name) or {p.name: "…" for p in query.parameters if p.required}
    words = (f" -p {_quoted(f'{name}={value}')}" for name, value in values.items())
    return f"kgtool query {query.name}{''.join(words)}"


def turtle_triples(queries: Iterable[CannedQuery], base: str, examples: Examples) -> list[Triple]:
    """Return the catalogue in the vocabulary of sparql-examples (https://github.com/sib-swiss/sparql-examples).

    Each query is a sh:SPARQLExecutable with its text; skos:example is a command that asks it.
    """
    rdfs_comment, keyword = IRI(RDFS + "comment"), IRI(_SCHEMA + "keywords")
    found: list[Triple] = []
    for query in queries:
        iri = IRI(f"{base}query/{query.name}")
        form = re.search(r"\b(select|ask|construct|describe)\b", _code(query), re.IGNORECASE)
        verb = form[1].lower() if form else "select"
        found += [
            Triple(iri, RDF_TYPE, IRI(SH + "SPARQLExecutable")),
            Triple(iri, RDF_TYPE, IRI(SH + _FORMS.get(verb, "SPARQLExecutable"))),
            Triple(iri, rdfs_comment, Literal.text(query.summary, "en")),
            Triple(iri, IRI(SH + verb), Literal(query.text)),
            *(Triple(iri, keyword, Literal(tag)) for tag in query.tags),
        ]
        for parameter in query.parameters:
            node, is_iri = IRI(f"{iri}/{parameter.name}"), parameter.type == "iri"
            kind = ("nodeKind", SH + "IRI") if is_iri else ("datatype", XSD + parameter.type)
            found += [
                Triple(iri, IRI(SH + "parameter"), node),
                Triple(node, RDF_TYPE, IRI(SH + "Parameter")),
                Triple(node, IRI(SH + "name"), Literal(parameter.name)),
                Triple(node, IRI(SH + "path"), IRI(f"{base}parameter/{parameter.variable}")),
                Triple(node, IRI(SH + kind[0]), IRI(kind[1])),
                Triple(node, IRI(SH + "optional"), Literal.boolean(not parameter.required)),
            ]
        found.append(Triple(iri, IRI(SKOS + "example"), Literal(example(query, examples))))
    return found


def openapi(queries: Iterable[CannedQuery], title: str, version: str) -> dict[str, Any]:
    """Return the catalogue as an OpenAPI 3.1 document: a path for each query, a query parameter for each parameter."""
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": {
            f"/queries/{query.name}": {
                "get": {
                    "operationId": query.name,
                    "summary": query.summary,
                    "description": query.description,
                    "tags": list(query.tags),
                    "parameters": [
                        {
                            "name": parameter.name,
                            "in": "query",
                            "required": parameter.required,
                            "schema": _schema(parameter),
                        }
                        for parameter in query.parameters
                    ],
                    "responses": {
                        "200": {
                            "description": "The solutions.",
                            "content": {"application/sparql-results+json": {"schema": {"type": "object"}}},
                        },
                        "400": {"description": "A parameter is missing or not of its type."},
                    },
                }
            }
            for query in queries
        },
    }


def openapi_text(queries: Iterable[CannedQuery], title: str, version: str) -> str:
    """Return the OpenAPI document as JSON."""
    return json.dumps(openapi(queries, title, version), ensure_ascii=False, indent=2) + "\n"


def _schema(parameter: Parameter) -> dict[str, Any]:
    kinds: dict[str, dict[str, Any]] = {
        "iri": {"type": "string", "format": "iri-reference"},
        "date": {"type": "string", "format": "date"},
        "integer": {"type": "integer"},
        "decimal": {"type": "number"},
        "boolean": {"type": "boolean"},
    }
    found = dict(kinds.get(parameter.type, {"type": "string"}))
    if parameter.choices:
        found["enum"] = list(parameter.choices)
    if parameter.default is not None and parameter.type != "date":
        found["default"] = parameter.default
    return found


def _usage(parameter: Parameter) -> str:
    word = f"{parameter.name}={parameter.type}"
    if parameter.default is not None:
        return f"[{word}, else {parameter.default}]"
    return word if parameter.required else f"[{word}]"


def _told(parameter: Parameter) -> str:
    told = f"one of {', '.join(parameter.choices)}" if parameter.choices else _KINDS[parameter.type]
    if parameter.default is not None:
        return f"{told}; {parameter.default} if not given"
    return told if parameter.required else f"{told}; may be left out"


def _code(query: CannedQuery) -> str:
    return "\n".join(line for line in query.text.splitlines() if not line.lstrip().startswith("#"))


def _quoted(word: str) -> str:
    return f"'{word}'" if re.search(r"[^\w:=.@%+/…-]", word) else word
