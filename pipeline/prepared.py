"""A record made ready for the database: plain rows, which cross from a worker to the one writer.

The models are validated and taken apart where the record is made, so that the writer only writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.sketch import bands, sketch
from pipeline.store_rows import document_row, item_rows
from schemas.record import KINDS, DirectiveRecord


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table, without the document's id, which the writer alone can give."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as the writer needs it. ``json`` is the record itself as it is printed, in UTF-8.

    ``sketch`` and ``bands`` are those of ``pipeline.sketch``, ``seconds`` what each step took.
    """

    record_id: str
    sha256: str
    source_name: str
    json: bytes
    document: dict[str, Any]
    tables: list[Table]
    counts: dict[str, int]
    sketch: tuple[int, ...] = ()
    bands: tuple[tuple[int, int], ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)


def prepare(record: DirectiveRecord, seconds: dict[str, float] | None = None) -> Prepared:
    """Take a record apart; ``seconds`` are what its steps took."""
    source = record.document.source
    tables = []
    for name, rows in item_rows(record, "").items():
        columns = tuple(column for column in rows[0] if column != "document_id")
        tables.append(Table(name, columns, [tuple(row[column] for column in columns) for row in rows]))
    numbers = sketch(record.text)
    return Prepared(
        record.document.id, source.sha256, source.name, record.to_json().encode(), document_row(record, ""), tables,
        count_items(record), numbers, tuple(bands(numbers)), seconds or {},
    )  # fmt: skip


def count_items(record: DirectiveRecord) -> dict[str, int]:
    """Number of items of each kind."""
    return {kind: len(getattr(record, kind)) for kind in KINDS}
