"""Deadlines: when something must be done.

"trước ngày 20/5/2024" is due, "từ ngày 15/11 đến ngày 15/12/2024" a window, "Ngày Gia đình Việt Nam
(28/6)" an event, "trước ngày 01/11 hàng năm" recurs, "trong thời hạn 15 ngày kể từ ngày ký" counts
from its anchor and gets no day. A day without a year takes it from the document, never from the
clock, and ``year_from`` names the rule. What is no deadline is said in ``deadline_rules``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.fold import is_upper, lower
from extractors import calendar
from extractors.deadline_rules import (
    Place,
    is_alone,
    is_deadline,
    is_past,
    sentence,
    states_limit,
    states_time,
)
from extractors.named_days import Occasion, find_occasions
from extractors.stage import Context, Fields, Found, stage
from extractors.tasks import attribute_of
from extractors.times import Time, TimeKind, find_times
from schemas.vocabulary import Bound, DeadlineKind, Part, Role

PARTS = frozenset({Part.PREAMBLE, Part.BODY, Part.CLOSING, Part.APPENDIX})
ACTION_CHARS = 400
SHORT_WORDS = 2
LIGHT_WORDS = frozenset({"định kỳ", "hoàn thành", "đảm bảo", "bảo đảm", "phấn đấu", "đồng thời"})
LOOK_BACK = 8
ROW_CHARS = 1200
GOVERNING = ("FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=6")
TITLE_GAP = 60  # a cited title begins at most this far behind the citation
ACTION_TRIM = " \t,;:.–-(•*+"
TRAILING_RE = re.compile(r"(?:\s+(?:và|hoặc|xong|là|vào|trong|,))+$")


@dataclass(frozen=True, slots=True)
class Years:
    """Where a day without a year takes it from: the document's period, else its issue."""

    single: int | None
    several: bool
    issued_on: str | None


@stage("deadlines", version=1, requires=("header", "references"))
def find_deadlines(context: Context) -> Iterator[Found]:
    """Yield each deadline in reading order; the quote is the time phrase with its bound."""
    low, years = lower(context.text), _years(context)
    cited = _cited_spans(context)
    for start, end in context.lines:
        part = context.outline.part_at(start)
        if part not in PARTS or is_upper(context.text[start:end]):
            continue
        place = _place(context, low, start, end, years)
        for found in _in_line(context, place, years, cited):
            row = "|" in context.text[start:end]
            if part is not Part.PREAMBLE or row or found.fields["kind"] == DeadlineKind.DUE:
                yield found


def _in_line(context: Context, place: Place, years: Years, cited: list[tuple[int, int]]) -> Iterator[Found]:
    times = [time for time in find_times(context.text, place.start, place.end) if not _inside(time, cited)]
    occasions = [o for o in find_occasions(place.low, times, place.start, place.end) if not _inside(o, cited)]
    taken = {occasion.time for occasion in occasions if occasion.time}
    items: list[Time | Occasion] = [*occasions, *(time for time in times if time not in taken)]
    items.sort(key=lambda item: item.start)
    out: list[Found] = []
    governing: set[tuple[int, int]] = set()
    for item in items:
        head = _governor(item, times, place)
        fields = _fields(item, place, years, head)
        if fields is None:
            continue
        if head and fields["recurrence"] and (fields["starts_on"] or fields["ends_on"]):
            governing.add((head.start, head.end))
        fields["action"] = _action(context, place, item.start, item.end)
        out.append(Found(item.start, item.end, fields, _confidence(item)))
    yield from (found for found in out if (found.start, found.end) not in governing)


def _fields(item: Time | Occasion, place: Place, years: Years, head: Time | None) -> Fields | None:
    if isinstance(item, Occasion):
        return _of_occasion(item, place, years, head)
    return _of_time(item, place, years, head)


def _of_time(time: Time, place: Place, years: Years, head: Time | None) -> Fields | None:
    if not is_deadline(time, place):
        return None
    first, last, bound = time.first, time.last, time.bound or _bound_of(time, place)
    if bound is Bound.BEFORE and time.kind not in (TimeKind.DAY, TimeKind.RECURRENCE):
        last = first  # "trước tháng 6/2024": the month itself is too late
    if time.open_end or bound is Bound.FROM:
        bound, last = Bound.FROM, None
    due = bound in (Bound.BEFORE, Bound.BY)
    repeats = time.recurrence or ("FREQ=YEARLY" if head and last and not time.has_year else None)
    kind = DeadlineKind.DUE if due else DeadlineKind.WINDOW
    fields = _dates(None if due else first, last, repeats, years)
    return {"kind": kind, "bound": bound, **fields, "offset": time.offset, "anchor": time.anchor}


def _bound_of(time: Time, place: Place) -> Bound:
    """Of a time that no word bounds: a lone day of a table of tasks is when its row is due."""
    if time.kind is not TimeKind.DAY:
        return Bound.DURING
    return Bound.BY if is_alone(time, place) or states_limit(place.low[place.content : time.start]) else Bound.ON


def _of_occasion(item: Occasion, place: Place, years: Years, head: Time | None) -> Fields | None:
    printed = item.time is not None
    if place.role is Role.THEME or (not printed and is_past(item.last, place)):
        return None
    open_year = item.last is not None and not calendar.has_year(item.last)
    repeats = item.recurrence or ("FREQ=YEARLY" if head and printed and open_year else None)
    fields = _dates(item.first, item.last, repeats, years)
    if not printed and fields["recurrence"]:
        fields.update(starts_on=None, ends_on=None, recurrence=None)  # a day nobody printed recurs by no word
    return {"kind": item.kind, "bound": item.bound, **fields}


