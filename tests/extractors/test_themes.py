"""Which words are the slogan of a document or of a month of action?"""

from __future__ import annotations

import pytest

from pipeline import extract


def themes(raw: str) -> list[tuple[str, str, str | None]]:
    return [(theme.quote, theme.kind, theme.event) for theme in extract(raw.encode(), "a.txt").themes]


# fmt: off
CASES = [
    ("CHƯƠNG TRÌNH\nI. CHỦ ĐỀ HOẠT ĐỘNG NĂM 2025\n“Tập trung phát triển đoàn viên; xây dựng Đảng”.\nII. NHIỆM VỤ\n1. Tổ chức.",
     [("Tập trung phát triển đoàn viên; xây dựng Đảng", "motto", None)]),
    # introduced in a sentence, with the day it belongs to (huong-dan-binh-dang-gioi-2017)
    ("HƯỚNG DẪN\nII. NỘI DUNG\n- Tổ chức hưởng ứng Ngày Gia đình Việt Nam với chủ đề: “Bữa cơm gia đình ấm áp yêu thương”.",
     [("Bữa cơm gia đình ấm áp yêu thương", "motto", "Ngày Gia đình Việt Nam")]),
    # messages under a heading, their closing sign is not part of them
    ("HƯỚNG DẪN\nII. NỘI DUNG\n1. Hoạt động\n- Tổ chức.\nThông điệp:\n- Bạo lực gia đình là vi phạm pháp luật;\n- Yêu thương và chia sẻ;",
     [("Bạo lực gia đình là vi phạm pháp luật", "message", None), ("Yêu thương và chia sẻ", "message", None)]),
    # a movement in quotation marks is no theme
    ("KẾ HOẠCH\nII. NHIỆM VỤ\n1. Đẩy mạnh phong trào thi đua “Giỏi việc nước, đảm việc nhà”.", []),
    # a title of an instrument is none
    ("KẾ HOẠCH\nII. NHIỆM VỤ\n1. Thực hiện Nghị quyết về “Đổi mới tổ chức và hoạt động của Công đoàn”.", []),
    # the word alone is none
    ("KẾ HOẠCH\nII. NHIỆM VỤ\n1. Tuyên truyền về các chủ đề, thông điệp truyền thông.", []),
]
# fmt: on


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_themes(raw: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert themes(raw) == expected
