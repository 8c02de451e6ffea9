"""What does a header say, and what does it leave blank?"""

from __future__ import annotations

import pytest

from extractors.header import find_header_fields
from extractors.stage import Context, Facts, facts_of
from pipeline.outline import build_outline
from pipeline.readers.plain import read_plain
from pipeline.text import compose


def facts(raw: str) -> Facts:
    text = compose(read_plain(raw.encode(), "a.txt"))
    lines = tuple((line.start, line.end) for line in text.lines)
    blanks = tuple(line.blank_before for line in text.lines)
    context = Context(text.string, build_outline(text), lines, blanks=blanks)
    return facts_of(tuple(find_header_fields.run(context)))


BODY = "\nThực hiện Luật Việc làm, UBND tỉnh ban hành kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Nâng cao."

# fmt: off
NUMBERS = [
    ("Số: 04 /CTPH-LĐLĐ-HLHPN",       "04/CTPH-LĐLĐ-HLHPN"),
    ("Số:13/CTr-LĐLĐ",                "13/CTr-LĐLĐ"),
    ("Số 37-HD/BTGDVTW",              "37-HD/BTGDVTW"),
    ("Số: 07/2008/CT-BTTTT",          "07/2008/CT-BTTTT"),
    ("Số: 1500b/KL-TLĐ",              "1500b/KL-TLĐ"),
    ("Số: 104/KH - TLĐ",              "104/KH-TLĐ"),
    # left blank: it is stamped on later
    ("Số:        /KH-UBND",           "/KH-UBND"),
    ("Số: ...../KH-UBND",             "/KH-UBND"),
    # the place stands on the same line (cong-van-cong-doan-giao-duc)
    ("Số: 91 /CV-CĐGD Thành phố Hồ Chí Minh, ngày 05 tháng 5 năm 2017", "91/CV-CĐGD"),
    # resolutions of the Government that settle difficulties of law (66.7/2025/NQ-CP)
    ("Số: 66.7/2025/NQ-CP",           "66.7/2025/NQ-CP"),
    # a telephone is no number
    ("Số điện thoại: 0213 3876",      None),
]
DATES = [
    ("Lai Châu, ngày 27 tháng 02 năm 2025",          "2025-02-27", "Lai Châu"),
    ("Hà Nội, ngày 05/5/2017",                       "2017-05-05", "Hà Nội"),
    # day left blank
    ("Bắc Ninh, ngày      tháng 3 năm 2026",         "2026-03",    "Bắc Ninh"),
    ("Bắc Ninh, ngày … tháng … năm 2026",            "2026",       "Bắc Ninh"),
    # broken over a narrow column (ke-hoach-tphcm-2025)
    ("Thành phố Hồ Chí\nMinh, ngày 18 tháng 11 năm 2025", "2025-11-18", "Thành phố Hồ Chí Minh"),
    # no such day
    ("Hà Nội, ngày 32 tháng 13 năm 2025",            None,         None),
]
# fmt: on


@pytest.mark.parametrize(("line", "expected"), NUMBERS)
def test_header_number(line: str, expected: str | None) -> None:
    assert facts(f"UBND TỈNH BẮC NINH\n{line}\nKẾ HOẠCH\nPhát triển du lịch{BODY}").number == expected


@pytest.mark.parametrize(("line", "date", "place"), DATES)
def test_header_date_and_place(line: str, date: str | None, place: str | None) -> None:
    found = facts(f"UBND TỈNH BẮC NINH\nSố: 5/KH-UBND\n{line}\nKẾ HOẠCH\nPhát triển du lịch{BODY}")

    assert (found.issued_on, found.place) == (date, place)


def test_title_on_the_type_line() -> None:
    found = facts("Số:13/CTr-LĐLĐ\nCHƯƠNG TRÌNH Công tác công đoàn năm 2025\nNăm 2024, các cấp công đoàn:\nI. CHỦ ĐỀ")

    assert (found.type, found.title) == ("chương trình", "Công tác công đoàn năm 2025")
    assert found.period == ("2025-01-01", "2025-12-31")


