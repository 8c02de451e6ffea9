"""Are numbers that a document sets as goals found with their time, and all other numbers left alone?"""

from __future__ import annotations

import time

import pytest

from extractors.sentences import sentences
from extractors.stage import Context, Facts, Found
from extractors.target_settings import is_normative
from extractors.targets import find_targets
from schemas.outline import Node, Outline, PartSpan
from schemas.vocabulary import Part, Role

Row = tuple[str, str | None]


NO_FACTS = Facts()


def context(
    text: str, role: Role = Role.TARGET, *, heading: str = "", facts: Facts = NO_FACTS, cited: str = ""
) -> Context:
    """A text of one section, whose heading is ``heading`` and whose only item is the rest."""
    whole = f"{heading}\n{text}" if heading else text
    start = len(whole) - len(text)
    item = start + 2 * text.startswith("- ")
    head = Node("II", None, "roman", 0, 0, len(heading), len(whole), True, role, None)
    own = Node("II[1]", "-", "bullet", start, item, len(whole), len(whole), False, role, 0 if heading else None)
    lines = ((0, len(heading)), (start, len(whole))) if heading else ((0, len(whole)),)
    at = whole.find(cited)
    found = {"references": (Found(at, at + len(cited), {}),)} if cited else {}
    outline = Outline((PartSpan(Part.BODY, 0, len(whole)),), (head, own) if heading else (own,))
    return Context(whole, outline, lines, facts, found)


def rows(given: Context) -> list[Row]:
    found = find_targets.run(given)
    return [(given.text[m["start"] : m["end"]], m["due"]) for f in found for m in f.fields["milestones"]]


# fmt: off
TARGETS: list[tuple[str, list[Row]]] = [
    # a sentence of each: huong-dan-nu-cong-2024, III
    ("Phấn đấu 95% Ban Nữ công quần chúng sử dụng công nghệ thông tin.", [("95%", None)]),
    # the year of a thing is no due year (huong-dan-nu-cong-2024, III.1)
    ("100% công đoàn các cấp hoàn thành các chỉ tiêu năm 2024.", [("100%", None)]),
    # two populations (huong-dan-nu-cong-2024, III.6)
    ("Tiếp tục phấn đấu 90% trở lên nữ đoàn viên khu vực nhà nước và 55% trở lên nữ đoàn viên khác đạt danh hiệu.",
     [("90% trở lên", None), ("55% trở lên", None)]),
    # each value has its year (ke-hoach-tra-vinh-2021, II.2.1)
    ("Phấn đấu đến năm 2025 đạt 25% trở lên, đến năm 2030 đạt 30% trở lên tỷ lệ nữ trong diện quy hoạch.",
     [("25% trở lên", "2025-12-31"), ("30% trở lên", "2030-12-31")]),
    # the year behind its value (ke-hoach-tra-vinh-2021, II.2.3)
    ("Vận động 70% trở lên vào năm 2025 và 90% trở lên vào năm 2030 đoàn viên được khám sức khỏe.",
     [("70% trở lên", "2025-12-31"), ("90% trở lên", "2030-12-31")]),
    # one value for two years (ke-hoach-tra-vinh-2021, II.2.4)
    ("Đến năm 2025 và duy trì đến năm 2030, 100% cán bộ nữ công được bồi dưỡng.",
     [("100%", "2025-12-31"), ("100%", "2030-12-31")]),
    # the day at the head governs all (chi-thi-btttt-2008)
    ("Chậm nhất đến ngày 30/6/2009, đảm bảo 100% máy trạm được cài đặt, 100% cán bộ được tập huấn, "
     "trong đó tối thiểu 50% cán bộ sử dụng thành thạo.",
     [("100%", "2009-06-30"), ("100%", "2009-06-30"), ("tối thiểu 50%", "2009-06-30")]),
    # counts in a section of targets (chuong-trinh-lai-chau-2025, III)
    ("Tuyên truyền, vận động phát triển mới (thực tăng) 1.810 đoàn viên.", [("1.810 đoàn viên", None)]),
    ("Thành lập Ban nữ công quần chúng ở 01 công đoàn cơ sở.", [("01 công đoàn cơ sở", None)]),
    # a bare year in contrast to another (Kế hoạch Đồng Nai 2025, phòng chống ma túy)
    ("Phấn đấu đạt 20% xã, phường năm 2025, bảo đảm đến hết năm 2030 đạt 50% địa bàn cấp xã.",
     [("20%", "2025-12-31"), ("50%", "2030-12-31")]),
    # "trước năm 2030" ends with the year before
    ("Trước năm 2030, 100% xã đạt chuẩn.", [("100%", "2029-12-31")]),
    # a threshold of the population is part of it
    ("100% doanh nghiệp có từ 25 lao động trở lên có tổ chức công đoàn.", [("100%", None)]),
    # … and so is what each member has
    ("100% cơ quan sử dụng ít nhất 01 ứng dụng dùng chung.", [("100%", None)]),
    # a level to start from
    ("Nâng tỷ lệ lao động qua đào tạo từ 60% năm 2020 lên 70% vào năm 2025.", [("70%", "2025-12-31")]),
    # a baseline in brackets
    ("Tỷ lệ hài lòng đạt trên 95% (năm 2023 là 92%).", [("trên 95%", None)]),
    # names, lists, ages, times, anniversaries
    ("Thực hiện tốt 03 khâu đột phá và 05 nhóm giải pháp.", []),
    ("Hỗ trợ các xã 135, cấp độ 4.", []),
    ("Kỷ niệm 95 năm Ngày thành lập Công đoàn Việt Nam.", []),
    ("Trẻ em dưới 5 tuổi được chăm sóc.", []),
    ("Tiếp tục triển khai Đề án “Đầu tư xây dựng ít nhất 01 triệu căn hộ”.", []),
    # what was reached stays so in a section of targets
    ("Đã có 98% đơn vị hoàn thành.", []),
    # rates of law (chuong-trinh-lai-chau-2025) and of loans (cong-van-cong-doan-giao-duc)
    ("Thu kinh phí công đoàn 2% qua tài khoản.", []),
    ("Lãi suất cho vay là 4,7%/năm.", []),
    # a formula
    ("Điểm = 3,6% x (0,15d + 1,5)", []),
]

