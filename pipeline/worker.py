"""What a worker process does: read one file, make its record, hand back plain rows.

A worker is a clean process (it holds no database) with the models loaded once. It says in a small file
which step of which document is in hand, so that the run knows it when the worker hangs or dies. What a
document raises comes back as a value; only a death comes back as nothing.
"""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipeline.archives import read_input
from pipeline.files import InputFile, write_part
from pipeline.prepared import Prepared, prepare
from pipeline.readers.limits import set_limit
from pipeline.trace import Trace, tracing
from schemas.errors import DirectiveError, InternalError, TooSlowError

MEGABYTE = 1 << 20
NOTE = 64  # bytes
GARBAGE = 20_000  # objects before the collector looks: a document makes many, and few in circles
TOO_MUCH_MEMORY = "reading the file takes more memory than a document needs"
SAMPLE = "Số: 1/KH-UBND\nKẾ HOẠCH\nCông tác năm 2024\nI. NHIỆM VỤ\n1. Sở Nội vụ báo cáo ngày 20/5/2024.\n"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: bytes of file, seconds, MB of memory (0: no limit)."""

    max_bytes: int
    max_seconds: float
    max_memory: int


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read.

    ``notes`` is where the worker writes the step in hand, ``part`` where it writes the record that becomes ``target``.
    """

    file: InputFile
    max_bytes: int
    notes: Path | None = None
    max_seconds: float = 0.0
    part: Path | None = None
    target: Path | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document has no record: the error, the step in hand, what the program said."""

    error: DirectiveError
    stage: str = ""
    log: str = ""


#: What a worker does with a file.
Work = Callable[[Task], Prepared | Refusal]


def start(limits: Limits) -> None:
    """Prepare a worker: load the models, set the limits, leave Ctrl-C to the run."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    warm()
    gc.set_threshold(GARBAGE)
    if limits.max_memory:
        _limit(limits.max_memory * MEGABYTE)


@cache
def warm() -> None:
    """Load what every document needs: spaCy, the lexicon, the words of underthesea."""
    from extractors.words import tag
    from pipeline import extract

    with suppress(Exception):  # a fault of ours is named with the documents that bring it out
        extract(SAMPLE.encode(), "mẫu.txt")
    tag("tổ chức tập huấn")
    gc.collect()
    gc.freeze()  # what is loaded stays: the collector need not look at it, and forked workers share its memory


def work(task: Task) -> Prepared | Refusal:
    """Make the record of one file."""
    notes = _Notes(task.notes) if task.notes else None
    trace = Trace(notes)
    if task.max_seconds:
        set_limit(task.max_seconds)
    try:
        with tracing(trace):
            made = _written(make(task.file, task.max_bytes, trace), task)
    except DirectiveError as error:
        return _refused(error, trace, task)
    except MemoryError as error:
        short = TooSlowError(TOO_MUCH_MEMORY)
        short.__cause__ = error
        return _refused(short, trace, task)
    except Exception as error:
        fault = InternalError(f"internal error, {type(error).__name__}: {error}")
        fault.__cause__ = error
        return _refused(fault, trace, task)
    finally:
        if notes:
            notes.remove()
    return made


def make(file: InputFile, max_bytes: int, trace: Trace) -> Prepared:
    """Read a file and make its record ready for the database."""
    from pipeline import extract

    record = extract(read_input(file, max_bytes), file.name)
    return prepare(record, trace.seconds)


def _written(made: Prepared, task: Task) -> Prepared:
    """Write the record; one that the disk does not take is left to the run, which knows what to say of that."""
    if task.target:
        with suppress(OSError):
            return replace(made, part=write_part(task.target, made.json, task.part))
    return made


def _refused(error: DirectiveError, trace: Trace, task: Task) -> Refusal:
    error.where = task.file.label  # a folder may hold the same name twice
    log = "".join(traceback.format_exception(error))
    # Some libraries make pickle carry the causes, and a cause may hold what no pipe takes (lxml's log of errors).
    error.__cause__ = error.__context__ = None
    return Refusal(error.with_traceback(None), trace.step, log)


class _Notes:
    """Writes the step in hand to a file, which stays open: opening one for each step costs more than some steps.

    A note that cannot be written is not worth a document.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1
        with suppress(OSError):
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)

    def __call__(self, step: str) -> None:
        with suppress(OSError):
            os.pwrite(self._file, step.encode()[:NOTE].ljust(NOTE), 0)

    def remove(self) -> None:
        """Take the note away: the document is done."""
        with suppress(OSError):
            os.close(self._file)
            self._path.unlink()


def _limit(more: int) -> None:
    """Let the process take ``more`` bytes of address space than it has now; where the system can do that."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        return
    limit = pages * os.sysconf("SC_PAGE_SIZE") + more
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
