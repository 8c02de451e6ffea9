"""Does every line hang where the contract says, under the path it says, and belong to one part?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outline import build_outline
from pipeline.readers.plain import read_plain
from pipeline.source import Block, Cell, Source
from pipeline.text import Text, compose
from schemas.outline import Outline

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.txt"))


def outline_of(raw: str) -> tuple[Outline, str]:
    text = compose(read_plain(raw.encode(), "a.txt"))
    return build_outline(text), text.string


def paths_of(raw: str) -> list[str]:
    return [node.path for node in outline_of(raw)[0].nodes]


# fmt: off
PATHS = [
    # (c) a paragraph under a heading is an item of its own
    ("I. NỘI DUNG\nTổ chức tuyên truyền.\nKiểm tra, giám sát.", ["I", "I[1]", "I[2]"]),
    # (b) a paragraph after a numbered sentence continues it (chuong-trinh-phoi-hop-lai-chau-2024, II.1)
    ("II. NỘI DUNG\n1. Phối hợp tuyên truyền Nghị quyết.\nTuyên truyền phổ biến chính sách.\n2. Nắm tình hình.",
     ["II", "II.1", "II.2"]),
    # (d) after a bullet it is the bullet's next sibling (chuong-trinh-lai-chau-2025, IV.3[7])
    ("1. Công tác tuyên truyền\n- Tham gia.\nNâng cao hiệu quả.\n- Triển khai.", ["1", "1[1]", "1[2]", "1[3]"]),
    # an introduction heads the bullets below it (huong-dan-binh-dang-gioi-2017, II.2[3])
    ("1. Hoạt động\n- Tổ chức.\nThông điệp:\n- Bạo lực gia đình là vi phạm pháp luật;\n2. Khác",
     ["1", "1[1]", "1[2]", "1[2][1]", "2"]),
    # … but numbered items hang on the numbered heading all the same
    ("II. NHIỆM VỤ\nĐể tiếp tục tháo gỡ khó khăn, yêu cầu tập trung:\n1. Rà soát.\n2. Đẩy mạnh.",
     ["II", "II[1]", "II.1", "II.2"]),
    # two introductions are siblings
    ("1. Phân công\nGiao Sở Nội vụ:\n- Chủ trì.\nGiao Sở Tài chính:\n- Bố trí.", ["1", "1[1]", "1[1][1]", "1[2]", "1[2][1]"]),
    # a label that repeats its parent's number adds only its last part
    ("V. TỔ CHỨC\n1. Công đoàn\n1.1. Ban hành.\n1.3. Phối hợp.", ["V", "V.1", "V.1.1", "V.1.3"]),
    # a number used twice (chuong-trinh-phoi-hop-lai-chau-2024, III)
    ("III. TỔ CHỨC\n3. Công đoàn\n- Nghiên cứu.\n3. Kinh phí\nMỗi bên bảo đảm.", ["III", "III.3", "III.3[1]", "III.3~2", "III.3~2[1]"]),
    # parentheses and letters
    ("II. NHIỆM VỤ\n(1) Tập trung.\n(2) Tăng cường.", ["II", "II.1", "II.2"]),
    ("I. MỤC ĐÍCH\n1. Mục đích\na) Xác định.\nđ) Bảo đảm.", ["I", "I.1", "I.1.a", "I.1.đ"]),
    # small Roman numbers stand inside letters (653/TB-VPCP 2025), or alone
    ("1. Dự án\na) Đánh giá cao.\nb) Đề nghị:\n(i) Báo cáo.\n(ii) Phối hợp.\n2. Khác",
     ["1", "1.a", "1.b", "1.b.i", "1.b.ii", "2"]),
    ("1. Dự án\n(i) Báo cáo.\n(ii) Phối hợp.", ["1", "1.i", "1.ii"]),
    # nested bullets (chi-thi-btc-2014, 4.1[4])
    ("4. Tổng cục\n4.1. Chỉ đạo, chú ý:\n- Xử lý nghiêm đối với:\n+ Pháo.\n+ Vũ khí.\n- Khác.",
     ["4", "4.1", "4.1[1]", "4.1[1][1]", "4.1[1][2]", "4.1[2]"]),
    # articles
    ("Chương I\nQUY ĐỊNH CHUNG\nĐiều 4. Trách nhiệm\n1. Sở Nội vụ:\na) Chủ trì.", ["Chương I", "Chương I.Điều 4", "Chương I.Điều 4.1", "Chương I.Điều 4.1.a"]),
    # bullets that title unlabelled sentences, where a document does so more than once (552/KH-UBND Đồng Tháp 2025)
    ("1. Mục tiêu\n- Thủy sản\nĐảm bảo 70% diện tích.\nHình thành 02 vùng nuôi.\n- Du lịch\nỨng dụng công nghệ số.",
     ["1", "1[1]", "1[1][1]", "1[1][2]", "1[2]", "1[2][1]"]),
    # a label that repeats the Roman number above it
    ("II. NỘI DUNG\n2.1. Lựa chọn.\n2.2. Số hóa.", ["II", "II.1", "II.2"]),
    # a Roman number whose dot was lost (2004/KH-SYT-CĐN Kiên Giang 2017, a scan)
    ("I. MỤC ĐÍCH\n1. Nâng cao.\nII NHIỆM VỤ\n1. Tổ chức.", ["I", "I.1", "II", "II.1"]),
    # grounds with a dash are preamble
    ("KẾ HOẠCH\n- Căn cứ Luật Công đoàn;\nI. MỤC ĐÍCH\n- Nâng cao.", ["I", "I[1]"]),
    # nothing is numbered: the paragraphs after "như sau:" are the items
    ("CÔNG ĐIỆN\nThủ tướng Chính phủ yêu cầu các địa phương như sau:\nTập trung ứng phó.\nTổ chức trực ban.", ["[1]", "[2]"]),
]
# fmt: on


@pytest.mark.parametrize(("raw", "expected"), PATHS)
def test_outline_paths(raw: str, expected: list[str]) -> None:
    assert paths_of(raw) == expected


def test_closing_formula_is_no_node() -> None:
    raw = "1. Tổ chức tuyên truyền.\nTrên đây là kế hoạch, đề nghị triển khai./.\nNơi nhận:\n- Lưu: VT."

    outline, text = outline_of(raw)

    assert [node.path for node in outline.nodes] == ["1"]
    assert [span.part.value for span in outline.parts] == ["body", "closing", "recipients"]
    assert text[outline.nodes[0].start : outline.nodes[0].end].rstrip() == "1. Tổ chức tuyên truyền."


def test_attached_plan_keeps_its_numbers_below_the_appendix() -> None:
    head = "\n".join(["UBND TỈNH", "QUYẾT ĐỊNH", "Ban hành Kế hoạch", "Căn cứ Luật;", "QUYẾT ĐỊNH:"])
    body = "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\nĐiều 2. Có hiệu lực từ ngày ký./."
    tail = "Nơi nhận:\n- Như Điều 2;\nCHỦ TỊCH\nNguyễn Văn An"
    plan = "KẾ HOẠCH\nPHÁT TRIỂN DU LỊCH\n(Kèm theo Quyết định số 12/QĐ-UBND)\nI. MỤC ĐÍCH\n1. Nâng cao.\nPHỤ LỤC II\nDANH MỤC"

    outline, _ = outline_of("\n".join([head, body, tail, plan]))

    assert [node.path for node in outline.nodes] == ["Điều 1", "Điều 2", "PL", "PL.I", "PL.I.1", "PL2"]
    assert outline.nodes[3].role == "purpose"


def test_forms_below_the_body_are_appendices() -> None:
    """A union's guide of 2025 has its forms behind it, without "PHỤ LỤC"."""
    raw = (
        "HƯỚNG DẪN\nI. QUY TRÌNH\n1. Lấy ý kiến tập thể.\n2. Gửi hồ sơ về Sở Nội vụ.\n3. Theo dõi.\nMẪU 1\nCÔNG TY A\n"
        "1. Biên bản góp ý.\nMẪU 2:\nBIÊN BẢN\nI. Thành phần"
    )
    outline, _ = outline_of(raw)

    assert [node.path for node in outline.nodes] == ["I", "I.1", "I.2", "I.3", "PL1", "PL1.1", "PL2", "PL2.I"]
    assert {node.role.value for node in outline.nodes if node.path.startswith("PL")} == {"appendix"}


