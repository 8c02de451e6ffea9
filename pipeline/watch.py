"""Watch a folder: each document that arrives is read once it is whole.

A file is whole when its size and time have not changed for a while; names that programs use while they
write ("kh.docx.part", "~$kh.docx", ".kh.docx.swp") are left alone until the file has its own. What is
there at the start is read first, so that nothing is lost between two watches; what is unchanged costs a
hash. A database that cannot be written is waited for.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from watchfiles import Change, watch

from pipeline.batch import run
from pipeline.files import InputFile, find_files, is_temporary, printable, record_names
from pipeline.joblog import JobLog
from pipeline.outcome import Report
from schemas.errors import StoreError, UnreadableFileError

TICK_MS = 200
RETRY_SECONDS = 5.0
READING = 9  # of the time that documents keep coming, so many parts at least go to reading them for one to the index
Stamp = tuple[int, int]


@dataclass(slots=True)
class Arrivals:
    """Files that were seen and are not read yet, each with its size and time and since when they stand."""

    settle: float
    _seen: dict[Path, tuple[Stamp, float]] = field(default_factory=dict)

    def note(self, path: Path, now: float) -> None:
        """Note that a file came or changed."""
        if not is_temporary(path.name) and not path.is_dir():
            self._seen[path] = (_stamp(path), now)

    def forget(self, path: Path) -> None:
        """Note that a file went away, or was read."""
        self._seen.pop(path, None)

    def ready(self, now: float) -> list[Path]:
        """The files that are whole."""
        whole = []
        for path, (stamp, since) in list(self._seen.items()):
            current = _stamp(path)
            if current != stamp:
                self._seen[path] = (current, now)
            elif now - since >= self.settle:
                whole.append(path)
        return sorted(whole)


class Watcher:
    """One watch over a folder."""

    def __init__(self, folder: Path, db: Path, out: Path, log: JobLog, settle: float, options: dict[str, Any]) -> None:
        self._folder, self._db, self._out, self._log, self._options = folder, db, out, log, options
        self._arrivals = Arrivals(settle)
        self._names: dict[Path, str] = {}
        self._stale = False  # what is known across documents is older than the documents
        self._not_before = 0.0
        self._refresh_at = 0.0  # not before: what is known across documents takes the longer, the more there are
        self.stop = Event()

    def run(self) -> None:
        """Read what is there, then what comes, until ``stop`` is set."""
        self._log.write("started", folder=str(self._folder), process=os.getpid())
        # The watch begins before the folder is listed: what comes in between is seen twice, and read once.
        changes = watch(
            self._folder, watch_filter=None, stop_event=self.stop, rust_timeout=TICK_MS, yield_on_timeout=True,
            debounce=TICK_MS, step=50, raise_interrupt=False,
        )  # fmt: skip
        listed = False
        for change in changes:
            now = time.monotonic()
            if not listed:
                listed = True
                for file in find_files([self._folder]):
                    self._arrivals.note(file.path, now)
            for kind, name in change:
                if kind is Change.deleted:
                    self._arrivals.forget(Path(name))
                else:
                    self._arrivals.note(Path(name), now)
            self._step(now)
        self._refresh()
        self._log.write("stopped")

    def _step(self, now: float) -> None:
        if now < self._not_before:
            return
        ready = self._arrivals.ready(now)
        try:
            if ready:
                self._read(ready)
            elif self._stale and now >= self._refresh_at:
                self._refresh()
        except StoreError as error:
            self._not_before = now + RETRY_SECONDS
            self._log.write("waiting", code=error.code, reason=error.message, advice=error.advice)

    def _read(self, ready: list[Path]) -> None:
        for path in ready:
            if not path.exists():
                self._arrivals.forget(path)
        wanted = {path for path in ready if path.exists()} | self._renamed()
        if not wanted:
            return
        before = {path: _stamp(path) for path in wanted}
        try:
            report = run(
                [self._folder], self._db, self._out, hear=self._log.outcome, stop=self.stop.is_set,
                only=frozenset(wanted), **self._options,
            )  # fmt: skip
        except UnreadableFileError:
            return  # they went away again
        self._told(report)
        if not self.stop.is_set():
            for path, stamp in before.items():
                if _stamp(path) == stamp:  # else it changed while it was read, and is read again
                    self._arrivals.forget(path)

    def _renamed(self) -> set[Path]:
        """Files whose record must get another name, because one of the same name came before them in the order."""
        files: list[InputFile] = find_files([self._folder])
        names = dict(zip((file.path for file in files), record_names(files), strict=True))
        moved = {path for path, name in names.items() if self._names.get(path, name) != name}
        self._names = names
        return moved

    def _told(self, report: Report) -> None:
        self._stale = self._stale or any(outcome.fate == "stored" for outcome in report.outcomes)
        self._log.write("read", run=report.run, files=len(report.outcomes), failed=len(report.errors))

    def _refresh(self) -> None:
        if self._stale:
            from pipeline.index import refresh

            begun = time.monotonic()
            refresh(self._db)
            self._stale = False
            ended = time.monotonic()
            self._refresh_at = ended + (ended - begun) * READING


def watch_folder(folder: Path, db: Path, out: Path, log: JobLog, *, settle: float = 2.0, **options: Any) -> None:
    """Read the documents of a folder as they arrive, until SIGTERM or Ctrl-C.

    Raises:
        UnreadableFileError: there is no such folder.
    """
    if not folder.is_dir():
        raise UnreadableFileError("there is no such folder", where=printable(str(folder)))
    watcher = Watcher(folder.resolve(), db, out, log, settle, options)
    with _stopping(watcher.stop):
        watcher.run()


@contextmanager
def _stopping(stop: Event) -> Iterator[None]:
    """Let SIGTERM and Ctrl-C set ``stop`` instead of breaking off."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda *_: stop.set()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return (-1, -1)
    return (found.st_size, found.st_mtime_ns)
