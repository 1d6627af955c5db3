"""Meetings of bodies: in, sentences that say when a council, group or forum meets; out, a mention of that meeting.

"the Coordination Group, which will meet in May", "when the Administrative Council meets in Oslo in October".
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Meeting,
    MeetingMention,
    Mention,
    Organisation,
    OrgMention,
    TimeMention,
    WhoMention,
)
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.meetings.details import MeetingDetails
from kgtool.extraction.meetings.matching import is_body, times_clash
from kgtool.extraction.meetings.names import levels_of
from kgtool.extraction.meetings.records import mention_by_verb, number_by_times
from kgtool.extraction.world import World
from kgtool.model import Span

_OF = re.compile(
    r"(?i)\b(?:deputy (?:heads|commissioners|directors?[ -]general)|vice[- ]presidents|deputies) of (?:the )?$"
)


class BodyMeetings:
    """Finds meetings by the body that meets."""

    def __init__(self, world: World, details: MeetingDetails) -> None:
        self.world = world
        self._details = details
        meetings: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        table: dict[str, Any] = meetings.get("bodies", {})
        self._levels = levels_of(world.knowledge.lexicon)
        nouns, verbs = alternatives(table.get("nouns", ["-"])), alternatives(table.get("verbs", ["-"]))
        before = alternatives(table.get("before", ["-"]))
        who, date = any_of("ORG|WHO"), any_of("DATE")
        which = "(?:which|that|who)"
        name = rf"(?!The )[A-Z][\w'-]+ (?:(?:[A-Z][\w'-]+|of|the|on|for|and) ){{0,5}}?{nouns}"
        name = rf"(?:{name}|{nouns} of (?!the )[A-Z][\w'-]+(?: (?:of|and|for|the|[A-Z][\w'-]+)){{0,5}})"
        name += r"(?: (?:on|for) (?:the )?[A-Z][\w'-]+(?:,? (?:(?:and|of|the|for) ){0,2}[A-Z][\w'-]+){0,6})?"
        name += rf"(?: of (?:the )?{who})?(?: ?\({who}\))?"
        self._pattern = re.compile(
            rf"(?P<body>(?P<named>(?:{who}(?:'s)? )?{name})|{who}(?P<whose> of (?:the )?{who})?)"
            rf"(?P<level> {alternatives(table.get('levels', ['-']))})?"
            rf"(?:,? {which}(?:[^.;:]{{0,60}}? and {which})?"
            rf"|, (?:in which|where|whose|the|made up|composed|set up|created|founded|an?) [^.;:]{{3,120}}?,)?"
            rf"(?: {before})* {verbs}\b"
            rf"(?=[^.;:]{{0,70}}?(?P<date>{date}))"
        )

        self._other = re.compile(rf"(?: with)?(?: the)? (?P<other>{any_of('WHO')})")

    def find(self, sentence: Sentence, taken: list[MeetingMention], focus: Meeting | None) -> list[MeetingMention]:
        """Return mentions of the meetings of bodies that a sentence dates, beside the mentions found in it."""
        masked = self.world.masked(sentence)
        found = (
            self._read(sentence, masked, m, focus)
            for m in self._pattern.finditer(masked.string)
            if not (m["whose"] and taken)
        )
        return [m for m in found if m is not None and all(m.end <= t.start or t.end <= m.start for t in taken)]

    def _read(
        self, sentence: Sentence, masked: Masked, m: re.Match[str], focus: Meeting | None
    ) -> MeetingMention | None:
        inside = masked.inside(m.start("body"), m.end("body"))
        if any(isinstance(x, MeetingMention) for x in inside):
            return None
        body = next((o for x in inside if (o := _body(x)) is not None), None)
        named = bool(m["named"])
        if not named and any(isinstance(x, WhoMention) and any(d.person for d in x.members) for x in inside):
            return None
        if body is not None and not named and not (is_body(body) or body.kind == "unit") and not m["level"]:
            return None
        words = self.world.words(masked.span(m.start("body"), m.end("level") if m["level"] else m.end("body")))
        level, date = self._level(masked, m, words, body), masked.get(m, "date")
        level = "industry" if self._with_industry(masked, m.end()) else level
        if body is None and not named:
            # "The deputies, who will meet in May": those of the forum spoken of.
            body = focus.forum if focus is not None and level and level != focus.level else None
            if body is None:
                return None
        if not isinstance(date, TimeMention):
            return None
        span, when = masked.span(m.start(), m.end()), self._details.times.when(date)
        meeting = self._known(body, level, when) or self._new(words, body, level, span.start, span.end)
        number_by_times(self.world, meeting, sentence, span)
        return mention_by_verb(self.world, span, meeting)

    def _with_industry(self, masked: Masked, verb: int) -> bool:
        """Return whether industry stands behind a verb: "the heads met with the users' association"."""
        found = self._other.match(masked.string, verb)
        who = masked.get(found, "other") if found else None
        met = [d.organisation for d in who.members if d.organisation] if isinstance(who, WhoMention) else []
        return bool(met) and all(o.kind == "industry-association" for o in met)

    def _level(self, masked: Masked, m: re.Match[str], words: str, body: Organisation | None) -> str:
        """Return the level that the words before a body, its own, or its name tell."""
        lead = masked.string[: m.start("body")]
        above = self._levels.of(lead) if _OF.search(lead) else ""
        return above or self._levels.of(words) or (self._levels.of(body.display) if body is not None else "")

    def _known(self, body: Organisation | None, level: str, when: When) -> Meeting | None:
        if body is None:
            return None
        fitting = (m for m in self.world.meetings if m.forum is body and level in {"", m.level})
        return next((m for m in fitting if not times_clash(when, m.when)), None)

    def _new(self, words: str, body: Organisation | None, level: str, start: int, end: int) -> Meeting:
        span = Span(start, end)
        meeting = Meeting(f"meeting of the {words.removeprefix('the ')}", span, level=level, series_span=span)
        if body is not None and is_body(body):
            meeting.forum = body
        self.world.meetings.append(meeting)
        return meeting


def _body(mention: Mention) -> Organisation | None:
    """Return the only organisation that a mention names, none where it names people."""
    if isinstance(mention, OrgMention):
        return mention.organisation
    if isinstance(mention, WhoMention) and len(mention.members) == 1 and mention.members[0].person is None:
        return mention.members[0].organisation
    return None
