"""Findings: what must be said, and above all what must not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.lint import lint_record
from pipeline.lint_report import lint_text
from pipeline.lint_words import RULES

ROOT = Path(__file__).parents[2]
FIVE = ("huong-dan-nu-cong-2024", "huong-dan-binh-dang-gioi-2017", "chuong-trinh-phoi-hop-lai-chau-2024", "ke-hoach-tra-vinh-2021",
        "chuong-trinh-lai-chau-2025")  # fmt: skip
#: Findings of the gold that need sense or knowledge of the world; docs/lint.md says why for each.
NOT_MECHANICAL = {"year_count", "missing_label", "text_truncated"}


def codes(text: str) -> list[tuple[str, str]]:
    return [(one.code, one.quote) for one in lint_record(extract(text.encode(), "a.txt"))]


# fmt: off
CASES = [
    ("Nộp trước ngày 31/4/2024.", [("impossible_date", "31/4/2024")]),
    ("Nộp trước ngày 29/02/2023.", [("impossible_date", "29/02/2023")]),
    ("Nộp trước ngày 29/02/2024.", []),  # a leap year
    ("Kế hoạch số 31/4/2024-KH và 12/13.", []) ,  # no date
    ("Kết luận 1500b ngày/08/01/2021 của Ban.", [("malformed_date", "ngày/08/01/2021")]),  # huong-dan-nu-cong-2024
    ("Tối Thứ Tư ngày 04/02/2014.", [("weekday_mismatch", "Thứ Tư ngày 04/02/2014")]),  # chi-thi-byt-2014
    ("Thứ Bảy ngày 01/02/2014.", []),  # chi-thi-byt-2014: right
    ("Chủ nhật, 02/02/2014.", []),
    ("Ban Nữ công quản chúng.", [("typo", "quản chúng")]),  # chuong-trinh-lai-chau-2025
    ("Ban Nữ công quần chúng, ủy ban nhân dân, uỷ ban nhân dân.", []),  # two places of the tone mark
    ("BAN NỮ CÔNG QUẦN CHÚNG", []),
    ("Ban Nu cong quan chung, uy ban nhan dan", []),  # typed without marks
    ("thực hiện ting gọn bộ máy", [("typo", "ting gọn")]),  # chuong-trinh-lai-chau-2025
    ("thực hiện tinh gọn bộ máy, tính gọn", []),
    ("đưa vào các các Chương trình", [("repeated_word", "các các")]),  # thong-bao-vpcp-dien-bien-2025
    ("luôn luôn, xanh xanh, ngày ngày, các cán bộ", []),  # reduplication is Vietnamese
    ("Chủ tịch Ủy ban nhân Thành phố", [("missing_word", "Ủy ban nhân")]),  # cong-van-tphcm-2025
    ("Ban Chấp công đoàn đơn vị", [("missing_word", "Ban Chấp")]),  # cong-van-cong-doan-giao-duc
    ("Ủy ban nhân dân tỉnh, Ban Chấp hành, Công đoàn Giáo dục, công đoàn giáo viên", []),
    ("trong .các phong trào", [("stray_stop", "trong .các")]),  # ke-hoach-nghe-an-thi-dua-2025
    ("Xem tại baochinhphu.vn và .docx; Điều 5. các", []),
    ("1. Chủ đề “Đoàn kết là sức mạnh.\n2. Tổ chức thi.", [("unclosed_quote", "“Đoàn kết là sức mạnh.")]),
    ("1. Chủ đề “Đoàn kết là sức mạnh”.\n2. Thi “a “b” c”.", []),  # nested
    ("Nghị quyết XIV Đảng bộ tỉnh", [("congress_word", "Nghị quyết XIV Đảng bộ")]),  # chuong-trinh-lai-chau-2025
    ("Nghị quyết Đại hội XIV Đảng bộ tỉnh", []),
    ("Đại hội IV Công đoàn Công Thương. Đại hội IV Công đoàn Công Thương. Đại hội VI Công đoàn Công Thương.", [("congress_number", "Đại hội VI")]),
    ("Đại hội XIII Công đoàn Việt Nam. Đại hội XIV Công đoàn tỉnh.", []),  # two bodies
    ("Đại hội XII Công đoàn Việt Nam và Đại hội XIII Công đoàn Việt Nam.", []),  # two congresses of one body
    ("Nghị quyết số 27/NQ-TW ngày 09/11/2022", [("party_symbol", "27/NQ-TW")]),  # ke-hoach-bac-ninh-2025
    ("Nghị quyết số 27-NQ/TW ngày 09/11/2022", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds(text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


def _covered(name: str) -> tuple[list[str], list[str]]:
    """Gold findings of a document that need no sense: those found and those missed."""
    text = (ROOT / "corpus/documents" / f"{name}.txt").read_bytes()
    record = extract(text, f"{name}.txt")
    found = lint_record(record)
    gold = json.loads((ROOT / "corpus/gold" / f"{name}.json").read_text(encoding="utf-8"))["findings"]
    hit, missed = [], []
    for one in gold:
        if one["code"] in NOT_MECHANICAL:
            continue
        at = record.text.find(one["quote"])
        inside = at >= 0 and any(f.start < at + len(one["quote"]) and at < f.end for f in found)
        (hit if inside else missed).append(one["quote"])
    return hit, missed


def test_four_fifths_of_the_mechanical_findings_of_the_five_documents() -> None:
    pairs = [_covered(name) for name in FIVE]
    hit, missed = [q for h, _ in pairs for q in h], [q for _, m in pairs for q in m]

    assert len(hit) >= 0.8 * (len(hit) + len(missed)), missed


def test_judged_page_lists_what_is_found() -> None:
    """The page of judged documents: each line is a real finding, none is left out, four fifths are right."""
    page = (ROOT / "docs/lint_judged.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")] for line in page.splitlines() if line.startswith("| `")
    ]
    judged = {(row[0].strip("`"), row[1], row[2]): row[3] for row in rows}
    documents = [line[4:].strip() for line in page.splitlines() if line.startswith("### ")]
    found = {
        (name, one.code, _cell(one.quote))
        for name in documents
        for one in lint_record(extract((ROOT / "corpus/documents" / f"{name}.txt").read_bytes(), f"{name}.txt"))
    }

    assert len(documents) == 10
    assert found == set(judged)
    assert sum(verdict == "right" for verdict in judged.values()) >= 0.8 * len(judged)


def _cell(quote: str) -> str:
    return " ".join(quote.split())[:60].strip().replace("|", "/")


def test_formats_say_the_same_and_escape() -> None:
    found = [("<b>.txt", lint_record(extract("Ban Nữ công quản chúng <script>, ngày 31/4/2024".encode(), "a.txt")))]
    text, page = lint_text(found, "text"), lint_text(found, "html")

    assert [one["code"] for one in json.loads(lint_text(found, "json"))[0]["findings"]] == ["typo", "impossible_date"]
    assert "31/4/2024" in text
    assert "31/4/2024" in page
    assert "&lt;b&gt;.txt" in page
    assert "http" not in page


def test_every_rule_speaks_both_languages() -> None:
    for code, rule in RULES.items():
        assert rule.severity in ("error", "warning", "info"), code
        assert rule.vietnamese != rule.english
        assert rule.check


def test_page_lists_every_rule() -> None:
    page = (ROOT / "docs/lint.md").read_text(encoding="utf-8")

    assert [line for line in page.splitlines() if line.startswith("| `")] == [
        f"| `{code}` | {rule.severity} | {rule.english} |" for code, rule in RULES.items()
    ]
