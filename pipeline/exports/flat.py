"""CSV with a Frictionless Data Package, JSON Lines and Parquet."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import json
from typing import Any

from pipeline.exports.table_model import Table
from pipeline.version import VERSION
from schemas.errors import UsageError

LICENCE = {"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/", "title": "CC0 1.0"}


def csv_package(tables: list[Table], name: str) -> dict[str, bytes]:
    """CSV files and the ``datapackage.json`` that says what their columns are and what their bytes hash to."""
    files = {f"{table.name}.csv": csv_bytes(table) for table in tables}
    package = {
        "profile": "tabular-data-package",
        "name": f"chidao-{name}",
        "title": tables[0].heading,
        "version": VERSION,
        "licenses": [LICENCE],
        "sources": [{"title": document} for document in documents_of(tables)],
        "resources": [_resource(table, files[f"{table.name}.csv"]) for table in tables],
    }
    return {**files, "datapackage.json": json_bytes(package)}


def csv_bytes(table: Table) -> bytes:
    """A table as UTF-8 CSV (RFC 4180, \\n), numbers in full precision, nothing for null."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([plain(row.get(column.name)) for column in table.columns] for row in table.rows)
    return file.getvalue().encode()


def plain(value: Any) -> Any:
    """80 and not 80.0; nothing for null."""
    if value is None:
        return ""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def json_lines(tables: list[Table]) -> bytes:
    """One row a line; of indicators one entry a line, with its series inside."""
    first, *others = tables
    lines = []
    for row in first.rows:
        inside = {t.name: [r for r in t.rows if r["code"] == row["code"]] for t in others if t.name == "series"}
        lines.append(json.dumps({**row, **inside}, ensure_ascii=False) + "\n")
    return "".join(lines).encode()


def parquet(tables: list[Table]) -> bytes:
    """A Parquet file; of indicators the series, which names its entry in each row.

    Raises:
        UsageError: pyarrow is not installed.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise UsageError("Parquet needs pyarrow, which is not installed: pip install 'chidao[export]'")
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = next((one for one in tables if one.name == "series"), tables[0])
    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    schema = pa.schema(
        [
            pa.field(
                column.name, kinds[column.type], metadata={"title": column.heading, "description": column.description}
            )
            for column in table.columns
        ]
    )
    names = [column.name for column in table.columns]
    made = pa.Table.from_pylist([{name: row.get(name) for name in names} for row in table.rows], schema=schema)
    file = io.BytesIO()
    pq.write_table(made, file, compression="none", store_schema=True)
    return file.getvalue()


def documents_of(tables: list[Table]) -> list[str]:
    """The documents that the rows come from, each once."""
    found = {row.get("document_id") or row.get("document") for table in tables for row in table.rows}
    return sorted(str(document) for document in found if document)


def _resource(table: Table, data: bytes) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": column.type, "title": column.heading, "description": column.description}
        for column in table.columns
    ]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": list(table.key), "missingValues": [""]}
    if table.foreign:
        column, other = table.foreign
        schema["foreignKeys"] = [{"fields": [column], "reference": {"resource": other, "fields": ["code"]}}]
    return {
        "name": table.name,
        "title": table.heading,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def json_bytes(value: Any) -> bytes:
    """A value as an indented JSON file."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
