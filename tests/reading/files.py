"""Lines of text in; out, the bytes of a small PDF or DOCX file that shows them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TypeAlias

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


PdfLine: TypeAlias = tuple[int, int, str] | tuple[int, int, str, int]
"""A line's height on the page, size of type, text and distance from the left (72 if not given), in points."""


def pdf(pages: Sequence[Sequence[PdfLine]], information: str = "", catalog: str = "") -> bytes:
    """Return a PDF file whose pages show the lines."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        content = b"".join(_shown(*line) for line in page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(f"<< {information} >>".encode("cp1252"))
    return _with_table(objects)


def docx(body: str, parts: dict[str, str] | None = None, base: bytes | None = None) -> bytes:
    """Return a DOCX file with this XML as its body; parts replaces other parts' XML, by name."""
    from docx import Document

    buffer = io.BytesIO()
    if base is None:
        Document().save(buffer)
    else:
        buffer.write(base)
    document = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    replaced = {"word/document.xml": document, **(parts or {})}
    result = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(set(replaced) - set(old.namelist()))]:
            new.writestr(name, replaced[name] if name in replaced else old.read(name))
    return result.getvalue()


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    """Return the XML of a paragraph of DOCX."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _shown(height: int, size: int, text: str, left: int = 72) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {left} {height} Td ({escaped}) Tj ET\n".encode("cp1252")


def _with_table(objects: list[bytes]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (len(objects) + 1, len(objects))
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return data + head + table + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF" % len(data)
