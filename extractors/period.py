"""The time a document plans for, from its title: "năm 2024", "giai đoạn 2021-2030", "đến năm 2030".

A year that belongs to a name is none: "Tết Nguyên đán Giáp Ngọ năm 2014", "Bộ luật Lao động năm 2019".
A horizon ("định hướng đến năm 2030", "tầm nhìn") is no end.
"""

from __future__ import annotations

import calendar
import re

from corpus.fold import lower

Period = tuple[str | None, str | None]

RANGE_RE = re.compile(
    r"""
    (?:(?P<kind>giai\s+đoạn|nhiệm\s+kỳ|năm\s+học|thời\s+kỳ|các\s+năm|năm|từ\s+năm)\s+)?
    \b(?P<first>(?:19|20)\d\d)\s*(?:-|–|—|đến(?:\s+năm)?)\s*(?P<last>(?:19|20)\d\d)\b
    """,
    re.VERBOSE,
)
HALF_RE = re.compile(r"6\s+tháng\s+(?P<half>đầu|cuối)\s+năm\s+(?P<year>(?:19|20)\d\d)")
QUARTER_RE = re.compile(r"quý\s+(?P<quarter>iv|i{1,3}|[1-4])\s*(?:/|năm)\s*(?P<year>(?:19|20)\d\d)")
MONTH_RE = re.compile(r"tháng\s+(?P<month>\d{1,2})\s*(?:/|năm)\s*(?P<year>(?:19|20)\d\d)")
UNTIL_RE = re.compile(r"(?P<before>định\s+hướng|tầm\s+nhìn)?\s*đến\s+năm\s+(?P<year>(?:19|20)\d\d)")
YEAR_RE = re.compile(r"\bnăm\s+(?P<year>(?:19|20)\d\d)\b(?!\s*[-–/])")
#: Dates of cited instruments: "Nghị quyết số 66-NQ/TW ngày 30 tháng 4 năm 2025".
DATE_RE = re.compile(r"ngày\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]|tháng\s+\d{1,2}\s+năm)\s*\d{4}")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
#: What a year directly behind belongs to: a festival with its can chi, a law.
NAMED_RE = re.compile(
    r"(?:\btết\b[^,;.]{0,40}|\b(?:bộ\s+)?luật\b[^,;.]{0,60}|\bhiến\s+pháp\s*|(?:định\s+hướng|tầm\s+nhìn)\s+đến\s+|tháng\s+\d{1,2}\s*)$"
)


def find_period(title: str) -> tuple[Period, tuple[int, int]] | None:
    """The period that a title or a sentence names, and where.

    >>> find_period("Công tác công đoàn năm 2025")[0]
    ('2025-01-01', '2025-12-31')
    >>> find_period("phòng chống buôn lậu dịp Tết Nguyên đán Giáp Ngọ năm 2014") is None
    True
    """
    low = DATE_RE.sub(lambda date: " " * len(date[0]), lower(title))
    for pattern, read in ((RANGE_RE, _range), (HALF_RE, _half), (QUARTER_RE, _quarter), (MONTH_RE, _month)):
        match = pattern.search(low)
        if match:
            return read(match), match.span()
    for match in UNTIL_RE.finditer(low):
        if not match["before"]:
            return (None, f"{match['year']}-12-31"), match.span()
    years = [match for match in YEAR_RE.finditer(low) if not NAMED_RE.search(low[: match.start()])]
    if years:
        year = years[-1]["year"]
        return (f"{year}-01-01", f"{year}-12-31"), years[-1].span()
    return None


def _range(match: re.Match[str]) -> Period:
    first, last = match["first"], match["last"]
    if match["kind"] and "học" in match["kind"]:
        return f"{first}-09-01", f"{last}-05-31"
    return f"{first}-01-01", f"{last}-12-31"


def _half(match: re.Match[str]) -> Period:
    year = match["year"]
    return (f"{year}-01-01", f"{year}-06-30") if match["half"] == "đầu" else (f"{year}-07-01", f"{year}-12-31")


def _quarter(match: re.Match[str]) -> Period:
    quarter = QUARTERS.get(match["quarter"]) or int(match["quarter"])
    return _months(int(match["year"]), 3 * quarter - 2, 3 * quarter)


def _month(match: re.Match[str]) -> Period:
    month = int(match["month"])
    if not 1 <= month <= 12:
        return f"{match['year']}-01-01", f"{match['year']}-12-31"
    return _months(int(match["year"]), month, month)


def _months(year: int, first: int, last: int) -> Period:
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(year, last)[1]:02}"
