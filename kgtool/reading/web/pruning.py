"""A page's body in; out, the same body without what is no text of the article: scripts, navigation, notices, markers.

What holds the larger part of the page's prose is never dropped, whatever it is called.
"""

from __future__ import annotations

import re
from itertools import islice

from kgtool.reading.stored import one_line
from kgtool.reading.web.declared import key_of, names_title
from kgtool.reading.web.hints import hints
from kgtool.reading.web.measures import Measure, measure
from kgtool.reading.web.sections import drop_sections
from kgtool.reading.web.tree import (
    Element,
    ancestors,
    drop,
    is_block,
    labels_of,
    names_of,
    tag_of,
    text_of,
    within,
    word_set,
)

_NO_TEXT = word_set(
    "script style noscript template svg canvas iframe object embed audio video map select input textarea "
    "datalist progress meter dialog link meta title base applet frameset amp-ad amp-sidebar amp-consent amp-analytics"
)
_NAVIGATION = frozenset(["nav", "menu", "search"])
_ROLES = word_set("navigation search banner complementary contentinfo dialog alertdialog menu menubar toolbar tablist")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt")
_MOST = 0.4
_LITTLE_PROSE = 200
_DENSE = 0.33
_OPENED_ABOVE = 2
_TITLE_LENGTH = (15, 200)

_MARKER = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]+|[a-z])[\])]?")
_RETURN_LINK = re.compile(r"[↩↑⤴^\ufe0e]+")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def prune(body: Element, title: str = "") -> None:
    """Drop all furniture that its element, role, label, heading or place gives away, and the markers of footnotes.

    What holds the heading that reads as the declared title, else one of level 1, is kept.
    """
    for element in list(body.iter(*_NO_TEXT)):
        drop(element)
    measures = measure(body)
    whole = measures[body]
    dropped: set[Element] = set()
    heads = {above for heading in _main_headings(body, title) for above in [heading, *ancestors(heading)]}
    for element in list(body.iter())[1:]:
        if element.getparent() in dropped:
            dropped.add(element)
        elif _is_furniture(element, measures[element], whole, element in heads) or _is_marker(element):
            dropped.add(element)
            drop(element)
    drop_sections(body, heads)


def _main_headings(body: Element, title: str) -> list[Element]:
    """Return the headings that read as the declared title, else all of level 1."""
    wanted = key_of(title)
    keys = {heading: key_of(text_of(heading)) for heading in body.iter("h1", "h2", "h3", "h4")}
    named = [heading for heading, key in keys.items() if names_title(key, wanted)]
    first_level = [heading for heading in keys if tag_of(heading) == "h1"]
    return named or first_level or _title_lines(body, wanted)


def _title_lines(body: Element, wanted: str) -> list[Element]:
    """Return the line that reads as the declared title, else the longest whose label says title, made a heading."""
    lines = {
        element: one_line(text_of(element))
        for element in body.iter("div", "p", "th", "td", "span", "strong", "b", "font", "dt")
        if not any(is_block(child) for child in element)
    }
    keys = {element: key_of(text) for element, text in lines.items()}
    named = [element for element, key in keys.items() if key in wanted and names_title(key, wanted)]
    labelled = [
        element
        for element, text in lines.items()
        if labels_of(element) & hints().titles and _TITLE_LENGTH[0] <= len(text) <= _TITLE_LENGTH[1]
    ]
    found = named or labelled
    if not found:
        return []
    title = max(found, key=lambda element: len(lines[element]))
    title.tag = "h1"
    return [title]


def _is_furniture(element: Element, own: Measure, whole: Measure, holds_h1: bool) -> bool:
    tag = tag_of(element)
    if tag == "button":  # of an accordion, its heading
        return not within(element, _HEADINGS)
    if tag in ("body", "main", "article", "tr", "tbody") and own.linked != own.text:
        return False
    if _is_most(own, whole):
        return False
    if tag in _NAVIGATION or (element.get("role", "") in _ROLES and not holds_h1):
        return True
    if _is_hidden(element) and not _is_opened(element):
        return True
    return _by_place(element, tag, own, holds_h1) or _by_label(element, own, holds_h1)


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_opened(element: Element) -> bool:
    """Return whether a click on a tab or a heading shows this part: it is text of the page as much as the rest."""
    near = [element, *islice(ancestors(element), _OPENED_ABOVE)]
    return element.get("role") == "tabpanel" or any(labels_of(one) & hints().opened for one in near)


def _is_most(own: Measure, whole: Measure) -> bool:
    if whole.prose:
        return own.prose > _MOST * whole.prose
    return own.text > _MOST * whole.text


def _by_place(element: Element, tag: str, own: Measure, holds_h1: bool) -> bool:
    if tag == "form":
        return not holds_h1
    if tag == "header":
        return not holds_h1 and not within(element, ("main", "article"))
    if tag == "footer":
        return not within(element, ("article", "blockquote")) or own.link_density > _DENSE
    if tag == "aside":
        return not within(element, ("article",)) or own.link_density > _DENSE
    return False


def _by_label(element: Element, own: Measure, holds_h1: bool) -> bool:
    labels = labels_of(element)
    if holds_h1 or not labels or any(one.startswith(("footnote", "endnote")) or one == "notes" for one in labels):
        return False
    known = hints()
    names = names_of(element)
    if names & known.unseen and tag_of(element) not in ("caption", "th") and own.prose < _LITTLE_PROSE:
        return True
    if any(label.startswith(known.certain) for label in labels) or labels & known.whole:
        return True
    if own.linked and any(label.startswith(known.linked) for label in labels):
        return True
    if "comments" in labels or ("author" in labels and labels & {"box", "bio"}):
        return True
    if labels & known.heads and not within(element, ("main", "article")):
        return True
    likely = bool(labels & known.likely) or bool(names & known.names)
    return likely and (own.prose < _LITTLE_PROSE or own.link_density > _DENSE)


def _is_marker(element: Element) -> bool:
    """Return whether this is the mark of a footnote ("offices¹") or the way back from one, and no ordinal or power."""
    tag = tag_of(element)
    if tag == "a":
        return bool(_RETURN_LINK.fullmatch(text_of(element).strip()))
    if tag != "sup":
        return False
    text = text_of(element).strip()
    if not _MARKER.fullmatch(text):
        return False
    linked = next(element.iter("a"), None) is not None or within(element, ("a",))
    return linked or not text.isalnum() or (text.isdigit() and _follows_word(element))


def _follows_word(element: Element) -> bool:
    before = element.getprevious()
    above = element.getparent()
    text = (above.text if above is not None else "") if before is None else before.tail or text_of(before)
    return bool(re.search(r"(?:[^\W\d_]{3}|[.,;:!?)”\"’'])\s*$", text or ""))
