"""Time expressions: what time a phrase names, with the words that bound it.

"từ ngày 15/11 đến ngày 15/12/2024" is one range whose year stands only once; "trước ngày 01/11 hàng
năm" is a day of every year; "trong thời hạn 15 ngày kể từ ngày ký" is an offset and no day at all.
What a time is for (a deadline, a target's year, a citation's date) is the caller's question: nothing
is refused here but what the calendar refuses. No year is ever taken from the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.fold import lower
from extractors import calendar
from extractors.time_bounds import bound_before
from extractors.time_forms import YEAR, Leaf, TimeKind, find_leaves
from extractors.time_offsets import Offset, find_offsets, find_spans
from schemas.vocabulary import Bound

__all__ = ["Time", "TimeKind", "find_times"]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression.

    ``text[start:end]`` includes the bounding words ("trước ngày …", "… hàng năm"), ``core`` is the
    span of the time alone. ``first`` and ``last`` are its first and last day in ISO 8601, ``--MM-DD``
    where no year is printed. ``bound`` is None where no word bounds it. ``open_end``: "và các năm
    tiếp theo". ``bare``: digits such as "8/3" or "2021-2025" without a word that says they are a time.
    """

    start: int
    end: int
    core: tuple[int, int]
    kind: TimeKind
    first: str | None = None
    last: str | None = None
    bound: Bound | None = None
    recurrence: str | None = None
    offset: str | None = None
    anchor: str | None = None
    open_end: bool = False
    bare: bool = False

    @property
    def is_day(self) -> bool:
        """Is it one printed day?"""
        return self.kind is TimeKind.DAY

    @property
    def is_year(self) -> bool:
        """Is it one printed year?"""
        return self.kind is TimeKind.YEAR

    @property
    def has_year(self) -> bool:
        """Is the last day's year known from the phrase itself?"""
        return self.last is not None and calendar.has_year(self.last)

    @property
    def year(self) -> int | None:
        """Year of the last day, None where the phrase has none."""
        return calendar.year_of(self.last)


RANGE_RE = re.compile(  # A đến hết B; 07 giờ ngày 16 | đến 13 giờ | ngày 17/11
    r"\s*(?:-|–|—|(?:cho\s+)?(?:đến|tới)(?:\s+\d{1,2}\s*(?:giờ|h)(?:\s*\d{2})?)?(?:\s+hết)?(?:\s+(?:cuối|đầu))?)\s*"
)
LIST_RE = re.compile(r"\s*(?:,|;|và)\s*")  # ngày 8/3, 20/10/2024
YEARLY_TAIL_RE = re.compile(r"\s*[,(]?\s*(?:của\s+|vào\s+)?")  # ngày 01/11 hàng năm
MONTHS_RE = re.compile(
    rf"""\s*(?:(?P<list>,|và)|-|–|đến)\s*(?:tháng\s+)?(?P<mo>\d{{1,2}})
    (?:
      \s*(?:/|năm)\s*(?P<y>{YEAR})(?!\w)  # tháng 5, | 6/2024; tháng 02/1949 | -02/2024
    | (?![\w/%]|[.,]\d)(?=\s*(?:[,;.)]|$|và\s|hằng\s|hàng\s))  # tháng 5 | , 6
    )""",
    re.VERBOSE,
)
YEARS_RE = re.compile(rf"\s*(?:-|–|đến|tới)\s*(?P<y>{YEAR})(?![\w/])")  # từ năm 2021 | đến 2025
OPEN_RE = re.compile(r"\s*(?:và|,)?\s*(?:các|những)\s+năm\s+(?:tiếp\s+theo|sau|kế\s+tiếp)|\s+trở\s+đi")
MONTHLY_RE = re.compile(
    r"""\s*(?:,\s*)?(?:của\s+)?(?:
      (?:hằng|hàng|mỗi)\s+tháng  # ngày 15 | hằng tháng
    | tháng\s+(?:đầu|cuối|sau|trước|thứ|liền|kế|tiếp|báo)(?:\s+\w{1,5}){0,4}?\s*(?P<quarter>quý)  # của tháng cuối quý
    | tháng\s+(?:trước\s+đó|trước|sau|liền\s+kề|kế\s+tiếp|tiếp\s+theo|cuối)  # của tháng trước đó
    )""",
    re.VERBOSE,
)
#: No time is without a digit or one of these: tuần, tháng, ngày, năm, quý, giờ, "từ khi". Each by its rarest letter.
TIME_RE = re.compile(
    r"[0-9ầáàăýíờừ](?:(?<=\d)|(?<=tuầ)n|(?<=thá)ng|(?<=gà)y|(?<=nă)m|(?<=qu[ýí])|(?<=giờ)|(?<=từ)\s+(?:khi|lúc|thời))"
)
DATED = frozenset(
    {TimeKind.DAY, TimeKind.MONTH, TimeKind.QUARTER, TimeKind.YEAR, TimeKind.PART_OF_YEAR, TimeKind.MONTHS}
)
LIST_LENGTH = 12
RANGES = frozenset({TimeKind.DAYS, TimeKind.MONTHS, TimeKind.YEARS, TimeKind.INTERVAL})


