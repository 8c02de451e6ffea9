"""Does a PDF give whole paragraphs in reading order, whatever order its letters are stored in?"""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from pipeline.readers.registry import read
from schemas.errors import EncryptedFileError, NoTextError

FILLER = [
    (72, 400 - 14 * i, f"Can cu ke hoach so {i} cua Tong Lien doan ve cong tac nu cong trong nam hoc") for i in range(6)
]


def lines(source) -> list[str]:
    """Texts of the blocks."""
    return [block.text for block in source.blocks]


# fmt: off
PAGES = [
    # letters of a second font stored behind the line they stand in
    ([(72, 700, "T"), (88.7, 700, "NG LIEN DOAN"), (79.4, 700, "O")],
     ["TONG LIEN DOAN"]),
    # two columns: left one first
    ([(72, 700, "UBND TINH"), (320, 700, "CONG HOA"), (72, 686, "So: 12"), (320, 686, "Ha Noi")],
     ["UBND TINH", "So: 12", "CONG HOA", "Ha Noi"]),
    # the right column begins higher and ends far below: TM. above "Noi nhan", the name under a signature
    ([(320, 714, "TM. BAN"), (72, 700, "Noi nhan:"), (320, 700, "CHU TICH"), (72, 686, "- Luu."), (340, 600, "Le Duc")],
     ["Noi nhan:", "- Luu.", "TM. BAN", "CHU TICH", "Le Duc"]),
    # the left column goes on wider than the gutter under the end of the right one
    ([(72, 700, "So: 95"), (320, 700, "Ha Noi"), (72, 686, "Ve gop y"),
      (72, 672, "Chuong trinh giao duc pho thong moi cua nganh")],
     ["So: 95", "Ve gop y", "Chuong trinh giao duc pho thong moi cua nganh", "Ha Noi"]),
    # a label and a tab are no columns
    ([(72, 700, "1."), (108, 700, "Tuyen truyen")],
     ["1. Tuyen truyen"]),
    # a raised mark stays on its line
    ([(72, 700, "100 m"), (105.5, 703, "2"), (115.6, 700, "dat")],
     ["100 m2 dat"]),
]
# fmt: on


@pytest.mark.parametrize(("page", "expected"), PAGES)
def test_pdf_reading_order(pdf_file, page: list[tuple[float, float, str]], expected: list[str]) -> None:
    """By place, not by the order in the file."""
    assert lines(read(pdf_file([page + FILLER]), "a.pdf"))[: len(expected)] == expected


FULL = "Thuc hien ke hoach cua Tong Lien doan Lao dong Viet Nam ve cong tac nu cong, ban"
# fmt: off
PARAGRAPHS = [
    # a full line goes on, also before a capital
    ([(72, 700, FULL), (72, 686, "Thuong vu to chuc.")],                            [f"{FULL}\nThuong vu to chuc."]),
    # a short line does not
    ([(72, 700, "Muc dich"), (72, 686, "Thuong vu to chuc.")],                      ["Muc dich", "Thuong vu to chuc."]),
    # a label begins something new, even behind a full line
    ([(72, 700, FULL), (72, 686, "2. Nhiem vu")],                                   [FULL, "2. Nhiem vu"]),
    # so does an indent
    ([(72, 700, FULL), (100, 686, "Thuong vu to chuc.")],                           [FULL, "Thuong vu to chuc."]),
    # and a wider gap
    ([(72, 700, FULL), (72, 678, "Thuong vu to chuc.")],                            [FULL, "Thuong vu to chuc."]),
    # a line that breaks behind a hyphen had no blank there: "59/BCĐ-QLTT" of chi-thi-btc-2014
    ([(72, 700, f"{FULL[:-5]} 59/BCD-"), (72, 686, "QLTT ngay.")],                  [f"{FULL[:-5]} 59/BCD-QLTT ngay."]),
    ([(72, 700, f"{FULL[:-5]} 2012-"), (72, 686, "2020.")],                         [f"{FULL[:-5]} 2012-2020."]),
]
# fmt: on


@pytest.mark.parametrize(("page", "expected"), PARAGRAPHS)
def test_pdf_paragraphs(pdf_file, page: list[tuple[float, float, str]], expected: list[str]) -> None:
    """Joined by margins, indents and gaps."""
    assert lines(read(pdf_file([page + FILLER]), "a.pdf"))[: len(expected)] == expected


def test_pdf_paragraph_over_pages(pdf_file) -> None:
    """A paragraph that a page breaks is one block, on the page it begins on; page numbers are not in it."""
    last = [(72, 60, FULL), (290, 30, "1")]
    following = [(290, 800, "2"), (72, 760, "Thuong vu to chuc.")]

    source = read(pdf_file([FILLER + last, following + FILLER]), "a.pdf")
    joined = [block for block in source.blocks if block.text.startswith("Thuc hien")]
    assert [(block.text, block.page) for block in joined] == [(f"{FULL}\nThuong vu to chuc.", 1)]
    assert source.notes == ("page numbers on 2 pages are left out",)


