"""Metadata: in, a document and its layout; out, its title, publisher, contact and the dates it prints."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass, field

from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.headline import HeadlineFinder
from kgtool.extraction.documents.printed_dates import PrintedDate, PrintedDateFinder
from kgtool.extraction.documents.publishers import PublisherFinder
from kgtool.extraction.entities import Organisation
from kgtool.extraction.world import World
from kgtool.model import Span

_SERIES = 3  # More dates on lines of their own are those of a timeline, a list of posts or a calendar,
_NEAR = 120  # but for one above the title, or so near below it.
_TOP = 6  # The line that numbers an issue is among the first so many blocks.
_ISSUE = re.compile(
    r"(?i)(?:\b(?:issue|edition|newsletter|bulletin|digest|round-up)|^(?:no\.?|nr\.?|n°|vol\.|number)) ?(?:no\.? ?)?"
    rf"(?P<when>\d{{1,2}} ?[/-] ?(?P<year>(?:19|20)\d\d)(?:,? \(?(?P<month>{'|'.join(month_name[1:])})\b\)?)?)(?!\d)"
)
_TODAY = re.compile(r"\b[Tt]oday,? \(?(?:on )?$")


@dataclass(eq=False, slots=True)
class Metadata:
    """What a document says of itself; None where it does not say."""

    title: Span | None = None
    publisher: Organisation | None = None
    publisher_span: Span | None = None
    publisher_text: str = ""
    issued: PrintedDate | None = None
    dates: list[PrintedDate] = field(default_factory=list)
    contact: Organisation | None = None
    contact_span: Span | None = None


class MetadataFinder:
    """Finds what a document says of itself."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._dates = PrintedDateFinder(world)
        self._headline = HeadlineFinder(world, self._dates)
        self._publishers = PublisherFinder(world, self._dates)

    def run(self) -> Metadata:
        """Return the metadata; the world learns the document's date."""
        found = Metadata()
        found.title = self._headline.find()
        found.dates = list(self._dates.find())
        found.issued = self._issued(found)
        if found.issued is not None:
            self.world.issued = found.issued.when
        return found

    def finish(self, found: Metadata) -> None:
        """Add publisher and contact, which need the organisations named."""
        publisher = self._publishers.find(found.title)
        if publisher is not None:
            found.publisher, found.publisher_span, found.publisher_text = publisher
            if found.publisher is not None and found.publisher_text and not found.publisher.names:
                # A page of "we" and "our" has its publisher's name in its metadata only.
                words, acronyms = self.world.words(publisher[1]), found.publisher.entity
                known = acronyms is not None and words in acronyms.acronyms and words.isupper()
                found.publisher.name("acronym" if known else "preferred", words, publisher[1])
        contact = next(self._publishers.contacts(), None)
        if contact is not None:
            found.contact, found.contact_span = contact.organisation, contact.span
            named = self._publishers.of_contact(contact.organisation)
            if publisher is None and named is not None:
                found.publisher, found.publisher_span = named
        self.world.publisher = found.publisher

    def _issued(self, found: Metadata) -> PrintedDate | None:
        """Return the date of issue: labelled so, else below the title, else above it, else that of an update."""
        title_end = found.title.end if found.title else 0
        top = self._headline.top_blocks[-1].span.end if self._headline.top_blocks else 0

        series = sum(date.role == "unknown" for date in found.dates) > _SERIES

        def rank(date: PrintedDate) -> int:
            again = sum(d.role == "unknown" and d.when == date.when for d in found.dates) >= _SERIES
            if series and date.role == "unknown" and (again or date.span.start > title_end + _NEAR):
                return 9
            if date.role != "unknown":
                return {"issued": 0, "updated": 3}.get(date.role, 9)
            if date.span.start < title_end:
                return 2
            return 1 if date.span.start <= top else 9

        ranked = sorted((rank(d), d.span.start, n) for n, d in enumerate(found.dates))
        return found.dates[ranked[0][2]] if ranked and ranked[0][0] < 9 else self._of_issue() or self._today()

    def _of_issue(self) -> PrintedDate | None:
        """Return the year that numbers an issue at the top of a page, with its month: "Issue 3/2021 (March)"."""
        for block in self.world.layout.blocks[:_TOP]:
            found = _ISSUE.search(self.world.text[block.span.start : block.span.end])
            if found is not None:
                names = [n.casefold() for n in month_name]
                month = names.index(found["month"].casefold()) if found["month"] else 0
                start, words = block.span.start + found.start("when"), found["when"]
                return PrintedDate(When(int(found["year"]), month), Span(start, start + len(words)), "unknown", words)
        return None

    def _today(self) -> PrintedDate | None:
        """Return the day that the text calls today: "started today, 4 May 2022"."""
        for date in self.world.dates:
            when = date.when
            if when.day and when.year and _TODAY.search(self.world.text, max(0, date.start - 12), date.start):
                return PrintedDate(when, Span(date.start, date.end), "unknown", date.words)
        return None
