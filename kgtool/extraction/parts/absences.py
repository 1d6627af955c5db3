"""Absences: in, sentences; out, who is said to have been away, and who came for them where a pronoun tells it.

"X could not come. Y presided in her stead": the words of the first sentence make X absent, and "her" is X
(participation.toml, [absent] and [stand-in]).
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Delegate, Participation, WhoMention
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.masked import Masked, any_of, compile_rule
from kgtool.extraction.parts.parts import add
from kgtool.extraction.parts.told import ToldMeetings
from kgtool.extraction.world import World

_FAR = 2  # So many sentences after somebody's absence is told, a pronoun may still mean him or her.
_BY = re.compile(rf"[^.;]{{0,25}}? by (?:[a-z]+ ){{0,3}}{any_of('WHO')}")
_CLAUSE = re.compile(r"[.;:]")


class AbsenceReader:
    """Finds who was away, and gives who came for them their principal."""

    def __init__(self, world: World, told: ToldMeetings) -> None:
        self.world = world
        self._told = told
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("participation", {})
        words = table.get("words", {})
        self._away = whole_words(table.get("absent", {}).get("words", []))
        self._kept = cued(compile_rule(words.get("absentee", "(?!)"), words))
        self._instead = cued(compile_rule("|".join(table.get("stand-in", {}).get("patterns", [])) or "(?!)", words))
        self._last: tuple[int, Delegate] | None = None

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Read one sentence; sentences come in the order of the text."""
        for pattern in (self._away, self._kept):
            for m in pattern.finditer(masked.string):
                self._leave_out(self._before(masked, m.start()), sentence)
        if self._last is None or sentence.index - self._last[0] > _FAR:
            return
        for m in self._instead.finditer(masked.string):
            self._stand_in(self._last[1], masked, m, sentence)

    def _leave_out(self, delegates: list[Delegate], sentence: Sentence) -> None:
        for delegate in delegates:
            if delegate.person is not None:
                self._last = (sentence.index, delegate)
                if delegate.person not in self.world.absent:
                    self.world.absent.append(delegate.person)

    def _stand_in(self, principal: Delegate, masked: Masked, m: re.Match[str], sentence: Sentence) -> None:
        """Let who acts where a pronoun points to somebody absent take part for him or her."""
        by = _BY.match(masked.string, m.end())
        who = masked.mentions.get(masked.string[by.end() - 1]) if by is not None else None
        members = who.members if isinstance(who, WhoMention) else self._before(masked, m.start())
        deputies = [d for d in members if d.person is not None and d.person is not principal.person]
        meeting = self._told.of(masked, m, sentence)
        if not deputies or meeting is None:
            return
        deputy = deputies[-1]
        own = deputy.organisation or principal.organisation
        delegate = Delegate(deputy.person, own, deputy.span)
        span = masked.span(m.start(), m.end())
        add(meeting, Participation(delegate, "participant", span, "stands-in-for-pronoun", principal))

    def _before(self, masked: Masked, position: int) -> list[Delegate]:
        """Return whom the clause that a place is in names last before it."""
        for at in range(position - 1, -1, -1):
            char = masked.string[at]
            mention = masked.mentions.get(char)
            if isinstance(mention, WhoMention) and any(d.person for d in mention.members):
                return mention.members
            if _CLAUSE.match(char):
                break
        return []
