"""A page's body in; out, the same body without what is no text of the article: scripts, navigation, notices, markers.

What holds the larger part of the page's prose is never dropped, whatever it is called.
"""

from __future__ import annotations

import re

from kgtool.reading.web.declared import key_of
from kgtool.reading.web.measures import Measure, measure
from kgtool.reading.web.tree import Element, ancestors, drop, labels_of, names_of, tag_of, text_of, within, word_set

_NO_TEXT = word_set(
    "script style noscript template svg canvas iframe object embed audio video map button select input textarea "
    "datalist progress meter dialog link meta title base applet frameset"
)
_NAVIGATION = frozenset(["nav", "menu", "search"])
_ROLES = word_set("navigation search banner complementary contentinfo dialog alertdialog menu menubar toolbar tablist")
# Beginnings of words of a class or id that say furniture by themselves, beside "nav" and "menu".
_CERTAIN = (
    *("navbar", "navigation", "subnav", "sidenav", "submenu", "breadcrumb", "crumbs", "footer", "sidebar", "cookie"),
    *("consent", "gdpr", "skiplink", "newsletter", "related", "recommend", "disqus", "pagination"),
)
# Words that say so outside the article: within it, its own head.
_HEADERS = frozenset(["header", "masthead", "topbar"])
# Words that say so only of an element with little prose of its own.
_LIKELY = word_set(
    "aside share sharing sharebar social subscribe subscription advert advertisement ads "
    "promo popup modal lightbox pager comments toolbar tools login signin sitemap copyright trending popular "
    "search print language languages lang skip widget tags tagcloud path foot teaser teasers"
)
# Whole names that say so; as parts of other names they mean other things ("left-aligned", "side-event").
_NAMES = word_set("side foot head top bottom pos path location left right links bar tools rail font fontsize")
_MOST = 0.4
_LITTLE_PROSE = 200
_DENSE = 0.33

_MARKER = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]+|[a-z])[\])]?")
_RETURN_LINK = re.compile(r"[↩↑⤴^\ufe0e]+")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def prune(body: Element, title: str = "") -> None:
    """Drop all furniture that its element, role or label gives away, and the markers of footnotes.

    What holds a heading of level 1 or one that reads as the declared title is kept.
    """
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


def _main_headings(body: Element, title: str) -> list[Element]:
    wanted = key_of(title)
    headings = body.iter("h1", "h2", "h3")
    return [
        heading for heading in headings if tag_of(heading) == "h1" or (wanted and key_of(text_of(heading)) in wanted)
    ]


def _is_furniture(element: Element, own: Measure, whole: Measure, holds_h1: bool) -> bool:
    tag = tag_of(element)
    if tag in _NO_TEXT:
        return True
    if tag in ("body", "main", "article", "td", "tr", "tbody") and own.linked != own.text:
        return False
    if _is_most(own, whole):
        return False
    if tag in _NAVIGATION or (element.get("role", "") in _ROLES and not holds_h1):
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    return _by_place(element, tag, own, holds_h1) or _by_label(element, own, holds_h1)


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
    if not labels or any(label.startswith(("footnote", "endnote")) or label == "notes" for label in labels):
        return False
    if any(label.startswith(_CERTAIN) for label in labels) or labels & {"nav", "menu"}:
        return not holds_h1
    if labels & _HEADERS and not within(element, ("main", "article")):
        return not holds_h1
    likely = bool(labels & _LIKELY) or bool(names_of(element) & _NAMES)
    return likely and not holds_h1 and (own.prose < _LITTLE_PROSE or own.link_density > _DENSE)


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
