"""Triple patterns: in, a SELECT query; out, what its solutions rest on, and the query that gives all their variables.

Only what must hold is a pattern: what a filter tests and what MINUS takes away is none (SPARQL 1.1, section 18.2.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kgtool.answers.nameless import with_variables
from kgtool.answers.tokens import Token, tokens
from kgtool.errors import QueryError, UsageError
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, RDF_TYPE, XSD_BOOLEAN, XSD_DECIMAL, XSD_INTEGER, Literal, Term

_AGGREGATES = {"GROUP", "HAVING", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_OPENING, _CLOSING = "({[", ")}]"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable by its name, without question mark."""

    name: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern; path is a sequence of properties, each with whether it is followed backwards."""

    subject: Term | Variable
    path: tuple[tuple[IRI | Variable, bool], ...]
    object: Term | Variable


@dataclass(frozen=True, slots=True)
class Selected:
    """A SELECT query: the variables it asks for (none for *), its patterns, and the query with their variables too."""

    wanted: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    query: str


def selected(query: str, source: str, prefixes: Prefixes, *, lenient: bool) -> Selected:
    """Return a SELECT query taken apart; raises QueryError for one whose solutions do not rest on single triples.

    That is so with aggregates and, unless it may be lenient, with negation and with paths other than sequences: then
    only part of what a solution rests on is a pattern.
    """
    if not lenient:  # what is, is part of a canned query
        query = with_variables(query)
    words = [t for t in tokens(query) if t.kind != "comment" and not t.text.isspace()]
    try:
        return _Reader(words, source, prefixes, lenient).selected(query)
    except (IndexError, ValueError, UsageError) as problem:
        hint = "write it in plain SPARQL 1.1, or ask without evidence"
        raise QueryError("--with-evidence: the query is not understood", where=source, hint=hint) from problem


class _Reader:
    """Reads the tokens of a query from left to right."""

    def __init__(self, words: list[Token], source: str, prefixes: Prefixes, lenient: bool) -> None:
        self._words = words
        self._source = source
        self._lenient = lenient
        self._place = 0
        declared = [n for w, n in zip(words, pairwise(words[1:]), strict=False) if w.text.upper() == "PREFIX"]
        namespaces = {name.text.removesuffix(":"): iri.text[1:-1] for name, iri in declared}
        self._prefixes = Prefixes({**prefixes.namespaces, **namespaces})

    def selected(self, query: str) -> Selected:
        upper = [word.text.upper() for word in self._words]
        if "SELECT" not in upper:
            raise self._refused("only the solutions of a SELECT query can be given evidence", "ask with SELECT")
        depth = 0
        for number, word in enumerate(upper):
            depth += (word == "{") - (word == "}")
            if word in _AGGREGATES and self._words[number].kind == "word" and not (self._lenient and depth):
                raise self._refused(
                    f"{self._words[number].text} makes one solution of many, so that no passage is behind it",
                    "take the aggregate out",
                )
        start = upper.index("SELECT") + 1
        body, depth = start, 0
        while body < len(upper) and not (depth == 0 and upper[body] in ("WHERE", "{")):
            depth += (upper[body] in "(") - (upper[body] in ")")
            body += 1
        wanted = self._wanted(start, body)
        self._place = upper.index("{", body) + 1
        found = tuple(self._group())
        names = {
            v.name for p in found for v in (p.subject, p.object, *(q for q, _ in p.path)) if isinstance(v, Variable)
        }
        at = self._words[body].start
        more = "".join(f"?{name} " for name in sorted(names - set(wanted))) if wanted else ""
        return Selected(wanted, found, query[:at] + " " + more + query[at:])

    def _wanted(self, start: int, end: int) -> tuple[str, ...]:
        """Return the variables asked for: those that stand alone, and those that follow AS."""
        names, depth = [], 0
        for before, word in pairwise(self._words[start - 1 : end]):
            depth += (word.text == "(") - (word.text == ")")
            if word.kind == "variable" and (depth == 0 or before.text.upper() == "AS"):
                names.append(word.text[1:])
        return tuple(names)

    def _group(self) -> Iterator[Pattern]:
        """Yield the patterns up to the brace that closes a group."""
        while self._place < len(self._words):
            word = self._words[self._place]
            upper = word.text.upper() if word.kind == "word" else word.text
            if upper == "}":
                self._place += 1
                return
            if upper == "{":
                self._place += 1
                yield from self._group()
            elif upper in ("FILTER", "MINUS", "BIND", "VALUES"):
                self._skip(upper)
            elif upper == "SELECT":
                while self._words[self._place].text != "{":
                    self._place += 1
            elif upper in ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"):  # of a subquery
                while self._peek() != "}":
                    self._place += 1
            elif upper in (".", "OPTIONAL", "UNION"):
                self._place += 1
            elif upper == "GRAPH":
                self._place += 2
            else:
                yield from self._triples()

    def _skip(self, keyword: str) -> None:
        """Pass over what holds no pattern: all up to the bracket that closes it."""
        self._place += 1
        start = self._place
        while self._words[self._place].text not in (("{",) if keyword in ("MINUS", "VALUES") else ("(", "{")):
            self._place += 1
        self._balanced()
        skipped = {w.text.upper() for w in self._words[start : self._place] if w.kind == "word"}
        if not self._lenient and (keyword == "MINUS" or {"NOT", "EXISTS"} <= skipped):
            raise self._refused("no passage says what is not so", "take the negation out")

    def _balanced(self) -> None:
        depth = 0
        while self._place < len(self._words):
            text = self._words[self._place].text
            depth += (text in _OPENING) - (text in _CLOSING)
            self._place += 1
            if depth == 0:
                return

    def _triples(self) -> Iterator[Pattern]:
        subject = self._term()
        while True:
            path = self._path()
            while True:
                value = self._term()
                if path and subject is not None and value is not None:
                    yield Pattern(subject, path, value)
                if not self._next(","):
                    break
            ended = True
            while self._next(";"):
                ended = self._peek() in (".", "}", ";")
            if ended:
                return

    def _path(self) -> tuple[tuple[IRI | Variable, bool], ...]:
        """Return a property or a sequence of them; nothing for another path, which is passed over."""
        links: list[tuple[IRI | Variable, bool]] = []
        understood = True
        while True:
            backwards = self._next("^")
            if self._peek() == "(":
                self._balanced()
                understood = False
            else:
                link = self._term()
                if isinstance(link, IRI | Variable):
                    links.append((link, backwards))
                else:
                    understood = False
            while self._peek() in ("*", "+") or (self._peek() == "?" and self._words[self._place].kind == "other"):
                self._place += 1
                understood = False
            if self._next("|"):
                understood = False
            elif not self._next("/"):
                break
        if not understood and not self._lenient:
            raise self._refused("a path may rest on any number of triples", "write its steps as triple patterns")
        return tuple(links) if understood else ()

    def _term(self) -> Term | Variable | None:
        """Return the term or variable that comes next; None for what stands for several (a list, brackets)."""
        word = self._words[self._place]
        if word.text in ("[", "("):
            self._balanced()
            if not self._lenient:
                raise self._refused("a list rests on any number of triples", "write its members as triple patterns")
            return None
        self._place += 1
        if word.kind == "variable":
            return Variable(word.text[1:])
        if word.kind == "iri":
            return IRI(word.text[1:-1])
        if word.kind == "name":
            return None if word.text.startswith("_:") else self._prefixes.expand(word.text.replace("\\", ""))
        if word.kind == "word":
            return RDF_TYPE if word.text == "a" else Literal(word.text.lower(), XSD_BOOLEAN)
        return self._string(word) if word.kind == "string" else self._number(word)

    def _string(self, word: Token) -> Literal:
        from kgtool.rdf.store import parse

        text = word.text
        if self._place < len(self._words) and self._words[self._place].kind == "tag":
            text += self._words[self._place].text
            self._place += 1
        elif self._next("^"):
            self._next("^")
            text += f"^^<{self._term()}>"
        value = parse(f"<urn:s> <urn:p> {text} .")[0].object
        assert isinstance(value, Literal)
        return value

    def _number(self, word: Token) -> Literal:
        text, end = word.text, word.start + 1
        while self._place < len(self._words):
            follower = self._words[self._place]
            ends_here = follower.text == "." and not self._words[self._place + 1].text.isdigit()
            if follower.start != end or not (follower.text.isdigit() or follower.text == ".") or ends_here:
                break
            text, end, self._place = text + follower.text, end + 1, self._place + 1
        return Literal(text, XSD_DECIMAL if "." in text else XSD_INTEGER)

    def _peek(self) -> str:
        return self._words[self._place].text if self._place < len(self._words) else "}"

    def _next(self, text: str) -> bool:
        """Pass over a text if it comes next, and return whether it did."""
        found = self._peek() == text
        self._place += found
        return found

    def _refused(self, message: str, hint: str) -> QueryError:
        return QueryError(f"--with-evidence: {message}", where=self._source, hint=hint)
