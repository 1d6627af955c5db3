"""A body without labelled furniture in; out, the same without the parts that their heading, form or place gives away.

These are parts that no class needs to name: columns beside the article, lists of other articles, what a heading such
as "More news" introduces, and the block around a copyright notice. The element that holds the page's main heading
is never dropped, and prose always remains.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kgtool.reading.furniture import is_copyright_notice
from kgtool.reading.stored import one_line
from kgtool.reading.web.hints import hints
from kgtool.reading.web.measures import measure
from kgtool.reading.web.tree import Element, ancestors, drop, is_block, is_link, labels_of, names_of, tag_of, text_of

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Prose that must remain, in code points and, where only form speaks, as a part; the part that makes a column the main.
_LEAST_PROSE = 40
_REMAINS = 0.2
_MOST = 0.4
# The longest heading; the most prose of a part about the page; the most text around a copyright notice.
_SHORT = 100
_SMALL = 300
_NOTICE_AROUND = 500
# Of an entry in a list of other articles: the shortest link, all text, and what may stand before the link (a date).
_ENTRY_TAGS = frozenset(["a", "article", "div", "li", "section", "p"])
_ENTRY_LINK = 15
_ENTRY_TEXT = 700
_BEFORE_LINK = 40
# Widths in twelfths of a row, of a column beside the article and of the article's.
_NARROWEST, _WIDEST = 4, 6

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NARROW = re.compile(r"(?:^|-)(?:one-(?:third|quarter)|1-[34])$")
_GRID = re.compile(
    r"(?:\w\w:)?(?:col|cols|column|columns|span|grid|large|medium|small|cell|is)(?:-(?:xs|sm|md|lg|xl|xxl|span))?-?(\d\d?)"
)
_READ_ON = re.compile(
    r"(?:read|see|learn|find out|show|view)\s+(?:more|on|the|full)\b|(?:mehr|weiterlesen|lire la suite)\b", re.I
)


def drop_sections(body: Element, heads: set[Element]) -> None:
    """Drop from the body the parts that are no text of the article; heads are the elements that hold its title."""
    page = _Page(body, heads)
    for column in list(page.columns()):
        page.drop(column)
    for group in list(page.entry_groups()):
        if page.prose - sum(page.measures[entry].prose for entry in group) >= max(_LEAST_PROSE, _REMAINS * page.prose):
            page.drop(*group)
    for heading in list(page.headings()):
        page.drop(*page.section(heading))
    for notice in list(page.notices()):
        page.drop(notice)


class _Page:
    """The body with its measures; `prose` is what prose is left."""

    def __init__(self, body: Element, heads: set[Element]) -> None:
        self.body = body
        self.heads = heads
        self.measures = measure(body)
        self.prose = self.measures[body].prose
        self.elements = list(body.iter())
        places = [place for place, element in enumerate(self.elements) if element in heads]
        self.title_at = max(places, default=-1)
        self.gone: set[Element] = set()
        self.mains: dict[Element, list[Element]] = {}

    def drop(self, *elements: Element) -> None:
        for element in elements:
            if element not in self.gone and not any(above in self.gone for above in ancestors(element)):
                self.gone.add(element)
                self.prose -= self.measures[element].prose
                drop(element)

    def columns(self) -> Iterator[Element]:
        """Yield the elements that stand beside the one with the article, as a column of their own."""
        for element in self.elements[1:]:
            if element in self.heads:
                continue
            width = _width(element)
            own = self.measures[element]
            linked = own.link_density > 0.5 and own.prose < _SHORT and own.linked >= _SHORT
            if width <= _NARROWEST or _is_side(element) or (linked and tag_of(element) in ("td", "div", "section")):
                beside = self._main_children(element.getparent())
                if not _is_picture(element) and any(self._is_beside(one, element, width) for one in beside):
                    yield element

    def _main_children(self, parent: Element | None) -> list[Element]:
        """Return the children, one or two, that hold the title or much of the prose."""
        if parent is None:
            return []
        if parent not in self.mains:
            self.mains[parent] = [
                child
                for child in parent
                if self.measures[child].prose >= _LEAST_PROSE
                and (child in self.heads or self.measures[child].prose >= _MOST * self.prose)
            ]
        return self.mains[parent]

    def _is_beside(self, main: Element, other: Element, width: int) -> bool:
        if main is other or tag_of(main) != tag_of(other) or (width < 12 and _width(main) < _WIDEST):
            return False
        return main in self.heads or self.measures[main].prose > self.measures[other].prose

    def entry_groups(self) -> Iterator[list[Element]]:
        """Yield like elements side by side of which each leads to another article."""
        for parent in self.elements:
            groups: dict[tuple[str, str], list[Element]] = defaultdict(list)
            for child in parent:
                if child not in self.heads:
                    groups[(tag_of(child), re.sub(r"\d+", "", child.get("class") or "").split(" ")[0])].append(child)
            yield from (group for group in groups.values() if len(group) > 1 and all(map(self._is_entry, group)))

    def _is_entry(self, element: Element) -> bool:
        own = self.measures[element]
        tag = tag_of(element)
        if tag not in _ENTRY_TAGS or own.linked < _ENTRY_LINK or own.text > _ENTRY_TEXT:
            return False
        if tag not in ("a", "article") and not (labels_of(element) & hints().entries or _reads_on(element)):
            return False
        if tag == "a":
            return any(is_block(child) for child in element)
        shortest = _ENTRY_LINK if _reads_on(element) or _YEAR.search(text_of(element)) else 2 * _ENTRY_LINK
        return _has_linked_heading(element, shortest) or (tag != "li" and _begins_with_link(element, shortest))

    def headings(self) -> Iterator[Element]:
        """Yield the elements that read as a heading of furniture, after the title."""
        for place, element in enumerate(self.elements):
            own = self.measures[element]
            if place > self.title_at and 3 < own.text <= _SHORT and self._is_line(element):
                text = one_line(text_of(element))
                if hints().after.fullmatch(text) or hints().about.fullmatch(text):
                    yield element

    def _is_line(self, element: Element) -> bool:
        above = element.getparent()
        if element is self.body:
            return False
        alone = is_block(element) or (above is not None and self.measures[above].text <= self.measures[element].text)
        return alone and not any(is_block(child) for child in element)

    def section(self, heading: Element) -> list[Element]:
        """Return what a heading of furniture introduces: the part that it begins, else what follows it."""
        strong = bool(hints().after.fullmatch(one_line(text_of(heading))))
        top = heading
        for above in ancestors(heading):
            own = self.measures[above]
            if above in self.heads or above is self.body or not _is_first(top, above):
                break
            if self.prose - own.prose < _LEAST_PROSE or (not strong and own.prose > _SMALL):
                break
            top = above
        if not strong or top is not heading or tag_of(heading) not in _HEADINGS:
            return [top]
        return [heading, *_until_heading(heading, self.heads)]

    def notices(self) -> Iterator[Element]:
        """Yield the largest small part around each copyright notice below the title."""
        for place, element in enumerate(self.elements):
            if place < self.title_at or not 3 < self.measures[element].text < _SMALL or not self._is_line(element):
                continue
            if not is_copyright_notice(one_line(text_of(element))) or _in_caption(element):
                continue
            top = element
            for above in ancestors(element):
                if above in self.heads or above is self.body or self.measures[above].text > _NOTICE_AROUND:
                    break
                top = above
            if self.prose - self.measures[top].prose >= _LEAST_PROSE:
                yield top


def _width(element: Element) -> int:
    """Return the element's width in twelfths of its row, as its class gives it; 12 if none does."""
    names = names_of(element)
    if any(_NARROW.search(name) for name in names):
        return _NARROWEST
    found = [match for name in (element.get("class") or "").lower().split() if (match := _GRID.fullmatch(name))]
    return int(found[-1][1]) if found else 12


