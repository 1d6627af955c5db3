"""Comparing answers: in, the rows expected and the rows found; out, those that have no partner.

An expected cell that begins with ``~`` holds words that must all occur in the cell found, whatever its case, accents
and spelling around them; any other must be equal to it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

Row = tuple[str, ...]


def unmatched(expected: Sequence[Row], found: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the expected rows and the found rows that are left over when as many as possible are paired."""
    partner: dict[int, int] = {}
    for index in range(len(expected)):
        _pair(index, expected, found, partner, set())
    paired = set(partner.values())
    return (
        tuple(row for i, row in enumerate(expected) if i not in paired),
        tuple(row for j, row in enumerate(found) if j not in partner),
    )


def fits(expected: str, found: str) -> bool:
    """Return whether a cell found is what an expected cell asks for."""
    if not expected.startswith("~"):
        return expected == found
    text = _folded(found)
    return all(word in text for word in _folded(expected[1:]).split())


def _pair(index: int, expected: Sequence[Row], found: Sequence[Row], partner: dict[int, int], tried: set[int]) -> bool:
    """Find a partner for an expected row, giving an earlier one another if need be (augmenting path)."""
    for j, row in enumerate(found):
        if j in tried or not all(fits(e, f) for e, f in zip(expected[index], row, strict=True)):
            continue
        tried.add(j)
        if j not in partner or _pair(partner[j], expected, found, partner, tried):
            partner[j] = index
            return True
    return False


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
