"""Dates of issue behind a number: "ngày 05/7/2021", ", ngày 12/12/2013", "ngày 30 tháng 4 năm 2025".

A day that the calendar does not have is no date; a blank day ("ngày    tháng 4 năm 2024") leaves a month.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.calendar import day

DATE_RE = re.compile(
    r"""
    (?P<comma>,)?[ ]?(?:\(\ ?)?(?:(?:ký|ban\ hành)[ ])?
    ngày[ /]*                                                       # ngày 05/7/2021 | ngày/08/01/2021
    (?:
        (?P<d>\d{1,2})[ ]?[/.-][ ]?(?P<m>\d{1,2})[ ]?[/.-][ ]?(?P<y>(?:19|20)\d\d)      # 05/7/2021 | 5-7-2021
      | (?P<day>\d{1,2})[ ]tháng[ ](?P<month>\d{1,2})[ ]?,?[ ]?năm[ ]?(?P<year>(?:19|20)\d\d)  # 30 tháng 4 năm 2025
      | (?P<dm>\d{1,2})[/.-](?P<mm>\d{1,2})[ ]năm[ ](?P<ym>(?:19|20)\d\d)               # 30/4 năm 2025
      | [.…_ ]*tháng[ ](?P<bmonth>\d{1,2})[ ]năm[ ](?P<byear>(?:19|20)\d\d)             # ngày … tháng 4 năm 2024
      | [.…_ ]*/[ ]?(?P<bm>\d{1,2})[ ]?/[ ]?(?P<by>(?:19|20)\d\d)                       # ngày   /4/2024
    )(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
YEAR_RE = re.compile(r"[ ]năm[ ](?:19|20)\d\d(?!\d)")  # Thông báo 637/TB-VPCP năm 2025


class PrintedDate(NamedTuple):
    """A date at ``end``; ``value`` is None where the calendar has no such day."""

    end: int
    value: str | None
    loose: bool


def date_at(text: str, offset: int) -> PrintedDate | None:
    """Read the date of issue that begins at ``offset``, or None.

    >>> text = "217-QĐ/TW, ngày 12/12/2013"
    >>> date_at(text, 9)
    PrintedDate(end=26, value='2013-12-12', loose=True)
    """
    at = offset + 1 if text[offset : offset + 1] == " " else offset
    match = DATE_RE.match(text, at)
    if match:
        return PrintedDate(match.end(), _iso(match), match["comma"] is not None)
    match = YEAR_RE.match(text, offset)
    return PrintedDate(match.end(), None, False) if match else None


def _iso(match: re.Match[str]) -> str | None:
    for names in (("d", "m", "y"), ("day", "month", "year"), ("dm", "mm", "ym")):
        if match[names[0]]:
            return day(int(match[names[0]]), int(match[names[1]]), int(match[names[2]]))
    month, year = int(match["bmonth"] or match["bm"]), match["byear"] or match["by"]
    return f"{year}-{month:02d}" if 1 <= month <= 12 else None
