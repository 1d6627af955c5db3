"""Files that cannot be read: each gives one clear ReadingError that names the file, and never anything else."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kgtool.reading
from kgtool.errors import ReadingError
from kgtool.reading import SUFFIXES, read, read_bytes
from tests.reading.files import docx, paragraph, pdf
from tests.reading.layout import check_laws

TEXT = [(700, 10, "The heads met in Bergen.")]
PDF = pdf([TEXT])
DOCX = docx(paragraph("The heads met in Bergen."))
PAGE = b"<html><body><h1>Talks</h1><table><tr><td>a<td>b</table><ul><li>c<p>d</ul><p>The heads met.</body></html>"
MARKDOWN = b"---\ntitle: Talks\n---\n# Talks\n\n- one\n  more\n> two\n\n|a|b|\n|-|-|\n|c|d|\n```\ncode\n```\n"


def encrypted_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    writer.encrypt("secret", algorithm="RC4-128")
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def bomb() -> bytes:
    return docx(paragraph("x"), {"word/media/image1.bin": "0" * 2_000_000})


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.md", b" \n\t\r\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf\n", "no text"),
        ("a.txt", b"line\nbin\0ary", "a.txt:2: not text but binary data"),
        ("a.txt", b"one\ntwo Jos\xe9\n", "a.txt:2: byte 0xe9 at offset 11 is not valid UTF-8"),
        ("a.txt", b"\xff\xfea", "not valid UTF-16"),
        ("a.txt", b"%PDF-1.4\n\xff", "a PDF file"),
        ("a.txt", b"PK\x03\x04\xff\xff\x00", "a ZIP or DOCX file"),
        ("a.exe", b"MZ", "unknown suffix '.exe'"),
        ("README", b"text", "unknown suffix ''"),
        ("a.html", b"<meta charset=utf-8><p>Jos\xe9</p>", "a.html:1: byte 0xe9"),
        ("a.html", b"<p>bin\0ary</p>", "binary"),
        ("a.html", b"<script>only()</script>", "no body"),
        ("a.html", b"<body><script>only()</script></body>", "no text in the page"),
        ("a.html", b"<!-- nothing -->", "no HTML in the file"),
        ("a.html", b"<frameset><frame src=a></frameset>", "no body"),
        ("a.html", b"<div>" * 5000 + b"text", "nested more than 255 deep"),
        ("a.pdf", b"plain text", "not a PDF file"),
        ("a.pdf", b"%PDF-1.4\nbroken", "not a readable PDF file"),
        ("a.pdf", PDF[:200], "not a readable PDF file"),
        ("a.pdf", pdf([[]]), "no text in the PDF"),
        ("a.pdf", encrypted_pdf(), "encrypted"),
        ("a.docx", b"plain text", "not a readable DOCX file"),
        ("a.docx", DOCX[:500], "not a readable DOCX file"),
        ("a.docx", b"\xd0\xcf\x11\xe0rest", "an encrypted or old Word file"),
        ("a.docx", docx("<w:p><broken></w:p>"), "not a readable DOCX file"),
        ("a.docx", docx(paragraph(" ")), "no text"),
    ],
)
def test_an_unreadable_file_gives_a_clear_error(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, name)
    assert says in str(caught.value)
    assert str(caught.value).startswith(name)
    assert caught.value.hint


def test_a_package_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgtool.reading.docx.MAX_UNPACKED", 1_000_000)
    with pytest.raises(ReadingError, match=r"unpacks to 2,\d+,\d+ bytes"):
        read_bytes(bomb(), "a.docx")


def test_entities_of_a_docx_do_not_expand() -> None:
    declared = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    package = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCX)) as old, zipfile.ZipFile(package, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8") if name == "word/document.xml" else ""
            new.writestr(name, declared + text.replace("Bergen", "&b;") if text else old.read(name))
    assert "aaaaaaaaaa" not in read_bytes(package.getvalue(), "a.docx").text


def test_a_file_above_the_limit_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kgtool.reading, "MAX_BYTES", 10)
    path = tmp_path / "a.txt"
    path.write_text("more than ten")
    with pytest.raises(ReadingError, match="too large: 13 bytes"):
        read(path)
    with pytest.raises(ReadingError, match="too large: 13 bytes"):
        read_bytes(path.read_bytes(), path.name)


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    with pytest.raises(ReadingError, match=r"folder\.txt: not a regular file"):
        read(folder)
    with pytest.raises(ReadingError, match=r"none\.txt: cannot be opened: No such file"):
        read(tmp_path / "none.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text")
    path.chmod(0)
    with pytest.raises(ReadingError, match=r"secret\.txt: cannot be opened: Permission denied"):
        read(path)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300))
def test_arbitrary_bytes_are_read_or_refused(suffix: str, data: bytes) -> None:
    _read_or_refuse(data, f"a{suffix}")


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", PDF), ("a.docx", DOCX), ("a.html", PAGE), ("a.md", MARKDOWN), ("a.txt", MARKDOWN)]
)
@settings(max_examples=150, deadline=None)
@given(
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=6), st.integers(0, 6)), min_size=1, max_size=8)
)
def test_damaged_files_are_read_or_refused(name: str, data: bytes, changes: list[tuple[float, bytes, int]]) -> None:
    for place, new, length in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + length :]
    _read_or_refuse(data, name)


PARTS = (
    "<p> </p> <div> </div> <ul> <li> </ul> <table> <tr> <td> <th> </table> <h1> </h1> <h2> <br> <b> </b> <sup> </sup> "
    "<a\thref=x> </a> <main> </main> <article> </article> <aside> <footer> <nav> <dl> <dt> <dd> <pre> <figure> "
    "<span\tclass=caption> <div\tclass=sidebar> <figcaption> <form> <title> <body> &nbsp; &shy; &#0; 1 word Sentence. "
    "# - | > ``` \n"
)


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(st.sampled_from(PARTS.split(" ")), max_size=40))
def test_any_soup_of_tags_keeps_the_laws_of_spans(parts: list[str]) -> None:
    soup = " ".join(part.replace("\t", " ") for part in parts).encode()
    _read_or_refuse(soup, "a.html")
    _read_or_refuse(soup, "a.md")


def _read_or_refuse(data: bytes, name: str) -> None:
    try:
        document = read_bytes(data, name)
    except ReadingError:
        return
    check_laws(document)
    assert document.text.encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", "a<br>" * 50_000),
        ("a.html", "<!DOCTYPE" * 50_000 + "<p>text"),
        ("a.html", "<p>© " + "a" * 300_000),
        ("a.html", "<table><tr><td>" * 80 + "text"),
        ("a.md", "- " * 100_000 + "x"),
        ("a.md", "<a >" * 50_000 + "<"),
        ("a.md", "a|b\n-|-\n" + "|`" * 50_000),
        ("a.md", "---\ntitle: " + " #" * 100_000 + "\n---\ntext"),
    ],
    ids=range(8),
)
def test_long_repetitions_do_not_take_quadratic_time(name: str, data: str) -> None:
    """Each takes well under a second; quadratic work would take minutes and be noticed."""
    _read_or_refuse(data.encode(), name)
