"""Expressions: in, the tokens of a filter; out, a function that tells of a row whether the filter can hold there.

SPARQL 1.1, section 17. Only what is certainly false is told to be false: an error or anything unknown is None.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kgtool.rdf.terms import IRI, RDF_LANG_STRING, XSD_STRING, Literal, Term
from kgtool.validation.engine.literals import integer_of, order

Row = tuple[Term, ...]
Value = Term | int | str | bool | None
Evaluated = Callable[[Row], Value]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression: the variables in it, and what makes a function of rows, given the function of each variable."""

    variables: frozenset[str]
    compiled: Callable[[Mapping[str, Evaluated]], Evaluated]


class Unknown(Exception):
    """A query, or an expression in it, has a form that is not known."""


def expression(tokens: Sequence[re.Match[str]], iri: Callable[[re.Match[str]], IRI]) -> Expression | None:
    """Return the expression that tokens make up, None for one of a form that is not known."""
    reader = _Reader(tokens, iri)
    try:
        found = reader.either()
    except (Unknown, IndexError):
        return None
    return Expression(frozenset(reader.variables), found) if reader.is_at_end else None


_Made = Callable[[Mapping[str, Evaluated]], Evaluated]
_Compare = Callable[[Any, Any], bool]
_COMPARISONS: dict[str, _Compare] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


class _Reader:
    def __init__(self, tokens: Sequence[re.Match[str]], iri: Callable[[re.Match[str]], IRI]) -> None:
        self._tokens, self._iri, self._at = tokens, iri, 0
        self.variables: set[str] = set()

    @property
    def is_at_end(self) -> bool:
        return self._at == len(self._tokens)

    def _takes(self, *texts: str) -> bool:
        there = [token[0].upper() for token in self._tokens[self._at : self._at + len(texts)]] == list(texts)
        self._at += len(texts) * there
        return there

    def either(self) -> _Made:
        """Return the expression that begins here, its conjunctions joined by ||; raises Unknown."""
        found = self._both()
        while self._takes("|", "|"):
            found = _logical(found, self._both(), decides=True)
        return found

    def _both(self) -> _Made:
        found = self._compared()
        while self._takes("&", "&"):
            found = _logical(found, self._compared(), decides=False)
        return found

    def _compared(self) -> _Made:
        left = self._sum()
        for signs in (("!", "="), ("<", "="), (">", "="), ("=",), ("<",), (">",)):
            if self._takes(*signs):
                return _compared(_COMPARISONS["".join(signs)], left, self._sum())
        return left

    def _sum(self) -> _Made:
        found = self._primary()
        while (minus := self._takes("-")) or self._takes("+"):
            found = _sum(found, self._primary(), -1 if minus else 1)
        return found

    def _primary(self) -> _Made:
        for name, function in (("STR", _text), ("STRLEN", _length)):
            if self._takes(name, "("):
                return _applied(function, self._closed())
        if self._takes("!"):
            return _applied(lambda value: None if type(value) is not bool else not value, self._primary())
        if self._takes("("):
            return self._closed()
        token = self._tokens[self._at]
        self._at += 1
        if token["variable"]:
            name = token["variable"][1:]
            self.variables.add(name)
            return lambda known: known[name]
        if token[0].isascii() and token[0].isdigit():
            return _constant(int(token[0]))
        if token[0][0] in "\"'" and "\\" not in token[0] and token[0][:3] not in {'"""', "'''"}:
            return _constant(token[0][1:-1])
        return _constant(self._iri(token))

    def _closed(self) -> _Made:
        found = self.either()
        if not self._takes(")"):
            raise Unknown
        return found


def _constant(value: Value) -> _Made:
    return lambda known: lambda row: value


def _applied(function: Callable[[Value], Value], made: _Made) -> _Made:
    def compiled(known: Mapping[str, Evaluated]) -> Evaluated:
        inner = made(known)
        return lambda row: function(inner(row))

    return compiled


def _logical(one: _Made, other: _Made, *, decides: bool) -> _Made:
    """Return the disjunction, which true decides, or the conjunction, which false decides (section 17.2)."""

    def compiled(known: Mapping[str, Evaluated]) -> Evaluated:
        left, right = one(known), other(known)

        def value(row: Row) -> Value:
            first = left(row)
            if first is decides:
                return decides
            second = right(row)
            if second is decides:
                return decides
            return (not decides) if first is second is (not decides) else None

        return value

    return compiled


def _sum(one: _Made, other: _Made, sign: int) -> _Made:
    def compiled(known: Mapping[str, Evaluated]) -> Evaluated:
        left, right = one(known), other(known)

        def value(row: Row) -> Value:
            first, second = _plain(left(row)), _plain(right(row))
            return first + sign * second if type(first) is int and type(second) is int else None

        return value

    return compiled


def _compared(compare: _Compare, one: _Made, other: _Made) -> _Made:
    is_equality = compare in {operator.eq, operator.ne}

    def compiled(known: Mapping[str, Evaluated]) -> Evaluated:
        left, right = one(known), other(known)

        def value(row: Row) -> Value:
            first, second = _plain(left(row)), _plain(right(row))
            kind = type(first)
            if kind is not type(second):
                return None
            if kind is int or kind is str:
                return compare(first, second)
            if kind is IRI:
                return compare(first, second) if is_equality else None
            if isinstance(first, Literal) and isinstance(second, Literal):
                placed = order(first, second)
                return None if placed is None else compare(placed.value, 0)
            return None

        return value

    return compiled


@lru_cache(maxsize=65536)
def _number(literal: Literal) -> int | None:
    return integer_of(literal)


def _plain(value: Value) -> Value:
    """Return the text of a string and the number of an integer in place of the literal."""
    if type(value) is Literal:
        if value.datatype == XSD_STRING:
            return value.lexical
        number = _number(value)
        return value if number is None else number
    return value


def _text(value: Value) -> Value:
    if type(value) is Literal:
        return value.lexical
    return str(value) if type(value) in {IRI, str} else None


def _length(value: Value) -> Value:
    if type(value) is Literal:
        return len(value.lexical) if value.datatype in {XSD_STRING, RDF_LANG_STRING} else None
    return len(value) if type(value) is str else None
