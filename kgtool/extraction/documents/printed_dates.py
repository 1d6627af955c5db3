"""Printed dates: in, blocks of a document; out, the dates that stand on the page as its own, each with what it is.

A date is the page's own where its line has little else: a place, a label, a time of day, brackets.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kgtool.extraction.documents.dates import DateMention, When
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.world import World
from kgtool.model import Block, Span

_OPENING = " \t\n\r[(-–—,"  # What may stand between a label and its date.
_COUNTER = "No|N|Nr|N°|Nº|Vol|Issue|Number|Edition|Bulletin"
_MONTH = "|".join(month_name[1:])
_ISSUE = rf"(?:{_COUNTER})\.? ?\d+(?:[/-]\d+)?"
_PLACE = re.compile(rf"(?:{_ISSUE}|(?:{_ISSUE} ?[-–—,|/] ?)?[A-ZÀ-Ž][\w'-]*(?:[ ,]+[A-Z][\w'-]*){{0,2}})")
_BYLINE = re.compile(r"(?i:(?:written |posted |published |uploaded |added )?by )[^\n\d]{3,50}(?: on|,)?")
_TIME = r"(?:at )?\d{1,2}(?:[:.h]\d\d(?::\d\d)?)?\s*(?:[AaPp]\.?[Mm]\.?|hrs|h|uhr)?(?: ?\(?[A-Z][A-Za-z/+:\d]{1,6}\)?)?"
_LITTLE = re.compile(
    rf"[\s\])}}.,|*–-]*(?:{_TIME}\b\.?)?(?:,? (?:pages?|pp?\.) ?[\d–-]+)?"
    r"(?:\s*by (?:the )?[\w ]{1,80}| *\(?[A-Z]{2,4}\)?| *\([A-Z][a-z]{2,8}\.?\)| *[|·•‖/].*| {2,}.*|\t.*| *Source:.*"
    r"| *[-–—] *[A-ZÀ-Ž][\w'-]*(?:[ ,]+[A-Z][\w'-]*){0,3})?[\s\])}.,-]*"
)
# A date of another calendar before ours: "18 Rabi' al-Thani 1446H, corresponding to 21 October 2024".
_OTHER_CALENDAR = re.compile(
    r"(?:(?P<place>[A-ZÀ-Ž][\w'’ -]{2,24}),? )?(?:\d{1,2}(?:st|nd|rd|th)? [\w'’ -]{3,24},? \d{3,4}"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})"
    r" ?(?:A\.?\s?H\.?|H\.?|B\.?\s?E\.?|S\.?\s?H\.?)?,?\s*(?:\(|[/=|-])?"
    r"\s*(?i:corresponding to|equivalent to|equals|the equivalent of|i\.e\.|which corresponds to|that is|of)?"
)
_BAR = r"\s*[|>›»·•‖]+\s*|\s{3,}|\t+|(?<=\])\s+"
_BARS = re.compile(_BAR)
_SEPARATOR = re.compile(rf"{_BAR}|\s+[—–/-]\s+")
# An issue counted within its year, with its month: "Issue 3/2021 (March)".
_ISSUE_OF_MONTH = re.compile(
    rf"(?:{_COUNTER})\.? ?\d+ ?[/-] ?(?P<year>(?:19|20)\d\d)(?: \(|, | [-–—|] )(?P<month>{_MONTH})\)?"
)
_PAIR = 2  # A label and what it labels.
_CATEGORY = re.compile(r"(?: (?:[A-ZÀ-Ž][\w’'-]*|of|and|the|&)){1,6}")
_SHORT = 120  # A block of so many code points is looked at whole.
_LEAD = 60  # Of a longer one, so many: a dateline stands there.


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date that stands on the page as its own: when, where, and what it says it is."""

    when: When
    span: Span
    role: str
    words: str


