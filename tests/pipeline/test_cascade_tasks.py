"""Tasks of a plan beside those above it: what is the same task, what is only alike, and what is said of each."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from pipeline.cascade import read_cascade
from pipeline.cascade_source import body_re, document_named, own_words, read_pairs
from pipeline.cascade_tasks import TaskText, cascade_tasks
from pipeline.cascade_words import TaskWords, compare_tasks, syllable_pairs
from pipeline.cli import main
from pipeline.database import read_database
from schemas.errors import UsageError
from tests.pipeline.linked import linked_database

TABLE = Path(__file__).parents[2] / "corpus/gold/task_pairs.tsv"
REVIEW = "rà soát các nội dung đầu tư, cắt giảm chi phí chưa cần thiết trên nguyên tắc bảo đảm mục tiêu của dự án"
TRAIN = "tổ chức các khóa tập huấn kỹ năng số cho cán bộ, công chức làm công tác quản lý hạ tầng giao thông"


def _task(words: str, *due: str, name: str = "1") -> TaskText:
    return TaskText(name, words, words, due)


# fmt: off
CASES = [
    # the same words
    (_task(REVIEW), _task(REVIEW), "kept", ""),
    # other marks, other case, another place of the comma
    (_task(REVIEW.upper()), _task(REVIEW), "kept", ""),
    # the superior's words and more: nothing of the task is lost
    (_task(f"{REVIEW}; báo cáo kết quả"), _task(REVIEW), "kept", ""),
    # a part of the superior's words
    (_task(REVIEW[:70]), _task(REVIEW), "changed", "lời văn"),
    # the same words, another day
    (_task(REVIEW, "2025-06-30"), _task(REVIEW, "2025-12-31"), "changed", "thời hạn sớm hơn: 2025-06-30, cấp trên 2025-12-31"),
    (_task(REVIEW, "2026-06-30"), _task(REVIEW, "2025-12-31"), "changed", "thời hạn muộn hơn: 2026-06-30, cấp trên 2025-12-31"),
    (_task(REVIEW), _task(REVIEW, "2025-12-31"), "changed", "không ghi thời hạn 2025-12-31"),
    (_task(REVIEW, "2025-12-31"), _task(REVIEW), "changed", "thêm thời hạn 2025-12-31"),
    # only alike: a person decides
    (_task("rà soát các nội dung đầu tư, xử lý nợ đọng xây dựng cơ bản và bố trí vốn cho công trình dở dang"),
     _task("rà soát các nội dung đầu tư, xử lý trách nhiệm người đứng đầu, công khai kết quả thanh tra"), "doubtful", "lời văn"),
]
# fmt: on


@pytest.mark.parametrize(("mine", "its", "what", "difference"), CASES)
def test_one_task(mine: TaskText, its: TaskText, what: str, difference: str) -> None:
    (step,) = cascade_tasks([mine], [its], "a", "b")

    assert (step.what, step.difference) == (what, difference)


def test_what_has_no_counterpart_is_missing_or_added() -> None:
    steps = list(cascade_tasks([_task(TRAIN)], [_task(REVIEW)], "a", "b"))

    assert [(step.what, bool(step.mine), bool(step.its)) for step in steps] == [
        ("missing", False, True),
        ("added", True, False),
    ]


def test_a_paragraph_that_takes_over_two_tasks_stands_beside_both() -> None:
    both = _task(f"{REVIEW}. {TRAIN}")
    steps = list(cascade_tasks([both], [_task(REVIEW, name="1"), _task(TRAIN, name="2")], "a", "b"))

    assert [(step.what, step.its and step.its.id) for step in steps] == [("kept", "1"), ("kept", "2")]


def test_a_task_that_is_split_stands_beside_each_part() -> None:
    parts = [_task(REVIEW, name="1"), _task(TRAIN, name="2")]
    steps = list(cascade_tasks(parts, [_task(f"{REVIEW}. {TRAIN}")], "a", "b"))

    assert [(step.what, step.mine and step.mine.id) for step in steps] == [("changed", "1"), ("changed", "2")]


# fmt: off
NO_TASKS = [
    "Các Bộ trưởng, Chủ tịch Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này./.",
    "Phê duyệt Đề án “Đào tạo nhân lực an toàn thông tin đến năm 2020” với những nội dung chủ yếu sau đây:",
    "Bộ Nội vụ",
]
# fmt: on


@pytest.mark.parametrize("words", NO_TASKS)
def test_what_orders_nothing_is_left_out(words: str) -> None:
    assert not list(cascade_tasks([_task(words)], [_task(words)], "a", "b"))


def test_what_the_whole_plan_is_about_does_not_make_tasks_alike() -> None:
    about = "chuyển đổi số trong hoạt động xây dựng, quản lý, khai thác kết cấu hạ tầng giao thông"
    mine = _task(f"tham gia hội thảo về {about}")
    its = _task(f"đánh giá {about}")
    subject = syllable_pairs(about)

    assert [step.what for step in cascade_tasks([mine], [its], "a", "b")] == ["changed"]
    assert [step.what for step in cascade_tasks([mine], [its], "a", "b", subject)] == ["missing", "added"]


def test_bodies_and_numbers_are_not_compared() -> None:
    words = own_words("131. Sở  Nội vụ chủ trì, phối hợp Sở Tài chính rà soát", body_re(["Sở Nội vụ", "Sở Tài chính"]))

    assert words == "| chủ trì, phối hợp | rà soát"
    assert ("hop", "ra") not in syllable_pairs(words)
    assert own_words("rà soát", body_re([])) == "rà soát"


def _judged(which: str) -> Counter[tuple[str, str]]:
    """How often each verdict of a person meets each of the program, over the table of judged pairs."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    subjects = {
        (row[1], row[3]): frozenset(tuple(pair.split(" ")) for pair in row[6].split("; ") if pair)
        for row in rows
        if row[5] == "subject"
    }
    counts: Counter[tuple[str, str]] = Counter()
    for chosen, lower, _, upper, _, verdict, words, above in rows:
        if verdict != "subject" and chosen == which:
            mine, its = syllable_pairs(words), syllable_pairs(above)
            about = subjects[lower, upper]
            link = compare_tasks(TaskWords(mine, mine - about), TaskWords(its, its - about))
            counts[verdict, str(link.verdict)] += 1
    return counts


