"""The bytes of a DOCX file in; out, its text as stored plain text with blocks: title, headings, items, cells, notes.

python-docx opens the package and knows the styles. The body is walked here, since its own view of a paragraph
leaves out tracked insertions, content controls and text boxes, all of which a reader of the document sees.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from kgtool.errors import ReadingError
from kgtool.reading.furniture import is_program_title
from kgtool.reading.stored import Piece, Reading, joined_lines, one_line, stored_reading

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_UNPACKED = 300_000_000
"""The largest size of all parts together, in bytes, that are unpacked."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = ("/footnotes", "/endnotes")
_BREAKS = frozenset([f"{_W}br", f"{_W}cr"])
_UNSEEN = frozenset([*(f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr")), _FALLBACK])
_TEXT_BOX = f"{_W}txbxContent"
_KINDS = {
    "title": "title",
    "subtitle": "heading",
    "caption": "caption",
    "footnote text": "note",
    "endnote text": "note",
}


def read_docx(data: bytes, name: str) -> Reading:
    """Return the document's text; raises ReadingError if the package is damaged, encrypted or unpacks to too much."""
    document = _open(data, name)
    body = _Body(_style_kinds(document))
    pieces = [*body.pieces(document.element.body), *_notes(document, body)]
    properties = document.core_properties
    title = "" if is_program_title(properties.title) else properties.title
    return stored_reading({"title": title, "language": properties.language}, _titled(pieces), MEDIA_TYPE)


def _open(data: bytes, name: str) -> WordDocument:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        hint = "save it again as DOCX without a password"
        raise ReadingError("an encrypted or old Word file", where=name, hint=hint)
    _check_package(data, name)
    from docx import Document

    try:
        return Document(io.BytesIO(data))
    except Exception as error:  # the library lets errors of zip, XML and its own tables through
        raise _damaged(name, error) from None


def _check_package(data: bytes, name: str) -> None:
    """Refuse a package that is no zip file or that unpacks to too much (zipfile keeps to the sizes it declares)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise _damaged(name, error) from None
    if unpacked > MAX_UNPACKED:
        raise ReadingError(f"too large: unpacks to {unpacked:,} bytes", where=name, hint=f"limit: {MAX_UNPACKED:,}")


def _damaged(name: str, error: Exception) -> ReadingError:
    hint = "open it in a word processor and save it again"
    return ReadingError(f"not a readable DOCX file: {one_line(str(error))[:200]}", where=name, hint=hint)


def _style_kinds(document: WordDocument) -> dict[str, str]:
    """Return the kind of a block for each paragraph style that has one, from its own name or a style it is based on."""
    styles = {style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")}
    kinds: dict[str, str] = {}
    for identity, style in styles.items():
        seen: set[Element] = set()
        current: Element | None = style
        while identity and current is not None and current not in seen and identity not in kinds:
            seen.add(current)
            if kind := _style_kind(current):
                kinds[identity] = kind
            current = styles.get(_value(current.find(f"{_W}basedOn")))
    return kinds


def _style_kind(style: Element) -> str:
    name = _value(style.find(f"{_W}name")).lower()
    if name.startswith("heading ") or style.find(f"{_W}pPr/{_W}outlineLvl") is not None:
        return "heading"
    if name.startswith(("list bullet", "list number")) or _is_numbered(style):
        return "item"
    return "contents" if name.startswith("toc ") else _KINDS.get(name, "")


def _is_numbered(element: Element) -> bool:
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    return number is not None and _value(number) != "0"


def _value(element: Element | None) -> str:
    return "" if element is None else str(element.get(f"{_W}val") or "")


class _Body:
    """Walks paragraphs and tables in order; rows are numbered through all tables."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.styles = styles
        self.rows = count()

    def pieces(self, element: Element, cell_row: int = -1, kind: str = "") -> Iterator[Piece]:
        """Yield the pieces within an element, as cells of a row or as one kind where given."""
        for child in element:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, cell_row, kind)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child, cell_row, kind)
            elif child.tag not in _UNSEEN:
                yield from self.pieces(child, cell_row, kind)

    def _paragraph(self, paragraph: Element, row: int, kind: str) -> Iterator[Piece]:
        own = "cell" if row >= 0 else kind or self._kind(paragraph)
        if own == "contents":  # headings again, with their pages
            return
        for line in joined_lines("".join(_text(paragraph)).split("\n"), own in ("title", "heading")):
            yield Piece(own, line, row)
        for box in paragraph.iter(_TEXT_BOX):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                yield from self.pieces(box, row, kind)

    def _kind(self, paragraph: Element) -> str:
        if _is_numbered(paragraph) and paragraph.find(f"{_W}pPr/{_W}outlineLvl") is None:
            style = self.styles.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")), "")
            return style if style in ("title", "heading") else "item"
        return self.styles.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")), "paragraph")

    def _table(self, table: Element, outer_row: int, kind: str) -> Iterator[Piece]:
        rows = [row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table]
        for row in rows:
            cells = [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]
            number = outer_row if outer_row >= 0 or len(cells) < 2 else next(self.rows)
            for cell in cells:
                yield from self.pieces(cell, number, kind)


def _text(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}r" and _is_hidden(child):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in _UNSEEN and child.tag != _TEXT_BOX:
            yield from _text(child)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and _value(hidden) not in ("0", "false", "off")


def _notes(document: WordDocument, body: _Body) -> Iterator[Piece]:
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_NOTES):
            continue
        try:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            continue
        for note in root:
            if note.get(f"{_W}type") is None:
                yield from body.pieces(note, kind="note")


def _titled(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces with the first heading as title where no style says which line is, and one title only."""
    styled = any(piece.kind == "title" for piece in pieces)
    open_title = True
    for piece in pieces:
        if open_title and piece.kind == ("title" if styled else "heading"):
            open_title = False
            yield Piece("title", piece.text)
        else:
            yield Piece("heading", piece.text) if piece.kind == "title" else piece
