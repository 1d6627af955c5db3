"""Nesting of JSON-LD: in, a file; out, a refusal if it is nested deeper than the parser has memory for."""

from __future__ import annotations

import re

from kgtool.errors import SyntaxProblem

DEEPEST = 500
"""The deepest nesting of objects and arrays; what the parser needs grows with its square."""

_PART = re.compile(rb'"(?:[^"\\]|\\.)*+"|([\[{])|([\]}])', re.DOTALL)


def check_nesting(data: bytes, source: str) -> None:
    """Raise SyntaxProblem for JSON that is nested deeper than DEEPEST."""
    if data.count(b"{") + data.count(b"[") <= DEEPEST:
        return
    depth = 0
    for part in _PART.finditer(data):
        if part[1]:
            depth += 1
        elif part[2]:
            depth -= 1
        if depth > DEEPEST:
            start = part.start()
            line, column = data.count(b"\n", 0, start) + 1, start - data.rfind(b"\n", 0, start)
            raise SyntaxProblem(
                f"nested more than {DEEPEST} deep",
                source=source,
                line=line,
                column=column,
                hint="give what is nested an @id, and describe it beside the rest",
            )
