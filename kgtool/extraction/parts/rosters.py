"""Rosters: in, lines and table rows that list who took part in a meeting; out, their participations.

A line or the head of a table opens a roster ("Participants:", "Represented by"); a line of it with only a country, an
office or a capacity heads the lines after it. The words are the lexicon's (participation.toml, [roster]).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Delegate,
    Meeting,
    MeetingMention,
    Mention,
    Organisation,
    PlaceMention,
    TimeMention,
    WhoMention,
)
from kgtool.extraction.masked import FIRST_SLOT
from kgtool.extraction.parts.roster_entries import Entry, EntryReader, Head, any_pattern
from kgtool.extraction.world import World
from kgtool.model import Span

Line = Sequence[Sentence]

_LABEL = re.compile(r"[^:–—]{2,60}?(?: ?:| [–—-])(?= )")
_ANNEX = re.compile(r"(?i:annex|appendix|attachment|schedule)(?: [IVX\d]+)?\s*[:.–—-]\s*")
_NUMBER = re.compile(
    r"(?:(?i:part|section|chapter) (?:\w{1,5})\s*[:.–—-]|[A-Z]?(?:\.?\d{1,2})+[.)]?(?= )|[IVX]{1,4}\.)\s*"
)
_REMARK = re.compile(r"\(.*\)\.?")
_SMALL = re.compile(r"\b[a-z]{2,}\b")
_TICK = re.compile(r"(?i)[x✓✔●•*+]|yes")
_ONLY = re.compile(r"(?i)\b(?:the|delegations?|of|from)\b")
_MOST_WORDS = {True: 4, False: 12}  # So many small words may an entry have that ends, or does not end, in a full stop.
_LEAD = 4  # Before the first name of an entry there are fewer small words.
_MEETINGS = 2  # A table with days in so many rows lists meetings, not the people at one.
_LONGEST = 80  # A line that opens a roster, or heads lines in it, is no longer.


class RosterReader:
    """Reads the rosters of a document; `read` has the index of each sentence in one."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.read: set[int] = set()
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("participation", {}).get("roster", {})
        self._opens = any_pattern(table.get("opens", []))
        self._columns = any_pattern(table.get("columns", []))
        self._other = any_pattern(table.get("other", []))
        self._announced = any_pattern(table.get("announced", []))
        self._named = any_pattern(table.get("named", []))
        self._entries = EntryReader(world)
        self._lines = _by_block(world.layout.sentences)

    def run(self) -> None:
        """Add the participations that rosters list to the meetings of the world."""
        at = 0
        while at < len(self._lines):
            table = self._lines[at][0].block.kind == "cell"
            at = self._table(at, None, None) if table else self._roster(at) or at + 1

    # ---- where a roster begins
    def _roster(self, at: int) -> int:
        """Read the roster that a line opens; return the place after it, 0 where the line opens none."""
        line = self._lines[at]
        words = self._words(line)
        label = _LABEL.match(words)
        inline = label is not None and self._is_opening(label.group())
        if not (inline or self._is_opening(words) or (self._announces(words))):
            return 0
        meeting = self._meeting(line[0])
        if meeting is None:
            return 0
        head = self._head(label.group() if label is not None and inline else words, Head())
        if inline and self._is_entry(line):
            self._enter(line, head, meeting)
            head = _below(head)
        if at + 1 < len(self._lines) and self._lines[at + 1][0].block.kind == "cell":
            return self._table(at + 1, meeting, head)
        return self._under(at + 1, head, meeting)

    def _announces(self, words: str) -> bool:
        """Return whether a line ends in words that announce a list."""
        end = words[-_LONGEST:]
        listed = end.endswith(":") and self._columns.search(end) and not self._other.search(end)
        return bool(self._announced.search(end) or listed)

    def _is_opening(self, words: str) -> bool:
        bare = _NUMBER.sub("", _ANNEX.sub("", words, count=1), count=1).strip(" :.–—-*_")
        return len(bare) <= _LONGEST and bool(self._opens.fullmatch(bare))

    def _head(self, words: str, above: Head) -> Head:
        """Return what a line that heads others says of them; an organisation stays that of the line above."""
        return replace(above, capacity=self._entries.capacity(words), absent=self._entries.is_absent(words))

    def _meeting(self, opening: Sentence) -> Meeting | None:
        """Return the meeting a roster is of: named in its opening, else the one spoken of, else the one reported."""
        named = (m.meeting for m in self.world.mentions[opening.index] if isinstance(m, MeetingMention) and m.meeting)
        focus = next(named, None) or self.world.focus.get(opening.index)
        annexed = _ANNEX.match(self.world.text, opening.span.start)
        if focus is not None and focus.status in {"", "held"} and not annexed:
            return focus
        return next((m for m in self.world.meetings if m.status in {"", "held"}), focus)

    # ---- lines
    def _under(self, at: int, opening: Head, meeting: Meeting) -> int:
        """Read the lines of a roster from a place on; return the place after the last."""
        head, alone, headed_by_country = opening, False, False
        while at < len(self._lines):
            line = self._lines[at]
            words = self._words(line)
            entry = self._entries.entry(line)
            label = _LABEL.match(words)
            if line[0].block.kind == "cell" and self._lists_people(at):
                self._leave(head, alone, meeting)
                at, alone = self._table(at, meeting, head), False
                continue
            if line[0].block.kind in {"cell", "title"}:
                break
            if _REMARK.fullmatch(words) and not entry.whos:
                at += 1
                continue
            if self._is_opening(words) and not entry.whos:
                self._leave(head, alone, meeting)
                head, alone = self._head(words, Head()), False
            elif not self._is_entry(line):
                break
            elif label is not None and self._is_opening(label.group()):
                self._leave(head, alone, meeting)
                head, alone = self._head(label.group(), Head()), False
                self._entries.add(entry, head, meeting)
                head = _below(head)
            elif self._is_head(entry, words):
                self._leave(head, alone, meeting)
                head, alone = self._headed(head, self._entries.organisation(entry), line[0].span, meeting), True
                headed_by_country = not entry.whos
            else:
                stood_for = self._entries.add(entry, head, meeting)
                # Under a country its people may stand for another office than the one it is short for.
                other = head.organisation not in stood_for and (entry.places or not headed_by_country)
                self._leave(head, bool(alone and other), meeting)
                alone = False
            self.read.update(s.index for s in line)
            at += 1
        self._leave(head, alone, meeting)
        return at

    def _headed(self, head: Head, organisation: Organisation | None, span: Span, meeting: Meeting) -> Head:
        """Return what a line with an organisation says of those below it: whose meeting it is, is no observer there."""
        chairs = [p.delegate.organisation for p in meeting.participations if p.capacity == "chair"]
        own = organisation is not None and organisation in {*chairs, self.world.publisher}
        capacity = "participant" if own and head.capacity == "observer" else head.capacity
        return replace(head, organisation=organisation, span=span, capacity=capacity)

    def _lists_people(self, at: int) -> bool:
        """Return whether the first row of a table in a roster has an entry of it."""
        row = self._lines[at][0].block.row
        cells = (line for line in self._lines[at:] if line[0].block.row == row and line[0].block.kind == "cell")
        return any(self._is_entry(cell) and not self._has_day(cell) for cell in cells)

    def _leave(self, head: Head, alone: bool, meeting: Meeting) -> None:
        """Let an office that stands on a line alone, with nobody under it, take part itself."""
        if alone and head.organisation is not None and head.span is not None:
            sentence = self.world.sentence_at(head.span.start)
            who = WhoMention("WHO", head.span.start, head.span.end, "", [Delegate(None, head.organisation, head.span)])
            if sentence is not None:
                self._entries.add(Entry((sentence,), (who,), ()), head, meeting)

    def _enter(self, line: Line, head: Head, meeting: Meeting) -> None:
        self._entries.add(self._entries.entry(line), head, meeting)
        self.read.update(s.index for s in line)

    def _is_head(self, entry: Entry, words: str) -> bool:
        """Return whether a line has nothing but one country or organisation."""
        if entry.people or sum(len(w.members) for w in entry.whos) > 1 or re.search(r" [–—-] ", words):
            return False
        mentions: list[Mention] = [*entry.whos, *entry.places]
        for mention in mentions:
            words = words.replace(" ".join(mention.text.split()), "", 1)
        return not re.search(r"\w{2,}", _ONLY.sub("", words))

    def _is_entry(self, line: Line) -> bool:
        """Return whether a line names somebody near its beginning, explains no acronym and has few words of its own."""
        text = " ".join(self.world.masked(s).string for s in line)
        who = any(isinstance(m, WhoMention | PlaceMention) for s in line for m in self.world.mentions[s.index])
        if not who or "=" in text or len(_SMALL.findall(text)) > _MOST_WORDS[text.endswith(".")]:
            return False
        lead = next((i for i, c in enumerate(text) if c >= FIRST_SLOT), len(text))
        return len(_SMALL.findall(text[:lead])) < _LEAD

    # ---- tables
    def _table(self, at: int, meeting: Meeting | None, opening: Head | None) -> int:
        """Read the table that begins at a place, if it lists who took part; return the place after it."""
        rows: list[list[Line]] = []
        end = at
        while end < len(self._lines) and self._lines[end][0].block.kind == "cell":
            cell = self._lines[end]
            if rows and rows[-1][0][0].block.row == cell[0].block.row:
                rows[-1].append(cell)
            else:
                rows.append([cell])
            end += 1
        headers = [self._words(cell) for cell in rows[0]]
        dated = sum(1 for row in rows if any(self._has_day(cell) for cell in row))
        if opening is None and self._is_of_people(headers) and dated < _MEETINGS:
            meeting, opening = self._meeting(rows[0][0][0]), Head()
        if meeting is not None and opening is not None:
            headed = not any(isinstance(m, WhoMention) for c in rows[0] for m in self.world.mentions[c[0].index])
            self._rows(rows[1:] if headed else rows, headers if headed else [], opening, meeting)
        return end

    def _has_day(self, cell: Line) -> bool:
        """Return whether a cell has a day, as the rows of a table of meetings do."""
        return any(isinstance(m, TimeMention) and m.when.day for s in cell for m in self.world.mentions[s.index])

    def _is_of_people(self, headers: list[str]) -> bool:
        """Return whether the heads of columns say that a table lists who came."""
        named = sum(1 for h in headers if self._named.search(h))
        return any(self._columns.search(h) for h in headers) or named > 1

    def _rows(self, rows: list[list[Line]], headers: list[str], opening: Head, meeting: Meeting) -> None:
        head = opening
        for cells in rows:
            line = [s for cell in cells for s in cell]
            entry = self._entries.entry(line)
            if not entry.whos and not entry.places:
                continue
            organisation = self._entries.organisation(entry)
            if organisation is not None:
                head = self._headed(opening, organisation, line[0].span, meeting)
            capacity = self._entries.capacity(" ; ".join(self._above(cells, headers)), head.capacity)
            self._entries.add(entry, replace(head, capacity=capacity), meeting)
            self.read.update(s.index for s in line)

    def _above(self, cells: list[Line], headers: list[str]) -> Iterator[str]:
        """Yield the heads of columns that say something of a row: those above its people, and above ticks."""
        if len(cells) != len(headers):
            return
        for cell, header in zip(cells, headers, strict=True):
            mentions = [m for s in cell for m in self.world.mentions[s.index]]
            people = any(d.person for m in mentions if isinstance(m, WhoMention) for d in m.members)
            if people or _TICK.fullmatch(self._words(cell)):
                yield header

    def _words(self, line: Line) -> str:
        words = self.world.words(Span(line[0].span.start, line[-1].span.end))
        return words[len(line[0].marker) :].strip()


def _below(head: Head) -> Head:
    """Return what a line that names its own chair says of those below it: that they were there."""
    return replace(head, capacity="participant") if head.capacity == "chair" else head


def _by_block(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Return the sentences of each block together."""
    found: list[list[Sentence]] = []
    for sentence in sentences:
        if found and found[-1][0].block is sentence.block:
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return found
