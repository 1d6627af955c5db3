"""PDF and DOCX: paragraphs are found again, furniture and hidden text is left out, and properties become metadata."""

from __future__ import annotations

import io
import zipfile

from kgtool.reading import read_bytes
from tests.reading.files import PdfLine, docx, paragraph, pdf
from tests.reading.layout import check_laws, layout

TEXT = "The heads of the two coast offices met in the port of Bergen and spoke about charts, tides and the co-"


def test_a_pdf_becomes_title_paragraphs_headings_and_items() -> None:
    first = [
        (820, 8, "Coast Office Annual Papers 2021"),
        (760, 20, "Heads of two coast offices meet"),
        (736, 20, "in Bergen"),
        (700, 10, TEXT),
        (688, 10, "operation of both. They agreed to go on, and that the next meeting will be held in the city of"),
        (676, 10, "Cork."),
        (652, 14, "Participants"),
        (630, 10, "• Inger Dahl, Director"),
        (618, 10, "• Jorge Rojas, head of the survey, who had come for the first time and stayed for three days in"),
        (606, 10, "the city"),
        (582, 10, "The last sentence of this page goes on, since the page ends before the sentence does, with the"),
        (30, 8, "Page 1 of 2"),
    ]
    second = [
        (820, 8, "Coast Office Annual Papers 2022"),
        (800, 10, "words of the next page. The coöperation lasts."),
        (776, 10, "© Coast Office. All rights reserved."),
        (30, 8, "Page 2 of 2"),
    ]
    document = read_bytes(
        pdf([first, second], "/Title (Coast talks) /CreationDate (D:20210102)", "/Lang (en-GB)"), "a.pdf"
    )
    check_laws(document)
    assert layout(document).split("\n") == [
        "title = Coast talks",
        "language = en-GB",
        "title: Heads of two coast offices meet in Bergen",
        f"paragraph: {TEXT[:-1]}operation of both. They agreed to go on, and that the next meeting will be held in "
        "the city of Cork.",
        "heading: Participants",
        "item: Inger Dahl, Director",
        "item: Jorge Rojas, head of the survey, who had come for the first time and stayed for three days in the city",
        "paragraph: The last sentence of this page goes on, since the page ends before the sentence does, with the "
        "words of the next page. The coöperation lasts.",
    ]
    assert document.stored_text


def test_a_hyphen_at_a_lines_end_stays_where_the_document_has_it_elsewhere() -> None:
    lines = [
        (700, 10, "A well-known office of the north and its well-"),
        (688, 10, "known head met the depu-"),
        (676, 10, "ties."),
    ]
    assert (
        read_bytes(pdf([lines]), "a.pdf").text
        == "A well-known office of the north and its well-known head met the deputies.\n"
    )


def test_a_hyphen_of_a_compound_stays_at_a_lines_end() -> None:
    lines = [(700, 10, "They began a so-"), (688, 10, "called pilot, which is cross-"), (676, 10, "border.")]
    assert read_bytes(pdf([lines]), "a.pdf").text == "They began a so-called pilot, which is cross-border.\n"


def test_lines_side_by_side_in_a_pdf_are_the_rows_of_a_table() -> None:
    lines: list[PdfLine] = [
        (760, 10, "Those who came to the meeting of the two coast offices were, in the order of the alphabet:"),
        (736, 10, "Office"),
        (736, 10, "Head", 250),
        (736, 10, "Post", 400),
        (718, 10, "Office of the Delta and"),
        (706, 10, "its harbours"),
        (718, 10, "Rita Moss", 250),
        (718, 10, "Deputy Director and", 400),
        (706, 10, "acting head", 400),
        (688, 10, "Island Office"),
        (688, 10, "Jorge Rojas", 250),
        (688, 10, "Head", 400),
        (664, 10, "The heads will meet again next year, and then for three days, as has been the custom."),
    ]
    assert layout(read_bytes(pdf([lines]), "a.pdf")).split("\n")[1:-1] == [
        "cell 0: Office",
        "cell 0: Head",
        "cell 0: Post",
        "cell 1: Office of the Delta and its harbours",
        "cell 1: Rita Moss",
        "cell 1: Deputy Director and acting head",
        "cell 2: Island Office",
        "cell 2: Jorge Rojas",
        "cell 2: Head",
    ]


