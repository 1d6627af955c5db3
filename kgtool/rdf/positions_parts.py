"""Where to look for terms: in, Turtle or its kin and the terms looked for; out, the parts that can hold them.

Statements are told apart by one pattern that knows strings, IRIs and comments from full stops; one is left out if the
letters and digits of no term are in it. In doubt all of the text is a part (RDF 1.1 Turtle, section 6.5).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from typing import NamedTuple

from kgtool.rdf.positions_tokens import IRI_TOKEN, STRING_TOKEN
from kgtool.rdf.terms import RDF, BlankNode, Literal, Term

_RUN = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPE = re.compile(r"\\[uU_-]")  # of what may be in a run
_SPACE = r"(?:[ \t\r\n]++|#[^\r\n]*+)*+"
_DIRECTIVE = r"(?:@|(?i:prefix|base)(?![A-Za-z]))"
_BEGIN = re.compile(rf"{_SPACE}(?=(?P<head>[^ \t\r\n]*))(?P<directive>{_DIRECTIVE})?")
# A full stop ends a statement for certain if what follows can be part of neither a name nor a number.
_REST = re.compile(
    rf"(?:[^\"'<#.\\{{}}|~`]++|{IRI_TOKEN}|(?:{STRING_TOKEN})|#[^\r\n]*+|\\.)*+"
    r"(?:(?P<end>\.(?![^ \t\r\n#@])|[{}]|\Z)|\.)",
    re.DOTALL,
)
_PREFIX_AT_ONCE = re.compile(r"(?i:prefix|base)[ \t\r\n#<]")  # after a full stop; or the end of a name
_NAMESPACES = re.compile(
    rf"(?:{_SPACE}(?i:@?prefix){_SPACE}[^\s<>:]*:{_SPACE}<[^<>]*[/#:]>{_SPACE}\.?)++{_SPACE}(?!{_DIRECTIVE})"
)


def parts(text: str, wanted: Set[Term]) -> list[tuple[int, int]]:
    """Return begins and ends of the parts in which all statements are that hold a wanted term, and all directives."""
    return _parts(text, wanted, _whole)


def subject_parts(text: str, wanted: Set[Term]) -> list[tuple[int, int]]:
    """Return begins and ends of the parts in which all statements are about a wanted term, and all directives."""
    return _parts(text, {term for term in wanted if not isinstance(term, Literal)}, _head)


class _Statement(NamedTuple):
    start: int
    end: int
    head: str
    is_directive: bool
    is_one: bool  # no full stop in its midst might end another


def _whole(text: str, statement: _Statement) -> str:
    return text[statement.start : statement.end]


def _head(text: str, statement: _Statement) -> str:
    return statement.head if statement.is_one else _whole(text, statement)


def _parts(text: str, wanted: Set[Term], where: Callable[[str, _Statement], str]) -> list[tuple[int, int]]:
    sought: dict[str, set[frozenset[str]]] = defaultdict(set)
    for term in wanted:
        runs = _runs(term)
        if not runs or term == RDF + "nil":  # a blank node's label tells how many are before it; () is rdf:nil
            return [(0, len(text))]
        sought[max(runs, key=len)].add(runs)
    found: list[tuple[int, int]] = []
    for statement in _statements(text):
        if statement is None:
            return [(0, len(text))]
        start, end, *_ = statement
        if not statement.is_directive:
            if not _holds(where(text, statement), sought):
                continue
        elif not _NAMESPACES.match(text, start, end):  # a base, or a namespace in the midst of an IRI's last part
            return [(0, len(text))]
        if found and found[-1][1] == start:
            start, _ = found.pop()
        found.append((start, end))
    return found


def _statements(text: str) -> Iterator[_Statement | None]:
    """Yield the statements with the space before them, and None in place of those that cannot be told apart."""
    position = 0
    while position < len(text):
        begin = _BEGIN.match(text, position)
        rest = _REST.match(text, begin.end()) if begin else None
        is_one = True
        while rest is not None and rest["end"] is None:
            is_one = False
            rest = _REST.match(text, rest.end()) if not _PREFIX_AT_ONCE.match(text, rest.end()) else None
        if begin is None or rest is None:
            yield None
            return
        yield _Statement(position, rest.end(), begin["head"], begin["directive"] is not None, is_one)
        position = rest.end()


def _runs(term: Term) -> frozenset[str]:
    """Return what a statement must hold if it holds an IRI: characters of its last part that seldom need an escape."""
    if isinstance(term, Literal | BlankNode):
        return frozenset()
    return frozenset(_RUN.findall(re.split(r"[/#:]", term)[-1]))


def _holds(written: str, sought: dict[str, set[frozenset[str]]]) -> bool:
    there = set(_RUN.findall(written))
    if any(runs <= there for key in sought.keys() & there for runs in sought[key]):
        return True
    return "\\" in written and _ESCAPE.search(written) is not None
