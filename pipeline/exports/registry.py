"""Which data come out in which formats, and the files that each makes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.exports.akoma import akoma_ntoso
from pipeline.exports.calendar_file import icalendar
from pipeline.exports.flat import csv_package, json_lines, parquet
from pipeline.exports.linked import dcat, graph_json_ld, web_annotations
from pipeline.exports.sdmx import sdmx
from pipeline.exports.sheets import xlsx
from pipeline.exports.tables import DATA, tables_of
from pipeline.graph import graph, graph_text
from pipeline.indicator_catalogue import Decision
from pipeline.indicator_source import read_catalogue
from schemas.errors import UsageError
from schemas.record import DirectiveRecord
from schemas.sqlite import Database

TABLE_FORMATS = ("csv", "jsonl", "xlsx", "parquet", "dcat")
FORMATS: dict[str, tuple[str, ...]] = {
    **{data: TABLE_FORMATS for data in DATA if data != "graph"},
    "indicators": (*TABLE_FORMATS, "sdmx"),
    "deadlines": (*TABLE_FORMATS, "ics"),
    "documents": (*TABLE_FORMATS, "akn", "webanno"),
    "graph": ("graphml", "jsonld"),
}
FOLDERS = ("csv", "sdmx", "akn", "webanno")  # formats that are several files
Files = dict[str, bytes]


def export_files(
    db: Database, data: str, form: str, *, decisions: tuple[Decision, ...] = (), alarm_days: int | None = None
) -> Files:
    """The files of an export by name; one file, called "", unless the format is one of ``FOLDERS``.

    Raises:
        UsageError: these data do not come out in this format, or a library is not installed.
    """
    if form not in FORMATS.get(data, ()):
        raise UsageError(f"{data} come out as {', '.join(FORMATS.get(data, ())) or 'nothing'}, not as {form}")
    if data == "graph":
        return {"": graph_text(db, form).encode() if form == "graphml" else graph_json_ld(*graph(db))}
    if form in ("akn", "webanno"):
        return _per_document(db, form)
    if form == "sdmx":
        return sdmx(read_catalogue(db, decisions))
    if form == "ics":
        dates = {row["id"]: row for row in db.query("SELECT id, issued_on, period_end FROM documents")}
        issued, ends = ({one: row[name] for one, row in dates.items()} for name in ("issued_on", "period_end"))
        return {"": icalendar(list(db.query("SELECT * FROM v_deadlines")), issued, alarm_days, ends)}
    tables = tables_of(db, data, read_catalogue(db, decisions) if data == "indicators" else None)
    if form == "csv":
        return csv_package(tables, data)
    made: dict[str, Callable[[], bytes]] = {
        "jsonl": lambda: json_lines(tables),
        "xlsx": lambda: xlsx(tables),
        "parquet": lambda: parquet(tables),
        "dcat": lambda: dcat(tables, data),
    }
    return {"": made[form]()}


def write_export(files: Files, out: Path) -> list[Path]:
    """Write the files, each whole or not at all; give their paths.

    Raises:
        StoreError: the disk does not take them.
    """
    from pipeline.exports.disk import write_bytes

    paths = []
    for name, data in files.items():
        path = out / name if name else out
        write_bytes(path, data)
        paths.append(path)
    return paths


def _per_document(db: Database, form: str) -> Files:
    files = {}
    for row in db.query("SELECT id, record FROM documents ORDER BY id"):
        record = DirectiveRecord.model_validate_json(row["record"])
        name = row["id"].replace("/", "-")
        files[f"{name}.xml" if form == "akn" else f"{name}.jsonld"] = (
            akoma_ntoso(record) if form == "akn" else web_annotations(record, row["id"])
        )
    return files
