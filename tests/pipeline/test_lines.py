"""Which broken lines are joined, and which breaks are the writer's own?"""

from __future__ import annotations

import pytest

from pipeline.readers.plain import read_plain
from pipeline.text import compose


def lines_of(raw: str) -> list[str]:
    return compose(read_plain(raw.encode(), "a.txt")).string.split("\n")


# fmt: off
CASES = [
    # a page break inside a sentence (chuong-trinh-lai-chau-2025)
    ("- Tập trung kiện toàn tổ chức tại các\n\nđơn vị, doanh nghiệp.",
     ["- Tập trung kiện toàn tổ chức tại các đơn vị, doanh nghiệp."]),
    # … even before a capital, where the last word cannot end a sentence (chuong-trinh-lai-chau-2025, IV.9)
    ("- Tổng kết 05 năm thực hiện Kết luận số 01/KL-BCH ngày 15/3/2021 của Ban Chấp hành\n\nTổng Liên đoàn Khóa XII.",
     ["- Tổng kết 05 năm thực hiện Kết luận số 01/KL-BCH ngày 15/3/2021 của Ban Chấp hành Tổng Liên đoàn Khóa XII."]),
    # a recipient cut in two (ke-hoach-tra-vinh-2021)
    ("- LĐLĐ huyện, CĐ ngành\n\n  và tương đương;", ["- LĐLĐ huyện, CĐ ngành và tương đương;"]),
    # the number of a table row in a cell of its own (huong-dan-nu-cong-2024)
    ("\t1. \n\tNghị quyết số 12b/NQ-BCH", ["1. Nghị quyết số 12b/NQ-BCH"]),
    # a year range broken at its dash is no bullet (ke-hoach-bac-ninh-2025)
    ("Trong giai đoạn 2026\n- 2030 phấn đấu", ["Trong giai đoạn 2026 - 2030 phấn đấu"]),
    # a name broken at its dash is no bullet (Kế hoạch 157/KH-UBND Cần Thơ 2025)
    ("phối hợp với các tổ chức chính trị\n- xã hội tại địa phương.", ["phối hợp với các tổ chức chính trị - xã hội tại địa phương."]),
    ("1. Phát triển kinh tế:\n- xây dựng kế hoạch", ["1. Phát triển kinh tế:", "- xây dựng kế hoạch"]),
    # a number that its noun needs is no label (0129/KH-UBND Đắk Lắk 2025)
    ("Nhóm hộ bị ảnh hưởng ở cấp độ\n1. Cấp ngay lương khô.", ["Nhóm hộ bị ảnh hưởng ở cấp độ 1. Cấp ngay lương khô."]),
    # a kind of body is no body's name (6278/BVHTTDL-VP 2025); an office may be
    ("2. Cục\nXuất bản, In và Phát hành", ["2. Cục Xuất bản, In và Phát hành"]),
    ("2. Văn phòng\nChủ trì theo dõi.", ["2. Văn phòng", "Chủ trì theo dõi."]),
    # a full stop ends a paragraph, whatever comes
    ("Tổ chức thực hiện.\nđơn vị", ["Tổ chức thực hiện.", "đơn vị"]),
    # the type word and its title stay apart
    ("KẾ HOẠCH\nthực hiện Chiến lược", ["KẾ HOẠCH", "thực hiện Chiến lược"]),
    # a heading does not swallow the paragraph below it
    ("1. Liên đoàn Lao động tỉnh\nChỉ đạo Văn phòng triển khai.", ["1. Liên đoàn Lao động tỉnh", "Chỉ đạo Văn phòng triển khai."]),
    # a new label is a new line, even without final punctuation before it
    ("4. đạt 30% trở lên\n5. Phấn đấu 100%", ["4. đạt 30% trở lên", "5. Phấn đấu 100%"]),
    # the document's word for itself, alone on the last line (230/CĐ-TTg 2025); one that begins a sentence stays
    ("4. Bộ Tài chính đôn đốc các Bộ triển khai thực hiện\nCông điện này./.",
     ["4. Bộ Tài chính đôn đốc các Bộ triển khai thực hiện Công điện này./."]),
    ("1. Mục đích\nKế hoạch này nêu việc phải làm.", ["1. Mục đích", "Kế hoạch này nêu việc phải làm."]),
    # the place of issue in two lines (d361, d310)
    ("Thành phố Hồ Chí\nMinh, ngày 28 tháng 11 năm 2025", ["Thành phố Hồ Chí Minh, ngày 28 tháng 11 năm 2025"]),
    # … but a place of one line is not part of another
    ("CHỦ NGHĨA VIỆT NAM\nHà Nội, ngày 28 tháng 11 năm 2025", ["CHỦ NGHĨA VIỆT NAM", "Hà Nội, ngày 28 tháng 11 năm 2025"]),
    # who signed in two lines (d351, d332)
    ("PHÓ CHỦ TỊCH\nBùi\nXuân Cường", ["PHÓ CHỦ TỊCH", "Bùi Xuân Cường"]),
    # … but a Roman number and a letter of a table are no surname (d310, d301)
    ("VI\nCác nhiệm vụ khác", ["VI", "Các nhiệm vụ khác"]),
    ("Y\nI", ["Y", "I"]),
]
# fmt: on


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_lines_joined(raw: str, expected: list[str]) -> None:
    assert lines_of(raw) == expected


