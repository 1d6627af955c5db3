"""Plain text and Markdown: the file's own text is the document's, and Markdown's marks say what its lines are."""

from __future__ import annotations

import codecs
from hashlib import sha256

import pytest

from kgtool.model import Document
from kgtool.reading import read_bytes
from tests.reading.layout import check_laws, layout, value_of

FRONT = """---
title: "Talks: the sequel"   # as sent out
publisher: Coast Office
Date: 2022-03-31
tags: [a, b]
lang: en
---
"""


def markdown(text: str) -> Document:
    document = read_bytes(text.encode(), "page.md")
    check_laws(document)
    return document


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "text", ["one\r\n\r\ntwo\rthree\n", "\ufeffwith a mark\n", "a\u2028b\x0cc\x85d", "João 中 \U0001f600"]
)
def test_the_text_is_the_files_own(name: str, text: str) -> None:
    document = read_bytes(text.encode(), name)
    assert document.text == text
    assert not document.stored_text
    assert document.sha256 == document.text_sha256 == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le")],
)
def test_utf_16_and_32_are_read_by_their_mark(mark: bytes, encoding: str) -> None:
    assert read_bytes(mark + "Zoë met João".encode(encoding), "a.txt").text == "\ufeffZoë met João"


def test_plain_text_has_no_blocks_of_its_own() -> None:
    document = read_bytes(b"Title\n\nText.", "note.v2.TXT")
    assert (document.blocks, document.metadata, document.stem, document.media_type) == ((), {}, "note.v2", "text/plain")


def test_front_matter_values_stand_without_quotes_and_comments() -> None:
    document = markdown(FRONT + "Text.")
    assert {key: value_of(document, key) for key in document.metadata} == {
        "title": "Talks: the sequel",
        "publisher": "Coast Office",
        "published": "2022-03-31",
        "language": "en",
    }
    assert [block.kind for block in document.blocks] == [
        "furniture",
        "metadata",
        "metadata",
        "metadata",
        "furniture",
        "metadata",
        "furniture",
        "paragraph",
    ]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: IP5: the meeting", "IP5: the meeting"),
        ("title: 'A \"b\" c'", 'A "b" c'),
        ("title: >-\n  folded title", "folded title"),
        ("publisher:\n  name: Coast Office", "Coast Office"),
        ("publisher:\n  - Coast Office", "Coast Office"),
        ("title:", ""),
        ("title: null", ""),
        ("title: #none", "#none"),
        ("title: one\ntitle: two", "one"),
        ("title: A #1 choice", "A"),
    ],
)
def test_front_matter_is_read_line_by_line(line: str, value: str) -> None:
    document = markdown(f"---\r\n{line}\r\n---\r\nText.")
    assert (value_of(document, "title") or value_of(document, "publisher")) == value


def test_without_a_closing_fence_there_is_no_front_matter() -> None:
    assert markdown("---\ntitle: x\n\nText.").metadata == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Talks #\nText\nmore.\n## Who", "title: Talks|paragraph: Text\nmore.|heading: Who"),
        ("Talks\n===\nWho\n---\nText", "title: Talks|heading: Who|paragraph: Text"),
        (
            "- one\n  more\n- [x] two\n\n  inner\n1. three\n   * four",
            "item: one\n  more|item: two|paragraph: inner|item: three|item: four",
        ),
        ("> said\n> she\n>\n> - item", "paragraph: said\n> she|item: item"),
        (
            "| a | b |\n|---|:-:|\n| `x|y` | \\| z |\nc | \n\nText",
            "cell 0: a|cell 0: b|cell 1: `x|y`|cell 1: \\| z|cell 2: c|paragraph: Text",
        ),
        ("Host: A  \nChair: B\\\nText", "paragraph: Host: A|paragraph: Chair: B\\|paragraph: Text"),
        ("```\ncode - x\n\n# y\n```\nText", "paragraph: code - x|paragraph: # y|paragraph: Text"),
        ("Text\n<!-- a\nb -->\n<div class='x'>\nMore</div>\n***\n* * *", "paragraph: Text|paragraph: More</div>"),
        ("Text[^1].\n\n[^1]: A note\n[b]: http://example.org", "paragraph: Text[^1].|note: A note"),
        ("![Two heads](a.png)\n![](b.png)", "caption: Two heads"),
        ("Home > News > 2020\n\n**Talks**", "furniture: Home > News > 2020|paragraph: **Talks**"),
        ("#hashtag\n-5 degrees\n2019. was", "paragraph: #hashtag\n-5 degrees\n2019. was"),
    ],
)
def test_markdown_marks_say_what_lines_are(text: str, expected: str) -> None:
    assert _flat(markdown(text)) == expected


@pytest.mark.parametrize("text", ["# Talks\n\nText\nmore.\n\n- one\n- two\n", FRONT + "# a\n|b|c|\n|-|-|\n|d|e|\n"])
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_change_the_layout(text: str, end: str) -> None:
    document = markdown(text.replace("\n", end))
    assert layout(document).replace(end, "\n") == layout(markdown(text))


def _flat(document: Document) -> str:
    blocks = [(block, document.text[block.span.start : block.span.end]) for block in document.blocks]
    return "|".join(f"{block.kind}{'' if block.row < 0 else f' {block.row}'}: {text}" for block, text in blocks)
