"""Complements: in, a sentence and the end of a verb in it; out, the verb's object in one or several pieces.

An object is one stretch of words, the marked items of an enumeration ("(1) … and (2) …"), the list items that follow a
sentence ending in a colon, or a list in one sentence ("a, b and c").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.lexicon import NUMBER
from kgtool.extraction.masked import Masked
from kgtool.extraction.world import World
from kgtool.model import Span

_LEAD = re.compile(r"[\s,;:]*(?:(?:as follows|the following|two points|three points)\s*:?\s*)?(?:to\s+(?=[a-z]))?")
_TRAIL = re.compile(r"(?:[\s,;:.]|(?<=[\s,;])and)+$")
_FOLLOWING = re.compile(rf"(?:\s*(?:on|to|that))?\s*(?:the following|as follows|{NUMBER}\b)")
_CUT = re.compile(r",? and (?:other )?|, ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what was agreed, said or done: its words, where they stand, its number in an enumeration (0: none)."""

    text: str
    span: Span
    position: int = 0


class Complements:
    """Reads what verbs have for their objects."""

    def __init__(self, world: World) -> None:
        self.world = world
        enumeration = world.knowledge.lexicon.tables.get("outcomes", {}).get("enumeration", {})
        self._marker = re.compile(rf"(?:(?<=\s)|(?<=^))(?:{'|'.join(enumeration.get('markers', ['(?!)']))})\s+")

    def of(self, masked: Masked, start: int, sentence: Sentence, stop: int | None = None) -> list[Piece]:
        """Return what a verb that ends at `start` has for its object, up to `stop` at most."""
        pieces = list(self.items(masked, start, stop))
        if sum(1 for p in pieces if p.position) > 1:
            return pieces
        rest = masked.string[start:].rstrip()
        if not rest.strip(" :-") or (rest.endswith(":") and (len(rest.split()) < 5 or _FOLLOWING.match(rest))):
            return list(self.list_items(sentence)) or pieces
        return pieces

    def items(self, masked: Masked, start: int, stop: int | None = None) -> Iterator[Piece]:
        """Yield the marked items of a sentence from a place on; the whole rest where fewer than two are marked."""
        end = len(masked.string[:stop].rstrip(" .;:,"))
        marks = list(self._marker.finditer(masked.string, start, end))
        if len(marks) < 2:
            yield from self._piece(masked, start, end, 0)
            return
        stops = [*(mark.start() for mark in marks[1:]), end]
        for number, (mark, stop) in enumerate(zip(marks, stops, strict=True), 1):
            yield from self._piece(masked, mark.end(), stop, number)

    def parts(self, masked: Masked, start: int, end: int) -> Iterator[Piece]:
        """Yield the members of a list written in one sentence, numbered."""
        for number, span in enumerate(_split(masked, start, end), 1):
            yield Piece(self.world.words(span), span, number)

    def _piece(self, masked: Masked, start: int, end: int, number: int) -> Iterator[Piece]:
        span = _clean(masked, start, end)
        if span is not None:
            yield Piece(self.world.words(span), span, number)

    def list_items(self, sentence: Sentence) -> Iterator[Piece]:
        """Yield the list items that follow a sentence, one for each block."""
        number, figures = 0, False
        sentences = self.world.layout.sentences
        for follower in sentences[sentence.index + 1 :]:
            counted = _COUNTED.match(self.world.text, follower.span.start, follower.span.end)
            if follower.block.kind not in {"item", "cell"} and not follower.marker and not counted:
                return
            if number and follower.block is sentences[follower.index - 1].block and not counted:
                continue
            # Figures do not go on as bullets: another kind of marker opens another list.
            if number and bool(_FIGURE.search(follower.marker)) != figures:
                return
            # What is marked as the line that introduces the list stands beside it, not in it.
            if number and follower.marker and follower.marker.strip() == sentence.marker.strip():
                return
            figures = bool(_FIGURE.search(follower.marker))
            number += 1
            span = self._without_marker(follower)
            if span is not None:
                yield Piece(self.world.words(span), span, number)

    def _without_marker(self, item: Sentence) -> Span | None:
        text = self.world.text[item.span.start : item.span.end].rstrip(" .;,")
        body = text[len(item.marker) :].lstrip()
        return Span(item.span.start + len(text) - len(body), item.span.start + len(text)) if body else None


_FIGURE = re.compile(r"\w")
_COUNTED = re.compile(r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Finally|Last)(?:ly)?, ")


def _clean(masked: Masked, start: int, end: int) -> Span | None:
    """Return a stretch without the joints at its ends ("and", commas, colons)."""
    lead = _LEAD.match(masked.string[start:end])
    first = start + (lead.end() if lead else 0)
    trimmed = _TRAIL.sub("", masked.string[first:end])
    return masked.span(first, first + len(trimmed)) if trimmed.strip() else None


def _split(masked: Masked, start: int, end: int) -> Iterator[Span]:
    """Yield the members of a list written in one sentence: "a, b, c and d"."""
    at = start
    for mark in _joints(masked.string[start:end]):
        piece = _clean(masked, at, start + mark.start())
        if piece is not None:
            yield piece
        # "and other d": the last member is "other d".
        at = start + mark.end() - (len("other ") if mark.group().endswith("other ") else 0)
    piece = _clean(masked, at, end)
    if piece is not None:
        yield piece


def _joints(words: str) -> list[re.Match[str]]:
    """Return the commas of a list and the "and" before its last member; no comma, no list."""
    cuts = list(_CUT.finditer(words))
    commas = [m for m in cuts if m.group().startswith(",")]
    if not commas:
        return []
    last = commas[-1]
    closed = last.group().strip(", ").startswith("and")
    return [
        m
        for m in cuts
        if m.group().startswith(",")
        or (m.start() > last.start() and "other" in m.group())
        or (m is cuts[-1] and not closed)
    ]
