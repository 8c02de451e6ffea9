"""The options that commands share: each means the same, with the same default, wherever it stands."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.output import Format

DEFAULT_DB = Path("outputs/directives.db")
DEFAULT_OUT = Path("outputs")


class Kind(StrEnum):
    """The kinds of items, as the lists of a record are called."""

    SECTIONS = "sections"
    THEMES = "themes"
    TASKS = "tasks"
    TARGETS = "targets"
    DEADLINES = "deadlines"
    ASSIGNMENTS = "assignments"
    REFERENCES = "references"
    FINDINGS = "findings"


File = Annotated[Path, typer.Argument(metavar="FILE", help="A document; - is the standard input.")]
Db = Annotated[Path, typer.Option("--db", metavar="FILE", help="The database.")]
Out = Annotated[
    Path, typer.Option("--out", metavar="DIR", help="Folder for results; records go to DIR/records/NAME.json.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="How rows come out.")]
MaxBytes = Annotated[int, typer.Option("--max-bytes", min=1, help="Size of the largest file that is read.")]
MaxSeconds = Annotated[int, typer.Option("--max-seconds", min=0, help="Seconds for each file; 0 for no limit.")]
