"""What follows a citation: its issuer and its title, each as printed.

"… ngày 28/01/2008 | của Ban Chấp hành Trung ương Đảng khóa X | về “Tiếp tục xây dựng …”". A title ends at a
semicolon, a full stop, the next member of the list, or where the sentence goes on with a body that acts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from corpus.fold import lower
from extractors.citation_dates import date_at
from extractors.issuers import TERM_RE, begins_issuer, issuer_at
from extractors.mention import Mention
from extractors.spelling import words_for

OF_RE = re.compile(r"[ ]?,?[ ]?(?:\(?do[ ]|của[ ](?:liên[ ])?)")
BETWEEN_RE = re.compile(r"[ ]?,?[ ]?(?:ký[ ]kết[ ])?giữa[ ]")
PASSIVE_RE = re.compile(r"[ ](?:đã[ ]|vừa[ ])?(?:được|do)[ ]")
YEAR_OF_RE = re.compile(r"[ ]năm[ ]20\d\d(?=[ ]của[ ])")
PASSIVE_VERB_RE = re.compile(r"[ ](?:phê duyệt|ban hành|thông qua|ký ban hành)")
TITLE_RE = re.compile(
    rf"""
    [ ]?,?[ ]?
    (?P<about>(?:v/v|V/v|về[ ]việc|về|Về[ ]việc|Về)(?!\w)[ :]*(?=\S))     # về việc thực hiện …
    | [ ]?:?[ ]?(?P<quote>[“"])                                            # “Một số vấn đề …”
    | ,?[ ](?P<verb>{words_for("title_verb", any_case=True)})(?!\w)                  # quy định chi tiết …
    """,
    re.VERBOSE,
)
SO = r"(?:cụ[ ]thể[ ])?như[ ]sau(?!\w)"
CHANGED = r"(?:đã[ ])?được[ ](?:sửa[ ]đổi|bổ[ ]sung|điều[ ]chỉnh|thay[ ]thế)"
STOP_RE = re.compile(  # each branch by its first sign, for which re skips
    rf"""
    \.(?=[ ]|$|/) | \.[.…]{{2}} | …[.…]{{2}}
    | [ ](?:hết|chấm[ ]dứt|ngưng|có)[ ]hiệu[ ]lực        # … | hết hiệu lực kể từ ngày …
    | [ ]{SO} | ,[ ]{SO} | ,[ ](?:cụ[ ]thể|trong[ ]đó|ngoài[ ]ra|theo[ ]đó|[Kk]ết[ ]luận(?=:))(?!\w)
    | [ ]và(?=[ ](?:Kết[ ]luận|Thông[ ]báo|Ý[ ]kiến)[ ](?:tại|của)(?!\w))  # … | và Kết luận tại Hội nghị
    | [ ]{CHANGED} | ,[ ]{CHANGED}                       # … | đã được sửa đổi tại …
    | ; | \n | \|
    | \) | \( | “ | "
    | ,[ ] | [ ]và[ ]
    """,
    re.VERBOSE,
)
NOW_RE = re.compile(r"[ ]\((?:nay|trước đây|cũ) là [^()\n]{3,100}\)")  # của Bộ Công nghiệp | (nay là Bộ Công Thương)
SENT_RE = re.compile(r"[ ]gửi[ ][^,;:.()\d\n]{3,60}?(?=[ ](?:về|v/v)[ ])")  # … | gửi các địa phương | về việc …
COMRADE_RE = re.compile(r"đồng chí [^,;:.\n]{3,60}$")
AMENDED_RE = re.compile(r"[ ]\((?:đã )?sửa đổi(?:, bổ sung)?\)")
ISSUED_RE = re.compile(r"[ ](?:đã[ ])?(?:ký[ ])?(?:ban[ ]hành|có)[ ]$")
CAPITAL_RE = re.compile(r"(?<!\w)[A-ZĐÀ-Ỵ]")
OPENING_DATE_RE = re.compile(r"[Nn]gày[ ]\d{1,2}[^;.:]{4,24}\d{4},?[ ]$")
ALIAS_RE = re.compile(r"\((?:sau đây|dưới đây|gọi|viết)")
DAY_RE = re.compile(r"ngày[ ]\d{1,2}[/.-]\d{1,2}[/.-]\d{4},?[ ]")  # …, ngày 12/4/2017 | UBND tỉnh đã có
QUOTES = '“”"'
QUOTE_RE = re.compile(f"[{QUOTES}]")
MAX_TITLE = 700
ACT_RE = re.compile(r"(?:Quyết định|Nghị quyết|Nghị định|Chỉ thị|Thông tư|Kết luận)[ ](?:số[ ])?\d", re.IGNORECASE)
PLAN_RE = re.compile(r"(?:Kế hoạch|Chương trình hành động|Công văn)[ ](?:số[ ])?\d", re.IGNORECASE)
APPROVES_RE = re.compile(r"phê[ ]duyệt(?!\w)", re.IGNORECASE)
AT_NEXT_RE = re.compile(r"[ ]tại[ ](?:các[ ])?[^\W\d_]+[ ](?:[^\W\d_]+[ ])?(?:số[ ])?\d")
LEFT_REACH = 160
NEAR = 30  # … and the words right before it, such as "(kèm theo", " đã ký ban hành "
LEFT_OF_RE = re.compile(r"(?:^|[\s(])của[ ](?=[A-ZĐÀ-Ỵ])")
OPENED_RE = re.compile(r"[ ]?\((?:theo|tại|kèm theo)?[ ]?$")
AT_RE = re.compile(r"[ ](?:tại|nêu tại|trong)[ ](?:các[ ])?$")


def read_tail(line: str, mention: Mention, starts: Sequence[int]) -> None:
    """Read the issuer, a late date and the title behind a citation by number; ``starts`` are the line's mentions.

    >>> mention = Mention(0, 21, "chỉ thị", "21-CT/TW")
    >>> read_tail("Chỉ thị số 21-CT/TW   của Ban Bí thư về tiếp tục đẩy mạnh công tác phụ nữ; Nghị quyết", mention, [0])
    >>> mention.issuer, mention.title
    ('Ban Bí thư', 'về tiếp tục đẩy mạnh công tác phụ nữ')
    """
    at = _issuer(line, mention, _behind_term(line, mention.end))
    late = date_at(line, at) if mention.date is None and at > mention.end else None
    if late is not None and late.value is not None:  # "Nghị định số 34/2016/NĐ-CP của Chính phủ ngày 14/5/2016"
        mention.date, mention.end, at = late.value, late.end, late.end
        if mention.issuer is None:
            at = _issuer(line, mention, at)
    if mention.issuer and line.startswith((" (", " gửi"), at):
        for skipped in (NOW_RE, SENT_RE):
            at = match.end() if (match := skipped.match(line, at)) else at
    mention.tail = at
    title = TITLE_RE.match(line, at)
    if title is None or (title["verb"] and line[at : at + 1] == "," and lower(title["verb"]) != "phê duyệt"):
        return
    begin = title.start(next(name for name in ("about", "quote", "verb") if title[name]))
    end = _quoted_end(line, title) or _title_end(line, title.end(), starts)
    mention.inside, mention.tail = begin, end
    mention.title = _unquoted(line[begin:end])


def read_issuer_after(line: str, mention: Mention) -> None:
    """Read the issuer behind an instrument cited by name: "… của Thủ tướng Chính phủ", "đã được … phê duyệt"."""
    if line[mention.end : mention.end + 1] not in (" ", ",", "("):
        return
    passive = PASSIVE_RE.match(line, mention.end)
    if passive and begins_issuer(line, passive.end()):
        end = issuer_at(line, passive.end())
        if PASSIVE_VERB_RE.match(line, end):
            mention.issuer = line[passive.end() : end]
        return
    if mention.issuer is None:
        year = YEAR_OF_RE.match(line, mention.end)  # Kế hoạch dự trữ hàng hóa | năm 2025 | của Sở Công Thương
        mention.tail = max(mention.tail, _issuer(line, mention, year.end() if year else mention.end))


def issuer_before(line: str, start: int) -> str | None:
    """The issuer in front of a citation that stands in brackets or behind "tại".

    >>> line = "theo Quyết định của Thủ tướng Chính phủ (Quyết định số 1268/QĐ-TTg)"
    >>> issuer_before(line, line.index("Quyết định số"))
    'Thủ tướng Chính phủ'
    """
    left = line[max(0, start - LEFT_REACH) : start]
    near = max(0, len(left) - NEAR)
    edge = OPENED_RE.search(left, near) or AT_RE.search(left, near)
    if edge is None:
        return None
    places = [match.end() for match in LEFT_OF_RE.finditer(left, 0, edge.start())]
    if not places or not begins_issuer(left, places[-1]):
        return None
    end = issuer_at(left, places[-1])
    return left[places[-1] : end] if end >= edge.start() else None


def issued_before(line: str, start: int) -> tuple[str | None, str | None]:
    """Issuer and date that the sentence in front of a citation gives, each or None.

    >>> line = "Ngày 28 tháng 10 năm 2025, Sở Nội vụ đã ban hành Công văn số 3280/SNV-CC"
    >>> issued_before(line, line.index("Công văn"))
    ('Sở Nội vụ', '2025-10-28')
    """
    left = line[max(0, start - LEFT_REACH) : start]
    verb = ISSUED_RE.search(left, max(0, len(left) - NEAR))
    if verb is None:
        return None, None
    for capital in CAPITAL_RE.finditer(left, 0, verb.start()):
        if not begins_issuer(left, capital.start()):
            continue
        if issuer_at(left, capital.start()) == verb.start():
            opening = OPENING_DATE_RE.search(left[: capital.start()])
            date = date_at(left, opening.start()) if opening else None
            return left[capital.start() : verb.start()], date.value if date else None
    return None, None


def _behind_term(line: str, at: int) -> int:
    """Where the issuer is looked for: "… số 18-NQ/TW (khóa XII) | của Ban Chấp hành"; few have a term."""
    if not {"(", "k", "K"} & set(line[at : at + 3]):
        return at
    term = TERM_RE.match(line, at) or AMENDED_RE.match(line, at)
    return term.end() if term else at


def _issuer(line: str, mention: Mention, at: int) -> int:
    """Set the issuer that begins at ``at``; its end, or ``at`` itself."""
    between = BETWEEN_RE.match(line, at) if "giữa" in line[at : at + 20] else None
    of = between or OF_RE.match(line, at)
    if of and begins_issuer(line, of.end()):
        end = issuer_at(line, of.end(), joint=between is not None)
        if line[at : at + 1] == "," and AT_NEXT_RE.match(line, end):
            return at  # "của Bộ Chính trị tại A, của Ban Bí thư | tại B": the next one's
    elif line[at : at + 1] == " " and begins_issuer(line, at + 1) and mention.date is not None:
        of = re.compile(r"[ ]").match(line, at)  # "… ngày 25/10/2017 Hội nghị lần thứ sáu Ban Chấp hành Trung ương"
        end = issuer_at(line, at + 1)
    else:
        return at
    if of is not None and end > of.end():
        mention.issuer = line[of.end() : end]
        return end
    return at


def _quoted_end(line: str, title: re.Match[str]) -> int | None:
    """A title that is wholly in quotation marks ends with them."""
    opening = title.end() - 1 if title["quote"] else title.end()
    if line[opening : opening + 1] not in ("“", '"'):
        return None
    closing = re.compile(r"[”\"]").search(line, opening + 1, min(len(line), opening + MAX_TITLE))
    return closing.end() if closing else None


def _title_end(line: str, start: int, starts: Sequence[int]) -> int:
    limit = min(len(line), start + MAX_TITLE)
    at = start
    while True:
        match = STOP_RE.search(line, at, limit)
        if match is None:
            return _stripped(line, start, limit)
        sign = match[0]
        if sign in ("“", '"'):
            closing = re.compile(r"[”\"]").search(line, match.end(), limit)
            at = closing.end() if closing else match.end()
        elif sign == "(":
            if ALIAS_RE.match(line, match.start()):
                return _stripped(line, start, match.start())
            closing = re.compile(r"\)").search(line, match.end(), min(limit, match.end() + 120))
            at = closing.end() if closing else match.end()
        elif sign in (", ", " và "):
            if _ends_here(line, match.end(), start, starts, comma=sign == ", "):
                return _stripped(line, start, match.start())
            at = match.end()
        else:
            return _stripped(line, start, match.start())


def _ends_here(line: str, following: int, start: int, starts: Sequence[int], *, comma: bool) -> bool:
    """Does the list or the sentence go on with what follows a comma or "và"?"""
    index = bisect_left(starts, start)
    nested = index < len(starts) and starts[index] < following
    skipped = (
        following + len(match[0]) if (match := re.compile(r"(?:các[ ]|của[ ])").match(line, following)) else following
    )
    if any(following <= at <= skipped + 1 for at in starts[index : index + 8]):
        second = ACT_RE.match(line, following) or PLAN_RE.match(line, following)
        if nested and second and APPROVES_RE.search(line, max(0, start - 10), start + 12):
            return not ACT_RE.match(line, starts[index])  # what is approved is a scheme, never a second decision
        return not nested  # a second member inside a title belongs to the first nested one
    if comma and COMRADE_RE.search(line, max(start, following - 90), following - 2):
        return False  # "kết luận của đồng chí Tổng Bí thư Tô Lâm, | Trưởng Ban Chỉ đạo | tại Hội nghị": an apposition
    return comma and begins_issuer(line, dated.end() if (dated := DAY_RE.match(line, following)) else following)


def _unquoted(printed: str) -> str:
    """Without quotation marks around the whole, or one that has lost its other; those around a part stay.

    >>> _unquoted("“Một số vấn đề”"), _unquoted("phê duyệt “Đề án A”"), _unquoted("“Tiếp tục")
    ('Một số vấn đề', 'phê duyệt “Đề án A”', 'Tiếp tục')
    """
    title = printed.strip()
    marks = [mark.start() for mark in QUOTE_RE.finditer(title)]
    if marks in ([0], [len(title) - 1]):
        title, marks = title.strip(QUOTES), []
    if marks == [0, len(title) - 1]:
        title = title[1:-1]
    return title.strip(" ,;:")


def _stripped(line: str, start: int, stop: int) -> int:
    return start + len(line[start:stop].rstrip(" ,:-–"))
