"""Does a sentence give the right references, with issuer, title, pinpoint and relation, and no others?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.mention_relations import relate
from extractors.references import find_references, read_line
from extractors.stage import Context, Facts
from schemas.outline import Node, Outline, PartSpan
from schemas.vocabulary import Part, Role


def context(text: str, *, part: Part = Part.BODY, facts: Facts = Facts()) -> Context:  # noqa: B008
    """A text that is one part of a document."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return Context(text, Outline((PartSpan(part, 0, len(text)),), ()), tuple(lines), facts)


def found(text: str, **kwargs: Any) -> list[tuple[str, dict[str, Any]]]:
    """Quotes and fields of the references in a text."""
    made = context(text, **kwargs)
    return [(text[f.start : f.end], f.fields) for f in find_references.run(made)]


# fmt: off
RELATIONS = [
    # one trigger for a list of names: chuong-trinh-phoi-hop-lai-chau-2024
    ("Căn cứ Luật Công đoàn, Điều lệ Hội LHPN Việt Nam và Nghị quyết số 15/NQ-BCH;", ["basis", "basis", "basis"]),
    # a list by semicolons, titles with verbs of their own in between
    ("Căn cứ Chỉ thị 21-CT/TW về tiếp tục thực hiện công tác phụ nữ; Nghị quyết số 02-NQ/TW;", ["basis", "basis"]),
    # nested in a title: its own verb; the second nested one shares it: huong-dan-nu-cong-2024
    ("Thúc đẩy thực hiện Kết luận số 05/KL-TLĐ về tiếp tục thực hiện Nghị quyết 6b về nữ công và Chỉ thị số 03 về thi đua.",
     ["implements", "implements", "implements"]),
    # a review says more than the verb next to the name: huong-dan-binh-dang-gioi-2017
    ("tổng kết 10 năm thi hành luật bình đẳng giới", ["reviews"]),
    ("Sơ kết 05 năm thực hiện Nghị quyết 07/TLĐ-BCH", ["reviews"]),
    # two reviews in one sentence: chuong-trinh-lai-chau-2025
    ("tổng kết 10 năm thực hiện Nghị quyết 06b/NQ-TLĐ và 05 năm thực hiện Kết luận số 01/KL-BCH", ["reviews", "reviews"]),
    # the chain ends with the stronger verb: ke-hoach-bac-ninh-2025
    ("tuyên truyền, phổ biến, quán triệt Nghị quyết số 27/NQ-TW", ["implements"]),
    # publicity alone is a mere citation: ke-hoach-tra-vinh-2021
    ("đẩy mạnh tuyên truyền Nghị quyết số 21-NQ/TW", ["cites"]),
    # "theo quy định", "theo … quy định tại" is a basis, what is only said to stand there is not: d316, s049, huong-dan-nu-cong-2024
    ("theo quy định của Luật Việc làm", ["basis"]),
    ("thực hiện đầy đủ các nhiệm vụ theo qui định tại Quyết định số 1294/QĐ-BNV", ["basis"]),
    # the members of a list in bullets, whatever sign they end with (công văn Hà Nội 2025)
    ("Thực hiện nghiêm túc:\n- Luật Đấu thầu.\n- Nghị định số 214/2025/NĐ-CP.\nLuật Đất đai.", ["implements", "implements", "cites"]),
    ("Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV", ["basis"]),
    ("rà soát, báo cáo theo hướng dẫn tại văn bản số 16495/BTC-PTHT", ["basis"]),
    ("triển khai đúng quy định của Luật Việc làm", ["basis"]),
    ("rà soát các dự án có tình huống pháp lý tương tự Nghị quyết số 170/2024/QH15", ["cites"]),
    ("xem xét văn bản quy phạm pháp luật quy định tại khoản 3 Điều 4 của Luật Ban hành văn bản quy phạm pháp luật", ["cites"]),
    ("theo các mẫu biểu quy định tại Phụ lục II Thông tư số 10/2022/TT-BLĐTBXH và Thông tư số 11/2022/TT-BNV", ["basis", "basis"]),
    ("được quy định trong Bộ luật Lao động năm 2019", ["cites"]),
    # … and rules that are changed or carried out are what the verb says: d282
    ("Sửa đổi một số quy định trong Luật Viên chức; Luật Doanh nghiệp", ["amends", "amends"]),
    ("thực hiện các quy định tại Nghị định số 30/2020/NĐ-CP", ["implements"]),
    # what is reviewed stands in front of the bracket: d350
    ("thực hiện ý kiến chỉ đạo tại Hội nghị sơ kết đợt cao điểm (Thông báo số 341/TB-VPCP)", ["implements"]),
    ("tổng kết 5 năm thực hiện Chiến lược quốc gia (Quyết định số 1/QĐ-TTg)", ["reviews"]),
    # months count as years do, and to watch is not to review: d350, d316
    ("sơ kết 6 tháng việc thực hiện Chỉ thị số 13/CT-TTg", ["reviews"]),
    ("giám sát, đánh giá thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021 - 2025", ["implements"]),
    # when a law takes effect is a time: chi-thi-ttg-2014
    ("tổ chức thực hiện việc định giá đất khi Luật đất đai có hiệu lực thi hành", ["cites"]),
    ("thực hiện các quy định khi Luật Công đoàn có hiệu lực thi hành", ["implements"]),  # chuong-trinh-lai-chau-2025
    # what a decision issues, as what it approves: d359
    ("Căn cứ Quyết định số 1644/QĐ-BXD ban hành Chiến lược chuyển đổi số của Bộ Xây dựng giai đoạn 2025-2030", ["basis", "cites"]),
    # "theo dõi" is no "theo"
    ("theo dõi Luật Việc làm", ["cites"]),
    # guides, and nested in the guide's title: huong-dan-nu-cong-2024
    ("hướng dẫn thi hành Luật Việc làm", ["guides"]),
    # changes of an instrument
    ("tham gia ý kiến sửa đổi, bổ sung Luật bình đẳng giới", ["amends"]),
    ("Kế hoạch này thay thế Kế hoạch số 371/KH-UBND", ["replaces"]),
    ("Bãi bỏ Quyết định số 12/QĐ-UBND, Quyết định số 15/QĐ-UBND.", ["repeals", "repeals"]),
    ("Thông tư số 5/2015/TT-BNV hết hiệu lực kể từ ngày 01/7/2025.", ["repeals"]),
    # the law that an amended law was amended by shares its part
    ("Căn cứ Luật Bảo hiểm xã hội số 41/2024/QH15 được sửa đổi, bổ sung bởi Luật số 73/2025/QH15", ["basis", "basis"]),
    # amended otherwise than "sửa đổi, bổ sung": d311
    ("Căn cứ Quyết định số 650/QĐ-LĐTBXH (được điều chỉnh bổ sung bởi Quyết định số 128/QĐ-LĐTBXH)", ["basis", "basis"]),
    # to be amended or replaced: it stays in force
    ("đề xuất sửa đổi, bổ sung hoặc thay thế Quyết định số 12/2020/QĐ-UBND", ["amends"]),
    # a part of what is carried out: d311
    ("thực hiện các dự án thuộc Chương trình mục tiêu quốc gia giảm nghèo bền vững", ["cites"]),
    # the verb of the sentence before does not reach over the full stop
    ("Triển khai thực hiện kế hoạch. Nghị định số 110/2004/NĐ-CP là văn bản", ["cites"]),
]
TAILS = [
    ("Kế hoạch số 1/KH-UBND của UBND tỉnh về bảo vệ bí mật nhà nước năm 2025...", "UBND tỉnh", "về bảo vệ bí mật nhà nước năm 2025"),
    # issuer and title
    ("Chỉ thị số 52-CT/TW ngày 09/01/2016 của Ban Bí thư về tăng cường sự lãnh đạo của Đảng.", "Ban Bí thư", "về tăng cường sự lãnh đạo của Đảng"),
    # term of the issuer
    ("Quyết định số 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị (khóa XI) và Luật", "Bộ Chính trị (khóa XI)", None),
    # without "của": ke-hoach-tra-vinh-2021
    ("Nghị quyết số 21-NQ/TW ngày 25/10/2017 Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII về công tác dân số",
     "Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII", "về công tác dân số"),
    # a name with commas and "và"
    ("Thông tư số 7/2011/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch Hướng dẫn thực hiện", "Bộ Văn hóa, Thể thao và Du lịch", "Hướng dẫn thực hiện"),
    # two issuers
    ("Chương trình phối hợp số 5346/CTPH-TLĐ-HLHPN giữa Tổng Liên đoàn Lao động Việt Nam và Hội Liên hiệp Phụ nữ Việt Nam về tổ chức",
     "Tổng Liên đoàn Lao động Việt Nam và Hội Liên hiệp Phụ nữ Việt Nam", "về tổ chức"),
    # the issuer in front of the brackets: chuong-trinh-lai-chau-2025
    ("Quyết định của Thủ tướng Chính phủ (Quyết định số 1268/QĐ-TTg ngày 19/10/2022)", "Thủ tướng Chính phủ", None),
    # the issuer in front of "tại": chi-thi-btc-2014
    ("chỉ đạo của Bộ trưởng Bộ Tài chính tại Chỉ thị số 05/CT-BTC v/v bình ổn giá.", "Bộ trưởng Bộ Tài chính", "v/v bình ổn giá"),
    # a title in quotation marks ends with them
    ("Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương Đảng (khóa XII) “Một số vấn đề”; đề xuất đổi mới", "Ban Chấp hành Trung ương Đảng (khóa XII)", "Một số vấn đề"),
    # the sentence goes on with the body that acts: ke-hoach-tra-vinh-2021
    ("Kế hoạch số 120/KH-TLĐ của Tổng Liên đoàn Lao động Việt Nam về việc thực hiện dân số, Ban Thường vụ Liên đoàn Lao động tỉnh ban hành",
     "Tổng Liên đoàn Lao động Việt Nam", "về việc thực hiện dân số"),
    # a known ministry in small letters
    ("Quyết định số 12/QĐ-LĐTBXH của Bộ Lao động thương binh và xã hội về việc ban hành Quy chế.",
     "Bộ Lao động thương binh và xã hội", "về việc ban hành Quy chế"),
    # a title that begins with a capital: d302, d311
    ("Thông báo số 552/TB-VPCP của Văn phòng Chính phủ Kết luận Phiên họp lần thứ tư;", "Văn phòng Chính phủ", "Kết luận Phiên họp lần thứ tư"),
    ("Kế hoạch số 77/KH-UBND của UBND thành phố Cần Thơ Thực hiện công tác giảm nghèo;", "UBND thành phố Cần Thơ", "Thực hiện công tác giảm nghèo"),
    # … but never inside a body's name
    ("Quyết định số 1/QĐ-BCĐ của Ban Chỉ đạo Triển khai Đề án 06 về việc kiện toàn", "Ban Chỉ đạo Triển khai Đề án 06", "về việc kiện toàn"),
    # the scheme that is approved, behind a comma: d311
    ("Quyết định số 128/QĐ-BLĐTBXH của Bộ Nội vụ, phê duyệt Kế hoạch truyền thông;", "Bộ Nội vụ", "phê duyệt Kế hoạch truyền thông"),
    # a comma at the end of the line is no part: s027
    ("Nghị định số 110/2004/NĐ-CP của Chính phủ về công tác văn thư,", "Chính phủ", "về công tác văn thư"),
    # quotation marks around a part of the title stay: d344
    ("Quyết định số 749/QĐ-TTg của Thủ tướng Chính phủ phê duyệt “Chương trình Chuyển đổi số quốc gia”;",
     "Thủ tướng Chính phủ", "phê duyệt “Chương trình Chuyển đổi số quốc gia”"),
    # … and the one that closes the citation goes: s027
    ("“Nghị định số 110/2004/NĐ-CP của Chính phủ về công tác văn thư”;", "Chính phủ", "về công tác văn thư"),
    # the sentence goes on: d081, d103, d071, d374
    ("Quyết định số 253/QĐ-TTg của Thủ tướng Chính phủ về việc phê duyệt Đề án củng cố chính quyền cơ sở, cụ thể như sau:",
     "Thủ tướng Chính phủ", "về việc phê duyệt Đề án củng cố chính quyền cơ sở"),
    ("Quyết định số 432/QĐ-TTg của Thủ tướng Chính phủ phê duyệt Chiến lược phát triển bền vững, trong đó có các chỉ tiêu",
     "Thủ tướng Chính phủ", "phê duyệt Chiến lược phát triển bền vững"),
    ("Nghị định số 78/2025/NĐ-CP của Chính phủ quy định chi tiết thi hành pháp luật được sửa đổi, bổ sung năm 2025",
     "Chính phủ", "quy định chi tiết thi hành pháp luật"),
    ("Công văn số 12/SNV-CC của Sở Nội vụ về việc báo cáo kết quả, ngày 12/4/2017 UBND huyện đã có",
     "Sở Nội vụ", "về việc báo cáo kết quả"),
    # the issuer's name today, and whom a letter went to, stand before the title: d301, d379
    ("Thông tư số 32/2014/TT-BNNPTNT của Bộ Nông nghiệp và PTNT (nay là Bộ Nông nghiệp và Môi trường) về quan trắc;",
     "Bộ Nông nghiệp và PTNT", "về quan trắc"),
    ("Văn bản số 10911/BTC-NSNN của Bộ Tài chính gửi các địa phương về việc số hóa tài liệu.", "Bộ Tài chính", "về việc số hóa tài liệu"),
    # a second instrument, with a number or without, ends the title: d301, d350
    ("Quyết định số 4255/QĐ-BNN của Bộ Xây dựng về việc phê duyệt Chương trình “Quan trắc đến năm 2040” và Kế hoạch 223/KH-UBND",
     "Bộ Xây dựng", "về việc phê duyệt Chương trình “Quan trắc đến năm 2040”"),
    ("Chỉ thị số 13/CT-TTg của Thủ tướng Chính phủ về chống buôn lậu và Kết luận tại Hội nghị trực tuyến", "Thủ tướng Chính phủ", "về chống buôn lậu"),
    # a person's office behind the name acts on nothing: d379
    ("Thông báo số 7-TB/VPTW của Văn phòng Trung ương về kết luận của đồng chí Tổng Bí thư Tô Lâm, Trưởng Ban Chỉ đạo tại Hội nghị.",
     "Văn phòng Trung ương", "về kết luận của đồng chí Tổng Bí thư Tô Lâm, Trưởng Ban Chỉ đạo tại Hội nghị"),
    # committees with "về" in their names: d314, d359, d379
    ("Quyết định số 03-QĐ/BCĐ của Ban Chỉ đạo về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh ban hành Chương trình;",
     "Ban Chỉ đạo về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh", "ban hành Chương trình"),
    ("Thông báo số 30-TB/TGV của Tổ giúp việc Ban chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số.",
     "Tổ giúp việc Ban chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số", None),
    ("Cơ quan thường trực Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số đã có văn bản số 07-TB/CQTTBCĐ",
     "Cơ quan thường trực Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số", None),
    # neither is printed
    ("theo Kế hoạch số 24/KH-UBND.", None, None),
    # an issuer is no title, a verb no issuer
    ("Quyết định số 12/QĐ-UBND của các cấp", None, None),
]
PINPOINTS = [
    # commas between the levels: chuong-trinh-phoi-hop-lai-chau-2024
    ("«Khoản 1, Điều 4, Điều lệ Hội LHPN Việt Nam»", {"article": "4", "clause": "1"}),
    ("«điểm a khoản 2 Điều 5 Nghị định số 191/2013/NĐ-CP»", {"article": "5", "clause": "2", "point": "a"}),
    ("«Điều 12 của Luật Công đoàn»", {"article": "12"}),
    # lists and ranges
    ("các «Điều 5, 6 và 7 Luật Việc làm»", {"article": "5, 6 và 7"}),
    ("từ «Điều 5 đến Điều 10 của Luật Việc làm»", {"article": "5-10"}),
    # reversed, an inserted article, a chapter
    ("«Điều 28a khoản 3 Luật Thanh niên»", {"article": "28a", "clause": "3"}),
    ("«Chương II Luật Thanh niên»", {"chapter": "II"}),
    # as the Party counts: d143
    ("«Điểm 6.1, Quy định số 294-QĐ/TW»", {"point": "6.1"}),
    # "một số điều của" is no place
    ("một số điều của «Luật trẻ em»", None),
    # a place in the document itself is not the next instrument's
    ("Điều 9 Nghị định này và «Luật Thanh niên»", None),
    # a day is no clause
    ("ngày 5 «Luật Thanh niên»", None),
]
NOTHING = [
    "Các nghị quyết của Tổng Liên đoàn, kế hoạch công tác năm 2024",
    "Kinh phí thực hiện Kế hoạch này theo quy định của pháp luật về ngân sách",
    "phong trào thi đua “Giỏi việc nước, đảm việc nhà”, cuộc vận động “Mái ấm Công đoàn”",
    "Kỷ niệm chương “Vì sự phát triển của Phụ nữ Việt Nam”",
    "Tổ chức Đại hội đại biểu toàn quốc lần thứ XIV của Đảng",
    "Lập dự toán theo Mẫu số 01/TH-DT trước ngày 30/6/2025",
    "",
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), RELATIONS)
def test_references_relation_is_the_governing_verbs(text: str, expected: list[str]) -> None:
    """The nearest verb governs, lists share it, titles keep theirs."""
    assert expected == [fields["relation"] for _, fields in found(text)]


