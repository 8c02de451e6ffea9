"""Resolutions of congresses and of the Central Committee, which carry no number of their own.

"Nghị quyết Đại hội XIII Công đoàn Việt Nam", "Nghị quyết XIV Đảng bộ tỉnh", "Nghị quyết Trung ương 4 khóa XII".
One that names no congress ("nghị quyết đại hội công đoàn các cấp") has no identity and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.fold import lower_line
from extractors.issuers import issuer_at
from extractors.mention import Mention
from extractors.phrase_trie import matches_at

ORDINAL = r"(?:[IVXLC]{1,6}|thứ[ ]\w+(?:[ ]\w+)?|lần[ ]thứ[ ](?:[IVXLC]{1,6}|\d{1,3}|\w+)|\d{1,2})(?!\w)"
CONGRESS_RE = re.compile(
    rf"""
    (?<!\w)(?i:Nghị[ ]quyết)[ ](?:của[ ])?
    (?P<congress>
        (?:Đại[ ]hội|đại[ ]hội|ĐH)
        (?:[ ](?!lần[ ]thứ|[IVXLC]{{1,6}}(?!\w)|các|của|để|và|vào|trong|này|\d)[\w-]+){{0,12}}  # đại biểu toàn quốc
        [ ]{ORDINAL}                                                                   # lần thứ XIII | XIII | 13
      | (?P<bare>[IVXLC]{{1,6}})[ ](?=Đảng[ ]bộ|Công[ ]đoàn)                           # XIV | Đảng bộ tỉnh
    )
    """,
    re.VERBOSE,
)
HEAD = "nghị quyết"
BODY_RE = re.compile(
    r",?[ ](?:của[ ])?(?=Đảng|Công đoàn|Đoàn|Hội|Mặt trận|Tổng|Liên đoàn|tỉnh|thành phố|huyện|xã|phường)"
)
TERM_RE = re.compile(r",?[ ]\(?nhiệm kỳ[ ]\d{4}[ ]?[-–][ ]?\d{4}\)?", re.IGNORECASE)
PLENUM_RE = re.compile(
    r"""
    (?<!\w)(?i:Nghị[ ]quyết)[ ](?:(?:Hội[ ]nghị|hội[ ]nghị)[ ])?(?:(?P<early>lần[ ]thứ[ ]\w+(?:[ ]\w+)?)[ ])?
    (?:(?:của[ ])?(?:Ban[ ]Chấp[ ]hành|BCH)[ ])?
    (?:Trung[ ]ương|TW)(?:[ ]Đảng)?(?:[ ]lần[ ]thứ)?
    (?:[ ](?P<nth>\d{1,2}|bảy|tám|năm|sáu|tư|bốn|ba|chín|mười))?(?!\w)
    (?:,?[ ]\(?(?P<term>kh(?:óa|oá)[ ][IVX]{1,5})\)?)?                 # Trung ương 4 khóa XII
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_resolutions(line: str) -> Iterator[Mention]:
    """Yield the resolutions of congresses and plenums that a line names.

    >>> line = "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng, Nghị quyết XIV Đảng bộ tỉnh"
    >>> [line[m.start:m.end] for m in find_resolutions(line)]
    ['Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng', 'Nghị quyết XIV Đảng bộ tỉnh']
    >>> list(find_resolutions("đưa nghị quyết đại hội công đoàn các cấp vào cuộc sống"))
    []
    """
    low = lower_line(line)
    if HEAD not in low:
        return
    places = [match.start() for match in re.finditer(HEAD, low)]
    for match in matches_at(CONGRESS_RE, line, places):
        body = BODY_RE.match(line, match.end()) if line[match.end() : match.end() + 1] != "," else None
        if match["bare"]:
            end = issuer_at(line, match.end())
            issuer = line[match.end() : end]
        else:
            end = issuer_at(line, body.end()) if body else match.end()
            issuer = line[match.start("congress") : end]
        term = TERM_RE.match(line, end)
        end = _closed(line, term.end()) if term else end
        yield Mention(match.start(), end, "nghị quyết", issuer=issuer, title=line[match.start() : end], confidence=0.92)
    for match in matches_at(PLENUM_RE, line, places):
        if match["nth"] is None and match["early"] is None:
            continue
        end = match.end()
        title = line[match.start() : end]
        yield Mention(match.start(), end, "nghị quyết", issuer="Trung ương", title=title, confidence=0.85)


def _closed(line: str, end: int) -> int:
    """Without a closing bracket that nothing opened."""
    return end - 1 if line[end - 1] == ")" and "(" not in line[max(0, end - 30) : end] else end
