"""Which body issued the document?"""

from __future__ import annotations

import pytest

from extractors.letterhead import (
    bodies_of_letterhead,
    in_ordinary_case,
    issuer_of_bodies,
    place_in,
    subjects_of_preamble,
)

# fmt: off
LETTERHEADS = [
    (["BỘ TÀI CHÍNH", "-------"], "BTC", ["Bộ Tài chính"]),
    (["UỶ BAN NHÂN DÂN", "TỈNH BẮC NINH"], "UBND", ["Ủy ban nhân dân tỉnh Bắc Ninh"]),
    # two columns across a line (cong-van-cong-doan-giao-duc)
    (["LIÊN ĐOÀN LAO ĐỘNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "THÀNH PHỐ HỒ CHÍ MINH Độc lập - Tự do - Hạnh Phúc", "CÔNG ĐOÀN GIÁO DỤC"],
     "CĐGD", ["Công đoàn Giáo dục Thành phố Hồ Chí Minh"]),
    # the superior above, the code completes a name broken over the column (huong-dan-btgdv-2025)
    (["BAN CHẤP HÀNH", "TRUNG ƯƠNG", "BAN TUYÊN GIÁO VÀ DÂN VẬN", "ĐẢNG CỘNG SẢN", "VIỆT NAM"], "BTGDVTW",
     ["Ban Tuyên giáo và Dân vận Trung ương"]),
    (["THỦ TƯỚNG", "CHÍNH PHỦ"], "TTg", ["Thủ tướng Chính phủ"]),
    (["TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU"], "LĐLĐ", ["Liên đoàn Lao động tỉnh Lai Châu"]),
    # an organ signs for its organisation
    (["HỘI LIÊN HIỆP PHỤ NỮ TỈNH PHÚ YÊN", "BAN THƯỜNG VỤ"], "BTV", ["Hội Liên hiệp Phụ nữ tỉnh Phú Yên"]),
    # two columns' bodies on one line (432-TB/VPTW 2025)
    (["BAN CHẤP HÀNH TRUNG ƯƠNG VĂN PHÒNG"], "VPTW", ["Văn phòng Trung ương Đảng"]),
    ([], None, []),
    (["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"], None, []),
    # an office is the office of the body above it (d286)
    (["ĐẢNG ỦY CHÍNH PHỦ", "VĂN PHÒNG", "*"], "VPĐU", ["Văn phòng Đảng ủy Chính phủ"]),
]
# fmt: on


@pytest.mark.parametrize(("lines", "code", "expected"), LETTERHEADS)
def test_issuer_of_letterhead(lines: list[str], code: str | None, expected: list[str]) -> None:
    assert issuer_of_bodies(bodies_of_letterhead(lines), code) == expected


# fmt: off
PREAMBLES = [
    ("Căn cứ kế hoạch công tác năm 2024,\nCông đoàn Công Thương Việt Nam hướng dẫn một số nhiệm vụ như sau:", ["Công đoàn Công Thương Việt Nam"]),
    ("Căn cứ Luật; Ban Chấp hành LĐLĐ tỉnh ban hành Chương trình công tác năm 2025:", ["LĐLĐ tỉnh"]),
    ("Ban Thường vụ LĐLĐ tỉnh và Ban Thường vụ Hội LHPN tỉnh Lai Châu thống nhất chương trình như sau:", ["LĐLĐ tỉnh", "Hội LHPN tỉnh Lai Châu"]),
    # a person in office is no body
    ("Bộ trưởng yêu cầu các đơn vị thực hiện như sau:", []),
    # a sentence without a body names none
    ("Năm 2024 là năm có ý nghĩa quan trọng.", []),
    ("", []),
]
# fmt: on


@pytest.mark.parametrize(("preamble", "expected"), PREAMBLES)
def test_subjects_of_preamble(preamble: str, expected: list[str]) -> None:
    assert subjects_of_preamble(preamble) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU", "Liên đoàn Lao động tỉnh Lai Châu"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ", "Ủy ban nhân dân thành phố Huế"),
        ("Bộ Nội vụ", "Bộ Nội vụ"),
    ],
)
def test_in_ordinary_case(name: str, expected: str) -> None:
    assert in_ordinary_case(name) == expected


def test_place_in_none() -> None:
    assert place_in("BỘ TÀI CHÍNH") is None
