"""What would a careful reader query in the numbering and the dates?"""

from __future__ import annotations

import pytest

from pipeline import extract


def findings(raw: str) -> list[tuple[str, str]]:
    return [(f.code, f.quote) for f in extract(raw.encode(), "a.txt").findings]


# fmt: off
CASES = [
    # huong-dan-nu-cong-2024, V.2: no 2.2
    ("I. TỔ CHỨC\n1. Công đoàn ngành\n2. Các cấp công đoàn\n2.1. Cụ thể hóa.\n2.3. Phối hợp.\n", [("outline_gap", "2.3. Phối hợp.")]),
    # chuong-trinh-phoi-hop-lai-chau-2024, III: 3 twice
    ("1. A là một.\n2. B là hai.\n3. C là ba.\n3. Kinh phí thực hiện\nMỗi bên tự lo.\n4. D là bốn.", [("duplicate_label", "3. Kinh phí thực hiện")]),
    # the Vietnamese alphabet has đ after d and no f
    ("1. Giao:\na) Sở A.\nb) Sở B.\nc) Sở C.\nd) Sở D.\nđ) Sở Đ.\ne) Sở E.\ng) Sở G.", []),
    ("1. Giao:\na) Sở A.\nc) Sở C.", [("outline_gap", "c) Sở C.")]),
    ("I. MỘT\n1. A.\nIII. BA\n1. B.", [("outline_gap", "III. BA")]),
    # numbers start again below another heading: no finding
    ("I. MỘT\n1. A.\n2. B.\nII. HAI\n1. C.\n2. D.", []),
    # one instrument, two dates
    ("1. Thực hiện Kết luận số 05/KL-TLĐ ngày 09/8/2022.\n2. Quán triệt Kết luận số 05/KL-TLĐ ngày 08/9/2021.", [("two_dates", "Kết luận số 05/KL-TLĐ ngày 08/9/2021")]),
    ("1. Thực hiện Kết luận số 05/KL-TLĐ ngày 09/8/2022.\n2. Quán triệt Kết luận số 05/KL-TLĐ ngày 9/8/2022.", []),
]
# fmt: on


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_findings(raw: str, expected: list[tuple[str, str]]) -> None:
    assert findings("KẾ HOẠCH\n" + raw) == expected


def test_the_message_says_what_is_missing() -> None:
    record = extract("KẾ HOẠCH\nV. TỔ CHỨC\n1. Tổ chức\n1.1. A.\n1.3. B.".encode(), "a.txt")
    message = next(f.message for f in record.findings if f.quote.startswith("1.3"))

    assert message == "Mục V.1 đánh số 1.1., 1.3.: thiếu 1.2."
