"""The commands that read many documents: run, watch, load. Imported by ``pipeline.cli``, which owns the application."""

from __future__ import annotations

import datetime as dt
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.files import DEFAULT_MAX_BYTES
from pipeline.guard import DEFAULT_MAX_SECONDS
from pipeline.options import DEFAULT_DB, DEFAULT_OUT, Db, FormatOption, MaxBytes, MaxSeconds, Out
from pipeline.output import Format, emit, error_text, rows_text, tell
from schemas.errors import UsageError

if TYPE_CHECKING:
    from pipeline.outcome import Report

DEFAULT_MAX_MEMORY = 3_000
DEFAULT_SHARD = 500
LONG = 200  # files; of more only those are listed that a person must look at

Jobs = Annotated[
    int | None, typer.Option("--jobs", min=0, help="Documents at once; as many as processors if not given.")
]
MaxMemory = Annotated[int, typer.Option("--max-memory", min=0, help="MB for each file; 0 for no limit.")]
Wait = Annotated[int, typer.Option("--wait", min=0, help="Seconds to wait for another run on the database.")]
Log = Annotated[bool, typer.Option("--log", help="Write a line of JSON for each file to the standard error.")]

Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH...", help="Documents, folders and .zip archives of documents.")
]
Force = Annotated[bool, typer.Option("--force", help="Read again what has not changed.")]
OnlyFailed = Annotated[bool, typer.Option("--only-failed", help="Only the files that an earlier run could not read.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="Only files changed since 2026-11-01, or for 3d, 12h.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress bar, and no table of what went well.")]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="tcp://…", help="Read on a Dask cluster, into --shards.")
]
Shards = Annotated[str | None, typer.Option("--shards", metavar="URL", help="Where the shards of a cluster run go.")]
ShardSize = Annotated[int, typer.Option("--shard-size", min=1, help="Documents a shard.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: chidao run documents/ --db outputs/directives.db")(run)
    app.command(epilog="Example: chidao watch incoming/ --db outputs/directives.db")(watch)
    app.command(epilog="Example: chidao load shards/ --db outputs/directives.db")(load)


def run(
    context: typer.Context,
    paths: Paths = None,
    db: Db = DEFAULT_DB,
    out: Out = DEFAULT_OUT,
    format: FormatOption = Format.TABLE,
    force: Force = False,
    only_failed: OnlyFailed = False,
    since: Since = None,
    jobs: Jobs = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    max_seconds: MaxSeconds = DEFAULT_MAX_SECONDS,
    max_memory: MaxMemory = DEFAULT_MAX_MEMORY,
    wait: Wait = 10,
    quiet: Quiet = False,
    log: Log = False,
    scheduler: Scheduler = None,
    shards: Shards = None,
    shard_size: ShardSize = DEFAULT_SHARD,
) -> None:
    """Read documents into the database and into one JSON file each.

    Folders are walked; hidden files are skipped. A file that cannot be read is named with the reason,
    the others are read all the same. Exit status: 0 all good, 5 some documents failed, 2 none could be
    read, 3 the database or the disk cannot be used, 4 the command is wrong.
    """
    if not paths and not only_failed:
        raise UsageError("Missing argument 'PATH...'")
    limits = {"max_bytes": max_bytes, "max_seconds": max_seconds, "max_memory": max_memory}
    if scheduler:
        raise typer.Exit(_run_on_cluster(paths or [], scheduler, shards, shard_size, **limits))
    chosen = {"force": force, "only_failed": only_failed, "since": _moment(since)}
    options = {**chosen, **limits, "jobs": _jobs(jobs), "wait": wait}
    report = _run_here(paths or [], db, out, options, quiet=quiet, log=log)
    _print_report(report, format, quiet=quiet, debug=bool(context.obj))
    raise typer.Exit(report.exit_code)


def watch(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder where documents arrive.")],
    db: Db = DEFAULT_DB,
    out: Out = DEFAULT_OUT,
    jobs: Jobs = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    max_seconds: MaxSeconds = DEFAULT_MAX_SECONDS,
    max_memory: MaxMemory = DEFAULT_MAX_MEMORY,
    settle: Annotated[
        float, typer.Option("--settle", min=0.1, help="Seconds that a file must not change to be whole.")
    ] = 2.0,
) -> None:
    """Read each document that arrives in a folder, until stopped.

    Begins with what is already there. Writes a line of JSON for each event to the standard error. Stops
    at Ctrl-C or SIGTERM, when the documents in hand are done.
    """
    from pipeline.joblog import JobLog
    from pipeline.watch import watch_folder

    options = {"jobs": _jobs(jobs), "max_bytes": max_bytes, "max_seconds": max_seconds, "max_memory": max_memory}
    watch_folder(folder, db, out, JobLog(), settle=settle, **options)


def load(
    shards: Annotated[str, typer.Argument(metavar="URL", help="Where a cluster run put its shards.")],
    db: Db = DEFAULT_DB,
    out: Out = DEFAULT_OUT,
    wait: Wait = 10,
) -> None:
    """Load the shards of a cluster run into the database.

    Their records come out as one JSON file each, as from chidao run.
    """
    from pipeline.load import load_shards

    report = load_shards(shards, db, out, wait=wait, tell=_tell)
    refreshed(db, report)
    tell(f"chidao: {_sums(report)}")
    raise typer.Exit(report.exit_code)


def _run_here(paths: list[Path], db: Path, out: Path, options: dict[str, Any], *, quiet: bool, log: bool) -> Report:
    from pipeline.batch import run as run_batch
    from pipeline.joblog import JobLog
    from pipeline.progress import progress_bar

    hear = JobLog().outcome if log else None
    with terminable():
        with progress_bar(shown=not (quiet or log)) as progress:
            report = run_batch(paths, db, out, progress, hear=hear, tell=_tell, **options)
        refreshed(db, report)
    return report


def refreshed(db: Path, report: Report) -> None:
    """Bring up to date what is known across documents: instruments, bodies, the search index."""
    from pipeline.index import refresh

    if any(outcome.fate == "stored" for outcome in report.outcomes):
        refresh(db)


def _run_on_cluster(paths: list[Path], scheduler: str, shards: str | None, size: int, **limits: Any) -> int:
    from pipeline.cluster import run_on_cluster

    if shards is None:
        raise UsageError("--scheduler needs --shards, the place where the workers write")
    done = run_on_cluster(paths, scheduler, shards, size=size, tell=_tell, **limits)
    tell(f"chidao: {done.files} files in {done.shards} shards ({done.skipped} were there), {done.failed} failed")
    return done.exit_code


def _print_report(report: Report, format: Format, *, quiet: bool, debug: bool) -> None:
    rows = report.rows()
    if format is Format.TABLE and (quiet or len(rows) > LONG):
        rows = [row for row in rows if row["result"] == "failed" or row["note"]]
    if rows or format is not Format.TABLE:
        columns = [name for name in (rows[0] if rows else ()) if name not in ("document_id", "note")]
        emit(rows_text(rows, format, columns))
    for outcome in report.outcomes:
        if outcome.note:
            tell(f"chidao: {outcome.label}: {outcome.note}")
    for error in report.errors:
        tell("")
        tell(error_text(error))
        if debug:
            tell("\n" + "".join(traceback.format_exception(error)).rstrip())
    if len(report.outcomes) > 1:
        tell(f"chidao: {_sums(report)}")


def _sums(report: Report) -> str:
    from collections import Counter

    sums = Counter(outcome.fate.value for outcome in report.outcomes)
    return f"{len(report.outcomes)} files: " + ", ".join(f"{number} {fate}" for fate, number in sorted(sums.items()))


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM stop the run like Ctrl-C: in order, with what was stored until then."""
    import signal

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _jobs(jobs: int | None) -> int:
    from pipeline.pool import default_jobs

    return default_jobs() if jobs is None else jobs


def _moment(since: str | None) -> dt.datetime | None:
    """A day ("2026-11-01"), a moment, or so long ago ("3d", "12h")."""
    if since is None:
        return None
    try:
        if since[-1:] in ("d", "h") and since[:-1].isdigit():
            hours = int(since[:-1]) * (24 if since.endswith("d") else 1)
            return dt.datetime.now() - dt.timedelta(hours=hours)
        return dt.datetime.fromisoformat(since)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"--since {since}: this is no day such as 2026-11-01, and no 3d or 12h") from error


def _tell(text: str) -> None:
    tell(f"chidao: {text}")
