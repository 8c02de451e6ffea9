"""Findings in what was extracted: times outside the period or past, targets without a year, tasks of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.fold import fold, lower
from corpus.lexicon.load import table
from pipeline.lint_model import Raw
from schemas.record import Deadline, DirectiveRecord, Period, Target, Task

DAY = len("2024-01-31")
SURE = 0.5
MONTH_RE = re.compile(r"tháng|quý|\d[/-]\d", re.IGNORECASE)
EVENT_YEAR_RE = re.compile(r"(?:Tháng Công nhân|Tết Nguyên đán|Tháng hành động)[^\n;.]{0,40}?năm (?P<year>20\d\d)")
MADE_BY_RE = re.compile(r"Ban Chấp hành[^;.\n]{0,60} ban hành(?=\s+(?P<type>[^\W\d_]+(?: [^\W\d_]+)?))", re.IGNORECASE)
TET_RE = re.compile(r"Tết Nguyên đán[^\n;.,]{0,20}?(?P<year>20\d\d)")
TET_IS_OVER = "-02-21"  # the latest first day of a lunar year
YEAR_RE = re.compile(r"\b20\d\d\b")
YEARS_RE = re.compile(r"\b\d+ năm\b|hằng năm|hàng năm|mỗi năm", re.IGNORECASE)
NORMATIVE = frozenset({"luật", "bộ luật", "pháp lệnh", "nghị định", "thông tư", "thông tư liên tịch"})
SUBJECT_RE = re.compile(r"[,:)]\s*(?:\(\d\)\s*)?[A-ZĐ]")  # "Định kỳ, Người đại diện lập báo cáo"
OPEN_RE = re.compile(r"tiếp theo|^từ nay", re.IGNORECASE)
PAST_RE = re.compile(r"\b(?:đã|kết quả|tổng kết|sơ kết|báo cáo kết quả|giai đoạn)\b", re.IGNORECASE)


def item_findings(record: DirectiveRecord) -> Iterator[Raw]:
    """Yield the findings about a record's items."""
    yield from _times(record)
    yield from _events(record)
    yield from _tet(record)
    yield from _targets(record)
    yield from _tasks(record)
    yield from _signature(record)
    if record.document.number and re.match(r"0\d\d/", record.document.number):
        at = record.text.find(record.document.number)
        if at >= 0:
            yield Raw("odd_symbol", at, at + len(record.document.number))


def _times(record: DirectiveRecord) -> Iterator[Raw]:
    issued, period = record.document.issued_on, _period(record)
    body = record.sections[0].start if record.sections else 0
    for deadline in record.deadlines:
        last = deadline.ends_on or deadline.starts_on
        if not last or not _is_sure(deadline, body) or _describes_past(record.text, deadline):
            continue
        if deadline.bound == "from" and not deadline.ends_on and last < (issued or last):
            continue  # "từ tháng 10/2025 đến khi …" is under way
        if issued and len(issued) == DAY and last < issued[: len(last)]:
            code, detail = "date_before_issue", f"đã qua khi văn bản ban hành ({issued})."
        elif not issued and period and period.start and last < period.start[: len(last)]:
            code, detail = "year_outside_period", f"trước thời kỳ từ {period.start}."
        elif period and period.end and _runs_over(deadline, period.end) and not _report_after(record.text, deadline):
            code, detail = "year_outside_period", f"sau thời kỳ đến {period.end}."
        else:
            continue
        yield Raw(code, deadline.start, deadline.end, f"“{deadline.quote}” {detail}")


def _is_sure(deadline: Deadline, body: int) -> bool:
    day = deadline.ends_on or deadline.starts_on or ""
    sure = not (day.startswith("--") or deadline.start < body or deadline.year_from or deadline.confidence < SURE)
    return sure and not OPEN_RE.search(deadline.quote)


def _period(record: DirectiveRecord) -> Period | None:
    """The time that the document is for. One that was over before it is what it looks back on: "chỉ số năm 2013"."""
    issued, period = record.document.issued_on, record.document.period
    over = period and period.end and issued and period.end[: len(issued)] < issued[: len(period.end)]
    return None if over else period


def _runs_over(deadline: Deadline, end: str) -> bool:
    """Begins after the period, or in it and ends within the year after: "từ tháng 12/2024 đến hết Quý I/2025".

    A year alone beyond the period is a prospect: "hình thành Cộng đồng ASEAN vào năm 2015".
    """
    first, last = deadline.starts_on, deadline.ends_on or ""
    if not MONTH_RE.search(deadline.quote):
        return False
    if first is None or first > end:
        return (first or last) > end
    return end < last and last[:4] == str(int(end[:4]) + 1)


def _describes_past(text: str, deadline: Deadline) -> bool:
    return _past_before(text, deadline.start)


def _past_before(text: str, at: int) -> bool:
    return bool(PAST_RE.search(text[max(0, at - 60) : at].rpartition("\n")[2]))


