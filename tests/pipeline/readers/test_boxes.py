"""Is every word of a record found on the page it is printed on?"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterator

import pypdf
import pypdfium2
import pytest

from corpus.legacy import Encoding, encode
from pipeline import extract
from pipeline.boxes import Box, boxes_of, page_of
from pipeline.legacy_lines import repair
from pipeline.readers.ocr_tesseract import what_is_missing
from pipeline.readers.registry import read
from pipeline.source import Block, PrintedLine, Source
from pipeline.text import compose
from schemas.record import DirectiveRecord, Item
from tests.pipeline.readers.scans import picture, scan

SEED = "seeds/ke-hoach-tra-vinh-2021"
KINDS = ("sections", "themes", "tasks", "targets", "deadlines", "assignments", "references")
needs_engine = pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing() or "Tesseract is there")


def items(record: DirectiveRecord) -> Iterator[Item]:
    for kind in KINDS:
        yield from getattr(record, kind)


def letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isalnum())


def letters_in(document: pypdfium2.PdfDocument, boxes: list[Box]) -> str:
    """The letters and digits that pypdfium2 finds on the middle of the boxes, where no other line reaches."""
    out = ""
    for box in boxes:
        page = document[box.page - 1]
        text_page = page.get_textpage()
        left, bottom = page.get_bbox()[:2]
        middle = box.height - (box.y0 + box.y1) / 2
        out += text_page.get_text_bounded(
            left + box.x0 - 0.5, bottom + middle - 1, left + box.x1 + 0.5, bottom + middle + 1
        )
    return letters(out)


@pytest.mark.parametrize("name", ["letterhead", SEED, "seeds/chuong-trinh-lai-chau-2025"])
def test_items_stand_in_their_boxes(data_file, name: str) -> None:
    """Cut out of the page by their boxes, the words of each item come back, and its page is that of the first box."""
    data = data_file(f"{name}.pdf")
    record, document = extract(data, "a.pdf"), pypdfium2.PdfDocument(data)

    assert list(items(record))
    for item in items(record):
        boxes = boxes_of(record, item.start, item.end)
        assert letters_in(document, boxes) == letters(item.quote)
        assert item.page == boxes[0].page == page_of(record, item.start)


def test_cropped_page(data_file) -> None:
    """Boxes count from the corner of what is shown."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data_file(f"{SEED}.pdf")))
    for page in writer.pages:
        page.cropbox = pypdf.generic.RectangleObject((30, 20, 590, 830))
    out = io.BytesIO()
    writer.write(out)

    record, document = extract(out.getvalue(), "a.pdf"), pypdfium2.PdfDocument(out.getvalue())
    item = record.references[0]
    (box, *_) = boxes = boxes_of(record, item.start, item.end)
    assert (box.width, box.height) == (560, 810)
    assert letters_in(document, boxes) == letters(item.quote)


def test_paragraph_over_two_pages(pdf_file) -> None:
    """What stands on the second page of a paragraph has that page, and a span over the break a box on each."""
    full = "Thuc hien Ke hoach so 120/KH-TLD ngay 05/7/2021 cua Tong Lien doan ve viec trien khai"
    body = [(72, 700 - 16 * i, full) for i in range(30)]
    pages = [[*body, (72, 60, full)], [(72, 760, "cong tac, báo cáo vào ngày 20/5/2024."), *body]]
    record = extract(pdf_file(pages), "a.pdf")

    start = record.text.index("vào ngày 20/5/2024")
    line = compose(read(pdf_file(pages), "a.pdf")).line_at(start)
    assert record.text[line.start : line.end].startswith("Thuc hien")
    assert (line.page, page_of(record, start)) == (1, 2)
    found = [item for item in items(record) if item.quote == "20/5/2024" or "20/5/2024" in item.quote]
    assert [box.page for box in boxes_of(record, line.start, line.end)] == [1, 2]
    assert found
    assert {item.page for item in found} == {2}


