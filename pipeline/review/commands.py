"""The commands of ``chidao review``. They parse, call one function of the library and print."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.files import write_whole
from pipeline.options import DEFAULT_DB, DEFAULT_OUT, Db, FormatOption, Kind
from pipeline.output import Format, emit, rows_text, tell

app = typer.Typer(
    help="Correct records: in JSON files or on a page in the browser.", no_args_is_help=True, add_completion=False,
    rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 100},
)  # fmt: skip


class Form(StrEnum):
    """Programs for annotation that records are exchanged with."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"


ENDINGS = {Form.LABEL_STUDIO: ".json", Form.DOCCANO: ".jsonl"}
Documents = Annotated[list[str], typer.Argument(metavar="DOC...", help="Their numbers, ids or file names.")]
Reviewer = Annotated[str | None, typer.Option("--reviewer", metavar="NAME", help="Who reviews.")]
Folder = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for results; files go to DIR/review/.")]
STATUS = ("document", "kind", "reviewer", "confirmed", "corrected", "rejected", "added", "conflicts", "orphans")
OPEN = (
    "correction",
    "outcome",
    "document",
    "kind",
    "path",
    "quote",
    "field",
    "old_value",
    "new_value",
    "machine_value",
)
NEXT = ("need", "document", "kind", "path", "why", "quote")


def register(main: typer.Typer) -> None:
    """Add the commands to the program."""
    main.add_typer(app, name="review")


@app.command(epilog="Example: chidao review export ke-hoach-tra-vinh-2021 --reviewer lan")
def export(
    documents: Documents,
    out: Folder = DEFAULT_OUT,
    db: Db = DEFAULT_DB,
    reviewer: Reviewer = None,
    blind: Annotated[bool, typer.Option("--blind", help="Without what other reviewers said.")] = False,
) -> None:
    """Write documents as JSON files to review, and the JSON Schema that an editor checks them with."""
    from pipeline.database import read_database
    from pipeline.review.queries import find_document
    from pipeline.review.schema import schema_text
    from pipeline.review.sheet import SCHEMA_NAME, make_sheet

    with read_database(db) as database:
        for wanted in documents:
            sheet = make_sheet(database, find_document(database, wanted), reviewer or "", blind=blind)
            path = out / "review" / f"{Path(sheet['document']['source_name']).stem}.json"
            write_whole(path.with_name(SCHEMA_NAME), schema_text())
            write_whole(path, json.dumps(sheet, ensure_ascii=False, indent=1) + "\n")
            emit(f"{path}\n")


@app.command(epilog="Example: chidao review apply outputs/review/ke-hoach-tra-vinh-2021.json")
def apply(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Review files.")],
    db: Db = DEFAULT_DB,
    reviewer: Reviewer = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
) -> None:
    """Check review files, show what they change, and apply them: all or none.

    Everything that is wrong is named at once, with file, line, JSON path and what is allowed. Applying a
    file twice changes nothing.
    """
    from pipeline.database import open_database, writing
    from pipeline.review.apply import apply_files

    with open_database(db) as database, writing(database):
        plans = apply_files(database, files, reviewer, dry=dry_run)
    count = 0
    for plan in plans:
        emit("".join(f"{line}\n" for line in plan.diff))
        count += len(plan.diff)
    tell(f"chidao: {count} {'would be applied' if dry_run else 'applied'}" if count else "chidao: nothing changed")
    if count and not dry_run:
        _refresh(db)


@app.command(epilog="Example: chidao review status")
def status(
    db: Db = DEFAULT_DB,
    format: FormatOption = Format.TABLE,
    open: Annotated[bool, typer.Option("--open", help="List the conflicts and orphans.")] = False,
) -> None:
    """Count what was confirmed, corrected, rejected, added, in conflict, an orphan."""
    from pipeline.review.queries import open_rows, status_rows

    rows = _asked(db, open_rows if open else status_rows)
    emit(rows_text(rows, format, OPEN if open else STATUS))


@app.command("next", epilog="Example: chidao review next --kind deadlines --issuer 'tra vinh'")
def next_items(
    db: Db = DEFAULT_DB,
    format: FormatOption = Format.TABLE,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only items of this kind.")] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", help="Only of issuers with these words.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Issued on this day or later.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Issued on this day or earlier.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many rows.")] = 20,
) -> None:
    """List what should be looked at next: conflicts, orphans, disagreements, findings, the least sure."""
    from pipeline.review.queries import next_rows

    found = _asked(
        db, lambda opened: next_rows(opened, kind=kind, issuer=issuer, since=since, until=until, limit=limit)
    )
    emit(rows_text(found, format, NEXT))


@app.command(epilog="Example: chidao review resolve 17 --keep mine --reviewer lan")
def resolve(
    correction: Annotated[int, typer.Argument(metavar="NUMBER", help="A correction, see review status --open.")],
    keep: Annotated[str, typer.Option("--keep", metavar="mine|machine|ITEM", help="Which holds; or whose it is.")],
    db: Db = DEFAULT_DB,
    reviewer: Reviewer = None,
    document: Annotated[str | None, typer.Option("--document", metavar="DOC", help="Where, if in several.")] = None,
) -> None:
    """Settle a conflict, an orphan or a disagreement of two reviewers."""
    import getpass

    from pipeline.database import open_database, writing
    from pipeline.review.apply import describe
    from pipeline.review.queries import find_document
    from pipeline.review.resolve import resolve as settle

    with open_database(db) as database, writing(database):
        where = find_document(database, document) if document else None
        emit(describe(settle(database, correction, keep, reviewer or getpass.getuser(), where)) + "\n")
    _refresh(db)


