"""The place inside an instrument: "điểm a khoản 1 Điều 4", "Khoản 1, Điều 4,", "các Điều 5, 6 và 7 của", "Chương II".

Read backwards from the instrument. Lists and ranges stay as printed, without the words: "5, 6 và 7", "5-10".
A pinpoint of no named instrument ("Điều 5 Quyết định này") is nobody's.
"""

from __future__ import annotations

import re

from corpus.fold import lower
from extractors.mention import Mention

NUMBER = r"\d{1,3}[a-zđ]?"
LETTER = r"(?:[a-zđA-ZĐ]|\d{1,2})(?:\.\d{1,2}){0,3}"  # điểm a | điểm a.2 | Điểm 6.1, as the Party counts


def _level(name: str, word: str, unit: str) -> str:
    many = rf"{unit}(?:(?:,[ ]?|[ ]và[ ]|[ ]đến[ ]|[ ]?-[ ]?)(?:{word}[ ])?{unit}(?!\w)){{0,12}}"
    return rf"(?:(?:từ[ ]|các[ ])?{word}[ ](?P<{name}>{many}),?[ ](?:của[ ])?)?"


PINPOINT_RE = re.compile(
    rf"""
    (?<!\w)
    (?:tiết[ ][a-zđ\d.]{{1,6}},?[ ](?:của[ ])?)?
    {_level("point", "điểm", LETTER)}                 # điểm a, b và c
    (?:tiết[ ][a-zđ\d.]{{1,6}},?[ ](?:của[ ])?)?        # Điểm 10.3, Tiết d
    {_level("clause", "khoản", NUMBER)}               # khoản 1,
    {_level("article", "Điều", NUMBER)}               # Điều 4 | từ Điều 5 đến Điều 10
    (?:Mục[ ][IVX\d]+,?[ ](?:của[ ])?)?
    (?:Phần[ ][IVX\d]+,?[ ](?:của[ ])?)?
    {_level("chapter", "Chương", "[IVXLC0-9]{1,6}")}  # Chương II
    (?:(?:của|,)[ ])?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
REVERSED_RE = re.compile(
    rf"(?<!\w)Điều[ ](?P<article>{NUMBER}),?[ ]khoản[ ](?P<clause>{NUMBER}),?[ ](?:của[ ])?$", re.IGNORECASE
)
START_RE = re.compile(r"(?<!\w)(?:(?:các|từ)[ ])?(?:tiết|điểm|khoản|điều|chương)[ ]", re.IGNORECASE)
WORD_RE = re.compile(r"(?:điểm|khoản|điều|chương)[ ]", re.IGNORECASE)
UNIT_RE = re.compile(r"(?<!\w)(?:\w|\d[\w.-]*|\w[\w.]*[\d.][a-zđ]?|[IVXLC]{1,6}),?[ ](?:(?:của|,)[ ])*$", re.IGNORECASE)
LONGEST_UNIT = 24
REACH = 120


def read_pinpoint(line: str, mention: Mention) -> None:
    """Set the pinpoint in front of a mention, and begin the mention there.

    >>> line = "thực hiện Khoản 1, Điều 4, Điều lệ Hội LHPN Việt Nam"
    >>> mention = Mention(line.index("Điều lệ"), len(line), "điều lệ")
    >>> read_pinpoint(line, mention)
    >>> mention.pinpoint, line[mention.start:mention.start + 7]
    ({'article': '4', 'clause': '1'}, 'Khoản 1')
    """
    begin = max(0, mention.core - REACH)
    before = line[begin : mention.core]
    if not _ends_in_a_unit(before):
        return
    for start in START_RE.finditer(before):
        match = REVERSED_RE.match(before, start.start()) or PINPOINT_RE.match(before, start.start())
        if match is None or not match[0].strip():
            continue
        found = {
            name: _plain(match[name])
            for name in ("article", "clause", "point", "chapter")
            if name in match.re.groupindex and match[name]
        }
        if found:
            mention.pinpoint = found
            mention.start = begin + match.start() + len(re.match(r"(?:(?:các|từ)[ ])?", match[0], re.I)[0])  # type: ignore[index]
            return


def _ends_in_a_unit(before: str) -> bool:
    """Is what stands in front of a mention "4, ", "a của ", "XII "? Few mentions have that; the rest need no search.

    >>> _ends_in_a_unit("Khoản 1, Điều 4, "), _ends_in_a_unit("thực hiện "), _ends_in_a_unit("điểm a.2 của ")
    (True, False, True)
    """
    unit = lower(before[-LONGEST_UNIT:]).removesuffix("của ").rstrip(" ,").rpartition(" ")[2]
    if len(unit) > 1 and unit.isalpha() and unit.strip("ivxlc"):
        return False  # a word, and no Roman number
    return UNIT_RE.search(before, max(0, len(before) - LONGEST_UNIT)) is not None


def _plain(printed: str) -> str:
    bare = WORD_RE.sub("", printed)
    return re.sub(r"[ ]?(?:đến|-)[ ]?", "-", bare).strip(" ,")
