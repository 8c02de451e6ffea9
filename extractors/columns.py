"""Columns of tables: what a cell holds, by the head over it, and the other cells of its row.

"Thời gian hoàn thành" over a cell makes its time a limit, "Cơ quan chủ trì" makes its body a lead. What heads mean
is data (column_heads.tsv), read by how a head begins, the longest entry first; an unknown head means nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.fold import lower
from corpus.lexicon.load import table
from schemas.outline import TableCell

TIMES = frozenset({"time", "limit"})


@dataclass(frozen=True, slots=True)
class Columns:
    """The cells of a document's tables, in reading order."""

    cells: tuple[TableCell, ...]

    def at(self, offset: int) -> TableCell | None:
        """The cell that holds ``offset``."""
        index = bisect_right(self.cells, offset, key=lambda cell: cell.start) - 1
        return self.cells[index] if index >= 0 and offset < self.cells[index].end else None

    def row_of(self, cell: TableCell) -> Iterator[TableCell]:
        """The cells of a cell's row, itself included."""
        index = bisect_right(self.cells, cell.start, key=lambda other: other.start) - 1
        first = index
        while first > 0 and _same_row(self.cells[first - 1], cell):
            first -= 1
        while first < len(self.cells) and _same_row(self.cells[first], cell):
            yield self.cells[first]
            first += 1

    def of_kind(self, cell: TableCell, kind: str) -> TableCell | None:
        """The first cell of the row under a head of ``kind``: the task that a time belongs to."""
        return next((other for other in self.row_of(cell) if kind_of(other.head) == kind), None)


def kind_of(head: str) -> str | None:
    """What a column holds, by its head; None where the lexicon does not know it.

    >>> kind_of("Thời gian hoàn thành"), kind_of("CƠ QUAN CHỦ TRÌ"), kind_of("Họ và tên")
    ('limit', 'lead', None)
    """
    low = " ".join(lower(head).split())
    return _whole().get(low) or next((kind for phrase, kind in _starts() if _begins(low, phrase)), None)


def _begins(low: str, phrase: str) -> bool:
    return low.startswith(phrase) and not low[len(phrase) : len(phrase) + 1].isalpha()


def _same_row(left: TableCell, right: TableCell) -> bool:
    return (left.table, left.row) == (right.table, right.row)


@cache
def _starts() -> tuple[tuple[str, str], ...]:
    rows = ((row["phrase"], row["kind"]) for row in table("column_heads") if row["match"] == "start")
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _whole() -> dict[str, str]:
    return {row["phrase"]: row["kind"] for row in table("column_heads") if row["match"] == "whole"}
