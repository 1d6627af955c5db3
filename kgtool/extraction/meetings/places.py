"""Places of meetings: in, a sentence and a meeting; out, the town that the sentence says it was in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kgtool.extraction.cues import CuedPattern, cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Meeting, MeetingMention, Mention, PlaceMention
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.masked import any_of
from kgtool.extraction.world import World
from kgtool.model import Span


class MeetingPlaces:
    """Reads where meetings were."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {}).get("places", {})
        city, country, date = any_of("CITY|COUNTRY"), any_of("COUNTRY|CITY"), any_of("DATE")
        slots = {
            "<CITY>": rf"(?P<city>{city})(?: City\b)?(?:(?:,| in|, in| \() ?(?P<country>{country}))?",
            "<DATE>": date,
            "<MEETING>": any_of("MEETING"),
            "<WHO>": any_of("WHO|ORG"),
        }
        self._towns = [_compile(pattern, slots) for pattern in table.get("patterns", [])]
        self._countries = [_compile(pattern, slots) for pattern in table.get("countries", [])]
        self._city_states = frozenset(table.get("city_states", []))
        self.same = whole_words(table.get("same", []), re.IGNORECASE)

    def attach(self, meeting: Meeting, sentence: Sentence, left: int, right: int, without: Sequence[Span] = ()) -> None:
        """Give a meeting the first city that the sentence has "in" before, between two offsets, else the country.

        What stands in one of the stretches of `without` is left out.
        """
        if meeting.place is not None and meeting.place.kind == "CITY":
            return
        masked = self.world.masked(sentence)
        for patterns, towns in ((self._towns, True), (self._countries, False)):
            found = [m for pattern in patterns for m in pattern.finditer(masked.string)]
            for m in sorted(found, key=lambda m: m.start("city")):
                city = masked.get(m, "city")
                if not isinstance(city, PlaceMention) or not left <= city.start < right:
                    continue
                if self._is_town(city) == towns and not any(s.covers(city.span) for s in without):
                    meeting.place = self._within(city, masked.get(m, "country")) if towns else meeting.place or city
                    return
        if meeting.place is None and self.same.search(self.world.text, left, right):
            # That of the meeting named beside it, else of the one that the text reports.
            beside = (m.meeting for m in self.world.mentions[sentence.index] if isinstance(m, MeetingMention))
            known = [*(m for m in beside if m is not None), *(m for m in self.world.meetings if m.status == "held")]
            others = (m for m in known if m is not meeting and m.place is not None)
            meeting.place = next((m.place for m in others), None)

    def _is_town(self, place: PlaceMention) -> bool:
        """Return whether a place is a town, or a State that is one."""
        return place.kind == "CITY" or place.entity.label in self._city_states

    def _within(self, city: PlaceMention, country: Mention | None) -> PlaceMention:
        """Return a city with the country named beside it."""
        named = country if isinstance(country, PlaceMention) else None
        city.country = named.entity if named is not None else None
        end = named.end if named is not None else city.end
        text = self.world.text[city.start : end]
        return PlaceMention("CITY", city.start, end, text, city.entity, city.country)


def _compile(pattern: str, slots: dict[str, str]) -> CuedPattern:
    for slot, expanded in slots.items():
        pattern = pattern.replace(slot, expanded)
    return cued(re.compile(pattern))
