"""One run at a time writes to a database: the second waits, and says so, or gives up.

The lock is the system's lock on a file beside the database, so that it goes with the process that
holds it, however that ends. Reading is never locked out.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import BusyStoreError, ReadOnlyStoreError

POLL_SECONDS = 0.2


@contextmanager
def only_run(db: Path, wait: float, tell: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock of the runs on ``db`` while the block runs; wait up to ``wait`` seconds for another run.

    Raises:
        BusyStoreError: the other run did not end.
        ReadOnlyStoreError: the folder of the database may not be written.
    """
    path = db.with_name(f"{db.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise ReadOnlyStoreError(f"the folder cannot be written ({error.strerror})", where=str(db)) from error
    try:
        _wait_for(file, db, wait, tell)
        os.ftruncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(file)  # gives the lock back


def _wait_for(file: int, db: Path, wait: float, tell: Callable[[str], None] | None) -> None:
    until = time.monotonic() + wait
    told = False
    while not _taken(file):
        holder = os.pread(file, 20, 0).decode() or "unknown"
        if time.monotonic() >= until:
            raise BusyStoreError(f"another run (process {holder}) writes to the database", where=str(db))
        if tell and not told:
            tell(f"another run (process {holder}) writes to {db}; waiting for it")
            told = True
        time.sleep(POLL_SECONDS)


def _taken(file: int) -> bool:
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        raise
    return True
