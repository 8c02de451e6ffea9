"""Does Markdown give the words without the marks, and keep the signs that are the writer's own?"""

from __future__ import annotations

import pytest

from pipeline.readers.markdown import plain_line, read_markdown
from pipeline.source import Cell
from pipeline.text import compose
from schemas.errors import EmptyFileError

# fmt: off
LINES = [
    ("**KẾ HOẠCH**",                          "KẾ HOẠCH"),
    ("*Lai Châu, ngày 5*",                    "Lai Châu, ngày 5"),
    ("***Căn cứ*** Luật",                     "Căn cứ Luật"),
    ("[Luật](https://vbpl.vn/a_(b)) số 5",    "Luật số 5"),
    ("![dấu](dau.png) Số 5",                  "dấu Số 5"),
    ("m<sup>2</sup> a<br>b",                  "m2 a b"),
    ("A &amp; B &gt; 5%",                     "A & B > 5%"),
    (r"1\. Mục tiêu \- a",                    "1. Mục tiêu - a"),
    (r"\*\*không đậm\*\*",                    "**không đậm**"),
    ("<https://laichau.gov.vn>",              "https://laichau.gov.vn"),
    # the writer's own signs
    ("+ Sở Nội vụ",                           "+ Sở Nội vụ"),
    ("5 * 3 = 15",                            "5 * 3 = 15"),
    ("[x] đã làm (xem)",                      "[x] đã làm (xem)"),
    ("ten_tep_a.docx",                        "ten_tep_a.docx"),
    ("tỷ lệ <5% và >3%",                      "tỷ lệ <5% và >3%"),
]
# fmt: on


@pytest.mark.parametrize(("line", "text"), LINES, ids=[line for line, _ in LINES])
def test_markdown_inside_a_line(line: str, text: str) -> None:
    assert plain_line(line) == text


def blocks(text: str):
    return read_markdown(text.encode(), "a.md").blocks


def test_markdown_headings_have_levels() -> None:
    assert [(block.text, block.heading) for block in blocks("# Kế hoạch\n## I. MỤC ĐÍCH ##\na")] == [
        ("Kế hoạch", 1), ("I. MỤC ĐÍCH", 2), ("a", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # one emphasis over two lines and three (1. Vụ | Pháp chế: 6278/BVHTTDL-VP 2025)
        (
            "**1. Về Dự án Nhà máy điện Nhơn\nTrạch 3**\n- Rà soát.",
            ["1. Về Dự án Nhà máy điện Nhơn Trạch 3", "- Rà soát."],
        ),
        ("**1. Về\nDự án Nhà máy\nNhơn Trạch**\n- Rà soát.", ["1. Về Dự án Nhà máy Nhơn Trạch", "- Rà soát."]),
        # two of them, one never closed, one over a blank line
        ("**1. Dự án Nhơn**\n**Trạch 3**", ["1. Dự án Nhơn", "Trạch 3"]),
        ("**1. Dự án Nhơn\nTrạch 3", ["1. Dự án Nhơn", "Trạch 3"]),
        ("**1. Dự án Nhơn\n\nTrạch 3**", ["1. Dự án Nhơn", "Trạch 3"]),
    ],
)
def test_markdown_emphasis_over_lines(raw: str, expected: list[str]) -> None:
    assert compose(read_markdown(raw.encode(), "a.md")).string.split("\n") == expected


def test_markdown_tables_have_cells() -> None:
    found = blocks("| TT | Việc |\n|---|:--:|\n| 1 | Báo cáo<br>quý |\n\nsau")

    assert [(block.text, block.cell) for block in found] == [
        ("TT", Cell(0, 0, 0)), ("Việc", Cell(0, 0, 1)), ("1", Cell(0, 1, 0)),
        ("Báo cáo", Cell(0, 1, 1)), ("quý", Cell(0, 1, 1)), ("sau", None),
    ]  # fmt: skip


def test_markdown_head_of_a_document_is_no_table() -> None:
    found = blocks("| UBND TỈNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| Số: 5 | ngày 1 |")

    assert {block.cell for block in found} == {None}


def test_markdown_rests_of_tables_and_marks_are_blanks() -> None:
    """Web pages that a program turned into Markdown leave such lines."""
    found = blocks("|\n**UBND TỈNH\n**\nLAI CHÂU\n|\n* *\n> trích\n```\nmã\n```\n---\nx: 1")

    assert [(block.text, block.blank_before) for block in found][:4] == [
        ("UBND TỈNH", True), ("LAI CHÂU", True), ("trích", True), ("mã", False),
    ]  # fmt: skip


def test_markdown_front_matter_is_left_out() -> None:
    assert [block.text for block in blocks("---\ntitle: a\n---\nKế hoạch")] == ["Kế hoạch"]
    assert [block.text for block in blocks("---\nKế hoạch năm\n---\nb")] == ["---", "Kế hoạch năm", "---", "b"]


def test_markdown_offsets_lead_into_raw() -> None:
    source = read_markdown("# **Kế hoạch**\n\n| a | b |\n|---|---|\n| c | d |\n".encode(), "a.md")

    assert all(source.raw.startswith(block.text, block.raw_start) for block in source.blocks)


@pytest.mark.parametrize("text", ["", "#\n**\n|\n", "![](a.png)"])
def test_empty_markdown_is_refused(text: str) -> None:
    with pytest.raises(EmptyFileError):
        read_markdown(text.encode(), "a.md")
