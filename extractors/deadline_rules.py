"""Which time expressions are deadlines, and why the others are none.

A deadline bounds work to come: "trước ngày 20/5/2024", "xong trong tháng 12/2025", a line "Thời gian
thực hiện: …". None are: the date of a cited instrument, a year in a name or a title ("Chiến lược …
đến năm 2030"), a target's year, what has passed before the issue ("10 tháng năm 2025"), an effect
date, a cut-off of statistics, "hàng năm" as an attribute ("dự toán hàng năm"), "định kỳ" alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from extractors.deadline_frequency import is_by_reference, is_duty
from extractors.deadline_place import Place, before, is_alone, is_past, sentence, stands_alone
from extractors.deadline_years import (
    DONE_RE,
    follows_noun,
    is_season_limit,
    is_year_limit,
    is_years_limit,
)
from extractors.named_days import CAN, CHI
from extractors.times import Time, TimeKind
from schemas.vocabulary import Bound, Role

#: Why a time is no deadline: a code and what it means.
REASONS = {
    "citation": "The date of a cited instrument, or inside its name.",
    "bare": "Digits without a word that says they are a time.",
    "lunar": "A day by the moon that says again what was said.",
    "told": "It tells when something happened, took effect or was adopted.",
    "cutoff": "It bounds the statistics that a report covers, not the report.",
    "past": "It ended before the document was issued.",
    "review": "Its section looks back.",
    "attribute": "It qualifies a noun and repeats no duty.",
    "target": "The year or day that a target is due, or a section of targets.",
    "name": "It belongs to a name, a plan or a description; no word makes it a limit.",
    "preamble": "A schedule told in the preamble; only limits count there.",
    "column": "It stands in a column of a table that holds something else.",
    "governed": "It is the frequency of a day that stands behind it in the sentence.",
}

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
    | thông\s+qua  # Nghị quyết này đã được Hội đồng nhân dân … thông qua | ngày …
    )\s+(?:là\s+|kể\s+)?$""",
    re.VERBOSE,
)
#: what the sentence goes on to tell as done: "đến ngày 19 tháng 11 năm 2025 | đã có 15 bộ, ngành …"
TOLD_RE = re.compile(r"\s*(?:chưa\s|,?\s*(?:[^\s,.;]+\s+){0,8}?đã\s)")
VALUE_RE = re.compile(
    r"\d\s*%|(?:đạt|ít\s+nhất|tối\s+thiểu|giảm|tăng|còn|dưới|trên|có|khoảng|hoàn\s+thành|mục\s+tiêu)\s+(?:\w+\s+)?\d"
)  # đạt 80%, có khoảng 1.700 km
CUTOFF_RE = re.compile(
    r"chốt\s+số\s+liệu|lấy\s+số\s+liệu|(?<!định\s)kỳ\s+báo\s+cáo|thời\s+gian\s+(?:chốt|lấy|báo\s+cáo)|số\s+liệu\s+(?:được\s+)?tính"
)  # the period that a report covers
COUNTED_RE = re.compile(r"\W*(?:số\s+lượng|tổng\s+số|số\s+liệu)(?!\w)")  # a column: "Số lượng BCV trước 01/7/2025"
PLAN_RE = re.compile(  # nhiệm vụ trọng tâm | đến tháng 6/2027
    r"(?<!\w)(?:nhiệm\s+vụ|phương\s+hướng|kế\s+hoạch|chương\s+trình|mục\s+tiêu)(?:\s+trọng\s+tâm|\s+công\s+tác)?\s*$"
)
LUNAR_RE = re.compile(rf"\s*(?:năm\s+{CAN}\s+{CHI}|âm\s+lịch|\(?\s*al\s*\)?)(?!\w)")  # ngày 10/3 | âm lịch
LUNAR_OPEN_RE = re.compile(r"\(\s*(?:tức|nhằm)(?!\w)[^()]*$")
GRACE_DAYS = 15  # conclusions of a meeting are issued some days after it, and may set days before their issue
NEAR_START = 5  # blanks between an item's label and its first word
CUTOFF_NEAR, CUTOFF_BEHIND = 60, 25
STRONG = frozenset({Bound.BEFORE, Bound.BY})
QUIET_ROLES = frozenset({Role.TARGET, Role.OBJECTIVE, Role.THEME})
STATED_BARE = frozenset({TimeKind.MONTH, TimeKind.YEAR, TimeKind.YEARS, TimeKind.DAY})


def refusal(time: Time, place: Place) -> str | None:
    """Why the time is no deadline, as a code of ``REASONS``; None where it is one."""
    if time.bare and not (place.time_line and time.kind in STATED_BARE and stands_alone(time, place)):
        return "bare"
    if _is_cited(time, place):
        return "citation"
    if _is_lunar(time, place):
        return "lunar"
    if _is_told(time, place):
        return "told"
    first, last = sentence(place, time.start, time.end)
    if CUTOFF_RE.search(place.low, max(first, time.start - CUTOFF_NEAR), min(last, time.end + CUTOFF_BEHIND)):
        return "cutoff"
    if COUNTED_RE.match(place.low, place.content, time.start) and not place.time_line:
        return "cutoff"
    if (place.column or not place.time_line) and is_past(time.first if time.bound is Bound.FROM else time.last, place):
        return None if _is_just_past(time, place) else "past"
    if place.column and not place.time_line and time.bound is None:
        return "column"
    if place.review and time.bound not in STRONG:
        return "review"
    return RULES[time.kind](time, place)


