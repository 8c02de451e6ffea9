"""Builders of small Word and PDF files, and the way to the stored ones."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def data_file() -> Callable[[str], bytes]:
    """Bytes of a file under tests/data."""

    def load(name: str) -> bytes:
        return (DATA / name).read_bytes()

    return load


@pytest.fixture
def word_file() -> Callable[..., bytes]:
    """A .docx whose body is the given XML; ``numbering`` replaces the list definitions."""

    def build(body: str, numbering: str = "") -> bytes:
        document = docx.Document()
        holder = parse_xml(f"<w:body {nsdecls('w', 'wp', 'a')} {OTHER}>{body}</w:body>")
        for element in reversed(list(holder)):
            document.element.body.insert(0, element)
        if numbering:
            root = document.part.numbering_part.element
            for old in list(root):
                root.remove(old)
            for element in parse_xml(f"<w:numbering {nsdecls('w')}>{numbering}</w:numbering>"):
                root.append(element)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return build


OTHER = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


@pytest.fixture
def pdf_file() -> Callable[..., bytes]:
    """A PDF whose pages show strings of Helvetica 12 at given places: [[(x, y, text), …], …]."""

    def build(pages: list[list[tuple[float, float, str]]], extra: str = "") -> bytes:
        kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        for index, strings in enumerate(pages):
            shown = " ".join(f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in strings)
            stream = f"{shown} {extra}"
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * index} 0 R "
                "/Resources << /Font << /F1 3 0 R >> >> >>"
            )
            objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        return _pdf(objects)

    return build


def _pdf(objects: list[str]) -> bytes:
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}"
    return out.encode("latin-1")
