"""The parts of a query: in, the text of a SELECT; out, its groups of triple patterns, or nothing if a form is unknown.

SPARQL 1.1, section 19.8. What is read here narrows down what a query can find (narrowing.py); the query itself is
answered by the store. So a filter that is not understood may be passed over, but no pattern.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kgtool.rdf.terms import IRI, RDF_TYPE, Literal
from kgtool.validation.engine.expressions import Expression, Unknown, expression
from kgtool.validation.engine.paths import AlternativePath, InversePath, Path, PredicatePath, SequencePath


class Variable(str):
    """The name of a variable."""

    __slots__ = ()


End = Variable | IRI | Literal


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: subject, predicate path or variable, object."""

    subject: End
    path: Path | Variable
    object: End


@dataclass(slots=True)
class Group:
    """What stands between braces.

    absent are groups of FILTER NOT EXISTS, each with the variables that nothing else in the query names; aside are
    groups whose solutions are not needed for one of this group: of OPTIONAL and EXISTS. among are the only values of
    some variables. is_plain says that the group is made of patterns alone.
    """

    patterns: list[Pattern] = field(default_factory=list)
    unions: list[list[Group]] = field(default_factory=list)
    absent: list[tuple[Group, frozenset[str]]] = field(default_factory=list)
    aside: list[Group] = field(default_factory=list)
    filters: list[Expression] = field(default_factory=list)
    bound: dict[str, Expression] = field(default_factory=dict)
    among: dict[str, tuple[IRI, ...]] = field(default_factory=dict)
    is_plain: bool = True
    is_select: bool = False


