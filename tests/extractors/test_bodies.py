"""Where do the names of bodies begin and end, and what are they in full?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.bodies import find_lists
from extractors.body_names import expand, full_name

PROVINCE = ("Ủy ban nhân dân tỉnh Bắc Ninh",)
CITY = ("Ủy ban nhân dân Thành phố Hồ Chí Minh",)
UNION = ("Liên đoàn Lao động tỉnh Lai Châu",)


def lists(text: str) -> list[list[str]]:
    return [[text[m.start : m.end] for m in found.mentions] for found in find_lists(text, 0, len(text))]


# fmt: off
CASES = [
    # the verb ends the name, the sector's own comma and "và" do not
    ("Sở Văn hóa, Thể thao và Du lịch chủ trì", [["Sở Văn hóa, Thể thao và Du lịch"]]),
    # the tone mark in the old place, the sector in small letters (chi-thi-btc-2014)
    ("Tổng cục thuế, Sở Văn hoá và Thể thao", [["Tổng cục thuế", "Sở Văn hoá và Thể thao"]]),
    # levels hang on the body in front; a class of bodies under one "các" is one mention
    ("UBND các xã, phường, đặc khu và các cơ quan, đơn vị liên quan triển khai",
     [["UBND các xã, phường, đặc khu", "các cơ quan, đơn vị liên quan"]]),
    # an office takes its body with it (chi-thi-bvhttdl-2010)
    ("thủ trưởng các cơ quan, đơn vị trực thuộc Bộ, Giám đốc Sở Y tế các tỉnh, thành phố trực thuộc Trung ương chỉ đạo",
     [["thủ trưởng các cơ quan, đơn vị trực thuộc Bộ", "Giám đốc Sở Y tế các tỉnh, thành phố trực thuộc Trung ương"]]),
    # "và" joins two heads, and stays inside a name (ke-hoach-tra-vinh-2021)
    ("Sở Tư pháp và Sở Tài chính; Công đoàn ngành và tương đương",
     [["Sở Tư pháp", "Sở Tài chính", "Công đoàn ngành và tương đương"]]),
    # an unknown name runs to the colon, its abbreviation included (chi-thi-btttt-2008)
    ("Trung tâm Ứng cứu khẩn cấp máy tính Việt Nam (VNCERT): Chuẩn bị",
     [["Trung tâm Ứng cứu khẩn cấp máy tính Việt Nam (VNCERT)"]]),
    # an attributive verb behind a class noun, a doing verb behind the name (chi-thi-bvhttdl-2010)
    ("các doanh nghiệp kinh doanh du lịch đảm bảo an toàn", [["các doanh nghiệp kinh doanh du lịch"]]),
    # a body in a body's name
    ("Ban Thường vụ LĐLĐ tỉnh về những vướng mắc", [["Ban Thường vụ LĐLĐ tỉnh"]]),
    # what stands in brackets does not break the list, a channel does (ke-hoach-tphcm-2025)
    ("Trung tâm Dịch vụ việc làm Thành phố (Sở Nội vụ), Ủy ban nhân dân xã", [["Trung tâm Dịch vụ việc làm Thành phố", "Ủy ban nhân dân xã"]]),
    ("UBND tỉnh (qua Sở Tư pháp) kết quả", [["UBND tỉnh"], ["Sở Tư pháp"]]),
    # the zones that a board manages, and the committees that a party's organ serves, are of its name (d294, d342, d380)
    ("phối hợp với Ban Quản lý các khu công nghệ cao và khu công nghiệp; các doanh nghiệp viễn thông rà soát",
     [["Ban Quản lý các khu công nghệ cao và khu công nghiệp", "các doanh nghiệp viễn thông"]]),
    ("Ban Quản lý các khu chế xuất và công nghiệp Cần Thơ chỉ đạo", [["Ban Quản lý các khu chế xuất và công nghiệp Cần Thơ"]]),
    ("Ban Tuyên giáo và Dân vận các tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương; văn phòng đảng ủy các ban, bộ, ngành:",
     [["Ban Tuyên giáo và Dân vận các tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương", "văn phòng đảng ủy các ban, bộ, ngành"]]),
    # a row of provinces by its ends (d366)
    ("Chủ tịch UBND các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng tổ chức", [["Chủ tịch UBND các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng"]]),
    # a class with a capital; "Ngân hàng" inside a name is none of its own (d302, d311, d298)
    ("Ủy ban Mặt trận Tổ quốc thành phố và các Đoàn thể tuyên truyền", [["Ủy ban Mặt trận Tổ quốc thành phố", "các Đoàn thể"]]),
    ("với các Ngân hàng thương mại tuyên truyền", [["các Ngân hàng thương mại"]]),
    ("Chi nhánh Ngân hàng Chính sách xã hội Thành phố, Sở Y tế", [["Chi nhánh Ngân hàng Chính sách xã hội Thành phố", "Sở Y tế"]]),
    ("Đảng ủy, UBND các xã, phường lãnh đạo", [["Đảng ủy", "UBND các xã, phường"]]),
    # committees, bar associations and party organs of their own names (d045, d056, d071, d281)
    ("phối hợp với Liên đoàn luật sư Việt Nam, các Bộ, ngành liên quan tạo cơ chế",
     [["Liên đoàn luật sư Việt Nam", "các Bộ, ngành liên quan"]]),
    ("các sở, ban, ngành, Ủy ban Mặt trận Tổ quốc tỉnh", [["các sở, ban, ngành", "Ủy ban Mặt trận Tổ quốc tỉnh"]]),
    ("các đơn vị cấp nước thuộc phạm vi quản lý xây dựng phương án", [["các đơn vị cấp nước thuộc phạm vi quản lý"]]),
    ("các Ủy ban của Quốc hội, Văn phòng Chính phủ nghiên cứu", [["các Ủy ban của Quốc hội", "Văn phòng Chính phủ"]]),
    ("Giao Vụ Kế hoạch làm đầu mối", [["Vụ Kế hoạch"]]),
    ("Đảng đoàn Quốc hội phối hợp với Ban cán sự đảng Chính phủ", [["Đảng đoàn Quốc hội"], ["Ban cán sự đảng Chính phủ"]]),
    # names with commas (d053, d289)
    ("cho Thường trực Ban Chỉ huy Phòng, chống lụt, bão và Tìm kiếm cứu nạn huyện, Sở Y tế",
     [["Thường trực Ban Chỉ huy Phòng, chống lụt, bão và Tìm kiếm cứu nạn huyện", "Sở Y tế"]]),
    ("với Ban Chính sách, chiến lược Trung ương, Bộ Y tế rà soát", [["Ban Chính sách, chiến lược Trung ương", "Bộ Y tế"]]),
    # what kind of bodies, not what they do (d294)
    ("Các đơn vị cấp nước sạch trên địa bàn thành phố có trách nhiệm", [["Các đơn vị cấp nước sạch trên địa bàn thành phố"]]),
    # provinces named behind their level are one mention
    ("Chủ tịch Ủy ban nhân dân các tỉnh: Gia Lai, Đắk Lắk và Khánh Hòa tiếp tục",
     [["Chủ tịch Ủy ban nhân dân các tỉnh: Gia Lai, Đắk Lắk và Khánh Hòa"]]),
    # each ministry of a series is named
    ("Các Bộ: Công an, Quốc phòng khẩn trương", [["Công an", "Quốc phòng"]]),
    # a document's type behind the name is not of it
    ("trình UBND tỉnh Kế hoạch triển khai", [["UBND tỉnh"]]),
    ("Ban Chỉ huy Phòng thủ dân sự tỉnh phối hợp", [["Ban Chỉ huy Phòng thủ dân sự tỉnh"]]),
    # a bare kind of a ministry's units stands between others (chi-thi-byt-2014)
    ("Lãnh đạo các Vụ, Cục, Văn phòng Bộ, Tổng cục, Thủ trưởng các đơn vị trực thuộc Bộ và đơn vị y tế các ngành, trong",
     [["Lãnh đạo các Vụ, Cục", "Văn phòng Bộ", "Tổng cục", "Thủ trưởng các đơn vị trực thuộc Bộ", "đơn vị y tế các ngành"]]),
    # … and alone it is none
    ("Tổng cục được thành lập", []),
    # the names behind the colon of a series need not be known (chi-thi-byt-2014); a body of its own goes on as itself
    ("Cục trưởng các Cục: Quản lý Khám, chữa bệnh, Y tế dự phòng, Quản lý Dược chỉ đạo",
     [["Quản lý Khám, chữa bệnh", "Y tế dự phòng", "Quản lý Dược"]]),
    ("Các Bộ, cơ quan: Tài chính, Ngoại giao, Tập đoàn Điện lực Việt Nam theo",  # thong-bao-vpcp-dien-bien-2025
     [["Tài chính", "Ngoại giao", "Tập đoàn Điện lực Việt Nam"]]),
    # media are a kind of their own; the noun said twice begins anew; so does one behind a qualified member
    ("các Sở, ngành, cơ quan phát thanh, truyền hình, các báo tổ chức việc",  # chi-thi-ttg-dat-dai-2014
     [["các Sở, ngành", "cơ quan phát thanh, truyền hình", "các báo"]]),
    ("Các bệnh viện Trung ương, bệnh viện được phân công; các cấp uỷ, cơ quan, đơn vị đẩy mạnh",  # ket-luan-bchtw-2025
     [["Các bệnh viện Trung ương", "bệnh viện được phân công", "các cấp uỷ", "cơ quan, đơn vị"]]),
    # what "các" governs is no verb (chi-thi-byt-2014)
    ("các xã, báo cáo kết quả", [["các xã"]]),
    # offices in small letters only in the plural (ket-luan-bchtw-2025)
    ("các đồng chí bí thư tỉnh uỷ, thành uỷ, các đồng chí bộ trưởng, thủ trưởng cơ quan ngang bộ phải",
     [["các đồng chí bí thư tỉnh uỷ, thành uỷ", "các đồng chí bộ trưởng", "thủ trưởng cơ quan ngang bộ"]]),
    ("bổ nhiệm bí thư", []),
    # a person's name belongs to the office, the place he looks after does not (cong-dien-ttg-2025)
    ("Phó Thủ tướng Nguyễn Thành Long tỉnh Gia Lai, Phó Thủ tướng Hồ Quốc Dũng tỉnh Khánh Hòa.",
     [["Phó Thủ tướng Nguyễn Thành Long", "Phó Thủ tướng Hồ Quốc Dũng"], ["tỉnh Khánh Hòa"]]),
    # a capital inside a sentence makes a body (chi-thi-binh-duong), at its start it may be the verb
    ("phối hợp với Thanh tra, Công an và Quản lý thị trường", [["Thanh tra", "Công an", "Quản lý thị trường"]]),
    # companies, units of the army, where units are
    ("Công ty cổ phần Sản xuất Nông sản Kim Sáng triển khai", [["Công ty cổ phần Sản xuất Nông sản Kim Sáng"]]),
    ("công ty cổ phần thành lập", [["công ty cổ phần"]]),
    ("Quân khu 5, Quân khu 7, các đơn vị đóng quân trên địa bàn triển khai", [["Quân khu 5", "Quân khu 7", "các đơn vị đóng quân trên địa bàn"]]),
    # Hồ Chí Minh City joins with dashes (quyet-dinh-ubnd-tphcm)
    ("Thủ trưởng các sở - ban - ngành thành phố, Chủ tịch UBND các quận - huyện, phường - xã - thị trấn chịu",
     [["Thủ trưởng các sở - ban - ngành thành phố", "Chủ tịch UBND các quận - huyện, phường - xã - thị trấn"]]),
    # a doing that began a line ends the name (cong-van-ubnd-tphcm-2025)
    ("Giao Sở Xây dựng Theo dõi, đôn đốc", [["Sở Xây dựng"]]),
    # an "và" inside a name, and one between two bodies (d301)
    ("chỉ đạo Chi cục Biển đảo và Thủy sản thực hiện, báo cáo Cục Thủy sản và Kiểm ngư.", [["Chi cục Biển đảo và Thủy sản"], ["Cục Thủy sản và Kiểm ngư"]]),
    ("Sở Tài chính và Kho bạc Nhà nước, Cục Thuế và Công an tỉnh", [["Sở Tài chính", "Kho bạc Nhà nước", "Cục Thuế", "Công an tỉnh"]]),
    ("Giám đốc Viện Chiến lược và Bà Nguyễn Thị A", [["Giám đốc Viện Chiến lược"]]),
    # "trực", "thông báo", a plural are no end of these names (d350, d335, d314)
    ("Văn phòng Thường trực Ban Chỉ đạo 389 quốc gia tăng cường", [["Văn phòng Thường trực Ban Chỉ đạo 389 quốc gia"]]),
    ("gửi Văn phòng Ban chỉ đạo phòng thủ dân sự quốc gia trước 13 giờ", [["Văn phòng Ban chỉ đạo phòng thủ dân sự quốc gia"]]),
    ("Văn phòng Ban chỉ đạo về phòng, chống tham nhũng, các tổ chức chính trị - xã hội có trách nhiệm",
     [["Văn phòng Ban chỉ đạo về phòng, chống tham nhũng", "các tổ chức chính trị - xã hội"]]),
    ("các doanh nghiệp viễn thông báo cáo kết quả", [["các doanh nghiệp viễn thông"]]),
    ("Liên hiệp các Hội Khoa học và Kỹ thuật; Báo và Phát thanh - Truyền hình Đắk Lắk",
     [["Liên hiệp các Hội Khoa học và Kỹ thuật", "Báo và Phát thanh - Truyền hình Đắk Lắk"]]),
    ("gửi Ban Chỉ đạo về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh.",
     [["Ban Chỉ đạo về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh"]]),
    # "địa phương" without its own "các" is one of the row (d314)
    ("phối hợp với các sở, ngành và địa phương tổ chức", [["các sở, ngành và địa phương"]]),
    ("phối hợp với doanh nghiệp, viện nghiên cứu, trường đại học tổ chức", [["doanh nghiệp", "viện nghiên cứu", "trường đại học"]]),
    # words that only look like bodies
    ("các cơ sở dữ liệu, các trường hợp, các đơn vị hành chính, bộ tiêu chí", []),
    ("cán bộ, đơn vị; trụ sở, ban; cung cấp, các ngành", [["các ngành"]]),
    # a verb that is spelt like a noun of bodies
    ("các sở, ngành tổ chức thực hiện", [["các sở, ngành"]]),
    ("sự lãnh đạo, chỉ đạo của Đảng", []),
    # a head without its name
    ("Trung tâm được thành lập", []),
    ("Ban hành kế hoạch, tổ chức tuyên truyền", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_bodies_spans(text: str, expected: list[list[str]]) -> None:
    assert lists(text) == expected


def test_bodies_series_names_each() -> None:
    text = "Bộ trưởng các Bộ: Công an, Quốc phòng"
    (found,) = find_lists(text, 0, len(text))
    assert [mention.name for mention in found.mentions] == ["Bộ trưởng Bộ Công an", "Bộ trưởng Bộ Quốc phòng"]


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        ("các cơ quan, đơn vị có liên quan", True),  # names nobody
        ("các cơ quan, đơn vị thuộc Bộ Y tế", False),  # says whose they are
        ("các thư viện", False),  # a kind of its own
    ],
)
def test_bodies_generic(text: str, generic: bool) -> None:
    (found,) = find_lists(text, 0, len(text))
    assert found.mentions[0].generic is generic


# fmt: off
NAMES = [
    # the level is completed by the issuer, or by the place of issue
    ("LĐLĐ tỉnh", "Lai Châu", (), "Liên đoàn Lao động tỉnh Lai Châu"),
    ("UBND tỉnh", "Bắc Ninh", PROVINCE, "Ủy ban nhân dân tỉnh Bắc Ninh"),
    ("Bảo hiểm xã hội Thành phố", "Thành phố Hồ Chí Minh", CITY, "Bảo hiểm xã hội Thành phố Hồ Chí Minh"),
    # departments and committees of the province
    ("Giám đốc Sở Nội vụ", "Bắc Ninh", PROVINCE, "Giám đốc Sở Nội vụ tỉnh Bắc Ninh"),
    ("Tỉnh ủy", "Bắc Ninh", PROVINCE, "Tỉnh ủy Bắc Ninh"),
    ("các sở, ban, ngành", "Nghệ An", ("Ủy ban nhân dân tỉnh Nghệ An",), "Các sở, ban, ngành tỉnh Nghệ An"),
    ("các sở, ban, ngành liên quan", "Nghệ An", ("Ủy ban nhân dân tỉnh Nghệ An",), "Các sở, ban, ngành liên quan"),
    ("Giám đốc các Sở", "Nghệ An", ("Ủy ban nhân dân tỉnh Nghệ An",), "Giám đốc các Sở tỉnh Nghệ An"),
    ("Giám đốc, Thủ trưởng các sở, ban ngành", "Cần Thơ", (), "Giám đốc, Thủ trưởng các sở, ban ngành"),
    ("Thủ trưởng các sở, ban ngành", "Nghệ An", ("Ủy ban nhân dân tỉnh Nghệ An",), "Thủ trưởng các sở, ban ngành tỉnh Nghệ An"),
    # each of a kind is the kind (d380)
    ("Mỗi đảng ủy trực thuộc Trung ương", None, (), "Đảng ủy trực thuộc Trung ương"),
    # a department whose commas are lost (d314)
    ("Sở Văn hoá Thể thao du lịch", "Nghệ An", ("Ủy ban nhân dân tỉnh Nghệ An",), "Sở Văn hóa, Thể thao và Du lịch tỉnh Nghệ An"),
    # the units of the issuing ministry; an office without its holder or "đồng chí"
    ("Lãnh đạo các Vụ, Cục", "Hà Nội", ("Bộ Y tế",), "Lãnh đạo các Vụ, Cục Bộ Y tế"),
    ("Phó Thủ tướng Nguyễn Thành Long", None, (), "Phó Thủ tướng Chính phủ"),
    ("các đồng chí bộ trưởng", None, ("Bộ Y tế",), "Bộ trưởng"),
    ("Đoàn TNCS Hồ Chí Minh", None, (), "Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
    # the ministry's own (chi-thi-btc-2014, chi-thi-btttt-2008)
    ("Bộ", "Hà Nội", ("Bộ Tài chính",), "Bộ Tài chính"),
    ("các cơ quan, đơn vị thuộc Bộ", None, ("Bộ Y tế",), "Các cơ quan, đơn vị thuộc Bộ Y tế"),
    # a union's organ (huong-dan-binh-dang-gioi-2017)
    ("Ban Nữ công", None, ("Công đoàn Công Thương Việt Nam",), "Ban Nữ công Công đoàn Công Thương Việt Nam"),
    ("Tổng Liên đoàn", None, (), "Tổng Liên đoàn Lao động Việt Nam"),
    # a class stays a class
    ("các LĐLĐ huyện, thành phố", "Lai Châu", UNION, "Các Liên đoàn Lao động huyện, thành phố"),
    ("UBND các xã", "Bắc Ninh", PROVINCE, "Ủy ban nhân dân các xã"),
    ("các Bộ", None, ("Bộ Y tế",), "Các Bộ"),
    # a ministry's place says nothing of a province
    ("UBND tỉnh", "Hà Nội", ("Bộ Tài chính",), "Ủy ban nhân dân tỉnh"),
    # another level than the issuer's
    ("UBND xã", "Bắc Ninh", PROVINCE, "Ủy ban nhân dân xã"),
    # two issuers: whose office it is, is not decided
    ("Văn phòng", "Lai Châu", (*UNION, "Hội Liên hiệp Phụ nữ tỉnh Lai Châu"), "Văn phòng"),
]
# fmt: on


@pytest.mark.parametrize(("mention", "place", "issuers", "expected"), NAMES)
def test_bodies_full_name(mention: str, place: str | None, issuers: tuple[str, ...], expected: str) -> None:
    assert full_name(mention, place, issuers) == expected


def test_bodies_own_abbreviation_wins() -> None:
    assert expand("BCT", (("BCT", "Bộ Công Thương"),)) == "Bộ Công Thương"
    assert expand("BCT") == "BCT"  # Bộ Chính trị or Bộ Công Thương: nothing is guessed


@given(st.text(alphabet="SởBộUNDtỉnh,;() cácvàchủtrì", max_size=120))
def test_bodies_lie_in_the_text_and_in_order(text: str) -> None:
    at = 0
    for found in find_lists(text, 0, len(text)):
        for mention in found.mentions:
            assert at <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
            at = mention.end
