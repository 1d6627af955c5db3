"""Tokens of Turtle and its kin: in, text; out, tokens with their offsets (RDF 1.1 Turtle, section 6.5).

Made for text that a full parser has accepted: it tells tokens apart and leaves it to that parser to complain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = _BASE + "_0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_PREFIX = rf"(?:[{_BASE}](?:[{_CHARS}]|\.+[{_CHARS}])*+)?"
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:(?:[{_BASE}_:0-9]|{_ESCAPE})(?:[{_CHARS}:]|{_ESCAPE}|\.+(?:[{_CHARS}:]|{_ESCAPE}))*+)?"

IRI_TOKEN = r"<(?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>"
"""The pattern of an IRI in angle brackets."""

STRING_TOKEN = (
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"""'
    r"|'''(?:[^'\\]++|\\.|'{1,2}(?!'))*+'''"
    r'|"(?:[^"\\\r\n]++|\\.)*+"'
    r"|'(?:[^'\\\r\n]++|\\.)*+'"
)
"""The pattern of a string in quotes of any kind."""

_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]++|#[^\r\n]*+)"
    rf"|(?P<iri>{IRI_TOKEN})"
    rf"|(?P<string>{STRING_TOKEN})"
    rf"|(?P<blank>_:[{_BASE}_0-9](?:[{_CHARS}]|\.+[{_CHARS}])*+)"
    rf"|(?P<name>{_PREFIX}:{_LOCAL})"
    r"|(?P<double>[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+)"
    r"|(?P<decimal>[+-]?[0-9]*\.[0-9]+)"
    r"|(?P<integer>[+-]?[0-9]+)"
    r"|(?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<mark>\^\^|[.,;\[\](){}])",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROL = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Token(NamedTuple):
    """A token: its kind, its text as written, and where it begins and ends (code points, half-open)."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str, parts: Sequence[tuple[int, int]] | None = None) -> Iterator[Token]:
    """Yield the tokens of text up to its end, or up to what is none; white space and comments are left out.

    Of parts of the text, if given, only the tokens that begin and end there.
    """
    match = _TOKEN.match
    for position, end in ((0, len(text)),) if parts is None else parts:
        while position < end:
            found = match(text, position, end)
            if found is None:
                return
            position = found.end()
            kind = found.lastgroup
            if kind is not None and kind != "space":
                yield Token(kind, found[0], found.start(), position)


def unescaped(text: str) -> str:
    """Return text with the escapes of Turtle resolved (section 6.4)."""
    if "\\" not in text:
        return text

    def character(found: re.Match[str]) -> str:
        if found[3] is not None:
            return _CONTROL.get(found[3], found[3])
        return chr(int(found[1] or found[2], 16))

    return _ESCAPED.sub(character, text)


def unquoted(token: str) -> str:
    """Return the lexical form of a string token."""
    quotes = 3 if token[:3] in {'"""', "'''"} else 1
    return unescaped(token[quotes:-quotes])
