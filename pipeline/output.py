"""Prints data: rows as a table, JSON or CSV, to the standard output.

Cells are printed as they are: ``IV.1[2]`` is a path and no markup. A reader that stops listening
(``| head``) is no error.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from pipeline.files import printable
from schemas.errors import DirectiveError

Row = Mapping[str, Any]
WIDTH_WITHOUT_TERMINAL = 160


class Format(StrEnum):
    """How rows come out."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def rows_text(rows: Sequence[Row], form: Format, columns: Sequence[str] = ()) -> str:
    """Rows as text. ``columns`` are those a table shows; JSON and CSV have all of them.

    >>> print(rows_text([{"path": "IV.1[2]", "value": 80.0}], Format.CSV), end="")
    path,value
    IV.1[2],80
    """
    if form is Format.JSON:
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    everything = list(dict.fromkeys(name for row in rows for name in row))
    if form is Format.CSV:
        return _csv(rows, everything or list(columns))
    return _table(rows, list(columns) or everything)


def emit(text: str) -> None:
    """Write data to the standard output; end quietly when nobody listens any more."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at exit and would complain: give it somewhere to write.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def tell(text: str) -> None:
    """Say something to the person, on the standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def error_text(error: DirectiveError) -> str:
    """An error as a person reads it: code, file, reason, and what to do.

    >>> from schemas.errors import EmptyFileError
    >>> print(error_text(EmptyFileError("the file is empty (0 bytes)", where="kh.pdf")))
    chidao: [D101] kh.pdf: the file is empty (0 bytes)
    <BLANKLINE>
    Ask for the file again: nothing arrived.
    """
    where = f"{printable(error.where)}: " if error.where else ""
    return f"chidao: [{error.code}] {where}{printable(error.message)}\n\n{error.advice}"


def _csv(rows: Iterable[Row], columns: Sequence[str]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return file.getvalue()


def _table(rows: Iterable[Row], columns: Sequence[str]) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    file = io.StringIO()
    width = shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(row.get(name)), overflow="fold") for name in columns))
    console = Console(
        file=file, width=width, force_terminal=sys.stdout.isatty(), highlight=False, emoji=False, markup=False
    )
    console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def _cell(value: object) -> str:
    """A value as people read it: 80 and not 80.0, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