@pytest.mark.parametrize(("text", "issuer", "title"), TAILS)
def test_references_issuer_and_title(text: str, issuer: str | None, title: str | None) -> None:
    """Issuer and title as printed, to where they end."""
    numbered = next(fields for _, fields in found(text) if fields["number"])

    assert (issuer, title) == (numbered["issuer"], numbered["title"])


@pytest.mark.parametrize(("marked", "pinpoint"), PINPOINTS)
def test_references_begin_at_their_pinpoint(marked: str, pinpoint: dict[str, str] | None) -> None:
    """The place in front belongs to the quote, bare numbers to the pinpoint."""
    text = marked.replace("«", "").replace("»", "")
    quote = marked[marked.index("«") + 1 : marked.index("»")]
    [(words, fields)] = found(text)

    assert (quote, pinpoint) == (words, fields["pinpoint"])


@pytest.mark.parametrize("text", NOTHING)
def test_references_need_an_identity(text: str) -> None:
    """Classes, events, campaigns and forms are no references."""
    assert found(text) == []


def test_references_letters_that_look_latin_are_read_as_such() -> None:
    """Cyrillic С and Т stand in the symbol (230/CĐ-TTg 2025)."""
    (mention,) = read_line("theo văn bản số 16495/BТС-PTHT ngày 22/10/2025")

    assert mention.number == "16495/BTC-PTHT"


