"""Worker processes that a bad document cannot harm: it loses its own process, and the run goes on.

Workers are forked from a clean server process that has loaded the models, so that a new one costs
little: each is replaced after some hundred documents, which gives back what libraries keep.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures import wait as wait_for
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from pipeline.files import InputFile, part_of
from pipeline.prepared import Prepared
from pipeline.worker import TOO_MUCH_MEMORY, Limits, Refusal, Task, Work, start, work
from schemas.errors import DamagedFileError, DirectiveError, InternalError, TooSlowError

DOCUMENTS_A_WORKER = 400
DEFAULT_MAX_MEMORY = 3_000  # MB, beyond what the models take


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that a worker has, or will have, in hand."""

    task: Task
    future: Future[Prepared | Refusal]

    def wait(self, seconds: float) -> bool:
        """Wait so long for its result; is it there?"""
        return self.future.done() or bool(wait_for((self.future,), seconds).done)


class Workers:
    """A pool of processes that make records. Made by ``workers``."""

    def __init__(self, pool: Any, limits: Limits, notes: Path, work: Work) -> None:
        self._pool = pool
        self._work = work
        self._limits = limits
        self._notes = notes
        self._numbers = count(1)

    def submit(self, file: InputFile, target: Path | None = None) -> Pending:
        """Give a file to the workers; ``target`` is where its record is to be, if anywhere."""
        seconds, number = self._limits.max_seconds, next(self._numbers)
        part = part_of(target, number) if target else None
        task = Task(file, self._limits.max_bytes, self._notes / str(number), seconds, part, target)
        return Pending(task, self._pool.schedule(self._work, args=(task,), timeout=seconds or None))

    def result(self, pending: Pending) -> Prepared | Refusal:
        """Wait for a document; a worker that hung or died gives a refusal, too."""
        try:
            return pending.future.result()
        except FutureTimeoutError:
            error: DirectiveError = TooSlowError(f"the file was not read in {self._limits.max_seconds:g} seconds")
        except ProcessExpired as death:
            error = _death(death.exitcode)
        except MemoryError:
            error = TooSlowError(TOO_MUCH_MEMORY)
        except Exception as fault:
            error = InternalError(f"internal error, {type(fault).__name__}: {fault}")
        error.where = pending.task.file.label
        stage = _last_step(pending.task.notes)
        return Refusal(error, stage, f"{error.message}; the step in hand was: {stage or 'none yet'}")


@contextmanager
def workers(jobs: int, limits: Limits, work: Work = work) -> Iterator[Workers]:
    """Start ``jobs`` processes; stop them, whatever they do, when the block ends."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.preload"])
    with tempfile.TemporaryDirectory(prefix="chidao-") as notes:
        pool = ProcessPool(
            max_workers=jobs, max_tasks=DOCUMENTS_A_WORKER, initializer=start, initargs=(limits,),
            context=context,
        )  # fmt: skip
        try:
            yield Workers(pool, limits, Path(notes), work)
            pool.close()  # type: ignore[no-untyped-call]
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def default_jobs() -> int:
    """As many workers as there are processors for us."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _death(code: int | None) -> DirectiveError:
    name = signal.Signals(-code).name if code is not None and code < 0 else f"exit status {code}"
    return DamagedFileError(f"the file made a library crash ({name})")


def _last_step(notes: Path | None) -> str:
    if notes is None:
        return ""
    try:
        return notes.read_text().rstrip()
    except OSError:
        return ""
    finally:
        with suppress(OSError):
            notes.unlink()