TASKS: list[tuple[str, list[Row]]] = [
    # a word of striving (huong-dan-binh-dang-gioi-2017)
    ("Bảo đảm chỉ tiêu cán bộ nữ, phấn đấu tỉ lệ nữ đạt khoảng 30% trong Ban Chấp hành.", [("khoảng 30%", None)]),
    # the second of two clauses shares the year (thong-bao-vpcp-2025)
    ("Đạt được mục tiêu tăng trưởng kinh tế 8% trong năm 2025 của Tỉnh và góp phần đạt mục tiêu tăng trưởng kinh tế "
     "từ 8,3 - 8,5% của cả nước.",
     [("8%", "2025-12-31"), ("từ 8,3 - 8,5%", "2025-12-31")]),
    # the year of a thing (thong-bao-vpcp-2025)
    ("Quyết tâm giải ngân 100% kế hoạch vốn năm 2025 đã được giao.", [("100%", None)]),
    ("Mỗi công đoàn cơ sở tổ chức ít nhất 01 buổi tuyên truyền.", [("ít nhất 01 buổi", None)]),
    ("Phấn đấu thu kinh phí công đoàn đạt 95% trở lên.", [("95% trở lên", None)]),
    # a line that announces targets, also behind its first sentence (Nghị quyết 01/NQ-CP 2014)
    ("Các chỉ tiêu chủ yếu đề ra là: tốc độ tăng GDP khoảng 5,8%. Tỷ lệ che phủ rừng đạt 41,5%.",
     [("khoảng 5,8%", None), ("41,5%", None)]),
    ("Thực hiện Chương trình mục tiêu quốc gia: giải ngân vốn, hỗ trợ 05 xã.", []),
    # in tasks a bare count is no goal
    ("Tổ chức 02 hội nghị tập huấn cho 100 cán bộ.", []),
    ("Thành lập 03 đoàn kiểm tra tại 05 đơn vị.", []),
    ("Báo cáo gửi về trước ngày 15/12/2024, gồm 02 bản.", []),
    # frequencies (chi-thi-btttt-2008)
    ("Định kỳ (ít nhất 6 tháng một lần) tổ chức đánh giá.", []),
    # conditions, rates, limits, comparisons with the past
    ("Nếu dưới 50% thì không xét thi đua.", []),
    ("Hỗ trợ 100% học phí cho học viên.", []),
    ("Khen thưởng không quá 10% tập thể.", []),
    ("Kim ngạch xuất khẩu tăng 42% so với cùng kỳ.", []),
    ("Người vay phải có khả năng trả trước tối thiểu là 30% giá trị căn nhà.", []),
    ("Thực hiện chính quyền địa phương 02 cấp.", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), TARGETS)
