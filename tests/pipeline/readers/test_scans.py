"""Are scans, pictures and mixed documents read page by page, and is what cannot be read named?"""

from __future__ import annotations

import io

import numpy as np
import pypdf
import pytest
from PIL import Image

from pipeline import extract
from pipeline.readers.ocr_tesseract import what_is_missing
from pipeline.readers.ocr_trueocr import is_installed
from pipeline.readers.registry import read
from schemas.errors import DamagedFileError, NoTextError, TooLargeError, UnknownFormatError, WrongContentError
from tests.pipeline.readers.scans import picture, scan

LETTERHEAD = "letterhead.pdf"
HEAD = ["LIÊN ĐOÀN LAO ĐỘNG TỈNH", "CÔNG ĐOÀN NGÀNH GIÁO DỤC", "Số: 12/KH-CĐN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
INK = [0] * 140 + [255] * 116  # as a fax machine sees it
needs_engine = pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing() or "Tesseract is there")


def packed(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def texts(source) -> list[str]:
    return [block.text for block in source.blocks]


@needs_engine
def test_scan_with_letterhead_and_table(data_file) -> None:
    """Two columns one after the other, the ruled table cell by cell, the second page's rows on it."""
    source = read(scan(data_file(LETTERHEAD), pages=2), "a.pdf")

    assert texts(source)[:2] == HEAD[:2]
    assert texts(source)[3] == HEAD[3]
    assert (source.ocr, source.pages, source.wrapped) == (True, 2, False)
    assert {block.cell.column for block in source.blocks if block.cell} >= {0, 1, 2}
    assert source.recognised
    assert all(0 < run.confidence < 1 for run in source.recognised)
    assert source.raw[source.recognised[0].start : source.recognised[0].end] == "LIÊN"


@needs_engine
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_on_its_side(data_file, turn: int) -> None:
    """Turned upright before it is read."""
    lying = picture(data_file(LETTERHEAD)).rotate(turn, expand=True)

    assert texts(read(packed(lying, "PNG", dpi=(200, 200)), "a.png"))[:4] == HEAD


@needs_engine
def test_mixed_document(data_file) -> None:
    """The first page keeps its text, certain; the scanned second one is recognised."""
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(data_file(LETTERHEAD)), pages=(0, 1))
    writer.append(io.BytesIO(scan(data_file("seeds/ke-hoach-tra-vinh-2021.pdf"), pages=1)))
    out = io.BytesIO()
    writer.write(out)

    source = read(out.getvalue(), "a.pdf")
    second = next(block for block in source.blocks if block.page == 2)
    assert texts(source)[:4] == HEAD
    assert source.ocr
    assert min(run.start for run in source.recognised) >= second.raw_start


# fmt: off
PICTURES = [
    ("PNG",  "a.png",  "image/png",  {"dpi": (200, 200)}),
    ("JPEG", "a.jpg",  "image/jpeg", {"dpi": (200, 200), "quality": 80}),
    # no resolution said, or a screen's: a sheet of A4
    ("JPEG", "a.jpeg", "image/jpeg", {"dpi": (72, 72), "quality": 80}),
    ("BMP",  "a.bmp",  "image/bmp",  {}),
    ("TIFF", "a.tif",  "image/tiff", {"compression": "tiff_lzw", "dpi": (200, 200)}),
]
# fmt: on


@needs_engine
@pytest.mark.parametrize(("kind", "name", "media_type", "options"), PICTURES)
def test_picture_is_a_document(data_file, kind: str, name: str, media_type: str, options: dict[str, object]) -> None:
    """Whatever its format."""
    source = read(packed(picture(data_file(LETTERHEAD)), kind, **options), name)

    assert texts(source)[:4] == HEAD
    assert (source.media_type, source.pages, source.ocr) == (media_type, 1, True)


@needs_engine
def test_fax_of_two_pages(data_file) -> None:
    """A .tif of one-bit pages: each frame is a page."""
    pages = [picture(data_file(LETTERHEAD), number).convert("L").point(INK).convert("1") for number in (0, 1)]
    data = packed(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(200, 200))

    source = read(data, "a.tiff")
    assert source.pages == 2
    assert texts(source)[0] == HEAD[0]
    assert {block.page for block in source.blocks} == {1, 2}


