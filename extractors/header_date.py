"""The day of issue of a document; what is not printed is not there: a date without a day is a month.

It stands in the head or over the signatures; a law's is the day on which the Quốc hội passed it.
"""

from __future__ import annotations

import re

from extractors.header_text import HeaderText
from extractors.stage import Found
from schemas.vocabulary import Part

DATE_RE = re.compile(
    r"""
    ngày\s*(?P<day>\d{1,2}|[._…\s]*)\s*tháng\s*(?P<month>\d{1,2}|[._…\s]*)\s*năm\s*(?P<year>(?:19|20)\d\d)
    | ngày\s*(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
PASSED_RE = re.compile(r"\bnày\s+(?:đã\s+)?được\s+Quốc hội\s[^\n]{0,120}?thông\s+qua\s+(?=ngày)")  # a law's day


def read_date(page: HeaderText) -> Found | None:
    """The day of issue, as an ISO date, month or year."""
    for region, sure in ((page.head, 0.97), (page.part(Part.SIGNATURES), 0.8)):
        for match in DATE_RE.finditer(region.text):
            if region is page.head and page.cites(match.start()):
                continue
            value = iso(match)
            if value:
                return region.item("issued_on", value, match.start(), match.end(), sure)
    text = page.context.text
    passed = PASSED_RE.search(text)
    day = DATE_RE.search(text, passed.end()) if passed else None
    value = iso(day) if day else None
    if day and value:
        return Found(day.start(), day.end(), {"field": "issued_on", "value": value}, 0.85)
    return page.from_own_note("issued_on", DATE_RE, iso)


def iso(match: re.Match[str]) -> str | None:
    """A match of ``DATE_RE`` as 2026-03-05, 2026-03 or 2026, as much of it as is printed; None where it is no date."""
    day, month, year = match["day"] or match["d"], match["month"] or match["m"], match["year"] or match["y"]
    day, month = (day or "").strip("._… \n"), (month or "").strip("._… \n")
    if not month:
        return year
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return None
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
