"""The text of a web page in; out, its element tree, and what the tree's elements are: blocks, links, labels.

Trees are walked without recursion. The parser refuses more than 255 levels (libxml2's guard), which is an error
here and not the silent loss of text that it would be; HTML knows no entity declarations, so none can expand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from kgtool.errors import ReadingError

if TYPE_CHECKING:
    from lxml.etree import _Element

Element: TypeAlias = "_Element"


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


_BLOCKS = word_set(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary "
    "table caption tbody td tfoot th thead tr ul"
)
_INTERNAL_SUBSET = re.compile(r"(<!DOCTYPE[^>\[]{0,500})\[[^\]]{0,5000}\]\s*>", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg)(?:\?|$)", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JOINT = re.compile(r"[^A-Za-z]+")


def parse_page(text: str, name: str) -> Element:
    """Return the root of a page's tree, whatever the state of its markup, without comments."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    source = _INTERNAL_SUBSET.sub(r"\1>", text, count=1).encode("utf-8", "replace")
    try:
        root: Element = html.document_fromstring(source, parser=parser)
    except html.etree.LxmlError:
        raise ReadingError("no HTML in the file", where=name, hint="save the page again as HTML") from None
    for problem in parser.error_log:
        if "depth" in problem.message:
            where = f"{name}:{problem.line}"
            raise ReadingError("elements nested more than 255 deep", where=where, hint="repair the page") from None
    return root


def tag_of(element: Element) -> str:
    """Return the element's name in lower case, without prefix."""
    return _local_name(str(element.tag))


@lru_cache(maxsize=1024)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def is_block(element: Element) -> bool:
    """Return whether the element begins on a line of its own."""
    return tag_of(element) in _BLOCKS


def is_link(element: Element) -> bool:
    """Return whether the element leads to another page: a picture under its caption is none."""
    if tag_of(element) != "a":
        return False
    href = element.get("href")
    return href is not None and not _PICTURE.search(href)


def text_of(element: Element) -> str:
    """Return all text within the element."""
    return "".join(str(part) for part in element.itertext())


def names_of(element: Element) -> frozenset[str]:
    """Return the element's classes and id in lower case."""
    return frozenset(_names(element).lower().split())


def labels_of(element: Element) -> frozenset[str]:
    """Return the words that the element's classes and id consist of: {"entry", "footer"} for "entry-footer"."""
    return _labels(_names(element))


@lru_cache(maxsize=4096)
def _labels(names: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _JOINT.split(_HUMP.sub(" ", names)) if word)


def within(element: Element, tags: tuple[str, ...]) -> bool:
    """Return whether an element of one of these names stands around this one."""
    return any(tag_of(above) in tags for above in ancestors(element))


def ancestors(element: Element) -> Iterator[Element]:
    """Yield the elements around this one, inmost first."""
    above = element.getparent()
    while above is not None:
        yield above
        above = above.getparent()


def drop(element: Element) -> None:
    """Take the element out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
        element.tail = None
    parent.remove(element)


def _names(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"
