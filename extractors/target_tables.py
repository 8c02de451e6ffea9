"""Targets in tables: a row with an indicator, a unit and a value in each column of a goal.

"Tỷ lệ hộ nghèo | % | 5,2 | 4,0" under "Chỉ tiêu | ĐVT | Thực hiện năm 2025 | Năm 2026" is a target of 2026; what stands
under "Thực hiện" was reached and is none. A table counts where its heads name an indicator (or a content with a
unit) and a goal; tables of rules and tables in sections that look back set no goals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from corpus.fold import lower
from extractors.columns import kind_of
from extractors.stage import Context, Found
from extractors.target_dues import heading_due, last_day, times_of
from extractors.target_milestones import milestones_of
from extractors.target_settings import is_review
from extractors.values import PERCENT, Value, find_values
from schemas.outline import TableCell

CONFIDENCE = 0.8
GROUP_CELLS = 2
Row = list[TableCell]


def find_table_targets(context: Context, low: str, *, normative: bool) -> Iterator[Found]:
    """Yield a target for each row that states one."""
    if normative:
        return
    due: tuple[str, ...] = ()  # of the group of rows: "I | Đến năm 2030"
    current = -1
    for (table, _), group in groupby(context.cells, key=lambda cell: (cell.table, cell.row)):
        row = list(group)
        due = due if table == current else ()
        current = table
        if len(row) <= GROUP_CELLS:
            due = _due_of(low, row) or due
        by_kind = {kind_of(cell.head): cell for cell in reversed(row) if cell.head}
        named = by_kind.get("indicator") or (by_kind.get("task") if "unit" in by_kind else None)
        goal = next((kind for kind in ("goal", "value") if kind in by_kind), None)
        if named is None or goal is None:
            continue
        if not is_review(context.outline, low, context.outline.index_at(named.start)):
            goals = [cell for cell in row if kind_of(cell.head) == goal]
            yield from _of_row(context, low, named, by_kind.get("unit"), goals, due)


def _of_row(
    context: Context, low: str, named: TableCell, unit: TableCell | None, goals: Row, due: tuple[str, ...]
) -> Iterator[Found]:
    text = context.text
    words = " ".join(text[unit.start : unit.end].split()) if unit else None
    yearly = "FREQ=YEARLY" if words and lower(words).endswith("/năm") else None
    stated = []
    for cell in goals:
        values = list(find_values(text, low, cell.start, cell.end))
        if len(values) == 1 and values[0].kind != "idle":
            value = _in_unit(values[0], words)
            stated.append((value, _dues(context, cell) or due, value.recurrence or yearly))
    if stated:
        indicator = " ".join(text[named.start : named.end].split()).strip(" -+.;")
        fields = {"indicator": indicator, "milestones": milestones_of(text, low, named.start, stated)}
        yield Found(named.start, max(value.end for value, _, _ in stated), fields, CONFIDENCE)


def _in_unit(value: Value, words: str | None) -> Value:
    """A bare number has the unit of its row."""
    if words is None or (value.unit is not None and value.kind != "unknown"):
        return value
    if PERCENT in words:  # "% GDP", "%/năm", "Tỷ lệ %"
        return replace(value, unit=PERCENT, kind="percent")
    return replace(value, unit=words, kind="count")


def _due_of(low: str, row: Row) -> tuple[str, ...]:
    """The time that a row of a group states: "Đến năm 2030"."""
    first, last = row[0].start, row[-1].end
    times = [time for time in times_of(low, (first, last), ()) if time.has_year]
    return (last_day(times[-1]),) if times else ()


def _dues(context: Context, cell: TableCell) -> tuple[str, ...]:
    """The last day of the time over the column, else of the heading over the table."""
    times = [time for time in times_of(cell.head, (0, len(cell.head)), ()) if time.has_year]
    if times:
        return (last_day(times[-1]),)
    due, _ = heading_due(context.text, context.outline, context.outline.index_at(cell.start), ())
    return (due,) if due else ()