def test_draft_that_a_letter_sends_along_is_attached() -> None:
    """Behind the signature a draft begins with its own letterhead and ends with its own signature (d286)."""
    head = "ĐẢNG ỦY CHÍNH PHỦ\nVĂN PHÒNG\nSố 402-CV/VPĐU\nV/v xin ý kiến\nKính gửi: Các đồng chí\nĐề nghị cho ý kiến.\n"
    tail = "Nơi nhận:\n- Như trên;\nCHÁNH VĂN PHÒNG\nTrần Văn Sơn\n"
    draft = "DỰ THẢO BÁO CÁO Kết quả thực hiện\nĐẢNG ỦY CHÍNH PHỦ\nA. KẾT QUẢ\n1. Đã ban hành.\nT/M BAN THƯỜNG VỤ\nLê Văn An"

    outline, text = outline_of(head + tail + draft)
    appendix = next(span for span in outline.parts if span.part.value == "appendix")
    assert text[appendix.start :].startswith("DỰ THẢO BÁO CÁO")
    assert all(node.path.startswith("PL") for node in outline.nodes if node.start > appendix.start)


def test_table_printed_cell_by_cell() -> None:
    raw = "1. Tổ chức.\nNơi nhận:\n- Lưu.\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\nSTT\nNhiệm vụ\nCơ quan\n1\nXây dựng kế hoạch\nSở Nội vụ\n2\nTập huấn\nSở Y tế"

    outline, text = outline_of(raw)
    rows = [node for node in outline.nodes if node.kind == "row"]

    assert [row.path for row in rows] == ["PL.1", "PL.2"]
    assert text[rows[0].content : rows[0].own_end] == "Xây dựng kế hoạch\nSở Nội vụ"
    assert {row.role.value for row in rows} == {"task"}


