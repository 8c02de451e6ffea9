"""A table and the text of one document: which rows are rows, and what of them contradicts the text?"""

from __future__ import annotations

import pytest

from pipeline.database import read_database
from pipeline.review.queue.rows import table_rows
from schemas.record import Assignment, Deadline, Milestone, Section, Target, Task
from tests.pipeline.review.plans import found, stored

TABLE = """2. Phấn đấu 80% cán bộ nữ được tập huấn.
3. Xây dựng chương trình hỗ trợ hợp tác xã do Sở Công Thương chủ trì, hoàn thành trước ngày 20/5/2024.
Phụ lục
1
cán bộ nữ được tập huấn
85%
2
Xây dựng chương trình hỗ trợ hợp tác xã
Sở Tài chính
30/6/2024
"""


def _annexed(make_record, *, shown="85%", value=85, lead="Sở Tài chính", day="2024-06-30"):
    """A plan whose annex repeats a target and a task of its text."""

    base, text = make_record(), TABLE.replace("85%", shown)

    def at(quote, nth=1):
        start = -1
        for _ in range(nth):
            start = text.index(quote, start + 1)
        return {"quote": quote, "start": start, "end": start + len(quote), "confidence": 0.9}

    def section(key, path, quote, parent=""):
        return Section(id=key, **at(quote), section=parent, path=path, label=None, heading=None, role="task")

    def target(key, quote, number, path):
        start = text.index(number)
        part = Milestone(
            quote=number, start=start, end=start + len(number), comparator="=", value=int(number[:-1]), unit="%",
            due="2025-12-31",
        )  # fmt: skip
        return Target(id=key, **at(quote), section=path, indicator="cán bộ nữ được tập huấn", milestones=(part,))

    row = text[text.index("2\nXây") :].strip("\n")
    lines = TABLE.split("\n")
    printed = lines[1].removeprefix("3. ")
    return base.model_copy(update={
        "text": text, "themes": (), "references": (), "findings": (),
        "sections": (
            section("sec-2", "2", lines[0]), section("sec-3", "3", lines[1]),
            section("sec-a", "PL", text[text.index("Phụ lục") :].strip("\n")),
            section("sec-1", "PL.1", f"1\ncán bộ nữ được tập huấn\n{shown}", "PL"), section("sec-r", "PL.2", row, "PL"),
        ),
        "targets": (
            target("tgt-1", "80% cán bộ nữ được tập huấn", "80%", "2"),
            target("tgt-2", f"cán bộ nữ được tập huấn\n{shown}", shown, "PL.1"),
        ),
        "tasks": (
            Task(id="tsk-1", **at(printed), section="3", path="3", deadlines=("ddl-1",), assignments=("asg-1",)),
            Task(id="tsk-2", **at(row.removeprefix("2\n")), section="PL.2", path="PL.2", deadlines=("ddl-2",),
                 assignments=("asg-2",)),
        ),
        "deadlines": (
            Deadline(id="ddl-1", **at("trước ngày 20/5/2024"), section="3", kind="due", bound="before", ends_on="2024-05-20"),
            Deadline(id="ddl-2", **at("30/6/2024"), section="PL.2", kind="due", bound="by", ends_on=day),
        ),
        "assignments": (
            Assignment(id="asg-1", **at("Sở Công Thương"), section="3", body="Sở Công Thương", role="lead", task="3"),
            Assignment(id="asg-2", **at("Sở Tài chính"), section="PL.2", body=lead, role="lead", task="PL.2"),
        ),
    })  # fmt: skip


# fmt: off
TABLES = [
    # what the annex says otherwise than the text
    ({}, [
        ("targets", "tgt-2", "table PL.1 / text 2: 2025: 85 % / 80 %"),
        ("tasks", "tsk-2", "table PL.2 / text 3: lead: Sở Tài chính / Sở Công Thương; due: 2024-06-30 / 2024-05-20"),
    ]),
    ({"lead": "Sở Công Thương"}, [
        ("targets", "tgt-2", "table PL.1 / text 2: 2025: 85 % / 80 %"),
        ("tasks", "tsk-2", "table PL.2 / text 3: due: 2024-06-30 / 2024-05-20"),
    ]),
    # both say the same
    ({"shown": "80%", "lead": "Sở Công Thương", "day": "2024-05-20"}, []),
]
# fmt: on


@pytest.mark.parametrize(("changes", "expected"), TABLES)
def test_queue_has_a_table_and_a_text_that_differ(tmp_path, make_record, changes, expected):
    record = _annexed(make_record, **changes)
    if changes.get("shown") == "80%":  # the same words twice: the second stands in the annex
        start = record.text.rindex("80%")
        target = record.targets[1]
        part = target.milestones[0].model_copy(update={"start": start, "end": start + 3})
        record = record.model_copy(
            update={"targets": (record.targets[0], target.model_copy(update={"milestones": (part,)}))}
        )
    path = stored(tmp_path, record)

    assert found(path, "table", "kind", "item", "why") == expected
    assert found(path, "table", "item", kind="tasks") == [(key,) for kind, key, _ in expected if kind == "tasks"]


def test_queue_takes_no_list_for_a_table(tmp_path, make_record):
    """The number of a list's item stands before its words, that of a table's row on a line of its own."""
    record = _annexed(make_record)
    text = record.text.replace("2\nXây", "2 Xây").replace("1\ncán", "1 cán")
    assert len(text) == len(record.text)
    sections = tuple(one.model_copy(update={"quote": text[one.start : one.end]}) for one in record.sections)
    path = stored(tmp_path, record.model_copy(update={"text": text, "sections": sections}))

    assert found(path, "table", "item") == []


# fmt: off
ROWS = [
    # a number alone on a line, then the cells
    (["1\nSở A\n2025", "2\nSở B\n2026"], [None, None], 2),
    (["1.\nSở A\n2025"], ["1."], 1),
    # no number, but neighbours with equally many short lines
    (["Sở A\nbáo cáo\n2025", "Sở B\nkiểm tra\n2026"], [None, None], 2),
    (["Sở A\nbáo cáo\n2025", "Sở B\nkiểm tra"], [None, None], 0),
    (["Sở A\nbáo cáo\n2025"], [None], 0),
    # items of a list: a label before their words, or paragraphs of several lines below it
    (["1. Sở A báo cáo\nhằng năm\ntrước 15/12", "2. Sở B kiểm tra\nhằng quý\ntrước 20"], ["1.", "2."], 0),
    (["a\nb\n" + "dài " * 200, "c\nd\n" + "dài " * 200], [None, None], 0),
]
# fmt: on


@pytest.mark.parametrize(("quotes", "labels", "count"), ROWS)
def test_rows_of_tables_are_known_by_their_lines(desk, quotes, labels, count):

    text, sections = "", []
    for number, (quote, label) in enumerate(zip(quotes, labels, strict=True)):
        start, text = len(text), f"{text}{quote}\n"
        place = {"quote": quote, "start": start, "end": start + len(quote), "section": ""}
        sections.append(Section(id=f"sec-{number}", **place, path=str(number), label=label, heading=None, role="task"))
    empty = dict.fromkeys(("themes", "tasks", "targets", "deadlines", "assignments", "references", "findings"), ())
    key = desk.store(desk.record.model_copy(update={"text": text, "sections": tuple(sections), **empty}))
    with read_database(desk.db) as db:
        rows = table_rows(db, key)

    assert len(rows.rows) == count
    if count:
        assert rows.at(0).cells[-1] == "2025"
        assert rows.at(len(text)) is None
