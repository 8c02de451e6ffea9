"""Audit: everything that asks for an explanation gets one, or stands on the work list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.audit import Verdict, audit
from pipeline.cli import main

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"


def rows_of(body: str) -> dict[str, tuple[str, str]]:
    """Verdict and reason by quote."""
    rows = audit(f"UBND TỈNH LAI CHÂU\nSố: 12/KH-UBND\nKẾ HOẠCH\nPhát triển\nII. NHIỆM VỤ\n{body}".encode(), "a.txt")
    return {row.quote: (row.verdict.value, row.reason) for row in rows}


@pytest.mark.parametrize(
    ("body", "quote", "verdict", "reason"),
    [
        ("1. Thực hiện Nghị quyết số 20-NQ/TW.", "20-NQ/TW", "explained", "reference"),
        ("1. Phấn đấu 90% cán bộ được tập huấn.", "90%", "explained", "target"),
        ("1. Báo cáo trước ngày 15/11/2025.", "15/11/2025", "explained", "deadline"),
        ("1. Lập Mẫu số 01/TH-DT.", "01/TH-DT", "refused", "form"),
        ("1. Nộp 2% quỹ lương theo quy định.", "2%", "refused", ""),
        ("1. Tổ chức tập huấn.", "12/KH-UBND", "explained", "own number"),
    ],
)
def test_each_string_has_a_verdict(body: str, quote: str, verdict: str, reason: str) -> None:
    found = rows_of(body)[quote]

    assert found[0] == verdict
    assert reason in found[1]
    assert found[1], "a verdict without a reason"


def test_what_nothing_explains_is_on_the_work_list() -> None:
    # "99/ZZ-QQ" has the shape of a symbol, no code that is known, and no word that says what it is
    verdict, reason = rows_of("1. Mang 99/ZZ-QQQQ tới.")["99/ZZ-QQQQ"]

    assert verdict in {Verdict.REFUSED, Verdict.UNEXPLAINED}
    assert (verdict == Verdict.REFUSED) == bool(reason)


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_in_the_corpus_is_unexplained(path: Path) -> None:
    unexplained = [row for row in audit(path.read_bytes(), path.name) if row.verdict == Verdict.UNEXPLAINED]

    assert [(row.what, row.quote, row.context) for row in unexplained] == []


def test_command_names_what_it_could_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.txt").write_text("KẾ HOẠCH\n1. Lập Mẫu số 01/TH-DT.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")

    status = main(["audit", str(tmp_path), "--format", "json"])

    printed = capsys.readouterr()
    assert status == 5
    assert [row["quote"] for row in json.loads(printed.out)] == ["01/TH-DT"]
    assert "empty.txt" in printed.err
