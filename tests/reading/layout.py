"""A document in; out, its metadata and blocks as lines of text to compare in a test, and its laws checked."""

from __future__ import annotations

from itertools import pairwise

from kgtool.model import Block, Document


def layout(document: Document) -> str:
    """Return a line per metadata value ("title = …") and per block ("item: …", "cell 3: …")."""
    values = [f"{key} = {_at(document, span.start, span.end)}" for key, span in document.metadata.items()]
    blocks = [block for block in document.blocks if block.kind != "metadata"]
    return "\n".join(
        [*values, *(f"{_label(block)}: {_at(document, block.span.start, block.span.end)}" for block in blocks)]
    )


def lines_of(document: Document, kind: str) -> list[str]:
    """Return the texts of the blocks of one kind."""
    return [_at(document, block.span.start, block.span.end) for block in document.blocks if block.kind == kind]


def value_of(document: Document, key: str) -> str:
    """Return a metadata value, "" if the document does not declare it."""
    span = document.metadata.get(key)
    return _at(document, span.start, span.end) if span else ""


def check_laws(document: Document) -> None:
    """Assert that blocks and metadata slice to trimmed text, lie in order and do not overlap."""
    for span in [*(block.span for block in document.blocks), *document.metadata.values()]:
        piece = _at(document, span.start, span.end)
        assert span.end <= len(document.text)
        assert piece == piece.strip() != ""
    for before, after in pairwise(document.blocks):
        assert before.span.end <= after.span.start
    for span in document.metadata.values():
        assert any(block.kind == "metadata" and block.span == span for block in document.blocks)


def _label(block: Block) -> str:
    return block.kind if block.row < 0 else f"{block.kind} {block.row}"


def _at(document: Document, start: int, end: int) -> str:
    return document.text[start:end]
