"""XLSX: one sheet a table, Vietnamese headings, filters, frozen head; no cell is a formula.

A text that begins with = + - @ or a control character could run as a formula when a file is saved as CSV or pasted:
it is stored as a text of the format "@" (text), which no spreadsheet computes, its value unchanged.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import io
import math
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from pipeline.exports.table_model import Column, Table
from schemas.errors import UsageError

LINE_POINTS, HIGHEST_ROW = 15, 400
EPOCH = dt.datetime(2000, 1, 1)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORBIDDEN_RE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST_CELL = 32_767
WIDE = {
    "quote",
    "words",
    "words_above",
    "definition",
    "name",
    "document_title",
    "action",
    "title",
    "wordings",
    "indicator",
}


def xlsx(tables: list[Table]) -> bytes:
    """A workbook of the tables.

    Raises:
        UsageError: openpyxl is not installed.
    """
    if importlib.util.find_spec("openpyxl") is None:
        raise UsageError("XLSX needs openpyxl, which is not installed: pip install 'chidao[export]'")
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _fill(book.create_sheet(table.heading[:31]), table)
    book.properties.creator = "chidao"
    book.properties.created = EPOCH
    file = io.BytesIO()
    book.save(file)
    return _without_clock(file.getvalue())


def _fill(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.append([column.heading for column in table.columns])
    top = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment = (
            Font(bold=True, color="FFFFFF"),
            PatternFill("solid", fgColor="1F4E79"),
            top,
        )
    for at, row in enumerate(table.rows, 2):
        for place, column in enumerate(table.columns, 1):
            _write(sheet.cell(at, place), row.get(column.name))
            sheet.cell(at, place).alignment = top
        sheet.row_dimensions[at].height = _height(table, row)
    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = _width(column)
    sheet.row_dimensions[1].height = 2 * LINE_POINTS
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 8, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _write(cell: Any, value: Any) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    text = FORBIDDEN_RE.sub("\ufffd", value)[:LONGEST_CELL]
    cell.value = text
    cell.data_type = "s"  # openpyxl takes what begins with = for a formula
    if text.startswith(FORMULA_STARTS):
        cell.style = _quoted_style(cell.parent.parent)


def _quoted_style(book: Any) -> str:
    """A style of the workbook whose cells show their text and never run it."""
    from openpyxl.styles import NamedStyle

    if "as_text" not in book.named_styles:
        book.add_named_style(NamedStyle("as_text", number_format="@"))
    return "as_text"


def _height(table: Table, row: Mapping[str, Any]) -> float:
    """As high as its longest cell, in points: a program that opens the file does not measure wrapped text itself."""
    lines = max(math.ceil(len(str(row.get(column.name) or "")) / _width(column)) for column in table.columns)
    return float(min(HIGHEST_ROW, LINE_POINTS * max(1, lines)))


def _width(column: Column) -> int:
    return 44 if column.name in WIDE else 9 if column.type != "string" else 16


def _without_clock(data: bytes) -> bytes:
    """The same archive, with one time for all of its parts and for the day it was saved."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", part)
            info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return out.getvalue()