COLUMN = """Số: 172/KH-UBND
KẾ HOẠCH

Thực hiện Quyết định số
1850/QĐ-TTg ngày 27 tháng 8 năm 2025 của Thủ tướng Chính phủ về ban hành Kế hoạch
triển khai thi hành Luật Việc làm trên phạm vi cả nước;

I. MỤC ĐÍCH,
YÊU CẦU

1. Giao Giám đốc Sở
Nội vụ chủ trì, phối hợp với các sở, ban, ngành Thành phố và Ủy ban nhân dân các
phường, xã, đặc khu tổ chức thực hiện. Đồng thời theo dõi, đôn đốc việc thực hiện.

2. Các cơ quan, đơn vị, địa phương xây dựng kế hoạch (trước ngày 15 tháng 11,
Sở Nội vụ tổng hợp) theo quy định của pháp luật về chế độ báo cáo định kỳ hằng năm.

3. Sở Tài chính bố trí kinh phí thực hiện Kế hoạch trong dự toán chi thường xuyên
được giao của các cơ quan, đơn vị theo phân cấp ngân sách; hướng dẫn việc lập dự
toán, sử dụng và quyết toán kinh phí theo quy định của Luật Ngân sách nhà nước và
các văn bản hướng dẫn thi hành.

Nơi nhận:
- Như trên;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thị Diệu Thúy
"""


def test_lines_of_a_measured_column() -> None:
    lines = lines_of(COLUMN)

    assert "I. MỤC ĐÍCH, YÊU CẦU" in lines
    assert any(line.startswith("1. Giao Giám đốc Sở Nội vụ chủ trì") and line.endswith("thực hiện.") for line in lines)
    assert any("(trước ngày 15 tháng 11, Sở Nội vụ tổng hợp)" in line for line in lines)
    # a signature block is no paragraph
    assert lines[-3:] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Diệu Thúy"]


LETTER = """Loại văn bản:
Công văn

Số: 4085/UBND-ĐT
V/v rà soát và chuẩn hóa dữ liệu số nhà sau sắp xếp, gắn liền với dữ liệu đất đai, tọa độ
thửa đất, tuyến đường, mã bưu chính

Kính gửi: Bộ trưởng
Bộ Công Thương
Xét đề nghị của Bộ Công Thương tại Tờ
trình số 8798/TTr-BCT ngày 07 tháng 11 năm 2025 về dự thảo Chỉ thị của Thủ tướng
"""


def test_lines_of_a_letter_on_a_web_page() -> None:
    """Its type stands above it: the subject is not part of the number, nor the letter of its addressees (d351, d346)."""
    lines = lines_of(LETTER + COLUMN.split("KẾ HOẠCH\n")[1])

    assert lines[2] == "Số: 4085/UBND-ĐT"
    assert lines[3].startswith("V/v rà soát")
    assert lines[3].endswith("mã bưu chính")
    assert lines[4] == "Kính gửi: Bộ trưởng Bộ Công Thương"
    assert lines[5].startswith("Xét đề nghị của Bộ Công Thương tại Tờ trình số 8798/TTr-BCT")