def test_references_members_of_a_list_share_issuer_and_date() -> None:
    """A date behind a comma and the issuer are the whole list's (chuong-trinh-lai-chau-2025)."""
    text = "theo Quyết định số 217-QĐ/TW, Quyết định số 218-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị (khóa XI)"

    assert [(f["date"], f["issuer"]) for _, f in found(text)] == [("2013-12-12", "Bộ Chính trị (khóa XI)")] * 2


def test_references_a_date_without_a_comma_is_its_own_members() -> None:
    """Without the comma, the first member has no date."""
    text = "Nghị định số 55/2015/NĐ-CP và Nghị định số 116/2018/NĐ-CP ngày 07/9/2018 của Chính phủ"

    assert [f["date"] for _, f in found(text)] == [None, "2018-09-07"]


def test_references_issuer_named_once_in_front_of_a_list() -> None:
    """The issuer stands before the colon."""
    text = "các Quyết định của Ủy ban nhân dân tỉnh Thái Bình: số 1697/QĐ-UBND; số 932/QĐ-UBND"

    assert [f["issuer"] for _, f in found(text)] == ["Ủy ban nhân dân tỉnh Thái Bình"] * 2


def test_references_issuer_in_front_of_a_list_ends_before_the_type_word() -> None:
    """ "của A tại các văn bản: số 1, số 2" (d343, d377)."""
    text = "chỉ đạo của Bộ Nông nghiệp và Môi trường tại các văn bản: số 9593/BNNMT-MT, số 9671/BNNMT-MT"

    assert [f["issuer"] for _, f in found(text)] == ["Bộ Nông nghiệp và Môi trường"] * 2


