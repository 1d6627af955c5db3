"""A web page's tree in; out, what its JSON-LD says of the article: headline, date, publisher, language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from typing import TypeAlias

from kgtool.reading.web.tree import Element, text_of

Entry: TypeAlias = dict[str, object]

_ARTICLES = ("Article", "Report", "BlogPosting", "PressRelease", "WebPage")
_DEEPEST = 20


def linked_data(page: Element) -> list[Entry]:
    """Return the page's JSON-LD objects, those that describe an article first; broken data are passed over."""
    entries: list[Entry] = []
    for script in page.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            entries += _objects(json.loads(text_of(script), strict=False), 0)
        except (ValueError, RecursionError):
            continue
    return sorted(entries, key=lambda entry: _rank(entry))


def values(entries: list[Entry], key: str) -> Iterator[str]:
    """Yield the articles' values of a key that holds text."""
    for entry in entries:
        value = entry.get(key)
        if _rank(entry) < len(_ARTICLES) and isinstance(value, str):
            yield unescape(value)


def publishers(entries: list[Entry]) -> Iterator[str]:
    """Yield the names of the articles' publishers, given in place or by reference to another object."""
    named = {identity: entry for entry in entries if isinstance(identity := entry.get("@id"), str)}
    for entry in entries:
        if _rank(entry) == len(_ARTICLES):
            continue
        publisher = entry.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        if isinstance(publisher, dict) and "name" not in publisher and isinstance(publisher.get("@id"), str):
            publisher = named.get(publisher["@id"])
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str):
            yield unescape(name)


def _objects(value: object, depth: int) -> Iterator[Entry]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(inner, depth + 1)


def _rank(entry: Entry) -> int:
    kinds = entry.get("@type")
    names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    ranks = (rank for rank, ending in enumerate(_ARTICLES) for name in names if name.endswith(ending))
    return next(ranks, len(_ARTICLES))
