"""Web pages in other encodings, and the language of texts."""

from __future__ import annotations

import pytest

from kgtool.reading import read_bytes
from kgtool.reading.language import document_language, language_of

PARAGRAPH = "<p>{}</p>"


@pytest.mark.parametrize(
    ("declaration", "encoding", "text"),
    [
        ("<meta charset='windows-1252'>", "cp1252", "“Zoë” – 5 €"),
        ("<meta charset=iso-8859-1>", "cp1252", "“Zoë”"),
        ("<meta charset=iso-8859-2>", "iso8859-2", "Łódź"),
        ("<meta charset=gb2312>", "gb18030", "国家知识产权局"),
        ("<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>", "cp932", "特許庁①"),
        ("<meta charset=euc-kr>", "cp949", "특허청"),
        ("<?xml version='1.0' encoding='iso-8859-1'?>", "cp1252", "João"),
        ("<meta charset=utf-16>", "utf-8", "João"),
        ("<meta charset=iso-8859-1>", "utf-8", "João said ‘yes’"),
        ("<meta charset=no-such-thing>", "cp1252", "João"),
        ("", "utf-8", "João"),
        ("", "utf-8-sig", "João"),
        ("", "utf-16", "João"),
        ("", "cp1252", "João"),
    ],
)
def test_a_page_is_read_in_its_encoding(declaration: str, encoding: str, text: str) -> None:
    data = f"{declaration}<p>{text}</p>".encode(encoding)
    assert read_bytes(data, "a.html").text.strip() == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The heads of the two offices met in Bergen and agreed to work together on charts.", "en"),
        ("Die Leiter der beiden Ämter trafen sich in Bergen und haben die Zusammenarbeit nicht beendet.", "de"),
        ("Les chefs des deux offices se sont réunis à Bergen pour une réunion qui est la première.", "fr"),
        ("Los directores de las dos oficinas se reunieron en Bergen para una reunión que fue la primera.", "es"),
        ("I direttori dei due uffici si sono incontrati a Bergen per una riunione che è la prima.", "it"),
        ("特許庁長官は東京で会合を開きました。", "ja"),
        ("国家知识产权局局长在北京会见了代表团。", "zh"),
        ("특허청장은 서울에서 회의를 열었다.", "ko"),
        ("Руководители двух ведомств встретились в Бергене.", "ru"),
        ("The chair, 山田太郎 of the 特許庁, and the head of the other office met in the city of Tokyo.", "en"),
        ("1 2 3", "und"),
        ("Inger Dahl Jorge Rojas Bergen", "und"),
        ("", "und"),
    ],
)
def test_the_language_is_told_by_script_and_common_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_declared_language_goes_before_the_texts_own() -> None:
    declared = read_bytes(b"<html lang=en_GB><p>Die Leiter der beiden.</p></html>", "a.html")
    assert document_language(declared) == "en-GB"
    assert document_language(read_bytes(b"---\nlang: de\n---\nThe heads of the offices", "a.md")) == "de"
    assert document_language(read_bytes(b"The heads of the offices met in a town.", "a.txt")) == "en"
