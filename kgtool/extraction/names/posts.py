"""Posts: in, a title; out, the offices whose head, or a deputy of whose head, is called so."""

from __future__ import annotations

import re
from functools import cache

from kgtool.extraction.entities import Organisation
from kgtool.extraction.lexicon import Lexicon, alternatives


class Posts:
    """Knows what the heads of offices are called."""

    def __init__(self, heads_of: dict[str, list[str]], deputies: list[str]) -> None:
        self._offices = {title.casefold(): frozenset(slugs) for title, slugs in heads_of.items()}
        self._lead = re.compile(rf"(?:{alternatives(deputies or ['-'])}[\s-]+)+", re.IGNORECASE)

    def has(self, organisation: Organisation, title: str) -> bool:
        """Return whether an office's head or a deputy has a title; what follows "of" in the title is no matter."""
        bare = re.split(r",| (?:of|for|and) ", self._lead.sub("", title, count=1), maxsplit=1)[0]
        offices = self._offices.get(bare.replace("-", " ").casefold(), frozenset())
        return organisation.entity is not None and organisation.slug in offices


@cache
def posts(lexicon: Lexicon) -> Posts:
    """Return the posts of a lexicon, read once for all documents."""
    return Posts(lexicon.tables.get("titles", {}).get("heads_of_offices", {}), lexicon.get("titles", "deputies"))
