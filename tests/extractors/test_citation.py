"""Is a citation by number read whole, with its type, number and date, and are look-alikes left alone?"""

from __future__ import annotations

import time

import pytest

from extractors.citation import find_citations, same_number

# fmt: off
CITED = [
    # the plain form
    ("«Nghị quyết số 20-NQ/TW ngày 28/01/2008» của", "nghị quyết", "20-NQ/TW", "2008-01-28"),
    # year in the symbol, no "số": huong-dan-nu-cong-2024
    ("«Nghị định 145/2020/NĐ-CP» hướng dẫn", "nghị định", "145/2020/NĐ-CP", None),
    # type word in lower case: huong-dan-nu-cong-2024
    ("thực hiện «hướng dẫn số 07/HD-TLĐ ngày 23/01/2024»", "hướng dẫn", "07/HD-TLĐ", "2024-01-23"),
    # a letter after the number is part of it
    ("«Kết luận số 1500b/KL-TLĐ» của", "kết luận", "1500b/KL-TLĐ", None),
    # no type code in the symbol: huong-dan-binh-dang-gioi-2017
    ("«Hướng dẫn số 364/TLĐ ngày 22/3/2017»", "hướng dẫn", "364/TLĐ", "2017-03-22"),
    # the symbol's parts reversed: chuong-trinh-lai-chau-2025
    ("«Nghị quyết 07/TLĐ-BCH ngày 15/01/2020»", "nghị quyết", "07/TLĐ-BCH", "2020-01-15"),
    # blanks inside the symbol: huong-dan-nu-cong-2024, ke-hoach-bac-ninh-2025
    ("«Kế hoạch số 104/KH - TLĐ ngày 29/4/2021»", "kế hoạch", "104/KH-TLĐ", "2021-04-29"),
    ("«Nghị quyết số 27/NQ- TW ngày 09/11/2022»", "nghị quyết", "27/NQ-TW", "2022-11-09"),
    # "số:" and a stray slash behind "ngày": huong-dan-nu-cong-2024
    ("«Kết luận số: 1500b/KL-TLĐ ngày/08/01/2021»", "kết luận", "1500b/KL-TLĐ", "2021-01-08"),
    # a longer type than the code says, and what it counts as
    ("«Kế hoạch hành động số 185/KH-TLĐ»", "kế hoạch", "185/KH-TLĐ", None),
    # an agreement of two bodies, comma before the date: chuong-trinh-phoi-hop-lai-chau-2024
    ("«Chương trình phối hợp số 5346/CTPH-TLĐ-HLHPN, ngày 07/11/2022»", "chương trình phối hợp", "5346/CTPH-TLĐ-HLHPN", "2022-11-07"),
    # the type as a code in running text
    ("theo «NQ 21/NQ-TW»", "nghị quyết", "21/NQ-TW", None),
    # the code decides between two type words: d358
    ("«Thông báo kết luận số 49/TB-VPCP»", "thông báo", "49/TB-VPCP", None),
    # the law's name between type and number
    ("«Luật Công đoàn số 50/2024/QH15»", "luật", "50/2024/QH15", None),
    ("«Luật Cán bộ, công chức số 80/2025/QH15»", "luật", "80/2025/QH15", None),
    # "pháp luật" is no type word: d093
    ("«Luật ban hành văn bản quy phạm pháp luật số 17/2008/QH12»", "luật", "17/2008/QH12", None),
    # the issuer between type and number
    ("«Quyết định của Thủ tướng Chính phủ số 1268/QĐ-TTg»", "quyết định", "1268/QĐ-TTg", None),
    # a letter has no type code; "văn bản" says nothing
    ("«Công văn số 7948/TLĐ-NC»", "công văn", "7948/TLĐ-NC", None),
    ("«Văn bản số 6721/VPCP-V.I»", "công văn", "6721/VPCP-V.I", None),
    # day, month and year in words
    ("«Chỉ thị số 2008/CT-TTg ngày 01 tháng 12 năm 2009»", "chỉ thị", "2008/CT-TTg", "2009-12-01"),
    # a day the calendar lacks is no date and is not corrected
    ("«Quyết định số 10/QĐ-UBND ngày 31/02/2020»", "quyết định", "10/QĐ-UBND", None),
    # number and day left blank in a draft
    ("«Kế hoạch số    /KH-UBND ngày    /4/2024»", "kế hoạch", "/KH-UBND", "2024-04"),
    # old forms: issuer only, blank or nothing for the separator
    ("«Nghị định 216-CP»", "nghị định", "216-CP", None),
    ("«Quyết định số 1693 QĐ/UB»", "quyết định", "1693QĐ/UB", None),
    ("«Quy định số 294QĐ/TW»", "quy định", "294QĐ/TW", None),
    # a joint resolution with stray blanks: d378
    ("«Nghị quyết liên tịch số 525/2012/NQLT/UBTVQH13 -ĐCTUBTWMTTQVN»", "nghị quyết liên tịch", "525/2012/NQLT/UBTVQH13-ĐCTUBTWMTTQVN", None),
    # bare numbers: huong-dan-nu-cong-2024
    ("«Nghị quyết 6b» về công tác", "nghị quyết", "6b", None),
    ("«Chỉ thị số 03» về tiếp tục", "chỉ thị", "03", None),
]
NOT_CITED = [
    "Mẫu số 01/TH-DT",                       # a form
    "mẫu 07-1/HĐTV",                         # a form without "số"
    "Mẫu Quyết định số 03",                  # a form that is a decision's
    "QCVN 01:2019/BYT",                      # a standard
    "biển số 29/LD",                         # a number plate
    "Giấy phép số 635/GP-BTTTT",             # a permit
    "theo chỉ đạo của Ban 127/TW",           # a body's name: chi-thi-btc-2014
    "Ngày Gia đình Việt Nam 28/6",           # a day
    "Tỷ lệ 1/2, ngày 30/4/2024",             # a ratio, a date
    "3- Triển khai các định hướng",          # a numbered heading: d281
    "Giai đoạn 2025 - 2030 Đồng Tháp",       # a period
    "kế hoạch 05 năm giai đoạn 2021-2025",   # a plan of five years: chuong-trinh-lai-chau-2025
    "Quyết định 10 nội dung",                # a verb and a count
    "Thông báo 3 nhiệm vụ",                  # the same
    "Căn cứ Biên bản số …………………./BB-VPHC",   # a form to fill in: s011
    "Số: /BB-VPHC",                          # the same, without a type word
]
LISTS = [
    # elided type word: NĐ of the same type
    ("Nghị định số 55/2015/NĐ-CP và số 116/2018/NĐ-CP", [("nghị định", "55/2015/NĐ-CP"), ("nghị định", "116/2018/NĐ-CP")]),
    # the type word in the plural, a colon, then numbers only
    ("các Công văn: số 10894/VPCP-CN ngày 8/11/2025, số 5/VPCP-KTTH", [("công văn", "10894/VPCP-CN"), ("công văn", "5/VPCP-KTTH")]),
    # neither type word nor "số" nor a code: d343
    ("các văn bản số: 8004/BNNMT-ĐCKS ngày 17/10/2025, 8008/BNNMT-ĐCKS ngày 17/10/2025",
     [("công văn", "8004/BNNMT-ĐCKS"), ("công văn", "8008/BNNMT-ĐCKS")]),
    # a law by number only takes the list's type
    ("Luật số 57/2020/QH14 và số 03/2022/QH15", [("luật", "57/2020/QH14"), ("luật", "03/2022/QH15")]),
    # typed by its code alone
    ("(24/KH-UBND)", [("kế hoạch", "24/KH-UBND")]),
    # a longer number is not read from its middle
    ("Quyết định số 45/2013/QĐ-TTg", [("quyết định", "45/2013/QĐ-TTg")]),
]
# fmt: on


