"""Do cells of tables, marked or printed one a line, know the head of their column?"""

from __future__ import annotations

from pipeline.cells import read_cells
from pipeline.outline import build_outline
from pipeline.readers.plain import read_plain
from pipeline.source import Block, Cell, Source
from pipeline.text import compose

HEADS = ["TT", "Nội dung", "Cơ quan chủ trì", "Thời gian"]


def cells_of(raw: str) -> list[tuple[str, str]]:
    text = compose(read_plain(raw.encode(), "a.txt"))
    return [(text.string[cell.start : cell.end], cell.head) for cell in read_cells(text, build_outline(text))]


def printed(*rows: list[str]) -> str:
    """A plan with an appendix that is a table."""
    return "1. Tổ chức.\nNơi nhận:\n- Lưu.\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n" + "\n".join(
        "\n".join(row) for row in [HEADS, *rows]
    )


def test_printed_cells() -> None:
    """A row of as many lines as there are columns gives each its head (Quyết định 100/QĐ-BNV 2014)."""
    found = cells_of(printed(["1", "Họp Hội đồng thẩm định.", "Bộ Nội vụ", "Tháng 6/2014"]))
    assert found == [("1", "TT"), ("Họp Hội đồng thẩm định.", "Nội dung"), ("Bộ Nội vụ", "Cơ quan chủ trì"), ("Tháng 6/2014", "Thời gian")]  # fmt: skip


def test_a_group_heads_no_column() -> None:
    """The row of a group, right below the heads (Kế hoạch 617/KH-UBND Đồng Tháp 2025)."""
    found = cells_of(printed(["I. CẢI CÁCH"], ["1", "Họp Hội đồng.", "Bộ Nội vụ", "Tháng 6/2014"]))
    assert [head for _, head in found] == HEADS
    apart = cells_of(printed(["I", "NHÓM GIẢI PHÁP"], ["1", "Họp Hội đồng.", "Bộ Nội vụ", "Tháng 6/2014"]))
    assert [head for _, head in apart] == HEADS


def test_rows_of_another_length() -> None:
    """Wrapped or missing cells give no column: nothing is guessed."""
    assert not cells_of(printed(["1", "Họp Hội đồng thẩm định.", "Tháng 6/2014"]))


def test_a_table_of_which_few_rows_agree() -> None:
    """A count that agrees by chance gives none either."""
    short = [[str(n), "Tổng hợp báo cáo.", "Tháng 6/2014"] for n in (2, 3)]
    assert not cells_of(printed(["1", "Họp Hội đồng.", "Bộ Nội vụ", "Tháng 6/2014"], *short))


def test_no_table() -> None:
    """Items are no cells."""
    assert not cells_of("I. NỘI DUNG\n1. Tổ chức tuyên truyền.\n2. Kiểm tra, giám sát.")


def _block(text: str, row: int, column: int, at: int) -> Block:
    return Block(text, at, cell=Cell(0, row, column))


def test_marked_cells() -> None:
    """A head of two rows: what spans several columns stands over each of them."""
    rows = [(0, 0, "TT"), (0, 1, "Nội dung"), (0, 2, "Kinh phí"), (1, 2, "2025"), (1, 3, "2026"),
            (2, 0, "1"), (2, 1, "Tập huấn"), (2, 2, "10"), (2, 3, "20")]  # fmt: skip
    blocks, at = [], 0
    for row, column, words in rows:
        blocks.append(_block(words, row, column, at))
        at += len(words) + 1
    text = compose(Source("a.docx", "0", "docx", "\n".join(words for *_, words in rows), tuple(blocks)))
    heads = {text.string[c.start : c.end]: c.head for c in read_cells(text, build_outline(text)) if c.row == 2}
    assert heads == {"1": "TT", "Tập huấn": "Nội dung", "10": "Kinh phí 2025", "20": "Kinh phí 2026"}