def test_references_a_series_under_one_type_word_shares_title_and_date() -> None:
    """Also across semicolons, what a member has itself aside (d335)."""
    text = (
        "Các Công điện: số 007/CĐ-UBND ngày 17/11/2025, số 008/CĐ-UBND và số 009/CĐ-UBND ngày 19/11/2025; "
        "số 010/CĐ-UBND ngày 20/11/2025 của UBND tỉnh về khắc phục hậu quả lũ lụt."
    )

    fields = [f for _, f in found(text)]
    assert [f["date"] for f in fields] == ["2025-11-17", "2025-11-19", "2025-11-19", "2025-11-20"]
    assert {(f["issuer"], f["title"]) for f in fields} == {("UBND tỉnh", "về khắc phục hậu quả lũ lụt")}


def test_references_issuer_is_the_office_that_the_symbol_names() -> None:
    """Not the person whose order the letters hand on (d350)."""
    text = "theo chỉ đạo của Phó Thủ tướng Chính phủ tại Văn bản số 6721/VPCP-V.I và số 7514/VPCP-V.I của Văn phòng Chính phủ"

    assert [f["issuer"] for _, f in found(text)] == ["Văn phòng Chính phủ"] * 2


def test_references_issuer_behind_the_year_of_a_name() -> None:
    """ "Kế hoạch … năm 2025 | của Sở Công Thương" (d335)."""
    [(_, fields)] = found(
        "Theo Kế hoạch dự trữ hàng hóa phòng, chống thiên tai năm 2025 của Sở Công Thương. Nguồn hỗ trợ"
    )

    assert fields["issuer"] == "Sở Công Thương"