def test_number_in_the_title_is_a_cited_one() -> None:
    found = facts(f"UBND TỈNH BẮC NINH\nKẾ HOẠCH\nThực hiện Nghị quyết số 66-NQ/TW ngày 30 tháng 4 năm 2025{BODY}")

    assert (found.number, found.issued_on) == (None, None)


def test_gazette_header() -> None:
    found = facts(
        "CHỈ THỊ\nCỦA BỘ THÔNG TIN VÀ TRUYỀN THÔNG SỐ 07/2008/CT-BTTTT\nNGÀY 30 THÁNG 12 NĂM 2008\n"
        "VỀ ĐẨY MẠNH SỬ DỤNG PHẦN MỀM\nThực hiện Quyết định số 235/2004/QĐ-TTg, Bộ trưởng chỉ thị:\n1. Các đơn vị"
    )

    assert found.title == "VỀ ĐẨY MẠNH SỬ DỤNG PHẦN MỀM"
    assert found.issuers == ("Bộ Thông tin và Truyền thông",)
    assert (found.number, found.issued_on) == ("07/2008/CT-BTTTT", "2008-12-30")


def test_letter_without_a_type_word() -> None:
    found = facts(
        "SỞ Y TẾ\nSố: 12/SYT-VP\nV/v tổ chức hội nghị\nHà Nội, ngày 5 tháng 5 năm 2025\n"
        "Kính gửi: - Các đơn vị trực thuộc;\n- Các phòng chức năng.\nThực hiện kế hoạch, Sở Y tế đề nghị:\n1. Cử cán bộ."
    )

    assert (found.type, found.title) == ("công văn", "tổ chức hội nghị")
    assert found.addressees == ("Các đơn vị trực thuộc", "Các phòng chức năng")


def test_addressees_that_each_end_in_a_full_stop() -> None:
    """228/CĐ-TTg 2025."""
    found = facts(
        "THỦ TƯỚNG CHÍNH PHỦ\nSố: 228/CĐ-TTg\nCÔNG ĐIỆN\nVề chính sách bảo hiểm\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n- Bộ trưởng các Bộ: Tài chính, Nội vụ.\n"
        "- Bí thư Tỉnh ủy, Thành ủy.\nTrong mấy ngày qua, khu vực Trung Bộ mưa lớn.\n1. Bộ Tài chính chỉ đạo."
    )

    assert found.addressees == ("Bộ trưởng các Bộ: Tài chính, Nội vụ", "Bí thư Tỉnh ủy, Thành ủy")


def test_copies_go_to_addressees_too() -> None:
    """ "Đồng kính gửi" (11554/VPCP-V.I 2025)."""
    found = facts(
        "VĂN PHÒNG CHÍNH PHỦ\nSố: 11554/VPCP-V.I\nV/v chống buôn lậu\nKính gửi:\n- Bộ trưởng các Bộ;\n- Chủ tịch Ủy ban nhân dân.\n"
        "Đồng kính gửi:\n- Thủ tướng Chính phủ (để báo cáo).\nSau khi Thủ tướng Chính phủ ban hành Chỉ thị, đề nghị:\n1. Rà soát."
    )

    assert found.addressees == ("Bộ trưởng các Bộ", "Chủ tịch Ủy ban nhân dân", "Thủ tướng Chính phủ (để báo cáo)")


def test_title_whose_first_word_stands_alone() -> None:
    """653/TB-VPCP 2025."""
    found = facts(
        "THÔNG BÁO\nÝ\nKIẾN CHỈ ĐẠO CỦA PHÓ THỦ TƯỚNG TẠI CÁC DỰ ÁN\nNgày 20 tháng 11, Phó Thủ tướng đã làm việc.\n1. Rà soát."
    )

    assert found.title == "Ý KIẾN CHỈ ĐẠO CỦA PHÓ THỦ TƯỚNG TẠI CÁC DỰ ÁN"


def test_subject_on_the_line_of_the_number() -> None:
    """4085/UBND-ĐT Thành phố Hồ Chí Minh 2025."""
    found = facts(
        "ỦY BAN NHÂN DÂN\nSố: 4085/UBND-ĐT V/v rà soát dữ liệu số nhà\nHà Nội, ngày 25 tháng 11 năm 2025\nKính gửi: Công an Thành phố.\n"
        "Xét báo cáo, đề nghị:\n1. Rà soát."
    )

    assert (found.number, found.title) == ("4085/UBND-ĐT", "rà soát dữ liệu số nhà")


