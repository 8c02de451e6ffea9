"""The year of a day that is printed without one, and the days a time bounds.

"trước ngày 15/11" takes its year from the document's period where that is one year, else from its issue, never
from the clock; ``year_from`` names the rule. In a document over several years it recurs. "Trước năm 2016" and
"trước tháng 6/2024" end with the day before: the year or month itself is too late.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from extractors import calendar
from extractors.stage import Facts, Fields
from extractors.times import Time, TimeKind
from schemas.vocabulary import Bound

WHOLE = frozenset({TimeKind.MONTH, TimeKind.QUARTER, TimeKind.YEAR})


@dataclass(frozen=True, slots=True)
class Years:
    """Where a day without a year takes it from: the document's period, else its issue."""

    single: int | None
    several: bool
    issued_on: str | None


def years_of(facts: Facts) -> Years:
    """The years that a document's facts give."""
    start, end = facts.period or (None, None)
    first, last = calendar.year_of(start), calendar.year_of(end)
    single = first if first and first == last else None
    return Years(single, bool(last) and not single, facts.issued_on)


def days_of(time: Time, bound: Bound) -> tuple[str | None, str | None]:
    """First and last day that a bounded time leaves for the work."""
    if bound is Bound.BEFORE and time.kind in WHOLE:
        return None, day_before(time.first)
    if bound is Bound.FROM:
        return time.first, None
    return (None if bound in (Bound.BEFORE, Bound.BY) else time.first), time.last


def day_before(day: str | None) -> str | None:
    """The day before, of a day of every year too.

    >>> day_before("2016-01-01"), day_before("--06-01")
    ('2015-12-31', '--05-31')
    """
    if day is None:
        return None
    known = calendar.has_year(day)
    earlier = dt.date.fromisoformat(day if known else calendar.in_year(day, 2023)) - dt.timedelta(days=1)
    return earlier.isoformat() if known else f"--{earlier:%m-%d}"


def dated(first: str | None, last: str | None, repeats: str | None, years: Years) -> Fields:
    """Give the year: of the period where it is one year, of the issue; over several years it recurs."""
    days = [day for day in (first, last) if day]
    fields: Fields = {"starts_on": first, "ends_on": last, "recurrence": repeats, "year_from": None}
    if not days or repeats or all(map(calendar.has_year, days)):
        return fields
    if years.several:
        return {**fields, "recurrence": "FREQ=YEARLY"}
    if years.single:
        year, rule = years.single, "period"
    elif years.issued_on:
        year, rule = int(years.issued_on[:4]), "issue"
        year += calendar.in_year(days[-1], year) < years.issued_on[:10]  # nothing is due before it is ordered
    else:
        return fields
    start, end = (calendar.in_year(day, year) if day else None for day in (first, last))
    if start and end and start > end:
        end = calendar.in_year(last or "", year + 1)
    return {**fields, "starts_on": start, "ends_on": end, "year_from": rule}
