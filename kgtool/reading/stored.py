"""Pieces of text with their kind in; out, one stored plain text with the blocks and metadata spans that lie in it.

The stored text of a web page, PDF or DOCX file begins with one line for each metadata value that the file declares,
then a blank line, then the body. Each piece is one line. A blank line stands between pieces, save between the items
of a list and between the cells of a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kgtool.model import Block, Span

METADATA_KEYS = ("title", "publisher", "published", "language")

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_OPEN_END = re.compile(r"(?:,|\b(?:and|or|of|the|for|in|at|by|to|with|und|et|y))$")
_CONTINUES = re.compile(r"[a-zß-öø-ÿ(,;.)]")
_CLOSE_KINDS = ("item", "metadata")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of body text and what it is; the kinds and `row` are those of kgtool.model.Block."""

    kind: str
    text: str
    row: int = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """What one format's reader found in a file: text, layout and declared metadata, not yet hashed or named.

    stored is true where the text is not the file's own but taken out of it.
    """

    text: str
    media_type: str
    stored: bool
    blocks: tuple[Block, ...] = ()
    metadata: dict[str, Span] = field(default_factory=dict)


def one_line(text: str) -> str:
    """Return the text with every run of white space (NBSP too) as one space and without invisible characters."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def wraps(before: str, after: str) -> bool:
    """Return whether a line break between two lines only wraps a sentence, and does not part two lines of a list."""
    return bool(_OPEN_END.search(before) or _CONTINUES.match(after))


def joined_lines(lines: Iterable[str], always: bool = False) -> Iterator[str]:
    """Yield the lines, with those joined that are wrapped (all, on demand); an empty line never joins."""
    parts: list[str] = []
    after_empty = False
    for line in map(one_line, lines):
        if parts and line and not always and (after_empty or not wraps(parts[-1], line)):
            yield " ".join(parts)
            parts = []
        parts += [line] if line else []
        after_empty = not line
    if parts:
        yield " ".join(parts)


def stored_reading(metadata: Mapping[str, str], pieces: Iterable[Piece], media_type: str) -> Reading:
    """Lay out metadata values and body pieces as one stored text; empty ones are left out."""
    heads = {key: one_line(metadata.get(key, "")) for key in METADATA_KEYS}
    heads = {key: value for key, value in heads.items() if value}
    lines = [Piece("metadata", value) for value in heads.values()]
    lines += [Piece(piece.kind, text, piece.row) for piece in pieces if (text := one_line(piece.text))]
    text, blocks = _lay_out(lines)
    spans = {key: block.span for key, block in zip(heads, blocks, strict=False)}
    return Reading(text, media_type, True, blocks, spans)


def _lay_out(lines: list[Piece]) -> tuple[str, tuple[Block, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for number, line in enumerate(lines):
        if number:
            parts.append(_separator(lines[number - 1], line))
            offset += len(parts[-1])
        blocks.append(Block(Span(offset, offset + len(line.text)), line.kind, line.row))
        parts.append(line.text)
        offset += len(line.text)
    return "".join(parts) + ("\n" if parts else ""), tuple(blocks)


def _separator(before: Piece, after: Piece) -> str:
    same_row = before.row == after.row and before.row >= 0
    same_list = before.kind == after.kind and before.kind in _CLOSE_KINDS
    return "\n" if same_row or same_list else "\n\n"