def test_pdf_running_lines(pdf_file) -> None:
    """A line in the same place on every page goes, a line that only looks alike stays."""
    pages = [
        [(72, 600 + 20 * i, "Noi dung"), (72, 30, f"Tai lieu noi bo, ban {i}")]
        + [(x, y - 9 * i, text) for x, y, text in FILLER]
        for i in range(4)
    ]

    source = read(pdf_file(pages), "a.pdf")
    assert not any("noi bo" in text for text in lines(source))
    assert source.raw.split("\n").count("Noi dung") == 4
    assert source.notes == ("left out as printed on 4 pages: Tai lieu noi bo, ban 3",)


@pytest.mark.parametrize("text", ["2.", "12%", "2 dong", "(2)"])
def test_pdf_last_line_is_no_page_number(pdf_file, text: str) -> None:
    """A label or a value at the foot of a page is text."""
    page = [*FILLER, (72, 30, text)]

    assert any(text in found.split("\n") for found in lines(read(pdf_file([page, page]), "a.pdf")))


def test_pdf_letterhead(data_file) -> None:
    """A whole printed plan: head, body, table over two pages, recipients, signature."""
    source = read(data_file("letterhead.pdf"), "letterhead.pdf")
    texts = lines(source)

    assert texts[:6] == [
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH", "CÔNG ĐOÀN NGÀNH GIÁO DỤC", "Số: 12/KH-CĐN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lai Châu, ngày 05 tháng 3 năm 2024",
    ]  # fmt: skip
    assert texts[-6:] == [
        "- Thường trực LĐLĐ tỉnh;", "- Các công đoàn cơ sở;", "- Lưu VT.",
        "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Lê Thị Đức",
    ]  # fmt: skip
    assert [block.bold for block in source.blocks][:3] == [False, True, False]
    assert (source.pages, source.wrapped) == (3, False)
    assert all(source.raw[block.raw_start :].startswith(block.text) for block in source.blocks)


def test_pdf_table_is_the_words_table(data_file) -> None:
    """The ruled table has the same cells as in Word, also the row that a page broke."""
    found = [
        [(b.cell, " ".join(b.text.split())) for b in read(data_file(f"letterhead.{kind}"), "a").blocks if b.cell]
        for kind in ("docx", "pdf")
    ]

    assert len(found[0]) == 32
    assert found[1] == found[0]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pdf_turned_pages(data_file, turn: int) -> None:
    """Pages stored lying down and shown upright read like upright ones."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data_file("letterhead.pdf")))
    for page in writer.pages:
        page.rotate(-turn).transfer_rotation_to_content()
        page.rotate(turn)
    out = io.BytesIO()
    writer.write(out)

    assert lines(read(out.getvalue(), "a.pdf")) == lines(read(data_file("letterhead.pdf"), "a.pdf"))


def test_pdf_scan(pdf_file) -> None:
    """A scanner's line on each page does not make a scan a text."""
    with pytest.raises(NoTextError, match="this is a scan"):
        read(pdf_file([[(72, 30, "Scanned by EPSON Scan")]] * 3), "a.pdf")


def test_pdf_names_empty_pages(pdf_file) -> None:
    """A page that is a picture inside a text is told."""
    assert read(pdf_file([FILLER, [], FILLER]), "a.pdf").notes == ("pages without text: 2",)


def signed(data: bytes, *signatures: dict[str, str]) -> bytes:
    """The file with signature fields that show nothing on a page; no certificate, which no reader asks for here."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    fields = ArrayObject()
    for entries in signatures:
        value = DictionaryObject({NameObject(f"/{key}"): TextStringObject(words) for key, words in entries.items()})
        field = DictionaryObject({NameObject("/FT"): NameObject("/Sig"), NameObject("/V"): writer._add_object(value)})
        fields.append(writer._add_object(field))
    form = DictionaryObject({NameObject("/Fields"): fields})
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    writer.add_metadata({"/Title": "Kế hoạch", "/Producer": "máy của văn phòng"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_digital_signature(data_file) -> None:
    """The leader signs first, the clerk after; a time that is none is left out."""
    leader = {"Name": "UBND TỈNH TRÀ VINH", "M": "D:20210314102033+07'00'"}
    source = read(
        signed(data_file("letterhead.pdf"), {"M": "D:20210315080000+07'00'"}, leader, {"M": "hôm qua"}), "a.pdf"
    )

    assert source.stamps == {"signature_at": "2021-03-14", "signature_by": "UBND TỈNH TRÀ VINH"}
    assert source.metadata["title"] == "Kế hoạch"
    assert lines(source) == lines(read(data_file("letterhead.pdf"), "a.pdf"))


def test_pdf_password() -> None:
    """A file that wants a password is refused as such."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("mat khau", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(EncryptedFileError):
        read(out.getvalue(), "a.pdf")
