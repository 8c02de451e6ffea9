"""Does a Word file give the words a reader of the page sees, in the order of the page?"""

from __future__ import annotations

import pytest

from pipeline.readers.registry import read
from schemas.errors import NoTextError


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    """A complex field."""
    kind = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        kind.format("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + kind.format("separate") + run(result) + kind.format("end")
    )  # fmt: skip


BOX = "<w:txbxContent><w:p>{}</w:p></w:txbxContent>"
ALTERNATIVES = (
    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
    f"<w:drawing><wps:txbx>{BOX.format(run('hộp'))}</wps:txbx></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{BOX.format(run('hộp'))}</v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
INSERTED = f'<w:ins w:id="1" w:author="a">{run(" thêm")}</w:ins>'
DELETED = '<w:del w:id="2" w:author="a"><w:r><w:delText> bỏ</w:delText></w:r></w:del>'
MOVED = (
    f'<w:moveFrom w:id="3" w:author="a">{run(" cũ")}</w:moveFrom>'
    f'<w:moveTo w:id="4" w:author="a">{run(" mới")}</w:moveTo>'
)
PROMPT = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click')}</w:sdtContent></w:sdt>"

# fmt: off
PARAGRAPHS = [
    # tracked changes in their final state
    (run("a") + INSERTED + DELETED,                                             ["a thêm"]),
    (run("a") + MOVED,                                                          ["a mới"]),
    # containers that python-docx's own text leaves out
    (f"<w:sdt><w:sdtContent>{run('trong ô')}</w:sdtContent></w:sdt>",           ["trong ô"]),
    (f'<w:smartTag w:element="date">{run("5/7/2021")}</w:smartTag>',            ["5/7/2021"]),
    (f"<w:hyperlink>{run('laichau.gov.vn')}</w:hyperlink>",                     ["laichau.gov.vn"]),
    # a control that still shows its prompt holds nothing
    (run("a") + PROMPT,                                                         ["a"]),
    # fields: the result, not the code; also one inside the other's code
    (run("trang ") + field("PAGE", "3"),                                        ["trang 3"]),
    (f'<w:fldSimple w:instr="DATE">{run("05/7/2021")}</w:fldSimple>',           ["05/7/2021"]),
    # hidden text is not printed; "hidden: off" is
    (run("a") + run("ẩn", "<w:vanish/>"),                                       ["a"]),
    (run("a") + run("hiện", '<w:vanish w:val="0"/>'),                           ["ahiện"]),
    # capitals by format: the type of a document is told by them
    (run("Kế hoạch", "<w:caps/>"),                                              ["KẾ HOẠCH"]),
    # a line break parts two printed lines, a tab and a page break do not glue words
    (run("KẾ HOẠCH") + "<w:r><w:br/></w:r>" + run("Năm 2024"),                  ["KẾ HOẠCH", "Năm 2024"]),
    (run("Số:") + "<w:r><w:tab/></w:r>" + run("12"),                            ["Số:\t12"]),
    # hyphens that Word treats apart
    (run("05") + "<w:r><w:noBreakHyphen/></w:r>" + run("KL"),                   ["05-KL"]),
    (run("thực") + "<w:r><w:softHyphen/></w:r>" + run("hiện"),                  ["thựchiện"]),
    # a text box is drawn twice in the file, once on the page, and does not break the line it hangs on
    (run("a") + ALTERNATIVES + run("b"),                                        ["ab", "hộp"]),
    # footnote marks are no words
    (run("a") + '<w:r><w:footnoteReference w:id="2"/></w:r>',                   ["a"]),
]
# fmt: on


@pytest.mark.parametrize(("xml", "lines"), PARAGRAPHS)
def test_word_paragraph(word_file, xml: str, lines: list[str]) -> None:
    """What is printed, no more and no less."""
    source = read(word_file(f"<w:p>{xml}</w:p>"), "a.docx")

    assert [block.text for block in source.blocks] == lines


def test_word_deleted_paragraph_mark(word_file) -> None:
    """When the end of a paragraph is deleted, it runs on into the next."""
    mark = '<w:pPr><w:rPr><w:del w:id="9" w:author="a"/></w:rPr></w:pPr>'

    source = read(word_file(f"<w:p>{mark}{run('một ')}</w:p><w:p>{run('hai')}</w:p>"), "a.docx")
    assert [block.text for block in source.blocks] == ["một hai"]


def test_word_offsets_and_gaps(word_file) -> None:
    """``raw_start`` leads back into ``raw``; an empty paragraph is a gap; bold only if all of it is."""
    body = f"<w:p>{run('A', '<w:b/>')}</w:p><w:p/><w:p>{run('B', '<w:b/>')}{run('c')}</w:p>"

    source = read(word_file(body), "a.docx")
    assert [(block.text, block.bold, block.blank_before) for block in source.blocks] == [
        ("A", True, False),
        ("Bc", False, True),
    ]
    assert all(source.raw[block.raw_start :].startswith(block.text) for block in source.blocks)
    assert source.wrapped is False


def cells(rows: list[list[str]], borders: str = "") -> str:
    """A table; cells are cell properties and text, parted by "|"."""
    out = f"<w:tbl><w:tblPr>{borders}</w:tblPr>"
    for row in rows:
        out += "<w:tr>"
        for cell in row:
            properties, _, text = cell.rpartition("|")
            out += f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"
        out += "</w:tr>"
    return out + "</w:tbl>"


RULED = '<w:tblBorders><w:top w:val="single"/><w:insideV w:val="single"/></w:tblBorders>'
UNRULED = '<w:tblBorders><w:top w:val="none"/><w:insideV w:val="nil"/></w:tblBorders>'
GONE = f'<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr><w:tc><w:p>{run("c")}</w:p></w:tc></w:tr>'
DOWN, UNDER = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"

# fmt: off
TABLES = [
    # data
    (cells([["TT", "Nội dung"], ["1", "Hội nghị"]], RULED),
     [("TT", (0, 0)), ("Nội dung", (0, 1)), ("1", (1, 0)), ("Hội nghị", (1, 1))]),
    # merged cells come once, at their grid place
    (cells([['<w:gridSpan w:val="2"/>|a', "b"], ["c", "d", "e"]], RULED),
     [("a", (0, 0)), ("b", (0, 2)), ("c", (1, 0)), ("d", (1, 1)), ("e", (1, 2))]),
    (cells([[f"{DOWN}|a", "b"], [f"{UNDER}|", "d"]], RULED), [("a", (0, 0)), ("b", (0, 1)), ("d", (1, 1))]),
    # the head of a document: no data, ruled or not; left cell first
    (cells([["UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 1", "Hà Nội"]], RULED),
     [("UBND TỈNH", None), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None), ("Số: 1", None), ("Hà Nội", None)]),
    # recipients and signature
    (cells([["Nơi nhận:", "CHỦ TỊCH"]], UNRULED), [("Nơi nhận:", None), ("CHỦ TỊCH", None)]),
    # an invisible table of two columns places things; one of three by three is a list without lines
    (cells([["a", "b"]]), [("a", None), ("b", None)]),
    (cells([["1", "2", "3"]] * 3), [(text, (row, column)) for row in range(3) for column, text in enumerate("123")]),
    # a frame around a paragraph
    (cells([["a"]], RULED), [("a", None)]),
    # a deleted row is gone
    (cells([["a", "b"]], RULED).replace("</w:tr>", f"</w:tr>{GONE}"),
     [("a", (0, 0)), ("b", (0, 1))]),
]
# fmt: on


