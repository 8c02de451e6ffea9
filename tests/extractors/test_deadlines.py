"""Does a time phrase become the right deadline, and is all else left alone?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.lexicon.load import table
from extractors.deadlines import find_deadlines
from extractors.stage import Context, Facts, Found
from schemas.outline import Node, Outline, PartSpan
from schemas.vocabulary import Part, Role

ISSUE = "2025-02-27"


def context(text: str, *, role: Role = Role.TASK, part: Part = Part.BODY, period: tuple[str, str] | None = None,
            issued_on: str | None = ISSUE, cited: str = "", title: str | None = None) -> Context:  # fmt: skip
    """A text of which each line is an item of one section; ``cited`` is a citation in it."""
    lines = tuple(_lines(text))
    nodes = tuple(
        Node(f"II[{at}]", "-", "bullet", a, a + 2 * text.startswith("- ", a), b, b, False, role, None)
        for at, (a, b) in enumerate(lines, 1)
    )
    at = text.find(cited)
    references = (Found(at, at + len(cited), {"title": title}),) if cited else ()
    return Context(
        text, Outline((PartSpan(part, 0, len(text)),), nodes), lines,
        Facts(issued_on=issued_on, period=period), {"references": references},
    )  # fmt: skip


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def rows(made: Context) -> list[tuple[str, str, str | None, str | None]]:
    """Quote, kind, first and last day of each deadline."""
    found = [(item.start, item.end, item.fields) for item in find_deadlines.run(made)]
    return [(made.text[a:b], it["kind"].value, it["starts_on"], it["ends_on"]) for a, b, it in found]


# fmt: off
# text, quote, kind, first day, last day
FOUND = [
    # due before a day
    ("Báo cáo năm trước ngày 05/11/2025 (có số liệu).",
     "trước ngày 05/11/2025", "due", None, "2025-11-05"),                      # huong-dan-nu-cong-2024
    # due by a day
    ("có báo cáo kết quả gửi Bộ chậm nhất vào ngày 17/3/2025 để tổng hợp",
     "chậm nhất vào ngày 17/3/2025", "due", None, "2025-03-17"),               # chi-thi-bvhttdl-2010
    # due by the end of a quarter
    ("Hoàn thành việc rà soát đến hết quý II năm 2025.",
     "đến hết quý II năm 2025", "due", None, "2025-06-30"),
    # a window of a month
    ("xây dựng Kế hoạch triển khai thực hiện xong trong tháng 12/2025.",
     "xong trong tháng 12/2025", "window", "2025-12-01", "2025-12-31"),        # ke-hoach-bac-ninh-2025
    # a month in brackets behind its task
    ("Tổng hợp xét khen thưởng con CNVCLĐ (tháng 5, 6/2025).",
     "tháng 5, 6/2025", "window", "2025-05-01", "2025-06-30"),                 # huong-dan-nu-cong-2024
    # a single scheduled day
    ("tổ chức lễ khánh thành các dự án vào ngày 19 tháng 12 năm 2025.",
     "vào ngày 19 tháng 12 năm 2025", "window", "2025-12-19", "2025-12-19"),
    # a window with two ends
    ("triển khai đợt cao điểm từ ngày 15/11 đến ngày 15/12/2025, với các hoạt động",
     "từ ngày 15/11 đến ngày 15/12/2025", "window", "2025-11-15", "2025-12-15"),
    # … and one that begins now
    ("Xây dựng kịch bản thúc đẩy tăng trưởng từ nay đến hết năm 2025;",
     "từ nay đến hết năm 2025", "window", None, "2025-12-31"),                 # thong-bao-vpcp-2025
    # a window without an end
    ("bảo đảm từ ngày 01 tháng 01 năm 2026, Luật Việc làm được thực hiện thống nhất",
     "từ ngày 01 tháng 01 năm 2026", "window", "2026-01-01", None),            # ke-hoach-tphcm-2025
    # a line that states the time of the item above: a year is enough, the past no objection
    ("- Thời gian thực hiện: Năm 2025 và các năm tiếp theo.",
     "Năm 2025 và các năm tiếp theo", "window", "2025-01-01", None),           # ke-hoach-tphcm-2025
    ("- Thời gian thực hiện: Từ 01/7/2024.",
     "Từ 01/7/2024", "window", "2024-07-01", None),                            # ke-hoach-bac-ninh-2025
    # a label that no table lists, and a day that is then a limit
    ("Thời hạn trình: 15/12/2025",
     "15/12/2025", "due", None, "2025-12-15"),
    # a frequency that opens a sentence
    ("Hằng năm, xây dựng kế hoạch, lồng ghép tổ chức các hoạt động",
     "Hằng năm", "window", None, None),                                        # chuong-trinh-phoi-hop-lai-chau-2024
    # … or follows the verb it repeats
    ("chỉ đạo, kiểm tra việc thực hiện và tổng hợp báo cáo hàng năm theo yêu cầu.",
     "hàng năm", "window", None, None),                                        # ke-hoach-tra-vinh-2021
    # a named day with its day
    ("Các hoạt động hưởng ứng Ngày Gia đình Việt Nam (28/6)",
     "Ngày Gia đình Việt Nam (28/6)", "event", "2025-06-28", "2025-06-28"),    # huong-dan-binh-dang-gioi-2017
    # a named day that the lexicon does not know
    ("Hưởng ứng Ngày Vi chất dinh dưỡng (01/6)",
     "Ngày Vi chất dinh dưỡng (01/6)", "event", "2025-06-01", "2025-06-01"),
    # a named month with a range of days is a window, quoted by its days
    ("hưởng ứng Tháng hành động vì trẻ em (từ 01/6-30/6)",
     "từ 01/6-30/6", "window", "2025-06-01", "2025-06-30"),                    # huong-dan-binh-dang-gioi-2017
    # a named month with its month
    ("nhân các ngày lễ: tháng công nhân - tháng 5",
     "tháng công nhân - tháng 5", "event", "2025-05-01", "2025-05-31"),        # huong-dan-nu-cong-2024
    # of a jubilee the later day counts
    ("Kỷ niệm 95 năm Ngày thành lập Đảng Cộng sản Việt Nam (03/02/1930 – 03/02/2025)",
     "Kỷ niệm 95 năm Ngày thành lập Đảng Cộng sản Việt Nam (03/02/1930 – 03/02/2025)",
     "event", "2025-02-03", "2025-02-03"),                                     # chuong-trinh-lai-chau-2025
    # a jubilee without its day: the year is that of the first and the count
    ("thi đua chào mừng 96 năm ngày thành lập Công đoàn Việt Nam.",
     "96 năm ngày thành lập Công đoàn Việt Nam", "event", "2025-07-28", "2025-07-28"),
    # a day that moves with the moon is left open
    ("tăng cường kiểm tra trước, trong và sau Tết Nguyên đán Giáp Ngọ 2014.",
     "trước, trong và sau Tết Nguyên đán Giáp Ngọ 2014", "event", None, None),  # chi-thi-btc-2014
    # a cell of a table
    ("| 12. | Xây dựng Nghị định | Bộ Công an | Quý II/2025 |",
     "Quý II/2025", "window", "2025-04-01", "2025-06-30"),
    # the conclusions of a meeting may set a day before they are issued
    ("báo cáo Phó Thủ tướng trước ngày 15 tháng 02 năm 2025.",
     "trước ngày 15 tháng 02 năm 2025", "due", None, "2025-02-15"),
    # a year where the words say that work is to be done in it
    ("Hoàn thành trong giai đoạn 2026 - 2027 và vận hành thường xuyên",
     "trong giai đoạn 2026 - 2027", "window", "2026-01-01", "2027-12-31"),
    ("tổ chức sơ kết kết quả triển khai Kế hoạch vào cuối năm 2027.",
     "vào cuối năm 2027", "window", "2027-01-01", "2027-12-31"),
    # a limit that counts from an event has no day
    ("Trong thời hạn 15 ngày kể từ ngày nhận được hồ sơ, Sở Nội vụ trả lời",
     "Trong thời hạn 15 ngày kể từ ngày nhận được hồ sơ", "due", None, None),
]

# each with the document that it is from
WINDOWS = [
    # a year that opens the sentence of its order, or closes it
    ("Trong năm 2025, hoàn thành tổng điều tra về đất đai.",
     "Trong năm 2025", "window", "2025-01-01", "2025-12-31"),                  # chi-thi-ttg-2014
    ("trình Thủ tướng Chính phủ xem xét, quyết định trong năm 2026.",
     "trong năm 2026", "window", "2026-01-01", "2026-12-31"),                  # Quyết định 2014, trách nhiệm của Bộ
    ("đảm bảo hoàn thành thực thi trong năm 2026.",
     "trong năm 2026", "window", "2026-01-01", "2026-12-31"),                  # công văn BVHTTDL 2025
    ("trước mắt trong hai năm 2025 và 2026 phải tạo ra những chuyển biến rõ rệt",
     "trong hai năm 2025 và 2026", "window", "2025-01-01", "2026-12-31"),      # chi-thi-ttg-2014
    # "before" a year or a month ends with the day before it
    ("Trước năm 2026, cơ bản hoàn thành cấp Giấy chứng nhận.",
     "Trước năm 2026", "due", None, "2025-12-31"),                             # chi-thi-ttg-2014
    ("hoàn thành trước tháng 6/2025.", "trước tháng 6/2025", "due", None, "2025-05-31"),
    # parts of a year without days
    ("xuất nhập khẩu hiệu quả, linh hoạt trong những tháng cuối năm; tăng cường ứng dụng",
     "trong những tháng cuối năm", "window", None, None),                      # công điện về xuất khẩu 2025
    ("thúc đẩy mạnh mẽ xuất khẩu, nhất là dịp cuối năm và đầu năm mới, đáp ứng nhu cầu",
     "dịp cuối năm và đầu năm mới", "window", None, None),                     # công điện về xuất khẩu 2025
    ("rà soát các dư địa tăng trưởng còn lại từ nay đến cuối năm để đề xuất giải pháp",
     "từ nay đến cuối năm", "window", None, "2025-12-31"),                     # Nghị quyết 380/NQ-CP 2025
    # from one event to another: the first is the issue of this document
    ("Đợt thi đua được triển khai từ ngày ban hành Kế hoạch đến khi tổ chức thành công Đại hội.",
     "từ ngày ban hành Kế hoạch đến khi tổ chức thành công Đại hội", "window", ISSUE, None),  # ke-hoach-nghe-an-thi-dua
    # festivals with the words that say when
    ("bảo đảm an toàn tuyệt đối cho đơn vị trong các ngày nghỉ Tết.",
     "trong các ngày nghỉ Tết", "event", None, None),                          # chi-thi-byt-2014
    ("cắt cầu dao điện các kho hàng trước khi về nghỉ Tết.",
     "trước khi về nghỉ Tết", "event", None, None),                            # chi-thi-byt-2014
    ("đi vào hoạt động bình thường ngay sau Tết.", "ngay sau Tết", "event", None, None),  # chi-thi-byt-2014
    ("báo cáo nhanh trong 3 ngày Tết (từ 30 Tháng Chạp đến Mùng 2 Tết) về công tác khám bệnh",
     "trong 3 ngày Tết (từ 30 Tháng Chạp đến Mùng 2 Tết)", "window", None, None),  # chi-thi-byt-2014
    # a frequency behind an adverb, behind the body that a report goes to, as the title of an item
    ("niêm yết danh sách cán bộ trực công khai hàng ngày để lãnh đạo đi kiểm tra",
     "hàng ngày", "window", None, None),                                       # chi-thi-byt-2014
    ("tổng hợp kết quả, báo cáo Thủ tướng Chính phủ hằng tháng.",
     "hằng tháng", "window", None, None),                                      # công văn BVHTTDL 2025
    ("- Báo cáo tổng hợp hàng ngày gửi UBND tỉnh", "hàng ngày", "window", None, None),  # Kế hoạch Đắk Lắk 2025
    # a period without its word, where the line says that it is a time
    ("Thời gian thực hiện: 2026 - 2030.", "2026 - 2030", "window", "2026-01-01", "2030-12-31"),  # Quyết định 123, 2010
]

NOT_FOUND = [
    # a year that describes, a possibility, a topic
    "các dự án công nghệ thông tin đang được triển khai trong năm 2025.",       # Quyết định 63/QĐ-TTg 2010
    "ưu tiên dự án có khả năng hoàn thành trong năm 2025.",                     # Quyết định 389/QĐ-BCT 2014
    "Đối với các nhiệm vụ triển khai trong năm 2025, các đơn vị bố trí ngân sách.",  # quyết định 2025
    # the end of a plan that the sentence only names
    "thống nhất phương hướng, nhiệm vụ trọng tâm đến tháng 6/2027.",            # ket-luan-vptw-2025
    # terms in a row, and a plan that says when
    "bảo đảm chương trình công tác toàn khoá, hằng năm, hằng tháng, giải quyết các công việc",  # ket-luan-vptw-2025
    "Thời gian thực hiện: Theo kế hoạch công tác tư pháp hàng năm.",            # ke-hoach-bac-ninh-2025
    "nội dung chương trình bồi dưỡng thường xuyên hàng năm",                    # kế hoạch 2025
    # a danger and an abuse are tied to the festival, no work
    "các dịch bệnh có nguy cơ bùng phát trong mùa Đông - Xuân nhất là dịp Tết Nguyên đán",  # chi-thi-byt-2014
    "Các cán bộ y tế không được lợi dụng dịp Tết để tổ chức liên hoan",         # chi-thi-byt-2014
    # what the sentence tells as done
    "Theo báo cáo của Bộ Xây dựng, đến ngày 19 tháng 11 năm 2025 đã có 15 bộ, ngành gửi danh mục",  # Công điện 224, 2025
    "Nghị quyết này đã được Hội đồng nhân dân kỳ họp thứ 28 thông qua ngày 18 tháng 11 năm 2025",  # HĐND Huế 2025
    "do ảnh hưởng của không khí lạnh, từ 07 giờ ngày 16 đến 13 giờ ngày 17/01/2025 mưa to",  # công điện 2025
    # a column of statistics
    "Số lượng báo cáo viên cấp xã trước 01/7/2025 (theo HD 31)",               # hướng dẫn BTGDV 2025
    "Đến ngày 27/02/2025, toàn tỉnh ghi nhận nhiều trường hợp mất tích",       # 0129/KH-UBND Đắk Lắk 2025, issued that day
    # what has passed
    "Trong 10 tháng năm 2025, việc thực hiện nhiệm vụ đã đạt nhiều kết quả",   # thong-bao-vpcp-2025
    "có nhiều đóng góp trong công tác nữ công 5 năm qua",                      # huong-dan-binh-dang-gioi-2017
    "Mô hình chính quyền 02 cấp vận hành từ ngày 01 tháng 7 năm 2024",
    "khắc phục hậu quả mưa lũ từ ngày 16 đến ngày 22/11/2024",
    # the dates of instruments, also where no citation was found
    "Thực hiện Nghị quyết số 20-NQ/TW ngày 28/01/2028",
    "Công điện ngày 19/12/2028 của Thủ tướng Chính phủ",
    # a year in a name, and the vision behind it
    "Chiến lược Dân số Việt Nam đến năm 2030, tầm nhìn đến năm 2045",
    "Chương trình phát triển giai đoạn 2026 - 2030",
    "giao kế hoạch vốn năm 2025 cho các đơn vị",
    # the year of a target
    "Đến năm 2025 đạt 80% trở lên; phấn đấu đến hết năm 2025 có khoảng 1.700 km",
    "nâng tỷ lệ công trình xanh vào năm 2030 trên cả nước",
    # an effect date and a cut-off of statistics
    "Quyết định này có hiệu lực từ ngày 01/7/2025",
    "số liệu tính đến ngày 30/6/2025",
    "Thời gian chốt số liệu báo cáo từ ngày 15/12/2024 đến ngày 14/6/2025",
    # a frequency that is a mere attribute
    "bố trí kinh phí trong dự toán ngân sách nhà nước hàng năm cho các cơ quan",  # ke-hoach-bac-ninh-2025
    "chương trình, kế hoạch công tác hằng năm của cơ quan",
    "kế hoạch đầu tư công trung hạn, hằng năm của tỉnh",
    "xử lý sự cố hàng ngày",
    "trên cơ sở kết quả đánh giá cán bộ định kỳ hằng năm của cấp có thẩm quyền",
    # no frequency at all
    "Định kỳ báo cáo kết quả; thường xuyên kiểm tra",
    # a share and a duty round the clock
    "trực 24/24 giờ, 1/3 số cán bộ",
    # a named day that nothing is held on
    "quán triệt các thông điệp về bình đẳng giới, Tháng hành động vì Trẻ em",  # huong-dan-binh-dang-gioi-2017
    "tổ chức “Chợ Tết Công đoàn năm 2025”, tặng quà Tết",                      # chuong-trinh-lai-chau-2025
    # the same day told again by the moon
    "nghỉ Tết (tức ngày 30/12 năm Kỷ Sửu)",
    # a heading in capitals
    "KẾ HOẠCH TRUYỀN THÔNG TRONG THÁNG 12/2025",
]
# fmt: on


@pytest.mark.parametrize(("text", "quote", "kind", "first", "last"), [*FOUND, *WINDOWS])
def test_found(text: str, quote: str, kind: str, first: str | None, last: str | None) -> None:
    """The text has this deadline and no other."""
    assert [(quote, kind, first, last)] == rows(context(text))


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text: str) -> None:
    """Nothing in the text bounds something to be done."""
    assert rows(context(text)) == []


@pytest.mark.parametrize(
    ("period", "issued_on", "expected"),
    [
        # the year the document plans for
        (("2024-01-01", "2024-12-31"), ISSUE, ("2024-11-30", None, "period")),
        # over several years it recurs
        (("2021-01-01", "2030-12-31"), ISSUE, ("--11-30", "FREQ=YEARLY", None)),
        # the year of issue
        (None, ISSUE, ("2025-11-30", None, "issue")),
        # … or the next, when the day has passed
        (None, "2025-12-05", ("2026-11-30", None, "issue")),
        # nothing to go by: nothing is invented
        (None, None, ("--11-30", None, None)),
    ],
)
def test_year(period: tuple[str, str] | None, issued_on: str | None, expected: tuple[str | None, ...]) -> None:
    """A day without a year takes it from the document by a rule that is named."""
    made = context("Báo cáo trước ngày 30/11.", period=period, issued_on=issued_on)
    (found,) = find_deadlines.run(made)

    assert expected == tuple(found.fields[name] for name in ("ends_on", "recurrence", "year_from"))


def test_one_yearly_word_governs_the_sentence() -> None:
    """As in "Hàng năm" at its head makes the days of a sentence recur and is no deadline beside them."""
    text = "Hàng năm, triển khai Tháng hành động từ ngày 15/11 đến 15/12 và Tháng hành động về dân số (tháng 12)."
    found = list(find_deadlines.run(context(text)))  # ke-hoach-tra-vinh-2021

    assert [(item.fields["ends_on"], item.fields["recurrence"]) for item in found] == [
        ("--12-15", "FREQ=YEARLY"),
        ("--12-31", "FREQ=YEARLY"),
    ]


def test_half_yearly_reports_recur_each_year() -> None:
    """As in "định kỳ 6 tháng" with two days is two days of every year."""
    text = "định kỳ 6 tháng báo cáo Bộ trước ngày 15 tháng 6 và trước ngày 01 tháng 12 để tổng hợp"
    found = list(find_deadlines.run(context(text)))

    assert [(item.fields["ends_on"], item.fields["recurrence"]) for item in found] == [
        ("--06-15", "FREQ=YEARLY"),
        ("--12-01", "FREQ=YEARLY"),
    ]


def test_citation_and_its_title_hold_no_deadline() -> None:
    """Neither the citation's date nor a time in the title behind it counts."""
    text = "Quán triệt Chỉ thị số 05/CT-BTC ngày 24/12/2025 v/v bình ổn giá trong dịp Tết Nguyên đán năm 2026."
    title = "bình ổn giá trong dịp Tết Nguyên đán năm 2026"
    made = context(text, cited="Chỉ thị số 05/CT-BTC ngày 24/12/2025", title=title)  # chi-thi-btc-2014

    assert rows(made) == []


