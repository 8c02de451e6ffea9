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
from pipeline.review.arguments import Documents, Folder, Reviewer
from pipeline.review.reasons import Need

app = typer.Typer(
    help="Correct records: in JSON files or on a page in the browser.", no_args_is_help=True, add_completion=False,
    rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 100},
)  # fmt: skip


class Verdict(StrEnum):
    """What a person says of two wordings of an indicator."""

    SAME = "same"
    DIFFERENT = "different"
    OPEN = "open"


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
NEXT = ("need", "document", "kind", "path", "why", "quote", "other")
QueueKind = StrEnum("QueueKind", {**{kind.name: kind.value for kind in Kind}, "DOCUMENT": "document"})  # type: ignore[misc]


def register(main: typer.Typer) -> None:
    """Add the commands to the program."""
    from pipeline.review.commands_exchange import register as exchange

    exchange(app)
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
    kind: Annotated[
        QueueKind | None, typer.Option("--kind", help="Only items of this kind; document: its header.")
    ] = None,
    reason: Annotated[Need | None, typer.Option("--reason", help="Only what is there for this reason.")] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", help="Only of issuers with these words.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Issued on this day or later.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Issued on this day or earlier.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many rows.")] = 20,
) -> None:
    """List what should be looked at next, most needed first.

    Conflicts and orphans of corrections, disagreements of reviewers, what the program is not sure of,
    disagreements of sources (documents, table, scan, wordings), findings; docs/review.md explains each.
    """
    from pipeline.review.queue import next_rows

    asked: dict[str, Any] = {
        "kind": kind,
        "reason": reason,
        "issuer": issuer,
        "since": since,
        "until": until,
        "limit": limit,
    }
    emit(rows_text(_asked(db, lambda opened: next_rows(opened, **asked)), format, NEXT))


@app.command(epilog="Example: chidao review link CD-07C9055B CD-1F3D19EC same --reviewer lan")
def link(
    one: Annotated[str, typer.Argument(metavar="ONE", help="A wording of an indicator, or its code.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another wording, or its code.")],
    verdict: Annotated[Verdict, typer.Argument(help="Are they one indicator? open takes back what was said.")],
    db: Db = DEFAULT_DB,
    reviewer: Reviewer = None,
    comment: Annotated[str, typer.Option("--comment", metavar="WORDS", help="Why.")] = "",
) -> None:
    """Decide whether two wordings are one indicator; chidao export indicators does as decided.

    chidao review next --reason wordings lists what is open, with the codes.
    """
    import getpass

    from pipeline.database import open_database, writing
    from pipeline.indicator_decisions import decide, wording_of
    from pipeline.indicator_source import read_catalogue

    with open_database(db) as database, writing(database):
        catalogue = read_catalogue(database)
        wordings = wording_of(catalogue, one), wording_of(catalogue, other)
        decide(database, wordings, verdict.value, reviewer or getpass.getuser(), comment)
    emit(f"{verdict.value}: {wordings[0]} / {wordings[1]}\n")


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
    """Say how far two reviewers agree.

    F1 of the items by their places, share of equal fields and Cohen's kappa of those with codes.
    """
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


@app.command(epilog="Example: chidao review serve --reviewer lan")
def serve(
    db: Db = DEFAULT_DB,
    reviewer: Reviewer = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0 for a free one.")
    ] = 8765,
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
