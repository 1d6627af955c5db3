"""Cues: in, a regular expression; out, strings of which whatever it matches has some, so that most need no search.

This is the prefilter of engines for many expressions (FilteredRE2). The expression is read as far as its groups,
alternatives and quantifiers; what is not plainly required is no cue. What cues a word has is found once for all
patterns, and kept: a pattern is tested with a few set operations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import maxsize
from typing import Generic, TypeVar

_TOKEN = re.compile(
    r"[A-Za-z]+(?![*+?{])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[aiLmsux]+|[:=!>]|<[=!]|P<\w+>)?:?|[()|]|[*+?]\??|\{\d*,?\d*\}\??|[^\\]",
    re.DOTALL,
)
_OPTIONAL = re.compile(r"[*?]|\{(?:0|,)")
_LEAST = 2
_PART = 3  # A shorter string of small letters stands in almost every sentence.
_MOST = 512  # Of more strings one stands almost anywhere.
# Each kind of mention owns a row of 256 characters of the private use area; its first stands for them all as a cue.
_ROW = 256
_MARK = re.compile("[\ue000-\uf8ff]")
_MARKS = re.compile("\\[(?:[\ue000-\uf8ff]-[\ue000-\uf8ff])+\\]")
_EMPTY = frozenset({""})
_WIDTHLESS = frozenset({"^", "$", r"\b", r"\A", r"\Z"})

Cues = frozenset[str]
Numbers = frozenset[int]
_NONE: Numbers = frozenset()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CuedPattern:
    """A compiled expression with what it needs, of each set one cue: a string without is not searched.

    Where the expression, or some of it, passes over case, so do its cues.
    """

    compiled: re.Pattern[str]
    needs: tuple[Cues, ...]
    numbers: tuple[Numbers, ...]

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
        if start or end != maxsize:
            string = string[start:end]
        found = _cues_in(string) if self.numbers else _NONE
        for cues in self.numbers:  # noqa: SIM110 -- a generator costs more than what it tests
            if cues.isdisjoint(found):
                return False
        return True


class CuedRules(Generic[T]):
    """Rules with their patterns, found by their cues: what cannot match a string is never looked at."""

    def __init__(self, rules: Iterable[tuple[T, Iterable[CuedPattern]]]) -> None:
        self._rules = [(rule, pattern) for rule, patterns in rules for pattern in patterns]
        self._always = frozenset(n for n, (_, pattern) in enumerate(self._rules) if not pattern.numbers)
        self._by_cue: dict[int, list[int]] = {}
        for number, (_, pattern) in enumerate(self._rules):
            for cue in pattern.numbers[0] if pattern.numbers else ():
                self._by_cue.setdefault(cue, []).append(number)
        self._cues = frozenset(self._by_cue)

    def of(self, string: str) -> list[T]:
        """Return the rules that may match a string, in their order."""
        return list({id(rule): rule for rule, _ in self._that_may_match(string)}.values())

    def finditer(self, string: str) -> Iterator[tuple[T, re.Match[str]]]:
        """Yield each match in a string with its rule: rule by rule, and pattern by pattern of each."""
        for rule, pattern in self._that_may_match(string):
            for match in pattern.compiled.finditer(string):
                yield rule, match

    def _that_may_match(self, string: str) -> list[tuple[T, CuedPattern]]:
        found = _cues_in(string)
        numbers = self._always.union(*[self._by_cue[cue] for cue in found & self._cues])
        rules = [self._rules[number] for number in sorted(numbers)]
        return [(r, pattern) for r, pattern in rules if not any(map(found.isdisjoint, pattern.numbers))]


def cued(pattern: re.Pattern[str]) -> CuedPattern:
    """Return a compiled expression with its cues."""
    return _cued(pattern.pattern, pattern.flags)


@cache
def _cued(expression: str, flags: int) -> CuedPattern:
    part, _ = _alternatives(_TOKEN.findall(expression), 0)
    needs = [*part.needs, *_required(part.all)]
    folded = bool(flags & re.IGNORECASE) or "(?i" in expression
    if folded:
        needs = [frozenset(cue.casefold() for cue in cues) for cues in needs]
    needs = sorted(dict.fromkeys(needs), key=_worth, reverse=True)
    numbers = tuple(frozenset(_KNOWN.number_of(cue, folded) for cue in cues) for cues in needs)
    return CuedPattern(re.compile(expression, flags & ~re.UNICODE), tuple(needs), numbers)


# ---- the cues of a string


class _KnownCues:
    """The cues of all patterns, numbered, by the characters they begin with: as written, and in one case."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, bool], int] = {}
        self._by_beginning: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})

    def number_of(self, cue: str, folded: bool) -> int:
        """Return the number of a cue, which is known from then on."""
        folded = folded and not _MARK.match(cue)
        if (cue, folded) not in self._numbers:
            self._numbers[cue, folded] = len(self._numbers)
            self._by_beginning[folded].setdefault(cue[:_LEAST], []).append(cue)
            _cues_of_word.cache_clear()
            _cues_in.cache_clear()
        return self._numbers[cue, folded]

    def of_word(self, word: str) -> Iterator[int]:
        """Yield the numbers of the cues that stand anywhere in a word."""
        for folded, form in enumerate((word, word.casefold())):
            beginnings = self._by_beginning[folded]
            for at in range(len(form) - _LEAST + 1):
                for cue in beginnings.get(form[at : at + _LEAST], ()):
                    if form.startswith(cue, at):
                        yield self._numbers[cue, bool(folded)]
        for mark in _MARK.findall(word):
            number = self._numbers.get((_first_of_row(mark), False))
            if number is not None:
                yield number


