"""Which leaves are tasks, and what do they ask for?"""

from __future__ import annotations

import pytest

from extractors.tasks import attribute_of, leading_action
from pipeline import extract


def paths(raw: str) -> list[str]:
    return [task.path for task in extract(raw.encode(), "a.txt").tasks]


# fmt: off
CASES = [
    # leaves under sections of tasks and of organisation; purposes and money are none
    ("KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Nâng cao.\nII. NHIỆM VỤ\n1. Tuyên truyền.\nIII. KINH PHÍ\n1. Ngân sách.\nIV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì.",
     ["II.1", "IV.1"]),
    # an attribute line is a node but no task (ke-hoach-bac-ninh-2025)
    ("KẾ HOẠCH\nII. NHIỆM VỤ\n1. Rà soát đội ngũ\n- Thường xuyên rà soát.\nĐơn vị chủ trì: Sở Nội vụ.\nThời gian thực hiện: Quý I.", ["II.1[1]"]),
    # only attributes below: the item itself is the task (ke-hoach-tphcm-2025, II.4)
    ("KẾ HOẠCH\nII. NHIỆM VỤ\n4. Tổ chức kiểm tra\n- Cơ quan thực hiện: Sở Nội vụ.\n- Thời gian thực hiện: Năm 2026.", ["II.4"]),
    # a line that states the content is the task (ke-hoach-tphcm-2025, II.1)
    ("KẾ HOẠCH\nII. NHIỆM VỤ\n1. Phổ biến\n- Nội dung thực hiện: Tổ chức phổ biến.\n- Cơ quan thực hiện: Sở Nội vụ.", ["II.1[1]"]),
    # slogans and messages are no tasks (huong-dan-binh-dang-gioi-2017)
    ("HƯỚNG DẪN\nI. CHỦ ĐỀ\n“Nâng cao chất lượng hoạt động công đoàn”\nII. NỘI DUNG\n1. Hoạt động\n- Tổ chức.\nThông điệp:\n- Bạo lực là vi phạm;", ["II.1[1]"]),
    # an introduction is none
    ("KẾ HOẠCH\nII. NHIỆM VỤ\nGiao Sở Nội vụ:\n- Chủ trì tham mưu.", ["II[1][1]"]),
    ("KẾ HOẠCH\nI. ĐÁNH GIÁ CHUNG\n1. Đạt kết quả tốt.", []),
]
# fmt: on


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_task_paths(raw: str, expected: list[str]) -> None:
    assert paths(raw) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Cơ quan chủ trì: Sở Nội vụ", "lead"),
        ("Đơn vị phối hợp thực hiện: Sở Tư pháp", "coordinate"),
        ("Thời gian hoàn thành: Quý II", "time"),
        ("Thời hạn ban hành: trước ngày 01 tháng 01 năm 2026.", "time"),
        ("Sản phẩm: Quyết định", "other"),
        # a body with a task behind the colon is no attribute (chi-thi-btc-2014, 6[1])
        ("Tổng cục Hải quan: Thực hiện chế độ báo cáo", None),
        ("Nội dung thực hiện: Tổ chức phổ biến", None),
        ("Phối hợp với Sở Y tế", None),
    ],
)
def test_attribute_of(line: str, expected: str | None) -> None:
    assert attribute_of(line) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Đẩy mạnh công tác tuyên truyền, giáo dục trong nữ CNVCLĐ", "Đẩy mạnh công tác tuyên truyền"),
        ("Hằng năm, tổ chức tập huấn cho cán bộ.", "tổ chức tập huấn cho cán bộ"),
        ("Tổng cục Thuế: Chỉ đạo các cục thuế báo cáo.", "Chỉ đạo các cục thuế báo cáo"),  # chi-thi-btc-2014
        ("Giới thiệu, lựa chọn tập thể, cá nhân", "Giới thiệu, lựa chọn tập thể"),
        ("Phong trào “Giỏi việc nước, đảm việc nhà”, rút kinh nghiệm", "Phong trào “Giỏi việc nước, đảm việc nhà”"),
        ("Căn cứ chương trình công tác, tình hình thực tế, xây dựng kế hoạch", "xây dựng kế hoạch"),
        ("2025", None),
    ],
)
def test_leading_action(item: str, expected: str | None) -> None:
    assert leading_action(item) == expected


def test_a_task_names_what_is_inside_it() -> None:
    raw = "KẾ HOẠCH\nII. NHIỆM VỤ\n1. Sở Y tế báo cáo UBND tỉnh theo Nghị định số 145/2020/NĐ-CP trước ngày 20/5/2024."

    record = extract(raw.encode(), "a.txt")
    (task,) = record.tasks

    assert task.deadlines == tuple(item.id for item in record.deadlines)
    assert task.references == tuple(item.id for item in record.references)
    assert len(task.deadlines) == len(task.references) == 1
