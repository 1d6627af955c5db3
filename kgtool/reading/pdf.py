"""The bytes of a PDF file in; out, its text as stored plain text with paragraphs, headings and items, metadata first.

pypdf gives runs of text with their place on the page; lines and paragraphs are made of them in pdf_lines.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kgtool.errors import ReadingError
from kgtool.reading.furniture import is_program_title
from kgtool.reading.pdf_lines import Run, lines_of_runs, pieces_of_pages
from kgtool.reading.pdf_tables import PageLine
from kgtool.reading.stored import Reading, one_line, stored_reading

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 2_000
"""The largest number of pages."""


def read_pdf(data: bytes, name: str) -> Reading:
    """Return the document's text; raises ReadingError if it is damaged, encrypted or holds only pictures of text."""
    if b"%PDF-" not in data[:1024]:
        raise ReadingError("not a PDF file: it does not begin with %PDF-", where=name, hint="give it its own suffix")
    with _silent():
        try:
            reader = _open(data, name)
            pages = [_page_lines(page) for page in reader.pages]
            metadata = _metadata(reader)
        except ReadingError:
            raise
        except Exception as error:  # damaged files make the library fail in many ways
            reason = one_line(str(error))[:200] or type(error).__name__
            hint = "open it in a PDF reader and print it to a new PDF"
            raise ReadingError(f"not a readable PDF file: {reason}", where=name, hint=hint) from None
    pieces = pieces_of_pages(pages)
    if not pieces:
        raise ReadingError("no text in the PDF, only pictures", where=name, hint="run text recognition (OCR) first")
    return stored_reading(metadata, pieces, MEDIA_TYPE)


def _open(data: bytes, name: str) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        try:
            opened = bool(reader.decrypt(""))
        except (DependencyError, NotImplementedError):
            opened = False
        if not opened:
            raise ReadingError("the PDF is encrypted", where=name, hint="save it without a password")
    if len(reader.pages) > MAX_PAGES:
        raise ReadingError(f"too large: {len(reader.pages):,} pages", where=name, hint=f"the limit is {MAX_PAGES:,}")
    return reader


def _page_lines(page: PageObject) -> list[PageLine]:
    runs: list[Run] = []

    def keep(text: str, placed: list[float], within: list[float], _font: object, size: float) -> None:
        scale = abs(within[3]) * abs(placed[3]) or 1.0
        left, height = (placed[n] * within[4] + placed[n + 2] * within[5] + placed[n + 4] for n in (0, 1))
        runs.append((text, height, size * scale, left))

    page.extract_text(visitor_text=keep)
    return lines_of_runs(runs)


def _metadata(reader: PdfReader) -> dict[str, str]:
    """Return what the file says of itself; the date of its making is not taken for that of publication."""
    information = reader.metadata
    xmp = reader.xmp_metadata
    titles = [information.title if information else None, *((xmp.dc_title or {}).values() if xmp else ())]
    title = next((value for value in titles if isinstance(value, str) and not is_program_title(value)), "")
    languages = [reader.root_object.get("/Lang"), *((xmp.dc_language or []) if xmp else ())]
    publishers = (xmp.dc_publisher or []) if xmp else []
    return {
        "title": title,
        "publisher": next(iter(publishers), ""),
        "language": next((value for value in languages if isinstance(value, str) and value), ""),
    }


@contextmanager
def _silent() -> Iterator[None]:
    """Keep pypdf's warnings on damaged files off the terminal."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
