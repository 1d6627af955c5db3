"""The bytes of a plain text file in; out, its own text unchanged, without layout: that is found from the text later."""

from __future__ import annotations

from kgtool.reading.decoding import decode_text
from kgtool.reading.stored import Reading


def read_plain(data: bytes, name: str) -> Reading:
    """Return the text as it stands (line ends and byte order mark included)."""
    return Reading(decode_text(data, name), "text/plain", False)
