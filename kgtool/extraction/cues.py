"""Cues: in, a regular expression; out, strings one of which stands in whatever it matches, so that most need no search.

The expression is read as far as its groups, alternatives and quantifiers; what is not plainly required is no cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[aiLmsux]+|[:=!>]|<[=!]|P<\w+>)?:?|[()|]|[*+?]\??|\{\d*,?\d*\}\??|[^\\]",
    re.DOTALL,
)
_OPTIONAL = re.compile(r"[*?]|\{(?:0|,)")
_LEAST = 3  # Shorter strings stand in almost every sentence.

Cues = frozenset[str]


@dataclass(frozen=True, slots=True)
class CuedPattern:
    """A compiled expression with its cues: a string without any of them is not searched."""

    pattern: re.Pattern[str]
    cues: Cues | None

    def finditer(self, string: str) -> Iterator[re.Match[str]]:
        """Return the matches in a string."""
        if self.cues is None or any(cue in string for cue in self.cues):
            return self.pattern.finditer(string)
        return iter(())


@cache
def cued(pattern: re.Pattern[str]) -> CuedPattern:
    """Return a compiled expression with its cues; one that passes over case has none."""
    cues = None if pattern.flags & re.IGNORECASE else _alternatives(_TOKEN.findall(pattern.pattern), 0)[0]
    return CuedPattern(pattern, cues)


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
        looks = token.startswith(("(?=", "(?!", "(?<=", "(?<!", "(?i"))
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
