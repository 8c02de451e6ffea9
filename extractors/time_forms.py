"""The leaves of the time grammar: one printed day, month, quarter, year, period or frequency each.

Leaves know nothing of the words around them: ``times`` joins them to ranges and reads their bounds.
All patterns run over lower-cased text. Refused here: "1/3 số hộ" and "24/7" without "ngày" come out
as ``bare``, to be believed only where the words around them say that a day is meant; "10 tháng năm
2025" (what has passed of a year) and "năm 2025" are different forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from extractors import calendar


class TimeKind(StrEnum):
    """What a time expression names."""

    DAY = "day"  # ngày 20/5/2024
    DAY_NUMBER = "day_number"  # ngày 15 (its month stands elsewhere)
    DAYS = "days"  # từ ngày 15/11 đến ngày 15/12
    MONTH = "month"  # tháng 6/2024
    MONTHS = "months"  # tháng 5, 6/2024
    QUARTER = "quarter"  # quý I/2025
    PART_OF_YEAR = "part_of_year"  # 6 tháng đầu năm 2025
    TO_DATE = "to_date"  # 10 tháng năm 2025: how far a year has gone
    YEAR = "year"  # năm 2025
    YEARS = "years"  # giai đoạn 2021-2025, nhiệm kỳ 2020-2025
    SCHOOL_YEAR = "school_year"  # năm học 2023-2024
    SEASON = "season"  # những tháng cuối năm, dịp cuối năm và đầu năm mới: a part of a year without days
    INTERVAL = "interval"  # tháng 12/2024 đến hết quý I/2025
    RECURRENCE = "recurrence"  # hằng năm, 6 tháng một lần
    OFFSET = "offset"  # trong thời hạn 15 ngày kể từ ngày ký
    SPAN = "span"  # từ ngày ban hành Kế hoạch đến khi tổ chức thành công Đại hội


@dataclass(frozen=True, slots=True)
class Leaf:
    """One form at ``text[start:end]``; days are ISO 8601, ``--MM-DD`` without a year."""

    start: int
    end: int
    kind: TimeKind
    first: str | None = None
    last: str | None = None
    recurrence: str | None = None
    number: int | None = None
    bare: bool = False

    @property
    def has_year(self) -> bool:
        """Does the leaf print its year?"""
        return self.last is not None and calendar.has_year(self.last)


YEAR = r"(?:1[89]|20)\d{2}(?!\d)"
COUNT = r"\d{1,2}|hai|ba|bốn|năm|sáu|chín"
COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "chín": 9, "một": 1}
UNIT = "ngày|tuần|tháng|quý|năm"
EDGE_OF_YEAR = rf"(?:cuối|đầu)\s+năm(?:\s+mới)?(?:\s+{YEAR})?"  # cuối năm 2025
QUARTER = r"iv|i{1,3}|[1-4]"
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
UNITS = {
    "ngày": ("DAILY", 1),
    "tuần": ("WEEKLY", 1),
    "tháng": ("MONTHLY", 1),
    "quý": ("MONTHLY", 3),
    "năm": ("YEARLY", 1),
}
THIRDS = {"thượng": ("01", "10"), "trung": ("11", "20"), "hạ": ("21", None)}  # tuần: of a month
WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "nhật": "SU"}

LEAF_RE = re.compile(  # the second line is what a form can begin with: it saves trying all of them at every word
    rf"""(?<![\w/])
    (?=\d|ngày|năm|những|nhiệm|m(?:ùng|ồng|ỗi|ột|ấy)|h(?:ằng|àng|ai|ết|ạ\s)|dịp|b(?:a\s|ốn)|sáu|c(?:hín|ác|uối|hủ)
      |t(?:háng|hứ|hường|hời|hượng|rong|rung|ối|uần|heo)|quý|đ(?:ịnh|ầu)|gi(?:ai|ữa)|ít|\s+20)
    (?<!\d[.,])(?<![a-zđ]-)(?:
      (?P<full>(?:ngày\s*)?(?P<d>\d{{1,2}})\s?(?P<sep>[/.-])\s?(?P<m>\d{{1,2}})\s?  # ngày 20/5/2024, 1.7.2025
        (?P=sep)\s?(?P<y>{YEAR})(?![\w/]))
    | (?P<short>ngày\s+(?P<sd>\d{{1,2}})/(?P<sm>\d{{1,2}})/(?P<sy>\d{{2}})(?![\w/]))  # ngày 20/5/24
    | (?P<words>(?:(?:ngày|mùng|mồng)\s+){{0,2}}(?P<wd>\d{{1,2}})\s+tháng\s+(?P<wm>\d{{1,2}})(?!\d)
        (?:\s*(?:năm|/|-)\s*(?P<wy>{YEAR}))?(?![/%]))  # ngày 31 tháng 01 năm 2024
    | (?P<daymonth>(?P<dm_word>ngày\s*)?(?P<dd>\d{{1,2}})\s?/\s?(?P<dm>\d{{1,2}})
        (?:\s+năm\s+(?P<dy>{YEAR}))?(?!(?!đến)[\w/%]|[.,]\d|-(?!\s?\d{{1,2}}/)))  # ngày 28/6; (28/6); 01/01đến
    | (?P<dashmonth>ngày\s+(?P<hd>\d{{1,2}})-(?P<hm>\d{{1,2}})(?![\w/%-]))  # ngày 8-3
    | (?P<season>(?:(?:những|các|mấy)\s+tháng|dịp)\s+{EDGE_OF_YEAR}  # những tháng cuối năm
        (?:\s+và\s+(?:(?:những|các)\s+tháng\s+|dịp\s+)?{EDGE_OF_YEAR})?  # dịp cuối năm | và đầu năm mới
        |{EDGE_OF_YEAR}\s+và\s+{EDGE_OF_YEAR})
    | (?P<year_end>(?:cuối|hết)\s+năm(?!\s*\d|\s+(?:học|mới|tài|ngân)))  # từ nay đến | cuối năm
    | (?P<to_date>(?:{COUNT})\s+tháng\s+năm\s+(?P<ty>{YEAR}))  # 10 tháng năm 2025
    | (?P<part>(?P<pn>{COUNT})\s+tháng\s+(?P<pw>đầu|cuối)\s+(?:của\s+)?năm  # 6 tháng đầu năm 2025
        (?:\s+(?P<py>{YEAR}))?)
    | (?P<quarter>quý\s+(?P<q>{QUARTER})(?!\w)  # quý II, III/2025; quý IV năm 2024
        (?:\s*(?:,|và|đến|-|–)\s*(?:quý\s+)?(?P<q2>{QUARTER})(?!\w)){{0,3}}
        (?:\s*(?:/|-|,?\s*năm)\s*(?P<qy>{YEAR}))?)
    | (?P<school>năm\s+học\s+(?P<s1>{YEAR})\s*[-–/]\s*(?P<s2>{YEAR}))  # năm học 2023-2024
    | (?P<listed>(?:{COUNT}|các|những)\s+năm\s+(?P<l1>{YEAR})(?:\s*,\s*{YEAR}){{0,4}}  # hai năm 2014 và 2015
        \s*(?:,|và)\s*(?:năm\s+)?(?P<l2>{YEAR})(?!\s*/))
    | (?P<years>(?P<years_word>(?:giai\s+đoạn|nhiệm\s+k[ỳìỷ]|thời\s+k[ỳìỷ]|(?:các\s+)?năm|trong)\s+)?
        (?P<y1>{YEAR})\s*[-–—]\s*(?P<y2>{YEAR}))  # giai đoạn 2021 - 2025
    | (?P<month>(?:(?P<third>thượng|trung|hạ)\s+tuần\s+)?tháng\s+(?P<mo>\d{{1,2}})(?!\d|%)  # tháng 6/2024, tháng 12
        (?:\s*(?:/|-|\.|,?\s*năm)\s*(?P<my>{YEAR}))?)
    | (?P<lone_month>(?P<om>\d{{1,2}})/(?P<oy>20\d{{2}})(?![\w/]))  # 3/2014, in a column of times
    | (?P<lone_year>(?<![^|])\s*(?P<ly>20\d{{2}})\s*(?=\||$))  # 2026, a cell of its own
    | (?P<year>(?:(?:đầu|giữa|cuối)\s+)?năm\s+(?P<yy>{YEAR})(?!\s*/))  # năm 2025, cuối năm 2025
    | (?P<often>(?:(?:định|thường)\s+k[ỳì]\s*(?:,\s*|\(\s*)?)?(?:ít\s+nhất\s+|tối\s+thiểu\s+)?
        (?P<on>{COUNT}|một|mỗi)\s+(?P<ou>{UNIT})\s*(?:/|một\s+|1\s+|01\s+)\s*lần(?:\s*\))?)  # 6 tháng một lần
    | (?P<weekly>(?:thứ\s+(?P<w1>\w+)|(?P<sunday>chủ\s+nhật))  # thứ Bảy hoặc Chủ nhật hàng tuần
        (?:\s*(?:,|và|hoặc)\s*(?:thứ|chủ)\s+(?P<w2>\w+))?\s+(?:hằng|hàng|mỗi)\s+tuần)
    | (?P<every>(?:định\s+k[ỳì]\s*,?\s*)?(?:theo\s+)?(?:hằng|hàng|mỗi)\s+(?P<eu>{UNIT})(?!\s+học)
        (?:\s+(?:một|1|01)\s+lần)?)  # hằng năm, định kỳ hằng quý
    | (?P<periodic>định\s+k[ỳì]\s+(?:theo\s+)?(?:(?P<rn>{COUNT})\s+)?(?P<ru>tháng|quý|năm|tuần)
        (?!\s+(?:học|\d)))  # định kỳ quý, định kỳ 6 tháng
    | (?P<week>tuần\s+(?:đầu|cuối|thứ)(?:\s+\w+){{0,2}}?\s+(?:của\s+)?  # tuần cuối cùng của tháng thứ 3 trong quý
        (?P<wu>tháng\s+(?:thứ\s+\w+|đầu|cuối)(?:\s+\w+)?\s+(?:(?:của|trong|mỗi|hằng|hàng)\s+)?quý
        |(?:hằng|hàng|mỗi)\s+tháng))
    | (?P<number>(?:ngày|mùng|mồng)\s+(?:(?:mùng|mồng)\s+)?(?P<nd>\d{{1,2}})
        (?![\w/%]|[.,]\d|\s+tháng\s+\d))  # ngày 15
    )""",
    re.VERBOSE,
)


def find_leaves(low: str, start: int, end: int) -> Iterator[Leaf]:
    """Yield the forms of lower-cased text in reading order.

    >>> [(leaf.kind.value, leaf.first) for leaf in find_leaves("ngày 20/5/2024, quý i/2025", 0, 26)]
    [('day', '2024-05-20'), ('quarter', '2025-01-01')]
    """
    for match in LEAF_RE.finditer(low, start, end):
        leaf = FORMS[match.lastgroup or ""](match)  # a form's own group is the last to close
        if leaf is not None:
            yield Leaf(*match.span(), leaf.kind, leaf.first, leaf.last, leaf.recurrence, leaf.number, leaf.bare)


def rrule(unit: str, count: int = 1) -> str:
    """A frequency as an RFC 5545 value.

    >>> rrule("quý"), rrule("tháng", 6), rrule("năm")
    ('FREQ=MONTHLY;INTERVAL=3', 'FREQ=MONTHLY;INTERVAL=6', 'FREQ=YEARLY')
    """
    name, step = UNITS[unit]
    return f"FREQ={name}" + (f";INTERVAL={step * count}" if step * count > 1 else "")


def count_of(word: str | None) -> int:
    """A printed number, in digits or as a word; 1 for none."""
    if not word:
        return 1
    return int(word) if word.isdigit() else COUNTS.get(word, 1)


def _int(word: str | None) -> int | None:
    return int(word) if word else None


def _day(number: str, month: str, year: int | None, bare: bool = False) -> Leaf | None:
    value = calendar.day(int(number), int(month), year)
    return Leaf(0, 0, TimeKind.DAY, value, value, bare=bare) if value else None


def _daymonth(m: re.Match[str]) -> Leaf | None:
    return _day(m["dd"], m["dm"], _int(m["dy"]), bare=not m["dm_word"] and not m["dy"])


def _span(kind: TimeKind, span: tuple[str, str] | None, bare: bool = False) -> Leaf | None:
    return Leaf(0, 0, kind, *span, bare=bare) if span else None


def _part(m: re.Match[str]) -> Leaf | None:
    count = count_of(m["pn"])
    first, last = (1, count) if m["pw"] == "đầu" else (13 - count, 12)
    return _span(TimeKind.PART_OF_YEAR, calendar.months_between(first, last, _int(m["py"])))


def _month(m: re.Match[str]) -> Leaf | None:
    """A month, or one of its thirds: "trung tuần tháng 4/2025"."""
    span = calendar.month(int(m["mo"]), _int(m["my"]))
    if span and m["third"]:
        first, last = THIRDS[m["third"]]
        span = (f"{span[0][:-2]}{first}", f"{span[1][:-2]}{last}" if last else span[1])
    return _span(TimeKind.MONTH, span)


def _quarter(m: re.Match[str]) -> Leaf | None:
    first = QUARTERS[m["q"]]
    last = QUARTERS[m["q2"]] if m["q2"] else first
    return _span(TimeKind.QUARTER, calendar.months_between(3 * first - 2, 3 * last, _int(m["qy"])))


def _years(m: re.Match[str]) -> Leaf | None:
    first, last = int(m["y1"]), int(m["y2"])
    if first > last:
        return None
    return _span(TimeKind.YEARS, calendar.year_span(first, last), not m["years_word"])


def _season(m: re.Match[str]) -> Leaf:
    """A part of a year that no day bounds: its days stay open."""
    return Leaf(0, 0, TimeKind.SEASON)


def _school(m: re.Match[str]) -> Leaf | None:
    """A school year runs from September to May."""
    return Leaf(0, 0, TimeKind.SCHOOL_YEAR, f"{m['s1']}-09-01", f"{m['s2']}-05-31")


def _year(m: re.Match[str]) -> Leaf:
    """As in "đầu/cuối năm 2025" is somewhere in the year: no day is invented."""
    return Leaf(0, 0, TimeKind.YEAR, *calendar.year_span(int(m["yy"]), int(m["yy"])))


def _recurrence(unit: str, count: str | None = None) -> Leaf:
    return Leaf(0, 0, TimeKind.RECURRENCE, recurrence=rrule(unit, count_of(count)))


def _weekly(m: re.Match[str]) -> Leaf:
    named = (m["w1"], "nhật" if m["sunday"] else None, m["w2"])
    days = [WEEKDAYS[word] for word in named if word in WEEKDAYS]
    rule = rrule("tuần") + (f";BYDAY={','.join(days)}" if days else "")
    return Leaf(0, 0, TimeKind.RECURRENCE, recurrence=rule)


FORMS: dict[str, Callable[[re.Match[str]], Leaf | None]] = {
    "full": lambda m: _day(m["d"], m["m"], int(m["y"])),
    "short": lambda m: _day(m["sd"], m["sm"], 2000 + int(m["sy"])),
    "words": lambda m: _day(m["wd"], m["wm"], _int(m["wy"])),
    "daymonth": _daymonth,
    "dashmonth": lambda m: _day(m["hd"], m["hm"], None),
    "season": _season,
    "year_end": lambda m: Leaf(0, 0, TimeKind.SEASON, None, "--12-31"),
    "to_date": lambda m: _span(TimeKind.TO_DATE, calendar.year_span(int(m["ty"]), int(m["ty"]))),
    "part": _part,
    "quarter": _quarter,
    "school": _school,
    "listed": lambda m: _span(TimeKind.YEARS, calendar.year_span(int(m["l1"]), int(m["l2"]))),
    "years": _years,
    "month": _month,
    "lone_month": lambda m: _span(TimeKind.MONTH, calendar.month(int(m["om"]), int(m["oy"])), bare=True),
    "lone_year": lambda m: _span(TimeKind.YEAR, calendar.year_span(int(m["ly"]), int(m["ly"])), bare=True),
    "year": _year,
    "often": lambda m: _recurrence(m["ou"], m["on"]),
    "weekly": _weekly,
    "every": lambda m: _recurrence(m["eu"]),
    "periodic": lambda m: _recurrence(m["ru"], m["rn"]),
    "week": lambda m: _recurrence("quý" if "quý" in m["wu"] else "tháng"),
    "number": lambda m: Leaf(0, 0, TimeKind.DAY_NUMBER, number=int(m["nd"])),
}