def test_columns_that_a_pdf_sets_by_spaces_are_cells() -> None:
    lines = [(700, 10, "Coastland           Inger Dahl, Director"), (688, 10, "Islandia            Jorge Rojas, Head")]
    expected = "cell 0: Coastland\ncell 0: Inger Dahl, Director\ncell 1: Islandia\ncell 1: Jorge Rojas, Head"
    assert layout(read_bytes(pdf([lines]), "a.pdf")) == expected


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    left = [
        "The heads of the two offices met",
        "in the port of Bergen and spoke",
        "of charts, tides and of the work",
        "of both.",
    ]
    right = [
        "In the second part the survey of",
        "the north was shown by its head,",
        "who had come with two examiners",
        "of Cork.",
    ]
    lines = [
        line
        for row, (one, other) in enumerate(zip(left, right, strict=True))
        for line in ((700 - 12 * row, 10, one), (700 - 12 * row, 10, other, 300))
    ]
    assert layout(read_bytes(pdf([lines]), "a.pdf")).split("\n") == [
        f"paragraph: {' '.join(left)}",
        f"paragraph: {' '.join(right)}",
    ]


def test_words_of_a_line_that_a_pdf_places_one_by_one_stay_on_their_line() -> None:
    lines: list[PdfLine] = [(700, 10, "They met in"), (700, 10, "Bergen and spoke", 128), (700, 10, "of charts.", 212)]
    assert read_bytes(pdf([lines]), "a.pdf").text == "They met in Bergen and spoke of charts.\n"


def test_a_program_does_not_name_a_document() -> None:
    document = read_bytes(pdf([[(700, 10, "Some text.")]], "/Title (Microsoft Word - draft2.doc)"), "a.pdf")
    assert document.metadata == {}


def test_a_docx_becomes_title_headings_items_captions_cells_and_notes() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    box = f"<w:txbxContent>{paragraph('In a box', 'Caption')}</w:txbxContent>"
    cell = "<w:tc>{}</w:tc>".format
    body = "".join(
        [
            paragraph("Heads meet", "Title"),
            "<w:p><w:r><w:t>They </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>met</w:t></w:r></w:ins>"
            "<w:r><w:tab/><w:t>in</w:t><w:br/><w:t>Bergen.</w:t></w:r></w:p>",
            paragraph("Who", "Heading1"),
            f"<w:sdt><w:sdtContent>{paragraph('one', 'ListBullet')}</w:sdtContent></w:sdt>",
            paragraph("two", "", numbered),
            f"<w:tbl><w:tr>{cell(paragraph('a'))}{cell(paragraph('b') + paragraph('c'))}</w:tr>",
            f"<w:tr>{cell(paragraph('d'))}{cell(paragraph('e'))}</w:tr></w:tbl>",
            f"<w:tbl><w:tr>{cell(paragraph('alone'))}</w:tr></w:tbl>",
            f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>",
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        ]
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Coast talks</dc:title>'
        "<dc:language>en</dc:language></cp:coreProperties>"
    )
    document = read_bytes(docx(body, {"docProps/core.xml": core}), "a.docx")
    check_laws(document)
    assert layout(document).split("\n") == [
        "title = Coast talks",
        "language = en",
        "title: Heads meet",
        "paragraph: They met in Bergen.",
        "heading: Who",
        "item: one",
        "item: two",
        "cell 0: a",
        "cell 0: b",
        "cell 0: c",
        "cell 1: d",
        "cell 1: e",
        "paragraph: alone",
        "caption: In a box",
    ]


def test_a_docx_keeps_neither_hidden_text_nor_its_table_of_contents() -> None:
    hidden = "<w:p><w:r><w:t>They met.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not so.</w:t></w:r></w:p>"
    style = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>'
    with zipfile.ZipFile(io.BytesIO(docx(""))) as package:
        styles = package.read("word/styles.xml").decode().replace("</w:styles>", style)
    document = read_bytes(docx(paragraph("Talks 3", "TOC1") + hidden, {"word/styles.xml": styles}), "a.docx")
    assert layout(document) == "paragraph: They met."


def test_footnotes_of_a_docx_follow_its_text() -> None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = f"<w:footnote w:id='1'>{paragraph('A note.')}</w:footnote>"
    notes = f"<w:footnotes {namespace}><w:footnote w:type='separator' w:id='0'/>{note}</w:footnotes>"
    package = docx(paragraph("Text."), {"word/footnotes.xml": notes})
    package = _related(package, relation, "footnotes.xml")
    assert layout(read_bytes(package, "a.docx")) == "paragraph: Text.\nnote: A note."


def _related(package: bytes, relation: str, target: str) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "word/_rels/document.xml.rels" and isinstance(content, str):
                added = f'<Relationship Id="rId99" Type="{relation}" Target="{target}"/></Relationships>'
                content = content.replace("</Relationships>", added)
            new.writestr(name, content)
    return result.getvalue()
