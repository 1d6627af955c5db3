"""Refusals: in, RDF text; out, an error for what no parser should be given, or would complain of unclearly."""

from __future__ import annotations

import re

from kgtool.errors import SyntaxProblem
from kgtool.rdf.store.entities import check_entities
from kgtool.rdf.store.nesting import check_nesting

_REMOTE = re.compile(rb'"@(?:context|import)"\s*:[\s\[]*"([^"]*)"')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def check_text(data: bytes | str, syntax: str, source: str) -> None:
    """Raise SyntaxProblem for text that costs beyond reason, asks for what is elsewhere, or has a byte order mark."""
    if isinstance(data, str):
        data = data.encode()
    if data.startswith(_BYTE_ORDER_MARK):
        raise SyntaxProblem("a byte order mark", source=source, line=1, column=1, hint="save the file as UTF-8 without")
    if syntax == "rdfxml":
        check_entities(data, source)
    elif syntax == "jsonld":
        check_nesting(data, source)
        _check_context(data, source)


def _check_context(data: bytes, source: str) -> None:
    remote = _REMOTE.search(data)
    if remote is None:
        return
    start = remote.start(1)
    raise SyntaxProblem(
        f"the context {remote[1].decode('utf-8', 'replace')} is elsewhere, and nothing is fetched",
        source=source,
        line=data.count(b"\n", 0, start) + 1,
        column=len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", "replace")) + 1,
        hint="write the context itself in its place",
    )
