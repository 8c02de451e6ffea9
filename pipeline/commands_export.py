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
    CASCADE = "cascade"
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


class Items(StrEnum):
    """What a cascade compares."""

    ALL = "all"
    TARGETS = "targets"
    TASKS = "tasks"


class LintFormat(StrEnum):
    """How findings come out."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


#: What a table shows of a cascade; JSON and CSV have all columns.
COLUMNS = ("document", "implements", "item", "what", "words", "words_above", "value", "value_above", "difference")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: chidao export deadlines --format ics --out deadlines.ics")(export)
    app.command(epilog="Example: chidao cascade 389/QĐ-BCT --items tasks --format csv")(cascade)
    app.command(epilog="Example: chidao lint ke-hoach.docx --format html > findings.html")(lint)
    app.command(epilog="Example: chidao report ke-hoach.docx --out ke-hoach.html")(report)


def cascade(
    document: Annotated[
        str | None, typer.Argument(metavar="DOCUMENT", help="Only this one: its number, id or file name.")
    ] = None,
    beside: Annotated[
        str | None,
        typer.Argument(metavar="BESIDE", help="The document to lay it beside, whether it cites it or not."),
    ] = None,
    db: Db = DEFAULT_DB,
    items: Annotated[Items, typer.Option("--items", help="What is compared.")] = Items.ALL,
    format: FormatOption = Format.TABLE,
) -> None:
    """Compare the targets and tasks of plans with those of the plans that they implement."""
    from pipeline.cascade import read_cascade
    from pipeline.cascade_source import document_named
    from pipeline.database import read_database

    with read_database(db) as database:
        lower, upper = (document_named(database, name) if name else None for name in (document, beside))
        steps = read_cascade(database, lower, upper)
    rows = [step.row() for step in steps if items in (Items.ALL, Items(f"{step.item}s"))]
    if not rows:
        tell("chidao: nothing to compare: a plan and the one above it must both be here, with targets or tasks")
    emit(rows_text(rows, format, COLUMNS))


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
    db: Annotated[
        Path | None, typer.Option("--db", metavar="FILE", help="Also compare it with the plans above it in FILE.")
    ] = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
) -> None:
    """Make one web page of a document: who does what by when, targets, citations, text."""
    from pipeline.batch import read_record
    from pipeline.report import render_report
    from pipeline.report_cascade import cascades_of

    record = read_record(read_bytes(file, max_bytes), file.name)
    page = render_report(record, cascades_of(db, record) if db else ())
    if out is None:
        emit(page)
    else:
        write_whole(out, page)
        tell(f"chidao: wrote {out}")
