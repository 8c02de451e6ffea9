"""The commands of ``chidao review`` that write for others: gold, export-to, import-from."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.files import write_whole
from pipeline.options import DEFAULT_DB, DEFAULT_OUT, Db
from pipeline.output import emit
from pipeline.review.arguments import Documents, Folder, Reviewer


class Form(StrEnum):
    """Programs for annotation that records are exchanged with."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"


ENDINGS = {Form.LABEL_STUDIO: ".json", Form.DOCCANO: ".jsonl"}


def register(app: typer.Typer) -> None:
    """Add the commands to those of ``chidao review``."""
    app.command(epilog="Example: chidao review gold ke-hoach-tra-vinh-2021 --out outputs")(gold)
    app.command(epilog="Example: chidao review export-to label-studio ke-hoach-tra-vinh-2021")(export_to)
    app.command(epilog="Example: chidao review import-from doccano project.jsonl --out outputs")(import_from)


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


def import_from(
    form: Annotated[Form, typer.Argument(metavar="FORM", help="label-studio or doccano.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What it exported, of one document.")],
    out: Folder = DEFAULT_OUT,
) -> None:
    """Make a review file of what Label Studio or doccano exported.

    chidao review apply checks and applies it.
    """
    from pipeline.files import read_bytes
    from pipeline.review import interchange

    read = interchange.from_label_studio if form is Form.LABEL_STUDIO else interchange.from_doccano
    sheet = read(read_bytes(file).decode("utf-8", errors="replace"))
    path = out / "review" / f"{Path(sheet['document']['source_name']).stem}.json"
    write_whole(path, json.dumps(sheet, ensure_ascii=False, indent=1) + "\n")
    emit(f"{path}\n")
