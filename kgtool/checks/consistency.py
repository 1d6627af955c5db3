"""Consistency: in, the contradictions that reasoning found; out, each with its premises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.checks.context import Context, Found
from kgtool.rdf.terms import IRI

_NAMED = re.compile(r"(?:<|\b)(https?://[^\s<>\"'()]+|urn:[^\s<>\"'()]+)")


def contradictions(context: Context) -> Iterator[Found]:
    """Yield the contradictions, at their first premise or else at the first thing they name that is no term."""
    for words, premises in context.contradictions:
        named = [IRI(name.rstrip(".,;")) for name in _NAMED.findall(words)]
        things = [name for name in named if name not in context.defined] or named
        focus = premises[0].subject if premises else (things[0] if things else None)
        yield Found(words, focus, premises=tuple(premises))