@pytest.mark.parametrize("role", [Role.TARGET, Role.OBJECTIVE])
def test_targets_keep_their_years(role: Role) -> None:
    """In a section of targets years and frequencies belong to the targets."""
    text = "Hằng năm, 100% công đoàn cơ sở tổ chức đối thoại; đến hết năm 2025 hoàn thành."

    assert rows(context(text, role=role)) == []


@pytest.mark.parametrize("part", [Part.HEADER, Part.SIGNATURES, Part.RECIPIENTS])
def test_only_text_that_orders(part: Part) -> None:
    """The letterhead, the signatures and the recipients order nothing."""
    assert rows(context("gửi về trước ngày 20/5/2025", part=part)) == []


def test_action_is_the_clause() -> None:
    """What has to be done stands before the time, behind it, or in the item above."""
    before = context("Thực hiện chế độ báo cáo theo quy định; báo cáo năm trước ngày 05/11/2025.")
    behind = context("Hằng năm, xây dựng kế hoạch phối hợp.")
    above = context("- Ra mắt AI pháp luật hỗ trợ cán bộ.\n- Thời gian thực hiện: Tháng 12/2025.")

    actions = [[found.fields["action"] for found in find_deadlines.run(made)] for made in (before, behind, above)]

    assert actions == [["báo cáo năm"], ["xây dựng kế hoạch phối hợp"], ["Ra mắt AI pháp luật hỗ trợ cán bộ"]]


def test_anchor_of_an_offset() -> None:
    """The offset is a duration, the anchor is as printed."""
    (found,) = find_deadlines.run(context("Trong thời hạn 15 ngày kể từ ngày ký Quyết định này, Sở Y tế báo cáo"))

    assert (found.fields["offset"], found.fields["anchor"]) == ("P15D", "ngày ký Quyết định này")


def test_named_days_are_days() -> None:
    """Each row of the lexicon has a first and a last day of the calendar, or neither."""
    for row in table("named_days"):
        assert bool(row["first"]) is bool(row["last"]) is (row["kind"] != "lunar"), row["name"]
        assert row["name"] == row["name"].lower(), row["name"]
        assert row["example"], row["name"]
        assert row["source"], row["name"]
