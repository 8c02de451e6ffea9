"""Recurrences that name their day ("trước ngày 20 hằng tháng", "thứ Bảy hằng tuần") in a calendar of whole days.

The record gives the rule (RFC 5545) and no date. The first time is the first such day on or after the document's date;
where the document is for a period, months and weeks end with it. A rule that names no day ("hằng quý") is no entry of
a calendar, and "hằng ngày" would fill one.
"""

from __future__ import annotations

import calendar
import datetime as dt

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LOOK_AHEAD = 62  # days: a 31st comes at the latest with the month after next


def named_day(rule: str, since: dt.date | None) -> dt.date | None:
    """The first day of a rule that names its day, on or after a date.

    >>> named_day("FREQ=MONTHLY;BYMONTHDAY=20", dt.date(2024, 1, 25)), named_day("FREQ=MONTHLY", dt.date(2024, 1, 25))
    (datetime.date(2024, 2, 20), None)
    """
    parts = _parts(rule)
    if since is None or not ({"BYMONTHDAY", "BYDAY"} & set(parts)):
        return None
    days = (since + dt.timedelta(days=ahead) for ahead in range(LOOK_AHEAD))
    return next((day for day in days if _fits(day, parts)), None)


def moved(rule: str, days: int) -> str:
    """The rule of what comes so many days before the named day; the day before the first is the last of the month.

    >>> moved("FREQ=MONTHLY;BYMONTHDAY=20", 2), moved("FREQ=MONTHLY;BYMONTHDAY=1", 1), moved("FREQ=WEEKLY;BYDAY=MO", 1)
    ('FREQ=MONTHLY;BYMONTHDAY=18', 'FREQ=MONTHLY;BYMONTHDAY=-1', 'FREQ=WEEKLY;BYDAY=SU')
    """
    parts = _parts(rule)
    if "BYMONTHDAY" in parts:
        named = int(parts["BYMONTHDAY"])
        before = named - days
        parts["BYMONTHDAY"] = str(before - 1 if named > 0 >= before else before)
    if "BYDAY" in parts:
        at = [WEEKDAYS[(WEEKDAYS.index(day) - days) % 7] for day in parts["BYDAY"].split(",")]
        parts["BYDAY"] = ",".join(at)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def ending(rule: str, first: dt.date | None, last: dt.date | None) -> str:
    """The rule up to the end of the document's period, for what comes back within a year."""
    ends = first and last and first <= last and not rule.startswith("FREQ=YEARLY")
    return f"{rule};UNTIL={last:%Y%m%d}" if ends else rule


def _fits(day: dt.date, parts: dict[str, str]) -> bool:
    if "BYMONTHDAY" in parts:
        wanted = int(parts["BYMONTHDAY"])
        length = calendar.monthrange(day.year, day.month)[1]
        return day.day == (wanted if wanted > 0 else length + 1 + wanted)
    return WEEKDAYS[day.weekday()] in parts["BYDAY"].split(",")


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";"))