def find_times(text: str, start: int = 0, end: int | None = None) -> Iterator[Time]:
    """Yield each time expression of ``text[start:end]`` in reading order; offsets are into ``text``.

    >>> [(t.first, t.last) for t in find_times("từ ngày 15/11 đến ngày 15/12/2024")]
    [('2024-11-15', '2024-12-15')]
    >>> [(t.last, t.recurrence, t.bound.value) for t in find_times("báo cáo trước ngày 01/11 hàng năm")]
    [('--11-01', 'FREQ=YEARLY', 'before')]
    >>> [(t.first, t.last) for t in find_times("Quí IV-2025")]
    [('2025-10-01', '2025-12-31')]
    """
    part = text[start:end]
    low = lower(part).replace("quí", "quý")  # both spellings are in use
    if TIME_RE.search(low) is None:
        return
    offsets = [_of_offset(part, found) for found in find_offsets(low, 0, len(low))]
    offsets += [_of_span(part, *found) for found in find_spans(low, 0, len(low))]
    offsets.sort(key=lambda time: time.start)
    leaves = list(_outside(find_leaves(low, 0, len(low)), offsets))
    times = _shared(low, list(_join(low, leaves)))
    for time in sorted([*offsets, *times], key=lambda time: time.start):
        yield time if not start else _shifted(time, start)


def may_hold_time(low: str, start: int, end: int) -> bool:
    """Is there anything in a stretch of lower-cased text that a time needs?"""
    return TIME_RE.search(low, start, end) is not None


def _shifted(time: Time, by: int) -> Time:
    return Time(
        time.start + by, time.end + by, (time.core[0] + by, time.core[1] + by), time.kind, time.first, time.last,
        time.bound, time.recurrence, time.offset, time.anchor, time.open_end, time.bare,
    )  # fmt: skip


def _outside(leaves: Iterable[Leaf], taken: list[Time]) -> Iterator[Leaf]:
    """The leaves that no offset holds: "kể từ ngày 15/3/2024" is an anchor. Both are in reading order."""
    at = 0
    for leaf in leaves:
        while at < len(taken) and taken[at].end <= leaf.start:
            at += 1
        if at == len(taken) or leaf.end <= taken[at].start:
            yield leaf


def _of_offset(text: str, found: Offset) -> Time:
    anchor = text[slice(*found.anchor)] if found.anchor else None
    return Time(
        found.start, found.end, found.core, TimeKind.OFFSET,
        bound=Bound.BY, offset=found.duration, anchor=anchor or None,
    )  # fmt: skip


def _of_span(text: str, start: int, end: int, anchor: tuple[int, int]) -> Time:
    return Time(start, end, (start, end), TimeKind.SPAN, bound=Bound.FROM, anchor=text[slice(*anchor)])


def _join(low: str, leaves: list[Leaf]) -> Iterator[Time]:
    at, floor, stop = 0, 0, len(low)
    while at < len(leaves):
        time, at = _one(low, leaves, at, floor, stop)
        if time is not None:
            yield time
            floor = time.end


def _shared(low: str, times: list[Time]) -> Iterator[Time]:
    """As in "trước ngày 15/6 và 15/12 hằng năm": the bound stands before the list, the frequency behind it."""
    for at, time in enumerate(times):
        before, after = times[at - 1] if at else None, times[at + 1] if at + 1 < len(times) else None
        if before and time.bound is None and before.bound and _listed(low, before, time):
            time = times[at] = replace(time, bound=before.bound, bare=False)
        if after and after.recurrence and not time.has_year and not time.recurrence and _listed(low, time, after):
            time = times[at] = replace(time, recurrence=after.recurrence)
        yield time


