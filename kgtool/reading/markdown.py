"""The bytes of a Markdown file in; out, its own text unchanged with the blocks that its marks declare.

Blocks leave out the marks of blocks (#, -, 1., >, |), not those within a line (**, links). A block of several lines
holds their line ends; a hard line break (two spaces or a backslash) ends a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kgtool.model import Block, Span
from kgtool.reading.decoding import decode_text
from kgtool.reading.front_matter import front_matter_end, metadata_spans
from kgtool.reading.furniture import is_furniture_line
from kgtool.reading.stored import Reading

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_LATER_NUMBER = re.compile(r"[ \t]*(?!1[.)])\d")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:[ \t]*\S+.*")
_TAG_LINE = re.compile(r"[ \t]*(?:</?[A-Za-z][^<>]*>[ \t]*)+")
_IMAGE = re.compile(r"!\[(?P<text>[^\]]*)\]\([^)]*\)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL = re.compile(r"(?:\\.|`[^`]*`|[^|\\]|\\$)+")


def read_markdown(data: bytes, name: str) -> Reading:
    """Return the text as it stands with its blocks and the places of the metadata in its front matter."""
    text = decode_text(data, name)
    lines = list(_lines(text))
    body = front_matter_end(text, lines)
    metadata = metadata_spans(text, lines[1 : body - 1]) if body else {}
    front = _front_blocks(text, lines[:body], tuple(metadata.values()))
    return Reading(text, "text/markdown", False, (*front, *_Layout(text).blocks(lines[body:])), metadata)


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        if match[0]:
            yield Span(match.start(), match.end())


def _front_blocks(text: str, lines: list[Span], values: tuple[Span, ...]) -> Iterator[Block]:
    for line in lines:
        value = next((value for value in values if line.covers(value)), None)
        span = value or _trimmed(text, line.start, line.end)
        if span:
            yield Block(span, "metadata" if value else "furniture")


def _trimmed(text: str, start: int, end: int) -> Span | None:
    kept = text[start:end].strip("\ufeff \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029")
    start = text.index(kept, start)
    return Span(start, start + len(kept)) if kept else None


@dataclass
class _Layout:
    """Reads lines one by one; `start` and `end` bound the block that is still open, of the kind `kind`."""

    text: str
    kind: str = ""
    start: int = 0
    end: int = 0
    row: int = -1
    fence: str = ""
    comment: bool = False
    table: bool = False
    titled: bool = False
    done: list[Block] = field(default_factory=list)

    def blocks(self, lines: list[Span]) -> list[Block]:
        for number, line in enumerate(lines):
            following = lines[number + 1] if number + 1 < len(lines) else None
            self._line(line, following)
        self._close()
        return self.done

    def _line(self, line: Span, following: Span | None) -> None:
        start = line.start
        while not self.fence and (quote := _QUOTE.match(self.text, start, line.end)):
            start = quote.end()
        content = self.text[start : line.end].rstrip("\r\n")
        if self._within_comment(content):
            return
        if self._within_fence(content):
            self._add("paragraph", start, line.end)
        elif not content.strip("\ufeff \t"):
            self._close()
            self.table = False
        elif not self._marked_line(content, start) and not self._table_line(content, start, following):
            self._text_line(content, start, line.end)

    def _within_comment(self, content: str) -> bool:
        if not self.comment and not self.fence and content.lstrip().startswith("<!--"):
            self._close()
            self.comment = True
        inside = self.comment
        if "-->" in content:
            self.comment = False
        return inside

    def _within_fence(self, content: str) -> bool:
        fence = _FENCE.match(content)
        if self.fence:
            if fence and fence[1].startswith(self.fence) and not content[fence.end() :].strip():
                self._close()
                self.fence = ""
            return bool(self.fence) and bool(content.strip())
        if fence:
            self._close()
            self.fence = fence[1]
        return False

    def _marked_line(self, content: str, start: int) -> bool:
        """Handle a line that its first mark explains; say whether it was one."""
        if _FENCE.match(content) or self.fence:
            return True
        if self.kind == "paragraph" and _UNDERLINE.fullmatch(content):
            self._close(self._heading_kind(content.strip()[0] == "="))
        elif _RULE.fullmatch(content) or _TAG_LINE.fullmatch(content):
            self._close()
        elif heading := _HEADING.fullmatch(content):
            self._single(self._heading_kind(len(heading["marks"]) == 1), start, heading.span("text"))
        elif note := _NOTE.match(content):
            self._close()
            self._add("note", start + note.end(), start + len(content))
        elif _DEFINITION.fullmatch(content):
            self._close()
        elif image := _IMAGE.fullmatch(content.strip()):
            at = start + content.index("![")
            self._single("caption", at, image.span("text"))
        else:
            return False
        return True

    def _heading_kind(self, first_level: bool) -> str:
        title = first_level and not self.titled
        self.titled = self.titled or title
        return "title" if title else "heading"

    def _table_line(self, content: str, start: int, following: Span | None) -> bool:
        if not self.table:
            rule = following is not None and self.text[following.start : following.end].rstrip("\r\n")
            if "|" not in content or not rule or "|" not in rule or not _TABLE_RULE.fullmatch(rule):
                return False
            self._close()
            self.table = True
        elif _TABLE_RULE.fullmatch(content):
            return True
        self.row += 1
        for cell in _CELL.finditer(content):
            self._single("cell", start, cell.span(), self.row)
        return True

    def _text_line(self, content: str, start: int, end: int) -> None:
        item = _ITEM.match(content)
        if self.kind == "paragraph" and _LATER_NUMBER.match(content):  # a wrapped line (CommonMark 0.31, section 5.3)
            item = None
        if item:
            self._close()
            start += item.end()
        self._add("item" if item else self.kind or "paragraph", start, end)
        if content.endswith(("  ", "\\")):
            self._close()

    def _add(self, kind: str, start: int, end: int) -> None:
        if not self.kind:
            self.kind, self.start = kind, start
        self.end = end

    def _single(self, kind: str, offset: int, place: tuple[int, int], row: int = -1) -> None:
        self._close()
        span = _trimmed(self.text, offset + place[0], offset + place[1])
        if span:
            self.done.append(Block(span, kind, row))

    def _close(self, kind: str = "") -> None:
        span = _trimmed(self.text, self.start, self.end) if self.kind else None
        if span:
            furniture = is_furniture_line(self.text[span.start : span.end])
            self.done.append(Block(span, "furniture" if furniture else kind or self.kind))
        self.kind = ""
