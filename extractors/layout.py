"""The lines of a header and of a signature block: which line is what, before any value is read.

Works on the lines of a text, each with whether a blank line stood before it. Used twice: the
outline needs to know where the body begins and ends, the header extractor what to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.fold import is_upper, lower
from corpus.lexicon.load import column, lowered

HEADER_LINES = 60  # a header is never longer, with a title and addressees broken over many lines
LETTERHEAD_LINES = 12
BROKEN_WORD = 4  # letters of the first word of a title that stands alone on its line
ROMAN_RE = re.compile(r"[IVX]{1,5}(?=\s?[.\-/)]\s*\S)")
MIN_LABELS = 3  # labelled lines that show that a body has begun
PREFACE_LINES = 150  # what a web page or a mail can put before the letterhead
#: Types that head no directive; "THÔNG BÁO KẾT LUẬN" is a notice (thông báo) with a title that begins "Kết luận".
NO_TITLES = ("Giấy", "Phiếu", "Bản", "Thư", "Thông báo kết luận")
SEPARATOR_RE = re.compile(r"^[-–—_=*.~\s]{2,}$")
ADDRESSEE_RE = re.compile(  # "THỦ TƯỚNG CHÍNH PHỦ điện:"
    r"^(?:đồng\s+)?kính\s+gửi\b|^.{3,80}\bđiện\s*:\s*$", re.IGNORECASE
)
RECIPIENTS_RE = re.compile(r"^nơi\s+nhận\b", re.IGNORECASE)
SUBJECT_RE = re.compile(r"^(v/v\b|về(\s+việc)?\b)", re.IGNORECASE)
AUTHORITY_RE = re.compile(r"^(?:T/?M|K/?T|T/?L|TUQ|T/?UQ|Q)\s?[.:]\s*\S|^(?:T/M|K/T|T/L)\s+\S")
MOTTO_LINE_RE = re.compile(r"cộng\s+h(?:òa|oà)\s+xã\s+hội|đảng\s+cộng\s+sản\s+việt|^độc\s+lập\s*[-–]\s*tự\s+do")
ENACTING_RE = re.compile(
    r"^(?:BỘ TRƯỞNG|CHỦ TỊCH|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|ỦY BAN|UỶ BAN|HỘI ĐỒNG|GIÁM ĐỐC|TỔNG|BAN |TRƯỞNG BAN"
    r"|ĐOÀN CHỦ TỊCH|CỤC TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG|CHÁNH|THỐNG ĐỐC|CHỦ NHIỆM|BỘ CHÍNH TRỊ|BAN BÍ THƯ)"
)
LABEL_RE = re.compile(
    r"^(?!V/V)(?:[IVX]{1,5}\s?[.\-/)]\s*\S|[A-H]\s?[.\-/)]\s+\S|\d{1,2}\s?[.)]\s*\D|Điều\s+\d|ĐIỀU\s+\d|Chương\s+[IVX\d])"
)
PREAMBLE_RE = re.compile(
    r"^(căn cứ|thực hiện|triển khai|thi hành|nhằm|để |theo |trên cơ sở|xét |trong |ngày |năm \d{4}|chiều ngày|sáng ngày"
    r"|thời gian qua|tiếp theo|quán triệt|sau khi|vừa qua|hiện nay|hưởng ứng|phát huy|tiếp tục|qua )"
)
CITES_RE = re.compile(r"số\s*:?\s*\d+[a-zđ]?\s*(/|-)|ngày\s+\d{1,2}\s*[/.]")


@dataclass(frozen=True, slots=True)
class HeaderLayout:
    """Line numbers; ranges are half-open and may be empty. ``start`` is the letterhead's first line."""

    start: int
    type_line: int | None
    type_name: str | None  # as in the lexicon
    title_in_type_line: str  # what follows the type word on its own line
    title: tuple[int, int]
    addressees: tuple[int, int]
    end: int


def find_header(lines: Sequence[str], blanks: Sequence[bool]) -> HeaderLayout:
    """Find the parts of a header.

    Args:
        lines: the text's lines.
        blanks: for each line, was a blank line before it?

    >>> find_header(["KẾ HOẠCH", "Thi hành Luật Việc làm", "Căn cứ Luật Việc làm;"], [False] * 3).title
    (1, 2)
    """
    origin = _origin(lines)
    limit = min(len(lines), origin + HEADER_LINES)
    type_line, name, rest = _find_type(lines, origin, limit)
    if type_line is None:
        return _without_type(lines, origin, limit)
    start = type_line + 1
    end = start
    if not (rest and not is_upper(rest) and len(rest) > 15):
        end = _title_end(lines, blanks, start, limit, first_upper=is_upper(rest) if rest else None)
    stop = end
    while stop < limit and (SEPARATOR_RE.match(lines[stop]) or _is_note(lines[stop])):
        stop += 1
    addressees = _addressees(lines, stop, limit)
    return HeaderLayout(origin, type_line, name, rest, (start, end), addressees, max(stop, addressees[1]))