def query_parts(tokens: Sequence[re.Match[str]], prefixes: Mapping[str, str]) -> Group | None:
    """Return the outermost group of a SELECT query, None for a query of a form that is not known."""
    told = [token for token in tokens if not token[0].startswith("#")]
    try:
        return _Reader(told, prefixes).query()
    except (Unknown, IndexError):
        return None


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: Sequence[re.Match[str]], prefixes: Mapping[str, str]) -> None:
        self._tokens, self._prefixes, self._at = tokens, prefixes, 0
        self._texts = [token[0] for token in tokens]
        self._words = [token[0].upper() if token["word"] else "" for token in tokens]
        self._names = [token["variable"][1:] if token["variable"] else "" for token in tokens]

    def query(self) -> Group:
        """Return the outermost group; raises Unknown."""
        while self._texts[self._at] != "{":  # the projection, which may hold no group
            self._at += 1
        if self._words[0] != "SELECT" or {"FROM", "CONSTRUCT", "DESCRIBE", "ASK"} & set(self._words):
            raise Unknown
        found = self._group()
        if "{" in self._texts[self._at :]:
            raise Unknown
        return found

    def _takes(self, text: str) -> bool:
        there = self._texts[self._at] == text
        self._at += there
        return there

    def _takes_words(self, *words: str) -> bool:
        there = tuple(self._words[self._at : self._at + len(words)]) == words
        self._at += len(words) * there
        return there

    def _group(self) -> Group:
        if not self._takes("{"):
            raise Unknown
        group = Group()
        if self._words[self._at] == "SELECT":
            while self._texts[self._at] != "{":
                self._at += 1
            group = self._group()
            group.is_select = True
            while self._texts[self._at] != "}":
                if self._texts[self._at] == "{":
                    raise Unknown
                self._at += 1
        while not self._takes("}"):
            if group.is_select:
                raise Unknown
            self._element(group)
        return group

    def _element(self, group: Group) -> None:
        if self._takes("."):
            return
        if self._takes_words("OPTIONAL") or self._takes_words("FILTER", "EXISTS"):
            group.aside.append(self._group())
        elif self._takes_words("FILTER", "NOT", "EXISTS"):
            begin = self._at
            absent = self._group()
            outside = {*self._names[:begin], *self._names[self._at :]}
            group.absent.append((absent, frozenset(self._names[begin : self._at]) - outside))
        elif self._takes_words("FILTER"):
            if self._texts[self._at] != "(":
                self._at += 1  # the name of a function
            begin, end = self._parenthesis(group)
            if self._words[begin - 2] == "FILTER":
                group.filters += self._expression(begin, end)
                group.among.update(self._among(begin, end))
        elif self._takes_words("BIND"):
            begin, end = self._parenthesis(group)
            if self._words[end - 2] != "AS" or not self._names[end - 1]:
                raise Unknown
            group.bound.update((self._names[end - 1], found) for found in self._expression(begin, end - 2))
        elif self._texts[self._at] == "{":
            branches = [self._group()]
            while self._takes_words("UNION"):
                branches.append(self._group())
            group.unions.append(branches)
        else:
            self._triples(group)
            return
        group.is_plain = False

    def _among(self, begin: int, end: int) -> dict[str, tuple[IRI, ...]]:
        """Return what a filter says the only values of a variable are: ?x = iri, or ?x IN (iri, …)."""
        name, sign, values = self._names[begin], self._texts[begin + 1].upper(), self._tokens[begin + 2 : end]
        if sign == "IN" and values[0][0] == "(" and values[-1][0] == ")":
            values = values[1:-1:2]
        elif sign != "=" or len(values) != 1:
            return {}
        try:
            return {name: tuple(map(self._iri, values))} if name else {}
        except Unknown:
            return {}

    def _parenthesis(self, group: Group) -> tuple[int, int]:
        """Pass over what is in parentheses and return where it begins and ends; groups in it are put aside."""
        if not self._takes("("):
            raise Unknown
        begin, depth = self._at, 1
        while depth:
            if self._texts[self._at] == "{":
                group.aside.append(self._group())
                continue
            depth += {"(": 1, ")": -1}.get(self._texts[self._at], 0)
            self._at += 1
        return begin, self._at - 1

    def _expression(self, begin: int, end: int) -> list[Expression]:
        found = expression(self._tokens[begin:end], self._iri)
        return [] if found is None else [found]

    def _triples(self, group: Group) -> None:
        subject = self._end()
        while True:
            path = self._path()
            group.patterns.append(Pattern(subject, path, self._end()))
            while self._takes(","):
                group.patterns.append(Pattern(subject, path, self._end()))
            if not self._takes(";"):
                return
            while self._takes(";"):
                pass
            if self._texts[self._at] in {".", "}"}:
                return

    def _end(self) -> End:
        token, name = self._tokens[self._at], self._names[self._at]
        self._at += 1
        if name:
            return Variable(name)
        if token[0][0] in "\"'":
            follows = self._texts[self._at]
            if "\\" in token[0] or token[0][:3] in {'"""', "'''"} or follows[0] in "@^":
                raise Unknown
            return Literal(token[0][1:-1])
        return self._iri(token)

    def _iri(self, token: re.Match[str]) -> IRI:
        text = token[0]
        if text.startswith("<") and len(text) > 1 and ":" in text and "\\" not in text:
            return IRI(text[1:-1])
        prefix, colon, local = text.partition(":")
        if not token["name"] or not colon or "\\" in local or prefix not in self._prefixes:
            raise Unknown
        if local.endswith("."):  # is the full stop of the statement
            raise Unknown
        return IRI(self._prefixes[prefix] + local)

    def _path(self) -> Path | Variable:
        if self._names[self._at]:
            return Variable(self._end())
        return self._alternatives()

    def _alternatives(self) -> Path:
        parts = [self._sequence()]
        while self._takes("|"):
            parts.append(self._sequence())
        return AlternativePath(tuple(parts)) if len(parts) > 1 else parts[0]

    def _sequence(self) -> Path:
        parts = [self._step()]
        while self._takes("/"):
            parts.append(self._step())
        return SequencePath(tuple(parts)) if len(parts) > 1 else parts[0]

    def _step(self) -> Path:
        if self._takes("^"):
            return InversePath(self._step())
        if self._takes("("):
            found = self._alternatives()
            if not self._takes(")"):
                raise Unknown
        elif self._texts[self._at] == "a":
            self._at += 1
            found = PredicatePath(RDF_TYPE)
        else:
            found = PredicatePath(self._iri(self._tokens[self._at]))
            self._at += 1
        if self._texts[self._at] in {"*", "+", "?"}:
            raise Unknown
        return found