def test_what_addressees_cite_is_not_the_own_number() -> None:
    """A letter whose first sentence runs on behind its addressee (6316/BVHTTDL-VP 2025)."""
    found = facts(
        "Kính gửi: Các đơn vị thực hiện văn bản số 282/TTg-TKBT ngày 10 tháng 11 năm 2025, đề nghị:\n1. Rà soát."
    )

    assert (found.type, found.number, found.issued_on) == ("công văn", None, None)


def test_properties_that_a_portal_prints_before_a_document() -> None:
    """They fill what the document itself does not print (6278/BVHTTDL-VP 2025), and nothing else."""
    block = "Số hiệu:\n6278/BVHTTDL-VP\nNơi ban hành:\nBộ Văn hoá, Thể thao và du lịch\nNgười ký:\nTạ Quang Đông\nNgày ban hành:\n20/11/2025\n"
    bare = facts(f"{block}Kính gửi:\n- Vụ Pháp chế.\nThủ tướng đã ban hành Công điện, Bộ yêu cầu:\n1. Rà soát.")
    whole = facts(f"{block}BỘ NỘI VỤ\nSố: 5/KH-BNV\nHà Nội, ngày 2 tháng 3 năm 2025\nKẾ HOẠCH\nPhát triển{BODY}")

    assert (bare.number, bare.issued_on) == ("6278/BVHTTDL-VP", "2025-11-20")
    assert bare.issuers == ("Bộ Văn hóa, Thể thao và Du lịch",)
    assert (whole.number, whole.issued_on) == ("5/KH-BNV", "2025-03-02")


@pytest.mark.parametrize(
    ("raw", "issuers"),
    [
        # the body that enacts, over its grounds (394/NQ-CP 2025)
        ("NGHỊ QUYẾT\nVỀ PHONG TRÀO BẢO VỆ MÔI TRƯỜNG\nCHÍNH PHỦ\nCăn cứ Luật Bảo vệ môi trường;\nI. QUAN ĐIỂM\n1. Bảo vệ.", ("Chính phủ",)),
        ("QUYẾT ĐỊNH\nVỀ VIỆC PHÊ DUYỆT\nBỘ TRƯỞNG BỘ TÀI CHÍNH\nCăn cứ Luật Giá;\n1. Phê duyệt.", ("Bộ Tài chính",)),
        # the subject of the closing sentence (Thông báo 2025)
        ("THÔNG BÁO\nKẾT LUẬN CỦA THỦ TƯỚNG\n1. Bộ Y tế rà soát.\nVăn phòng Chính phủ thông báo để các cơ quan biết, thực hiện./.\nNơi nhận:\n- Lưu.",
         ("Văn phòng Chính phủ",)),
        # a name broken in its first words (2530/QĐ-TTg 2025)
        ("THỦ\nTƯỚNG CHÍNH PHỦ\nSố: 2530/QĐ-TTg\nQUYẾT ĐỊNH\nPHÊ DUYỆT KẾ HOẠCH\nĐiều 1. Phê duyệt.", ("Thủ tướng Chính phủ",)),
    ],
)  # fmt: skip
def test_issuers_without_a_whole_letterhead(raw: str, issuers: tuple[str, ...]) -> None:
    assert facts(raw).issuers == issuers


def test_day_on_which_a_law_was_passed() -> None:
    """248/2025/QH15."""
    found = facts(
        "QUỐC HỘI\nNghị quyết số: 248/2025/QH15\nNGHỊ QUYẾT\nVỀ GIÁO DỤC\nĐiều 1. Phạm vi\nNghị quyết này quy định cơ chế.\n"
        "Nghị quyết này được Quốc hội khóa XV, Kỳ họp thứ 10 thông qua ngày 10 tháng 12 năm 2025."
    )

    assert (found.number, found.issued_on) == ("248/2025/QH15", "2025-12-10")


