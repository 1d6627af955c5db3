"""Cues: in, a regular expression; out, strings one of which stands in whatever it matches, so that most need no search.

The expression is read as far as its groups, alternatives and quantifiers; what is not plainly required is no cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import maxsize
from typing import Generic, TypeVar

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[aiLmsux]+|[:=!>]|<[=!]|P<\w+>)?:?|[()|]|[*+?]\??|\{\d*,?\d*\}\??|[^\\]",
    re.DOTALL,
)
_OPTIONAL = re.compile(r"[*?]|\{(?:0|,)")
_LEAST = 3  # Shorter strings stand in almost every sentence.

Cues = frozenset[str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CuedPattern:
    """A compiled expression with its cues: a string without any of them is not searched.

    Where the expression, or some of it, passes over case, so do its cues.
    """

    compiled: re.Pattern[str]
    cues: Cues | None
    folded: bool = False

    @property
    def pattern(self) -> str:
        """Return the expression as written."""
        return self.compiled.pattern

    def finditer(self, string: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """Return the matches in a string, or between two places of it."""
        return self.compiled.finditer(string, start, end) if self._may_match(string, start, end) else iter(())

    def search(self, string: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """Return the first match in a string, or between two places of it."""
        return self.compiled.search(string, start, end) if self._may_match(string, start, end) else None

    def match(self, string: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """Return the match at the beginning of a string or at a place of it."""
        return self.compiled.match(string, start, end)

    def fullmatch(self, string: str) -> re.Match[str] | None:
        """Return the match of a whole string."""
        return self.compiled.fullmatch(string)

    def _may_match(self, string: str, start: int, end: int) -> bool:
        if self.cues is None:
            return True
        if start or end != maxsize:
            string = string[start:end]
        if self.folded:
            string = _casefolded(string)
        for cue in self.cues:  # noqa: SIM110 -- a generator costs more than what it tests
            if cue in string:
                return True
        return False


class CuedRules(Generic[T]):
    """Rules with their patterns: each cue is looked for once, and what has none of its own is left out."""

    def __init__(self, rules: Iterable[tuple[T, Iterable[CuedPattern]]]) -> None:
        self._rules: list[T] = []
        self._always: set[int] = set()
        self._by_cue: dict[str, set[int]] = {}
        self._by_folded: dict[str, set[int]] = {}
        for number, (rule, patterns) in enumerate(rules):
            self._rules.append(rule)
            for pattern in patterns:
                if pattern.cues is None:
                    self._always.add(number)
                for cue in pattern.cues or ():
                    (self._by_folded if pattern.folded else self._by_cue).setdefault(cue, set()).add(number)

    def of(self, string: str) -> list[T]:
        """Return the rules that may match a string, in their order."""
        folded = _casefolded(string)
        numbers = self._always.union(
            *[found for cue, found in self._by_cue.items() if cue in string],
            *[found for cue, found in self._by_folded.items() if cue in folded],
        )
        return [self._rules[number] for number in sorted(numbers)]


def cued(pattern: re.Pattern[str]) -> CuedPattern:
    """Return a compiled expression with its cues."""
    return _cued(pattern.pattern, pattern.flags)


@cache
def _cued(expression: str, flags: int) -> CuedPattern:
    cues = _alternatives(_TOKEN.findall(expression), 0)[0]
    folded = bool(flags & re.IGNORECASE) or "(?i" in expression
    if cues is not None and folded:
        cues = frozenset(cue.casefold() for cue in cues)
    return CuedPattern(re.compile(expression, flags & ~re.UNICODE), cues, folded)


@lru_cache(maxsize=256)
def _casefolded(string: str) -> str:
    return string.casefold()


def _alternatives(tokens: list[str], at: int) -> tuple[Cues | None, int]:
    """Return the cues of "a|b|…" from a token on, and the token after it: all alternatives must have some."""
    found: list[Cues | None] = []
    while True:
        cues, at = _sequence(tokens, at)
        found.append(cues)
        if at == len(tokens) or tokens[at] == ")":
            break
        at += 1
    if any(cues is None for cues in found):
        return None, at
    return frozenset(cue for cues in found if cues for cue in cues), at


def _sequence(tokens: list[str], at: int) -> tuple[Cues | None, int]:
    """Return the best cues of what stands one after another: those whose shortest string is longest."""
    best: Cues | None = None
    literal = ""
    while at < len(tokens) and tokens[at] not in {")", "|"}:
        token = tokens[at]
        inner: Cues | None = None
        if token.startswith("("):
            inner, at = _alternatives(tokens, at + 1)
        at += 1
        quantifier = tokens[at] if at < len(tokens) and _is_quantifier(tokens[at]) else ""
        at += bool(quantifier)
        plain = not quantifier and len(token) == 1 and token not in ".^$()"
        if plain:
            literal += token
            continue
        best, literal = _better(best, literal), ""
        looks = token.startswith(("(?=", "(?!", "(?<=", "(?<!"))
        if inner and not looks and not _OPTIONAL.match(quantifier):
            best = inner if best is None or _shortest(inner) > _shortest(best) else best
    return _better(best, literal), at


def _is_quantifier(token: str) -> bool:
    return token[0] in "*+?" or (token[0] == "{" and len(token) > 2)


def _better(best: Cues | None, literal: str) -> Cues | None:
    literal = literal.strip()
    if len(literal) < _LEAST or (best is not None and _shortest(best) >= len(literal)):
        return best
    return frozenset({literal})


def _shortest(cues: Cues) -> int:
    return min(map(len, cues), default=0)
