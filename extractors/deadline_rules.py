"""Which time expressions are deadlines. Most are not.

A deadline bounds work to come: "trước ngày 20/5/2024", "xong trong tháng 12/2025", a line "Thời gian
thực hiện: …". None are: the date of a cited instrument, a year in a name or a title ("Chiến lược …
đến năm 2030"), a target's year, what has passed before the issue ("10 tháng năm 2025"), an effect
date, a cut-off of statistics, "hàng năm" as an attribute ("dự toán hàng năm"), "định kỳ" alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from corpus.lexicon.load import column
from extractors.named_days import CAN, CHI
from extractors.times import Time, TimeKind
from schemas.vocabulary import Bound, Role


@dataclass(frozen=True, slots=True)
class Place:
    """Where a time stands: its line, the role of its section and what the line is.

    ``time_line``: the line states a time of the item above ("Thời gian thực hiện: …").
    ``since``: the document's issue, or the start of its period; what ended before is the past.
    """

    low: str
    start: int
    end: int
    content: int
    role: Role
    time_line: bool
    since: str | None


CITED_RE = re.compile(
    r"""(?:
      \d[\w.]*\s?/\s?[\w./-]*[a-zđ][\w./-]*  # 145/2020/NĐ-CP
    | số\s+\d+[\w/-]*  # số 03
    | -[a-zđ]{2,}  # 20-NQ/TW cut by a line end
    )\s*,?\s*(?:\(?\s*ban\s+hành\s+)?\(?$""",
    re.VERBOSE,
)  # … số 20-NQ/TW, | ngày 28/01/2008
ISSUER_RE = re.compile(
    r"""\s*,?\s*(?:của|do)\s+(?:
      chính\s+phủ|thủ\s+tướng|quốc\s+hội|bộ|ban|ủy\s+ban|uỷ\s+ban|ubnd|tỉnh|tổng|hội|ủy|liên|sở|đảng
    )(?!\w)""",
    re.VERBOSE,
)  # ngày 19/12/2013 | của Thủ tướng Chính phủ
PAST_RE = re.compile(
    r"""(?<!\w)(?:
      tính|tính\s+đến|số\s+liệu  # tính từ ngày …
    | thời\s+điểm(?:\s+\d{1,2}\s*(?:h|giờ)\s*\d{0,2})?  # thời điểm 0h00 ngày …
    | đã\s+(?:được\s+)?\w+(?:\s+\w+)?  # đã ban hành …
    | họp|hiệu\s+lực(?:\s+thi\s+hành)?|ký|sinh|khóa|khoá  # có hiệu lực từ ngày …
    )\s+(?:là\s+|kể\s+)?$""",
    re.VERBOSE,
)
DONE_RE = re.compile(
    r"""(?<!\w)(?:
      hoàn\s+thành|xong|kết\s+thúc|ban\s+hành|trình|gửi|báo\s+cáo|triển\s+khai|tổ\s+chức|thực\s+hiện
    | thí\s+điểm|sơ\s+kết|tổng\s+kết
    )(?:\s+(?:việc|mới|ngay|thực\s+hiện))?\s*,?\s*$""",
    re.VERBOSE,
)  # hoàn thành | quý IV/2025
FINISH_RE = re.compile(r"(?<!\w)(?:hoàn\s+thành|xong)\s*,?\s*$")
REVIEW_RE = re.compile(r"(?<!\w)(?:sơ|tổng)\s+kết(?!\w)[^.;]*$")  # tổng kết Kế hoạch | vào năm 2030
VALUE_RE = re.compile(
    r"\d\s*%|(?:đạt|ít\s+nhất|tối\s+thiểu|giảm|tăng|còn|dưới|trên|có|khoảng)\s+(?:\w+\s+)?\d"
)  # đạt 80%, có khoảng 1.700 km
CUTOFF_RE = re.compile(
    r"chốt\s+số\s+liệu|lấy\s+số\s+liệu|(?<!định\s)kỳ\s+báo\s+cáo|thời\s+gian\s+(?:chốt|lấy|báo\s+cáo)|số\s+liệu\s+(?:được\s+)?tính"
)  # the period that a report covers
TIME_LINE_RE = re.compile(
    r"\s*(?:[-+•*]\s*)?(?:thời\s+(?:gian|hạn|điểm)|tiến\s+độ|lộ\s+trình|hạn)(?!\w)[^:;.\n]{0,40}:"
)  # Thời hạn trình: …
LIMIT_RE = re.compile(r"(?<!\w)(?:hạn|hoàn\s+thành|xong)(?!\w)")
LUNAR_RE = re.compile(rf"\s*(?:năm\s+{CAN}\s+{CHI}|âm\s+lịch|\(?\s*al\s*\)?)(?!\w)")  # ngày 10/3 | âm lịch
GRACE_DAYS = 15  # conclusions of a meeting are issued some days after it, and may set days before their issue
NOUN_RE = re.compile(
    r"(?:kế\s+hoạch|chương\s+trình|dự\s+toán|ngân\s+sách|chỉ\s+tiêu|nhiệm\s+vụ|báo\s+cáo|công\s+tác|kinh\s+phí|vốn)\s*$"
)  # kế hoạch | năm 2025
ATTRIBUTE_RE = re.compile(r"\s*(?:của|từ|cho|đã|được|là|\)|;|\.|$)")  # trung hạn, hằng năm | của tỉnh
OF_RE = re.compile(r"\s*của(?!\w)")
CLAUSE_START_RE = re.compile(r"(?:^|[.;:,(|\t•–-]|\bvà|\bhoặc|(?:^|\s)\d{1,2}(?:\.\d{1,2})*)\s*$")
REACH = 800
SENTENCE_RE = re.compile(r"[.;](?=\s|$)")
STRONG = frozenset({Bound.BEFORE, Bound.BY})
QUIET_ROLES = frozenset({Role.TARGET, Role.OBJECTIVE, Role.THEME})


def is_deadline(time: Time, place: Place) -> bool:
    """Does the time bound something to be done?"""
    if time.bare or _is_cited(time, place) or _is_lunar(time, place) or PAST_RE.search(_before(time, place)):
        return False
    if CUTOFF_RE.search(place.low, max(place.start, time.start - 60), min(place.end, time.end + 25)):
        return False
    if not place.time_line and is_past(time.first if time.bound is Bound.FROM else time.last, place):
        return _is_just_past(time, place)
    return RULES.get(time.kind, _never)(time, place)


def is_past(day: str | None, place: Place) -> bool:
    """Did the day pass before the document was issued? False where either is unknown."""
    return bool(day and place.since and not day.startswith("--") and day < place.since[: len(day)])


def _is_just_past(time: Time, place: Place) -> bool:
    if time.bound not in STRONG or time.kind is not TimeKind.DAY or not (time.last and place.since):
        return False
    if len(place.since) < 10:
        return False
    passed = dt.date.fromisoformat(place.since) - dt.date.fromisoformat(time.last)
    return passed.days <= GRACE_DAYS


def states_time(line: str) -> bool:
    """Does a lower-cased line open with a label such as "Thời hạn trình:"?"""
    return bool(TIME_LINE_RE.match(line))


def states_limit(line: str) -> bool:
    """Does the label name a limit and not a schedule: "Thời hạn: …", "Thời gian hoàn thành: …"?"""
    return states_time(line) and bool(LIMIT_RE.search(line.partition(":")[0]))


def sentence(place: Place, start: int, end: int) -> tuple[int, int]:
    """The sentence around ``start:end`` within its line, looking no further than a long sentence reaches."""
    first = max(place.content, start - REACH)
    for stop in SENTENCE_RE.finditer(place.low, first, start):
        first = stop.end()
    last = SENTENCE_RE.search(place.low, end, min(place.end, end + REACH))
    return first, last.start() if last else min(place.end, end + REACH)


def is_alone(time: Time, place: Place) -> bool:
    """Is the time a table cell or a line of its own?"""
    before = place.low[place.start : time.start].rstrip(" ")
    after = place.low[time.end : place.end].lstrip(" ")
    return (not before or before[-1] in "|\t") and (not after or after[0] in "|\t")


def _never(time: Time, place: Place) -> bool:
    return False


def _day(time: Time, place: Place) -> bool:
    """A day to come, whether bound or only scheduled; without a year it needs a bound."""
    if time.bound or time.recurrence or place.time_line:
        return True
    if not time.has_year or is_alone(time, place):
        return _alone(time, place) or _before(time, place).rstrip().endswith("(")
    return place.since is not None and not is_past(time.last, place)


def _month(time: Time, place: Place) -> bool:
    if time.bound or time.recurrence or place.time_line or _alone(time, place):
        return True
    before = _before(time, place)
    if before.rstrip().endswith("("):
        return True
    if NOUN_RE.search(before):
        return False
    to_come = place.since is not None and time.has_year and not is_past(time.first, place)
    return to_come or bool(DONE_RE.search(before))


def _interval(time: Time, place: Place) -> bool:
    return place.role not in QUIET_ROLES or place.time_line


def _quarter(time: Time, place: Place) -> bool:
    if place.time_line or _alone(time, place):
        return True
    return bool(time.bound or DONE_RE.search(_before(time, place))) and not _has_value(time, place)


def _part_of_year(time: Time, place: Place) -> bool:
    if place.time_line or _alone(time, place):
        return True
    return bool(time.bound and DONE_RE.search(_before(time, place)))


def _year(time: Time, place: Place) -> bool:
    """A year is a limit only where the words say so: else it belongs to a name, a plan or a target."""
    if place.time_line or _alone(time, place):
        return True
    if place.role in QUIET_ROLES or _has_value(time, place):
        return False
    before = _before(time, place)
    words = place.low[time.start : time.core[0]].split()
    if time.bound is Bound.BY:
        return words[0] in ("chậm", "muộn", "hết", "không") or "hết" in words
    if time.bound is Bound.DURING:
        said = words[:2] == ["từ", "nay"] or words[0] == "xong"
        return said or bool(FINISH_RE.search(before) or REVIEW_RE.search(before))
    if time.bound is Bound.FROM:
        return time.open_end or bool(DONE_RE.search(before))
    return time.bound is Bound.BEFORE or (time.open_end and not NOUN_RE.search(before))


def _years(time: Time, place: Place) -> bool:
    if place.time_line:
        return True
    if place.role in QUIET_ROLES:
        return False
    return time.open_end or bool(time.bound and DONE_RE.search(_before(time, place)) and not _has_value(time, place))


def _recurrence(time: Time, place: Place) -> bool:
    """A frequency at the head of a clause or behind the verb it repeats, never behind a noun."""
    if place.time_line or _alone(time, place):
        return True
    if (place.role in QUIET_ROLES) or _has_value(time, place):
        return False
    before = _before(time, place)
    opens = time.start <= place.content or bool(CLAUSE_START_RE.search(before))
    if not opens and OF_RE.match(place.low, time.end):
        return False  # "đánh giá cán bộ định kỳ hằng năm của cấp có thẩm quyền"
    if opens and before.rstrip().endswith((",", "và", "hoặc")) and ATTRIBUTE_RE.match(place.low, time.end):
        return False
    if time.bound or "BY" in (time.recurrence or "") or "định kỳ" in place.low[time.start : time.end]:
        return True
    return time.recurrence != "FREQ=DAILY" and (opens or bool(_verb_re().search(before)))


def _alone(time: Time, place: Place) -> bool:
    """Is the time a cell or line of its own, or does it open the item before a colon ("Tháng 3: …"), or close it?"""
    if is_alone(time, place):
        return time.kind is not TimeKind.DAY or time.last != place.since
    before, after = _before(time, place).rstrip(), place.low[time.end : min(place.end, time.end + 3)].strip()
    opens = time.start <= place.content and after[:1] == ":"
    labelled = before.endswith(":") and after in ("", ".", ";")  # "Xây dựng Kế hoạch: Quý II/2014"
    return (opens or labelled) and time.kind is not TimeKind.YEAR


def _has_value(time: Time, place: Place) -> bool:
    first, last = sentence(place, time.start, time.end)
    return bool(VALUE_RE.search(place.low, first, time.start) or VALUE_RE.search(place.low, time.end, last))


def _is_cited(time: Time, place: Place) -> bool:
    """As in "số 20-NQ/TW ngày 28/01/2008", "ngày 19/12/2013 của Thủ tướng": the date of an instrument."""
    if time.kind is not TimeKind.DAY or time.bound in STRONG:
        return False
    return bool(CITED_RE.search(_before(time, place)) or ISSUER_RE.match(place.low, time.end))


def _is_lunar(time: Time, place: Place) -> bool:
    """As in "(tức ngày 30/12 năm Kỷ Sửu)" says again, by the moon, what was said."""
    if LUNAR_RE.match(place.low, time.end):
        return True
    return bool(re.search(r"\(\s*(?:tức|nhằm)(?!\w)[^()]*$", _before(time, place)))


def _before(time: Time, place: Place) -> str:
    return place.low[max(place.start, time.start - 60) : time.start]


@cache
def _verb_re() -> re.Pattern[str]:
    verbs = "|".join(re.escape(verb).replace(r"\ ", r"\s+") for verb in column("recurring_actions", "verb"))
    return re.compile(rf"(?<!\w)(?:{verbs})\s+(?:định\s+kỳ\s+)?$")


RULES: dict[TimeKind, Callable[[Time, Place], bool]] = {
    TimeKind.DAY: _day,
    TimeKind.DAYS: _interval,
    TimeKind.MONTH: _month,
    TimeKind.MONTHS: _month,
    TimeKind.QUARTER: _quarter,
    TimeKind.PART_OF_YEAR: _part_of_year,
    TimeKind.YEAR: _year,
    TimeKind.YEARS: _years,
    TimeKind.SCHOOL_YEAR: lambda time, place: place.time_line,
    TimeKind.INTERVAL: _interval,
    TimeKind.RECURRENCE: _recurrence,
    TimeKind.OFFSET: lambda time, place: place.role not in QUIET_ROLES,
}
