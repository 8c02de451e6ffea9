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
    # numbers: a list that counts on, then jumps or repeats
    ("I. Việc\n1. a b\n2. c d\n4. e f\n5. g h", [("outline_gap", "4. e f")]),
    ("I. Việc\n1. a b\n2. c d\n2. e f\n3. g h", [("duplicate_label", "2. e f")]),
    ("Điều 1. a\na) b\nb) c\nc) d\nd) e\ne) f", [("letter_order", "e) f")]),  # chi-thi-byt-2014: many offices count so
    ("Điều 1. a\na) b\nb) c\nc) d\nd) e\ne) f\nĐiều 2. a\na) b\nb) c\nc) d\nd) e\ne) f", [("letter_order", "e) f")]),  # once a document
    ("Điều 1. a\na) b\nb) c\nc) d\nd) e\ne) f\nf) g", []),  # another alphabet
    ("I. Việc\n1. a b\n2. c d\n1. e f\n2. g h", []),  # begins anew under a heading without a number: 2843/QĐ-UBND
    ("I. Việc\n1. a b\n2. c d; 3. e f\n4. g h", []),  # run on in a line: 51/2025/QĐ-TTg
    ("1. Việc\na. Từ tháng 3 hằng năm b. Địa điểm\nc. Thông số\nd. Số mẫu", []),  # 0134/KH-UBND
    ("I. Việc\n4. a b\n5a. c d\n5b. e f\n6. g h", []),  # 36-HD/VPTW
    ("I. Việc\nVí dụ:\nb) c d\nc) e f", []),  # an example cuts the list: 36-HD/VPTW
    ("triển khai ”Chiến dịch Quang Trung” ngay", [("unopened_quote", "”Chiến dịch Quang Trung” ngay")]),  # 234/CĐ-TTg
    ("mô hình \"ngôi nhà an toàn cho trẻ em” tại xã", []),  # two kinds of marks: 05/NQ-CP
    ("dựa vào các “bầu sô’’ để “lăng xê’’, đánh bóng", []),  # closed with two single marks: 04/QĐ-BVHTTDL
    ("chuyển đổi sở hữu, giải thể", []),
    ("trung bình quân chung, quân chủng hải quân, thúc đẩy du lịch", []),  # other words of the same letters
    ("theo Quyết định số 769/TTg ngày 18/9/1997", []),  # how they were written then
    ("theo Chỉ thị số 24/TTg ngày 29/7/2024", [("symbol_without_type", "Chỉ thị số 24/TTg ngày 29/7/2024")]),  # 24/CT-TTg
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds(text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


HEAD = "UBND TỈNH LAI CHÂU\nSố: 12/KH-UBND\nLai Châu, ngày 11 tháng 02 năm 2014\n\nKẾ HOẠCH\n{title}\n\nI. NỘI DUNG\n{text}\n"
# fmt: off
TIMES = [
    ("Công tác năm 2014", "1. Tổ chức hội nghị trong tháng 3/2015.", ["year_outside_period"]),
    ("Xác định chỉ số cải cách hành chính năm 2013", "1. Tổ chức hội nghị trong tháng 3/2014.", []),  # 100/QĐ-BNV: looks back
    ("Công tác năm 2014", "1. Tham gia hình thành Cộng đồng ASEAN vào năm 2015.", []),  # 389/QĐ-BCT: a prospect
    ("Công tác năm 2014", "1. Thời gian thực hiện: Từ tháng 10/2013 đến khi tổ chức thành công Đại hội.", []),  # 0124/KH-UBND: under way
]
# fmt: on


@pytest.mark.parametrize(("title", "text", "expected"), TIMES)
def test_times_of_a_plan(title: str, text: str, expected: list[str]) -> None:
    assert [code for code, _ in codes(HEAD.format(title=title, text=text))] == expected


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


def test_page_of_later_documents_counts_right() -> None:
    """The tables of documents that are not in the project: the figures are those of the rows, the rules exist."""
    page = (ROOT / "docs/lint_judged_later.md").read_text(encoding="utf-8")
    second, first = page.split("### ")[1:]
    figures = []
    for table in (first, second):
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in table.splitlines()
            if line.startswith("| ")
        ]
        rows = [row for row in rows if row[3] in ("right", "wrong")]
        assert {row[1] for row in rows} <= set(RULES)
        assert len({row[0] for row in rows}) == 10
        figures.append((len(rows), sum(row[3] == "right" for row in rows)))
    (all_first, right_first), (all_second, right_second) = figures

    assert (
        f"| first ten, the rules as they were | {all_first} | {right_first} | {right_first / all_first:.2f} |" in page
    )
    assert f"after those repairs | {all_second} | {right_second} | {right_second / all_second:.2f} |" in page
    assert right_second >= 0.8 * all_second
    assert f"{right_second} of {all_second} are right" in (ROOT / "docs/lint.md").read_text(encoding="utf-8")


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
