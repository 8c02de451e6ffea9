"""Deadlines: when something must be done.

"trước ngày 20/5/2024" is due, "từ ngày 15/11 đến ngày 15/12/2024" a window, "Ngày Gia đình Việt Nam
(28/6)" an event, "trước ngày 01/11 hàng năm" recurs, "trong thời hạn 15 ngày kể từ ngày ký" counts
from its anchor and gets no day. A day without a year takes it from the document, never from the
clock, and ``year_from`` names the rule. What is no deadline is said in ``deadline_rules``; ``explain_times``
gives every time of the text with the reason why it is one or is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.fold import is_upper, lower
from extractors import calendar
from extractors.columns import TIMES, Columns, kind_of
from extractors.deadline_actions import action_of
from extractors.deadline_dates import Years, dated, days_of, years_of
from extractors.deadline_place import LABEL_CHARS, Place, is_alone, is_past, sentence, states_limit, states_time
from extractors.deadline_rules import REASONS, refusal
from extractors.named_days import Occasion, find_occasions, may_name_day
from extractors.stage import Context, Fields, Found, stage
from extractors.target_settings import is_review
from extractors.tasks import attribute_of
from extractors.times import Time, TimeKind, find_times, may_hold_time
from extractors.verdict import Verdict
from schemas.vocabulary import Bound, DeadlineKind, Part, Role

PARTS = frozenset({Part.PREAMBLE, Part.BODY, Part.CLOSING, Part.APPENDIX})
LOOK_BACK = 8
LONGEST_TIME = 120
LOOSE = frozenset({TimeKind.RECURRENCE, TimeKind.SEASON, TimeKind.SPAN, TimeKind.YEAR, TimeKind.YEARS})
GOVERNING = ("FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=6")
TITLE_GAP = 60  # a cited title begins at most this far behind the citation
ACCEPTED = {
    "deadline": "It bounds something to be done.",
    "event": "Work is tied to a named day, month or season.",
}
Spans = list[tuple[int, int]]
Item = Time | Occasion


@dataclass(frozen=True, slots=True)
class Judged:
    """A time or occasion with what became of it: its fields, or the code of the reason why it is no deadline."""

    item: Item
    place: Place
    fields: Fields | None
    code: str


@stage("deadlines", version=4, requires=("header", "references"))
def find_deadlines(context: Context) -> Iterator[Found]:
    """Yield each deadline in reading order; the quote is the time phrase with its bound."""
    for found in _judge(context):
        if found.fields is not None:
            start, end = found.item.start, found.item.end
            fields = {**found.fields, "action": action_of(context, found.place, start, end)}
            yield Found(start, end, fields, _confidence(found))


def explain_times(context: Context) -> Iterator[Verdict]:
    """Yield every time expression of the text's working parts, with why it is a deadline or is none."""
    for found in _judge(context):
        accepted = found.fields is not None
        yield Verdict(found.item.start, found.item.end, accepted, found.code, {**REASONS, **ACCEPTED}[found.code])


def _judge(context: Context) -> Iterator[Judged]:
    low, years = lower(context.text), years_of(context.facts)
    cited, columns = _cited_spans(context), Columns(context.cells)
    told = frozenset({Part.PREAMBLE}) if context.outline.nodes else frozenset()  # a letter may be all preamble
    for start, end in context.lines:
        if not (may_hold_time(low, start, end) or may_name_day(low, start, end)):
            continue
        place = _place(context, columns, low, start, end, years)
        part = context.outline.part_at(start)
        outside = part not in PARTS and not (place.column and place.time_line)  # a table behind the signatures
        if outside or is_upper(context.text[start:end]):
            continue
        row = "|" in context.text[start:end]
        for found in _in_line(context, place, years, cited):
            if part in told and not row and found.fields and found.fields["kind"] != DeadlineKind.DUE:
                found = Judged(found.item, place, None, "preamble")
            yield found


def _in_line(context: Context, place: Place, years: Years, cited: Spans) -> Iterator[Judged]:
    times = list(find_times(context.text, place.start, place.end))
    free = [time for time in times if not _inside(time, cited)]
    occasions = list(find_occasions(place.low, free, place.start, place.end))
    named = [occasion for occasion in occasions if not _inside(occasion, cited)]
    taken = {occasion.time for occasion in occasions if occasion.time}
    items: list[Item] = [*occasions, *(time for time in times if time not in taken)]
    items.sort(key=lambda item: item.start)
    known = {id(item) for item in (*free, *named)}
    out: list[Judged] = []
    governing: set[tuple[int, int]] = set()
    for item in items:
        if id(item) not in known:
            out.append(Judged(item, place, None, "citation"))
            continue
        head = _governor(item, free, place)
        found = _judged(item, place, years, head)
        out.append(found)
        if head and found.fields and found.fields["recurrence"] and _has_day(found.fields):
            governing.add((head.start, head.end))
    for found in out:
        governs = found.fields is not None and (found.item.start, found.item.end) in governing
        yield Judged(found.item, place, None, "governed") if governs else found