def test_references_an_issuer_behind_a_comma_may_be_the_next_ones() -> None:
    """ "của A tại X, của B tại Y" (d366)."""
    text = "Căn cứ chỉ đạo của Bộ Chính trị tại thông báo số 99-TB/TW ngày 21/11/2025, của Ban Bí thư tại văn bản số 213-KL/TW"

    assert [(f["type"], f["issuer"]) for _, f in found(text)] == [
        ("thông báo", "Bộ Chính trị"),
        ("kết luận", "Ban Bí thư"),
    ]


def test_references_a_list_with_semicolons_shares_an_issuer_that_the_symbol_names() -> None:
    """ "TW" is several bodies' (d335)."""
    text = "Quyết định số 1/QĐ-TTg; Quyết định số 2/QĐ-TTg của Thủ tướng Chính phủ; Kết luận số 3-KL/TW; Kết luận số 4-KL/TW của Ban Bí thư"

    assert [f["issuer"] for _, f in found(text)] == ["Thủ tướng Chính phủ", "Thủ tướng Chính phủ", None, "Ban Bí thư"]


def test_references_a_decision_is_not_approved_by_another() -> None:
    """The second decision is no part of the first one's title (d088)."""
    text = (
        "Quyết định số 249/QĐ-TTg phê duyệt Đề án phát triển dịch vụ môi trường đến năm 2020 và "
        "Quyết định số 1030/QĐ-TTg ngày 20/7/2009 phê duyệt Đề án phát triển công nghiệp môi trường đến năm 2015"
    )

    assert [f["title"] for _, f in found(text) if f["number"]] == [
        "phê duyệt Đề án phát triển dịch vụ môi trường đến năm 2020",
        "phê duyệt Đề án phát triển công nghiệp môi trường đến năm 2015",
    ]


