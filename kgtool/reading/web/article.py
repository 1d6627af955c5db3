"""A pruned body and the declared titles in; out, the title and the pieces of the article.

The article lies in main or article, where one of them holds most of the prose, else in the body; it runs from the
page's main heading on. Lists of links and headings without text are cut from both ends: within the text they stay,
since a press release may well link every item of a list that it introduces.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from kgtool.reading.furniture import is_furniture_line, is_row_of_controls
from kgtool.reading.stored import Piece
from kgtool.reading.web.declared import Declared, key_of, names_title
from kgtool.reading.web.lines import Line, page_lines
from kgtool.reading.web.measures import Measure, measure
from kgtool.reading.web.tree import Element, drop, tag_of

_IN_MAIN = 0.5
_IN_ARTICLE = 0.75
_LINKS = 0.6
_SENTENCE = 60
_NEAR = 3
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def article_pieces(body: Element, declared: Declared) -> tuple[str, list[Piece]]:
    """Return the article's title ("" if unknown) and its pieces in reading order."""
    root = _article_root(body)
    lines = _without_rows_of_controls([line for line in page_lines(body, root) if not _is_notice(line)])
    at = _title_at(lines, declared.title or declared.page_title)
    heading = lines[at] if at is not None else None
    kept = _trimmed(_article_range(lines, at, root is not body), heading)
    shown = heading.piece.text if heading else ""
    pieces = [Piece("title", shown) if line is heading else line.piece for line in kept]
    return _title(shown, declared), pieces


def _title(shown: str, declared: Declared) -> str:
    """Return the title as shown where the declared one contains it or none is declared."""
    if shown and (not declared.title or key_of(shown) in key_of(declared.title)):
        return shown
    return declared.title or declared.page_title


def _article_root(body: Element) -> Element:
    """Return the main element or article with most of the page's prose, without lesser articles; else the body."""
    measures = measure(body)
    mains = [element for element in body.iter() if tag_of(element) == "main" or element.get("role") == "main"]
    main = _richest(mains, measures, body, _IN_MAIN)
    root = body if main is None else main
    articles = [
        element
        for element in root.iter()
        if tag_of(element) == "article" or (element.get("itemprop") or "").lower() == "articlebody"
    ]
    best = _richest(articles, measures, root, _IN_ARTICLE)
    if best is None:
        return root
    around = set(best.iterancestors())
    for other in articles:
        if other not in around and best not in other.iterancestors() and other is not best:
            drop(other)
    return best if root is body else root


def _richest(elements: list[Element], measures: dict[Element, Measure], whole: Element, share: float) -> Element | None:
    best = max(elements, key=lambda element: _weight(measures[element], measures[whole]), default=None)
    if best is None or _weight(measures[best], measures[whole]) < share * _weight(measures[whole], measures[whole]):
        return None
    return best


def _weight(own: Measure, whole: Measure) -> int:
    return own.prose if whole.prose else own.text - own.linked


def _title_at(lines: list[Line], declared: str) -> int | None:
    """Return the index of the page's main heading: the one that the declared title names, else the first of level 1."""
    wanted = key_of(declared)
    keys = {number: key_of(line.piece.text) for number, line in enumerate(lines) if line.level}
    named = [number for number, key in keys.items() if key in wanted and names_title(key, wanted)]
    first_level = [number for number in keys if lines[number].level == 1]
    candidates = [
        *sorted(named, key=lambda number: -len(keys[number])),
        *(number for number in first_level if lines[number].inside),
        *first_level,
        *(number for number, line in enumerate(lines) if wanted and key_of(line.piece.text) == wanted),
    ]
    last = max((number for number, line in enumerate(lines) if line.inside), default=-1)
    return next((number for number in candidates if number <= last), None)


def _article_range(lines: list[Line], title_at: int | None, marked: bool) -> list[Line]:
    inside = [number for number, line in enumerate(lines) if line.inside]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    if title_at is not None and title_at < first:
        between = [line for line in lines[title_at:first] if not _is_links(line)]
        return between + lines[first : last + 1]
    if title_at is not None and not marked:
        first = _with_date_before(lines, title_at, first)
    elif title_at is not None:
        return [line for line in lines[first:title_at] if not line.level] + lines[title_at : last + 1]
    return lines[first : last + 1]


def _with_date_before(lines: list[Line], title_at: int, first: int) -> int:
    """Return where an article in an unmarked page starts: at its title, or at a date line shortly before."""
    near = range(max(first, title_at - _NEAR), title_at)
    dated = (number for number in near if _YEAR.search(lines[number].piece.text) and not _is_links(lines[number]))
    return next(dated, title_at)


def _trimmed(lines: list[Line], title: Line | None) -> list[Line]:
    """Cut links before the text, and links and headings of links after its last line of substance."""
    start = next((number for number, line in enumerate(lines) if line is title or not _is_links(line)), len(lines))
    end = max((number for number, line in enumerate(lines, 1) if line is title or _has_substance(line)), default=start)
    while 0 < end < len(lines) and lines[end].piece.kind == "item" and _introduces(lines[end - 1]):
        end += 1
    tail = [line for line, after in zip_longest(lines[end:], lines[end + 1 :]) if not _is_empty(line, after)]
    return lines[start:end] + tail


def _introduces(line: Line) -> bool:
    """Return whether the line announces a list or is an item of one that is announced."""
    return line.piece.kind == "item" or line.piece.text.endswith(":")


def _is_empty(line: Line, after: Line | None) -> bool:
    """Return whether the line is links, a heading with nothing else below it, or a short line above links."""
    if line.level:
        return after is None or after.level > 0 or _is_links(after)
    above_links = after is not None and not after.level and _is_links(after)
    return _is_links(line) or (above_links and not _has_substance(line) and not _YEAR.search(line.piece.text))


def _has_substance(line: Line) -> bool:
    text = line.piece.text
    says_something = (
        line.piece.kind != "paragraph" or len(text) >= _SENTENCE or text.endswith((".", ":", ";", "!", "?"))
    )
    return says_something and not line.level and not _is_links(line)


def _without_rows_of_controls(lines: list[Line]) -> list[Line]:
    """Leave out table rows that lead to other pages or tell of this one: "Previous", "Attachment", "Views"."""
    starts = [line.piece for line, before in zip(lines, [None, *lines], strict=False) if _begins_row(line, before)]
    rows = {piece.row for piece in starts if is_row_of_controls(piece.text)}
    return [line for line in lines if line.piece.row not in rows]


def _begins_row(line: Line, before: Line | None) -> bool:
    return line.piece.row >= 0 and (before is None or before.piece.row != line.piece.row)


def _is_links(line: Line) -> bool:
    text = line.piece.text
    sentence = len(text) >= _SENTENCE and text.endswith((".", "!", "?"))
    return line.linked >= _LINKS * len(text) and not sentence


def _is_notice(line: Line) -> bool:
    return line.piece.kind != "cell" and not line.level and is_furniture_line(line.piece.text)