def _has_day(fields: Fields) -> bool:
    return bool(fields["starts_on"] or fields["ends_on"])


def _judged(item: Item, place: Place, years: Years, head: Time | None) -> Judged:
    if isinstance(item, Occasion):
        fields = _of_occasion(item, place, years, head)
        return Judged(item, place, fields, "event" if fields else "past" if is_past(item.last, place) else "target")
    code = refusal(item, place)
    if code is not None:
        return Judged(item, place, None, code)
    return Judged(item, place, _of_time(item, place, years, head), "deadline")


def _of_time(time: Time, place: Place, years: Years, head: Time | None) -> Fields:
    bound = Bound.FROM if time.open_end else time.bound or _bound_of(time, place)
    due = bound in (Bound.BEFORE, Bound.BY)
    first, last = days_of(time, bound)
    repeats = time.recurrence or ("FREQ=YEARLY" if head and last and not time.has_year else None)
    kind = DeadlineKind.DUE if due else DeadlineKind.WINDOW
    if time.kind is TimeKind.SPAN and time.anchor and lower(time.anchor).startswith(("ban hành", "ký")):
        first = years.issued_on
    if time.kind is TimeKind.SEASON:  # "từ nay đến cuối năm" is in one year, whatever the document plans for
        years = Years(years.single, False, years.issued_on)
    fields = dated(first, last, repeats, years)
    return {"kind": kind, "bound": bound, **fields, "offset": time.offset, "anchor": time.anchor}


def _bound_of(time: Time, place: Place) -> Bound:
    """Of a time that no word bounds: a lone day of a table of tasks is when its row is due."""
    if time.kind is not TimeKind.DAY:
        return Bound.DURING
    due = (
        place.limit
        or is_alone(time, place)
        or states_limit(place.low[place.content : min(time.start, place.content + LABEL_CHARS)])
    )
    return Bound.BY if due else Bound.ON


def _of_occasion(item: Occasion, place: Place, years: Years, head: Time | None) -> Fields | None:
    printed = item.time is not None
    if place.role is Role.THEME or (not printed and is_past(item.last, place)):
        return None
    open_year = item.last is not None and not calendar.has_year(item.last)
    repeats = item.recurrence or ("FREQ=YEARLY" if head and printed and open_year else None)
    fields = dated(item.first, item.last, repeats, years)
    if not printed and fields["recurrence"]:
        fields.update(starts_on=None, ends_on=None, recurrence=None)  # a day nobody printed recurs by no word
    return {"kind": item.kind, "bound": item.bound, **fields}


def _place(context: Context, columns: Columns, low: str, start: int, end: int, years: Years) -> Place:
    index = context.outline.index_at(start)
    node = context.outline.nodes[index] if index is not None else None
    content = node.content if node and start <= node.content < end else start
    since = years.issued_on or (f"{years.single}-01-01" if years.single else None)
    cell = columns.at(start)
    column = (kind_of(cell.head) or "other") if cell is not None and cell.head else None
    if column in TIMES and cell is not None and cell.end - cell.start > LONGEST_TIME:
        column = "other"  # a column of times holds no sentences
    label = slice(content, min(end, content + LABEL_CHARS))
    stated = attribute_of(context.text[label]) == "time" or states_time(low[label])
    return Place(
        low, start, end, content, node.role if node else Role.OTHER, stated or column in TIMES, since,
        review=is_review(context.outline, low, index), limit=column == "limit", column=column or "",
    )  # fmt: skip


def _cited_spans(context: Context) -> Spans:
    """Citations, and the titles that stand behind them."""
    spans: Spans = []
    for item in context.found.get("references", ()):
        spans.append((item.start, item.end))
        title = item.fields.get("title")
        if title:
            at = context.text.find(title, item.start, item.end + TITLE_GAP + len(title))
            if at >= 0:
                spans.append((min(at, item.end), at + len(title)))
    merged: Spans = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return merged


def _inside(item: Item, spans: Spans) -> bool:
    """Does one of the spans, which are sorted and apart, touch the item?"""
    at = bisect_left(spans, item.end, key=lambda span: span[0])
    return at > 0 and item.start < spans[at - 1][1]


def _governor(item: Item, times: list[Time], place: Place) -> Time | None:
    """As in "Hàng năm, …" or "định kỳ 6 tháng …" before it in the sentence makes a day without a year recur."""
    first, _ = sentence(place, item.start, item.end)
    at = bisect_left(times, item.start, key=lambda time: time.start)
    heads = (time for time in reversed(times[max(0, at - LOOK_BACK) : at]) if time.start >= first)
    return next((time for time in heads if time.recurrence in GOVERNING and not time.last), None)


def _confidence(found: Judged) -> float:
    item = found.item
    if isinstance(item, Occasion):
        return 0.85 if item.time else 0.7
    if item.kind in LOOSE:
        return 0.75
    return 0.95 if item.bound in (Bound.BEFORE, Bound.BY) and item.has_year else 0.85
