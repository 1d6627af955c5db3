"""The gazetteer: in, forms of names with what they stand for; out, the longest known forms in a list of tokens."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kgtool.extraction.entities import Entity

_TOKEN = re.compile(r"[^\W_]+")


# Letters that no decomposition takes apart.
_STROKES = str.maketrans({"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "ð": "d", "Ð": "D"})


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Return the text in lower case without accents and strokes."""
    text = text if text.isascii() else text.translate(_STROKES)
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


_BRAND = 5  # A longer acronym in both cases is a name ("Rospatent"), which may be written in capitals.


class Token(NamedTuple):
    """A word of the text with its span and folded form."""

    start: int
    end: int
    text: str
    key: str


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of a stretch of text; an apostrophe or hyphen divides."""
    fold = str.lower if text.isascii() else folded
    return [
        Token(*m.span(), word := m.group(), fold(word))
        for m in _TOKEN.finditer(text, start, len(text) if end is None else end)
    ]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the gazetteer: which entity, and how it names it (preferred, acronym, short, country-name, demonym)."""

    entity: Entity
    how: str
    surface: str


class Gazetteer:
    """Finds the longest known forms in a list of tokens; acronyms count only with their capitals."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, ...], list[Form]] = defaultdict(list)
        self._lengths: dict[str, list[int]] = {}

    def add(self, surface: str, form: Form) -> None:
        """Add a form; the same form may stand for several entities."""
        key = tuple(t.key for t in tokens_of(surface))
        if not key:
            return
        known = self._forms[key]
        # Acronyms count with their capitals, so each way to write one is a form of its own.
        said = (form.entity.iri, form.how, form.surface if form.how == "acronym" else "")
        if said not in {(f.entity.iri, f.how, f.surface if f.how == "acronym" else "") for f in known}:
            known.append(form)
        lengths = self._lengths.setdefault(key[0], [])
        if len(key) not in lengths:
            lengths.append(len(key))
            lengths.sort(reverse=True)

    def find(self, tokens: list[Token]) -> Iterator[tuple[int, int, list[Form]]]:
        """Yield (first token, token after the last, forms) for the longest match at each place."""
        keys = tuple(t.key for t in tokens)
        at, end = 0, len(tokens)
        while at < end:
            for length in self._lengths.get(keys[at], ()):
                known = self._forms.get(keys[at : at + length]) if at + length <= end else None
                if known is None:
                    continue
                forms = [f for f in known if _case_fits(f, tokens[at : at + length])]
                if forms:
                    yield at, at + length, forms
                    at += length - 1
                    break
            at += 1

    def lookup(self, surface: str) -> list[Form]:
        """Return the forms known for a surface form, whatever its case."""
        return self._forms.get(tuple(t.key for t in tokens_of(surface)), [])


def _case_fits(form: Form, found: list[Token]) -> bool:
    if form.how == "topic":
        return len(form.surface) > 4 or found[0].text == form.surface
    if form.how == "acronym":
        written, known = "".join(t.text for t in found), re.sub(r"[\W_]", "", form.surface)
        return written == known or (len(known) > _BRAND and not known.isupper() and written == known.upper())
    if len(found) == 1 and form.surface.isupper():
        return found[0].text == form.surface
    return found[0].text[0].isupper() or not form.surface[0].isupper()