def test_references_late_date_extends_the_quote() -> None:
    """The date behind the issuer is the act's."""
    [(quote, fields)] = found("Nghị định số 34/2016/NĐ-CP của Chính phủ ngày 14/5/2016 quy định chi tiết")

    assert (quote, fields["date"]) == ("Nghị định số 34/2016/NĐ-CP của Chính phủ ngày 14/5/2016", "2016-05-14")


def test_references_of_an_introduced_list_take_its_verb() -> None:
    """Lines below "Bãi bỏ …:" are repealed; the list ends with its full stop."""
    text = "Bãi bỏ các văn bản sau:\n1. Quyết định số 1/QĐ-UBND;\n2. Quyết định số 2/QĐ-UBND.\nQuyết định số 3/QĐ-UBND."

    assert [f["relation"] for _, f in found(text)] == ["repeals", "repeals", "cites"]


def test_references_of_a_list_of_guiding_documents_take_the_verb_in_front() -> None:
    """ "văn bản hướng dẫn" is a kind of documents, not what is done with them."""
    text = "Tiếp tục thực hiện Luật và các văn bản hướng dẫn của Trung ương, nhất là:\n- Nghị quyết số 21-NQ/TW;\n- Kết luận số 2-KL/TW."

    assert [f["relation"] for _, f in found(text)] == ["implements", "implements"]


