"""Are laws and charters found by name, in any spelling, and everyday uses of "luật" left alone?"""

from __future__ import annotations

import pytest

from extractors.law_names import find_laws

# fmt: off
FOUND = [
    ("triển khai đồng bộ Luật phòng, chống rửa tiền", [("Luật phòng, chống rửa tiền", "luật")]),
    # a comma inside the name does not cut it: chuong-trinh-lai-chau-2025
    ("tốt Luật Thi đua, khen thưởng, Quy chế", [("Luật Thi đua, khen thưởng", "luật")]),
    # the official comma left out: chuong-trinh-phoi-hop-lai-chau-2024
    ("Luật Phòng chống bạo lực gia đình,", [("Luật Phòng chống bạo lực gia đình", "luật")]),
    # all in lower case: huong-dan-binh-dang-gioi-2017
    ("thi hành luật bình đẳng giới. Đánh giá", [("luật bình đẳng giới", "luật")]),
    # another place of the tone mark
    ("Luật Phòng, chống ma tuý", [("Luật Phòng, chống ma tuý", "luật")]),
    # "sửa đổi" with and without brackets: chuong-trinh-lai-chau-2025, huong-dan-nu-cong-2024
    ("Luật Công đoàn (sửa đổi) và", [("Luật Công đoàn (sửa đổi)", "luật")]),
    ("Luật Bảo hiểm Xã hội sửa đổi, Nghị định", [("Luật Bảo hiểm Xã hội sửa đổi", "luật")]),
    # year, date
    ("Bộ luật Lao động năm 2019, Luật", [("Bộ luật Lao động năm 2019", "bộ luật")]),
    ("Căn cứ Luật Quy hoạch ngày 24/11/2017;", [("Luật Quy hoạch ngày 24/11/2017", "luật")]),
    # the longest name of the list
    ("Luật Đầu tư công và pháp luật", [("Luật Đầu tư công", "luật")]),
    # an abbreviation in the name: ke-hoach-bac-ninh-2025
    ("Luật Ban hành văn bản QPPL và các văn bản", [("Luật Ban hành văn bản QPPL", "luật")]),
    # a name that the list lacks ends at a verb
    ("Luật Đường thủy nội địa được", [("Luật Đường thủy nội địa", "luật")]),
    # charters and the Constitution
    ("Điều lệ Công đoàn Việt Nam (khóa XIII), nhất là", [("Điều lệ Công đoàn Việt Nam (khóa XIII)", "điều lệ")]),
    ("Điều lệ Công đoàn Việt Nam về công tác nữ công", [("Điều lệ Công đoàn Việt Nam", "điều lệ")]),
    ("thi hành Điều lệ Đảng đồng bộ với", [("Điều lệ Đảng", "điều lệ")]),
    ("phù hợp với Hiến pháp, pháp luật", [("Hiến pháp", "hiến pháp")]),
]
REFUSED = [
    "theo pháp luật lao động",          # the law in general
    "xử lý kỷ luật lao động",           # discipline
    "trình độ đại học Luật hoặc",       # a subject: ke-hoach-bac-ninh-2025
    "luật gia, luật sư",                # people
    "theo quy định của Luật này",       # the document itself
    "các luật có liên quan",            # no identity
    "Luật Việt Nam",                    # all of it
    "Luật Quốc tế",                     # the same
    "luật giá cả",                      # everyday words
    "Điều lệ này", "sửa đổi điều lệ",   # no name
    "Điều lệ Giải bóng đá",             # a contest's
    "văn bản quy phạm pháp luật",       # a class
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_law_names_found(text: str, expected: list[tuple[str, str]]) -> None:
    """The name with its year, date or "sửa đổi", and its type."""
    assert expected == [(text[m.start : m.end], m.type) for m in find_laws(text)]


@pytest.mark.parametrize("text", REFUSED)
def test_law_names_refused(text: str) -> None:
    """No law is named."""
    assert list(find_laws(text)) == []


def test_amending_law_keeps_its_own_date() -> None:
    """The date behind the last amended law is the amending law's (d343)."""
    text = "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư và Luật Đấu thầu ngày 29 tháng 11 năm 2024"
    laws = {text[m.start : m.end]: m.date for m in find_laws(text)}

    assert {"Luật Đầu tư": None, "Luật Đấu thầu": None, text: "2024-11-29"} == laws
