"""Is a strategy, programme or resolution found by its name, and only where the name is one?"""

from __future__ import annotations

import pytest

from extractors.citation import find_citations
from extractors.congress_resolutions import find_resolutions
from extractors.mention import Spans
from extractors.programme_names import find_programmes

# fmt: off
NAMED = [
    # a period ends the name: huong-dan-binh-dang-gioi-2017
    "thực hiện «Chương trình hành động quốc gia vì trẻ em giai đoạn 2012-2020».",
    # a stray comma inside: huong-dan-binh-dang-gioi-2017
    "«Chương trình hành động quốc gia, phòng chống bạo lực gia đình đến năm 2020»;",
    # period and outlook: thong-bao-vpcp-2025
    "«Quy hoạch mạng lưới đường bộ thời kỳ 2021 - 2030, tầm nhìn đến năm 2050» đã được",
    # bare years: thong-bao-vpcp-2025
    "trong «Kế hoạch đầu tư công trung hạn 2026-2030»:",
    # in quotation marks: ke-hoach-tra-vinh-2021
    "thực hiện “«Chiến lược Dân số Việt Nam đến năm 2030»” trong",
    # without a period, but carried out: chuong-trinh-lai-chau-2025
    "triển khai «Chương trình Đẩy mạnh các hoạt động học tập suốt đời trong CNLĐ tại doanh nghiệp» theo Quyết định",
    # the next member of a list of laws: chuong-trinh-lai-chau-2025
    "Luật Thi đua, khen thưởng, «Quy chế khen thưởng của tổ chức Công đoàn» và các",
    # approved by a cited decision: chi-thi-btttt-2008
    "Quyết định số 235/2004/QĐ-TTg phê duyệt «Dự án tổng thể phần mềm nguồn mở giai đoạn 2004-2008»,",
    # described by issuer and subject: huong-dan-binh-dang-gioi-2017
    "phổ biến «Nghị định của Chính phủ quy định một số điều của Luật trẻ em»;",
    # between two bodies: chuong-trinh-lai-chau-2025
    "«Chương trình phối hợp giữa LĐLĐ tỉnh và Hội LHPN tỉnh về hoạt động nữ giai đoạn 2023-2028» nhằm",
    # a national target programme is known by its field, with or without years, also in small letters: d311, d073, d080
    "thuộc «Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2025»;",
    "của «Chương trình mục tiêu quốc gia giảm nghèo bền vững» (sau đây gọi tắt là Chương trình)",
    "thực hiện «chương trình mục tiêu quốc gia về văn hóa»; đẩy mạnh",
    "thực hiện «Chương trình mục tiêu quốc gia phòng, chống ma túy đến năm 2030» trên địa bàn tỉnh",
    # inside the name of the plan that carries it out: d311
    "Kế hoạch truyền thông về «Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021 - 2025»);",
    # in small letters, but approved, or what a resolution is about: d306, d313
    "Quyết định số 95/QĐ-TTg phê duyệt «quy hoạch sử dụng đất an ninh thời kỳ 2021-2030, tầm nhìn đến năm 2050»;",
    "theo «quy hoạch mạng lưới cơ sở văn hóa thời kỳ 2021-2030» và",
    "Nghị quyết số 36-NQ/TW về «chiến lược phát triển bền vững kinh tế biển đến năm 2030».",
    # a scheme's name in quotation marks: d336
    "thực hiện «Đề án “Nâng cao nhận thức cộng đồng, đến năm 2030”» trên",
]
REFUSED = [
    "thực hiện Kế hoạch này đến năm 2030",                             # the document itself
    "Căn cứ kế hoạch công tác năm 2024",                               # no identity: huong-dan-nu-cong-2024
    "kế hoạch 05 năm giai đoạn 2021-2025",                             # in lower case: chuong-trinh-lai-chau-2025
    "UBND tỉnh ban hành Kế hoạch nâng cao năng lực giai đoạn 2026 - 2030",  # about to be issued: ke-hoach-bac-ninh-2025
    "dự thảo Nghị định của Chính phủ quy định cơ chế quản lý",         # a draft: thong-bao-vpcp-2025
    "Xây dựng Đề án phát triển đô thị thông minh đến năm 2030",        # still to be drawn up
    "chương trình “Tết Sum vầy – Xuân ơn Đảng”",                       # an event: chuong-trinh-lai-chau-2025
    "Chương trình “Chợ Tết Công đoàn năm 2025”",                       # an event with a capital
    "Theo Kế hoạch bồi dưỡng công chức, viên chức hàng năm",           # one of every year: ke-hoach-bac-ninh-2025
    "triển khai thực hiện Kế hoạch theo đúng tiến độ",                 # no name
    "Phối hợp tổ chức các Chương trình tiếp xúc cử tri chuyên đề",     # a class
    "Chương trình xóa nhà tạm, nhà dột nát trong năm 2025 đã được",    # nobody carries it out here: thong-bao-vpcp-2025
    "Triển khai Đề án chuyển đổi số, đến năm 2025 đạt 80%",            # a goal, not a period
    "phong trào thi đua “Giỏi việc nước, đảm việc nhà”",               # a movement
    "rà soát, bổ sung quy hoạch hạ tầng viễn thông đến năm 2030",      # a kind of plans, in small letters: d342
    "lồng ghép các chương trình mục tiêu quốc gia giai đoạn 2021-2025",  # all of them: d043
    "báo cáo tình hình thực hiện Kế hoạch truyền thông về Chương trình và gửi về Sở Y tế",  # the sentence goes on: d311
]
RESOLUTIONS = [
    ("«Nghị quyết Đại hội XIII Công đoàn Việt Nam», Công đoàn tỉnh",
     "Đại hội XIII Công đoàn Việt Nam"),
    ("«Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng», Nghị",
     "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"),
    # "Đại hội" left out: chuong-trinh-lai-chau-2025
    ("«Nghị quyết XIV Đảng bộ tỉnh», Nghị quyết",
     "Đảng bộ tỉnh"),
    ("«Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII, nhiệm kỳ 2020-2025» và",
     "Đại hội Đảng bộ tỉnh lần thứ XVII"),
    ("«Nghị quyết Trung ương 4 (khóa XII)» về",
     "Trung ương"),
]
NO_RESOLUTION = [
    "đưa nghị quyết đại hội công đoàn các cấp vào cuộc sống",   # all levels: chuong-trinh-lai-chau-2025
    "Nghị quyết Đại hội của 02 ngành đề ra",                    # which, the text does not say
    "Đại hội đại biểu toàn quốc lần thứ XIV của Đảng",          # an event
    "các nghị quyết của Trung ương",                            # a class
]
# fmt: on


