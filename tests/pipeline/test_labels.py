"""Which signs at the start of a line are labels?"""

from __future__ import annotations

import pytest

from pipeline.labels import find_label

# fmt: off
LABELS = [
    ("I. MỤC ĐÍCH",               "roman",   "I."),
    ("III- NHIỆM VỤ",             "roman",   "III-"),
    ("A. PHẦN CHUNG",             "upper",   "A."),
    ("1. Tổ chức",                "arabic",  "1."),
    ("1) Quán triệt",             "arabic",  "1)"),       # chi-thi-bvhttdl-2010
    ("1/ Tổ chức",                "arabic",  "1/"),
    ("1. 100% Công đoàn",         "arabic",  "1."),       # huong-dan-nu-cong-2024: list number 1, value 100
    ("1.3. Công tác",             "dotted2", "1.3."),
    ("1.3 Công tác",              "dotted2", "1.3"),
    ("2.1.4. Nội dung",           "dotted3", "2.1.4."),
    ("(ii) Rà soát",              "small",   "(ii)"),     # 653/TB-VPCP 2025
    ("(2) Tăng cường",            "paren",   "(2)"),      # chuong-trinh-lai-chau-2025
    ("a) Mục đích",               "letter",  "a)"),
    ("đ) Sở Y tế",                "letter",  "đ)"),
    ("- Chỉ đạo",                 "dash",    "-"),
    ("–Chỉ đạo",                  "dash",    "–"),
    ("+ Các mặt hàng",            "plus",    "+"),        # chi-thi-btc-2014
    ("• Nội dung",                "dot",     "•"),
    ("Điều 4. Trách nhiệm",       "article", "Điều 4."),
    ("Chương II",                 "chapter", "Chương II"),
    ("Phần thứ nhất",             "part",    "Phần thứ nhất"),
]
NONE = [
    "1.810 đoàn viên",              # thousands
    "20.10.2024 là ngày",           # a date
    "28/6 là ngày Gia đình",
    "- 2030 phấn đấu",              # the second half of a year range
    "Trong năm 2025",
    "V/v tổ chức hội nghị",         # về việc
    "1850/QĐ-TTg ngày 27/8/2025",   # a number broken off its "số"
    "a",
    "-----",
    "Điều 4, Điều lệ Hội",          # a citation
    "C",
]
# fmt: on


@pytest.mark.parametrize(("line", "kind", "text"), LABELS)
def test_find_label(line: str, kind: str, text: str) -> None:
    label = find_label(line)

    assert label is not None
    assert (label.kind, label.text) == (kind, text)


@pytest.mark.parametrize("line", NONE)
def test_find_label_none(line: str) -> None:
    assert find_label(line) is None


@pytest.mark.parametrize("line", ["1." * 50_000, "I" * 100_000, "(" * 100_000, "-" * 100_000, "1 . " * 30_000])
def test_find_label_is_quick_on_hostile_lines(line: str) -> None:
    find_label(line)
