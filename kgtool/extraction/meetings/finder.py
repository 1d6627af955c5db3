"""Meetings: in, sentences with noun phrases for meetings; out, the meetings they mean, with date, place, mode, status.

A noun phrase that says something of its own (an ordinal, a year, a forum, a level) finds the meeting it fits or makes a
new one; a bare "the meeting" is the one spoken of last.
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Meeting,
    MeetingMention,
    TimeMention,
)
from kgtool.extraction.meetings.bodies import BodyMeetings
from kgtool.extraction.meetings.ceremonies import Ceremonies
from kgtool.extraction.meetings.details import MeetingDetails
from kgtool.extraction.meetings.discourse import Passing
from kgtool.extraction.meetings.durations import extend_by_durations
from kgtool.extraction.meetings.editions import Editions
from kgtool.extraction.meetings.encounters import Encounters
from kgtool.extraction.meetings.inheritance import inherit
from kgtool.extraction.meetings.lines import MeetingLines
from kgtool.extraction.meetings.matching import (
    MeetingMatcher,
    forum_of,
    has_proper_name,
    is_only_numbered,
    is_specific,
    score,
    times_clash,
)
from kgtool.extraction.meetings.names import MeetingNameFinder, bare_name, levels_of, name_of
from kgtool.extraction.meetings.records import MeetingRecords
from kgtool.extraction.meetings.rows import MeetingRows
from kgtool.extraction.meetings.sections import DatedSections, Section
from kgtool.extraction.meetings.sessions import Sessions
from kgtool.extraction.meetings.sides import SideMeeting
from kgtool.extraction.meetings.subjects import Subjects
from kgtool.extraction.meetings.tables import MeetingTables
from kgtool.extraction.meetings.trips import Trips
from kgtool.extraction.meetings.unnamed import UnnamedMeetings
from kgtool.extraction.world import World

_IS = re.compile(r"\s*(?:,|,?\s*(?:was|is|were|had been|has been|will be|took the form of|was held as))\s*")
_THIS_WAS = re.compile(r"\b(?:[Ii]t|[Tt]his|[Tt]hat)\s+(?:was|is|had been|has been)\s+$")
_COPULA = 20  # "This had been" is shorter.
_NONE = frozenset({"no", "any", "each"})


class MeetingFinder:
    """Finds the meetings of a document. The focus is the meeting spoken of last."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        self._levels = levels_of(world.knowledge.lexicon)
        self._subjects = Subjects(world, self._levels)
        self._matcher = MeetingMatcher(world.knowledge.lexicon)
        self._details = MeetingDetails(world)
        self._records = MeetingRecords(world)
        self._rows = MeetingRows(world, self._details)
        self._unnamed = UnnamedMeetings(world, self._details)
        self._sections = DatedSections(world, self._details)
        self._section: Section | None = None
        self._trips = Trips(world)
        self._tables = MeetingTables(world, self._details)
        self._ceremonies = Ceremonies(world, self._details)
        self._lines = MeetingLines(world, self._details)
        self._bodies = BodyMeetings(world, self._details)
        self._encounters = Encounters(world)
        self._editions = Editions(world)
        self._never = re.compile(table.get("never", "(?!)"))
        self._own = frozenset(table.get("own", []))
        self._void = frozenset(table.get("void", []))
        self._passing = frozenset(table.get("distinct", [])) - frozenset(table.get("beside", []))
        self._side = SideMeeting(world)
        self._in_passing = Passing(world)
        self._ahead = re.compile("|".join(table.get("ahead", [])) or "(?!)", re.IGNORECASE)
        self._is_ahead = False  # Whether the section is of what is still to come.
        self._focus: Meeting | None = None

    def run(self) -> None:
        """Add meeting mentions to world.mentions, meetings to world.meetings and the focus of each sentence."""
        MeetingNameFinder(self.world).run()
        Sessions(self.world).find()
        self._editions.find()
        for sentence in self.world.layout.sentences:
            self._in_sentence(sentence)
            if self._focus is not None:
                self.world.focus[sentence.index] = self._focus
        self._tables.read()
        self._rows.share_dates()
        self._rows.share_place()
        extend_by_durations(self.world, self._details)

    def _in_sentence(self, sentence: Sentence) -> None:
        self._focus = self._side.leave(sentence, self._focus)
        if sentence.block.kind == "heading" and len(self.world.words(sentence.span).split()) == 1:
            self._details.times.row_year = 0
        if sentence.block.kind in {"heading", "title"}:
            self._is_ahead = bool(self._ahead.fullmatch(self.world.words(sentence.span).strip(" #*:.-")))
        self._section = self._sections.at(sentence)
        known = len(self.world.meetings)
        entry = self._rows.row(sentence)
        if entry is not None:
            self._focus, self._details.times.row_year = entry, entry.when.year
            return
        found = [m for m in self.world.mentions[sentence.index] if isinstance(m, MeetingMention)]
        mentions = [m for m in found if m.head not in self._void]
        if sentence.block.kind in {"title", "heading"} and any(m.ordinal for m in mentions):
            # A headline has one subject: "Oslo Session Closes: 5th Meeting of …".
            mentions = [m for m in mentions if m.ordinal or is_specific(m)]
        for mention in mentions:
            self._read(mention, sentence)
        bodies = self._bodies.find(sentence, mentions, self._focus)
        signed = None if mentions or bodies else self._ceremonies.met(sentence, self._focus, self._section)
        if signed is not None:
            self._focus, mentions = signed.meeting, [signed]
        elif not bodies and all(m.head in self._own and m.meeting is self._focus for m in mentions):
            verb = self._encounters.met(sentence, self._focus, self._sections.time_in(sentence))
            verb = (
                verb
                or self._trips.visit(sentence, self._section)
                or self._unnamed.met(sentence, self._focus, self._section)
            )
            if verb is None or verb.meeting is self._focus:
                verb = self._unnamed.under_heading(sentence, self._focus) or verb
            self._focus = verb.meeting if verb is not None else self._focus
            mentions = [verb] if verb is not None else mentions
            told = None if mentions else self._lines.told(sentence, self._focus)
            mentions = [told] if told is not None else mentions
        beside = self._encounters.beside(sentence, mentions) if not bodies else None
        mentions = mentions if beside is None else [*mentions, beside]
        self._focus = self._focus or next((m.meeting for m in bodies), None)
        mentions = sorted([*mentions, *bodies], key=lambda m: m.start)
        own = self._section.date.span if self._section is not None else None
        times = [m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention) and m.span != own]
        if self._section is not None and not any(t.when.month or t.when.relative for t in times):
            self._date_by_section(known)
        self._details.attach(sentence, mentions, self._focus)
        for said in filter(None, (self._lines.just_told(sentence, m) for m in mentions[:1])):
            self._details.attach(self.world.layout.sentences[sentence.index - 1], [said], self._focus)
        self._lines.head(sentence)
        if sentence.block.kind == "cell" and mentions:
            self._tables.complete(sentence)
        for meeting in self.world.meetings[known:] if self._is_ahead else ():
            meeting.status = "scheduled" if meeting.status in {"", "held"} else meeting.status
        self._date_by_section(known)

    def _date_by_section(self, known: int) -> None:
        """Give meetings first told in a dated section its time and place, unless they are still to come."""
        section = self._section
        for meeting in self.world.meetings[known:]:
            if section is not None and (section.entry or meeting.status != "scheduled"):
                self._details.date_by_section(meeting, section.when, section.date, section.place)

    def _read(self, mention: MeetingMention, sentence: Sentence) -> None:
        """Find the meeting that a noun phrase means; what is held, and not named in passing, is then spoken of."""
        if self._is_part(mention, sentence):
            mention.meeting = self._focus
            return
        if self._never.match(self.world.text, mention.end, sentence.span.end) and mention.determiner in {"a", "an"}:
            return
        times = [m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention)]
        if self._records.several(mention, times, self._focus):
            return
        self._subjects.complete(mention, sentence)
        mention.meeting = self._apposed(mention, sentence) or self._unnamed.aside(mention, sentence, self._focus)
        mention.meeting = mention.meeting or self._resolve(mention, sentence)
        self._side.enter(mention.meeting, sentence, self._focus)
        passing = {w.casefold() for w in mention.pre.split()} & self._passing
        held = not passing and mention.head not in self._own and self._details.status_near(sentence, mention) == "held"
        # "It was the second of the year; the first was held in May": an edition beside the one spoken of.
        held = held and not (not mention.head and self._is_named_before(mention, sentence))
        held = held and not (mention.meeting is not self._focus and self._in_passing.has(sentence, mention))
        if mention.meeting is not None and (self._focus is None or held or self._opens_entry(mention, sentence)):
            self._focus = mention.meeting

    def _is_named_before(self, mention: MeetingMention, sentence: Sentence) -> bool:
        """Return whether the sentence names the meeting spoken of before a noun phrase."""
        named = (m for m in self.world.mentions[sentence.index] if isinstance(m, MeetingMention))
        return any(m.meeting is self._focus and m.start < mention.start for m in named) and self._focus is not None

    def _is_part(self, mention: MeetingMention, sentence: Sentence) -> bool:
        """Return whether a signing of which nothing else is told was part of the meeting spoken of."""
        told = mention.ordinal or mention.year or mention.months or mention.head != "signing"
        focus = self._focus
        if told or focus is None or focus.level == "signing" or not focus.when.year:
            return False
        times = (m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention))
        return sentence.block.kind == "caption" or (mention.determiner == "the" and not any(t.when.day for t in times))

    def _opens_entry(self, mention: MeetingMention, sentence: Sentence) -> bool:
        """Return whether a noun phrase tells what a dated entry is about: it is the first, in the first sentence."""
        if not self._sections.begins_with(sentence):
            return False
        return not any(
            isinstance(m, MeetingMention) and m.start < mention.start for m in self.world.mentions[sentence.index]
        )

    def _apposed(self, mention: MeetingMention, sentence: Sentence) -> Meeting | None:
        """Return the meeting that a noun phrase says more of: "the 2nd meeting, a video call", "was a video call"."""
        lead = self.world.text[max(0, mention.start - _COPULA) : mention.start]
        plain = mention.determiner in {"the", "their", "its", "our"} and not mention.year and forum_of(mention) is None
        focus = self._focus
        if plain and focus is not None and _THIS_WAS.search(lead):
            own = mention.determiner != "the" and mention.ordinal and not focus.ordinal
            if mention.ordinal <= 1 or mention.ordinal == focus.ordinal or own:
                if own:
                    self._records.update(focus, mention)
                return focus
        if mention.determiner not in {"a", "an"}:
            return None
        before = [m for m in self.world.mentions[sentence.index] if isinstance(m, MeetingMention)]
        near = (m for m in before if m.end < mention.start and _IS.fullmatch(self.world.text[m.end : mention.start]))
        return next((m.meeting for m in near), None)

    def _resolve(self, mention: MeetingMention, sentence: Sentence) -> Meeting | None:
        if mention.head in self._own and not mention.organisations:
            if not mention.determiner:
                return self._unnamed.apart(mention, sentence) or self._focus
            if mention.determiner in {"their", "its"} and not mention.ordinal:
                return self._focus
        if is_only_numbered(mention):
            edition = self._editions.meant(mention, self._focus)
            if edition is not None or not mention.head:
                return edition
        told = is_specific(mention) or self._matcher.sets_apart(mention) or has_proper_name(mention)
        row = self._details.times.in_row(sentence)
        told = told or (self._focus is not None and times_clash(row, self._focus.when))
        if not told and not self._is_of_a_sort(mention, sentence):
            return self._spoken_of(mention, sentence)
        headed = self._headed_by_name(mention)
        if headed is not None:
            return headed
        status = self._details.status_near(sentence, mention)
        said = self._details.said_of(sentence, mention)
        if not said.year and status != "scheduled" and not self._is_known_by_name(mention):
            said = self._section.when if self._section is not None else said
        said = said if said.year else row
        fitting = [x for x in self.world.meetings if self._matcher.fits(mention, x, status, said)]
        if fitting:
            best = max(fitting, key=lambda x: (score(mention, x), x is self._focus))
            self._records.update(best, mention)
            return best
        if mention.determiner in _NONE or (mention.plural and not (mention.months or mention.year)):
            return None
        meeting = self._records.new(mention, self._focus)
        if mention.level == "signing" and mention.determiner == "the" and not said.year:
            self._details.date_by_last_day(meeting, mention)
        return meeting

    def _headed_by_name(self, mention: MeetingMention) -> Meeting | None:
        """Return the meeting that heads the dated section and has the very name of a noun phrase."""
        name, section = bare_name(name_of(mention)), self._section
        if section is None or section.entry or len(name.split()) < 2:
            return None
        return next((m for m in self.world.meetings if bare_name(m.name) == name and m.when == section.when), None)

    def _is_known_by_name(self, mention: MeetingMention) -> bool:
        """Return whether a meeting of the very name has been told of."""
        name = bare_name(name_of(mention))
        return any(bare_name(m.name) == name for m in self.world.meetings)

    def _is_of_a_sort(self, mention: MeetingMention, sentence: Sentence) -> bool:
        """Return whether a noun phrase tells of another sort of meeting than the one spoken of, and when or where."""
        told = self._matcher.marks.of(name_of(mention))
        if mention.plural or (self._focus is not None and told <= self._matcher.marks.of(self._focus.name)):
            return False
        others = self.world.mentions[sentence.index]
        return any(isinstance(m, TimeMention) or m.kind == "CITY" for m in others if m is not mention)

    def _spoken_of(self, mention: MeetingMention, sentence: Sentence) -> Meeting | None:
        """Return what a bare "the meeting" means: the focus, or a new meeting where the sentence has a day."""
        if mention.plural or mention.determiner in _NONE:
            return None
        if mention.determiner in {"a", "an"} and self._details.times.clash(sentence, self._focus):
            return self._records.new(mention, self._focus)
        same = self._matcher.told_by_sort(mention, self.world.meetings)
        if same is not None:
            return same
        section, focus = self._section, self._focus
        if section is not None and focus is not None and times_clash(section.when, focus.when):
            status = self._details.status_near(sentence, mention)
            if status not in {"held", focus.status}:
                # "May: the meeting planned in Oslo is called off": another one than the one told of under April.
                meeting = self._records.new(mention, None)
                inherit(meeting, focus, self.world.meetings)
                return meeting
        dated = any(isinstance(m, TimeMention) and m.when.day for m in self.world.mentions[sentence.index])
        return self._records.new(mention, self._focus) if self._focus is None and dated else self._focus