def type_of_line(line: str) -> tuple[str, str] | None:
    """The document type a line starts with, in capitals, and the rest of the line.

    >>> type_of_line("CHƯƠNG TRÌNH Công tác công đoàn năm 2025")
    ('Chương trình', 'Công tác công đoàn năm 2025')
    >>> type_of_line("QUYẾT ĐỊNH:") is None, type_of_line("Kế hoạch") is None
    (True, True)
    """
    stripped = line.strip(" *_")
    if not stripped[:2].isupper():
        return None
    for name, upper in _types():
        if not stripped.startswith(upper):
            continue
        rest = stripped[len(upper) :]
        if rest and not rest[0].isspace():
            continue
        return name, rest.strip(" :*_-")
    return None


def is_enacting(line: str, after: str) -> bool:
    """Is the line the body that enacts, before its grounds, or the word of enacting itself?

    >>> is_enacting("ỦY BAN NHÂN DÂN TỈNH SƠN LA", "Căn cứ Luật;"), is_enacting("QUYẾT ĐỊNH:", "Điều 1. Phê duyệt")
    (True, True)
    """
    bare = line.strip(" *_:")
    return _enacts(line, after) or (
        is_upper(bare) and line.rstrip(" *_").endswith(":") and lower(bare) in _enacting_words()
    )


def is_authority(line: str) -> bool:
    """Does a signature block start here: TM., KT., TL., or an office alone in capitals?

    >>> is_authority("TM. BAN THƯỜNG VỤ"), is_authority("BỘ TRƯỞNG"), is_authority("Bộ trưởng")
    (True, True, False)
    """
    text = line.strip(" *_")
    return bool(AUTHORITY_RE.match(text) and is_upper(text)) or is_office(text)


def is_office(line: str) -> bool:
    """Is the line an office in capitals and nothing else?"""
    text = line.strip(" *_.,")
    return is_upper(text) and lower(text) in lowered("positions", "position")


@cache
def _types() -> tuple[tuple[str, str], ...]:
    """The types, as in the lexicon and in capitals, the longest first."""
    names = {name for name in column("document_types", "name") if not name.startswith(NO_TITLES)}
    return tuple((name, name.upper()) for name in sorted(names, key=len, reverse=True))


@cache
def _enacting_words() -> frozenset[str]:
    return frozenset({*(lower(name) for name, _ in _types()), "quyết nghị", "thống nhất"})


def _origin(lines: Sequence[str]) -> int:
    """First line of the letterhead: the state's name or motto, with the bodies in capitals above it.

    Where a document has begun without one, what comes later is the letterhead of a form in its appendix.
    """
    motto = next((i for i, line in enumerate(lines[:PREFACE_LINES]) if _is_motto(line)), None)
    if motto is None or motto < LETTERHEAD_LINES or _has_begun(lines[:motto]):
        return 0
    start = motto
    while start and motto - start < LETTERHEAD_LINES and _looks_like_head(lines[start - 1]):
        start -= 1
    return start


def _has_begun(lines: Sequence[str]) -> bool:
    """Do the lines hold headings of a body, behind a document's type or the "I" and "II" of one without a head?"""
    typed = next((i for i, line in enumerate(lines[:LETTERHEAD_LINES]) if type_of_line(line)), None)
    labels = sum(LABEL_RE.match(line) is not None for line in lines[typed or 0 :])
    return labels >= MIN_LABELS and (
        typed is not None or {"I", "II"} <= {m[0] for m in map(ROMAN_RE.match, lines) if m}
    )


def _is_motto(line: str) -> bool:
    words = line.strip(" *_#|")
    return len(words) < 70 and MOTTO_LINE_RE.search(lower(words)) is not None and not words.endswith((".", ";", ","))


def _find_type(lines: Sequence[str], origin: int, limit: int) -> tuple[int | None, str | None, str]:
    for index in range(origin, limit):
        line = lines[index]
        if LABEL_RE.match(line) and index > origin:
            break
        if ADDRESSEE_RE.match(line) or RECIPIENTS_RE.match(line):
            break  # a letter: what has a type behind its addressees is attached to it
        found = type_of_line(line)
        if found is None or line.rstrip().endswith(":"):
            continue
        name, rest = found
        if rest and is_upper(rest) and len(rest) < 4:
            continue
        return index, name, rest
    return None, None, ""