def test_a_letter_with_a_guide_behind_it() -> None:
    """The type of what is attached is not the letter's (số hóa hồ sơ, Bộ Khoa học và Công nghệ 2025)."""
    found = facts(
        "Kính gửi: Các cơ quan.\nThực hiện nhiệm vụ, đề nghị nghiên cứu.\nNơi nhận:\n- Như trên.\nHƯỚNG DẪN\nVIỆC SỐ HÓA\nI. CHUNG\n1. Phạm vi."
    )

    assert (found.type, found.addressees) == ("công văn", ("Các cơ quan",))


def test_joint_issuers_of_one_line() -> None:
    """2004/KH-SYT-CĐN Kiên Giang 2017; a dash within a name joins nothing."""
    joint = facts(
        f"UBND TỈNH KIÊN GIANG\nSỞ Y TẾ - CÔNG ĐOÀN NGÀNH\nSố: 2004/KH-SYT-CĐN\nKiên Giang, ngày 20 tháng 10 năm 2017\nKẾ HOẠCH\nTriển khai{BODY}"
    )
    one = facts(f"SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI\nSố: 4/KH-SLĐTBXH\nKẾ HOẠCH\nTriển khai{BODY}")

    assert joint.issuers == ("Sở Y tế tỉnh Kiên Giang", "Công đoàn ngành")
    assert len(one.issuers) == 1


def test_number_and_date_from_the_note_over_its_own_appendix() -> None:
    """A guidance without a letterhead (40-HD/BTGDVTW 2025); another document's note gives nothing."""
    tail = "\nNơi nhận:\n- Lưu.\nPHỤ LỤC\nPHÂN BỔ\n(Kèm theo Hướng dẫn số 40-HD/BTGDVTW, ngày 27/11/2025 của Ban Tuyên giáo)\n1. Cà Mau"

    own, other = facts(f"HƯỚNG DẪN\nxây dựng đội ngũ{BODY}{tail}"), facts(f"KẾ HOẠCH\nxây dựng đội ngũ{BODY}{tail}")

    assert (own.number, own.issued_on) == ("40-HD/BTGDVTW", "2025-11-27")
    assert (other.number, other.issued_on) == (None, None)


def test_form_in_an_appendix_is_no_header() -> None:
    """A guidance without a letterhead, before the letterhead of its form."""
    body = "HƯỚNG DẪN\nQuy trình thương lượng\n" + "".join(f"{n}. Tổ chức bước {n}.\n" for n in range(1, 14))

    found = facts(
        body + "CÔNG TY A\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/CV\nKính gửi: Sở Nội vụ\nĐề nghị đăng ký."
    )

    assert (found.type, found.title, found.number) == ("hướng dẫn", "Quy trình thương lượng", None)


def test_second_document_of_a_file_is_no_header() -> None:
    """A file that begins with a resolution without its head, and holds another with one (57-NQ/TW and 20-NQ/TW)."""
    body = "Phát triển khoa học là yếu tố quyết định.\nI- QUAN ĐIỂM\n" + "".join(
        f"{n}. Quan điểm {n}.\n" for n in range(1, 12)
    )
    body += "II- NHIỆM VỤ\n1. Tổ chức.\n"

    found = facts(
        body
        + "BAN CHẤP HÀNH TRUNG ƯƠNG\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 20-NQ/TW\nNGHỊ QUYẾT\nVỀ KHOA HỌC\nI- MỤC TIÊU\n1. Phát triển."
    )

    assert found.number is None


def test_preface_of_a_web_page_is_no_header() -> None:
    preface = "\n".join(f"Dòng quảng cáo số {n} của trang" for n in range(20)) + "\nNgày ban hành:\n16/11/2025\n"

    found = facts(preface + f"BỘ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/KH-BNV\nKẾ HOẠCH\nPhát triển{BODY}")

    assert (found.type, found.number, found.issuers) == ("kế hoạch", "5/KH-BNV", ("Bộ Nội vụ",))


def test_nothing_printed_nothing_found() -> None:
    found = facts("1. Tổ chức tuyên truyền.\n2. Kiểm tra.")

    assert found == Facts()
