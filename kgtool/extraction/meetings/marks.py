"""Marks of meetings: in, a name or noun phrase; out, the words in it that tell one sort of meeting from another.

A mid-term meeting, a workshop and a visit are told apart by such words; "the meeting" has none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from kgtool.extraction.lexicon import ORDINAL, ROMAN, whole_words

CALL = "call"  # The mark of meetings by telephone or video.
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_NUMBER = re.compile(rf"(?i:{ORDINAL})|{ROMAN}")


class Marks:
    """Finds what sort of meeting words tell of, and whose meeting."""

    def __init__(self, table: dict[str, Any]) -> None:
        marks: dict[str, list[str]] = table.get("marks", {})
        self._marks = [(mark, whole_words(words, re.IGNORECASE)) for mark, words in marks.items()]
        lists = ("general", "heads", "modifiers", "stop")
        self._general = _single_words(tuple(word for name in lists for word in table.get(name, [])))

    def of(self, words: str) -> frozenset[str]:
        """Return the sorts of meeting that words tell of."""
        return frozenset(mark for mark, pattern in self._marks if pattern.search(words))

    def proper(self, words: str) -> frozenset[str]:
        """Return the capitalised words that belong to one meeting or body only, in lower case."""
        found = (w for w in _WORD.findall(words) if w[0].isupper() and not _NUMBER.fullmatch(w))
        return frozenset(w.casefold() for w in found) - self._general


@lru_cache(maxsize=4)
def _single_words(phrases: tuple[str, ...]) -> frozenset[str]:
    """Return the words of phrases, in lower case."""
    return frozenset(word.casefold() for phrase in phrases for word in phrase.split())
