"""Who signed, and who gets a copy?"""

from __future__ import annotations

import pytest

from extractors.signatures import read_recipients, read_signers


def rows(text: str) -> list[tuple[int, int, str]]:
    out, at = [], 0
    for line in text.split("\n"):
        out.append((at, at + len(line), line))
        at += len(line) + 1
    return out


# fmt: off
SIGNERS = [
    ("TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\nLê Thị Đức", [("Lê Thị Đức", "Phó Chủ tịch", "TM. BAN THƯỜNG VỤ")]),
    # two signatures under a joint programme (chuong-trinh-phoi-hop-lai-chau-2024)
    ("TM. BAN THƯỜNG VỤ\nLĐLĐ TỈNH\nCHỦ TỊCH\nHoàng Thọ Trung\nTM. BAN THƯỜNG VỤ\nHỘI LHPN TỈNH\nCHỦ TỊCH\nKhoàng Thị Thanh Nga",
     [("Hoàng Thọ Trung", "Chủ tịch", "TM. BAN THƯỜNG VỤ LĐLĐ TỈNH"),
      ("Khoàng Thị Thanh Nga", "Chủ tịch", "TM. BAN THƯỜNG VỤ HỘI LHPN TỈNH")]),
    ("TM. ỦY BAN NHÂN\nDÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nPhạm Văn Thịnh",              # a narrow column breaks the name
     [("Phạm Văn Thịnh", "Phó Chủ tịch", "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH")]),
    ("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nPhạm Tất Thắng", [("Phạm Tất Thắng", "Phó Trưởng Ban", "K/T TRƯỞNG BAN")]),
    ("BỘ TRƯỞNG\n(Đã ký)\nLê Doãn Hợp", [("Lê Doãn Hợp", "Bộ trưởng", None)]),
    # the name in capitals
    ("THỦ TƯỚNG\nNGUYỄN TẤN DŨNG", [("Nguyễn Tấn Dũng", "Thủ tướng", None)]),
    # names whose words are words of bodies too
    ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Xuân Lưu", [("Nguyễn Xuân Lưu", "Phó Chủ tịch", "KT. CHỦ TỊCH")]),
    ("KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nĐoàn Minh Huấn", [("Đoàn Minh Huấn", "Phó Trưởng Ban", "KT. TRƯỞNG BAN")]),
    ("CHỦ TỊCH QUỐC HỘI\n(Đã ký)\nTrần Thanh Mẫn", [("Trần Thanh Mẫn", "Chủ tịch Quốc hội", None)]),
    # no name: nobody signed
    ("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH", []),
    # capitals of a table after the signature are no persons
    ("KT. CHỦ TỊCH\nTHU NỘI ĐỊA", []),
    # a name without an office above it is somebody mentioned
    ("Nguyễn Văn An", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), SIGNERS)
def test_signers(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    found = [(s["name"], s["position"], s["capacity"]) for _, s in read_signers(rows(text))]

    assert found == expected


# fmt: off
RECIPIENTS = [
    ("Nơi nhận:\n- Ban Nữ công TLĐ;\n- Lưu: VP, TG-NC.", ["Ban Nữ công TLĐ", "Lưu: VP, TG-NC"]),
    # an entry over three lines (thong-bao-vpcp-2025)
    ("Nơi nhận:\n- VPCP: BTCN, các PCN,\nThư ký của PTTgCP;\ncác Vụ: CN, KTTH;\n- Lưu: VT.",
     ["VPCP: BTCN, các PCN, Thư ký của PTTgCP; các Vụ: CN, KTTH", "Lưu: VT"]),
    # a brace that grouped entries in the original (chuong-trinh-phoi-hop-lai-chau-2024)
    ("Nơi nhận:\n- Lưu: VT, VP.\n} (B/c)", ["Lưu: VT, VP"]),
    # the signature's column read across (cong-van-cong-doan-giao-duc)
    ("Nơi nhận : TM. BAN THƯỜNG VỤ\n- Như trên “Để thực hiện” CHỦ TỊCH\n- Lưu VP. (Đã ký)",
     ["Như trên “Để thực hiện”", "Lưu VP"]),
    ("Nơi nhận:\nNhư trên;\nLưu: VT", ["Như trên", "Lưu: VT"]),
    ("Nơi nhận:", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), RECIPIENTS)
def test_recipients(text: str, expected: list[str]) -> None:
    assert [words for _, _, words in read_recipients(rows(text))] == expected
