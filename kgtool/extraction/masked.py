"""Masked sentences: in, a stretch of text and the mentions in it; out, the text with one character for each mention.

Rules are patterns over this string, so that "chaired by <WHO>" needs no knowledge of how a person is written. Each kind
of mention owns 256 characters of the private use area; the character says which mention of the sentence it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kgtool.extraction.entities import Mention
from kgtool.model import Span

KINDS = (
    "PERSON",
    "ORG",
    "COUNTRY",
    "CITY",
    "DEMONYM",
    "TITLE",
    "DATE",
    "ROLE",
    "WHO",
    "MEETING",
    "AGREEMENT",
    "INITIATIVE",
    "GROUP",
)
FIRST_SLOT = "\ue000"
_BASE = {kind: ord(FIRST_SLOT) + 256 * i for i, kind in enumerate(KINDS)}
_SAME_LENGTH = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "\u00a0": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "–": "-",
        "—": "-",
        "‑": "-",
        "\u202f": " ",
    }
)
# A document's own characters of the private use area would pass for mentions.
_SAME_LENGTH.update(dict.fromkeys(range(ord(FIRST_SLOT), ord(FIRST_SLOT) + 256 * len(KINDS)), "\ufffd"))
_SLOT = re.compile(r"<([A-Z|]+)(?::(\w+))?>")


def level(text: str) -> str:
    """Return the text with quotes, dashes and white space in one form, its length unchanged."""
    return text.translate(_SAME_LENGTH)


@cache
def any_of(kinds: str) -> str:
    """Return a character class for mentions of the kinds, given as KIND|KIND."""
    parts = [f"{chr(_BASE[k])}-{chr(_BASE[k] + 255)}" for k in kinds.split("|")]
    return "[" + "".join(parts) + "]"


def compile_rule(pattern: str, words: dict[str, str] | None = None) -> re.Pattern[str]:
    """Return a rule's pattern compiled: <KIND>, <KIND:name> and {word list} expanded, any white space for a space."""
    return _compiled(pattern, tuple((words or {}).items()))


@cache
def _compiled(pattern: str, words: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    # The same rules meet every document: they are compiled for the first.
    for name, expansion in words:
        pattern = pattern.replace("{" + name + "}", expansion)
    pattern = re.sub(r"(?:(?<= )|^)(?=<WHO[:>])", "(?:[Tt]he |[Tt]hen )*", pattern)
    pattern = _SLOT.sub(
        lambda m: f"(?P<{m.group(2)}>{any_of(m.group(1))})" if m.group(2) else any_of(m.group(1)), pattern
    )
    return re.compile(re.sub(r" (?![?*+{])", r"\\s+", pattern))


class Masked:
    """A stretch of levelled text with its mentions masked, and the way back to the text's offsets."""

    __slots__ = ("_ends", "_slots", "_start", "mentions", "string")

    def __init__(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> None:
        self.mentions: dict[str, Mention] = {}
        plain = text[start:end]
        pieces: list[str] = []
        counters: dict[str, int] = {}
        self._start = start
        self._slots: list[int] = []
        self._ends: list[int] = []
        at, length = start, 0
        for mention in mentions:
            if mention.start < at or mention.end > end:
                continue
            number = counters.get(mention.kind, 0)
            if number > 255:
                continue
            counters[mention.kind] = number + 1
            char = chr(_BASE[mention.kind] + number)
            pieces.append(plain[at - start : mention.start - start])
            pieces.append(char)
            length += mention.start - at
            self._slots.append(length)
            self._ends.append(mention.end)
            length += 1
            self.mentions[char] = mention
            at = mention.end
        pieces.append(plain[at - start :])
        self.string = "".join(pieces)

    def span(self, start: int, end: int) -> Span:
        """Return the text's span of a stretch of the masked string (its last character's mention included)."""
        last = self.mentions.get(self.string[end - 1]) if end > start else None
        return Span(self.at(start), last.end if last else self.at(end - 1) + 1)

    def at(self, position: int) -> int:
        """Return the text offset of a position in the masked string."""
        before = bisect_left(self._slots, position)
        if not before:
            return self._start + position
        return self._ends[before - 1] + position - self._slots[before - 1] - 1

    def slot(self, mention: Mention) -> str:
        """Return the character that stands for a mention, an empty string for one that is not masked."""
        return next((slot for slot, known in self.mentions.items() if known is mention), "")

    def get(self, match: re.Match[str], group: str) -> Mention | None:
        """Return the mention a named group matched, if it took part."""
        if group not in match.re.groupindex or match.group(group) is None:
            return None
        return self.mentions.get(match.group(group))

    def places(self) -> Iterator[tuple[int, Mention]]:
        """Return the mentions, each with its position in the masked string, in order."""
        return zip(self._slots, self.mentions.values(), strict=True)

    def inside(self, start: int, end: int) -> list[Mention]:
        """Return the mentions within a stretch of the masked string, in order."""
        return [mention for at, mention in self.places() if start <= at < end]


def cover(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that stand when overlaps are settled: the longer wins, then the earlier."""
    taken: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= t.start or mention.start >= t.end for t in taken):
            taken.append(mention)
    return sorted(taken, key=lambda m: m.start)


def overlay(mentions: Iterable[Mention], found: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with those found in the place of all that they touch."""
    spans = [(f.start, f.end) for f in found]
    kept = [m for m in mentions if not any(start < m.end and m.start < end for start, end in spans)]
    return cover([*kept, *found])


def absorb(mentions: Iterable[Mention], found: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with those found in the place of what they are made of."""
    spans = [(f.start, f.end) for f in found]
    kept = [m for m in mentions if not any(start <= m.start and m.end <= end for start, end in spans)]
    return sorted([*kept, *found], key=lambda m: m.start)