@pytest.mark.parametrize(("xml", "expected"), TABLES)
def test_word_table(word_file, xml: str, expected: list[tuple[str, tuple[int, int] | None]]) -> None:
    """Cells of data have a place; cells of a layout are paragraphs."""
    blocks = read(word_file(xml), "a.docx").blocks

    assert [(block.text, (block.cell.row, block.cell.column) if block.cell else None) for block in blocks] == expected


def test_word_head_and_foot_stay_apart(data_file) -> None:
    """The page number field of the header is metadata, not text; head and signature are in order."""
    source = read(data_file("letterhead.docx"), "letterhead.docx")

    assert source.metadata["header"] == "1"
    assert [block.text for block in source.blocks][:2] == ["LIÊN ĐOÀN LAO ĐỘNG TỈNH", "CÔNG ĐOÀN NGÀNH GIÁO DỤC"]
    assert [block.text for block in source.blocks][-4:] == ["- Lưu VT.", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Lê Thị Đức"]


def test_word_leaves_out_contents(word_file) -> None:
    """Word's table of contents repeats headings; they come once, where they stand."""
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    heading = f"<w:p>{run('I. MỤC ĐÍCH')}</w:p>"

    source = read(word_file(f"<w:sdt>{gallery}<w:sdtContent>{heading}</w:sdtContent></w:sdt>{heading}"), "a.docx")
    assert [block.text for block in source.blocks] == ["I. MỤC ĐÍCH"]


def test_word_without_text(word_file) -> None:
    """A Word file that holds only pictures is no text."""
    with pytest.raises(NoTextError):
        read(word_file("<w:p/>"), "a.docx")
