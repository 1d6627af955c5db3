"""The lines of a Markdown file in; out, where its YAML front matter ends and where the values of its metadata stand.

Only the places of four values are wanted, so the lines are read one by one and not as YAML: a title with an
unquoted colon, which YAML refuses and authors write, is read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgtool.model import Span

_KEYS = {
    "title": "title",
    "headline": "title",
    "publisher": "publisher",
    "site_name": "publisher",
    "site": "publisher",
    "sitename": "publisher",
    "published": "published",
    "date": "published",
    "issued": "published",
    "pubdate": "published",
    "date_published": "published",
    "datepublished": "published",
    "publication_date": "published",
    "language": "language",
    "lang": "language",
    "locale": "language",
}
_PAIR = re.compile(r"""(?P<indent>[ \t]*)["']?(?P<key>[A-Za-z][\w -]*?)["']?[ \t]*:(?:[ \t]+|$)(?P<value>.*)""")
_COMMENT = re.compile(r"\s+#.*$")
_NO_VALUE = re.compile(r"(?:[>|][+-]?\d?|[\[{].*|null|~)?")


def front_matter_end(text: str, lines: Sequence[Span]) -> int:
    """Return the number of lines that the front matter takes, its fences included; 0 without one."""
    if not lines or _line(text, lines[0]).lstrip("\ufeff") != "---":
        return 0
    ends = (number for number, line in enumerate(lines[1:], 2) if _line(text, line) in ("---", "..."))
    return next(ends, 0)


def metadata_spans(text: str, lines: Sequence[Span]) -> dict[str, Span]:
    """Return the place of each known value, without quotes and comments; the first of several counts.

    A key without a value on its own line takes the next deeper line: a folded text, or the `name` of a mapping.
    """
    found: dict[str, Span] = {}
    waiting = ""
    for line in lines:
        pair = _PAIR.fullmatch(_line(text, line))
        if pair and not pair["indent"]:
            key = _KEYS.get(pair["key"].lower().replace("-", "_").replace(" ", "_"), "")
            value = _value(text, line.start + pair.start("value"), line.end)
            waiting = key if value is None else ""
        elif waiting:
            key, waiting = waiting, ""
            value = _value(text, line.start + (pair.start("value") if pair else 0), line.end)
        else:
            continue
        if key and value is not None:
            found.setdefault(key, value)
    return dict(sorted(found.items(), key=lambda entry: entry[1]))


def _line(text: str, line: Span) -> str:
    return text[line.start : line.end].rstrip()


def _value(text: str, start: int, end: int) -> Span | None:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip(" \t-"))
    raw = raw.strip().lstrip("- \t")
    quote = raw[:1]
    if quote in ('"', "'") and raw.find(quote, 1) > 0:
        start, raw = start + 1, raw[1 : raw.rindex(quote)]
    else:
        raw = _COMMENT.sub("", raw)
    kept = raw.strip()
    if _NO_VALUE.fullmatch(kept):
        return None
    start += len(raw) - len(raw.lstrip())
    return Span(start, start + len(kept))
