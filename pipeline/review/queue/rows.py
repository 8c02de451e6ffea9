"""Which sections of a stored document are rows of a table.

A row is a section without children whose first line is nothing but a number, or one of several in a run that have no
label and the same number of lines, as the cells of a table have. A list's item has its words behind its number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from schemas.sqlite import Database

BARE_RE = re.compile(r"\d{1,3}\s?[.)]?\Z")
FEWEST, MOST = 3, 12  # lines of a row
LONGEST_CELL = 400


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its place and its cells, as far as lines tell them apart."""

    start: int
    end: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a document, in reading order."""

    rows: tuple[TableRow, ...]

    def at(self, offset: int) -> TableRow | None:
        """The row that holds ``offset``."""
        index = bisect_right(self.rows, offset, key=lambda row: row.start) - 1
        return self.rows[index] if index >= 0 and offset < self.rows[index].end else None


def documents_with_rows(db: Database) -> Iterator[str]:
    """Documents that may have a table and have text beside it."""
    sql = """SELECT DISTINCT document_id FROM sections
        WHERE (quote GLOB '[0-9]*' AND instr(substr(quote, 1, 6), char(10)) > 0)
            OR (label IS NULL AND heading IS NULL AND instr(substr(quote, 1, ?), char(10)) > 0) ORDER BY 1"""
    yield from (row[0] for row in db.execute(sql, [LONGEST_CELL]).fetchall())


def table_rows(db: Database, document: str) -> TableRows:
    """The rows of the tables of a document."""
    sql = """SELECT start_char, end_char, section, label, heading, quote FROM sections WHERE document_id = ?
        ORDER BY start_char, end_char DESC"""
    sections = db.execute(sql, [document]).fetchall()
    leaves = []
    for index, (start, end, parent, label, heading, quote) in enumerate(sections):
        has_child = index + 1 < len(sections) and sections[index + 1][0] < end
        lines = tuple(quote.strip("\n").split("\n"))
        leaves.append((() if has_child else lines, start, end, parent, label is None and heading is None))
    numbered = {row.start: row for row in _numbered(leaves)}
    even = {row.start: row for row in _even(leaves)}
    return TableRows(tuple(row for _, row in sorted({**even, **numbered}.items())))


Leaf = tuple[tuple[str, ...], int, int, str, bool]


def _numbered(leaves: list[Leaf]) -> Iterator[TableRow]:
    for lines, start, end, _, _ in leaves:
        if len(lines) >= FEWEST and BARE_RE.match(lines[0]):
            yield TableRow(start, end, lines[1:])


def _even(leaves: list[Leaf]) -> Iterator[TableRow]:
    """Neighbours without labels that have equally many short lines, two of them or more."""
    for (count, _, bare), group in groupby(leaves, key=lambda leaf: (len(leaf[0]), leaf[3], leaf[4])):
        run = list(group)
        short = all(len(line) <= LONGEST_CELL for leaf in run for line in leaf[0])
        if bare and FEWEST <= count <= MOST and len(run) > 1 and short:
            yield from (TableRow(start, end, lines) for lines, start, end, _, _ in run)