# fmt: off
REFUSED = [
    # nothing on it
    (packed(Image.new("RGB", (1654, 2339), "white"), "PNG"),       "a.png", NoTextError, "no word"),
    # cut off
    (packed(Image.effect_noise((800, 800), 90), "PNG")[:9000],     "a.png", DamagedFileError, "broken"),
    (b"\xff\xd8\xff" + bytes(50),                                  "a.jpg", DamagedFileError, "broken"),
    # more points than a document has: 180 million in a few kilobytes
    (packed(Image.new("1", (15000, 12000)), "PNG"),                "a.png", TooLargeError, "too large|points"),
    # a telephone's format
    (b"\x00\x00\x00\x18ftypheic" + bytes(50),                      "a.heic", UnknownFormatError, "HEIC"),
    # a picture under a document's name
    (packed(Image.new("L", (80, 80)), "PNG"),                      "a.docx", WrongContentError, "picture"),
]
# fmt: on


@needs_engine
@pytest.mark.parametrize(
    ("data", "name", "error", "words"), REFUSED, ids=["blank", "cut off", "no picture", "bomb", "heic", "docx"]
)
def test_picture_is_refused(data: bytes, name: str, error: type[Exception], words: str) -> None:
    """With the reason."""
    with pytest.raises(error, match=words):
        read(data, name)


@needs_engine
def test_bad_pages_are_findings(data_file) -> None:
    """A page one can hardly read, and one with ink and no word, are named in the record; blank pages are not."""
    good = picture(data_file(LETTERHEAD))
    small = good.resize((good.width // 5, good.height // 5)).resize(good.size)
    noise, blank = Image.new("RGB", good.size, "white"), Image.new("RGB", good.size, "white")
    noise.paste(Image.fromarray(np.random.default_rng(1).integers(0, 255, (400, 400), dtype=np.uint8)), (300, 300))
    data = packed(good, "PDF", save_all=True, append_images=[small, noise, blank], resolution=200)

    record = extract(data, "a.pdf")
    found = {(finding.code, finding.message.split(":")[0]) for finding in record.findings if "page" in finding.code}
    assert found == {("low_quality_page", "Trang 2"), ("page_without_text", "Trang 3")}
    assert all(record.text[one.start : one.end] == one.quote for one in record.findings)
    assert min(item.confidence for item in record.sections if item.page == 1) > 0.5


@pytest.mark.skipif(not is_installed(), reason="trueocr is not installed")
def test_second_engine(monkeypatch, data_file) -> None:
    """Where Tesseract's data is missing, trueocr reads the page, less well."""
    monkeypatch.setattr("pipeline.readers.ocr_tesseract.FOLDERS", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)

    source = read(scan(data_file("seeds/ke-hoach-tra-vinh-2021.pdf"), pages=1), "a.pdf")
    assert source.ocr
    assert "KẾ HOẠCH" in texts(source)
    assert "120/KH-TLĐ" in source.raw


def test_without_the_engine(monkeypatch, data_file) -> None:
    """A scan is refused with the command that installs what is missing; a mixed document names its pages."""
    monkeypatch.setattr("pipeline.readers.ocr_tesseract.FOLDERS", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    monkeypatch.setattr("pipeline.readers.ocr_trueocr.is_installed", lambda: False)
    page = scan(data_file(LETTERHEAD), pages=1)

    with pytest.raises(NoTextError, match="apt install tesseract-ocr tesseract-ocr-vie"):
        read(page, "a.pdf")
    with pytest.raises(NoTextError, match="apt install tesseract-ocr tesseract-ocr-vie"):
        read(packed(picture(data_file(LETTERHEAD)), "PNG"), "a.png")

    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(data_file(LETTERHEAD)))
    writer.append(io.BytesIO(page))
    out = io.BytesIO()
    writer.write(out)
    source = read(out.getvalue(), "a.pdf")
    assert [(query.page, query.code) for query in source.queries] == [(4, "page_without_text")]
    assert not source.ocr