def _is_just_past(time: Time, place: Place) -> bool:
    if time.bound not in STRONG or time.kind is not TimeKind.DAY or not (time.last and place.since):
        return False
    if len(place.since) < 10:
        return False
    passed = dt.date.fromisoformat(place.since) - dt.date.fromisoformat(time.last)
    return passed.days <= GRACE_DAYS


def _is_told(time: Time, place: Place) -> bool:
    """Does the sentence tell what happened, and not what is to happen?"""
    if PAST_RE.search(before(time, place)) or _reports(time, place):
        return True
    return time.bound is not Bound.BEFORE and bool(TOLD_RE.match(place.low, time.end, place.end))


def _reports(time: Time, place: Place) -> bool:
    """ "Đến 12h00 ngày 21/11/2025, toàn tỉnh ghi nhận …": what was so on the day of issue or before it."""
    near = time.start - place.content < NEAR_START
    opens = near and not place.low[place.content : time.start].strip() and place.low.startswith("đến ", time.start)
    passed = time.last is not None and place.since is not None and time.last <= place.since
    return opens and passed and place.low.startswith(",", time.end)


def _else(accepted: bool, code: str) -> str | None:
    return None if accepted else code


def _never(time: Time, place: Place) -> str | None:
    return "name"


def _day(time: Time, place: Place) -> str | None:
    """A day to come, whether bound or only scheduled; without a year it needs a bound."""
    if time.bound or time.recurrence or place.time_line:
        return None
    if not time.has_year or is_alone(time, place):
        return _else(stands_alone(time, place) or before(time, place).rstrip().endswith("("), "name")
    return _else(place.since is not None and not is_past(time.last, place), "name")


def _month(time: Time, place: Place) -> str | None:
    left = before(time, place)
    if time.bound is Bound.BY and PLAN_RE.search(left) and not place.time_line:
        return "name"
    if time.bound or time.recurrence or place.time_line or stands_alone(time, place):
        return None
    if left.rstrip().endswith("("):
        return None
    if follows_noun(left):
        return "attribute"
    to_come = place.since is not None and time.has_year and not is_past(time.first, place)
    return _else(to_come or bool(DONE_RE.search(left)), "name")


def _interval(time: Time, place: Place) -> str | None:
    return _else(place.role not in QUIET_ROLES or place.time_line, "target")


def _quarter(time: Time, place: Place) -> str | None:
    if place.time_line or stands_alone(time, place):
        return None
    if not (time.bound or DONE_RE.search(before(time, place))):
        return "name"
    return _else(not _has_value(time, place), "target")


def _part_of_year(time: Time, place: Place) -> str | None:
    if place.time_line or stands_alone(time, place):
        return None
    return _else(bool(time.bound and DONE_RE.search(before(time, place))), "name")


def _year(time: Time, place: Place) -> str | None:
    """A year is a limit only where the words say so: else it belongs to a name, a plan or a target."""
    if place.time_line or stands_alone(time, place):
        return None
    if place.role in QUIET_ROLES or _has_value(time, place):
        return "target"
    return _else(is_year_limit(time, place), "name")


def _years(time: Time, place: Place) -> str | None:
    if place.time_line:
        return None
    if place.role in QUIET_ROLES:
        return "target"
    if not is_years_limit(time, place):
        return "name"
    return _else(time.open_end or not _has_value(time, place), "target")


def _season(time: Time, place: Place) -> str | None:
    if place.time_line:
        return None
    if place.role in QUIET_ROLES or _has_value(time, place):
        return "target"
    return _else(is_season_limit(time, place), "name")


def _recurrence(time: Time, place: Place) -> str | None:
    """A frequency at the head of a clause or behind the verb it repeats, never behind a noun."""
    if is_by_reference(time, place):
        return "attribute"
    if place.time_line or stands_alone(time, place):
        return None
    if (place.role in QUIET_ROLES) or _has_value(time, place):
        return "target"
    return _else(is_duty(time, place), "attribute")


def _has_value(time: Time, place: Place) -> bool:
    first, last = sentence(place, time.start, time.end)
    return bool(VALUE_RE.search(place.low, first, time.start) or VALUE_RE.search(place.low, time.end, last))


def _is_cited(time: Time, place: Place) -> bool:
    """As in "số 20-NQ/TW ngày 28/01/2008", "ngày 19/12/2013 của Thủ tướng": the date of an instrument."""
    if time.kind is not TimeKind.DAY or time.bound in STRONG:
        return False
    return bool(CITED_RE.search(before(time, place)) or ISSUER_RE.match(place.low, time.end))


def _is_lunar(time: Time, place: Place) -> bool:
    """As in "(tức ngày 30/12 năm Kỷ Sửu)" says again, by the moon, what was said."""
    if LUNAR_RE.match(place.low, time.end):
        return True
    return bool(LUNAR_OPEN_RE.search(before(time, place)))


RULES: dict[TimeKind, Callable[[Time, Place], str | None]] = {
    TimeKind.DAY: _day,
    TimeKind.DAY_NUMBER: _never,
    TimeKind.DAYS: _interval,
    TimeKind.MONTH: _month,
    TimeKind.MONTHS: _month,
    TimeKind.QUARTER: _quarter,
    TimeKind.PART_OF_YEAR: _part_of_year,
    TimeKind.TO_DATE: _never,
    TimeKind.YEAR: _year,
    TimeKind.YEARS: _years,
    TimeKind.SCHOOL_YEAR: lambda time, place: _else(place.time_line, "name"),
    TimeKind.SEASON: _season,
    TimeKind.INTERVAL: _interval,
    TimeKind.RECURRENCE: _recurrence,
    TimeKind.OFFSET: _interval,
    TimeKind.SPAN: _interval,
}
