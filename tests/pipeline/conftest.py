"""Records made by hand, so that no test here depends on what an extractor finds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from schemas.record import (
    Assignment,
    Deadline,
    DirectiveRecord,
    Document,
    Finding,
    Milestone,
    Period,
    Pinpoint,
    Reference,
    Section,
    Signer,
    SourceInfo,
    Target,
    Task,
    Theme,
)

TEXT = (
    "Căn cứ Khoản 1 Điều 4 Luật số 10/2012/QH13;\n"
    "1. Phấn đấu 80% đoàn viên, 1.810 người [x] <b>\n"
    "2. Sở Nội vụ báo cáo trước ngày 20/5/2024.\n"
    "Đoàn kết là sức mạnh"
)


def _at(quote: str) -> dict[str, object]:
    start = TEXT.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote), "confidence": 0.9}


@pytest.fixture(scope="session")
def make_record() -> Callable[..., DirectiveRecord]:
    """Make a record with one item of each kind; ``content`` stands for the file's bytes."""

    def make(document_id: str = "ubnd_5-kh_2024-01-02", name: str = "kh.txt", content: str = "1") -> DirectiveRecord:
        return DirectiveRecord(
            pipeline="by hand",
            document=Document(
                id=document_id, type="kế hoạch", number="05/KH-UBND", issued_on="2024-01-02", place="Lai Châu",
                title="Công tác [năm] 2024", issuers=("UBND tỉnh", "Hội LHPN tỉnh"),
                signers=(Signer(name="Lê Thị Đức", position="Phó Chủ tịch"),), addressees=("Các sở",),
                recipients=("Như trên", "Lưu: VT"), period=Period(start="2024-01-01", end="2024-12-31"),
                source=SourceInfo(
                    name=name, sha256=hashlib.sha256(content.encode()).hexdigest(), media_type="text/plain"
                ),
            ),
            text=TEXT,
            sections=(
                Section(id="sec-1", **_at("1. Phấn"), section="", path="1", label="1.", heading=None, role="target"),
                Section(id="sec-2", **_at("2. Sở Nội vụ"), section="", path="2", label="2.", heading=None, role="task"),
            ),
            themes=(Theme(id="thm-1", **_at("Đoàn kết là sức mạnh"), section="2", kind="motto"),),
            tasks=(
                Task(
                    id="tsk-1", **_at("Sở Nội vụ báo cáo trước ngày 20/5/2024."), section="2", path="2",
                    action="báo cáo", deadlines=("ddl-1",), assignments=("asg-1",),
                ),
            ),
            targets=(
                Target(
                    id="tgt-1", **_at("80% đoàn viên, 1.810 người"), section="1", indicator="đoàn viên",
                    milestones=(
                        Milestone(**_span("80%"), comparator="=", value=80, unit="%", due="2025-12-31"),
                        Milestone(**_span("1.810 người"), comparator=">=", value=1810, unit="người"),
                    ),
                ),
            ),
            deadlines=(
                Deadline(
                    id="ddl-1", **_at("trước ngày 20/5/2024"), section="2", kind="due", bound="before",
                    ends_on="2024-05-20", action="báo cáo",
                ),
            ),
            assignments=(
                Assignment(id="asg-1", **_at("Sở Nội vụ"), section="2", body="Sở Nội vụ", role="lead", task="2"),
            ),
            references=(
                Reference(
                    id="ref-1", **_at("Khoản 1 Điều 4 Luật số 10/2012/QH13"), section="", type="luật",
                    number="10/2012/QH13", pinpoint=Pinpoint(article="4", clause="1"), relation="basis",
                ),
            ),
            findings=(
                Finding(id="fnd-1", code="duplicate_label", message="1. twice", **_span("1. Phấn"), related=("sec-1",)),
            ),
        )  # fmt: skip

    return make


def _span(quote: str) -> dict[str, object]:
    return {name: value for name, value in _at(quote).items() if name != "confidence"}
