"""Occasions: work that is tied to a named day or month, with or without its day printed.

"ngày Gia đình Việt Nam 28/6", "Tháng Công nhân năm 2025", "trong dịp Tết Nguyên đán Ất Tỵ 2025",
"kỷ niệm 95 năm ngày thành lập … (28/7/1929-28/7/2024)": of an anniversary the later day counts.
A name alone ("quán triệt về Tháng hành động vì trẻ em", "chợ Tết") is no occasion: something must be
held on it. Names and fixed days are the lexicon's; a day that moves with the moon is left open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.fold import tone_key
from corpus.lexicon.load import table
from extractors import calendar
from extractors.phrase_trie import at_word_start, letters
from extractors.times import Time, TimeKind
from schemas.vocabulary import Bound, DeadlineKind


@dataclass(frozen=True, slots=True)
class Occasion:
    """A named day or month at ``text[start:end]``; ``time`` is the printed day it took up, if any."""

    start: int
    end: int
    kind: DeadlineKind
    bound: Bound
    first: str | None
    last: str | None
    recurrence: str | None = None
    time: Time | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    kind: str
    first: str | None
    last: str | None
    since: int | None


ANNIVERSARY_RE = re.compile(
    r"(?<!\w)(?:kỷ\s+niệm\s+)?(?:lần\s+thứ\s+)?\d{1,4}\s+năm\s+[^;:.()\n]{2,160}$"
)  # kỷ niệm 95 năm ngày … | (28/7/1929-28/7/2024)
HEAD = r"(?:ngày|tháng|tuần\s+lễ|quốc\s+tế|lễ)"
HEAD_RE = re.compile(rf"(?<!\w){HEAD}(?!\w)")
GENERIC_RE = re.compile(rf"{HEAD}\s+(?!lễ|\d)[^\d,;:.()\n|]{{3,80}}")  # ngày vi chất dinh dưỡng | (01/6)
GLUE_RE = re.compile(r"\s*(?:năm\s+\d{4}\s*)?(?:[-–(:,]\s*)?")  # tháng Công nhân | - | tháng 5
BEFORE_RE = re.compile(
    r"""(?<!\w)(?:
      (?:kỷ\s+niệm\s+)?(?:lần\s+thứ\s+)?\d{1,4}\s+năm\s+(?:ngày\s+)?  # kỷ niệm 95 năm | ngày thành lập …
    | (?:các\s+)?ngày\s+(?:lễ\s+)?|lễ\s+  # ngày | quốc tế phụ nữ
    )$""",
    re.VERBOSE,
)
DURING_RE = re.compile(
    r"""(?<!\w)(?:
      trước,?\s*trong\s*(?:,|và|,\s*và)?\s*sau(?:\s+dịp)?  # trước, trong và sau | Tết
    | (?:(?:trong|vào|nhân|trước|sau|phục\s+vụ)\s+)(?:suốt\s+)?(?:cả\s+|toàn\s+bộ\s+)?
      (?:dịp|(?:các|những|\d{1,2})\s+ngày|thời\s+gian|kỳ)  # trong dịp | Tết; trong 3 ngày | Tết
    | (?P<before>trước\s+khi\s+(?:về\s+)?(?:nghỉ|đón)|trước)  # trước khi về nghỉ | Tết
    | (?P<after>(?:ngay\s+)?sau(?:\s+khi\s+(?:nghỉ|hết))?)  # ngay sau | Tết
    | trong|dịp|đêm
    )\s+(?:(?:nghỉ|đón|lễ,?)\s+){0,3}$""",
    re.VERBOSE,
)
#: no work is tied to it: "có nguy cơ bùng phát … nhất là | dịp Tết", "không được lợi dụng | dịp Tết để …"
IDLE_RE = re.compile(
    r"(?<!\w)(?:lợi\s+dụng\s*$|nguy\s+cơ\s+(?:bùng\s+phát|xảy\s+ra|lây\s+lan|gia\s+tăng|tăng\s+cao)(?!\w)[^;.]{0,160}$)"
)
#: "trong 3 ngày Tết | (từ 30 Tháng Chạp đến Mùng 2 Tết)": days by the moon
LUNAR_DAYS_RE = re.compile(r"\s*\(\s*từ\s[^()\n]{1,60}\s(?:đến|tới)\s[^()\n]{1,60}\)")
HELD_RE = re.compile(
    r"""(?<!\w)(?:
      nhân(?:\s+dịp)?|dịp|trong|vào|hưởng\s+ứng|kỷ\s+niệm|chào\s+mừng|gắn\s+với|phát\s+động
    | tổ\s+chức(?:\s+tốt)?|triển\s+khai|hoạt\s+động(?:\s+trong)?
    )\s+(?:các\s+)?(?:ngày\s+)?$""",
    re.VERBOSE,
)  # hưởng ứng | Tháng hành động …
CAN = r"(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)"
CHI = r"(?:tý|tí|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)"
AFTER_RE = re.compile(
    rf"(?:\s+{CAN}\s+{CHI})?(?:\s+(?:năm\s+)?(?P<year>20\d{{2}})(?![\d/]))?"
)  # Tết Nguyên đán | Ất Tỵ 2025
FESTIVE_RE = re.compile(
    r"\s+và\s+(?:các\s+ngày\s+lễ(?:\s+lớn)?|(?:mùa\s+)?lễ\s+hội)[^,;.:()\n]{0,60}"
)  # trong dịp Tết | và mùa lễ hội
LISTED_RE = re.compile(r"\s*(?:,|và|;|,\s*và)\s*")
WINDOW = 240
NEW_TONES = {"óa": "oá", "òa": "oà", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ"}
LOOSE_RE = re.compile(rf"\s+|-|(?:{'|'.join(NEW_TONES)})(?!\w)")
LOOSE = {"-": "[-–]", **{old: f"(?:{old}|{new})" for old, new in NEW_TONES.items()}}


def find_occasions(low: str, times: list[Time], start: int, end: int) -> Iterator[Occasion]:
    """Yield the occasions in one line of lower-cased text, in reading order.

    >>> line = "hưởng ứng ngày gia đình việt nam 28/6"
    >>> from extractors.times import find_times
    >>> [(line[o.start:o.end], o.first) for o in find_occasions(line, list(find_times(line)), 0, len(line))]
    [('ngày gia đình việt nam 28/6', '--06-28')]
    """
    names = list(_names(low, start, end))
    dated = [found for time in times if (found := _dated(low, time, names, start))]
    taken = sorted((min(found.start, found.time.start), found.time.end) for found in dated if found.time)
    out = list(dated)
    before: Occasion | None = None
    for name in names:
        if _is_taken(low, name, taken):
            continue
        found = _undated(low, name, start, _latest(before, dated, name.start))
        if found:
            out.append(found)
            before = found
    return iter(sorted(out, key=lambda found: found.start))


def may_name_day(low: str, start: int, end: int) -> bool:
    """Is there a name of the lexicon in a stretch of lower-cased text?"""
    return _name_re().search(low, start, end) is not None


def _is_taken(low: str, name: _Name, taken: list[tuple[int, int]]) -> bool:
    """Is the name part of an item already, or its day printed behind it?"""
    at = bisect_left(taken, name.end, key=lambda span: span[0])
    if at and name.start < taken[at - 1][1]:
        return True
    return at < len(taken) and bool(GLUE_RE.fullmatch(low, name.end, taken[at][0]))


def _latest(before: Occasion | None, dated: list[Occasion], start: int) -> Occasion | None:
    """The last occasion that ends before ``start``, of those with a printed day and the one found last."""
    at = bisect_right(dated, start, key=lambda found: found.end)
    ended = [found for found in (dated[at - 1] if at else None, before) if found]
    return max(ended, key=lambda found: found.end, default=None)


def _names(low: str, start: int, end: int) -> Iterator[_Name]:
    for match in _name_re().finditer(low, start, end):
        row = _rows()[tone_key(match[0])]
        first, last = (f"--{row[key]}" if row[key] else None for key in ("first", "last"))
        since = int(row["since"]) if row["since"] else None
        yield _Name(match.start(), match.end(), row["kind"], first, last, since)


def _dated(low: str, time: Time, names: list[_Name], start: int) -> Occasion | None:
    """A printed day or month with the name that stands before it."""
    if time.kind not in (TimeKind.DAY, TimeKind.DAYS, TimeKind.MONTH, TimeKind.MONTHS):
        return None
    jubilee = _is_jubilee(time)
    begin = _name_before(low, time, names, start, jubilee)
    if not jubilee and (begin is None or time.bound in (Bound.BEFORE, Bound.BY)):
        return None
    if time.kind in (TimeKind.DAYS, TimeKind.MONTHS) and not jubilee:  # a season is quoted by its days alone
        kind, bound, begin, behind = DeadlineKind.WINDOW, Bound.DURING, time.start, time.end
    else:
        begin = time.start if begin is None else begin
        closed = low[time.end : time.end + 1] == ")" and "(" in low[begin : time.start]
        kind, behind = DeadlineKind.EVENT, time.end + closed
        bound = Bound.ON if time.kind in (TimeKind.DAY, TimeKind.DAYS) else Bound.DURING
    first = _last_year(time) if jubilee else time.first
    return Occasion(begin, behind, kind, bound, first, time.last, time.recurrence, time)


def _last_year(time: Time) -> str | None:
    """First day of the later of the two days or months of a jubilee."""
    return time.last if time.kind is TimeKind.DAYS else f"{(time.last or '')[:7]}-01"


def _is_jubilee(time: Time) -> bool:
    """As in "28/7/1929-28/7/2024": one day in two years."""
    if time.kind not in (TimeKind.DAYS, TimeKind.MONTHS) or not (time.first and time.last and time.has_year):
        return False
    size = 5 if time.kind is TimeKind.DAYS else 2
    return time.first[:4] < time.last[:4] and time.first[5 : 5 + size] == time.last[5 : 5 + size]


def _name_before(low: str, time: Time, names: list[_Name], start: int, jubilee: bool) -> int | None:
    """Where the name of the day begins that stands directly before a printed day."""
    window = max(start, time.start - WINDOW)
    glue = re.search(r"[\s\-–(]*$", low[window : time.start])
    edge = window + glue.start() if glue else time.start
    anniversary = ANNIVERSARY_RE.search(low[window:edge])
    if jubilee and anniversary:
        return window + anniversary.start()
    at = bisect_right(names, time.start, key=lambda name: name.end)
    for name in names[max(0, at - 1) : at]:
        if GLUE_RE.fullmatch(low, name.end, time.start):
            return _extended(low, name.start, start)
    if not (time.bare or low[edge : time.start].strip() == "(") or (time.bound and time.kind is TimeKind.DAY):
        return None
    heads = [match.start() for match in HEAD_RE.finditer(low, window, edge)]
    return next((head for head in reversed(heads) if GENERIC_RE.fullmatch(low[head:edge])), None)


def _undated(low: str, name: _Name, start: int, before: Occasion | None) -> Occasion | None:
    """A name without its day counts where something is held: "trong dịp Tết", "hưởng ứng Tháng …"."""
    if name.kind == "printed":
        return None
    begin = _extended(low, name.start, start)
    listed = before if before and LISTED_RE.fullmatch(low, before.end, begin) else None
    tail = AFTER_RE.match(low, name.end)
    end = tail.end() if tail else name.end
    if name.kind == "lunar":
        return _lunar(low, name.start, end, start, listed)
    held = HELD_RE.search(low[max(start, begin - 60) : begin])
    if not (listed or held or begin < name.start):
        return None
    year = int(tail["year"]) if tail and tail["year"] else _jubilee_year(low[begin : name.start], name)
    first, last = (calendar.in_year(day, year) if day and year else day for day in (name.first, name.last))
    bound = Bound.ON if name.kind == "day" else Bound.DURING
    return Occasion(begin, end, DeadlineKind.EVENT, bound, first, last)


def _lunar(low: str, begin: int, end: int, start: int, listed: Occasion | None) -> Occasion | None:
    """A festival counts with the words that say when: "trong dịp Tết", "đêm Giao thừa"; not "quà Tết"."""
    window = max(start, begin - 60)
    during = DURING_RE.search(low[window:begin])
    if during:
        begin = window + during.start()
        bound = _lunar_bound(during)
        if IDLE_RE.search(low, max(start, begin - WINDOW), begin):
            return None
    elif listed:
        bound = listed.bound
    else:
        return None
    days = LUNAR_DAYS_RE.match(low, end)
    if days:
        return Occasion(begin, days.end(), DeadlineKind.WINDOW, bound, None, None)
    festive = FESTIVE_RE.match(low, end)
    return Occasion(begin, festive.end() if festive else end, DeadlineKind.EVENT, bound, None, None)


def _lunar_bound(during: re.Match[str]) -> Bound:
    if during["before"]:
        return Bound.BEFORE
    if during["after"]:
        return Bound.FROM
    return Bound.ON if during[0].startswith("đêm") else Bound.DURING


def _jubilee_year(before: str, name: _Name) -> int | None:
    """As in "95 năm ngày thành lập Công đoàn Việt Nam" is in 2024, because the first was in 1929."""
    count = re.search(r"(\d{1,4})\s+năm", before)
    return name.since + int(count[1]) if count and name.since else None


def _extended(low: str, begin: int, start: int) -> int:
    """Take "kỷ niệm 95 năm" and "ngày" before the name in."""
    window = max(start, begin - 60)
    before = BEFORE_RE.search(low[window:begin])
    return window + before.start() if before else begin


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {tone_key(row["name"]): dict(row) for row in table("named_days")}


@cache
def _name_re() -> re.Pattern[str]:
    """The names, longest first; "hóa" also finds "hoá"."""
    return re.compile(rf"{at_word_start(_units(row['name']) for row in table('named_days'))}(?!\w)")


def _units(name: str) -> list[str]:
    """A name letter by letter; wide blanks and both kinds of dash are let in."""
    units: list[str] = []
    at = 0
    for match in LOOSE_RE.finditer(name):
        units += [*letters(name[at : match.start()]), LOOSE.get(match[0], r"\s+")]
        at = match.end()
    return [*units, *letters(name[at:])]
