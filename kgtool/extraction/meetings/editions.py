"""Editions: in, noun phrases that only number a meeting or set it beside another; out, the edition meant.

"The XVIII will be in Oslo", "the second, held online", "the 5th meeting", "the previous one": what they leave out is
said of another edition of the same series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kgtool.extraction.cues import cued
from kgtool.extraction.entities import Delegate, Meeting, MeetingMention, Mention
from kgtool.extraction.lexicon import ORDINAL, ROMAN, alternatives, ordinal_of
from kgtool.extraction.masked import Masked, any_of, overlay
from kgtool.extraction.meetings.names import bare_name, name_of
from kgtool.extraction.world import World

# "The first day was chaired by …, the second by …": parts of one meeting.
_PARTS = re.compile(r"\b(?:first|other|former|opening|morning) (?:day|half|part|panel|item|topic|block|segment)\b")
_PROPER = re.compile(r"\b[A-Z]\w")
_NEAR = 5  # Editions told together are at most so many apart.


class Editions:
    """Finds mentions of editions without a noun, and the meetings that such mentions mean."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {}).get("editions", {})
        number = rf"(?P<number>(?i:{ORDINAL})|{ROMAN})"
        noun = rf"(?:{alternatives(table.get('nouns', ['-']))})(?!\w)"
        date, place = any_of("DATE"), any_of("CITY|COUNTRY|DATE")
        after = rf"(?=,? ?(?:{date}|\(|in {place}|{alternatives(table.get('after', ['-']))}(?!\w)))"
        which = rf"(?P<which>{alternatives(table.get('which', ['-']))}),?"
        body = rf"(?:{noun}|{any_of('ORG|WHO')}{after})"
        self._numbered = cued(re.compile(rf"(?<![\w-])(?:[Tt]he|[Ii]ts|[Tt]heir) {number}(?: {body}|{after})"))
        self._opening = re.compile(rf"^\W{{0,3}}(?:[Tt]he )?{number}(?:[.:]\W|\W{{1,3}}[-:]|\*)")
        hosting = alternatives(table.get("hosting", ["-"]))
        self._object = cued(re.compile(rf"(?<![\w-]){hosting} (?P<it>the {number})(?=[.,;]|$| in {place})"))
        self._beside = cued(re.compile(rf"(?<![\w-])[Tt]he {which} (?:{number} )?{body}"))

    def find(self) -> None:
        """Add the mentions without a noun to world.mentions, once a meeting has been named."""
        seen = False
        for sentence in self.world.layout.sentences:
            mentions = self.world.mentions[sentence.index]
            seen = seen or any(isinstance(m, MeetingMention) for m in mentions)
            found = list(self._in_sentence(self.world.masked(sentence))) if seen else []
            if found:
                self.world.mentions[sentence.index] = overlay(mentions, found)

    def _in_sentence(self, masked: Masked) -> Iterator[Mention]:
        for pattern in (self._numbered, self._beside, self._opening, self._object):
            for m in pattern.finditer(masked.string):
                if _PARTS.search(masked.string, 0, m.start()):
                    continue
                groups = m.groupdict()
                span = masked.span(m.start("it" if "it" in groups else 0), m.end())
                number = ordinal_of(groups["number"]) or 0 if groups["number"] else 0
                words, which = self.world.text[span.start : span.end], groups.get("which") or ""
                yield MeetingMention(
                    "MEETING", span.start, span.end, words, "", which, number, 0, "the", False, [], [], ""
                )

    def meant(self, mention: MeetingMention, focus: Meeting | None) -> Meeting | None:
        """Return the edition that a mention means, added to the world where it is new; None where it means none."""
        of = self._series(mention, focus)
        if of is None:
            return None
        known = (m for m in self.world.meetings if mention.ordinal and m.ordinal == mention.ordinal and _alike(m, of))
        meeting = next(known, None)
        if meeting is None and mention.ordinal and not of.ordinal and not of.when.year and not mention.head:
            # "We call it the Forum meeting. Oslo hosted the sixth one": told of is that one.
            meeting = of
            meeting.ordinal, meeting.ordinal_span = mention.ordinal, mention.span
        if meeting is None:
            meeting = Meeting(self._name(mention, of), mention.span, level=of.level, forum=of.forum)
            meeting.parties = [Delegate(None, d.organisation, d.span, inherited=True) for d in of.parties]
            meeting.series_span = of.series_span
            if mention.ordinal:
                meeting.ordinal, meeting.ordinal_span = mention.ordinal, mention.span
            self.world.meetings.append(meeting)
        return meeting

    def _series(self, mention: MeetingMention, focus: Meeting | None) -> Meeting | None:
        """Return the edition that another is counted from: the one spoken of, else the last that is numbered."""
        if not mention.ordinal:
            return focus if focus is not None and (focus.ordinal or focus.forum) else None
        numbered = [m for m in self.world.meetings if m.ordinal]
        alone = len({id(m.forum) for m in numbered}) == 1 and numbered[0].forum is not None
        near = [m for m in numbered if alone or abs(m.ordinal - mention.ordinal) <= _NEAR]
        if mention.head:
            words = set(bare_name(name_of(mention)).casefold().split())
            near = [m for m in near if words <= set(bare_name(m.name).casefold().split())]
        nearest = min((abs(m.ordinal - mention.ordinal) for m in near), default=0)
        near = [m for m in near if abs(m.ordinal - mention.ordinal) == nearest]
        if not (near or mention.head) and focus is not None and not focus.ordinal and _PROPER.search(focus.name):
            return focus
        return focus if focus in near else next(reversed(near), None)

    def _name(self, mention: MeetingMention, of: Meeting) -> str:
        if mention.head:
            return name_of(mention)
        number = re.search(rf"(?i:{ORDINAL})|{ROMAN}", mention.text)
        return f"{number.group() if number else mention.pre} {bare_name(of.name)}"


def _alike(one: Meeting, other: Meeting) -> bool:
    """Return whether two meetings can be editions of one series."""
    return one.forum is other.forum and one.level in {"", other.level}
