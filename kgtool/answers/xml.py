"""Text in XML: in, any text; out, the same text as content or as an attribute, fit for XML 1.0."""

from __future__ import annotations

import re

# XML 1.0, production 2: what is not a character there cannot be written at all; U+FFFD stands in for it.
# Compiled (by re, which keeps it) when first needed: that takes longer than importing any module of this room.
_NO_CHARACTER = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

# Not xml.sax.saxutils, which imports a whole web client: that takes longer than many an answer.
_CONTENT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _CONTENT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def content(text: str) -> str:
    """Return text as XML content; a carriage return as a reference, for a parser would turn it into a line end."""
    return re.sub(_NO_CHARACTER, "\ufffd", text).translate(_CONTENT)


def attribute(text: str) -> str:
    """Return text as a quoted XML attribute; white space as references, for a parser would turn it into spaces."""
    escaped = re.sub(_NO_CHARACTER, "\ufffd", text).translate(_ATTRIBUTE)
    return f'"{escaped}"'
