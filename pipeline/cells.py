"""The cells of a text's tables with what stands over their columns.

A format that has tables gives each line its place; the head is the first row, and the next ones as long as they
name columns too ("Kinh phí" over "2025", "2026"). In plain text the cells stand one a line: "STT" heads the table,
and a row that has as many lines as the table has columns gives each its column. A row with wrapped or missing
cells gives none: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from corpus.fold import lower
from pipeline.tables import NUMBER_HEADS
from pipeline.text import Line, Text
from schemas.outline import Node, Outline, TableCell

HEAD_ROWS = 3
MOST_COLUMNS = 12
LONGEST_HEAD = 120
REGULAR = 0.6


def read_cells(text: Text, outline: Outline) -> tuple[TableCell, ...]:
    """The cells of all tables in reading order."""
    marked = list(_marked(text))
    first = max((cell.table for cell in marked), default=-1) + 1
    return tuple(sorted([*marked, *_printed(text, outline, first)], key=lambda cell: cell.start))


def _marked(text: Text) -> Iterator[TableCell]:
    """Cells of tables that the format marks."""
    lines = [line for line in text.lines if line.cell is not None]
    for _, group in groupby(lines, key=lambda line: line.cell.table if line.cell else -1):
        cells = list(_merged(list(group)))
        top = min(cell.row for cell in cells)
        height = _head_height(cells, top)
        over = [cell for cell in cells if cell.row < top + height]
        heads = {column: _head_over(text.string, over, top, column) for column in {cell.column for cell in cells}}
        for cell in cells:
            yield cell if cell.row < top + height else replace(cell, head=heads[cell.column])


def _merged(lines: list[Line]) -> Iterator[TableCell]:
    """Lines of one cell as one cell."""
    for place, group in groupby(lines, key=lambda line: line.cell):
        if place is not None:
            own = list(group)
            yield TableCell(own[0].start, own[-1].end, place.table, place.row, place.column)


def _head_height(cells: list[TableCell], top: int) -> int:
    """How many rows name columns: up to the first row that has a first cell of its own."""
    for row in range(top + 1, top + HEAD_ROWS):
        here = [cell for cell in cells if cell.row == row]
        if not here or min(cell.column for cell in here) == 0:
            return row - top
    return 1


def _head_over(string: str, over: list[TableCell], top: int, column: int) -> str:
    """The words over a column; a cell of the first row stands over all columns up to the next."""
    words = []
    for row in sorted({cell.row for cell in over}):
        left = (cell for cell in over if cell.row == row and cell.column <= column)
        best = max(left, key=lambda cell: cell.column, default=None)
        if best is not None and (row == top or best.column == column):
            words.append(" ".join(string[best.start : best.end].split()))
    return " ".join(words)


def _printed(text: Text, outline: Outline, table: int) -> Iterator[TableCell]:
    """Cells of tables printed one cell a line."""
    heads: list[str] = []
    headed = False  # a group's row ends the heads
    row = 0
    rows = _rows(text, outline)
    groups = {node.start for node in outline.nodes if node.kind == "row" and node.is_heading}
    pending: list[TableCell] = []
    whole = 0
    for line in text.lines:
        if line.cell is not None:
            yield from _if_regular(pending, whole, row)
            heads, pending, whole, row = [], [], 0, 0
            continue
        string = text.string[line.start : line.end]
        if lower(string.strip(" .*|")) in NUMBER_HEADS:
            yield from _if_regular(pending, whole, row)
            heads, pending, whole, row, table = [string.strip()], [], 0, 0, table + 1
            headed = False
        elif heads and line.start in rows:
            row += 1
            own = rows[line.start]
            if len(own) == len(heads) <= MOST_COLUMNS:
                whole += 1
                pending += [TableCell(c.start, c.end, table, row, at, heads[at]) for at, c in enumerate(own)]
        elif line.start in groups:
            headed = True
        elif heads and row == 0 and not headed:
            heads.append(string.strip()[:LONGEST_HEAD])
    yield from _if_regular(pending, whole, row)


def _if_regular(cells: list[TableCell], whole: int, rows: int) -> list[TableCell]:
    """The cells of a table of which most rows have as many lines as columns: else a count may agree by chance."""
    return cells if whole > rows * REGULAR else []


def _rows(text: Text, outline: Outline) -> dict[int, list[Line]]:
    """The lines of each row of a table printed cell by cell, by where the row starts."""
    nodes = [node for node in outline.nodes if node.kind == "row" and not node.is_heading]
    found: dict[int, list[Line]] = {}
    at = 0
    for node in nodes:
        while at < len(text.lines) and text.lines[at].end <= node.start:
            at += 1
        found[node.start] = list(_lines_of(text, node, at))
    return found


def _lines_of(text: Text, node: Node, at: int) -> Iterator[Line]:
    while at < len(text.lines) and text.lines[at].start < node.own_end:
        if text.lines[at].cell is None:
            yield text.lines[at]
        at += 1
