"""Is a printed number read as the number it is, and is what only looks like one left alone?"""

from __future__ import annotations

import pytest

from corpus.fold import lower
from extractors.numbers import find_numbers, number_of_words, parse_number


def numbers(text: str) -> list[tuple[str, float]]:
    low = lower(text)
    return [(text[n.start : n.end], n.value) for n in find_numbers(low, 0, len(low))]


# fmt: off
CASES = [
    # a dot groups thousands (chuong-trinh-lai-chau-2025, III)
    ("phát triển 1.810 đoàn viên",        [("1.810", 1810)]),
    # … and twice
    ("6.800.000 tấn",                      [("6.800.000", 6_800_000)]),
    # a comma is decimal
    ("tăng 1,5%",                          [("1,5", 1.5)]),
    # a zero before numbers below ten
    ("ít nhất 01 hoạt động",               [("01", 1)]),
    # one digit behind a dot groups nothing
    ("đạt 99.4%",                          [("99.4", 99.4)]),
    # scale words count
    ("12 triệu đoàn viên, 1,2 tỷ đồng",    [("12 triệu", 12_000_000), ("1,2 tỷ", 1_200_000_000)]),
    # "tỷ lệ" is no scale
    ("đạt 30 tỷ lệ",                       [("30", 30)]),
    # the same number said twice is one
    ("50 (năm mươi) mô hình",              [("50 (năm mươi)", 50)]),
    # a share of a whole
    ("2/3 số thành viên",                  [("2/3", 0.6667)]),
    # a unit may touch its number (Thông báo VPCP 2025)
    ("trên 1.700km đường",                 [("1.700", 1700)]),
    # days, numbers of instruments, networks, versions, letters count nothing
    ("ngày 30/6/2009",                     []),
    ("Kết luận số 03/KL-BCH",              []),
    ("Nghị quyết 6b và mạng 5G",           []),
    ("QĐ-05 của Bộ",                       []),
    # x of y is no fraction of a whole
    ("62/63 tỉnh",                         []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_numbers_found(text: str, expected: list[tuple[str, float]]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(("digits", "value"), [("1.234,5", 1234.5), ("0,8", 0.8), ("2024", 2024), ("1.5", 1.5)])
def test_numbers_parsed(digits: str, value: float) -> None:
    assert parse_number(digits) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("hai", 2), ("mười", 10), ("năm mươi", 50), ("hai mươi lăm", 25), ("một trăm linh năm", 105), ("vài", None)],
)
def test_numbers_in_words(words: str, value: int | None) -> None:
    assert number_of_words(words) == value
