"""What is a section for, by the words of its heading?"""

from __future__ import annotations

import pytest

from pipeline.outline import build_outline
from pipeline.readers.plain import read_plain
from pipeline.roles import role_of_heading
from pipeline.text import compose

# fmt: off
HEADINGS = [
    ("CHỦ ĐỀ HOẠT ĐỘNG NĂM 2025", True, "theme"),
    ("MỤC ĐÍCH, YÊU CẦU", True, "purpose"),
    ("NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU", True, "task"),
    # the phrase that stands first decides (huong-dan-binh-dang-gioi-2017)
    ("NỘI DUNG VÀ CHỦ ĐỀ, THÔNG ĐIỆP CHÍNH", True, "task"),
    ("CÁC CHỈ TIÊU CHỦ YẾU", True, "target"),
    ("Mục tiêu tổng quát", False, "objective"),
    ("TỔ CHỨC THỰC HIỆN.", True, "organisation"),
    ("Về thực hiện chế độ báo cáo", False, "organisation"),       # chi-thi-btc-2014
    ("KINH PHÍ THỰC HIỆN", True, "funding"),
    ("ĐÁNH GIÁ CHUNG", True, "other"),                            # thong-bao-vpcp-2025
    ("NGUYÊN TẮC CHUNG", True, "purpose"),                        # 40-HD/BTGDVTW 2025
    ("KHEN THƯỞNG", True, "other"),                               # Kế hoạch 157/KH-UBND Cần Thơ 2025
    ("THỜI GIAN", True, "other"),                                 # 2004/KH-SYT-CĐN Kiên Giang 2017
    ("THỜI GIAN VÀ TRÁCH NHIỆM THỰC HIỆN", True, "organisation"), # ke-hoach-nghe-an-thi-dua-2025
    ("KHEN THƯỞNG TỔ CHỨC ĐẢNG VÀ ĐẢNG VIÊN", True, None),        # what that guidance is about
    ("Nguyên tắc đánh giá", True, "other"),
    # … which an inner heading inherits
    ("Thời gian thực hiện", False, None),
    # a topic that only mentions the words inherits (chuong-trinh-lai-chau-2025, IV.10)
    ("Công tác lãnh đạo, chỉ đạo và tổ chức thực hiện", False, None),
    ("Công tác nữ công", False, None),
    # a word inside another word is not the word
    ("Nhiệm vụy", False, None),
]
# fmt: on


@pytest.mark.parametrize(("heading", "outer", "expected"), HEADINGS)
def test_role_of_heading(heading: str, outer: bool, expected: str | None) -> None:
    assert role_of_heading(heading, outer=outer) == expected


def roles_of(raw: str) -> list[str]:
    return [node.role.value for node in build_outline(compose(read_plain(raw.encode(), "a.txt"))).nodes]


# fmt: off
DOCUMENTS = [
    # a bare "Mục tiêu" is a target where its items carry numbers (ke-hoach-bac-ninh-2025)
    ("KẾ HOẠCH\nII. MỤC TIÊU\n1. 100% các xã bố trí công chức.", ["target", "target"]),
    ("KẾ HOẠCH\nII. MỤC TIÊU\n1. Nâng cao nhận thức.", ["objective", "objective"]),
    # items inherit; a deeper heading may say otherwise
    ("KẾ HOẠCH\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Chủ trì.\n2. Kinh phí\n- Ngân sách.",
     ["organisation", "organisation", "organisation", "funding", "funding"]),
    # an item that says where money comes from carries no task (Kế hoạch 157/KH-UBND Cần Thơ 2025)
    ("KẾ HOẠCH\nII. NHIỆM VỤ\na) Tặng Bằng khen.\nb) Kinh phí khen thưởng: Từ nguồn của thành phố.", ["task", "task", "funding"]),
    # "Thông báo kết luận" is a notice: its items are orders (432-TB/VPTW 2025)
    ("THÔNG BÁO KẾT LUẬN\nCỦA ĐỒNG CHÍ TỔNG BÍ THƯ\n1. Giao Bộ Y tế rà soát.", ["task"]),
    # praise is nobody's task, honours to be given are (637/TB-VPCP 2025)
    ("THÔNG BÁO KẾT LUẬN\n1. Ghi nhận và biểu dương sự nỗ lực của Bộ Y tế.\n2. Biểu dương các tập thể xuất sắc.", ["other", "task"]),
    # a letter that states terms gives no tasks (cong-van-cong-doan-giao-duc)
    ("Kính gửi: Các đơn vị.\n1. Về đối tượng vay:\nCán bộ, công chức.\n2. Về lãi suất:\nHiện nay là 4,7%/năm.", ["other"] * 4),
    # one that orders does
    # … also where only the sentence above its items does (6316/BVHTTDL-VP 2025, 4606/BGDĐT-GDTrH 2015)
    ("Kính gửi: Các vụ.\nVề kế hoạch năm 2026, Bộ trưởng giao:\n1. Vụ Pháp chế là đầu mối.\n2. Cục Di sản như trên.", ["task", "task"]),
    ("Kính gửi: Các sở.\nBộ hướng dẫn quy trình thực hiện như sau:\n1. Học viên được chia nhóm.\n2. Nhóm trưởng nộp bài.\n"
     "Nhận được công văn này, đề nghị các sở triển khai thực hiện kịp thời.", ["task", "task"]),
    ("Kính gửi: Các sở.\nBộ hướng dẫn thực hiện như sau:\n1. Bằng có một bản chính.\n2. Ảnh cỡ 3 x 4 cm.", ["other", "other"]),
    ("Kính gửi: Các đơn vị.\n1. Tổ chức tuyên truyền.\n2. Báo cáo kết quả về Sở.", ["task", "task"]),
    # a sentence in a part that tells orders the list below it, and no part behind it (641/TB-VPCP 2025)
    ("THÔNG BÁO KẾT LUẬN\nI. ĐÁNH GIÁ CHUNG\n1. Kết quả khá.\nII. VỀ KIẾN NGHỊ\n1. Giao Bộ Nội vụ rà soát.",
     ["other", "other", "task", "task"]),
    ("THÔNG BÁO KẾT LUẬN\nI. ĐÁNH GIÁ CHUNG\nThành phố đạt kết quả khá.\nThành phố cần tập trung thực hiện tốt một số nhiệm vụ sau đây:\n"
     "1. Tăng cường đối thoại.\n2. Rà soát việc phân cấp.\nII. KẾT QUẢ ĐẠT ĐƯỢC\n1. Kinh tế tăng trưởng.",
     ["other", "other", "other", "task", "task", "other", "other"]),
    # what a decision does by itself is nobody's task (100/QĐ-BNV 2014, 2623/QĐ-TTg 2025)
    ("QUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch năm 2014.\nĐiều 2. Giao Vụ Pháp chế theo dõi.", ["other", "task"]),
    # "Yêu cầu chung" of a letter is what it demands, of a plan how it is carried out
    ("Kính gửi: Các sở.\n1. Yêu cầu chung\n- Tổ chức đấu thầu qua mạng.\n- Báo cáo Sở Tài chính.", ["task", "task", "task"]),
    ("KẾ HOẠCH\nII. YÊU CẦU\n- Bảo đảm tiến độ.", ["purpose", "purpose"]),
]
# fmt: on


@pytest.mark.parametrize(("raw", "expected"), DOCUMENTS)
def test_roles_of_documents(raw: str, expected: list[str]) -> None:
    assert roles_of(raw) == expected