def test_targets_in_a_section_of_targets(text: str, expected: list[Row]) -> None:
    assert rows(context(text)) == expected


@pytest.mark.parametrize(("text", "expected"), TASKS)
def test_targets_among_tasks(text: str, expected: list[Row]) -> None:
    assert rows(context(text, Role.TASK)) == expected


# fmt: off
INDICATORS = [
    # the value stands in the middle
    ("LĐLĐ tỉnh kiểm tra tài chính 35% công đoàn cấp trên.", ["LĐLĐ tỉnh kiểm tra tài chính công đoàn cấp trên"]),
    # the value stands first or last
    ("Phấn đấu đến năm 2025 đạt 30% trở lên tỷ lệ nữ tham gia cấp ủy.", ["tỷ lệ nữ tham gia cấp ủy"]),
    ("Tỷ lệ nữ tham gia cấp ủy phấn đấu đạt 30% trở lên.", ["Tỷ lệ nữ tham gia cấp ủy"]),
    # a predicate that stands once (chuong-trinh-lai-chau-2025, III[3])
    ("90% công đoàn ngành, 85% CĐCS khu vực nhà nước và 80% CĐCS khác xếp loại tốt.",
     ["công đoàn ngành xếp loại tốt", "CĐCS khu vực nhà nước xếp loại tốt", "CĐCS khác xếp loại tốt"]),
    # a clause with an actor of its own borrows none (chuong-trinh-lai-chau-2025, III[8])
    ("LĐLĐ tỉnh kiểm tra 35% công đoàn ngành; 100% CĐCS tổ chức đối thoại.",
     ["LĐLĐ tỉnh kiểm tra công đoàn ngành", "CĐCS tổ chức đối thoại"]),
    # the noun counted stays, a unit of measurement goes
    ("Kết nạp 20 đảng viên mới.", ["Kết nạp đảng viên mới"]),
    ("Thu ngân sách đạt 660 tỷ đồng.", ["Thu ngân sách"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), INDICATORS)
def test_targets_indicator(text: str, expected: list[str]) -> None:
    assert [found.fields["indicator"] for found in find_targets.run(context(text))] == expected


# fmt: off
ATTRIBUTES = [
    ("Hàng năm mỗi công đoàn cơ sở tổ chức ít nhất một hoạt động.", "recurrence", "FREQ=YEARLY"),
    ("Mỗi quý tổ chức ít nhất 01 buổi sinh hoạt.",                  "recurrence", "FREQ=MONTHLY;INTERVAL=3"),
    ("Giảm tỷ lệ hộ nghèo bình quân 1,5%/năm.",                     "recurrence", "FREQ=YEARLY"),
    # the frequency of another clause is not the goal's
    ("Hằng năm giảm số vụ; phấn đấu đến năm 2030 đạt 50% số xã.",   "recurrence", None),
    ("Mỗi chi đoàn đảm nhận ít nhất 01 công trình.",                "per",        "mỗi chi đoàn"),
    ("Số vụ bị phát hiện tăng trên 3%.",                            "change",     "increase"),
    # a level, not an amount of change
    ("Tỷ lệ hộ nghèo giảm còn 2%.",                                 "change",     None),
    ("Tăng trưởng kinh tế 8%.",                                     "change",     None),
    # the comparator is carried over
    ("Đạt 27% vào năm 2025 và trên 30% vào năm 2030.",              "comparator", "="),
]
# fmt: on


@pytest.mark.parametrize(("text", "name", "expected"), ATTRIBUTES)
def test_targets_attribute(text: str, name: str, expected: str | None) -> None:
    assert next(find_targets.run(context(text))).fields["milestones"][0][name] == expected


def test_targets_carry_the_comparator_over() -> None:
    found = next(find_targets.run(context("Tỷ lệ đạt ít nhất 27% vào năm 2025 và 30% vào năm 2030.")))
    assert [m["comparator"] for m in found.fields["milestones"]] == [">=", ">="]


# fmt: off
HEADINGS = [
    ("2. Mục tiêu cụ thể đến năm 2030",                      "2030-12-31"),
    ("a) Đến năm 2030, tầm nhìn đến năm 2045",               "2030-12-31"),
    ("CHỈ TIÊU",                                             None),
    ("Từ năm 2026",                                          None),
]
# fmt: on


@pytest.mark.parametrize(("heading", "due"), HEADINGS)
def test_targets_take_the_year_of_their_heading(heading: str, due: str | None) -> None:
    assert rows(context("- 100% xã đạt chuẩn.", heading=heading)) == [("100%", due)]


def test_targets_leave_citations_alone() -> None:
    cited = "Nghị quyết số 20 về 100% xã đến năm 2030"
    assert rows(context(f"Thực hiện {cited}, 90% hộ có nước sạch.", cited=cited)) == [("90%", None)]


def test_targets_of_a_past_year_are_results() -> None:
    assert rows(context("Đến năm 2020, 100% xã đạt chuẩn.", facts=Facts(issued_on="2025-01-02"))) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(type="nghị định"), True),
        (Facts(type="quyết định", title="Ban hành Quy định về tiêu chí xếp loại"), True),
        (Facts(type="kế hoạch", title="Thi hành Luật Việc làm"), False),
        (Facts(type="quyết định", title="Ban hành Kế hoạch xuất khẩu"), False),
    ],
)
def test_targets_not_in_rules(facts: Facts, expected: bool) -> None:
    given = context("Có ít nhất 50% nhiệm vụ hoàn thành.", Role.TASK, facts=facts)
    assert is_normative(given) is expected
    assert bool(rows(given)) is not expected


def test_targets_not_in_a_review() -> None:
    given = context("- 98% đơn vị hoàn thành nhiệm vụ.", Role.OTHER, heading="KẾT QUẢ ĐẠT ĐƯỢC")
    assert rows(given) == []


def test_sentences_keep_abbreviations_and_long_runs_end() -> None:
    text = "TP. Vinh đạt 5%. Đồng thời đạt 1.810 vụ."
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == ["TP. Vinh đạt 5%.", "Đồng thời đạt 1.810 vụ."]
    run = "a " * 6000
    assert max(b - a for a, b in sentences(run, 0, len(run))) <= 5000


PIECES = ["phấn đấu đạt 90% trở lên đoàn viên, ", "5 ", "ít nhất mỗi ", "“(tăng ", "từ năm 2025 đến "]


@pytest.mark.parametrize("piece", PIECES)
def test_targets_are_linear(piece: str) -> None:
    """Twice the text takes no more than some three times the time."""

    def seconds(size: int) -> float:
        text = "- " + piece * (size // len(piece))
        start = time.perf_counter()
        list(find_targets.run(context(text)))
        return time.perf_counter() - start

    seconds(1_000)  # caches
    assert seconds(80_000) < 5 * seconds(40_000) + 0.2
