"""Does a web page give the words of its document, and nothing of the portal around it?"""

from __future__ import annotations

import pytest

from pipeline.readers.html import decode_page, read_html
from pipeline.readers.registry import read
from pipeline.source import Cell
from schemas.errors import NoTextError

HEAD = (
    "<table><tr><td>UBND TỈNH LAI CHÂU</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr>"
    "</table>"
)
LONG = "Các sở, ban, ngành tổ chức thực hiện nghiêm túc các nội dung của Kế hoạch này. "


def lines(body: str) -> list[str]:
    source = read_html(f"<html><body>{body}</body></html>".encode(), "a.html")
    return [f"{block.label} {block.text}".strip() for block in source.blocks]


# fmt: off
PAGES = [
    # a line for each block, blanks as one
    ("<p>Kế\n  hoạch</p><div>năm <b>2024</b></div>",                  ["Kế hoạch", "năm 2024"]),
    # a line break parts lines, a tag inside a word does not
    ("<p>KẾ HOẠCH<br>Năm 2024</p>",                                   ["KẾ HOẠCH", "Năm 2024"]),
    ("<p>Ng<i>hị</i> quyết</p>",                                      ["Nghị quyết"]),
    ("<p>m<sup>2</sup></p>",                                          ["m2"]),
    # text without a block around it
    ("Căn cứ<p>Điều 1</p>Điều 2",                                     ["Căn cứ", "Điều 1", "Điều 2"]),
    # labels that the browser prints
    ("<ol><li>a<li>b</ol>",                                           ["1. a", "2. b"]),
    ("<ol type=a start=3><li>x</ol><ul><li>y</ul>",                   ["c) x", "- y"]),
    ("<ol style='list-style:none'><li>a</ol>",                        ["a"]),
    # not shown
    ("<p style='display: none'>ẩn</p><p hidden>ẩn</p><p>hiện</p>",    ["hiện"]),
    ("<script>x()</script><style>p{}</style><!-- ẩn --><p>hiện</p>",  ["hiện"]),
    # entities
    ("<p>A &amp; B &lt;5% &#273;</p>",                                ["A & B <5% đ"]),
    # lines of kept text
    ("<pre>a\n  b</pre>",                                             ["a", "b"]),
]
# fmt: on


@pytest.mark.parametrize(("body", "expected"), PAGES, ids=[body[:30] for body, _ in PAGES])
def test_html_lines(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_html_tables_of_data_are_tables() -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    table = "<table border=1>" + row.format("TT", "Nội dung", "Hạn") + row.format(1, "Báo cáo", "5/2024") + "</table>"

    blocks = read_html(f"<html><body>{table}</body></html>".encode(), "a.html").blocks
    assert [block.cell for block in blocks][:4] == [Cell(0, 0, 0), Cell(0, 0, 1), Cell(0, 0, 2), Cell(0, 1, 0)]


def test_html_spans_move_columns() -> None:
    table = "<table border=1><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>"

    blocks = read_html(table.encode(), "a.html").blocks
    assert [(block.text, block.cell.row, block.cell.column) for block in blocks if block.cell] == [
        ("a", 0, 0), ("b", 0, 1), ("c", 1, 1), ("d", 1, 2),
    ]  # fmt: skip


def test_html_head_of_a_document_is_no_table() -> None:
    assert {block.cell for block in read_html(HEAD.encode(), "a.html").blocks} == {None}


def test_portal_is_left_out() -> None:
    """Menu, title and state of force above the document, links and a form below it."""
    menu = "<nav>Trang chủ</nav><div><a href=/>Văn bản</a> <a href=/>Liên hệ</a></div>"
    document = f"<div><div>Còn hiệu lực</div>{HEAD}<p>KẾ HOẠCH</p>{f'<p>{LONG}</p>' * 5}<p>Nơi nhận: VT</p></div>"
    page = f"{menu}<main><h1>Kế hoạch 05</h1>{document}</main><footer>Bản quyền</footer><form>Góp ý</form>"

    found = lines(page)
    assert found[0] == "UBND TỈNH LAI CHÂU"
    assert found[-1] == "Nơi nhận: VT"


def test_page_of_a_word_processor_is_taken_whole() -> None:
    """No script, no form: everything is the document, also what stands above its head."""
    assert lines(f"<p>PHỤ LỤC GỬI KÈM</p>{HEAD}<p>a</p>")[0] == "PHỤ LỤC GỬI KÈM"


# fmt: off
ENCODED = [
    ("Kế hoạch".encode(),                                                      "Kế hoạch"),
    ("\ufeffKế hoạch".encode(),                                                "Kế hoạch"),
    ("Kế hoạch".encode("utf-16"),                                              "Kế hoạch"),
    # what the page says of itself is only asked where UTF-8 does not fit
    (b'<meta charset="windows-1252">' + "Kế".encode(),                         '<meta charset="windows-1252">Kế'),
    # Western bytes stay as they look: the lines are judged later
    (b"K\xd5 ho\xb9ch",                                                        "KÕ ho¹ch"),
]
# fmt: on


@pytest.mark.parametrize(("data", "text"), ENCODED, ids=range(len(ENCODED)))
def test_html_encodings(data: bytes, text: str) -> None:
    assert decode_page(data) == text


def test_html_in_tcvn3_is_unicode_in_the_end() -> None:
    page = b"<html><p>K\xd5 ho\xb9ch c\xabng t\xb8c n\xa8m 2005</p></html>"

    assert read(page, "a.html").raw == "Kế hoạch công tác năm 2005"


def test_empty_page_is_refused() -> None:
    with pytest.raises(NoTextError):
        read_html(b"<html><script>x</script></html>", "a.html")
