"""Trips: in, a report of visits in dated sections; out, a meeting for each that names who was visited.

"From 3 to 5 May she paid courtesy visits to … Monday: Oslo. At the Norwegian office she was welcomed by …"
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Delegate, Meeting, MeetingMention, Participation, WhoMention
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.meetings.records import mention_by_verb
from kgtool.extraction.meetings.sections import Section
from kgtool.extraction.parts.parts import add
from kgtool.extraction.world import World

_HOSTS = frozenset({"office", "international-organisation"})


class Trips:
    """Finds the visits of which a report tells section by section."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        self._visits = whole_words(table.get("trips", []), re.IGNORECASE)
        self._seen: set[int] = set()

    def visit(self, sentence: Sentence, section: Section | None) -> MeetingMention | None:
        """Return a mention of the visit that a section is about, where its first office named is not our own."""
        own = self.world.publisher
        if section is None or section.entry or own is None or id(section) in self._seen:
            return None
        if sentence.block.kind == "heading" or not self._visits.search(self.world.text, 0, section.date.start):
            return None
        for mention in self.world.mentions[sentence.index]:
            members = mention.members if isinstance(mention, WhoMention) else []
            hosts = (o for d in members if (o := d.organisation) is not None and o.kind in _HOSTS and o is not own)
            host = next(hosts, None)
            if host is None:
                continue
            self._seen.add(id(section))
            meeting = Meeting(f"visit to {host.display}", mention.span, level="bilateral")
            meeting.parties = [Delegate(None, own, sentence.span), Delegate(None, host, mention.span)]
            add(meeting, Participation(Delegate(None, host, mention.span), "host", sentence.span, "trip"))
            self.world.meetings.append(meeting)
            return mention_by_verb(self.world, mention.span, meeting, "visit")
        return None
