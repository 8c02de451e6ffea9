"""Which time does a title plan for?"""

from __future__ import annotations

import pytest

from extractors.period import find_period

# fmt: off
CASES = [
    ("NHIỆM VỤ TRỌNG TÂM CÔNG TÁC NỮ CÔNG NĂM 2024",             ("2024-01-01", "2024-12-31")),
    ("các hoạt động trong nữ cán bộ giai đoạn 2023- 2028",       ("2023-01-01", "2028-12-31")),
    ("GIAI ĐOẠN 2026 - 2030",                                    ("2026-01-01", "2030-12-31")),
    # a strategy to 2021-2030 beside one "đến năm 2030" (ke-hoach-tra-vinh-2021)
    ("giai đoạn 2021-2030” và “Chiến lược Dân số đến năm 2030”", ("2021-01-01", "2030-12-31")),
    ("Phát triển du lịch đến năm 2030",                          (None, "2030-12-31")),
    ("Kiểm tra 6 tháng cuối năm 2025",                           ("2025-07-01", "2025-12-31")),
    ("Công tác quý I năm 2025",                                  ("2025-01-01", "2025-03-31")),
    ("Tuyên truyền tháng 2/2024",                                ("2024-02-01", "2024-02-29")),
    ("nhiệm vụ năm học 2024-2025",                               ("2024-09-01", "2025-05-31")),
    # the last year is the one planned for
    ("Tổng kết năm 2024 và phương hướng năm 2025",               ("2025-01-01", "2025-12-31")),
    # the year of a festival is part of its name (chi-thi-btc-2014)
    ("TRONG DỊP TẾT NGUYÊN ĐÁN GIÁP NGỌ NĂM 2014",               None),
    # the year of a law is part of its name
    ("Triển khai Bộ luật Lao động năm 2019",                     None),
    # the date of a cited instrument
    ("Thực hiện Nghị quyết số 66-NQ/TW ngày 30 tháng 4 năm 2025", None),
    ("Triển khai Chỉ thị số 27/CT-TTg ngày 15/8/2024",            None),
    # a horizon is no end
    ("Định hướng đến năm 2045",                                  None),
    ("Triển khai thi hành Luật Việc làm",                        None),
    ("",                                                         None),
]
# fmt: on


@pytest.mark.parametrize(("title", "expected"), CASES)
def test_period(title: str, expected: tuple[str | None, str | None] | None) -> None:
    found = find_period(title)

    assert (found[0] if found else None) == expected