def test_references_in_an_appendix_are_cited() -> None:
    """Whatever governs them there."""
    text = "Kế hoạch số 120/KH-TLĐ thực hiện Chỉ thị số 06-CT/TW"

    assert [f["relation"] for _, f in found(text, part=Part.APPENDIX)] == ["cites", "cites"]


@pytest.mark.parametrize(("role", "relation"), [(Role.TASK, "implements"), (Role.APPENDIX, "cites")])
def test_references_of_an_attached_plan_are_governed_as_in_a_body(role: Role, relation: str) -> None:
    """A plan that a decision issues has items with roles; a list or a form has none (2623/QĐ-TTg 2025)."""
    text = "KẾ HOẠCH\n1. Triển khai thi hành Luật Bảo vệ dữ liệu cá nhân"
    plan, item = text.index("KẾ"), text.index("1.")
    nodes = (
        Node("PL", None, "appendix", plan, plan, item, len(text), True, Role.APPENDIX, None),
        Node("PL.1", "1.", "arabic", item, item + 3, len(text), len(text), False, role, 0),
    )
    made = context(text, part=Part.APPENDIX)
    outline = Outline(made.outline.parts, nodes)

    (reference,) = find_references.run(replace(made, outline=outline))
    assert reference.fields["relation"] == relation


def test_references_of_an_attached_guide_may_be_its_basis() -> None:
    """A near "theo quy định tại" in its prose counts; grounds as a form lists them do not (d316, d379)."""
    text = (
        "Thu thập thông tin theo các mẫu quy định tại Thông tư số 10/2022/TT-BLĐTBXH và Thông tư số 11/2022/TT-BNV.\n"
        "Căn cứ Luật Lưu trữ\nTheo dõi việc thực hiện Luật Việc làm"
    )

    assert [f["relation"] for _, f in found(text, part=Part.APPENDIX)] == ["basis", "basis", "cites", "cites"]


def test_references_leave_out_what_the_documents_own_title_names() -> None:
    """Where the title is printed in the text, unless a verb in it does something with the instrument (d316)."""
    facts = Facts(type="kế hoạch", title="Giám sát Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2025")

    text = "Ủy ban nhân dân ban hành Kế hoạch giám sát Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2025."
    assert found(text, facts=facts) == []
    assert found("ban hành Kế hoạch thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững", facts=facts)
    assert found("Sở Y tế báo cáo về Chương trình mục tiêu quốc gia giảm nghèo bền vững.", facts=facts)


