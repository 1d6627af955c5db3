"""Marks of meetings: in, a name or noun phrase; out, the words in it that tell one sort of meeting from another.

A mid-term meeting, a workshop and a visit are told apart by such words; "the meeting" has none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kgtool.extraction.cues import CuedRules
from kgtool.extraction.lexicon import ORDINAL, ROMAN, Lexicon, whole_words

CALL = "call"  # The mark of meetings by telephone or video.
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_NUMBER = re.compile(rf"(?i:{ORDINAL})|{ROMAN}")


@cache
def marks_of(lexicon: Lexicon) -> Marks:
    """Return the marks that a lexicon tells, made once."""
    return Marks(lexicon.tables.get("meetings", {}))


class Marks:
    """Finds what sort of meeting words tell of, and whose meeting."""

    def __init__(self, table: dict[str, Any]) -> None:
        marks: dict[str, list[str]] = table.get("marks", {})
        self._marks = CuedRules((mark, [whole_words(words, re.IGNORECASE)]) for mark, words in marks.items())
        lists = ("general", "heads", "modifiers", "stop")
        phrases = (phrase for name in lists for phrase in table.get(name, []))
        self._general = frozenset(word.casefold() for phrase in phrases for word in phrase.split())

    def of(self, words: str) -> frozenset[str]:
        """Return the sorts of meeting that words tell of."""
        return frozenset(mark for mark, _ in self._marks.finditer(words))

    def proper(self, words: str) -> frozenset[str]:
        """Return the capitalised words that belong to one meeting or body only, in lower case."""
        found = (w for w in _WORD.findall(words) if w[0].isupper() and not _NUMBER.fullmatch(w))
        return frozenset(w.casefold() for w in found) - self._general
