"""The arguments that several commands of ``chidao review`` share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Documents = Annotated[list[str], typer.Argument(metavar="DOC...", help="Their numbers, ids or file names.")]
Reviewer = Annotated[str | None, typer.Option("--reviewer", metavar="NAME", help="Who reviews.")]
Folder = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for results; files go to DIR/review/.")]
