"""Comments of a Turtle file: in, its text; out, which comment belongs to which subject, and the prefixes declared."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from kgtool.rdf.positions_statements import located_triples
from kgtool.rdf.positions_tokens import Token, tokens, unescaped
from kgtool.rdf.terms import Subject

_COMMENT = re.compile(r"#[^\r\n]*")
_PREFIX = re.compile(r"@?prefix[ \t]+([^\s:]*):[ \t]*<([^<>\\]*)>[ \t]*\.?", re.IGNORECASE)
_HEAD = re.compile(rf"(?:[ \t\r\n]++|{_COMMENT.pattern}+|{_PREFIX.pattern})*+", re.IGNORECASE)
# What may hold a hash that begins no comment, and then what only a full reading places: comments and declarations
_WITHIN = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"""|\'\'\'(?:[^\'\\]++|\\.|\'{1,2}(?!\'))*+\'\'\''
    r'|"(?:[^"\\\r\n]++|\\.)*+"|\'(?:[^\'\\\r\n]++|\\.)*+\'|<[^<>\s]*>|\\.'
    r"|(#|(?<![\w:-])@?(?:prefix|base)(?![\w:-]))",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(slots=True)
class Comments:
    """Comments at the head and the end of a file, comments by the subject of their statement, and the prefixes."""

    head: list[str] = field(default_factory=list)
    before: dict[Subject, list[str]] = field(default_factory=lambda: defaultdict(list))
    tail: list[str] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)


def read_comments(text: str) -> Comments:
    """Return the comments of a text that a parser has accepted."""
    head = _HEAD.match(text)
    if head and not any(found[1] for found in _WITHIN.finditer(text, head.end())):
        return _head_alone(head[0])
    found = Comments()
    stream = list(tokens(text))
    ends = _statements(stream, found.prefixes)
    subjects: dict[int, Subject] = {}
    for located in located_triples(text):
        subjects.setdefault(located.subject.start, located.triple.subject)
    starts = [start for start, _ in ends]
    previous = 0
    for token in [*stream, Token("end", "", len(text), len(text))]:
        for comment in _COMMENT.finditer(text, previous, token.start):
            beside = previous and "\n" not in text[previous : comment.start()]
            number = bisect_right(starts, previous - 1 if beside else token.start) - 1
            written = comment[0].rstrip()
            if number < 0 or (token.start == starts[0] and not beside):
                found.head.append(written)
            elif token.kind == "end" and not beside and previous >= ends[number][1]:
                found.tail.append(written)
            else:
                found.before[subjects[starts[number]]].append(written)
        previous = token.end
    return found


def _head_alone(head: str) -> Comments:
    """Return the comments of a text that has none, and no declaration, after its head: most files are so."""
    found = Comments()
    for part in re.finditer(rf"{_COMMENT.pattern}|{_PREFIX.pattern}", head, re.IGNORECASE):
        if part[0].startswith("#"):
            found.head.append(part[0].rstrip())
        else:
            found.prefixes[part[1]] = part[2]
    return found


def _statements(stream: list[Token], prefixes: dict[str, str]) -> list[tuple[int, int]]:
    """Return begin and end of each statement; declarations of prefixes and base are added to prefixes instead."""
    found: list[tuple[int, int]] = []
    position = 0
    while position < len(stream):
        word = stream[position].text.lower()
        if stream[position].kind in {"at", "word"} and word.lstrip("@") in {"prefix", "base"}:
            if word.endswith("prefix"):
                prefixes[stream[position + 1].text[:-1]] = unescaped(stream[position + 2].text[1:-1])
            position += (3 if word.endswith("prefix") else 2) + word.startswith("@")
            continue
        start = stream[position].start
        while position < len(stream) and stream[position].text != ".":
            position += 1
        found.append((start, stream[min(position, len(stream) - 1)].end))
        position += 1
    return found