def _dates(first: str | None, last: str | None, repeats: str | None, years: Years) -> Fields:
    """Give the year: of the period where it is one year, of the issue; over several years it recurs."""
    days = [day for day in (first, last) if day]
    fields: Fields = {"starts_on": first, "ends_on": last, "recurrence": repeats, "year_from": None}
    if not days or repeats or all(map(calendar.has_year, days)):
        return fields
    if years.several:
        return {**fields, "recurrence": "FREQ=YEARLY"}
    if years.single:
        year, rule = years.single, "period"
    elif years.issued_on:
        year, rule = int(years.issued_on[:4]), "issue"
        year += calendar.in_year(days[-1], year) < years.issued_on[:10]  # nothing is due before it is ordered
    else:
        return fields
    start, end = (calendar.in_year(day, year) if day else None for day in (first, last))
    if start and end and start > end:
        end = calendar.in_year(last or "", year + 1)
    return {**fields, "starts_on": start, "ends_on": end, "year_from": rule}


def _years(context: Context) -> Years:
    start, end = context.facts.period or (None, None)
    first, last = calendar.year_of(start), calendar.year_of(end)
    single = first if first and first == last else None
    return Years(single, bool(last) and not single, context.facts.issued_on)


def _place(context: Context, low: str, start: int, end: int, years: Years) -> Place:
    index = context.outline.index_at(start)
    node = context.outline.nodes[index] if index is not None else None
    content = node.content if node and start <= node.content < end else start
    since = years.issued_on or (f"{years.single}-01-01" if years.single else None)
    time_line = attribute_of(context.text[content:end]) == "time" or states_time(low[content:end])
    return Place(low, start, end, content, node.role if node else Role.OTHER, time_line, since)


def _cited_spans(context: Context) -> list[tuple[int, int]]:
    """Citations, and the titles that stand behind them."""
    spans: list[tuple[int, int]] = []
    for item in context.found.get("references", ()):
        spans.append((item.start, item.end))
        title = item.fields.get("title")
        if title:
            at = context.text.find(title, item.start, item.end + TITLE_GAP + len(title))
            if at >= 0:
                spans.append((min(at, item.end), at + len(title)))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return merged


def _inside(item: Time | Occasion, spans: list[tuple[int, int]]) -> bool:
    """Does one of the spans, which are sorted and apart, touch the item?"""
    at = bisect_left(spans, item.end, key=lambda span: span[0])
    return at > 0 and item.start < spans[at - 1][1]


def _governor(item: Time | Occasion, times: list[Time], place: Place) -> Time | None:
    """As in "Hàng năm, …" or "định kỳ 6 tháng …" before it in the sentence makes a day without a year recur."""
    first, _ = sentence(place, item.start, item.end)
    at = bisect_left(times, item.start, key=lambda time: time.start)
    heads = (time for time in reversed(times[max(0, at - LOOK_BACK) : at]) if time.start >= first)
    return next((time for time in heads if time.recurrence in GOVERNING and not time.last), None)


def _action(context: Context, place: Place, start: int, end: int) -> str | None:
    """The clause the time governs: what stands before it, or behind it where it opens the sentence."""
    if place.time_line:
        return _item_above(context, place)
    first, last = sentence(place, start, end)
    if states_time(place.low[first:start]):  # "… gửi Bộ Tài chính. Thời gian hoàn thành: …"
        return _clean(context.text[place.content : first]) or _item_above(context, place)
    before = _clean(context.text[first:start].partition(":")[0])  # "… nhân các ngày lễ: 8/3, 20/10"
    after = _clean(context.text[end:last])
    if not after and before and len(before.split()) <= SHORT_WORDS:  # "…; hoàn thành trước ngày …"
        before = _clean(context.text[sentence(place, max(place.content, first - 1), end)[0] : start])
    if not before and not after:
        return _row_above(context, place)
    light = len(before.split()) < SHORT_WORDS or lower(before) in LIGHT_WORDS
    return (after or before if light else before) or None


def _row_above(context: Context, place: Place) -> str | None:
    """The task in whose row a cell of its own line stands: the longest cell before it."""
    index = context.outline.index_at(place.start)
    begin = context.outline.nodes[index].content if index is not None else place.start
    cells = context.text[max(begin, place.start - ROW_CHARS) : place.start].split("\n")
    return _clean(max(cells, key=len)) or None


def _item_above(context: Context, place: Place) -> str | None:
    """The item whose time a line states: its parent where that is an item, else the sibling before it."""
    nodes = context.outline.nodes
    index = context.outline.index_at(place.start)
    for at in range(index or 0, -1, -1):
        own = context.text[nodes[at].content : nodes[at].own_end]
        if at != index and own.strip() and not attribute_of(own):
            return _clean(own) or None
    return None


def _clean(words: str) -> str:
    flat = " ".join(words.split()).strip(ACTION_TRIM)
    return TRAILING_RE.sub("", flat)[:ACTION_CHARS].strip(ACTION_TRIM)


def _confidence(item: Time | Occasion) -> float:
    if isinstance(item, Occasion):
        return 0.85 if item.time else 0.6
    if item.kind is TimeKind.RECURRENCE:
        return 0.75
    return 0.95 if item.bound in (Bound.BEFORE, Bound.BY) and item.has_year else 0.85
