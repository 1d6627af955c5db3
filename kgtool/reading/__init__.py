"""A file in; out, a Document: its plain text, layout, declared metadata and the sha256 of text and original.

Text, Markdown, web pages, PDF and DOCX. The reader is chosen by the file's suffix and imported only when used.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path, PurePath

from kgtool.errors import ReadingError
from kgtool.model import Document
from kgtool.reading.stored import Reading

__all__ = ["MAX_BYTES", "SUFFIXES", "read", "read_bytes"]

MAX_BYTES = 50_000_000
"""The largest file, and the largest text taken out of one, in bytes and code points."""

_READERS = {
    ".txt": "plain.read_plain",
    ".text": "plain.read_plain",
    ".md": "markdown.read_markdown",
    ".markdown": "markdown.read_markdown",
    ".html": "web.read_html",
    ".htm": "web.read_html",
    ".xhtml": "web.read_html",
    ".pdf": "pdf.read_pdf",
    ".docx": "docx.read_docx",
}
SUFFIXES: frozenset[str] = frozenset(_READERS)
"""The file suffixes that can be read, in lower case with their dot."""


def read(path: Path) -> Document:
    """Read a document from a file; its name is the file's name.

    Raises ReadingError if the file cannot be opened, is too large, or is not what its suffix says.
    """
    _reader(path.name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError("not a regular file", where=str(path), hint="give the path of a document")
        if status.st_size > MAX_BYTES:
            raise _too_large(f"{status.st_size:,} bytes", str(path))
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadingError(f"cannot be opened: {reason}", where=str(path), hint="check path and permissions") from None
    return _document(data, path.name, str(path))


def read_bytes(data: bytes, name: str) -> Document:
    """Read a document from bytes; the name's suffix says the format and its stem becomes the document's.

    Raises ReadingError if the bytes are not what the suffix says.
    """
    return _document(data, name, name)


def _document(data: bytes, name: str, where: str) -> Document:
    reader = _reader(name)
    if len(data) > MAX_BYTES:
        raise _too_large(f"{len(data):,} bytes", where)
    if not data.strip():
        raise ReadingError("the file is empty", where=where, hint="remove it or put the document's text into it")
    reading = reader(data, where)
    if not reading.text.strip("\ufeff \t\r\n"):
        raise ReadingError("no text in the file", where=where, hint="remove it or save it again with its text")
    if len(reading.text) > MAX_BYTES:
        raise _too_large(f"{len(reading.text):,} characters of text", where)
    return Document(
        stem=PurePath(name).stem,
        name=PurePath(name).name,
        text=reading.text,
        sha256=sha256(data).hexdigest(),
        text_sha256=sha256(reading.text.encode()).hexdigest(),
        media_type=reading.media_type,
        stored_text=reading.stored,
        blocks=reading.blocks,
        metadata=reading.metadata,
    )


def _reader(name: str) -> Callable[[bytes, str], Reading]:
    suffix = PurePath(name).suffix.lower()
    if suffix not in _READERS:
        known = " ".join(sorted(SUFFIXES))
        raise ReadingError(f"unknown suffix {suffix!r}", where=name, hint=f"documents end in one of: {known}")
    module, function = _READERS[suffix].split(".")
    reader: Callable[[bytes, str], Reading] = getattr(import_module(f"{__name__}.{module}"), function)
    return reader


def _too_large(size: str, where: str) -> ReadingError:
    return ReadingError(f"too large: {size}", where=where, hint=f"the limit is {MAX_BYTES:,}; split the document")
