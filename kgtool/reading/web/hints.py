"""The file hints.toml in; out, what classes, ids and headings of web pages say about a part of the page."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Hints:
    """Words and beginnings of words of classes and ids, and patterns of headings; the file explains each."""

    certain: tuple[str, ...]
    linked: tuple[str, ...]
    whole: frozenset[str]
    heads: frozenset[str]
    likely: frozenset[str]
    names: frozenset[str]
    sides: frozenset[str]
    columns: frozenset[str]
    opened: frozenset[str]
    unseen: frozenset[str]
    titles: frozenset[str]
    entries: frozenset[str]
    after: re.Pattern[str]
    about: re.Pattern[str]


@lru_cache(maxsize=1)
def hints() -> Hints:
    """Return the hints."""
    data = tomllib.loads((files(__package__) / "hints.toml").read_text(encoding="utf-8"))
    labels = data["labels"]
    sets = ("whole", "heads", "likely", "names", "sides", "columns", "opened", "unseen", "titles", "entries")
    after, about = (re.compile("|".join(data["headings"][key]), re.IGNORECASE) for key in ("after", "about"))
    return Hints(
        certain=tuple(labels["certain"]),
        linked=tuple(labels["linked"]),
        after=after,
        about=about,
        **{key: frozenset(labels[key]) for key in sets},
    )
