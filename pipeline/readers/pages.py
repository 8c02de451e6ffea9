"""From pages of letters to a Source's blocks, alike for printed and for recognised pages.

Tables are taken out and put back in their places, page numbers and running lines are left out, columns
are put in reading order, and lines are joined to paragraphs. What was recognised keeps the confidence of
each word, by its place in the raw text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pipeline.readers.pdf_furniture import find_furniture
from pipeline.readers.pdf_geometry import Page, Segment
from pipeline.readers.pdf_order import Printed, in_reading_order
from pipeline.readers.pdf_paragraphs import Setting, is_gap, to_paragraphs
from pipeline.readers.pdf_tables import PdfCell, PdfTable, find_tables
from pipeline.source import Block, Cell, PrintedLine, Recognised, Sheet

HYPHEN_RE = re.compile(r"\n(?<=[^\W_][-–/]\n)(?=[^\W_])")  # the line end first: it is found fastest
ABOVE, BELOW = 1.05, 0.3  # of the letter height: how far the highest and the deepest letters reach from the base line
LAYOUT_MARKS = ("Độc lập", "CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN VIỆT NAM", "Nơi nhận")


@dataclass(frozen=True, slots=True)
class Composed:
    """What a document's pages say: raw text, one printed line a line, its blocks, and what is known of its letters."""

    raw: str
    blocks: tuple[Block, ...]
    recognised: tuple[Recognised, ...]
    letters: int
    notes: tuple[str, ...]
    printed: tuple[PrintedLine, ...]
    sheets: tuple[Sheet, ...]


def compose_pages(pages: list[Page]) -> Composed:
    """Put the letters of a document's pages in order."""
    lines, notes = _lines(pages)
    raw, blocks, recognised, printed = _blocks(lines, pages)
    letters = sum(len(line.segment.text) for line in lines)
    return Composed(raw, blocks, recognised, letters, notes, printed, tuple(map(_sheet, pages)))


def _sheet(page: Page) -> Sheet:
    """The page as it is shown: one that was turned on its side to be read has the other side up."""
    lying = round(page.turned / 90) % 2 == 1
    width, height = (page.height, page.width) if lying else (page.width, page.height)
    return Sheet(page.number, width, height, page.turned)


def _lines(pages: list[Page]) -> tuple[list[Printed], tuple[str, ...]]:
    """The printed lines of all pages in reading order, tables in their places, without furniture."""
    found = [find_tables(page) for page in pages]
    segments = [rest for _, rest in found]
    left_out, notes = find_furniture(segments)
    tables = _TableNumbers()
    out: list[Printed] = []
    for page, (page_tables, _), lines, drop in zip(pages, found, segments, left_out, strict=True):
        kept = [segment for segment in lines if segment.order not in drop]
        for table in page_tables:
            above = [segment for segment in kept if segment.base > table.top]
            kept = [segment for segment in kept if segment.base <= table.top]
            ordered = in_reading_order(above, page.number)
            tables.interrupted = tables.interrupted or bool(ordered)
            out += ordered
            out += tables.lines(table, page.number)
        ordered = in_reading_order(kept, page.number)
        tables.interrupted = tables.interrupted or bool(ordered)
        out += ordered
    return _rows_whole(out), notes


def _rows_whole(lines: list[Printed]) -> list[Printed]:
    """Put the second half of a row that a page broke into its cells."""
    out: list[Printed] = []
    for table, group in groupby(lines, key=lambda line: line.cell.table if line.cell else None):
        held = list(group)
        out += held if table is None else sorted(held, key=_place)
    return out


def _place(line: Printed) -> tuple[int, int]:
    return (line.cell.row, line.cell.column) if line.cell else (0, 0)