def test_references_are_not_read_in_header_and_recipients() -> None:
    """Names in the document's own title are none."""
    text = "Triển khai thi hành Luật Việc làm"

    assert found(text, part=Part.HEADER) == []
    assert found(text, part=Part.RECIPIENTS) == []


def test_references_leave_out_the_documents_own_number() -> None:
    """Also without zeros; the same number of another day is another act."""
    facts = Facts(number="07/HD-TLĐ", issued_on="2024-01-23")

    assert found("Hướng dẫn số 7/HD-TLĐ này", facts=facts) == []
    assert found("(Kèm theo Hướng dẫn số 07/HD-TLĐ ngày 23/01/2024)", facts=facts) == []
    assert [f["number"] for _, f in found("Hướng dẫn số 07/HD-TLĐ ngày 12/6/2020", facts=facts)] == ["07/HD-TLĐ"]


def test_references_leave_out_what_an_appendix_is_attached_to() -> None:
    """Also where the file has lost its letterhead (d380)."""
    attached = "(Kèm theo Hướng dẫn số 40-HD/BTGDVTW, ngày 27/11/2025 của Ban Tuyên giáo và Dân vận Trung ương)"

    assert found(attached, facts=Facts(type="hướng dẫn")) == []
    assert [f["number"] for _, f in found(attached, facts=Facts(type="quy chế"))] == ["40-HD/BTGDVTW"]


def test_references_leave_out_a_plan_named_like_the_document() -> None:
    """The document's own title in its preamble or closing (ke-hoach-bac-ninh-2025)."""
    facts = Facts(type="kế hoạch", title="NÂNG CAO NĂNG LỰC CHO ĐỘI NGŨ CÁN BỘ GIAI ĐOẠN 2026 - 2030")

    assert found("Thực hiện Kế hoạch nâng cao năng lực cho đội ngũ cán bộ giai đoạn 2026 - 2030", facts=facts) == []


def test_references_short_form_is_found_later() -> None:
    """A short form without a number is a mention wherever it stands behind its definition."""
    text = (
        "thực hiện Chiến lược dữ liệu quốc gia đến năm 2030 (sau đây gọi tắt là Chiến lược dữ liệu). Chiến lược này mới.\n"
        "Tổ chức thực hiện Chiến lược dữ liệu tại cơ sở"
    )

    assert [quote for quote, _ in found(text)] == ["Chiến lược dữ liệu quốc gia đến năm 2030", "Chiến lược dữ liệu"]
    assert found(text)[1][1]["title"] == "Chiến lược dữ liệu quốc gia đến năm 2030"


def test_references_type_word_alone_is_no_short_form() -> None:
    """ "Chương trình" may mean any programme, whatever was defined."""
    text = "Chương trình giảm nghèo giai đoạn 2021-2025 (sau đây gọi là Chương trình). Thực hiện Chương trình tại cơ sở"

    assert [quote for quote, _ in found(text)] == ["Chương trình giảm nghèo giai đoạn 2021-2025"]


def test_references_never_cross_a_line_and_quote_the_text() -> None:
    """Spans lie inside one line, in reading order."""
    text = "Căn cứ Luật Công đoàn;\nNghị quyết số\n20-NQ/TW ngày 28/01/2008 và Nghị quyết 6b."
    places = [(f.start, f.end) for f in find_references.run(context(text))]

    assert places == sorted(places)
    assert all("\n" not in text[start:end] for start, end in places)


def test_references_confidence_is_lower_for_names_that_were_guessed() -> None:
    """A citation by number is surer than a name by grammar."""
    line = "thực hiện Nghị quyết số 20-NQ/TW, Luật Đường thủy nội địa"
    mentions = read_line(line)
    relate(line, mentions)

    assert mentions[0].confidence > 0.9 > mentions[1].confidence