def unmark(marked: str) -> tuple[str, str]:
    """The text without its marks, and what they enclose."""
    return marked.replace("«", "").replace("»", ""), marked[marked.index("«") + 1 : marked.index("»")]


def programmes(text: str) -> list[str]:
    """Quotes of the programmes that a line names."""
    cited = Spans((m.start, m.end) for m in find_citations(text))
    return [text[m.start : m.end] for m in find_programmes(text, cited)]


@pytest.mark.parametrize("marked", NAMED)
def test_programme_names_found(marked: str) -> None:
    """The name, to the end of its period or of the name itself."""
    text, quote = unmark(marked)

    assert quote in programmes(text)


@pytest.mark.parametrize("text", REFUSED)
def test_programme_names_refused(text: str) -> None:
    """What has no identity, does not exist yet or is an event is none."""
    assert programmes(text) == []


@pytest.mark.parametrize(("marked", "issuer"), RESOLUTIONS)
def test_resolutions_found(marked: str, issuer: str) -> None:
    """A congress's resolution has the congress as issuer."""
    text, quote = unmark(marked)
    first = next(find_resolutions(text))

    assert (quote, issuer) == (text[first.start : first.end], first.issuer)


@pytest.mark.parametrize("text", NO_RESOLUTION)
def test_resolutions_refused(text: str) -> None:
    """Without an ordinal there is no congress."""
    assert list(find_resolutions(text)) == []
