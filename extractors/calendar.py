"""Days, months, quarters and years as ISO 8601 strings; a day without a year is ``--MM-DD``.

A single day is read by dateparser, behind our own grammar: one parser, Vietnamese, day before month,
with a fixed base that is never today, and only for a string that the grammar already took apart.
Its answer must agree with the printed digits; "31/02/2024" is no day and is not corrected in silence.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
import re
from functools import cache, lru_cache

from dateparser.date import DateDataParser

BASE = dt.datetime(2024, 1, 1)  # a leap year, so that 29/02 can be read; its year is never taken over
NO_YEAR = "-"
PARTIAL_RE = re.compile(r"^--(\d{2})-(\d{2})$")


def day(number: int, month: int, year: int | None = None) -> str | None:
    """One day, or None where the calendar has no such day.

    >>> day(20, 5, 2024), day(1, 11), day(31, 2, 2024)
    ('2024-05-20', '--11-01', None)
    """
    return _day(number, month, year)


def month(number: int, year: int | None = None) -> tuple[str, str] | None:
    """First and last day of a month.

    >>> month(2, 2024), month(2), month(13)
    (('2024-02-01', '2024-02-29'), ('--02-01', '--02-29'), None)
    """
    return months_between(number, number, year)


def months_between(first: int, last: int, year: int | None = None) -> tuple[str, str] | None:
    """First day of the one month and last day of the other, in one year."""
    if not 1 <= first <= last <= 12:
        return None
    end = months.monthrange(year or BASE.year, last)[1]
    head = f"{year:04d}" if year else NO_YEAR
    return f"{head}-{first:02d}-01", f"{head}-{last:02d}-{end:02d}"


def year_span(first: int, last: int) -> tuple[str, str]:
    """First day of the one year and last day of the other."""
    return f"{first:04d}-01-01", f"{last:04d}-12-31"


def has_year(value: str) -> bool:
    """Is the year part of the value?"""
    return not value.startswith("--")


def in_year(value: str, year: int) -> str:
    """A day of every year as the day of one year; a day that has its year is left alone.

    The last day of February follows the year.

    >>> in_year("--11-01", 2021), in_year("--02-29", 2023), in_year("2020-01-01", 2021)
    ('2021-11-01', '2023-02-28', '2020-01-01')
    """
    partial = PARTIAL_RE.match(value)
    if not partial:
        return value
    number, of = int(partial[2]), int(partial[1])
    return f"{year:04d}-{of:02d}-{min(number, months.monthrange(year, of)[1]):02d}"


def year_of(value: str | None) -> int | None:
    """The year of an ISO date, None where it has none."""
    return int(value[:4]) if value and value[:4].isdigit() else None


@lru_cache(maxsize=4096)
def _day(number: int, of: int, year: int | None) -> str | None:
    if not (1 <= of <= 12 and 1 <= number <= 31) or (year is not None and not 1800 <= year <= 2100):
        return None
    read = _parser().get_date_data(f"{number:02d}/{of:02d}/{year or BASE.year:04d}")
    found = read.date_obj
    if found is None or read.period != "day" or (found.day, found.month) != (number, of):
        return None
    return f"{year:04d}-{of:02d}-{number:02d}" if year else f"--{of:02d}-{number:02d}"


@cache
def _parser() -> DateDataParser:
    """The one parser: without ``languages`` it takes 05/11 for the 11th of May and is 20 times slower."""
    settings = {"DATE_ORDER": "DMY", "RELATIVE_BASE": BASE, "TIMEZONE": "UTC"}
    return DateDataParser(languages=["vi"], settings=settings)
