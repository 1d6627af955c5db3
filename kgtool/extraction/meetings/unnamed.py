"""Unnamed meetings: in, sentences in which people meet; out, the meeting spoken of, or one of its own, of those people.

Some meetings have no noun ("A met with B"), others one that says nothing of itself ("A had talks with B").
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    MeetingMention,
    Organisation,
    Participation,
    TimeMention,
    WhoMention,
)
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.meetings.details import MeetingDetails
from kgtool.extraction.meetings.inheritance import inherit
from kgtool.extraction.meetings.matching import is_body, times_clash
from kgtool.extraction.meetings.names import bare_name, levels_of, name_of
from kgtool.extraction.meetings.records import mention_by_verb, number_by_times
from kgtool.extraction.meetings.sections import Section
from kgtool.extraction.world import World
from kgtool.model import Span

_TWO = 2  # More sides than these met one by one where they met "separately".
_HEADING = 5  # A heading that names a level has at most so many words.
_WITH = re.compile(r"\s+(?:[\w' ]{0,20}\s+)?with\s+(?:the\s+)?")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being) (?=(?:met|visited)\b(?! by))")
_WILL = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:next |again )?(?:to|due to|scheduled to|expected to|set to)|plans? to)(?: \w+)? $"
)
_THEY = re.compile(
    r"(?i)\b(?:they|we"
    r"|the (?:\w+ )?(?:two|three|four|five|heads|offices|members|partners|directors|delegates|parties|sides))\b"
)
_AS_HOST = re.compile(r",? as (?:the |its |their )?(?:host|chair|co-host|observer|guest)s?\b")
_VISIT = re.compile(r"(?i)visited|paid a visit")
_HELD = re.compile(r"\b(?:held|had|hold|holds|conducted|opened|began|continued|resumed)\b[^.;:]{0,20}$")
_BRIEFLY_WITH = re.compile(r"\s+(?:\w+\s+){0,2}with\b")


class UnnamedMeetings:
    """Finds meetings by their verbs, and talks by their partners."""

    def __init__(self, world: World, details: MeetingDetails) -> None:
        self.world = world
        self._details = details
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        self._levels = levels_of(world.knowledge.lexicon)
        self._talk = re.compile(rf"(?i)(?:{alternatives(table.get('of_two', ['-']))})$")
        apart = table.get("counterparts", {}).get("apart", [])
        self._apart = cued(re.compile("|".join(apart) or "(?!)", re.IGNORECASE))
        self._verbs = re.compile(rf"(?<!\w){alternatives(table.get('verbs', ['-']))}(?!\w)", re.IGNORECASE)

    # ---- by a heading
    def under_heading(self, sentence: Sentence, focus: Meeting | None) -> MeetingMention | None:
        """Return, under "Head level", a mention of the focus's counterpart at that level that a day tells apart."""
        if focus is None or focus.forum is None or not sentence.index:
            return None
        level, above = self._heading(sentence)
        dates = [m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention) and m.when.day]
        if level in {"", focus.level} or not dates or not self._clashes(dates, focus):
            return None
        named = (m for m in self.world.meetings if m.forum is focus.forum and m.level == level and m.status == "held")
        meeting = next(named, None) or Meeting(
            self.world.words(above).strip(" .:"), above, level=level, forum=focus.forum
        )
        if meeting not in self.world.meetings:
            meeting.series_span = above
            meeting.when, meeting.when_spans = self._details.times.when(dates[0]), [dates[0].span]
            self.world.meetings.append(meeting)
        return mention_by_verb(self.world, dates[0].span, meeting)

    def _heading(self, sentence: Sentence) -> tuple[str, Span]:
        """Return the level that a heading, or a few words in the place of one, names right above a sentence."""
        above = self.world.layout.sentences[max(0, sentence.index - 1)].span
        words = self.world.words(above)
        return (self._levels.of(words) if len(words.split()) <= _HEADING else ""), above

    # ---- by the verb
    def met(self, sentence: Sentence, focus: Meeting | None, section: Section | None) -> MeetingMention | None:
        """Return the verb by which people meet as a mention: of the meeting spoken of, else of a new one."""
        verb = self._verbs.search(self.world.text, sentence.span.start, sentence.span.end)
        if verb is None or sentence.block.kind == "title":
            return None
        span = Span(verb.start(), verb.end())
        if _PASSIVE.search(self.world.text, sentence.span.start, span.end + len(" by")):
            return None
        dates = [m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention)]
        sides = self._sides(sentence, span, focus, bool(dates))
        several = len({id(d.organisation) for d in sides}) > _TWO
        if several and self._apart.search(self.world.levelled, sentence.span.start, sentence.span.end):
            return None  # Each met one apart from the others.
        aside = self._is_aside(sentence, span, focus, sides)
        headed = section is not None and bool(section.when.day) and not dates
        other = headed and focus is not None and section is not None and times_clash(section.when, focus.when)
        if focus is not None and not (aside or other or self._clashes(dates, focus) or _others(sides, focus)):
            meeting = focus
        else:
            organisations = list({id(o): o for d in sides if (o := d.organisation) is not None}.values())
            announced = self._announced() if dates and len(organisations) < 2 else None
            # "The heads of the Forum met in Oslo" needs no day to be a meeting.
            of_heads = bool(organisations) and organisations[0].kind == "forum" and self._level_before(sentence, span)
            dated = bool(dates) or bool(of_heads) or headed
            if len(organisations) < 2 and announced is None and not (dated and (focus is None or other)):
                return self._next_edition(sentence, span, organisations, focus) if dates else None
            if (
                announced is None
                and len(organisations) < 2
                and (_VISIT.match(verb.group()) or not self._subject(sentence, span))
            ):
                return None
            meeting = announced or self._new(sentence, span, sides, organisations)
            if aside and focus is not None:
                meeting.level, meeting.place = "bilateral", focus.place
                meeting.partof, meeting.partof_span = focus, sentence.span
                meeting.when, meeting.when_spans = When(focus.when.year, focus.when.month), list(focus.when_spans)
        return mention_by_verb(self.world, span, meeting)

    def _next_edition(
        self, sentence: Sentence, verb: Span, organisations: list[Organisation], focus: Meeting | None
    ) -> MeetingMention | None:
        """Return a mention of the next meeting of a body, or of "they", where they "will meet in May"."""
        lead = self.world.text[sentence.span.start : verb.start]
        if focus is None or not _WILL.search(lead) or not (focus.forum or focus.ordinal):
            return None
        body = organisations[0] if organisations else None
        if (body is None and not _THEY.search(lead)) or (body is not None and not is_body(body)):
            return None
        own = [m for m in self.world.meetings if m.forum is body and m.ordinal] if body is not None else [focus]
        name = bare_name(own[0].name) if own else f"{_short(body)} meeting" if body is not None else ""
        meeting = Meeting(name, verb, level=own[0].level if own else "", forum=body, status="scheduled")
        meeting.status_span = meeting.series_span = verb
        if body is None:
            inherit(meeting, focus, [])
        self.world.meetings.append(meeting)
        return mention_by_verb(self.world, verb, meeting)

    def _announced(self) -> Meeting | None:
        """Return the meeting that a headline names and that nothing has dated yet."""
        for meeting in self.world.meetings:
            sentence = self.world.sentence_at(meeting.span.start)
            if sentence is not None and sentence.block.kind in {"title", "heading"} and not meeting.when.year:
                return meeting
        return None

    def _is_aside(self, sentence: Sentence, verb: Span, focus: Meeting | None, sides: list[Delegate]) -> bool:
        """Return whether two meet each other beside an assembly or the meeting of a forum."""
        before, after = self._around(sentence, verb)
        if focus is None or before is None or after is None or (focus.level != "assembly" and focus.forum is None):
            return False
        if not _BRIEFLY_WITH.match(self.world.text[verb.end : after.start + 1]):
            return False
        return len({id(d.organisation) for d in sides}) == 2 and len(after.members) == 1

    def _sides(self, sentence: Sentence, verb: Span, focus: Meeting | None, dated: bool) -> list[Delegate]:
        """Return who stands before and behind a verb; "they" may be the forum spoken of."""
        before, after = self._around(sentence, verb)
        if after is not None and _AS_HOST.match(self.world.text, after.end):
            after = None
        sides = [d for m in (before, after) if m is not None for d in m.members if d.organisation]
        group = before is not None and after is not None and not before.members
        if group and before is not None and focus is not None and focus.forum is not None and dated:
            sides.insert(0, Delegate(None, focus.forum, before.span))
        return sides

    def _subject(self, sentence: Sentence, span: Span) -> bool:
        """Return whether people or bodies are named before a verb."""
        return self._around(sentence, span)[0] is not None or bool(self._level_before(sentence, span))

    def _around(self, sentence: Sentence, span: Span) -> tuple[WhoMention | None, WhoMention | None]:
        whos = [m for m in self.world.mentions[sentence.index] if isinstance(m, WhoMention)]
        before = next((m for m in reversed(whos) if m.end <= span.start), None)
        return before, next((m for m in whos if m.start >= span.end), None)

    def _clashes(self, dates: list[TimeMention], meeting: Meeting) -> bool:
        """Return whether a date says that another meeting is meant."""
        known = meeting.when.start
        for date in dates:
            start = self._details.times.when(date).start
            if known and start and not (start.startswith(known) or known.startswith(start)):
                return True
        return False

    def _new(self, sentence: Sentence, verb: Span, sides: list[Delegate], organisations: list[Organisation]) -> Meeting:
        """Return a new meeting, added to the world, named for its sides, else for the verb."""
        if len(organisations) < 2:
            meeting = Meeting(self.world.text[verb.start : verb.end], verb)
            if organisations and organisations[0].kind == "forum":
                meeting.name, meeting.forum = f"{_short(organisations[0])} meeting", organisations[0]
        else:
            meeting = Meeting(f"{' - '.join(_short(o) for o in organisations[:2])} meeting", verb)
            meeting.parties = sides[:]
        number_by_times(self.world, meeting, sentence, verb)
        level = self._level_before(sentence, verb)
        many = level in {"heads", "deputy-heads"} and len(organisations) > 2
        if many or (level == "heads" and any(o.kind == "forum" for o in organisations)):
            meeting.level = level
        if level in {"deputy-heads", "working-level"} and meeting.forum is not None:
            meeting.level = level
        meeting.level = meeting.level or self._heading(sentence)[0]
        self.world.meetings.append(meeting)
        return meeting

    def _level_before(self, sentence: Sentence, span: Span) -> str:
        if span.start <= sentence.span.start:
            return ""
        return self._levels.of(" ".join(self.world.text[sentence.span.start : span.start].split()))

    # ---- by the noun
    def aside(self, mention: MeetingMention, sentence: Sentence, focus: Meeting | None) -> Meeting | None:
        """Return a new meeting, added to the world, where "a bilateral meeting" is one of two beside that of many."""
        many = focus is not None and (focus.forum is not None or focus.ordinal or focus.level == "assembly")
        plain = mention.ordinal or mention.year or mention.organisations or mention.countries or mention.plural
        if not many or plain or mention.determiner not in {"a", "an", "their"} or focus is None:
            return None
        if mention.level != "bilateral" and not self._talk.match(mention.head):
            return None
        before, after = self._around(sentence, mention.span)
        joined = after is not None and _WITH.search(self.world.text[mention.end : after.start + 1])
        parties = [d for m in (before, after if joined else None) if m is not None for d in m.members]
        parties = [d for d in parties if d.organisation is not None]
        if len({id(d.organisation) for d in parties}) != 2:
            return None
        organisations = list({id(o): o for d in parties if (o := d.organisation) is not None}.values())
        name = f"{name_of(mention)} {' - '.join(map(_short, organisations))}"
        meeting = Meeting(name, mention.span, level="bilateral", parties=parties, partof=focus)
        meeting.partof_span = sentence.span
        meeting.participations = [Participation(d, "participant", sentence.span, "talks") for d in parties]
        meeting.when, meeting.when_spans = When(focus.when.year, focus.when.month), list(focus.when_spans)
        self.world.meetings.append(meeting)
        return meeting

    def apart(self, mention: MeetingMention, sentence: Sentence) -> Meeting | None:
        """Return a new meeting, added to the world, of those who "had talks with" one another, if two did."""
        before, after = self._around(sentence, mention.span)
        if before is None:
            return None
        joined = after is not None and _WITH.fullmatch(self.world.text[mention.end : after.start])
        held = _HELD.search(self.world.text, before.end, mention.start)
        parties = [d for m in (before, after if joined else None) if m is not None for d in m.members if d.organisation]
        if len({id(d.organisation) for d in parties}) < 2 or not (joined or held):
            return None
        span = Span(mention.start, after.end if joined and after is not None else mention.end)
        meeting = Meeting(self.world.words(span), span)
        meeting.parties = [Delegate(None, d.organisation, d.span) for d in parties]
        meeting.participations = [Participation(d, "participant", sentence.span, "talks") for d in parties]
        self.world.meetings.append(meeting)
        return meeting


def _short(organisation: Organisation) -> str:
    acronyms = organisation.names.get("acronym")
    return acronyms[0][0] if acronyms else organisation.display


def _others(sides: list[Delegate], meeting: Meeting) -> bool:
    """Return whether a side is none of the meeting's parties, where the meeting has named parties."""
    known = {id(d.organisation) for d in meeting.parties}
    return bool(known) and any(id(d.organisation) not in known for d in sides)