def _title_end(
    lines: Sequence[str], blanks: Sequence[bool], start: int, limit: int, *, first_upper: bool | None
) -> int:
    upper = first_upper
    end = start
    for index in range(start, limit):
        line = lines[index]
        if SEPARATOR_RE.match(line):
            if end > start:
                break
            continue
        if ADDRESSEE_RE.match(line) or LABEL_RE.match(line) or _is_note(line):
            break
        if upper is None:
            upper = is_upper(line) or (len(line) <= BROKEN_WORD and line.isupper())  # Ý | KIẾN CHỈ ĐẠO
        elif _ends_title(line, upper=upper, gap=blanks[index]):
            break
        end = index + 1
        if line.rstrip().endswith((".", ":", ";")) and len(line) > 40:
            break
    while end - 1 > start and end < len(lines) and _enacts(lines[end - 1], lines[end]):
        end -= 1
    return end


def _enacts(line: str, after: str) -> bool:
    """ "ỦY BAN NHÂN DÂN TỈNH" before "Căn cứ …": the body that enacts, no part of the title."""
    return ENACTING_RE.match(line.strip(" *_")) is not None and lower(after).startswith(
        ("căn cứ", "xét ", "theo ", "- căn cứ", "sau khi")
    )


def _ends_title(line: str, *, upper: bool, gap: bool) -> bool:
    """Is ``line``, which follows a title line, no part of the title?"""
    if upper:
        return not is_upper(line)
    if PREAMBLE_RE.match(lower(line)) and (CITES_RE.search(line) or line.rstrip().endswith((":", ";", ","))):
        return True
    return len(line) > 130 or line.rstrip().endswith((":", ";", ".")) or (gap and len(line) > 100) or is_upper(line)


def _is_note(line: str) -> bool:
    """A line in parentheses under the title: "(Kèm theo Quyết định số …)"."""
    return line.startswith("(") and bool(re.match(r"^\((kèm|ban hành|áp dụng|dự thảo|trích)", lower(line)))


def _addressees(lines: Sequence[str], start: int, limit: int) -> tuple[int, int]:
    at = next((i for i in range(start, min(start + 3, limit)) if ADDRESSEE_RE.match(lines[i])), None)
    if at is None:
        return start, start
    end = at + 1
    bare = len(re.sub(r"^kính\s+gửi\s*:?|^.*\bđiện\s*:", "", lines[at], flags=re.IGNORECASE).strip()) < 2
    while end < len(lines) and end < at + 40:
        line = lines[end]
        listed = line.startswith(("-", "–", "+", "•", "*")) or ADDRESSEE_RE.match(line) is not None
        if not listed and not (bare and len(line) < 140 and not PREAMBLE_RE.match(lower(line))):
            break
        end += 1
        below = lines[end] if end < len(lines) else ""
        another = listed and line[0] == below[:1] and not PREAMBLE_RE.match(lower(below[1:].strip()))
        if another or ADDRESSEE_RE.match(below):  # Đồng kính gửi:
            continue
        if line.rstrip().endswith((".", "./.")) or (not listed and not line.rstrip().endswith((";", ","))):
            break
    return at, end


def _without_type(lines: Sequence[str], origin: int, limit: int) -> HeaderLayout:
    """A công văn: "V/v …" under the number, then "Kính gửi"."""
    at = next((i for i in range(origin, limit) if ADDRESSEE_RE.match(lines[i])), None)
    if at is None:
        end = next((i for i in range(origin, limit) if not _looks_like_head(lines[i])), 0)
        return HeaderLayout(origin, None, None, "", (end, end), (end, end), end)
    subject = next((i for i in range(origin, at) if SUBJECT_RE.match(lines[i])), None)
    title = (at, at) if subject is None else (subject, _subject_end(lines, subject, at))
    addressees = _addressees(lines, at, limit)
    return HeaderLayout(origin, None, None, "", title, addressees, max(addressees[1], at + 1))


def _subject_end(lines: Sequence[str], start: int, stop: int) -> int:
    for index in range(start + 1, stop):
        if SEPARATOR_RE.match(lines[index]) or _looks_like_head(lines[index]):
            return index
    return stop


def _looks_like_head(line: str) -> bool:
    """A line that only a header has: the state's name and motto, an issuer in capitals, number, place and date."""
    low = lower(line)
    return bool(
        SEPARATOR_RE.match(line)
        or "độc lập - tự do" in low
        or "cộng hòa xã hội chủ nghĩa" in low.replace("hoà", "hòa")
        or re.match(r"^(luật )?số\s*:?\s*\d*\s*[-/]", low)
        or re.search(r"ngày\s+(\d{1,2}|[.…\s]+)\s*tháng\s+(\d{1,2}|[.…\s]+)\s*năm", low)
        or (is_upper(line) and len(line) < 90 and not LABEL_RE.match(line))
    )
