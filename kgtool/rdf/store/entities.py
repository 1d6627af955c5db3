"""Entities of RDF/XML: in, a file; out, a refusal if its entities would unfold to more than memory can hold."""

from __future__ import annotations

import re

from kgtool.errors import SyntaxProblem

LARGEST = 10_000_000
"""The most bytes that all references to entities may stand for."""

_ENTITY = re.compile(rb"<!ENTITY\s+([^\s%\"']+)\s+(\"[^\"]*\"|'[^']*')")
_EXTERNAL = re.compile(rb"<!ENTITY\s+(?:%\s+)?[^\s\"']+\s+(?:SYSTEM|PUBLIC)\s")
_REFERENCE = re.compile(rb"&([^#;\s&<>]+);")


def check_entities(data: bytes, source: str) -> None:
    """Raise SyntaxProblem for external entities, those made of entities, and those that unfold beyond LARGEST bytes."""
    external = _EXTERNAL.search(data)
    if external:
        raise _refusal("an external entity is refused: nothing is fetched", data, external.start(), source)
    declared: dict[bytes, int] = {}
    for found in _ENTITY.finditer(data):
        if _REFERENCE.search(found[2]):
            raise _refusal("an entity made of other entities is refused", data, found.start(), source)
        declared[found[1]] = len(found[2])
    if not declared:
        return
    size = 0
    for reference in _REFERENCE.finditer(data):
        size += declared.get(reference[1], 0)
        if size > LARGEST:
            raise _refusal(f"entities stand for more than {LARGEST:,} bytes", data, reference.start(), source)


def _refusal(message: str, data: bytes, start: int, source: str) -> SyntaxProblem:
    line, column = data.count(b"\n", 0, start) + 1, start - data.rfind(b"\n", 0, start)
    return SyntaxProblem(message, source=source, line=line, column=column, hint="write the text itself")