@pytest.mark.parametrize(("marked", "kind", "number", "date"), CITED)
def test_citation_is_read_whole(marked: str, kind: str, number: str, date: str | None) -> None:
    """One citation, at the marked place, with its own fields."""
    text = marked.replace("«", "").replace("»", "")
    quote = marked[marked.index("«") + 1 : marked.index("»")]
    [mention] = find_citations(text)

    assert (quote, kind, number, date) == (
        text[mention.start : mention.end], mention.type, mention.number, mention.date
    )  # fmt: skip


@pytest.mark.parametrize("text", NOT_CITED)
def test_citation_refuses_look_alikes(text: str) -> None:
    """Forms, standards, dates, ratios and counts are no citations."""
    assert list(find_citations(text)) == []


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_citation_members_of_a_list_share_the_type(text: str, expected: list[tuple[str, str]]) -> None:
    """A member without a type word takes it from the list or its code."""
    assert expected == [(m.type, m.number) for m in find_citations(text)]


def test_same_number_ignores_zeros_blanks_and_dashes() -> None:
    """Spellings of one number are one, letters still count."""
    assert same_number("05/KL-TLĐ", "5/KL–TLĐ")
    assert not same_number("6b/NQ-BCH", "6/NQ-BCH")


@pytest.mark.parametrize("text", ["1" * 300_000, "12/QĐ-" * 50_000, "số " + " " * 300_000, "số." + "." * 300_000])
def test_citation_reads_hostile_lines_in_linear_time(text: str) -> None:
    """A long line of digits, dashes, blanks or dots takes no more than moments."""
    before = time.perf_counter()
    list(find_citations(text))

    assert time.perf_counter() - before < 5