def test_part_of_a_word() -> None:
    """Inside a word the letters are of one width; a word that composition cut has its share."""
    line = PrintedLine(0, 9, 1, 100, 10, 180, 22, (100, 160))
    source = Source("a.pdf", "", "", "**abc** de", (Block("**abc** de", 0, page=1),), printed=(line,))

    assert [found.words for found in compose(source).printed] == [(pytest.approx(100 + 60 * 2 / 7), 160)]


def test_lines_in_an_old_encoding() -> None:
    """A line that becomes shorter in Unicode keeps its words, and so do those behind it."""
    printed = [encode(text, Encoding.VNI) for text in ("Kế hoạch tổ chức phong trào", "thực hiện bình đẳng giới")]
    raw = "\n".join(printed)
    first = len(printed[0])
    lines = (
        PrintedLine(0, first, 1, 0, 0, 9, 9, (0.0,) * 6),
        PrintedLine(first + 1, len(raw), 2, 0, 0, 9, 9, (0.0,) * 5),
    )

    source = repair(Source("a.pdf", "", "", raw, (Block(raw, 0, page=1),), printed=lines))
    assert source.raw == "Kế hoạch tổ chức phong trào\nthực hiện bình đẳng giới"
    assert [source.raw[line.start : line.end] for line in source.printed] == source.raw.split("\n")


@needs_engine
@pytest.mark.parametrize("skew", [0.0, 0.7, 2.0])
def test_scan_lies_askew(data_file, skew: float) -> None:
    """The words of a scan stand where those of the printed page stand, turned about its middle."""
    data = data_file(f"{SEED}.pdf")
    printed, scanned = extract(data, "a.pdf"), extract(scan(data, skew=skew, pages=1), "a.pdf")
    quote = "Chiến lược Dân số Việt Nam đến năm 2030 trong công nhân"

    (one, *_), (other, *_) = (boxes_of(record, *_place(record, quote)) for record in (printed, scanned))
    assert _turned(other, 0, other.x0 + 2) == pytest.approx(_turned(one, skew, one.x0 + 2), abs=4)


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_picture_lies_on_its_side(data_file, turn: int) -> None:
    """Boxes are those of the page as it is shown, also where it was turned to be read."""
    data = data_file(f"{SEED}.pdf")
    out = io.BytesIO()
    picture(data).rotate(turn, expand=True).save(out, "PNG", dpi=(200, 200))
    printed, shown = extract(data, "a.pdf"), extract(out.getvalue(), "a.png")

    (one, *_), (other, *_) = (boxes_of(record, *_place(record, "Chiến lược Dân số")) for record in (printed, shown))
    assert (other.width > other.height) == (turn != 180)
    middles = [(box.x0 + box.x1) / 2 for box in (one, other)]
    assert _turned(other, 0, middles[1]) == pytest.approx(_turned(one, turn, middles[0]), abs=4)
    left, top, width, height = other.shares
    assert 0 < left < left + width < 1
    assert 0 < top < top + height < 1


def test_text_has_no_boxes() -> None:
    """No page, no box, and no empty layout in the record."""
    record = extract("KẾ HOẠCH\n\n1. Sở Nội vụ báo cáo trước ngày 20/5/2024.\n".encode(), "a.txt")

    assert record.layout == ()
    assert boxes_of(record, 0, len(record.text)) == []
    assert page_of(record, 0) is None
    assert "layout" not in record.to_json()


def _place(record: DirectiveRecord, quote: str) -> tuple[int, int]:
    start = record.text.index(quote)
    return start, start + len(quote)


def _turned(box: Box, turn: float, x: float) -> tuple[float, float]:
    """A point in the middle of a box's height, from the middle of the page, turned anticlockwise."""
    x, y = x - box.width / 2, (box.y0 + box.y1) / 2 - box.height / 2
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return x * cos + y * sin, y * cos - x * sin
