"""Does work on a document stay within its seconds and its memory, and does its result come back?"""

from __future__ import annotations

import os
import signal
import time

import pytest

from pipeline.guard import guarded
from schemas.errors import DamagedFileError, EncryptedFileError, InternalError, TooSlowError


def refuse() -> None:
    raise EncryptedFileError("wants a password", where="a.pdf")


def stumble() -> None:
    raise KeyError("x")


def grow() -> bytes:
    return bytes(20_000_000_000)


def test_guard_gives_the_result():
    assert guarded(lambda: {"a": [1]}, 10) == {"a": [1]}


def test_guard_gives_a_result_larger_than_a_pipe_holds():
    assert len(guarded(lambda: bytes(3_000_000), 10)) == 3_000_000


def test_guard_names_a_result_that_no_pipe_takes():
    with pytest.raises(InternalError, match="cannot be handed back"):
        guarded(lambda: lambda: None, 10)


def test_guard_hands_on_errors():
    with pytest.raises(EncryptedFileError, match="password") as caught:
        guarded(refuse, 10)

    assert caught.value.where == "a.pdf"


@pytest.mark.parametrize(
    ("work", "error", "reason"),
    [
        # a loop without end: the process is ended, not waited for
        (lambda: time.sleep(60), TooSlowError, "not read in 0.3 seconds"),
        # a library that crashes, and one that ends the program
        (lambda: os.kill(os.getpid(), signal.SIGKILL), DamagedFileError, "SIGKILL"),
        (lambda: os._exit(7), DamagedFileError, "exit status 7"),
        # more memory than a document needs
        (grow, TooSlowError, "memory"),
        # a fault of ours
        (stumble, InternalError, "KeyError"),
    ],
    ids=["endless", "crash", "exit", "memory", "fault"],
)
def test_guard_names_what_went_wrong(work, error: type[Exception], reason: str):
    start = time.monotonic()
    with pytest.raises(error, match=reason):
        guarded(work, 0.3 if error is TooSlowError and work is not grow else 10)

    assert time.monotonic() - start < 5