HEAD = "1. Tổ chức.\nNơi nhận:\n- Lưu.\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n"
# fmt: off
TABLES = [
    # groups with their name in the same cell, rows numbered through (Kế hoạch 617/KH-UBND Đồng Tháp 2025)
    ("STT\nNhiệm vụ\nCơ quan\nI. NÂNG CAO NHẬN THỨC\n1\nTuyên truyền\nSở A\nII. PHÁT TRIỂN\n2\nHỗ trợ\nSở B",
     ["PL.I", "PL.I.1", "PL.II", "PL.II.2"]),
    # a cell holds the number of the next row (40-HD/BTGDVTW 2025)
    ("STT\nĐơn vị\nSố xã\n1\nLai Châu\n2\n2\nSơn La\n75\n3\nHuế\n40", ["PL.1", "PL.2", "PL.3"]),
    # rows that have parts (Kế hoạch 157/KH-UBND Cần Thơ 2025)
    ("STT\nTiêu chí\nĐiểm\n1\nChỉ đạo\n10\n2\nKết quả\n10\n2.1 Đạt tỷ lệ 100%\n5\n2.2 Đạt tỷ lệ 88%\n5",
     ["PL.1", "PL.2", "PL.2.1", "PL.2.2"]),
    # a row's number and words in one line (Tổng hợp nhiệm vụ chậm muộn, 2025); the next section is none
    ("1. Nhiệm vụ quá hạn\nSTT\nNhiệm vụ\nCơ quan\n1. Xây dựng kế hoạch\nSở A\n2. Rà soát\nSở B\nIV. KẾT LUẬN", ["PL.1.1", "PL.1.2"]),
    # a title that ends in its note (Kế hoạch 235/KH-UBND Thanh Hóa 2025)
    (f"ĐỐI TƯỢNG, ĐỊA ĐIỂM QUAN TRẮC {'MÔI TRƯỜNG ' * 12}(kèm theo Kế hoạch này)\nSTT\nĐịa điểm\n1\nCửa sông\n2\nxã Hoa Lộc",
     ["PL.1", "PL.2"]),
]
# fmt: on


@pytest.mark.parametrize(("table", "paths"), TABLES)
def test_rows_of_tables_printed_cell_by_cell(table: str, paths: list[str]) -> None:
    outline, _ = outline_of(HEAD + table)
    assert [node.path for node in outline.nodes if node.kind == "row"] == paths
    assert [node.path for node in outline.nodes if node.path[-1] == "]"] == []


def test_notes_below_a_table_printed_cell_by_cell_stay_in_its_appendix() -> None:
    raw = (
        "1. Tổ chức.\nNơi nhận:\n- Lưu.\nPHỤ LỤC\nBỘ TIÊU CHÍ\nI. Tiêu chí xét công nhận:\nSTT\nTiêu chí\nChỉ tiêu\n"
        "Nhóm 1\nNhóm 2\n1\nVăn hóa ứng xử\n1.1. Tỷ lệ cơ quan có quy tắc\n100%\n90%\n"
        "[1] Theo pháp luật về hương ước.\n[2] Trong lao động.\nGHI CHÚ"
    )  # Quyết định 42/2025/QĐ-TTg as plain text
    outline, _ = outline_of(raw)

    assert [node.path for node in outline.nodes[-5:]] == ["PL.I.1", "PL.I.1.1", "PL.I.1[1]", "PL.I.1[2]", "PL.I.1[3]"]


def _with_table(rows: list[list[str]]) -> Text:
    blocks = [Block("I. NHIỆM VỤ", 0)]
    for row, cells in enumerate(rows):
        blocks += [Block(words, 0, cell=Cell(0, row, column)) for column, words in enumerate(cells)]
    return compose(Source("a.docx", "x", "", "", tuple(blocks), wrapped=False))