_KNOWN = _KnownCues()


@lru_cache(maxsize=1 << 14)
def _cues_of_word(word: str) -> Numbers:
    return frozenset(_KNOWN.of_word(word))


@lru_cache(maxsize=256)
def _cues_in(string: str) -> Numbers:
    return frozenset().union(*map(_cues_of_word, string.split()))


def _first_of_row(mark: str) -> str:
    return chr(ord(mark) // _ROW * _ROW)


# ---- the cues of an expression


@dataclass(frozen=True, slots=True)
class _Part:
    """Part of an expression: all that it matches, where that is known and free of space, else what it needs."""

    all: Cues | None
    needs: list[Cues]


def _alternatives(tokens: list[str], at: int, before: Cues = _EMPTY) -> tuple[_Part, int]:
    """Return "a|b|…" from a token on, and the token after it: of what each of them needs, one will do.

    before is what stands before each of them, which then is part of it.
    """
    found: list[_Part] = []
    while True:
        part, at = _sequence(tokens, at, before)
        found.append(part)
        if at == len(tokens) or tokens[at] == ")":
            break
        at += 1
    if len(found) == 1:
        return found[0], at
    exact = [part.all for part in found if part.all is not None]
    if len(exact) == len(found) and sum(map(len, exact)) <= _MOST:
        return _Part(frozenset().union(*exact), []), at
    needs = [[*part.needs, *_required(part.all)] for part in found]
    words = [[cues for cues in each if not _is_marks(cues)] for each in needs]
    marks = [[cues for cues in each if _is_marks(cues)] for each in needs]
    either = [_union(words), _union(marks)]
    return _Part(None, [cues for cues in either if cues] or [cues for cues in [_union(needs)] if cues]), at


def _sequence(tokens: list[str], at: int, known: Cues) -> tuple[_Part, int]:
    """Return what stands one after another, and the token after it: each part of it is needed.

    known is what stands before a token, back to what is not known.
    """
    needs: list[Cues] = []
    exact = True
    while at < len(tokens) and tokens[at] not in {")", "|"}:
        token, opening = tokens[at], at
        part = _Part(None, [])
        if token.startswith("("):
            part, at = _alternatives(tokens, at + 1)
        elif token not in _WIDTHLESS:
            part = _literal(token)
        at += 1
        quantifier = tokens[at] if at < len(tokens) and _is_quantifier(tokens[at]) else ""
        at += bool(quantifier)
        if token in _WIDTHLESS or token.startswith(("(?=", "(?!", "(?<=", "(?<!")):
            continue
        if part.all is not None and not quantifier and len(known) * len(part.all) <= _MOST:
            known = frozenset(one + other for one in known for other in part.all)
            continue
        if part.all is None and token.startswith("(") and not quantifier and known != _EMPTY:
            part, _ = _alternatives(tokens, opening + 1, known)
        needs += _required(known)
        if not _OPTIONAL.match(quantifier):
            needs += [*part.needs, *_required(part.all)]
        known, exact = _EMPTY, False
    return _Part(known, []) if exact else _Part(None, [*needs, *_required(known)]), at


def _literal(token: str) -> _Part:
    """Return what a token that opens no group matches."""
    if _MARKS.fullmatch(token):
        rows = {chr(row) for a, b in zip(token[1:-1:3], token[3::3], strict=True) for row in _rows(a, b)}
        return _Part(None, [frozenset(rows)])
    if token[0] == "\\" and len(token) == 2 and not token[1].isalnum():
        token = token[1]
    elif token == "." or (len(token) > 1 and not token.isalpha()):
        return _Part(None, [])
    return _Part(None if token.isspace() else frozenset({token}), [])


def _rows(first: str, last: str) -> range:
    return range(ord(_first_of_row(first)), ord(last) + 1, _ROW)


def _is_quantifier(token: str) -> bool:
    return token[0] in "*+?" or (token[0] == "{" and len(token) > 2)


def _required(known: Cues | None) -> list[Cues]:
    """Return the strings one of which must stand there as a need, if each of them is rare enough for a cue."""
    return [known] if known and all(map(_is_telling, known)) else []


def _is_telling(string: str) -> bool:
    return len(string) >= (_PART if string.islower() else _LEAST)


def _union(needs: list[list[Cues]]) -> Cues | None:
    """Return the best that each alternative needs, as one: None where an alternative needs nothing."""
    if not all(needs):
        return None
    union = frozenset(cue for each in needs for cue in max(each, key=_worth))
    return union if len(union) <= _MOST else None


def _is_marks(cues: Cues) -> bool:
    return all(map(_MARK.match, cues))


def _worth(cues: Cues) -> tuple[bool, int, int]:
    """Return what makes cues rare: words before mentions, long ones, few of them."""
    return not _is_marks(cues), min(map(len, cues)), -len(cues)
