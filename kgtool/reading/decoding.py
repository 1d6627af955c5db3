"""The bytes of a text file in; out, its text, or a ReadingError that names the byte and line where decoding fails.

A byte order mark is part of the file's own text, to which offsets refer, so U+FEFF stays.
"""

from __future__ import annotations

import codecs
import re

from kgtool.errors import ReadingError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or DOCX file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"GIF8", "an image"),
)
_HINT = "save the file as UTF-8 and read it again"

# WHATWG Encoding Standard, section 4.2: labels of Latin-1 and ASCII mean windows-1252, and so on for supersets.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_MULTIBYTE = frozenset(["gb18030", "cp949", "cp932", "big5hkscs", "euc_jp", "iso2022_jp"])
_SINGLE_BYTE = re.compile(r"cp125\d|cp866|cp874|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)")
_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")


def decode_text(data: bytes, name: str) -> str:
    """Return a plain text file's text: UTF-8, or UTF-16 and UTF-32 with a byte order mark.

    Raises ReadingError for binary data and for every other encoding.
    """
    return _without_nul(_decode(data, _marked_encoding(data) or "utf-8", name), name)


def decode_html(data: bytes, name: str) -> str:
    """Return a web page's text in the encoding of its byte order mark, else as declared, else UTF-8 or windows-1252.

    UTF-8 goes before a declared single-byte encoding: other text is hardly ever valid UTF-8, while pages are often
    stored as UTF-8 under an older declaration. Raises ReadingError for bytes that the encoding does not allow.
    """
    encoding = _marked_encoding(data) or _declared_encoding(data)
    if encoding not in _MULTIBYTE and _is_utf8(data):
        encoding = _marked_encoding(data) or "utf-8"
    return _without_nul(_decode(data, encoding or "cp1252", name), name)


def _marked_encoding(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _declared_encoding(data: bytes) -> str | None:
    head = data[:4096]
    found = _XML_DECLARED.match(head) or _DECLARED.search(head)
    if found is None:
        return None
    try:
        encoding = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    encoding = _SUPERSETS.get(encoding, encoding)
    if encoding.startswith("utf"):  # a declaration readable as ASCII cannot be UTF-16
        return "utf-8"
    return encoding if encoding in _MULTIBYTE or _SINGLE_BYTE.fullmatch(encoding) else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        foreign = next((what for mark, what in _SIGNATURES if data.startswith(mark)), None)
        where = f"{name}:{_line_at(data, error.start)}"
        if foreign or (b"\0" in data and not encoding.startswith("utf-16")):
            raise ReadingError(f"not text but {foreign or 'binary data'}", where=name, hint=_binary_hint()) from None
        wrong = f"byte 0x{data[error.start]:02x} at offset {error.start} is not valid {encoding.upper()}"
        raise ReadingError(wrong, where=where, hint=_HINT) from None


def _without_nul(text: str, name: str) -> str:
    at = text.find("\0")
    if at < 0:
        return text
    where = f"{name}:{text.count(chr(10), 0, at) + 1}"
    raise ReadingError(f"not text but binary data: NUL at character {at}", where=where, hint=_binary_hint())


def _binary_hint() -> str:
    return "give the file the suffix of its format, or leave it out"


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
