"""The commands that feed other systems: export, cascade, lint, report. They parse, call the library and print."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.files import DEFAULT_MAX_BYTES, read_bytes, write_whole
from pipeline.options import DEFAULT_DB, Db, File, FormatOption, MaxBytes
from pipeline.output import Format, emit, rows_text, tell


class Data(StrEnum):
    """What is exported."""

    INDICATORS = "indicators"
    TASKS = "tasks"
    TARGETS = "targets"
    DEADLINES = "deadlines"
    REFERENCES = "references"
    DOCUMENTS = "documents"
    GRAPH = "graph"


class ExportFormat(StrEnum):
    """The formats; docs/exports.md says which data come out in which."""

    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"
    PARQUET = "parquet"
    ICS = "ics"
    SDMX = "sdmx"
    DCAT = "dcat"
    GRAPHML = "graphml"
    JSONLD = "jsonld"
    AKN = "akn"
    WEBANNO = "webanno"


class LintFormat(StrEnum):
    """How findings come out."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: chidao export deadlines --format ics --out deadlines.ics")(export)
    app.command(epilog="Example: chidao cascade --format csv")(cascade)
    app.command(epilog="Example: chidao lint ke-hoach.docx --format html > findings.html")(lint)
    app.command(epilog="Example: chidao report ke-hoach.docx --out ke-hoach.html")(report)


def cascade(db: Db = DEFAULT_DB, format: FormatOption = Format.TABLE) -> None:
    """Compare the targets of plans with those of the plans that they implement."""
    from pipeline.cascade import read_cascade
    from pipeline.database import read_database

    with read_database(db) as database:
        rows = [step.row() for step in read_cascade(database)]
    if not rows:
        tell("chidao: no document here implements another one here")
    emit(rows_text(rows, format))


def export(
    data: Annotated[Data, typer.Argument(help="What to export.")],
    format: Annotated[ExportFormat, typer.Option("--format", help="See docs/exports.md.")],
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="File; folder for csv, sdmx, akn, webanno.")],
    db: Db = DEFAULT_DB,
    links: Annotated[
        Path | None, typer.Option("--links", metavar="FILE.tsv", help="Your decisions on doubtful links of indicators.")
    ] = None,
    alarm: Annotated[
        int | None, typer.Option("--alarm", min=0, metavar="DAYS", help="Alarms so many days ahead (ics).")
    ] = None,
) -> None:
    """Write what the database holds in a format of other programs."""
    from pipeline.database import read_database
    from pipeline.exports.registry import export_files, write_export
    from pipeline.indicator_source import read_decisions

    decisions = tuple(read_decisions(links)) if links else ()
    with read_database(db) as database:
        files = export_files(database, data.value, format.value, decisions=decisions, alarm_days=alarm)
    for path in write_export(files, out):
        tell(f"chidao: wrote {path}")


def lint(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Documents.")],
    format: Annotated[LintFormat, typer.Option("--format", help="How findings come out.")] = LintFormat.TEXT,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
) -> None:
    """Say what in documents does not fit together, and what to check."""
    from pipeline.batch import read_record
    from pipeline.lint import lint_record
    from pipeline.lint_report import lint_text

    found = [(file.name, lint_record(read_record(read_bytes(file, max_bytes), file.name))) for file in files]
    emit(lint_text(found, format.value))


def report(
    file: File,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.html", help="Write the page here.")] = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
) -> None:
    """Make one web page of a document: who does what by when, targets, citations, text."""
    from pipeline.batch import read_record
    from pipeline.report import render_report

    page = render_report(read_record(read_bytes(file, max_bytes), file.name))
    if out is None:
        emit(page)
    else:
        write_whole(out, page)
        tell(f"chidao: wrote {out}")
