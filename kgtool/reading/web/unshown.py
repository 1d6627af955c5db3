"""A page whose text scripts put in; out, the text that it holds for readers without them: noscript and articleBody."""

from __future__ import annotations

from html import escape

from kgtool.reading.stored import Piece, one_line
from kgtool.reading.web.declared import Declared
from kgtool.reading.web.lines import page_lines
from kgtool.reading.web.measures import measure
from kgtool.reading.web.tree import Element, parse_page, tag_of

_LEAST_PROSE = 80


def show_without_scripts(body: Element) -> None:
    """Make the noscript elements plain ones where they hold the page's prose."""
    unshown = list(body.iter("noscript"))
    if not unshown:
        return
    measures = measure(body)
    code = sum(measures[element].prose for element in body.iter("script", "style"))
    prose = sum(measures[element].prose for element in unshown)
    if prose >= _LEAST_PROSE and prose >= measures[body].prose - prose - code:
        for element in unshown:
            element.tag = "div"


def declared_pieces(declared: Declared, title: str) -> list[Piece]:
    """Return the pieces of the article's text as the page's data declare it, in HTML or in lines."""
    source = declared.body
    if "</" not in source:
        source = "".join(f"<p>{escape(line)}</p>" for line in source.splitlines() if one_line(line))
    page = parse_page(f"<html><body>{source}</body></html>", "articleBody")
    body = next(element for element in page if tag_of(element) == "body")
    pieces = [line.piece for line in page_lines(body, body)]
    return [Piece("title", title), *pieces] if title else pieces
