"""Born-digital PDF: paragraphs in reading order, each with its page.

pdfium gives every letter with its place, and the lines, columns, tables and paragraphs are built
from that (``pdf_geometry``, ``pdf_order``, ``pdf_tables``, ``pdf_paragraphs``); pypdf gives what
the file says of itself. Page numbers and running lines are left out. ``Source.notes`` says which,
and where the words look wrong.

Refused: files with a password, files that no library can open, and scans: a scan with a line of
text stamped on each page is still a scan.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from itertools import groupby
from typing import Any

from pipeline.readers.pdf_furniture import find_furniture
from pipeline.readers.pdf_geometry import Page, read_page, segments_of
from pipeline.readers.pdf_order import Printed, in_reading_order
from pipeline.readers.pdf_paragraphs import Setting, is_gap, to_paragraphs
from pipeline.readers.pdf_tables import PdfCell, PdfTable, find_tables
from pipeline.source import Block, Cell, Source
from schemas.errors import BadInputError, DamagedFileError, EncryptedFileError, NoTextError, TooLargeError

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 2000
MIN_LETTERS = 120  # a page on average: less is a scan with a stamp or a scanner's line
LONE_RE = re.compile(r"(?<!\w)[À-ỹ](?!\w)")
HYPHEN_RE = re.compile(r"(?<=[^\W_][-–/])\n(?=[^\W_])")
BAD_SHARE = 0.05  # of tokens: 0.0005 on good text, 0.23 where the letters are torn apart
PASSWORD, SECURITY = 4, 5  # pdfium's error codes
METADATA = ("/Title", "/Author", "/Producer")
LAYOUT_MARKS = ("Độc lập", "CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN VIỆT NAM", "Nơi nhận")


def read_pdf(data: bytes, name: str) -> Source:
    """Read a PDF that holds text. ``Source.raw`` is the printed lines, one a line.

    Raises:
        DamagedFileError: the file is cut off or broken.
        EncryptedFileError: it wants a password.
        NoTextError: its pages are pictures.
        TooLargeError: it has more pages than a document can have.
    """
    try:
        pages = _read_pages(data, name)
        lines, notes = _lines(pages)
        metadata = _metadata(data)
    except BadInputError:
        raise
    except Exception as error:  # the document boundary: whatever the libraries raise is the file's fault
        raise DamagedFileError(f"the PDF is broken ({type(error).__name__}: {error})", where=name) from error
    letters = sum(len(line.segment.text) for line in lines)
    if letters < MIN_LETTERS * len(pages):
        raise NoTextError(f"the {len(pages)} pages hold {letters} letters of text: this is a scan", where=name)
    raw, blocks = _blocks(lines, pages)
    notes += _quality(raw, pages)
    return Source(
        name, MEDIA_TYPE, hashlib.sha256(data).hexdigest(), raw, blocks, pages=len(pages), wrapped=False,
        metadata=metadata, notes=notes,
    )  # fmt: skip


def lone_letter_share(text: str) -> float:
    """Share of words that are one letter with a tone mark: high where letters come from two fonts.

    >>> lone_letter_share("T NG LIÊN ĐOÀN LAO Đ NG VI T NAM Ổ Ộ Ệ") > BAD_SHARE
    True
    >>> lone_letter_share("Tổng Liên đoàn Lao động Việt Nam")
    0.0
    """
    return len(LONE_RE.findall(text)) / max(1, len(text.split()))


def _read_pages(data: bytes, name: str) -> list[Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (PASSWORD, SECURITY) or "password" in str(error).casefold():
            raise EncryptedFileError("the PDF wants a password", where=name) from error
        raise DamagedFileError(f"the PDF is cut off or broken ({error})", where=name) from error
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise TooLargeError(f"the PDF has {count} pages", where=name)
        if not count:
            raise DamagedFileError("the PDF has no page", where=name)
        pages = []
        for index in range(count):
            page = document[index]
            try:
                pages.append(read_page(page, index + 1))
            finally:
                page.close()
        return pages
    finally:
        document.close()


def _lines(pages: list[Page]) -> tuple[list[Printed], tuple[str, ...]]:
    """The printed lines of all pages in reading order, tables in their places, without furniture."""
    found = [find_tables(page) for page in pages]
    segments = [segments_of(rest) for _, rest in found]
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


def _blocks(lines: list[Printed], pages: list[Page]) -> tuple[str, tuple[Block, ...]]:
    """One block a paragraph; its printed lines stay apart in ``raw``."""
    widths = {page.number: round(page.width) for page in pages}
    measured = {
        width: Setting.measure([line for line in lines if widths[line.page] == width]) for width in set(widths.values())
    }
    settings = {number: measured[width] for number, width in widths.items()}
    blocks: list[Block] = []
    offset = 0
    last: Printed | None = None
    for paragraph in to_paragraphs(lines, settings):
        first = paragraph[0]
        text = _joined([line.segment.text for line in paragraph])
        gap = last is not None and is_gap(last, first, settings[first.page])
        bold = all(line.segment.bold for line in paragraph)
        blocks.append(Block(text, offset, page=first.page, cell=first.cell, bold=bold, blank_before=gap))
        offset += len(text) + 1
        last = paragraph[-1]
    return "\n".join(block.text for block in blocks), tuple(blocks)


def _joined(lines: list[str]) -> str:
    """Printed lines as one text.

    A line that breaks behind a hyphen had no blank there.

    >>> _joined(["giai đoạn 2012-", "2020; Chương trình", "phối hợp"])
    'giai đoạn 2012-2020; Chương trình\\nphối hợp'
    """
    return HYPHEN_RE.sub("", "\n".join(lines))


def _quality(text: str, pages: list[Page]) -> tuple[str, ...]:
    """What a reviewer should know of the words."""
    empty = [str(page.number) for page in pages if not page.glyphs]
    notes = [f"pages without text: {', '.join(empty)}"] if empty else []
    if lone_letter_share(text) > BAD_SHARE:
        notes.append("many letters stand alone: the fonts of this PDF do not give its words")
    broken = text.count("\ufffd") + sum("\ue000" <= char <= "\uf8ff" for char in text)
    if broken > 0.01 * len(text):
        notes.append(f"{broken} letters could not be decoded")
    return tuple(notes)


def _metadata(data: bytes) -> dict[str, str]:
    """What the file says of itself; nothing where pypdf cannot read it, which loses no text."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each oddity of a file on stderr
    try:
        reader: Any = pypdf.PdfReader(io.BytesIO(data))
        found = reader.metadata or {}
        return {key.strip("/").casefold(): str(found[key]) for key in METADATA if key in found}
    except Exception:  # optional: the words do not depend on it
        return {}