class PrintedDateFinder:
    """Finds the dates that a page prints as its own."""

    def __init__(self, world: World) -> None:
        self.world = world
        roles: dict[str, list[str]] = world.knowledge.lexicon.tables.get("layout", {}).get("date_roles", {})
        # The role named last in the lexicon is tried first: "last updated" is no "date".
        self._roles = [
            (
                role,
                re.compile(rf"(?:\[?(?:this page was )?|.*\b){alternatives(words)}(?: (?:on|at|in))?\s*:?\s*$", re.I),
            )
            for role, words in reversed(roles.items())
        ]

    def find(self) -> Iterator[PrintedDate]:
        """Yield the document's printed dates: the declared one first, the others in order."""
        declared = self.world.document.metadata.get("published")
        if declared is not None:
            for date in self.world.knowledge.dates.find(self.world.text, declared.start, declared.end)[:1]:
                yield _printed(date, "issued")
        cells = Counter(b.row for b in self.world.layout.blocks if b.kind == "cell")
        for block in self.world.layout.blocks:
            # "Published | 3 May 2019" is the page's own, a date in a wider row is of what the row tells.
            told = block.kind == "metadata" or (block.kind == "cell" and cells[block.row] > _PAIR)
            found = self.date_line(_lead(block)) if not told else None
            month = _ISSUE_OF_MONTH.fullmatch(self.world.text, block.span.start, block.span.end)
            if month is not None:
                when = When(int(month["year"]), [*month_name].index(month["month"]))
                yield PrintedDate(when, block.span, "unknown", month.group())
            elif found is not None:
                yield _printed(found, self._role(self._before(block.span.start, found)))

    def date_line(self, span: Span) -> DateMention | None:
        """Return the date of a line, or of one part of a line of several, that has little else."""
        whole = self._date_of(span)
        if whole is not None or span.end - span.start > _SHORT:
            return whole
        parts = list(_parts(self.world.text, span))
        dates = (self._date_of(part) for part in parts if len(parts) > 1)
        return next((date for date in dates if date is not None), None)

    def _date_of(self, span: Span) -> DateMention | None:
        date = self._first_date(span)
        if date is None:
            return None
        before = self._before(span.start, date)
        foreign = _OTHER_CALENDAR.fullmatch(before)
        if foreign is not None or before.casefold() in {"corresponding to", "equivalent to"}:
            before = (foreign.group("place") or "") if foreign else ""
        after = self.world.text[date.end : span.end]
        place = (_PLACE.fullmatch(before) is not None and len(before) < 30) or bool(_BYLINE.fullmatch(before))
        if before and not place and self._role(before) == "unknown":
            return None
        if not before and span.start == date.start and _CATEGORY.fullmatch(after):
            return date  # "March 10, 2021 News and Events"
        dateline = place and after.startswith(".") and len(after) > 3
        return date if dateline or _LITTLE.fullmatch(after) else None

    def _first_date(self, span: Span) -> DateMention | None:
        """Return the first date with a year, if it has a month too."""
        dates = self.world.knowledge.dates.find(self.world.text, span.start, span.end)
        first = next((d for d in dates if d.when.year and (d.when.month or not d.when.relative)), None)
        # "Munich, 9-11 May 2012" says when something took place.
        return first if first is not None and first.when.month and not first.when.last[1] else None

    def _before(self, start: int, date: DateMention) -> str:
        return self.world.text[start : date.start].strip(_OPENING)

    def _role(self, before: str) -> str:
        label = before.strip(" [(*")
        return next((role for role, pattern in self._roles if before and pattern.fullmatch(label)), "unknown")


def segments(line: str) -> list[str]:
    """Return the parts of a line that bars, arrows, dots, dashes or gaps divide: the steps of a breadcrumb."""
    return [part for part in _SEPARATOR.split(line) if part.strip()]


def _parts(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    steps = _SEPARATOR.split(text[span.start : span.end])
    bars = _SEPARATOR if any(re.fullmatch(_ISSUE, step) for step in steps) else _BARS
    for m in bars.finditer(text, span.start, span.end):
        if m.start() > at:
            yield Span(at, m.start())
        at = m.end()
    if at < span.end:
        yield Span(at, span.end)


def _printed(date: DateMention, role: str) -> PrintedDate:
    return PrintedDate(date.when, Span(date.start, date.end), role, date.words)


def _lead(block: Block) -> Span:
    """Return the block's whole span where it is short, else its opening, where a dateline would stand."""
    if block.span.end - block.span.start <= _SHORT:
        return block.span
    return Span(block.span.start, block.span.start + _LEAD)
