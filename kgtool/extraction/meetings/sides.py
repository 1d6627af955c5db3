"""Meetings beside the main one: in, the meetings that sentences name; out, the main one again once it is told of.

A meeting with industry is told of beside the main one: a paragraph that does not point back to it is of the main one.
"""

from __future__ import annotations

import re

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Meeting
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.world import World
from kgtool.model import Block


class SideMeeting:
    """Remembers the main meeting while one beside it is told of."""

    def __init__(self, world: World) -> None:
        self.world = world
        words = world.knowledge.lexicon.tables.get("meetings", {}).get("points_back", ["-"])
        self._points_back = re.compile(rf"{alternatives(words)}(?!\w)")
        self._main: Meeting | None = None
        self._told_in: Block | None = None

    def enter(self, meeting: Meeting | None, sentence: Sentence, main: Meeting | None) -> None:
        """Remember the main meeting when one with industry is told beside it."""
        if meeting is None or main is None or meeting is main or meeting.level != "industry":
            return
        if main.level not in {"", "industry"}:
            self._main, self._told_in = main, sentence.block

    def leave(self, sentence: Sentence, focus: Meeting | None) -> Meeting | None:
        """Return the meeting spoken of: the main one where a new paragraph does not point back to the one beside it."""
        if self._main is None or sentence.block is self._told_in:
            return focus
        if self._points_back.match(self.world.text, sentence.span.start, sentence.span.end):
            self._told_in = sentence.block
            return focus
        main, self._main = self._main, None
        return main