def _listed(low: str, left: Time, right: Time) -> bool:
    return left.kind is right.kind is TimeKind.DAY and bool(LIST_RE.fullmatch(low, left.end, right.start))


def _one(low: str, leaves: list[Leaf], at: int, floor: int, stop: int) -> tuple[Time | None, int]:
    """One time that begins with the leaf at ``at``, and the place of the first leaf it did not use."""
    head = leaves[at]
    if head.kind is TimeKind.RECURRENCE:
        return _recurring(low, leaves, at, floor, stop)
    if head.kind is TimeKind.DAY_NUMBER:
        return _day_number(low, leaves, at, floor, stop)
    return _dated(low, leaves, at, floor, stop)


def _recurring(low: str, leaves: list[Leaf], at: int, floor: int, stop: int) -> tuple[Time | None, int]:
    """As in "hằng năm (trước ngày 15 tháng 11)": the frequency may stand before the day it repeats."""
    head = leaves[at]
    alone = _bounded(low, head, floor)
    follower = leaves[at + 1] if at + 1 < len(leaves) else None
    yearly = head.recurrence == "FREQ=YEARLY"
    if not yearly or follower is None or follower.has_year or follower.kind not in DATED:
        return alone, at + 1
    time, after = _dated(low, leaves, at + 1, head.end, stop)
    if time is None or time.has_year or not YEARLY_TAIL_RE.fullmatch(low, head.end, time.start):
        return alone, at + 1
    return replace(time, start=head.start, recurrence=head.recurrence), after


def _day_number(low: str, leaves: list[Leaf], at: int, floor: int, stop: int) -> tuple[Time | None, int]:
    """As in "ngày 15-20/11/2025" shares the month that follows; "ngày 15 hằng tháng" recurs; else no time."""
    head = leaves[at]
    follower = leaves[at + 1] if at + 1 < len(leaves) else None
    if follower and follower.kind is TimeKind.DAY and follower.last and head.number:
        glue = low[head.end : follower.start]
        year, month = calendar.year_of(follower.last), int(follower.last[-5:-3])
        first = calendar.day(head.number, month, year)
        if first and (RANGE_RE.fullmatch(glue) or LIST_RE.fullmatch(glue)):
            joined = Leaf(head.start, follower.end, TimeKind.DAYS, first, follower.last)
            return _finish(low, leaves, joined, at + 2, floor, stop)
    monthly = MONTHLY_RE.match(low, head.end, stop)
    if not monthly:
        return None, at + 1
    rule = "FREQ=MONTHLY;" + ("INTERVAL=3;" if monthly["quarter"] else "") + f"BYMONTHDAY={head.number}"
    joined = Leaf(head.start, monthly.end(), TimeKind.RECURRENCE, recurrence=rule)
    used = at + 1
    while used < len(leaves) and leaves[used].start < monthly.end():
        used += 1
    return _bounded(low, joined, floor), used


def _dated(low: str, leaves: list[Leaf], at: int, floor: int, stop: int) -> tuple[Time | None, int]:
    head, used = leaves[at], at + 1
    if head.kind is TimeKind.MONTH:
        head = _more_months(low, head, stop)
    elif head.kind is TimeKind.YEAR:
        head = _more_years(low, head, stop)
    while used < len(leaves) and leaves[used].start < head.end:
        used += 1
    follower = leaves[used] if used < len(leaves) else None
    if follower and _makes_range(low, head, follower, floor):
        if follower.kind is TimeKind.MONTH:
            follower = _more_months(low, follower, stop)
        return _finish(low, leaves, _range(head, follower), used + 1, floor, stop)
    return _finish(low, leaves, _year_from_list(low, leaves, head, used), used, floor, stop)


def _makes_range(low: str, head: Leaf, follower: Leaf, floor: int) -> bool:
    """Is it "A đến B" or "A - B"? "đến năm 2025 đến …" is bounded already."""
    if head.kind not in DATED or follower.kind not in DATED:
        return False
    if not RANGE_RE.fullmatch(low, head.end, follower.start):
        return False
    words = bound_before(low, floor, head.start)
    return words is None or words.name not in ("until", "before", "by")


