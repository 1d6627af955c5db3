"""Meetings told of: in, what a rule of participation matched; out, the meeting that it speaks of, if any.

It is the one captured, else one named in the match, last before it or next after it, else the one that the sentence is
about; what is named in passing, and what a date sets on another day, does not count.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Meeting, MeetingMention, TimeMention
from kgtool.extraction.masked import Masked, any_of, compile_rule, level
from kgtool.extraction.world import World

_THERE = re.compile(r"\bthere\b(?! (?:was|were|is|are|will))")
_RELATIVE = re.compile(r"\b(?:whose|which|who|where|when|since|after|before)\b")
_WILL = re.compile(r"\b(?:will|shall|(?:is|are|due) to)\b")
_TO_COME = re.compile(r"\b(?:will|would|to|due|expected|plans?|planned)\b")
# Before the date of something else.
_NO_TIME = re.compile(r"(?:\b[Ss]ince|\b[Uu]ntil|\b[Oo]f|\bdated|\bfrom) (?:the )?$")
_CLAUSE_END = re.compile(rf"[.,;]|(?:and|while|but) (?=[^.,;]{{0,20}}{any_of('WHO')})")


class ToldMeetings:
    """Tells which meeting a match speaks of."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("participation", {})
        before = "|".join(table.get("passing", {}).get("before", ["(?!)"]))
        self._passing = compile_rule(f"(?:{before}) (?:the )?$")
        portion = table.get("portion", {})
        self._portion = re.compile("|".join(portion.get("nouns", [])) or "(?!)")
        self._day = re.compile("|".join(portion.get("days", [])) or "(?!)")

    def of(self, masked: Masked, m: re.Match[str], sentence: Sentence, *, of_people: bool = False) -> Meeting | None:
        """Return the meeting a match speaks of: captured, else in it, last before it, next after it, else the focus."""
        captured = masked.get(m, "meeting")
        if isinstance(captured, MeetingMention):
            return captured.meeting
        behind = masked.mentions.get(masked.string[m.end() :].lstrip()[:1])
        if isinstance(behind, MeetingMention) and behind.meeting is not None and "meeting" not in m.re.groupindex:
            return behind.meeting
        focus = self.world.focus.get(sentence.index)
        if focus is not None and self._day.search(masked.string, 0, m.start()):
            return focus
        named = [x for x in masked.mentions.values() if isinstance(x, MeetingMention)]
        named = [x for x in named if x.meeting is not None or not self._portion.search(x.text)]
        if focus is not None:
            named = [x for x in named if x.meeting is focus or not self._is_passing(masked, x)]
        first, last = masked.at(m.start()), masked.at(m.end() - 1)
        inside = [x for x in named if first <= x.start <= last][:1]
        before = [x for x in named if x.end <= first][-1:]
        to_come = _TO_COME.search(m.group()) is not None
        weak = not to_come and of_people
        after = [x for x in named if x.start > last and not (weak and _is_to_come(x, focus))][:1]
        after = [x for x in after if not _RELATIVE.search(self.world.text, last, x.start)]
        # Several meetings named at once are none in particular, nor is "the first of them".
        single = (x for x in [*inside, *before, *after] if x.meeting is not None or (x.head and not x.plural))
        nearest = next(single, None)
        if nearest is None and _THERE.search(masked.string, m.start(), clause_end(masked.string, m.end())):
            return self._there(sentence) or focus
        if nearest is not None or focus is None:
            return nearest.meeting if nearest is not None else None
        if focus.status == "held" and _WILL.search(m.group()):
            return None
        return None if self.is_of_another_day(focus, sentence) else focus

    def _there(self, sentence: Sentence) -> Meeting | None:
        """Return the meeting that "there" points to: the last one named in the sentence before."""
        before = self.world.mentions.get(sentence.index - 1, [])
        return next((m.meeting for m in reversed(before) if isinstance(m, MeetingMention) and m.meeting), None)

    def is_of_another_day(self, meeting: Meeting, sentence: Sentence) -> bool:
        """Return whether a date in a sentence says that it tells of something else than a meeting."""
        known = meeting.when.bounds() if meeting.when.year else None
        for date in (m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention)):
            when = date.when if date.when.year else replace(date.when, year=meeting.when.year)
            before = level(self.world.text[max(sentence.span.start, date.start - 12) : date.start])
            past = when.month or (before.endswith("in ") and when.year < meeting.when.year)
            if known is None or not past or _NO_TIME.search(before):
                continue
            first, last = when.bounds()
            if last < known[0] or first > known[1]:
                return True
        return False

    def _is_passing(self, masked: Masked, mention: MeetingMention) -> bool:
        """Return whether a meeting is named only to say where or when another was ("on the margins of …")."""
        at = next(i for i, c in enumerate(masked.string) if masked.mentions.get(c) is mention)
        return bool(self._passing.search(masked.string, max(0, at - 60), at))


def _is_to_come(mention: MeetingMention, focus: Meeting | None) -> bool:
    """Return whether a meeting is to come while the one spoken of was held: "they agreed to meet again"."""
    meeting = mention.meeting
    held = focus is not None and focus is not meeting and focus.status == "held"
    return held and meeting is not None and meeting.status == "scheduled"


def clause_end(string: str, position: int) -> int:
    """Return where the clause that goes on at a position ends."""
    stop = _CLAUSE_END.search(string, position)
    return stop.start() if stop else len(string)