def _is_side(element: Element) -> bool:
    known = hints()
    labels = labels_of(element)
    return bool(labels & known.sides) and (bool(labels & known.columns) or labels <= known.sides)


def _is_picture(element: Element) -> bool:
    return next(element.iter("img", "figure"), None) is not None and not any(map(is_link, element.iter("a")))


def _reads_on(element: Element) -> bool:
    return any(_READ_ON.match(one_line(text_of(link))) for link in element.iter("a"))


def _leads_on(link: Element, shortest: int) -> bool:
    text = one_line(text_of(link))
    href = link.get("href") or "#"
    is_date = len(text) < 2 * _ENTRY_LINK and _YEAR.search(text)
    return len(text) >= shortest and is_link(link) and not (href.startswith("#") or is_date)


def _has_linked_heading(element: Element, shortest: int) -> bool:
    headings = element.iter(*_HEADINGS)
    links = (link for one in headings for link in [*one.iter("a"), *one.iterancestors("a")])
    return any(_leads_on(link, shortest) for link in links)


def _begins_with_link(element: Element, shortest: int) -> bool:
    link = next((link for link in element.iter("a") if _leads_on(link, shortest)), None)
    if link is None:
        return False
    return one_line(text_of(element)).find(one_line(text_of(link))) <= _BEFORE_LINK


def _is_first(element: Element, above: Element) -> bool:
    before: Iterable[Element] = element.itersiblings(preceding=True)
    return not (above.text or "").strip() and not any(
        text_of(one).strip() or (one.tail or "").strip() for one in before
    )


def _until_heading(heading: Element, heads: set[Element]) -> Iterator[Element]:
    level = tag_of(heading)
    for element in heading.itersiblings():
        if element in heads or (tag_of(element) in _HEADINGS and tag_of(element) <= level):
            return
        yield element


def _in_caption(element: Element) -> bool:
    near = [element, *ancestors(element)][:3]
    return any(tag_of(one) in ("figcaption", "figure", "caption") or "caption" in labels_of(one) for one in near)
