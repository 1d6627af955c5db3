"""Records of meetings: in, noun phrases; out, new meetings with what the phrases say, or more said of known ones."""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.documents.date_resolution import resolve
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Delegate, Entity, Meeting, MeetingMention, Organisation, TimeMention
from kgtool.extraction.lexicon import ordinal_of
from kgtool.extraction.meetings.inheritance import host_visit, inherit, inherit_by_name
from kgtool.extraction.meetings.marks import marks_of
from kgtool.extraction.meetings.matching import forum_of, is_fuller
from kgtool.extraction.meetings.names import TIMES, name_of
from kgtool.extraction.world import World
from kgtool.model import Span


def mention_by_verb(world: World, span: Span, meeting: Meeting, head: str = "meeting") -> MeetingMention:
    """Return words that tell of a meeting without a noun of its own ("met", "received") as a mention of it."""
    words = world.text[span.start : span.end]
    mention = MeetingMention("MEETING", span.start, span.end, words, head, "", 0, 0, "the", False, [], [], "")
    mention.meeting = meeting
    return mention


def number_by_times(world: World, meeting: Meeting, sentence: Sentence, verb: Span) -> None:
    """Give the meeting of those who "met for the sixth time" that number."""
    found = TIMES.match(world.text, verb.end, sentence.span.end)
    if found is not None and not meeting.ordinal:
        meeting.ordinal, meeting.ordinal_span = ordinal_of(found[1]) or 0, Span(found.start(1), found.end(1))


class MeetingRecords:
    """Makes and completes the records of meetings."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        self._marks = marks_of(world.knowledge.lexicon)
        self._neighbours = frozenset(table.get("neighbours", []))

    def update(self, meeting: Meeting, mention: MeetingMention) -> None:
        """Add what a noun phrase says to the meeting that it means."""
        if mention.ordinal and not meeting.ordinal:
            meeting.ordinal, meeting.ordinal_span = mention.ordinal, mention.span
        meeting.level = meeting.level or mention.level
        meeting.place = meeting.place or mention.place
        if meeting.forum is None:
            meeting.forum = forum_of(mention)
            meeting.series_span = meeting.series_span or mention.span
        if mention.year and not meeting.when.year:
            meeting.when, meeting.when_spans = When(mention.year), [mention.span]
        if not meeting.parties:
            meeting.parties = self._parties(mention)
        if is_fuller(mention, meeting) and not mention.plural:
            meeting.name, meeting.span = name_of(mention), mention.span

    def new(self, mention: MeetingMention, focus: Meeting | None) -> Meeting:
        """Return a new meeting, added to the world, with what a noun phrase says."""
        meeting = Meeting(name_of(mention), mention.span, level=mention.level, forum=forum_of(mention))
        meeting.series_span = mention.span
        meeting.place = mention.place
        if mention.ordinal:
            meeting.ordinal, meeting.ordinal_span = mention.ordinal, mention.span
        if mention.year:
            meeting.when, meeting.when_spans = When(mention.year), [mention.span]
        meeting.parties = self._parties(mention)
        if {w.casefold() for w in mention.text.split()[:3]} & self._neighbours:
            inherit(meeting, focus, self.world.meetings)
        elif mention.determiner in {"the", "its", "their"}:
            inherit_by_name(meeting, self.world.meetings)
            if meeting.forum is None and focus is not None and "mid-term" in self._marks.of(meeting.name):
                meeting.forum = focus.forum
        self.world.meetings.append(meeting)
        if "visit" in self._marks.of(mention.text):
            host_visit(meeting, mention)
        return meeting

    def several(self, mention: MeetingMention, times: list[TimeMention], focus: Meeting | None) -> bool:
        """Make, of "summits of A and B were held in March … and May …", a meeting for each date."""
        if not mention.plural or mention.months or not (mention.countries or mention.organisations):
            return False
        dates = [m for m in times if m.start > mention.end and m.when.month]
        if len(dates) < 2:
            return False
        for date in dates:
            meeting = self.new(mention, focus)
            meeting.name = re.sub(r"s$", "", meeting.name)
            meeting.when = resolve(date.when, self.world.issued, self.world.date_before(date.start), True)
            meeting.when_spans, meeting.when_words = [date.span], " ".join(date.text.split())
            meeting.status, meeting.status_span = "held", mention.span
        return True

    def _parties(self, mention: MeetingMention) -> list[Delegate]:
        """Return the organisations and countries in a noun phrase, unless one of them is a forum and stands alone."""
        forum = forum_of(mention)
        others = [o for o in mention.organisations if o is not forum]
        if forum is not None and len(mention.countries) + len(others) < 2:
            return []
        parties = [Delegate(None, organisation, mention.span) for organisation in others]
        for country in mention.countries:
            party = self._side(mention, country)
            if party is not None and all(p.organisation is not party for p in parties):
                parties.append(Delegate(None, party, mention.span))
        return parties

    def _side(self, mention: MeetingMention, country: Entity) -> Organisation | None:
        """Return what a country's name stands for: at a summit the State, else its office."""
        summit = mention.head.startswith("summit")
        return self.world.state_of(country) if summit else self.world.office_of(country)
