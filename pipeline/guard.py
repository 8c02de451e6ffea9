"""Runs work on one document in a process of its own, so that no file can stop or crash a run.

The process gets so many seconds and so much memory; when it takes more, or a library in it crashes,
the document is named with the reason and everything else goes on. Where the system cannot fork
(Windows), the work is done here, without these limits.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from pipeline.readers.limits import set_limit
from schemas.errors import DamagedFileError, DirectiveError, InternalError, TooSlowError

DEFAULT_MAX_SECONDS = 300
MEMORY = 3_000_000_000  # bytes of addresses, beyond those of this process
PAGE = 4096

Made = TypeVar("Made")


def guarded(work: Callable[[], Made], seconds: float) -> Made:
    """Do ``work`` in a process of its own and give its result.

    Raises:
        DirectiveError: what the work raised; a fault of ours comes as an ``InternalError``.
        DamagedFileError: a library crashed.
        TooSlowError: it took too long, or too much memory.
    """
    if not hasattr(os, "fork"):
        return work()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(work, theirs, seconds), daemon=True)
    child.start()
    theirs.close()
    try:
        made = _receive(ours, child, seconds)
    finally:
        ours.close()
        if child.is_alive():
            child.kill()
        child.join()
    if isinstance(made, DirectiveError):
        raise made
    return made


def _receive(ours: Connection, child: multiprocessing.process.BaseProcess, seconds: float) -> Made | DirectiveError:
    if not ours.poll(seconds):
        raise TooSlowError(f"the file was not read in {seconds:g} seconds")
    try:
        made: Made | DirectiveError = ours.recv()
    except EOFError:
        child.join()
        code = child.exitcode or 0
        name = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        raise DamagedFileError(f"the file made a library crash ({name})") from None
    return made


def _work(work: Callable[[], Made], theirs: Connection, seconds: float) -> None:
    """The process: do the work, send its result or its error."""
    _limit_memory()
    set_limit(seconds)
    try:
        made: object = work()
    except DirectiveError as error:
        made = error
    except MemoryError:
        made = TooSlowError("reading the file takes more memory than a document needs")
    except Exception as error:  # it would print a traceback here, and tell the caller nothing
        made = InternalError(f"internal error, {type(error).__name__}: {error}")
    try:
        try:
            theirs.send(made)
        except Exception as error:  # it cannot be pickled: without a word the caller would take it for a crash
            theirs.send(InternalError(f"the result cannot be handed back, {type(error).__name__}: {error}"))
        theirs.close()
    finally:
        sys.stdout.flush()
        os._exit(0)  # nothing of the caller's is to be closed twice: its database, its screen


def _limit_memory() -> None:
    import resource

    with suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * PAGE
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = used + MEMORY
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
