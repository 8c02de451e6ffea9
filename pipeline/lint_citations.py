"""Findings in how instruments are cited within one document; ``chidao findings`` compares across documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.fold import fold
from extractors.type_words import types_of_symbol
from pipeline.lint_model import Raw
from schemas.record import DirectiveRecord

DAY = len("2024-01-31")
CONGRESS_RE = re.compile(
    r"Đại hội\s+(?:đại biểu\s+)?(?:lần thứ\s+)?(?P<no>[IVX]{1,6})\s+(?:của\s+)?(?P<body>[^\W\d_][^,;.()“”\n]{4,60})"
)
NO_WORD_RE = re.compile(r"Nghị quyết\s+(?P<no>[IVX]{1,6})\s+(?:Đảng bộ|Công đoàn|Hội)")
PARTY_RE = re.compile(r"\b\d+[a-z]?/(?:NQ|CT|KL|QĐ|QĐi|HD)\s?-\s?TW\b")
FAR = 400  # days; what is cited years later stands in another act of the same file
NEW_SYMBOLS = "1999"  # "Quyết định số 769/TTg" was how they were written before
UNTYPED = frozenset({"công văn", "luật", "bộ luật", "pháp lệnh", "nghị quyết liên tịch", "hiến pháp"})


def citation_findings(record: DirectiveRecord) -> Iterator[Raw]:
    """Yield the findings about a record's citations."""
    yield from _later(record)
    yield from _symbols(record)
    yield from _congresses(record)
    for match in NO_WORD_RE.finditer(record.text):
        yield Raw("congress_word", match.start(), match.end(), f"“{match[0]}” thiếu chữ “Đại hội”.")


def _later(record: DirectiveRecord) -> Iterator[Raw]:
    issued = record.document.issued_on
    if not issued or len(issued) != DAY:
        return
    for one in record.references:
        if (
            one.date
            and len(one.date) == DAY
            and one.date > issued
            and _days(one.date) - _days(issued) < FAR
            and one.relation in ("basis", "implements", "guides", "cites")
            and one.number != record.document.number
        ):
            yield Raw(
                "cites_later", one.start, one.end, f"Văn bản được dẫn ngày {one.date}, sau ngày ban hành {issued}."
            )


def _days(day: str) -> int:
    """Days since year 1, near enough for a day that cannot be."""
    year, month, of_month = map(int, day.split("-"))
    return year * 365 + month * 30 + of_month


def _symbols(record: DirectiveRecord) -> Iterator[Raw]:
    for match in PARTY_RE.finditer(record.text):
        yield Raw("party_symbol", match.start(), match.end())
    for one in record.references:
        if (
            not one.number
            or one.type in UNTYPED
            or "/" not in one.number
            or "QH" in one.number
            or PARTY_RE.search(one.quote)
        ):
            continue
        if (one.date or NEW_SYMBOLS) < NEW_SYMBOLS or fold(one.type) not in fold(one.quote):
            continue
        symbol = "-".join(re.split(r"[-/]", one.number)[1:])
        if "_" in symbol:
            yield Raw("symbol_without_type", one.start, one.end, f"Ký hiệu {one.number} có dấu gạch dưới.")
        elif symbol and not types_of_symbol(symbol):
            yield Raw(
                "symbol_without_type",
                one.start,
                one.end,
                f"Ký hiệu {one.number} không có mã của tên loại “{one.type}”.",
            )


def _congresses(record: DirectiveRecord) -> Iterator[Raw]:
    """IV and VI, XI and IX: the letters of one ordinal in another order, for one body."""
    mentions = [(match, _body(match["body"])) for match in CONGRESS_RE.finditer(record.text)]
    for match, body in mentions:
        twins = [other for other, its in mentions if its == body and other["no"] != match["no"]]
        swapped = [other for other in twins if sorted(other["no"]) == sorted(match["no"])]
        count = sum(1 for other, its in mentions if its == body and other["no"] == match["no"])
        if swapped and count <= len(swapped):
            detail = f"“Đại hội {match['no']}” ở đây, “Đại hội {swapped[0]['no']}” ở chỗ khác của cùng tổ chức."
            yield Raw("congress_number", match.start(), match.end("no"), detail)


def _body(words: str) -> str:
    """The body's name without what follows it."""
    folded = fold(words)
    return re.split(r"\b(?:nhiem ky|ve|va|gan|de|da|trong|khoa)\b", folded)[0].strip()
