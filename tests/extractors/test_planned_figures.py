"""Are counts behind the colon of a plan found with their shares, and other labelled numbers left alone?"""

from __future__ import annotations

import pytest

from corpus.fold import lower
from extractors.planned_figures import find_figures

# fmt: off
FIGURES = [
    # a figure and its shares, one target a population (ke-hoach-nghe-an-5g-2025)
    ("Lắp đặt mới trạm 3G/4G: 58 trạm (Trong đó: VNPT: 25 trạm, Viettel: 33 trạm);",
     [("Lắp đặt mới trạm 3G/4G", 58), ("Lắp đặt mới trạm 3G/4G: VNPT", 25), ("Lắp đặt mới trạm 3G/4G: Viettel", 33)]),
    # a second figure behind the shares of the first (ke-hoach-nghe-an-5g-2025)
    ("Chuyển đổi sang trạm 5G: 125 trạm (Trong đó: VNPT: 56 trạm), nâng tổng số trạm 5G: 188 trạm.",
     [("Chuyển đổi sang trạm 5G", 125), ("Chuyển đổi sang trạm 5G: VNPT", 56), ("nâng tổng số trạm 5G", 188)]),
    ("- Trồng mới: 500 ha.", [("Trồng mới", 500)]),
    # a comma inside the label cuts nothing
    ("Tuyên truyền, tập huấn: 12 lớp.", [("Tuyên truyền, tập huấn", 12)]),
    # no work is planned: costs, members, times
    ("Kinh phí dự kiến: 280 tỷ đồng.", []),                               # Quyết định 99/QĐ-TTg 2014
    ("Hội nghị tuyên truyền, tập huấn: 21.720.000 đồng.", []),            # kế hoạch 2025, kinh phí
    ("Tổ chức tập huấn: 108.600.000 đồng.", []),
    ("Chủ tịch Hội đồng: 01 Lãnh đạo Bộ;", []),                           # Quyết định 2014, quy chế nâng lương
    ("Thời gian thực hiện: 12 tháng (kể từ khi Dự án được phê duyệt)", []),
    # a value that does not close its clause counts something else
    ("Đầu tư: 35 trạm được nâng cấp", []),
    # shares without a figure before them
    ("(Trong đó: VNPT: 25 trạm, Viettel: 33 trạm)", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[tuple[str, int]]) -> None:
    """Labels, outermost first, and values."""
    found = find_figures(text, lower(text), 0, len(text))
    assert expected == [(": ".join(text[a:b] for a, b in f.labels), f.value.value) for f in found]
