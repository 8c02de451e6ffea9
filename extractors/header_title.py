"""What a document is and is about: its type, its title, and the period that its title names.

A type that no line prints is told by the code in the number, by what the preamble says it lays down,
or by addressees: a letter (công văn) has no type line.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.fold import lower
from corpus.lexicon.load import table
from extractors.header_date import DATE_RE
from extractors.header_text import HeaderText
from extractors.period import find_period
from extractors.stage import Found

INLINE_SUBJECT_RE = re.compile(r"\bsố\s*:?\s*\S+\s+(?:V/v|về việc)\s*:?\s+(?P<title>\S.+)$", re.IGNORECASE)
GAZETTE_RE = re.compile(
    r"^CỦA\s+(?P<issuer>.+?)\s+(?:SỐ\s+.*?)?(?:NGÀY\s+\d+\s+THÁNG\s+\d+\s+NĂM\s+\d{4}\s+)?"
    r"(?P<title>(?:VỀ|V/V|QUY ĐỊNH|BAN HÀNH|PHÊ DUYỆT)\s.*)$",
    re.DOTALL,
)
SUBJECT_WORD_RE = re.compile(r"^(?:v/v\s*:?|về\s+việc|về)\s+", re.IGNORECASE)
SELF_TYPE_RE = re.compile(
    r"(?:(?P<verb>hướng\s+dẫn)|(?:ban\s+hành|xây\s+dựng|lập)\s+(?P<type>kế\s+hoạch|chương\s+trình|hướng\s+dẫn|chỉ\s+thị))"
    r"[^\n]{0,200}(?:như\s+sau|sau\s+đây)?\s*:\s*$",
    re.IGNORECASE,
)


def read_type(page: HeaderText, number: Found | None) -> Found | None:
    """The type in small letters, with its Vietnamese name."""
    at = page.layout.type_line
    if at is not None and page.layout.type_name:
        start, end, _ = page.lines[at]
        return Found(start, end, {"field": "type", "value": lower(page.layout.type_name)}, 0.98)
    if number is not None:
        name = _type_of_number(number.fields["value"])
        letter = page.layout.addressees[0] < page.layout.addressees[1]
        if name or letter:
            return Found(number.start, number.end, {"field": "type", "value": name or "công văn"}, 0.9)
    match = SELF_TYPE_RE.search(page.preamble.text)
    if match:
        value = "hướng dẫn" if match["verb"] else lower(" ".join(match["type"].split()))
        return page.preamble.item("type", value, *match.span(), 0.8)
    if page.layout.addressees[0] < page.layout.addressees[1]:
        start, end, _ = page.lines[page.layout.addressees[0]]
        return Found(start, end, {"field": "type", "value": "công văn"}, 0.7)
    return None


def read_title(page: HeaderText) -> Found | None:
    """The title as one line; of a letter, its subject."""
    first, last = page.layout.title
    rows = page.lines[first:last]
    printed = " ".join([page.layout.title_in_type_line, *(words for _, _, words in rows)])
    value = " ".join(printed.replace("*", " ").split()).strip()
    gazette = GAZETTE_RE.match(value)
    if gazette:
        value = gazette["title"]
    if page.layout.type_line is None:
        value = SUBJECT_WORD_RE.sub("", value) or _inline_subject(page)
    value = re.sub(r"[\s.]+$", "", value)
    if not value:
        return None
    if not rows and page.layout.type_line is None:
        start = page.context.text.index(value, page.head.start)
        return Found(start, start + len(value), {"field": "title", "value": value}, 0.9)
    start = rows[0][0] if rows else page.lines[page.layout.type_line or 0][0]
    end = rows[-1][1] if rows else page.lines[page.layout.type_line or 0][1]
    return Found(start, end, {"field": "title", "value": value}, 0.95)


def read_period(page: HeaderText, title: Found | None) -> Found | None:
    """First and last day of the time that the title names; without a title, the preamble's last line."""
    if title is not None:
        found = find_period(title.fields["value"])
        return Found(title.start, title.end, {"field": "period", "value": list(found[0])}, 0.9) if found else None
    if not page.preamble.lines:
        return None
    start, end, sentence = page.preamble.lines[-1]
    cleaned = DATE_RE.sub(" ", sentence)
    found = find_period(cleaned)
    return Found(start, end, {"field": "period", "value": list(found[0])}, 0.75) if found else None


def _inline_subject(page: HeaderText) -> str:
    """The subject of a letter that stands on the line of its number: "Số: 4085/UBND-ĐT V/v rà soát …"."""
    found = (INLINE_SUBJECT_RE.search(words) for _, _, words in page.head.lines)
    return next((match["title"].strip() for match in found if match), "")


def _type_of_number(number: str) -> str | None:
    """The type that a symbol's code names: the first code of the state's order, the one before "/" of the Party's."""
    for code in re.split(r"[-/]", number)[1:]:
        if code in _type_codes():
            return _type_codes()[code]
    return None


@cache
def _type_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in table("document_types"):
        if row["code"]:
            codes.setdefault(row["code"], lower(row["name"]))
    return codes