class _TableNumbers:
    """Numbers tables and rows; a table that goes on over a page keeps its number."""

    def __init__(self) -> None:
        self.interrupted = True
        self._table = -1
        self._row = 0
        self._columns: tuple[float, ...] = ()
        self._head: tuple[str, ...] = ()

    def lines(self, table: PdfTable, page: int) -> list[Printed]:
        """The printed lines of a table, cell by cell."""
        if _is_layout(table):
            return [Printed(segment, page, apart=True) for cell in table.cells for segment in cell.segments]
        rows = sorted({cell.row for cell in table.cells})
        head = _row_text(table, rows[0])
        goes_on = not self.interrupted and _same_columns(self._columns, table.columns)
        if goes_on and head == self._head:
            rows = rows[1:]  # the head of the table, repeated on the next page
        elif not goes_on:
            self._table += 1
            self._row = -1
            self._head = head
        self.interrupted = False
        self._columns = table.columns
        out: list[Printed] = []
        for number, row in enumerate(rows):
            cells = [cell for cell in table.cells if cell.row == row]
            if not (goes_on and number == 0 and _is_rest_of_row(cells)):
                self._row += 1
            for cell in cells:
                place = Cell(self._table, self._row, cell.column)
                out += [Printed(segment, page, cell=place, right_edge=cell.right_edge) for segment in cell.segments]
        return out


def _is_rest_of_row(cells: list[PdfCell]) -> bool:
    """Did the page break this row? Then its first cell is empty or goes on in lower case."""
    return cells[0].column > 0 or cells[0].segments[0].text[:1].islower()


def _is_layout(table: PdfTable) -> bool:
    if len({cell.row for cell in table.cells}) > 4 or len(table.columns) > 4:
        return False
    text = " ".join(segment.text for cell in table.cells for segment in cell.segments)
    return any(mark in text for mark in LAYOUT_MARKS)


def _row_text(table: PdfTable, row: int) -> tuple[str, ...]:
    return tuple(segment.text for cell in table.cells if cell.row == row for segment in cell.segments)


def _same_columns(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < 4 for a, b in zip(one, other, strict=True))


def _blocks(
    lines: list[Printed], pages: list[Page]
) -> tuple[str, tuple[Block, ...], tuple[Recognised, ...], tuple[PrintedLine, ...]]:
    """One block a paragraph; its printed lines stay apart in ``raw``."""
    widths = {page.number: round(page.width) for page in pages}
    measured = {
        width: Setting.measure([line for line in lines if widths[line.page] == width]) for width in set(widths.values())
    }
    settings = {number: measured[width] for number, width in widths.items()}
    blocks: list[Block] = []
    recognised: list[Recognised] = []
    printed: list[PrintedLine] = []
    heights = {page.number: page.height for page in pages}
    offset = 0
    last: Printed | None = None
    for paragraph in to_paragraphs(lines, settings):
        first = paragraph[0]
        text = _joined([line.segment.text for line in paragraph])
        gap = last is not None and is_gap(last, first, settings[first.page])
        bold = all(line.segment.bold for line in paragraph)
        blocks.append(Block(text, offset, page=first.page, cell=first.cell, bold=bold, blank_before=gap))
        for line, start in _places(paragraph, text):
            recognised += _recognised(line.segment, offset + start)
            printed.append(_printed(line, offset + start, heights[line.page]))
        offset += len(text) + 1
        last = paragraph[-1]
    return "\n".join(block.text for block in blocks), tuple(blocks), tuple(recognised), tuple(printed)


def _places(paragraph: list[Printed], text: str) -> Iterator[tuple[Printed, int]]:
    """The lines of a paragraph, each with its place in the text; line ends that joining dropped are in none."""
    start = 0
    for line in paragraph:
        start = text.index(line.segment.text, start)
        yield line, start
        start += len(line.segment.text)


def _recognised(segment: Segment, start: int) -> Iterator[Recognised]:
    """The confidences of a line's letters as runs."""
    for confidence, run in groupby(segment.confidences):
        end = start + sum(1 for _ in run)
        if confidence < 1:
            yield Recognised(start, end, confidence)
        start = end


def _printed(line: Printed, start: int, height: float) -> PrintedLine:
    segment = line.segment
    top, bottom = segment.base + ABOVE * segment.size, segment.base - BELOW * segment.size
    return PrintedLine(
        start, start + len(segment.text), line.page, segment.x0, height - top, segment.x1, height - bottom,
        segment.words,
    )  # fmt: skip


def _joined(lines: list[str]) -> str:
    """Printed lines as one text.

    A line that breaks behind a hyphen had no blank there.

    >>> _joined(["giai đoạn 2012-", "2020; Chương trình", "phối hợp"])
    'giai đoạn 2012-2020; Chương trình\\nphối hợp'
    """
    return HYPHEN_RE.sub("", "\n".join(lines))