def test_groups_of_a_table_with_cells() -> None:
    """ "I", "II" alone in a cell head groups whose rows are numbered anew; "C" is no number that is due (d065, d043)."""
    rows = [
        ["TT", "Nội dung"],
        ["I", "Kế hoạch"],
        ["1", "Xây dựng"],
        ["1.1", "Rà soát"],
        ["II", "Kiểm tra"],
        ["1", "Tự kiểm tra"],
        ["C", "Khác"],
    ]
    nodes = build_outline(_with_table(rows)).nodes

    assert [node.path for node in nodes] == ["I", "I.I", "I.I.1", "I.I.1.1", "I.II", "I.II.1", "I.II[1]"]
    assert [node.is_heading for node in nodes] == [True, True, False, False, True, False, False]


def test_table_with_cells() -> None:
    text = _with_table([["STT", "Nội dung"], ["1", "Tuyên truyền"], ["2", "Kiểm tra"]])

    outline = build_outline(text)

    assert [node.path for node in outline.nodes] == ["I", "I.1", "I.2"]
    assert text.string[outline.nodes[2].start : outline.nodes[2].own_end] == "2\nKiểm tra"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_character_is_in_one_part_and_one_node(path: Path) -> None:
    text = compose(read_plain(path.read_bytes(), path.name))
    outline = build_outline(text)

    assert [outline.parts[0].start, outline.parts[-1].end] == [0, len(text.string)]
    assert all(a.end == b.start for a, b in zip(outline.parts, outline.parts[1:], strict=False))
    for part in outline.parts:
        if part.part.value not in ("body", "appendix"):
            continue
        owned = sum(
            sum(not char.isspace() for char in text.string[node.start : node.own_end])
            for node in outline.nodes
            if part.start <= node.start < part.end
        )
        assert owned == sum(not char.isspace() for char in text.string[part.start : part.end])


PIECES = st.sampled_from(
    ["I. MỤC ĐÍCH", "II. NHIỆM VỤ", "1. Tổ chức.", "1.1. Chi tiết", "a) Sở Y tế:", "- Chỉ đạo.", "+ Kiểm tra", "Tuyên truyền.",
     "PHỤ LỤC", "STT", "1", "Nơi nhận:", "KT. CHỦ TỊCH", "Giao Sở Nội vụ:", "Điều 2. Hiệu lực", "KẾ HOẠCH", "(2) Rà soát", "-----",
     "Nhóm 1", "100%", "[1] Theo pháp luật."]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_outline_holds_on_any_order_of_lines(lines: list[str]) -> None:
    text = compose(read_plain(("x\n" + "\n".join(lines)).encode(), "a.txt"))
    outline = build_outline(text)

    assert len({node.path for node in outline.nodes}) == len(outline.nodes)
    for index, node in enumerate(outline.nodes):
        assert 0 <= node.start <= node.content <= node.own_end <= node.end <= len(text.string)
        assert node.parent is None or (node.parent < index and outline.nodes[node.parent].end >= node.end)
    assert sum(part.end - part.start for part in outline.parts) == len(text.string)


def test_web_page_around_the_document_is_no_appendix() -> None:
    """As on pages of law portals: a preface, and behind the signatures a notice to customers."""
    head = "Loại văn bản:\nCông điện\nỦY BAN NHÂN DÂN TỈNH LAI CHÂU\nSố: 12/KH-UBND\nKẾ HOẠCH\nPhát triển du lịch"
    body = "1. Tổ chức tuyên truyền.\n2. Tổ chức kiểm tra.\nNơi nhận:\n- Lưu: VT."
    page = "THÔNG BÁO\nvề Lưu trữ, Sử dụng Thông tin\nKính gửi: Quý Thành viên\nThực hiện Nghị định 13/2023/NĐ-CP, chúng tôi cập nhật."

    outline, text = outline_of("\n".join([head, body, page]))

    assert [node.path for node in outline.nodes] == ["1", "2"]
    last = outline.parts[-1]
    assert (last.part.value, text[last.start : last.start + 9]) == ("frame", "THÔNG BÁO")


@pytest.mark.parametrize(
    ("first", "second", "paths"),
    [
        # chi-thi-ttg-2014: two sentences that title the orders under them
        ("Kiện toàn tổ chức bộ máy.", "Tăng cường thanh tra.", ["1", "1.a", "1.a[1]", "1.b", "1.b[1]"]),
        # one alone is a sentence that goes on (rule b)
        ("Kiện toàn tổ chức bộ máy.", "Bộ Tài chính tăng cường thanh tra.", ["1", "1.a", "1.b"]),
    ],
)
def test_sentence_that_titles_orders_to_bodies(first: str, second: str, paths: list[str]) -> None:
    raw = (
        f"1. Tổ chức thực hiện\na) {first}\nBộ Nội vụ chủ trì hướng dẫn.\nb) {second}\nBộ Y tế có trách nhiệm kiểm tra."
    )

    assert [node.path for node in outline_of(raw)[0].nodes] == paths
