"""Layout: in, the Turtle files; out, those that `kgtool format` would change."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.checks.context import Context, Found
from kgtool.errors import KgtoolError
from kgtool.rdf.layout import formatted
from kgtool.rdf.positions import Lines, Position
from kgtool.validation.reports.finding import Place

LARGEST = 4_000_000
"""The largest file, in bytes, whose layout is looked at."""


def untidy(context: Context) -> Iterator[Found]:
    """Yield the Turtle files that are not in the canonical layout, at the first line that differs."""
    for shown, data in context.turtle.items():
        if len(data) > LARGEST:
            continue
        text = data.decode("utf-8", "replace")
        try:
            wanted = formatted(text, context.settings.prefixes, shown)
        except (KgtoolError, ValueError):
            continue  # what cannot be laid out is no question of layout
        if wanted != text:
            yield Found("Not in the canonical layout: run kgtool format.", place=_first_difference(shown, text, wanted))


def _first_difference(shown: str, text: str, wanted: str) -> Place:
    pairs = zip(text.split("\n"), wanted.split("\n"), strict=False)
    line = next((number for number, (one, other) in enumerate(pairs, 1) if one != other), text.count("\n") + 1)
    source = Lines(text).text_of(line)
    return Place(shown, Position(line, 1, line, max(2, len(source) + 1)), source)
