"""Until when a target's value is to be reached: the time its sentence states, or the heading over it.

"đến năm 2025 đạt 80% và đến năm 2030 đạt 90%" gives each value its year; "70% vào năm 2025" takes the year
behind it; "đến năm 2025 và duy trì đến năm 2030" gives one value two years; a time at the head of a sentence
holds for all its values. Refused: the year of a thing ("kế hoạch vốn năm 2025", "chỉ tiêu năm 2024"), years
inside names of instruments and quotations, "tầm nhìn đến năm 2045", what has passed ("9 tháng năm 2025").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.fold import lower
from extractors.near import overlapping
from extractors.times import Time, TimeKind, find_times
from extractors.values import Value
from schemas.outline import Outline
from schemas.vocabulary import Bound

Span = tuple[int, int]
DUE_KINDS = frozenset(
    {
        TimeKind.DAY, TimeKind.DAYS, TimeKind.MONTH, TimeKind.MONTHS, TimeKind.QUARTER, TimeKind.YEAR,
        TimeKind.YEARS, TimeKind.SCHOOL_YEAR, TimeKind.PART_OF_YEAR, TimeKind.INTERVAL,
    }
)  # fmt: skip
HEADING_CHARS = 140
SIBLINGS = 20
ADJACENT = 3
RECURRENCE_NEAR = 30
#: "đến năm 2030, tầm nhìn đến năm 2045"; "chỉ số năm 2024", "so với năm 2020"
NOT_DUE_RE = re.compile(
    r"""(?:
      (?:tầm\ nhìn|của|chỉ\ tiêu|kế\ hoạch|vốn|cùng\ kỳ|quyết\ toán)\s+(?:\w+\s+)?   # kế hoạch vốn năm 2025
    | (?:so|so\ với)\s+(?:\w+\s+){0,4}                                            # so với mức trung bình năm 2024
    )$""",
    re.VERBOSE,
)
#: What may stand between a time and the value it governs: "đến năm 2030 | đạt | 90%".
BRIDGE_RE = re.compile(
    r"""(?:[\s,:]|(?:phấn\ đấu|đạt|chiếm|bằng|sẽ|vượt|có|là|lên|xuống|còn|phải|dự\ kiến|khoảng|trên|tỷ\ lệ|mức
    |tăng|giảm|bình\ quân)(?!\w))*""",
    re.VERBOSE,
)
TOGETHER_RE = re.compile(r"\s*,?\s*(?:và\s+)?(?:(?:tiếp tục\s+)?duy trì\s+)?(?:đạt\s+)?")
CONTRAST_RE = re.compile(r"[\s,;]*(?:và\s+)?(?:\w+\s+){0,3}(?:đến|vào|trong)\s+(?:hết\s+|cuối\s+)?năm\s")
HEAD_RE = re.compile(r"\s*(?:\W\s*)?(?:(?:phấn đấu|mục tiêu|trong|các|cụ thể|riêng)\s*[,:]?\s*){0,2}")


def times_of(text: str, sentence: Span, skip: Iterable[Span]) -> tuple[Time, ...]:
    """The times of a sentence that may say when a value is due, or how often; those in ``skip`` left out."""
    spans = tuple(skip)
    found = find_times(text, *sentence)
    return tuple(t for t in found if not any(a < t.core[1] and t.core[0] < b for a, b in spans))


def dues_of(low: str, sentence: Span, values: tuple[Value, ...], times: tuple[Time, ...]) -> list[tuple[str, ...]]:
    """For each value the days it is due on: none, one, or two for "… và duy trì đến năm …"."""
    usable = [t for t in times if _is_due(low, t, sentence[0], values)]
    taken = {id(t): i for i, value in enumerate(values) for t in usable if _follows_at_once(low, value, t)}
    free = [t for t in usable if id(t) not in taken]
    out: list[tuple[str, ...]] = []
    for index, value in enumerate(values):
        own = [t for t in usable if taken.get(id(t)) == index]
        floor = values[index - 1].end if index else sentence[0]
        ceiling = values[index + 1].start if index + 1 < len(values) else sentence[1]
        last = index + 1 == len(values)
        before = [t for t in free if t.end <= value.start]
        own_before = [t for t in before if t.start >= floor]
        near = [t for t in own_before if _bridges(low, t, value.start) or _heads(low, sentence[0], t)]
        after = [
            t for t in free
            if value.end <= t.start and t.end <= ceiling and ";" not in low[value.end : t.start]
            and (last or not _bridges(low, t, ceiling))
        ]  # fmt: skip
        heads = [t for t in before if t.start < values[0].start or t.start >= floor]
        chosen = own or _pair(low, near) or after[:1]
        if not chosen and index and out[-1] and ";" not in low[values[index - 1].end : value.start]:
            out.append(out[-1])
            continue
        chosen = chosen or _pair(low, heads[-2:])
        out.append(tuple(last_day(t) for t in chosen))
    return _shared(out, trailing=bool(values) and any(t.start >= values[-1].end for t in free))


def _bridges(low: str, time: Time, stop: int) -> bool:
    """Does nothing but "đạt" stand between a time and the value behind it?"""
    return bool(BRIDGE_RE.fullmatch(low, time.end, stop))


def _heads(low: str, start: int, time: Time) -> bool:
    """Does the time open its sentence or a clause behind a semicolon, or is it the second of two that do?"""
    begin = max(start, low.rfind(";", start, time.start) + 1)
    return bool(HEAD_RE.fullmatch(low, begin, time.start)) or "duy trì" in low[begin : time.start]


def _shared(dues: list[tuple[str, ...]], *, trailing: bool) -> list[tuple[str, ...]]:
    """A value without a time takes that of the one before it; a time at the end holds for all, if none has its own."""
    if trailing and len(dues) > 1 and dues[-1] and not any(dues[:-1]):
        return [dues[-1]] * len(dues)
    for at in range(1, len(dues)):
        dues[at] = dues[at] or dues[at - 1]
    return dues


def recurrence_of(low: str, sentence: Span, value: Value, times: tuple[Time, ...], bounds: Span) -> str | None:
    """How often a value is to be reached: "hàng năm mỗi …", "… ít nhất 02 lớp mỗi năm", "10%/năm"."""
    if value.recurrence:
        return value.recurrence
    for time in times:
        if not time.recurrence or time.has_year:
            continue
        if any(time.end <= other.start and other.end <= value.start and other.has_year for other in times):
            continue  # "hằng năm, giảm …; đến năm 2030 đạt 50%": the goal has a day of its own
        leads = time.end <= value.start and (
            time.start - sentence[0] <= RECURRENCE_NEAR
            or (value.start - time.end <= RECURRENCE_NEAR and "," not in low[time.end : value.start])
        )
        last_words = time.recurrence == "FREQ=YEARLY" and not low[time.end : bounds[1]].strip(" .;,")
        behind = value.end <= time.start and time.end <= bounds[1]
        closes = behind and (time.start - value.end <= ADJACENT or last_words)
        if leads or closes:
            return time.recurrence
    return None


def maintained(low: str, left: Time, right: Time) -> bool:
    """Do two times hold for one value: "đến năm 2025 và duy trì đến năm 2030"?"""
    return bool(TOGETHER_RE.fullmatch(low, left.end, right.start))


def starts_sentence(low: str, sentence: Span, time: Time) -> bool:
    """Does the time open its sentence: "Đến năm 2030, …"?"""
    return bool(HEAD_RE.fullmatch(low, sentence[0], time.start))


def heading_due(text: str, outline: Outline, index: int | None, cited: Sequence[Span]) -> tuple[str | None, str | None]:
    """Due day and recurrence that the nearest heading over a node states; ``cited`` are sorted and hold no times."""
    for start, end in _headings(text, outline, index):
        inside = (
            span for span in overlapping(cited, start, end) if not (span[0] <= start and end <= span[1])
        )  # a heading cites nothing as a whole
        for time in times_of(text, (start, end), inside):
            low = lower(text[start : time.start])
            if time.recurrence and not time.has_year:
                return None, time.recurrence
            beyond = low.endswith("tầm nhìn ") and any(map(str.isdigit, low))  # "đến năm 2030, tầm nhìn đến năm 2045"
            if time.kind in DUE_KINDS and time.has_year and time.bound is not Bound.FROM and not beyond:
                return last_day(time), None
    return None, None


def _headings(text: str, outline: Outline, index: int | None) -> Iterator[Span]:
    """The short lines that introduce a node, from the nearest outward."""
    while index is not None:
        node = outline.nodes[index]
        for sibling in range(index - 1, max(-1, index - SIBLINGS), -1):
            other = outline.nodes[sibling]
            if other.parent == node.parent and _introduces(text, other.content, other.own_end):
                yield other.content, other.own_end
                break
        index = node.parent
        if index is not None:
            parent = outline.nodes[index]
            short = parent.own_end - parent.content <= HEADING_CHARS
            introduces = text[parent.content : parent.own_end].rstrip().endswith(":")
            if parent.kind not in ("appendix", "article") and (short or introduces):
                yield parent.content, parent.own_end


def _introduces(text: str, start: int, end: int) -> bool:
    line = text[start:end].rstrip()
    return end - start <= 80 and not line.endswith((".", ";", ","))


def _is_due(low: str, time: Time, start: int, values: tuple[Value, ...]) -> bool:
    if time.kind not in DUE_KINDS or not time.has_year or time.recurrence or time.bound is Bound.FROM or time.bare:
        return False
    if NOT_DUE_RE.search(low, max(start, time.start - 30), time.start):
        return False
    if time.bound is not None:
        return True
    if _heads(low, start, time) or any(0 <= time.start - value.end <= 1 for value in values):
        return True
    if any(time.end <= value.start and BRIDGE_RE.fullmatch(low, time.end, value.start) for value in values):
        return True  # "tăng trưởng kinh tế năm 2025 đạt trên 8%"
    # "đạt 20% xã, phường năm 2025, đến năm 2030 đạt 50%": a bare year in contrast to another value's year
    return len(values) > 1 and values[0].end < time.start < values[-1].start and bool(CONTRAST_RE.match(low, time.end))


def _follows_at_once(low: str, value: Value, time: Time) -> bool:
    gap = low[value.end : time.start] if value.end <= time.start else None
    return gap is not None and len(gap) <= ADJACENT + 6 and gap.strip(" (") in ("", "gdp", "grdp")


def _pair(low: str, times: list[Time]) -> list[Time]:
    """The last time, with the one before it where only "và duy trì" stands between them."""
    if len(times) > 1 and maintained(low, times[-2], times[-1]):
        return times[-2:]
    return times[-1:]


def last_day(time: Time) -> str:
    """The last day that a time leaves: of "trước năm 2030" the last of 2029."""
    last = time.last or ""
    if time.bound is Bound.BEFORE and time.kind is TimeKind.YEAR:
        return f"{int(last[:4]) - 1}-12-31"  # "trước năm 2030"
    return last
