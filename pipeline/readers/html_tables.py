"""Tables of web pages: their cells, and whether a table holds data or only places things.

The same questions as for Word's tables, with the same answers: the head and the foot of a
document are tables without lines, and pages of portals are laid out in tables throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.fold import fold
from pipeline.readers.word_tables import HEAD_MARKS, MAX_LAYOUT_COLUMNS, MAX_LAYOUT_ROWS, TableCell

MAX_SPAN = 200
RULED_RE = re.compile(
    r"border(?:-(?:top|bottom|left|right))?\s*:\s*(?!none|0|medium none)[^;]*\b(?:solid|double|dotted)"
)
SECTIONS = frozenset(("thead", "tbody", "tfoot"))


def cells_of(table: Any) -> list[TableCell]:
    """The cells of a table, row by row; rows and columns count from 0 in the grid."""
    out: list[TableCell] = []
    covered: dict[int, int] = {}  # column: row up to which a cell from above covers it
    for number, row in enumerate(_rows(table)):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while covered.get(column, -1) >= number:
                column += 1
            out.append(TableCell(number, column, cell))
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for at in range(column, column + wide):
                covered[at] = number + high - 1
            column += wide
    return out


def is_layout(table: Any, cells: list[TableCell]) -> bool:
    """Does the table only place things on the page?"""
    rows = {cell.row for cell in cells}
    columns = {cell.column for cell in cells}
    if len(cells) <= 1 or any(next(cell.element.iter("table"), None) is not None for cell in cells):
        return True
    text = " ".join(fold(" ".join("".join(cell.element.itertext()) for cell in cells[:20])).split())
    small = len(rows) <= MAX_LAYOUT_ROWS and len(columns) <= MAX_LAYOUT_COLUMNS
    if small and any(mark in text for mark in HEAD_MARKS):
        return True
    return not _is_ruled(table, cells) and (len(columns) < 3 or len(rows) < 3)


def _is_ruled(table: Any, cells: list[TableCell]) -> bool:
    border = table.get("border", "0").removesuffix("px")
    if border not in ("", "0") or RULED_RE.search(table.get("style") or ""):
        return True
    ruled = sum(bool(RULED_RE.search(cell.element.get("style") or "")) for cell in cells)
    return 2 * ruled >= len(cells)


def _rows(table: Any) -> Iterator[Any]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in SECTIONS:
            yield from part.iterchildren("tr")


def _span(cell: Any, name: str) -> int:
    span = cell.get(name, "1").strip()
    return min(max(1, int(span)), MAX_SPAN) if span.isascii() and span.isdigit() else 1
