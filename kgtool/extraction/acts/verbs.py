"""Verbs: in, the lexicon's words; out, patterns for verbs, and whether one found is passive, or no fact at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgtool.extraction.cues import CuedPattern, cued
from kgtool.extraction.lexicon import Lexicon, alternatives
from kgtool.extraction.masked import Masked

_ADVERB = r"(?: \w+ly| then| also| further)?"
_SPACE = r"[*_]{0,2}\s+"
_NEAR = 44  # What denies a verb stands within so many characters before it.


def verb_pattern(words: Iterable[str], *, decrees: Iterable[str] = ()) -> CuedPattern:
    """Return a pattern for any of the verbs, whatever the case; one that never matches where there are none.

    Decrees are the verbs of resolutions ("AGREE to"), which count in capitals only.
    """
    # "We **agree** to": marks of emphasis may end within.
    plain = f"(?i:{alternatives(list(words) or ['-'])})".replace(r"\s+", _SPACE)
    capitals = [w.upper() for w in decrees]
    either = f"(?:{plain}|{alternatives(capitals)})" if capitals else plain
    return cued(re.compile(rf"(?<![\w-]){either}(?![\w-])"))


class Verbs:
    """Tells what form a verb has in a masked sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        be = alternatives(lexicon.get("outcomes", "be") or ["-"])
        unreal = alternatives(lexicon.get("outcomes", "not_before") or ["-"])
        self._unreal = re.compile(rf"(?i)(?<!\w){unreal}(?:[\s*_\"]+\w+){{0,2}}[\s*_\"]*$")
        self._passive = re.compile(rf"(?<!\w){be}{_ADVERB} $")
        self._be = re.compile(rf"(?<!\w){be}(?!\w)")
        self._auxiliary = re.compile(rf"\s*{be}{_ADVERB}\s*$")

    def forms(
        self, masked: Masked, pattern: CuedPattern, *, facts_only: bool = True
    ) -> Iterator[tuple[re.Match[str], bool]]:
        """Yield the verbs of a pattern that nothing denies or puts off, each with whether it is passive."""
        for verb in pattern.finditer(masked.string):
            if not facts_only or self.is_fact(masked, verb.start()):
                yield verb, self.is_passive(masked, verb.start())

    def is_fact(self, masked: Masked, position: int) -> bool:
        """Return whether nothing shortly before a verb denies it or puts it off."""
        return not self._unreal.search(masked.string[max(0, position - _NEAR) : position])

    def is_passive(self, masked: Masked, position: int) -> bool:
        """Return whether a form of "be" stands before a verb."""
        return bool(self._passive.search(masked.string, max(0, position - _NEAR), position))

    def is_told(self, masked: Masked) -> bool:
        """Return whether a sentence has a form of "be": it tells something, and is no mere name."""
        return bool(self._be.search(masked.string))

    def subject(self, clause: str) -> str:
        """Return what a passive clause, cut before its verb, has for its subject."""
        return self._auxiliary.sub("", clause)