def _range(head: Leaf, follower: Leaf) -> Leaf:
    """From the first day of the one to the last day of the other; a year printed once holds for both."""
    first, last = head.first or "", follower.last or ""
    if calendar.has_year(last) and not calendar.has_year(first):
        year = int(last[:4])
        first = calendar.in_year(first, year - (first[2:] > last[5:]))
    elif calendar.has_year(first) and not calendar.has_year(last):
        year = int(first[:4])
        last = calendar.in_year(last, year + (last[2:] < first[5:]))
    kinds = {head.kind, follower.kind}
    kind = TimeKind.INTERVAL
    if kinds == {TimeKind.DAY}:
        kind = TimeKind.DAYS
    elif kinds == {TimeKind.YEAR}:
        kind = TimeKind.YEARS
    elif kinds <= {TimeKind.MONTH, TimeKind.MONTHS}:
        kind = TimeKind.MONTHS
    return Leaf(head.start, follower.end, kind, first, last, bare=head.bare and follower.bare)


def _year_from_list(low: str, leaves: list[Leaf], head: Leaf, used: int) -> Leaf:
    """As in "ngày 8/3, 20/10/2024": the year stands behind the last day of the list."""
    if head.kind not in (TimeKind.DAY, TimeKind.MONTH) or head.has_year or not (head.first and head.last):
        return head
    end = head.end
    for leaf in leaves[used : used + LIST_LENGTH]:
        if leaf.kind is not head.kind or not LIST_RE.fullmatch(low, end, leaf.start):
            return head
        if leaf.has_year and leaf.last:
            year = int(leaf.last[:4])
            return replace(head, first=calendar.in_year(head.first, year), last=calendar.in_year(head.last, year))
        end = leaf.end
    return head


def _more_months(low: str, head: Leaf, stop: int) -> Leaf:
    """As in "tháng 5, 6/2024" and "tháng 02/1949-02/2024": months that do not repeat the word.

    A list joins only months that follow one another: "tháng 3, 6" is no stretch of time.
    """
    while more := MONTHS_RE.match(low, head.end, stop):
        number = int(more["mo"])
        span = calendar.month(number, int(more["y"]) if more["y"] else None)
        follows = number == int((head.last or "")[-5:-3]) % 12 + 1
        if span is None or (more["list"] and not follows):
            break
        joined = _range(head, Leaf(more.start(), more.end(), TimeKind.MONTH, *span))
        head = replace(joined, start=head.start)
    return head


def _more_years(low: str, head: Leaf, stop: int) -> Leaf:
    more = YEARS_RE.match(low, head.end, stop)
    if not more or not head.last or int(more["y"]) <= int(head.last[:4]):
        return head
    return replace(head, end=more.end(), kind=TimeKind.YEARS, last=f"{more['y']}-12-31")


def _finish(low: str, leaves: list[Leaf], joined: Leaf, used: int, floor: int, stop: int) -> tuple[Time, int]:
    """Add the words around a dated leaf: its bound before, "hàng năm" or "và các năm tiếp theo" behind."""
    time = _bounded(low, joined, floor)
    follower = leaves[used] if used < len(leaves) else None
    if (
        follower and follower.recurrence == "FREQ=YEARLY" and not joined.has_year
        and YEARLY_TAIL_RE.fullmatch(low, joined.end, follower.start)
    ):  # fmt: skip
        return replace(time, end=follower.end, recurrence=follower.recurrence), used + 1
    opened = OPEN_RE.match(low, joined.end, stop)
    if opened:
        return replace(time, end=opened.end(), open_end=True), used
    return time, used


def _several(leaf: Leaf) -> bool:
    """As in "quý II - IV/2014" is a range of its own."""
    if leaf.kind is not TimeKind.QUARTER or not (leaf.first and leaf.last):
        return False
    return int(leaf.last[-5:-3]) - int(leaf.first[-5:-3]) > 2


def _bounded(low: str, leaf: Leaf, floor: int) -> Time:
    time = Time(
        leaf.start, leaf.end, (leaf.start, leaf.end), leaf.kind, leaf.first, leaf.last,
        recurrence=leaf.recurrence, bare=leaf.bare,
    )  # fmt: skip
    words = bound_before(low, floor, leaf.start)
    if words is None:
        return time
    bound = words.bound
    if bound is Bound.FROM and (leaf.kind in RANGES or _several(leaf)):
        bound = Bound.DURING
    if bound is Bound.ON and leaf.kind is not TimeKind.DAY and "BY" not in (leaf.recurrence or ""):
        bound = Bound.DURING
    first = None if words.name == "now" else time.first
    return replace(time, start=words.start, bound=bound, first=first, bare=False)
