"""A pruned body in; out, its lines in reading order, each with its kind, table row, heading level and text in links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kgtool.reading.stored import Piece, one_line, wraps
from kgtool.reading.web.tables import begins_row, enclosing, is_data_list, is_data_table, is_whole_row
from kgtool.reading.web.tree import Element, is_block, is_link, labels_of, tag_of

_HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "summary": 6}
_NOTES = frozenset(["footnote", "footnotes", "endnote", "endnotes"])
_NOTE_ROLES = ("doc-endnotes", "doc-endnote", "doc-footnote")
_CAPTIONS = frozenset(["caption", "figcaption"])
_KEPT_KINDS = ("item", "cell", "caption", "note")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page and its piece.

    linked counts the code points in links, level is a heading's (0: none), inside says whether it lies in the element
    that holds the article.
    """

    piece: Piece
    linked: int
    level: int
    inside: bool


@dataclass(slots=True)
class _Context:
    """What text directly in an open block is; only the first line of an item is an item."""

    kind: str
    row: int = -1
    level: int = 0
    used: bool = False


@dataclass
class _Walk:
    """The state between two tags: open blocks, and the runs of text since the last block began or ended."""

    root: Element
    stack: list[_Context] = field(default_factory=lambda: [_Context("paragraph")])
    runs: list[list[tuple[str, bool]]] = field(default_factory=lambda: [[]])
    data: dict[Element, bool] = field(default_factory=dict)
    row: int = -1
    inside: bool = False
    links: int = 0
    preformatted: int = 0


def page_lines(body: Element, root: Element) -> list[Line]:
    """Return the lines of the body; those within `root` are marked as inside."""
    from lxml.etree import iterwalk

    walk = _Walk(root)
    lines: list[Line] = []
    for event, element in iterwalk(body, events=("start", "end")):
        lines += _start(walk, element) if event == "start" else _end(walk, element)
    return lines + list(_flush(walk))


def _start(walk: _Walk, element: Element) -> Iterator[Line]:
    tag = tag_of(element)
    if _breaks(element):
        yield from _flush(walk)
        walk.stack.append(_context(walk, element, tag))
    if element is walk.root:
        walk.inside = True
    walk.links += is_link(element)
    walk.preformatted += tag == "pre"
    if tag == "br":
        walk.runs.append([])
    if _touches_another(element):
        _add(walk, " ")
    _add(walk, element.text)


def _end(walk: _Walk, element: Element) -> Iterator[Line]:
    if _breaks(element):
        yield from _flush(walk)
        walk.stack.pop()
    if element is walk.root:
        walk.inside = False
    walk.links -= is_link(element)
    walk.preformatted -= tag_of(element) == "pre"
    _add(walk, element.tail)


def _breaks(element: Element) -> bool:
    return is_block(element) or (tag_of(element) in ("span", "small") and bool(labels_of(element) & _CAPTIONS))


def _touches_another(element: Element) -> bool:
    """Return whether two unlike inline elements meet without white space: style, not space, keeps their words apart."""
    before = element.getprevious()
    if before is None or before.tail:
        return False
    if (is_link(before) and is_link(element)) or "time" in (tag_of(before), tag_of(element)):
        return True
    classes = (before.get("class"), element.get("class"))
    return tag_of(before) == tag_of(element) == "span" and None not in classes and classes[0] != classes[1]


def _context(walk: _Walk, element: Element, tag: str) -> _Context:
    above = walk.stack[-1]
    special = _special_context(walk, element, tag, above)
    if special is not None:
        return special
    if tag in _HEADINGS and above.kind not in ("cell", "caption"):
        return _Context("heading", level=_HEADINGS[tag])
    if tag == "tr" or (tag == "dt" and begins_row(element)):
        walk.row += 1
    if tag == "tr":
        return _Context("paragraph", walk.row)
    if tag in ("td", "th"):
        return (
            _cell(above.row)
            if _is_data(walk, element, "table") and not is_whole_row(element)
            else _Context("paragraph")
        )
    if tag in ("dt", "dd"):
        other = "heading" if tag == "dt" else "paragraph"
        return _cell(walk.row) if _is_data(walk, element, "dl") else _Context(other)
    return above if above.kind in _KEPT_KINDS or above.kind == "heading" else _Context("paragraph")


def _special_context(walk: _Walk, element: Element, tag: str, above: _Context) -> _Context | None:
    labels = labels_of(element)
    if tag in ("caption", "figcaption") or (labels & _CAPTIONS and tag != "figure"):
        return _Context("caption")
    if labels & _NOTES or element.get("role") in _NOTE_ROLES:
        return _Context("note")
    if tag == "li" and above.kind not in ("cell", "note"):
        return _Context("item")
    if tag in ("table", "dl", "blockquote") and above.kind == "item":
        return _Context("paragraph")
    return None


def _cell(row: int) -> _Context:
    return _Context("cell", row)


def _is_data(walk: _Walk, cell: Element, tag: str) -> bool:
    table = enclosing(cell, tag)
    if table is None:
        return False
    if table not in walk.data:
        walk.data[table] = is_data_table(table) if tag == "table" else is_data_list(table)
    return walk.data[table]


def _add(walk: _Walk, text: str | None) -> None:
    if not text:
        return
    first, *others = text.splitlines() if walk.preformatted else [text]
    walk.runs[-1].append((first, walk.links > 0))
    walk.runs += [[(other, walk.links > 0)] for other in others]


def _flush(walk: _Walk) -> Iterator[Line]:
    context = walk.stack[-1]
    for text, linked in _joined(walk.runs, context.kind == "heading"):
        kind = "paragraph" if context.kind == "item" and context.used else context.kind
        context.used = True
        row = context.row if kind == "cell" else -1
        yield Line(Piece(kind, text, row), linked, context.level, walk.inside)
    walk.runs = [[]]


def _joined(runs: list[list[tuple[str, bool]]], heading: bool) -> Iterator[tuple[str, int]]:
    """Yield the text between line breaks and its part in links, as one where a break only wraps a sentence."""
    parts: list[str] = []
    linked, after_empty = 0, False
    for run in runs:
        text = one_line("".join(part for part, _ in run))
        if parts and text and not heading and (after_empty or not wraps(parts[-1], text)):
            yield " ".join(parts), linked
            parts, linked = [], 0
        parts += [text] if text else []
        linked += len(one_line("".join(part for part, in_link in run if in_link)))
        after_empty = not text
    if parts:
        yield " ".join(parts), linked
