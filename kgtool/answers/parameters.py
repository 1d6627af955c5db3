"""From words to terms to a query: in, a canned query and the words given for its parameters; out, SPARQL with the terms
in the place of the parameters' variables.

Raw words never enter a query: each becomes an RDF term of its declared type, and only that term is written, escaped.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

from kgtool.answers.catalogue import CannedQuery, Parameter, suggestion
from kgtool.answers.dates import WORDS, days
from kgtool.answers.tokens import tokens
from kgtool.errors import UsageError
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, XSD_DECIMAL, XSD_INTEGER, Literal, Term
from kgtool.rdf.turtle import ntriples_term

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")


Find = Callable[[str, str], IRI]
"""What finds the entity with a name, of several the one under a prefix; raises UsageError if that is not one."""

# Of a period, a parameter of such a name means the first day, or the last; any other means a day.
_FIRST_DAY = {"from", "since", "after", "start"}
_LAST_DAY = {"to", "until", "before", "end"}


def bind(
    query: CannedQuery, words: Mapping[str, str], prefixes: Prefixes, today: datetime.date, find: Find | None = None
) -> str:
    """Return the query's SPARQL with each parameter's variable replaced by the term that its word stands for.

    find turns a name into an IRI; without it, an IRI must be written as one. Raises UsageError for an unknown or
    missing parameter and for a word that is not of the parameter's type.
    """
    return substituted(query.text, terms(query, words, prefixes, today, find))


def terms(
    query: CannedQuery, words: Mapping[str, str], prefixes: Prefixes, today: datetime.date, find: Find | None = None
) -> dict[str, Term]:
    """Return the term for each variable that has a value; optional parameters without one are left out."""
    for name in words:
        query.parameter(name)
    missing = [p.name for p in query.parameters if p.required and p.name not in words]
    if missing:
        example = " ".join(f"-p {name}=…" for name in missing)
        raise UsageError(f"the query {query.name} needs {', '.join(missing)}", hint=f"add {example}")
    given = {p: words.get(p.name, p.default) for p in query.parameters}
    return {p.variable: term(p, word, prefixes, today, find) for p, word in given.items() if word is not None}


def term(parameter: Parameter, word: str, prefixes: Prefixes, today: datetime.date, find: Find | None = None) -> Term:
    """Return the term that a word stands for, by the parameter's type; raises UsageError that says what was expected.

    today is the date that the word ``today`` stands for, find turns a name into an IRI.
    """
    if "\0" in word or any("\ud800" <= character <= "\udfff" for character in word):
        raise UsageError(f"{parameter.name} holds what is no character", hint="write plain text")
    if parameter.choices and word not in parameter.choices:
        hint = suggestion(word, parameter.choices) or f"one of {', '.join(parameter.choices)}"
        raise UsageError(f"{parameter.name} cannot be {word!r}", hint=hint)
    if parameter.type == "iri":
        return _entity(parameter, word, prefixes, find)
    if parameter.type == "date":
        return _date(parameter, word, today)
    return _LITERALS[parameter.type](parameter, word)


def substituted(query: str, values: Mapping[str, Term]) -> str:
    """Return SPARQL with terms in the place of variables (named without question mark), wherever they stand."""
    return "".join(
        sparql_term(values[token.text[1:]]) if token.kind == "variable" and token.text[1:] in values else token.text
        for token in tokens(query)
    )


_ESCAPE = re.compile(r"\\\\([uU])?|\\.")  # one escape; of a backslash, with a "u" that follows it


def sparql_term(value: Term) -> str:
    r"""Return a term as SPARQL writes it, in a form that no reader can take for a code point escape.

    Section 19.2 has ``\u`` resolved before the grammar applies: after an escaped backslash a plain ``u`` could be
    taken for one, and so is written as an escape itself.
    """
    return _ESCAPE.sub(lambda m: f"\\\\\\u{ord(m[1]):04X}" if m[1] else m[0], ntriples_term(value))


def _entity(parameter: Parameter, word: str, prefixes: Prefixes, find: Find | None) -> IRI:
    try:
        return prefixes.expand(word)
    except UsageError:
        if find is None:
            raise
    try:
        # The name of a parameter is often that of a kind of entity, and then of the prefix of that kind.
        return find(word, parameter.name if parameter.name in prefixes.namespaces else "")
    except UsageError as problem:
        raise UsageError(f"{parameter.name}: {problem.message}", hint=problem.hint) from problem


def _date(parameter: Parameter, word: str, today: datetime.date) -> Literal:
    found = days(word, today)
    if found is None:
        hint = f"write YYYY-MM-DD, as 2023-05-31, or {', '.join(WORDS)}"
        raise UsageError(f"{parameter.name} is no day: {word!r}", hint=hint)
    first, last = found
    if first != last and parameter.name not in _FIRST_DAY | _LAST_DAY:
        raise UsageError(f"{parameter.name} is a day, not a period: {word!r}", hint=f"write a day, as {first}")
    return Literal.date((first if parameter.name in _FIRST_DAY else last).isoformat())


def _integer(parameter: Parameter, word: str) -> Literal:
    if not _INTEGER.fullmatch(word):
        raise UsageError(f"{parameter.name} is no whole number: {word!r}", hint="write digits, as 14")
    return Literal(str(int(word)), XSD_INTEGER)


def _decimal(parameter: Parameter, word: str) -> Literal:
    if not _DECIMAL.fullmatch(word):
        raise UsageError(f"{parameter.name} is no number: {word!r}", hint="write digits, as 12.5")
    return Literal(word if "." in word else f"{word}.0", XSD_DECIMAL)


def _boolean(parameter: Parameter, word: str) -> Literal:
    if word not in {"true", "false"}:
        raise UsageError(f"{parameter.name} is neither true nor false: {word!r}", hint="write true or false")
    return Literal.boolean(word == "true")


def _language(parameter: Parameter, word: str) -> Literal:
    if not _LANGUAGE.fullmatch(word):
        raise UsageError(f"{parameter.name} is no language: {word!r}", hint="write a language tag, as en or zh-Hant")
    return Literal(word)


def _string(_: Parameter, word: str) -> Literal:
    return Literal(word)


_LITERALS: dict[str, Callable[[Parameter, str], Literal]] = {
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "language": _language,
    "string": _string,
}
