"""Sessions: in, sentences that name a body or a series where they mean a meeting of it; out, mentions of the meeting.

"The 97th Economic and Social Council", "the Council that was held in Oslo in May", "FORUM 4 was held online", where the
text has called a meeting by that acronym.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import MeetingMention, Mention, Organisation, OrgMention, WhoMention
from kgtool.extraction.lexicon import ORDINAL, ROMAN, alternatives, ordinal_of
from kgtool.extraction.masked import any_of, overlay
from kgtool.extraction.meetings.matching import is_body
from kgtool.extraction.meetings.names import bare_name, levels_of, name_of
from kgtool.extraction.world import World
from kgtool.model import Span

_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*)\)")


class Sessions:
    """Finds mentions of meetings by the name of the body, or of the series, alone."""

    def __init__(self, world: World) -> None:
        self.world = world
        meetings: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        self._levels = levels_of(world.knowledge.lexicon)
        held = alternatives(meetings.get("bodies", {}).get("held", ["-"]))
        body = any_of("ORG|WHO")
        self._numbered = cued(re.compile(rf"(?:[Tt]he )?(?P<number>(?i:{ORDINAL})|{ROMAN}) (?P<body>{body})"))
        self._held = cued(re.compile(rf"(?:[Tt]he )?(?P<body>{body})(?:,? (?:that|which))? {held}(?!\w)"))

    def find(self) -> None:
        """Add the mentions to world.mentions."""
        series = dict(self._series())
        numbered = re.compile(rf"\b({alternatives(series)})[ -]?(\d{{1,2}}|{ROMAN})(?![\w.])") if series else None
        for sentence in self.world.layout.sentences:
            found = [*self._of_bodies(sentence), *(self._of_series(sentence, numbered, series) if numbered else ())]
            if found:
                self.world.mentions[sentence.index] = overlay(self.world.mentions[sentence.index], found)

    def _of_bodies(self, sentence: Sentence) -> Iterator[Mention]:
        named = (_only(m) for m in self.world.mentions[sentence.index])
        if not any(o is not None and is_body(o) for o in named):
            return
        masked, taken = self.world.masked(sentence), set[int]()
        for pattern in (self._numbered, self._held):
            for m in pattern.finditer(masked.string):
                body = _only(masked.get(m, "body"))
                if body is not None and is_body(body) and m.start("body") not in taken:
                    taken.add(m.start("body"))
                    number = (ordinal_of(m["number"]) or 0) if "number" in m.groupdict() else 0
                    yield self._mention(masked.span(m.start(), m.end("body")), number, [body])

    def _of_series(
        self, sentence: Sentence, numbered: re.Pattern[str], series: dict[str, MeetingMention]
    ) -> Iterator[Mention]:
        for m in numbered.finditer(self.world.text, sentence.span.start, sentence.span.end):
            of, number = series[m[1]], int(m[2]) if m[2].isdigit() else ordinal_of(m[2]) or 0
            mention = self._mention(Span(m.start(), m.end()), number, list(of.organisations))
            mention.level, mention.pre, mention.head = of.level, f"{bare_name(name_of(of))} ", of.head
            yield mention

    def _series(self) -> Iterator[tuple[str, MeetingMention]]:
        """Yield the acronyms that stand in brackets behind the names of meetings."""
        for sentence in self.world.layout.sentences:
            for mention in self.world.mentions[sentence.index]:
                if isinstance(mention, MeetingMention):
                    found = _ACRONYM.match(self.world.text, mention.end, sentence.span.end)
                    if found is not None and len(name_of(mention).split()) > 1:
                        yield found[1], mention

    def _mention(self, span: Span, number: int, organisations: list[Organisation]) -> MeetingMention:
        words = self.world.text[span.start : span.end]
        level = self._levels.of(self.world.words(span))
        return MeetingMention(
            "MEETING", span.start, span.end, words, "session", "", number, 0, "the", False, organisations, [], level
        )


def _only(mention: Mention | None) -> Organisation | None:
    """Return the only organisation that a mention names, none where it names people."""
    if isinstance(mention, OrgMention):
        return mention.organisation
    if isinstance(mention, WhoMention) and len(mention.members) == 1 and mention.members[0].person is None:
        return mention.members[0].organisation
    return None
