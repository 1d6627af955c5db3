"""Unlisted names: in, capitalised words; out, which of them name organisations that no list knows, and of what kind.

The words that a name ends in ("… Task Force"), begins with ("Ministry of …") or has before "on" ("Committee on …")
tell.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from kgtool.extraction.lexicon import ROMAN, Lexicon, alternatives, whole_words

_AND = re.compile(r"\s+(?:and|&)\s+(?:the\s+)?")
_WHOSE = re.compile(r"\s+(?:of|at|in|under)\s+(?:the\s+)?$")
_CAPS = r"[A-ZÀ-ÞĀ-Ž][\w'’-]+(?:\s+[A-ZÀ-ÞĀ-Ž][\w'’-]+){0,2}"
_LISTING = re.compile(rf"(?:,\s+{_CAPS}){{1,4}},?\s+(?:and|&)\s+{_CAPS}")


@cache
def name_shapes(lexicon: Lexicon) -> NameShapes:
    """Return the shapes that a lexicon tells, made once."""
    return NameShapes(lexicon)


class NameShapes:
    """Knows the shapes of the names of organisations."""

    def __init__(self, lexicon: Lexicon) -> None:
        table: dict[str, Any] = lexicon.tables.get("mentions", {})
        self._heads = _by_length(table.get("organisation_heads", {}))
        names: dict[str, list[str]] = table.get("organisation_names", {})
        self._whole = {name: kind for kind, known in names.items() for name in known}
        self._endings = tuple(head for head, _ in self._heads)
        self._leads = _by_length(table.get("organisation_leads", {}))
        self._openings = tuple(lead for lead, _ in self._leads)
        self._topical = _by_length(table.get("organisation_topical", {}))
        self._lead = re.compile(rf"(?<!\w){alternatives([lead for lead, _ in self._leads] or ['-'])}\s+(?=[A-Z])")
        topical = alternatives([word for word, _ in self._topical] or ["-"])
        self._before_topic = re.compile(rf"{topical}\s+(?:on|for)\s+(?:the\s+)?[A-Z]")
        # "On 3 May the XII Trade Council": month and number before a name are no part of it.
        month = alternatives(month_name[1:])
        numbered = rf"(?:{month}\s+(?:the\s+)?)?{ROMAN}(?=\s+[A-Z])|{month}\s+the"
        self._opening = re.compile(rf"(?:{alternatives(table.get('opening', ['-']))}|{numbered})\s+")
        self._occasion = re.compile(
            rf".*\b{alternatives(table.get('occasions', ['-']))}\s+(?i:of|for)\s+(?:(?i:the)\s+)?"
        )
        self._no_organisation = whole_words(table.get("no_organisation", []))
        self._fields = frozenset(w.casefold() for w in lexicon.get("titles", "fields"))
        self._kind = lru_cache(maxsize=1 << 12)(self._kind_of)

    def kind(self, name: str) -> str:
        """Return the kind of organisation that the words of a name tell, else an empty string."""
        return self._kind(name)

    def _kind_of(self, name: str) -> str:
        if name.isupper():
            name = name.title().replace(" Of ", " of ").replace(" On ", " on ").replace(" The ", " the ")
        if self._no_organisation.search(name):
            return ""
        if name in self._whole:
            return self._whole[name]
        for head, kind in self._heads if name.endswith(self._endings) else ():
            if name.endswith(head) and len(name) > len(head) + 2 and not name[-len(head) - 1].isalnum():
                return kind
        for lead, kind in self._leads if name.startswith(self._openings) else ():
            if name.startswith(lead + " ") and len(name) > len(lead) + 3:
                return kind
        found = self._before_topic.search(name)
        return next((kind for word, kind in self._topical if found and found.group().startswith(word)), "")

    def opens_with_lead(self, name: str) -> bool:
        """Return whether a name opens with words that only names of organisations open with ("Task Force on")."""
        return bool(self._lead.match(name) or self._before_topic.match(name))

    def may_be_organisation(self, name: str) -> bool:
        """Return whether no word of a name says that it is an agreement, a programme or an occasion."""
        return not self._no_organisation.search(name)

    def parts(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Split capitalised words into names that may be complete: at a lead within, at an "and" between two."""
        opening = self._opening.match(text, start, end)
        start = opening.end() if opening else start
        occasion = self._occasion.match(text, start, end)
        start = occasion.end() if occasion else start
        lead = next((m for m in self._lead.finditer(text, start + 1, end) if self._stands_apart(text, m.start())), None)
        if lead is not None:
            above = _WHOSE.search(text, start, lead.start())
            if above is not None and self.opens_with_lead(text[start : above.start()]):
                yield start, above.start()
            yield from self.parts(text, lead.start(), end)
            return
        piece = text[start:end]
        for m in reversed(list(_AND.finditer(piece))):
            if self.kind(piece[: m.start()]) and self.kind(piece[m.end() :]):
                yield from self.parts(text, start, start + m.start())
                yield start + m.end(), end
                return
        if start < end:
            yield start, end

    def _stands_apart(self, text: str, at: int) -> bool:
        """Return whether a lead within other words opens a name: behind "of the", a possessive or a small word."""
        apart = r"(?:\b(?:of|at|to|from|for|in)\s+(?:the\s+)?|['’]s?\s+|^\W*)$"
        return bool(re.search(apart, text[max(0, at - 12) : at]))

    def listing_end(self, text: str, start: int, end: int, stop: int) -> int:
        """Return where "Ministry of Trade, Industry and Energy" ends: a list of fields belongs to the name."""
        if not self._lead.match(text, start, end):
            return end
        listing = _LISTING.match(text, end, stop)
        words = re.findall(r"[A-ZÀ-Ž][\w'’-]+", listing.group()) if listing else []
        return listing.end() if listing and all(w.casefold() in self._fields for w in words) else end


def _by_length(words_of: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Return (word, kind) with the longest words first."""
    kind_of = {word: kind for kind, words in words_of.items() for word in words}
    return sorted(kind_of.items(), key=lambda pair: len(pair[0]), reverse=True)