def test_judged_pairs() -> None:
    """The figures of docs/cascade.md."""
    measured, after = _judged("measured"), _judged("after")
    page = (TABLE.parents[2] / "docs/cascade.md").read_text(encoding="utf-8")
    for person in ("same", "doubtful", "different"):
        counts = [measured[person, program] for program in ("same", "doubtful", "different")]
        assert f"| {person} | {' | '.join(map(str, counts))} |" in page

    right, wrong = after["same", "same"], after["different", "same"]
    assert sum(after.values()) == right + wrong
    assert f"{right} of {right + wrong} were right" in page
    assert measured["same", "same"] >= 0.95 * sum(
        measured[person, "same"] for person in ("same", "doubtful", "different")
    )


def test_each_task_of_both_documents_stands_in_a_step() -> None:
    with read_database(linked_database()) as db:
        lower, upper = (document_named(db, name) for name in ("13/CTr-LĐLĐ", "04/CTPH-LĐLĐ-HLHPN"))
        steps = [step for step in read_cascade(db, lower) if step.upper == upper and step.item == "task"]
        for document, shown in (
            (lower, {s.mine.id for s in steps if s.mine}),
            (upper, {s.its.id for s in steps if s.its}),
        ):
            assert shown == {row["id"] for row in db.query("SELECT id FROM tasks WHERE document_id = ?", [document])}

    assert {step.what for step in steps} == {"doubtful", "missing", "added"}
    doubts = [(step.mine.path, step.its.path) for step in steps if step.mine and step.its]
    assert doubts == [("IV.6[4]", "II.4"), ("IV.3[5]", "II.4")]  # a movement, and the study of an example


def test_two_plans_can_be_laid_side_by_side() -> None:
    with read_database(linked_database()) as db:
        one, other = (document_named(db, name) for name in ("huong-dan-nu-cong-2024.txt", "ke-hoach-tra-vinh-2021.txt"))
        steps = read_cascade(db, one, other)

    assert {(step.lower, step.upper) for step in steps} == {(one, other)}
    assert {step.item for step in steps} == {"target", "task"}


def test_no_copy_of_a_document_is_above_it_and_no_law_has_tasks_below() -> None:
    with read_database(linked_database()) as db:
        types = {row["id"]: row["type"] for row in db.query("SELECT id, type FROM documents")}
        pairs = list(read_pairs(db))
        with pytest.raises(UsageError):
            document_named(db, "999/KH-XYZ")

    assert pairs
    assert all(pair.lower != pair.upper for pair in pairs)
    assert not any(pair.tasks for pair in pairs if types[pair.upper] in ("luật", "nghị định", "thông tư"))


def test_command_shows_what_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    db = str(linked_database())
    assert main(["cascade", "13/CTr-LĐLĐ", "--items", "tasks", "--format", "json", "--db", db]) == 0
    rows = json.loads(capsys.readouterr().out)
    with read_database(linked_database()) as database:
        steps = [step.row() for step in read_cascade(database, document_named(database, "13/CTr-LĐLĐ"))]

    assert rows == [row for row in steps if row["item"] == "task"]
    assert main(["cascade", "thong-bao-vpcp-2025.txt", "--items", "targets", "--db", db]) == 0
    assert "nothing to compare" in capsys.readouterr().err
    assert main(["cascade", "999/KH-XYZ", "--db", db]) == UsageError.exit_code
    assert "999/KH-XYZ" in capsys.readouterr().err


def test_report_command_shows_the_plans_above(tmp_path: Path) -> None:
    source = TABLE.parents[1] / "documents/chuong-trinh-lai-chau-2025.txt"
    out = tmp_path / "page.html"

    assert main(["report", str(source), "--db", str(linked_database()), "--out", str(out)]) == 0
    assert "So với văn bản cấp trên" in out.read_text(encoding="utf-8")
