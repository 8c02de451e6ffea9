"""What has to be done by a time: the clause it governs, or the task in whose row or under whose item it stands."""

from __future__ import annotations

import re

from corpus.fold import lower
from extractors.columns import Columns
from extractors.deadline_place import Place, sentence, states_time
from extractors.stage import Context
from extractors.tasks import attribute_of

ACTION_CHARS = 400
SHORT_WORDS = 2
LIGHT_WORDS = frozenset({"định kỳ", "hoàn thành", "đảm bảo", "bảo đảm", "phấn đấu", "đồng thời"})
ROW_CHARS = 1200
ACTION_TRIM = " \t,;:.–-(•*+"
TRAILING = frozenset({"và", "hoặc", "xong", "là", "vào", "trong"})
TRAILING_RE = re.compile(rf"(?:\s+(?:{'|'.join(sorted(TRAILING))}|,))+$")


def action_of(context: Context, place: Place, start: int, end: int) -> str | None:
    """The clause the time governs: what stands before it, or behind it where it opens the sentence."""
    if place.time_line and place.column:
        return _task_of_row(context, start) or _row_above(context, place)
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


def _task_of_row(context: Context, offset: int) -> str | None:
    """The cell of the row that names its task."""
    columns = Columns(context.cells)
    cell = columns.at(offset)
    task = columns.of_kind(cell, "task") if cell is not None and cell.head else None
    return _clean(context.text[task.start : task.end]) or None if task is not None else None


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
    if flat.rpartition(" ")[2] in TRAILING:
        flat = TRAILING_RE.sub("", flat)
    return flat[:ACTION_CHARS].strip(ACTION_TRIM)
