"""What recognition could not read in numbers and dates is a blank, as if it were not filled in.

Numbers and days are often written in by hand: "Số: JJ2 /BKHCN-TTra", "Hà Nội, ngày ÚV tháng 01 năm 2010". The
printed part is kept, the rest becomes blanks, so that the number is "/BKHCN-TTra" and the date "2010-01" instead of
a guess. A digit that was read as a letter is put right where only one is possible: "tháng 0l" is "tháng 01".
The length is kept; the quote stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MARK = "\x00"  # in the place of a digit that nobody is sure of
HEAD = 1500  # letters: further down, "Số" begins other lines
NUMBER_RE = re.compile(
    r"""
    ^[ ]*(?P<word>[SsŠ][oôốồổỗộóòỏõọẽê])     # Số, read as "só", "Sẽ"
    (?P<junk>[^\n/]{0,14}?)                  # {34.2 | : JJ2
    (?P<symbol>[ ]?/[ ]?[A-ZĐ][\w&]*-)       # /KH-SYT
    """,
    re.VERBOSE | re.MULTILINE,
)
READ_RE = re.compile(r"^[ ]?[:.]?[ .…_]*(?:\d{1,6}[a-zđ]?)?[ .…_]*$")
DATE_RE = re.compile(
    r"""
    (?P<ngay>[Nn]gày)[ ]?(?P<day>\S{1,5}(?:[ ]\S{1,2})?)
    [ ]tháng[ ](?P<month>\S{1,3})[ ]năm[ ](?P<year>(?:19|20)\d\d)
    """,
    re.VERBOSE,
)
DIGITS = str.maketrans("lI|]!¡ÍìîJOoQ", "1111111111000")


def blank_unread(text: str, doubtful: Iterable[tuple[int, int]] = ()) -> str:
    """Blank what could not be read in the number of the head and in dates, there also the digits in ``doubtful`` spans.

    >>> blank_unread("Số:404 /TB-SYT", [(0, 6)])
    'Số:    /TB-SYT'
    >>> blank_unread("Số: JJ2 /BKHCN-TTra")
    'Số:     /BKHCN-TTra'
    >>> blank_unread("ngày ÚV tháng 0l năm 2010"), blank_unread("ngày ¡2 tháng 7 năm 2010")
    ('ngày    tháng 01 năm 2010', 'ngày 12 tháng 7 năm 2010')
    """
    marked = list(text)
    for start, end in doubtful:
        for at in range(start, min(end, HEAD, len(text))):
            marked[at] = MARK if text[at].isdecimal() else text[at]
    masked = "".join(marked)
    done = NUMBER_RE.sub(_number, masked[:HEAD]) + masked[HEAD:]
    done = DATE_RE.sub(_date, done)
    return "".join(old if new == MARK else new for old, new in zip(text, done, strict=True))


def _number(match: re.Match[str]) -> str:
    junk = match["junk"]
    if READ_RE.match(junk):
        return match[0]
    lead = len(match[0]) - len(match[0].lstrip(" "))
    return " " * lead + "Số" + (":" + " " * len(junk))[: len(junk)] + match["symbol"]


def _date(match: re.Match[str]) -> str:
    month = match["month"].translate(DIGITS)
    if not (month.isdecimal() and 1 <= int(month) <= 12):
        return match[0]
    day = match["day"].translate(DIGITS)
    read = day.isdecimal() and 1 <= int(day) <= 31 and any(char.isdecimal() for char in match["day"])
    gap = match.start("month") - len(" tháng ") - match.start("day")
    printed = day if read else " " * gap
    start = match.start()
    whole = match[0]
    at = match.start("day") - start
    rest = whole[at + gap :]
    place = match.start("month") - start - at - gap
    return whole[:at] + printed + rest[:place] + month + rest[place + len(month) :]
