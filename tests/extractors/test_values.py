"""Does a value phrase become the right comparator, value and unit, with the right words in it?"""

from __future__ import annotations

import pytest

from corpus.fold import lower
from extractors.values import find_values

Row = tuple[str, str, float, float | None, str | None]


def values(text: str) -> list[Row]:
    found = find_values(text, lower(text), 0, len(text))
    return [(text[v.start : v.end], v.comparator.value, v.value, v.value_max, v.unit) for v in found]


# fmt: off
CASES: list[tuple[str, list[Row]]] = [
    # the comparator behind the value (chuong-trinh-lai-chau-2025)
    ("98% trở lên đoàn viên",                  [("98% trở lên", ">=", 98, None, "%")]),
    # … before it (huong-dan-nu-cong-2024)
    ("có ít nhất 01 hoạt động chăm lo",         [("ít nhất 01 hoạt động", ">=", 1, None, "hoạt động")]),
    # … on both sides, counted once, around the whole noun (chuong-trinh-lai-chau-2025)
    ("ít nhất 01 đoàn viên ưu tú trở lên cho",
     [("ít nhất 01 đoàn viên ưu tú trở lên", ">=", 1, None, "đoàn viên ưu tú")]),
    # "trở lên" of a grade is not the value's (chuong-trinh-lai-chau-2025)
    ("90% công đoàn hoàn thành tốt nhiệm vụ trở lên", [("90%", "=", 90, None, "%")]),
    ("05 cán bộ trình độ đại học trở lên",      [("05 cán bộ", "=", 5, None, "cán bộ")]),
    # a range whose unit stands once (thong-bao-vpcp-2025)
    ("từ 8,3 - 8,5% của cả nước",               [("từ 8,3 - 8,5%", "range", 8.3, 8.5, "%")]),
    ("từ 80% trở lên",                          [("từ 80% trở lên", ">=", 80, None, "%")]),
    # a word as a number, only behind a comparator (ke-hoach-tra-vinh-2021)
    ("ít nhất một hoạt động",                   [("ít nhất một hoạt động", ">=", 1, None, "hoạt động")]),
    ("một số hoạt động, năm nhiệm vụ",          []),
    ("đạt khoảng 30%",                          [("khoảng 30%", "~", 30, None, "%")]),
    ("không quá năm phần trăm (5%)",            [("không quá năm phần trăm (5%)", "<=", 5, None, "%")]),
    ("đạt trên 80%",                            [("trên 80%", ">", 80, None, "%")]),
    # "trên" that is a place is no comparator
    ("trên địa bàn 05 xã",                      [("05 xã", "=", 5, None, "xã")]),
    ("xuống dưới 2%",                           [("dưới 2%", "<", 2, None, "%")]),
    ("≥ 30% hộ",                                [("≥ 30%", ">=", 30, None, "%")]),
    # money keeps its scale in the unit, people in the value
    ("400 triệu USD",                           [("400 triệu USD", "=", 400, None, "triệu USD")]),
    ("12 triệu đoàn viên",                      [("12 triệu đoàn viên", "=", 12_000_000, None, "đoàn viên")]),
    # compound units
    ("dưới 109 bé trai/100 bé gái",
     [("dưới 109 bé trai/100 bé gái", "<", 109, None, "bé trai/100 bé gái")]),
    ("10 - 13%/năm",                            [("10 - 13%/năm", "range", 10, 13, "%")]),
    # years and periods are no values
    ("năm 2025, giai đoạn 2021-2030",           []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_values_found(text: str, expected: list[Row]) -> None:
    assert values(text) == expected
