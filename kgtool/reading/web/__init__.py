"""The bytes of a saved web page in; out, the article as stored plain text with blocks and declared metadata.

The tree is lxml's; what the article is, is decided here: trafilatura leaves out captions, date lines and headings
outside its main part, and evidence needs every one of them.
"""

from __future__ import annotations

from kgtool.errors import ReadingError
from kgtool.reading.decoding import decode_html
from kgtool.reading.stored import METADATA_KEYS, Reading, stored_reading
from kgtool.reading.web.article import article_pieces
from kgtool.reading.web.declared import declared_metadata, site_in_title
from kgtool.reading.web.pruning import prune
from kgtool.reading.web.tree import parse_page
from kgtool.reading.web.unshown import declared_pieces, show_without_scripts

_SHOWN = 0.5


def read_html(data: bytes, name: str) -> Reading:
    """Return the article of an HTML or XHTML page; raises ReadingError if the page holds no text."""
    page = parse_page(decode_html(data, name), name)
    declared = declared_metadata(page)
    body = page.find("body")
    if body is None:
        raise ReadingError("the page has no body", where=name, hint="save the page itself, not its frames")
    show_without_scripts(body)
    prune(body, declared.title or declared.page_title)
    title, pieces = article_pieces(body, declared)
    if declared.body and sum(len(piece.text) for piece in pieces) < _SHOWN * len(declared.body):
        pieces = declared_pieces(declared, title)
    if not pieces:
        raise ReadingError("no text in the page", where=name, hint="save the page after its scripts have run")
    publisher = declared.publisher or site_in_title(declared.page_title, [title])
    values = (title, publisher, declared.published, declared.language)
    media_type = "application/xhtml+xml" if name.lower().endswith(".xhtml") else "text/html"
    return stored_reading(dict(zip(METADATA_KEYS, values, strict=True)), pieces, media_type)
