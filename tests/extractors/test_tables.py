"""Do cells get their meaning from the head of their column: times, tasks, targets?"""

from __future__ import annotations

import pytest

from corpus.fold import lower
from extractors.columns import Columns, kind_of
from extractors.deadlines import find_deadlines
from extractors.stage import Context, Facts
from extractors.target_tables import find_table_targets
from extractors.targets import find_targets
from schemas.outline import Node, Outline, PartSpan, TableCell
from schemas.vocabulary import Part, Role

Table = list[list[str]]


def context(rows: Table, *, role: Role = Role.TASK, issued_on: str = "2014-01-10") -> Context:
    """A document that is one table, a cell a line; the first row is the head."""
    cells: list[TableCell] = []
    nodes: list[Node] = []
    text = ""
    for at, row in enumerate(rows):
        start = len(text)
        for column, words in enumerate(row):
            head = rows[0][column] if at else ""
            cells.append(TableCell(len(text), len(text) + len(words), 0, at, column, head))
            text += words + "\n"
        if at:
            nodes.append(Node(f"PL.{at}", None, "row", start, start, len(text), len(text), False, role, None))
    lines = tuple((cell.start, cell.end) for cell in cells)
    outline = Outline((PartSpan(Part.APPENDIX, 0, len(text)),), tuple(nodes))
    return Context(text, outline, lines, Facts(issued_on=issued_on), cells=tuple(cells))


HEADS = [
    ("Thời gian hoàn thành", "limit"), ("Thời gian thực hiện", "time"), ("THỜI GIAN TRÌNH trước ngày, tháng", "limit"),
    ("Cơ quan  chủ trì soạn thảo", "lead"), ("Đơn vị phối hợp", "coordinate"), ("Đơn vị tính", "unit"),
    ("Đơn vị", "unit"), ("Kết quả", "value"), ("Kết quả năm 2025", "result"), ("Năm 2026", "goal"), ("STT", "number"),
    # unknown, and words that only begin like a known one
    ("Họ và tên", None), ("Ngày tháng năm sinh", None), ("Năm sinh của mẹ", "goal"), ("Đơn vị công tác", None), ("", None),
    ("Thời gian giải quyết", "note"), ("TTHC", None), ("Hạnh kiểm", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "kind"), HEADS)
def test_heads(head: str, kind: str | None) -> None:
    """What a column holds."""
    assert kind == kind_of(head)


TASKS: Table = [  # Quyết định 67/QĐ-TTg 2014, the list of decrees to be drafted
    ["Số TT", "Tên luật, ngày có hiệu lực", "Tên văn bản quy định chi tiết", "Cơ quan chủ trì", "Thời gian trình"],
    ["1.", "Luật đấu thầu 01/7/2014", "Nghị định về lựa chọn nhà thầu", "Bộ Kế hoạch và Đầu tư", "15/4/2014"],
    ["2.", "Luật việc làm 01/01/2015", "Nghị định về bảo hiểm thất nghiệp", "Bộ Lao động", "8/2014"],
    ["3.", "Luật cũ", "Nghị định đã ban hành", "Bộ Tư pháp", "2/2012"],
]


def test_times_of_a_column() -> None:
    """A cell's time is that of the row's task; effect dates and what has passed are none."""
    given = context(TASKS)
    found = [(given.text[f.start : f.end], f.fields["ends_on"], f.fields["action"]) for f in find_deadlines.run(given)]
    assert found == [
        ("15/4/2014", "2014-04-15", "Nghị định về lựa chọn nhà thầu"),
        ("8/2014", "2014-08-31", "Nghị định về bảo hiểm thất nghiệp"),
    ]


@pytest.mark.parametrize("head", ["Ngày tháng năm sinh", "Ghi chú", "Họ và tên"])
def test_times_of_other_columns(head: str) -> None:
    """A lone day under another head is no deadline (lists of persons, Quyết định 2014)."""
    assert not list(find_deadlines.run(context([["TT", head], ["1", "15/4/2014"]])))


GOALS: Table = [  # Nghị quyết 03/NQ-CP 2025, phụ lục I
    ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì"],
    ["I", "Đến năm 2030"],
    ["1", "Tỉ lệ giao dịch không dùng tiền mặt", "%", "≥ 80", "Ngân hàng Nhà nước"],
    ["2", "Tổ chức khoa học được xếp hạng", "Tổ chức", "40 - 50", "Bộ Khoa học và Công nghệ"],
    ["3", "Số lượng công bố quốc tế tăng trung bình", "%/năm", "10", "Bộ Khoa học và Công nghệ"],
    ["4", "Hạ tầng số", "", "Tiên tiến, hiện đại", "Bộ Thông tin và Truyền thông"],
]


def test_targets_of_rows() -> None:
    """Indicator, unit and value stand in cells; the group of rows says when; a row without a number states none."""
    given = context(GOALS, issued_on="2025-01-09")
    found = [(f.fields["indicator"], part) for f in find_targets.run(given) for part in f.fields["milestones"]]
    assert [(name, p["comparator"], p["value"], p["unit"], p["due"], p["recurrence"]) for name, p in found] == [
        ("Tỉ lệ giao dịch không dùng tiền mặt", ">=", 80, "%", "2030-12-31", None),
        ("Tổ chức khoa học được xếp hạng", "range", 40, "Tổ chức", "2030-12-31", None),
        ("Số lượng công bố quốc tế tăng trung bình", "=", 10, "%", "2030-12-31", "FREQ=YEARLY"),
    ]


YEARS: Table = [
    ["STT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2025", "Năm 2026", "Năm 2030"],
    ["1", "Tỷ lệ hộ nghèo", "%", "5,2", "4,0", "1,5"],
]


def test_goals_by_year() -> None:
    """Each column of a goal is a milestone of its year; what was reached is none."""
    (target,) = find_targets.run(context(YEARS, issued_on="2025-12-01"))
    parts = target.fields["milestones"]
    assert [(part["value"], part["due"]) for part in parts] == [(4, "2026-12-31"), (1.5, "2030-12-31")]


@pytest.mark.parametrize(
    ("rows", "normative"),
    [
        (YEARS, True),  # a table of rules
        ([["STT", "Họ và tên", "Năm 2026"], ["1", "Lê Thị A", "12"]], False),  # no indicator
        ([["STT", "Chỉ tiêu", "Thực hiện năm 2025"], ["1", "Tỷ lệ hộ nghèo", "5,2"]], False),  # only what was reached
        ([["STT", "Nội dung", "Năm 2026"], ["1", "Hội nghị", "12"]], False),  # a content without a unit
        ([["STT", "Chỉ tiêu", "Năm 2026"], ["1", "Tỷ lệ hộ nghèo", ""]], False),  # an empty cell
    ],
)
def test_no_targets_of_rows(rows: Table, normative: bool) -> None:
    """No goal is set."""
    given = context(rows, issued_on="2025-12-01")
    assert not list(find_table_targets(given, lower(given.text), normative=normative))


def test_row_of_a_cell() -> None:
    """The cells of a row are found from any of them."""
    given = context(TASKS)
    columns = Columns(given.cells)
    cell = columns.at(given.text.index("8/2014"))
    assert cell is not None
    lead = columns.of_kind(cell, "lead")
    assert lead is not None
    assert given.text[lead.start : lead.end] == "Bộ Lao động"
    assert columns.of_kind(cell, "coordinate") is None
    assert columns.at(len(given.text) + 1) is None
