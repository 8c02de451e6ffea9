"""The command line. It parses, calls one function of the library and prints.

Data goes to the standard output, talk to the standard error. Whatever is heavy (spaCy, rich,
the database) is imported by the command that needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import cli_runs, commands_citations, commands_export
from pipeline.files import DEFAULT_MAX_BYTES, check_size, read_bytes
from pipeline.options import DEFAULT_DB, Db, File, FormatOption, Kind, MaxBytes
from pipeline.output import Format, emit, error_text, rows_text, tell
from pipeline.review import commands as review
from pipeline.version import VERSION
from schemas.errors import DirectiveError, UsageError

if TYPE_CHECKING:
    from schemas.record import DirectiveRecord

INTERRUPTED = 130

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,  # plain help: the same on a screen, in a pipe and in docs/cli.md
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 100},
)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; give the exit status. Nothing that we raise on purpose shows a traceback."""
    args = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in args
    # --debug belongs before the command, but nobody thinks of it until the command has failed.
    args = [*(["--debug"] if debug else []), *(arg for arg in args if arg != "--debug")]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        return int(app(args, prog_name="chidao", standalone_mode=False) or 0)
    except DirectiveError as error:
        return _complain(error, debug=debug)
    except _ClickError as error:
        return _complain(UsageError(str(error)), debug=debug)
    except (KeyboardInterrupt, typer.Abort):
        tell("chidao: interrupted; what was stored until now is kept")
        return INTERRUPTED


def _base_of_usage_errors() -> type[Exception]:
    """Typer shows only BadParameter of the family, and has moved its base from one package to another."""
    return next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


_ClickError = _base_of_usage_errors()


def _complain(error: DirectiveError, *, debug: bool) -> int:
    tell(error_text(error))
    if debug:
        tell("\n" + "".join(traceback.format_exception(error)).rstrip())
    return error.exit_code


@app.callback(invoke_without_command=True)
def chidao(
    context: typer.Context,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Read Vietnamese directive documents (văn bản chỉ đạo) and make records of them."""
    context.obj = debug
    if version:
        emit(f"chidao {VERSION}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        emit(context.get_help() + "\n")
        raise typer.Exit


cli_runs.register(app)


@app.command(epilog="Example: chidao extract ke-hoach.docx --format table --kind targets")
def extract(
    file: File,
    format: FormatOption = Format.JSON,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="Only the items of this kind (table and csv: tasks if not given).")
    ] = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
) -> None:
    """Print the record of one document; store nothing."""
    from pipeline.listing import COLUMNS, item_rows

    record = _read(file, max_bytes)
    if format is Format.JSON and kind is None:
        emit(record.to_json())
        return
    wanted = kind or Kind.TASKS
    emit(rows_text(item_rows(record, wanted), format, COLUMNS[wanted]))


@app.command(epilog="Example: chidao show ke-hoach.docx --out ke-hoach.html")
def show(
    file: File,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.html", help="Write the page here and not to the output.")
    ] = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
) -> None:
    """Make a web page of one document's text with what was found marked in it."""
    from pipeline.files import write_whole
    from pipeline.show import render_html

    page = render_html(_read(file, max_bytes))
    if out is None:
        emit(page)
    else:
        write_whole(out, page)
        tell(f"chidao: wrote {out}")


@app.command(epilog="Example: chidao score corpus/gold outputs/records --misses targets")
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A gold file, or a folder of them.")],
    pred: Annotated[Path, typer.Argument(metavar="PRED", help="The record, or the folder of records.")],
    by_document: Annotated[bool, typer.Option("--by-document", help="Figures of each document, too.")] = False,
    misses: Annotated[
        list[str] | None, typer.Option("--misses", metavar="KIND", help="List what was missed and invented.")
    ] = None,
    format: FormatOption = Format.TABLE,
    check: Annotated[
        bool, typer.Option("--check", help="PRED is the document's text: is every quote of GOLD in it?")
    ] = False,
) -> None:
    """Compare records with gold annotations: precision, recall, F1."""
    from pipeline.score_report import check_files, scores_text

    if check:
        faults = check_files(gold, pred)
        emit("".join(f"{fault}\n" for fault in faults) or "every quote found\n")
        raise typer.Exit(1 if faults else 0)
    emit(scores_text(gold, pred, format, by_document=by_document, misses=misses or []))


@app.command(epilog="Example: chidao doctor")
def doctor(format: FormatOption = Format.TABLE) -> None:
    """Say which parts are there, and what installs the others."""
    from pipeline.doctor import examine

    emit(rows_text(examine(), format))


LISTINGS = {
    "documents": "List the documents in the database, with the number of their items.",
    "tasks": "List the tasks (nhiệm vụ) in the database.",
    "targets": "List the targets (chỉ tiêu) in the database, one row for each value and date.",
    "deadlines": "List the time limits (thời hạn) in the database.",
    "assignments": "List which body has which part (phân công) in the database.",
    "citations": "List the instruments that the documents cite (văn bản dẫn chiếu).",
    "findings": "List what a careful reader would query in the documents.",
}


def _listing(view: str) -> Callable[..., None]:
    def list_view(
        db: Db = DEFAULT_DB,
        format: FormatOption = Format.TABLE,
        auto_only: Annotated[
            bool, typer.Option("--auto-only", help="What the program said, without what reviewers said.")
        ] = False,
    ) -> None:
        from pipeline.listing import COLUMNS, view_rows

        emit(rows_text(view_rows(db, view, auto_only=auto_only), format, COLUMNS[view]))

    return list_view


for _name, _help in LISTINGS.items():
    _example = f"Example: chidao {_name} --format csv > {_name}.csv"
    app.command(_name, help=_help, epilog=_example)(_listing(f"v_{_name}"))


@app.command(epilog="Example: chidao audit documents/ --format csv > audit.csv")
def audit(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Documents, and folders of documents.")],
    every: Annotated[bool, typer.Option("--all", help="What was explained, too.")] = False,
    format: FormatOption = Format.TABLE,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
) -> None:
    """List symbols, percentages and dates that no item explains, with the reason where one is known.

    What is "unexplained" is the reviewer's work list. A file that cannot be read is named; exit status 5 says so.
    """
    from pipeline.audit import audit_paths

    rows, errors = audit_paths(paths, max_bytes, every=every)
    emit(rows_text(rows, format, ["document", "path", "what", "verdict", "quote", "reason"]))
    for error in errors:
        tell(error_text(error))
    raise typer.Exit(5 if errors else 0)


commands_citations.register(app)
commands_export.register(app)
review.register(app)


def _read(file: Path, max_bytes: int) -> DirectiveRecord:
    from pipeline.batch import read_record

    if str(file) == "-":
        data = sys.stdin.buffer.read(max_bytes + 1)
        check_size(len(data), "-", max_bytes)
        return read_record(data, "stdin")
    return read_record(read_bytes(file, max_bytes), file.name)


if __name__ == "__main__":
    sys.exit(main())
