"""iCalendar (RFC 5545): what is due as VTODO, windows and named days as VEVENT, each on whole days.

A day has no time zone: it is the same local day in Asia/Ho_Chi_Minh and wherever the calendar is opened. "Trước ngày
20/5" may be done on the 19th at the latest; a month or a year that the text leaves open lasts to its end. A limit that
counts from an event nobody can date is left out.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pipeline.exports.recurrence import ending, moved, named_day
from pipeline.version import VERSION

Row = dict[str, Any]
LINE_BYTES = 75
ZONE = "Asia/Ho_Chi_Minh"


def icalendar(
    rows: list[Row],
    issued: dict[str, str | None],
    alarm_days: int | None = None,
    period_ends: Mapping[str, str | None] = MappingProxyType({}),
) -> bytes:
    """The deadlines as one calendar.

    ``issued`` gives the dates of the documents, from which recurrences begin, ``period_ends`` those at which they end.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//chidao//{VERSION}//VI",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Thời hạn trong văn bản chỉ đạo",
        f"X-WR-TIMEZONE:{ZONE}",
    ]
    for row in rows:
        document = row["document_id"]
        lines += _entry(row, issued.get(document), alarm_days, last_day(period_ends.get(document), None))
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"]).encode()


def first_day(value: str | None, from_day: str | None) -> dt.date | None:
    """The first day of a date that may lack day, month or year.

    >>> first_day("2026-03", None), first_day("--11-01", "2021-10-18")
    (datetime.date(2026, 3, 1), datetime.date(2021, 11, 1))
    """
    if not value:
        return None
    if value.startswith("--"):
        return _of_every_year(value, from_day)
    parts = [int(part) for part in value.split("-")]
    return _day(*parts, *[1] * (3 - len(parts)))


def last_day(value: str | None, from_day: str | None) -> dt.date | None:
    """The last day of such a date.

    >>> last_day("2024-02", None)
    datetime.date(2024, 2, 29)
    """
    first = first_day(value, from_day)
    if first is None or not value or value.startswith("--") or len(value) == len("2024-02-29"):
        return first
    month = first.month if len(value) == len("2024-02") else 12
    return dt.date(first.year, month, calendar.monthrange(first.year, month)[1])


def _of_every_year(value: str, from_day: str | None) -> dt.date | None:
    """The first such day on or after the document's date."""
    start = first_day(from_day, None) if from_day else None
    if start is None:
        return None
    month, day = int(value[2:4]), int(value[5:7])
    days = [_day(year, month, day) for year in range(start.year, start.year + 9)]
    return next((one for one in days if one and one >= start), None)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:  # a date that cannot be is reported by chidao lint
        return None


def _entry(row: Row, issued: str | None, alarm_days: int | None, until: dt.date | None) -> Iterator[str]:
    todo, rule = row["kind"] == "due", row["recurrence"]
    start, end = first_day(row["starts_on"], issued), last_day(row["ends_on"], issued)
    if start is None and end is None and rule:
        end = named_day(rule, _begin(issued, days=int(row["bound"] == "before")))
        rule = ending(moved(rule, todo + (row["bound"] == "before")), end, until)
    if start is None and end is None:
        return
    if start and end and end < start and rule:
        end = last_day(row["ends_on"], start.isoformat())  # "15/11 đến 15/12" around the document's date
    if end and row["bound"] == "before":
        end -= dt.timedelta(days=1)
    name = "VTODO" if todo else "VEVENT"
    uid = hashlib.sha256(f"{row['document_id']}\n{row['id']}".encode()).hexdigest()[:32]
    stamp = (first_day(issued, None) or dt.date(1970, 1, 1)).strftime("%Y%m%dT000000Z")
    yield from (
        f"BEGIN:{name}",
        f"UID:{uid}@chidao",
        f"DTSTAMP:{stamp}",
        f"SUMMARY:{_text(row['action'] or row['quote'])}",
    )
    yield from _days(start, end, todo=todo, recurrence=rule)
    where = " · ".join(filter(None, (row["document_number"], row["issuer"], row["path"])))
    yield f"DESCRIPTION:{_text(row['quote'])}\\n{_text(where)}"
    yield f"CATEGORIES:{_text(row['kind_label'] or row['kind'])}"
    if alarm_days is not None:
        related = ";RELATED=END" if todo else ""
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"TRIGGER{related}:-P{alarm_days}D",
            f"DESCRIPTION:{_text(row['action'] or row['quote'])}",
            "END:VALARM",
        )
    yield f"END:{name}"


def _begin(issued: str | None, days: int) -> dt.date | None:
    """The first day that a named day may be, so that what is due before it is not past when the document is issued."""
    day = first_day(issued, None)
    return day + dt.timedelta(days=days) if day else None


def _days(start: dt.date | None, end: dt.date | None, *, todo: bool, recurrence: str | None) -> Iterator[str]:
    if todo:
        due = end or start
        begin = start if start and due and start < due else None
        if recurrence:
            begin = begin or (due - dt.timedelta(days=1) if due else None)  # a recurring VTODO needs a day to begin on
        if begin:
            yield f"DTSTART;VALUE=DATE:{begin:%Y%m%d}"
        yield f"DUE;VALUE=DATE:{due:%Y%m%d}"
    else:
        begin = start or end
        last = end if end and begin and end >= begin else begin
        yield f"DTSTART;VALUE=DATE:{begin:%Y%m%d}"
        if last and start:
            yield f"DTEND;VALUE=DATE:{last + dt.timedelta(days=1):%Y%m%d}"
    if recurrence:
        yield f"RRULE:{recurrence}"


def _text(value: str) -> str:
    clean = "".join(char for char in value if char >= " " or char == "\n")
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 bytes, never cut inside a letter."""
    pieces, current, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > LINE_BYTES:
            pieces.append(current)
            current, size = " ", 1
        current, size = current + char, size + width
    return "\r\n".join([*pieces, current]) + "\r\n"
