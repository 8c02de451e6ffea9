"""Does an audit get the right reason for each time and each percentage, from the same decision that made the items?"""

from __future__ import annotations

import pytest

from extractors.deadline_rules import REASONS as TIME_REASONS
from extractors.deadlines import ACCEPTED, explain_times, find_deadlines
from extractors.goals import REASONS as GOAL_REASONS
from extractors.stage import Context, Facts, Found
from extractors.targets import explain_percentages, find_targets
from schemas.outline import Node, Outline, PartSpan
from schemas.vocabulary import Part, Role


def context(text: str, role: Role = Role.TASK, *, part: Part = Part.BODY, cited: str = "") -> Context:
    """One item of a document issued in 2025."""
    at = text.find(cited)
    found = {"references": (Found(at, at + len(cited), {"title": None}),)} if cited else {}
    node = Node("II[1]", "-", "bullet", 0, 0, len(text), len(text), False, role, None)
    outline = Outline((PartSpan(part, 0, len(text)),), (node,))
    return Context(text, outline, ((0, len(text)),), Facts(issued_on="2025-02-27"), found)


TIMES = [
    ("Báo cáo trước ngày 20/5/2025.", "deadline"),
    ("Tổ chức các hoạt động trong dịp Tết Nguyên đán.", "event"),
    ("Trước ngày 20/5/2024 hoàn thành.", "past"),
    ("Quyết định có hiệu lực từ ngày 01/7/2025.", "told"),
    ("bố trí kinh phí trong dự toán ngân sách hàng năm cho các cơ quan", "attribute"),
    ("Chương trình phát triển giai đoạn 2026 - 2030", "name"),
    ("Thời gian chốt số liệu báo cáo từ ngày 15/12/2025 đến ngày 14/6/2026", "cutoff"),
    ("đạt 80% vào năm 2030", "target"),
]
PERCENTAGES = [
    ("Phấn đấu 90% đoàn viên tham gia.", Role.TASK, "pledge"),
    ("90% đoàn viên tham gia.", Role.TARGET, "goals"),
    ("Giải ngân 100% vốn.", Role.TASK, "aim"),
    ("Đến nay, 98% hộ đã có điện.", Role.TARGET, "past"),
    ("Lãi suất cho vay là 4,7%/năm.", Role.TASK, "rate"),
    ("Nếu dưới 50% thì không xét.", Role.TASK, "condition"),
    ("Tỷ lệ không quá 10% tập thể.", Role.TASK, "limit"),
    ("Chất lượng học tập loại khá 40% lớp.", Role.TASK, "unstriven"),
]


@pytest.mark.parametrize(("text", "code"), TIMES)
def test_times(text: str, code: str) -> None:
    """The first time of the text."""
    first = next(explain_times(context(text)))
    assert (first.code, first.reason) == (code, {**TIME_REASONS, **ACCEPTED}[code])


@pytest.mark.parametrize(("text", "role", "code"), PERCENTAGES)
def test_percentages(text: str, role: Role, code: str) -> None:
    """The first percentage of the text."""
    first = next(explain_percentages(context(text, role)))
    assert (first.code, first.reason) == (code, GOAL_REASONS[code])


def test_citations_are_told() -> None:
    """The date of a cited instrument is refused as such."""
    text = "Thực hiện Nghị quyết số 20-NQ/TW ngày 28/01/2026."
    (only,) = explain_times(context(text, cited="Nghị quyết số 20-NQ/TW ngày 28/01/2026"))
    assert (only.accepted, only.code) == (False, "citation")


def test_percentages_outside_of_the_body() -> None:
    """They are refused, not passed over."""
    (only,) = explain_percentages(context("Phấn đấu 90% đoàn viên tham gia.", part=Part.SIGNATURES))
    assert (only.accepted, only.code) == (False, "part")


@pytest.mark.parametrize("text", [text for text, _ in TIMES])
def test_verdicts_agree_with_deadlines(text: str) -> None:
    """What is accepted is what is found."""
    given = context(text)
    found = {(item.start, item.end) for item in find_deadlines.run(given)}
    assert found == {(verdict.start, verdict.end) for verdict in explain_times(given) if verdict.accepted}


@pytest.mark.parametrize(("text", "role"), [(text, role) for text, role, _ in PERCENTAGES])
def test_verdicts_agree_with_targets(text: str, role: Role) -> None:
    """What is accepted is what is found."""
    given = context(text, role)
    found = {m["start"] for item in find_targets.run(given) for m in item.fields["milestones"] if m["unit"] == "%"}
    assert found == {verdict.start for verdict in explain_percentages(given) if verdict.accepted}
