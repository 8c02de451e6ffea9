"""Word tables: their cells, and whether the table holds data or only places things on the page.

The head of a document (issuer left, state's name and motto right) and its foot (recipients
left, signature right) are tables without lines; their cells are read as plain paragraphs.
Cells that a merge covers are left out, deleted rows too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.fold import fold
from pipeline.readers.word_styles import Styles, W, child, switch, value, whole

HEAD_MARKS = ("doc lap - tu do - hanh phuc", "cong hoa xa hoi chu nghia", "dang cong san viet nam", "noi nhan:")
MAX_LAYOUT_ROWS = 8
MAX_LAYOUT_COLUMNS = 3
UNRULED = frozenset(("nil", "none"))
WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: its place, and its ``w:tc``."""

    row: int
    column: int
    element: Any


def cells_of(table: Any) -> list[TableCell]:
    """The cells of a table, row by row; rows and columns count from 0 in the grid."""
    out = []
    for number, row in enumerate(_rows(table)):
        column = whole(value(child(row, "trPr"), "gridBefore"), 0)
        for cell in _unwrapped(row, "tc"):
            properties = child(cell, "tcPr")
            merge = child(properties, "vMerge")
            if merge is None or merge.get(f"{W}val") == "restart":
                out.append(TableCell(number, column, cell))
            column += max(1, whole(value(properties, "gridSpan"), 1))
    return out


def is_layout(table: Any, cells: list[TableCell], styles: Styles) -> bool:
    """Does the table only place things on the page?"""
    rows = {cell.row for cell in cells}
    columns = {cell.column for cell in cells}
    if len(cells) <= 1:
        return True
    if len(rows) <= MAX_LAYOUT_ROWS and len(columns) <= MAX_LAYOUT_COLUMNS and _has_head_marks(cells):
        return True
    if _is_ruled(table, cells, styles):
        return False
    return len(columns) < 3 or len(rows) < 3


def _has_head_marks(cells: list[TableCell]) -> bool:
    text = fold(" ".join("".join(cell.element.itertext(f"{W}t")) for cell in cells))
    return any(mark in " ".join(text.split()) for mark in HEAD_MARKS)


def _is_ruled(table: Any, cells: list[TableCell], styles: Styles) -> bool:
    """Has the table visible lines, by itself, by its style, or cell by cell?"""
    properties = child(table, "tblPr")
    own = child(properties, "tblBorders")
    if own is not None and any(_is_line(side) for side in own):
        return True
    if own is None:
        for style in styles.chain(value(properties, "tblStyle")):
            borders = child(child(style, "tblPr"), "tblBorders")
            if borders is not None:
                return any(_is_line(side) for side in borders)
    ruled = sum(_is_boxed(child(child(cell.element, "tcPr"), "tcBorders")) for cell in cells)
    return 2 * ruled >= len(cells)


def _is_boxed(borders: Any | None) -> bool:
    """Two lines or more: one line under a cell is the rule under a motto."""
    return borders is not None and sum(_is_line(side) for side in borders) >= 2


def _is_line(side: Any) -> bool:
    return side.get(f"{W}val") not in (None, *UNRULED)


def _rows(table: Any) -> Iterator[Any]:
    for row in _unwrapped(table, "tr"):
        if switch(child(row, "trPr"), "del") is None:
            yield row


def _unwrapped(element: Any, name: str) -> Iterator[Any]:
    """Children of that name, also inside content controls and tracked insertions."""
    for part in element:
        if part.tag == f"{W}{name}":
            yield part
        elif part.tag in WRAPPERS:
            yield from _unwrapped(part, name)


def paragraphs_of(element: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body, cell or text box, in order, also inside content controls."""
    for part in element:
        if part.tag in (f"{W}p", f"{W}tbl"):
            yield part
        elif part.tag in WRAPPERS and not _is_contents(part):
            yield from paragraphs_of(part)


def _is_contents(control: Any) -> bool:
    """Is a content control Word's table of contents? It repeats headings that come again."""
    return value(child(child(control, "sdtPr"), "docPartObj"), "docPartGallery") == "Table of Contents"
