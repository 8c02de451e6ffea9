"""A record made ready for the database: plain rows, which cross from a worker to the one writer.

The models are validated and taken apart where the record is made, so that the writer only writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.sketch import bands, sketch
from pipeline.store_rows import document_row, item_rows
from schemas.item_tables import KINDS

if TYPE_CHECKING:
    from schemas.record import DirectiveRecord

#: Columns with much of the document's words. They cross, and reach SQLite, in UTF-8: a string would be made of them,
#: and bytes of the string again, by the one process that writes.
IN_BYTES = frozenset({"quote", "text", "record"})


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table, without the document's id, which the writer alone can give; see ``IN_BYTES``."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as the writer needs it. ``json`` is the record itself as it is printed, in UTF-8.

    ``sketch`` and ``bands`` are those of ``pipeline.sketch``, ``seconds`` what each step took; ``part`` is a file
    that holds ``json`` and has but to be renamed, if there is one.
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
    part: Path | None = None


def prepare(record: DirectiveRecord, seconds: dict[str, float] | None = None) -> Prepared:
    """Take a record apart; ``seconds`` are what its steps took."""
    source = record.document.source
    tables = []
    for name, rows in item_rows(record, "").items():
        columns = tuple(column for column in rows[0] if column != "document_id")
        tables.append(Table(name, columns, [tuple(_crossing(row, columns)) for row in rows]))
    numbers = sketch(record.text)
    row = document_row(record, "")
    return Prepared(
        record.document.id, source.sha256, source.name, record.to_json().encode(),
        dict(zip(row, _crossing(row, row), strict=True)), tables,
        count_items(record), numbers, tuple(bands(numbers)), seconds or {},
    )  # fmt: skip


def _crossing(row: dict[str, Any], columns: Iterable[str]) -> Iterator[Any]:
    return (row[column].encode() if column in IN_BYTES else row[column] for column in columns)


def count_items(record: DirectiveRecord) -> dict[str, int]:
    """Number of items of each kind."""
    return {kind: len(getattr(record, kind)) for kind in KINDS}