def _report_after(text: str, deadline: Deadline) -> bool:
    """A plan is reviewed after its end: that is no slip."""
    start = text.rfind("\n", 0, deadline.start) + 1
    return bool(re.search(r"bao cao|tong ket|tam nhin", fold(text[start : deadline.end + 60])))


def _events(record: DirectiveRecord) -> Iterator[Raw]:
    """ "Tháng Công nhân năm 2024" in a programme of 2025: copied from the year before."""
    period = _period(record)
    if not period or not period.start or not period.end:
        return
    for match in EVENT_YEAR_RE.finditer(record.text):
        if not period.start[:4] <= match["year"] <= period.end[:4]:
            detail = f"“{match[0]}” ngoài thời kỳ {period.start[:4]}–{period.end[:4]}."
            yield Raw("year_outside_period", match.start(), match.end(), detail)


def _tet(record: DirectiveRecord) -> Iterator[Raw]:
    """A task for a Tết that was over when the document was issued."""
    issued = record.document.issued_on
    body = record.sections[0].start if record.sections else 0
    for match in TET_RE.finditer(record.text, body):
        if (
            issued
            and issued[:4] == match["year"]
            and issued >= match["year"] + TET_IS_OVER
            and not _past_before(record.text, match.start())
        ):
            yield Raw(
                "date_before_issue", match.start(), match.end(), f"“{match[0]}” đã qua khi văn bản ban hành ({issued})."
            )


def _targets(record: DirectiveRecord) -> Iterator[Raw]:
    """Said once, at the first, and only of a document that names no time at all for what it orders."""
    body = record.sections[0].start if record.sections else 0
    dated = any(YEAR_RE.search(one.quote) for one in record.deadlines if one.start >= body)
    if dated or record.document.period or YEAR_RE.search(record.document.title or ""):
        return
    goals = {one.path for one in record.sections if one.role == "target"}
    open_ones = [
        one for one in record.targets if one.confidence >= SURE and one.section in goals and not _has_time(record, one)
    ]
    if open_ones:
        others = f" Còn {len(open_ones) - 1} chỉ tiêu khác cũng vậy." if len(open_ones) > 1 else ""
        detail = f"Chỉ tiêu không có năm, văn bản không có thời kỳ.{others}"
        yield Raw("target_without_year", open_ones[0].start, open_ones[0].end, detail)


def _has_time(record: DirectiveRecord, target: Target) -> bool:
    """Its own year, a span of years, or a year in a heading above it."""
    heads = " ".join(
        one.quote for one in record.sections if _covers(one.path, target.section) and one.start <= target.start
    )
    own = any(value.due or value.recurrence for value in target.milestones)
    return own or bool(YEAR_RE.search(target.quote + heads) or YEARS_RE.search(target.quote))


def _tasks(record: DirectiveRecord) -> Iterator[Raw]:
    """Only an order without a subject, where the document does name bodies, and neither what stands above does."""
    assigned = {one.task for one in record.assignments if one.role != "recipient"}
    normative = lower(record.document.type or "") in NORMATIVE or "QH" in (record.document.number or "")
    if not assigned or "" in assigned or record.document.addressees or normative:
        return  # an addressed document is for its addressees to do
    due = {one.id for one in record.deadlines if one.kind == "due" and one.ends_on and one.confidence >= SURE}
    for task in record.tasks:
        if (
            due & set(task.deadlines)
            and _is_bare_order(task)
            and not any(_covers(path, task.path) for path in assigned)
        ):
            yield Raw("task_without_body", task.start, task.end)


def _is_bare_order(task: Task) -> bool:
    """ "Báo cáo kết quả trước …": opens with its verb, in a sentence and not in a row of a table."""
    words = lower(re.sub(r"^\W*(?:\w{1,4}[.)]\s+)?", "", task.quote))
    action = lower(task.action or "")
    orders = any(action == verb or action.startswith(f"{verb} ") for verb in _verbs())
    return orders and words.startswith(action) and "\n" not in task.quote and not SUBJECT_RE.search(task.quote)


@cache
def _verbs() -> tuple[str, ...]:
    return tuple(lower(row["verb"]) for row in table("directive_verbs"))


def _covers(path: str, task: str) -> bool:
    """Is one inside the other?"""
    return path == task or any(
        long.startswith(short) and long[len(short)] in ".["
        for short, long in ((path, task), (task, path))
        if len(long) > len(short)
    )


def _signature(record: DirectiveRecord) -> Iterator[Raw]:
    first = record.sections[0].start if record.sections else len(record.text)
    signed = " ".join(fold(signer.capacity or "") for signer in record.document.signers)
    match = MADE_BY_RE.search(record.text, 0, first)
    own = match and record.document.type and fold(record.document.type).startswith(fold(match["type"]))
    if match and own and "ban thuong vu" in signed:
        yield Raw(
            "issuer_mismatch",
            match.start(),
            match.end(),
            "Phần mở đầu ghi Ban Chấp hành ban hành, phần ký ghi thay mặt Ban Thường vụ.",
        )