@app.command(epilog="Example: chidao review agreement ke-hoach-tra-vinh-2021 --reviewers lan,hoa")
def agreement(
    document: Annotated[str, typer.Argument(metavar="DOC", help="Its number, id or file name.")],
    pair: Annotated[str, typer.Option("--reviewers", metavar="A,B", help="The two reviewers.")],
    db: Db = DEFAULT_DB,
    format: FormatOption = Format.TABLE,
) -> None:
    """Say how far two reviewers agree: F1 of the items by place, share and Cohen's kappa of their fields."""
    from pipeline.review.agreement import agreement_rows
    from pipeline.review.queries import corrected, find_document
    from schemas.errors import UsageError

    names = [name.strip() for name in pair.split(",")]
    if len(names) != 2:
        raise UsageError("--reviewers wants two names: lan,hoa")

    def compare(opened: Any) -> list[dict[str, Any]]:
        wanted = find_document(opened, document)
        return agreement_rows(*(corrected(opened, wanted, reviewer=name) for name in names))

    emit(rows_text(_asked(db, compare), format))


@app.command(epilog="Example: chidao review disagreements ke-hoach-tra-vinh-2021")
def disagreements(documents: Documents, db: Db = DEFAULT_DB, format: FormatOption = Format.TABLE) -> None:
    """List what reviewers say differently; chidao review resolve NUMBER --keep mine settles it."""
    from pipeline.review.queries import disagreements as differing
    from pipeline.review.queries import find_document

    def ask(opened: Any) -> list[dict[str, Any]]:
        return [row for wanted in documents for row in differing(opened, find_document(opened, wanted))]

    emit(rows_text(_asked(db, ask), format, ("kind", "path", "quote", "what", "says")))


@app.command(epilog="Example: chidao review gold ke-hoach-tra-vinh-2021 --out outputs")
def gold(
    documents: Documents,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for results; files go to DIR/gold/.")
    ] = DEFAULT_OUT,
    db: Db = DEFAULT_DB,
) -> None:
    """Write reviewed documents as gold files, which chidao score compares records with."""
    from pipeline.database import read_database
    from pipeline.review.gold import gold_text
    from pipeline.review.queries import corrected, find_document

    with read_database(db) as database:
        for wanted in documents:
            record = corrected(database, find_document(database, wanted))
            path = out / "gold" / f"{Path(record.document.source.name).stem}.json"
            write_whole(path, gold_text(record))
            emit(f"{path}\n")


@app.command(epilog="Example: chidao review export-to label-studio ke-hoach-tra-vinh-2021")
def export_to(
    form: Annotated[Form, typer.Argument(metavar="FORM", help="label-studio or doccano.")],
    documents: Documents,
    out: Folder = DEFAULT_OUT,
    db: Db = DEFAULT_DB,
    reviewer: Reviewer = None,
) -> None:
    """Write documents for Label Studio (JSON with relations) or doccano (JSONL)."""
    from pipeline.database import read_database
    from pipeline.review import interchange
    from pipeline.review.queries import corrected, find_document
    from pipeline.review.sheet import make_sheet

    write = interchange.to_label_studio if form is Form.LABEL_STUDIO else interchange.to_doccano
    with read_database(db) as database:
        for wanted in documents:
            key = find_document(database, wanted)
            record = corrected(database, key)
            path = out / "review" / f"{Path(record.document.source.name).stem}.{form.value}{ENDINGS[form]}"
            write_whole(path, write(make_sheet(database, key, reviewer or ""), record))
            emit(f"{path}\n")


@app.command(epilog="Example: chidao review import-from doccano project.jsonl --out outputs")
def import_from(
    form: Annotated[Form, typer.Argument(metavar="FORM", help="label-studio or doccano.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What it exported, of one document.")],
    out: Folder = DEFAULT_OUT,
) -> None:
    """Make a review file of what Label Studio or doccano exported; chidao review apply checks and applies it."""
    from pipeline.files import read_bytes
    from pipeline.review import interchange

    read = interchange.from_label_studio if form is Form.LABEL_STUDIO else interchange.from_doccano
    sheet = read(read_bytes(file).decode("utf-8", errors="replace"))
    path = out / "review" / f"{Path(sheet['document']['source_name']).stem}.json"
    write_whole(path, json.dumps(sheet, ensure_ascii=False, indent=1) + "\n")
    emit(f"{path}\n")


@app.command(epilog="Example: chidao review serve --reviewer lan")
def serve(
    db: Db = DEFAULT_DB,
    reviewer: Reviewer = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = 8765,
) -> None:
    """Review on a page in the browser, on this machine only. Needs chidao[review]."""
    import getpass

    from pipeline.review.page.serve import serve as run_server

    run_server(db, reviewer or getpass.getuser(), port)


def _asked(db: Path, question: Any) -> list[dict[str, Any]]:
    from pipeline.database import read_database

    with read_database(db) as database:
        return list(question(database))


def _refresh(db: Path) -> None:
    from pipeline.index import refresh

    refresh(db)
