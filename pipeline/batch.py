"""The batch run: every file of some folders into the database and into one JSON file each.

One bad file harms no other: it is named with a code, a reason and advice, and what an earlier run
made of it stays. A file whose bytes, program and lexicon are those of its stored record is not read
again. Only the database or the disk can stop a run; what was stored until then is kept, and the next
run goes on from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import extract
from pipeline.archives import expand
from pipeline.files import DEFAULT_MAX_BYTES, InputFile, clear_debris, find_files, record_names, write_whole
from pipeline.guard import DEFAULT_MAX_SECONDS
from pipeline.locking import only_run
from pipeline.outcome import Fate, Outcome, Report
from pipeline.pool import DEFAULT_MAX_MEMORY
from pipeline.quarantine import Quarantine
from pipeline.runner import Heard, Progress, Runner
from pipeline.store import Store
from pipeline.worker import Work, work
from schemas.errors import DirectiveError, InternalError, UnreadableFileError

if TYPE_CHECKING:
    from schemas.record import DirectiveRecord

__all__ = ["Fate", "Options", "Outcome", "Report", "document_boundary", "read_record", "run"]

GROUP = 64  # writes a transaction; a document makes two


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about it.

    ``jobs`` is the number of worker processes that stay; with 0 each document gets a process of its own,
    one after the other. ``max_memory`` is in MB. ``since`` leaves out files that were changed before,
    ``only`` all but those paths. ``wait`` is how many seconds to wait for another run on the same database,
    ``work`` what is done with a file.
    """

    force: bool = False
    max_bytes: int = DEFAULT_MAX_BYTES
    jobs: int = 0
    max_seconds: float = DEFAULT_MAX_SECONDS
    max_memory: int = DEFAULT_MAX_MEMORY
    since: dt.datetime | None = None
    only_failed: bool = False
    only: frozenset[Path] | None = None
    wait: float = 10.0
    work: Work = work


def run(
    paths: Iterable[Path], db: Path, out: Path, progress: Progress | None = None,
    *, hear: Heard | None = None, tell: Callable[[str], None] | None = None,
    stop: Callable[[], bool] | None = None, **options: Any,
) -> Report:  # fmt: skip
    """Extract every file of ``paths``; store it in ``db`` and write ``out/records/NAME.json``.

    Args:
        paths: files, and folders that are walked. With ``only_failed`` none means all in quarantine.
        db: the database, made where there is none.
        out: folder of the folders ``records``, ``quarantine`` and ``reports``.
        progress: told before each file.
        hear: given each outcome as it comes.
        tell: told what a person should know, such as that another run is waited for.
        stop: asked before each file; the run ends in order once it says yes.
        options: how to go about it, the fields of ``Options``.

    Raises:
        UnreadableFileError: there is no file at all.
        StoreError: the database or the disk cannot be used.
    """
    quarantine = Quarantine(out / "quarantine")
    wanted = Options(**options)
    chosen = _chosen(list(paths), quarantine, wanted)
    with ExitStack() as stack:
        stack.enter_context(only_run(db, wanted.wait, tell))
        for folder in ("records", "quarantine"):
            clear_debris(out / folder)
        store = stack.enter_context(Store.open(db, group=GROUP))
        number = stack.enter_context(store.run(len(chosen), wanted.jobs))
        runner = Runner(store, out, quarantine, wanted, progress, hear, stop)
        outcomes = stack.enter_context(runner.working()).run(chosen)
        store.report(runner.totals)
        report = Report(outcomes, number)
    _write_page(db, out, number)
    return report


def read_record(data: bytes, name: str) -> DirectiveRecord:
    """Make a record; a fault of ours becomes an error of the document, named with its code.

    Raises:
        DirectiveError: always with code, reason and advice.
    """
    with document_boundary(name):
        return extract(data, name)


@contextmanager
def document_boundary(name: str) -> Iterator[None]:
    """Let nothing but a ``DirectiveError`` out."""
    try:
        yield
    except DirectiveError as error:
        error.where = error.where or name
        raise
    except Exception as error:
        raise InternalError(f"internal error, {type(error).__name__}: {error}", where=name) from error


def _chosen(paths: list[Path], quarantine: Quarantine, options: Options) -> list[tuple[InputFile, str]]:
    """The files to read, each with the name of its record.

    Names are given over all files that there are, so that a choice among them changes no name.
    """
    found = (one for file in find_files(paths) for one in expand(file, options.max_bytes))
    files = list(found) if paths else quarantine.files()
    if not files and not options.only_failed:
        raise UnreadableFileError("there is no file to read in what was given")
    named = list(zip(files, record_names(files), strict=True))
    if options.only_failed:
        failed = {(file.path.absolute(), file.members) for file in quarantine.files()}
        named = [(file, name) for file, name in named if (file.path.absolute(), file.members) in failed]
    if options.only is not None:
        named = [(file, name) for file, name in named if file.path in options.only]
    if options.since:
        since = options.since.timestamp()
        named = [(file, name) for file, name in named if _changed(file) >= since]
    return named


def _changed(file: InputFile) -> float:
    """When the file was changed; one that cannot be asked is read, and then named."""
    try:
        return file.path.stat().st_mtime
    except OSError:
        return float("inf")


def _write_page(db: Path, out: Path, number: int) -> None:
    from pipeline.database import read_database
    from pipeline.run_report import render_run

    with read_database(db) as database:
        write_whole(out / "reports" / f"run-{number}.html", render_run(database, number))
