"""Writes files of bytes so that a reader finds the old one or the new one, never half of it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from schemas.errors import ReadOnlyStoreError


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; one that already says this is left alone.

    Raises:
        ReadOnlyStoreError: the disk does not take it.
    """
    hidden = path.with_name(f".{os.getpid()}.part")
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        hidden.write_bytes(data)
        hidden.replace(path)
    except OSError as error:
        with suppress(OSError):
            hidden.unlink()
        raise ReadOnlyStoreError(f"the file cannot be written ({error.strerror})", where=str(path)) from error
