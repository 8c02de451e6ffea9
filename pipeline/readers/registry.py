"""Which reader reads what: the format is known by the bytes, the extension only breaks a tie.

To add a format, write its module and add a line to ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.readers.plain import read_plain
from pipeline.source import Source
from schemas.errors import EmptyFileError


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, what its bytes look like, and the function that reads it."""

    media_type: str
    extensions: tuple[str, ...]
    accepts: Callable[[bytes], bool]
    read: Callable[[bytes, str], Source]


def read(data: bytes, name: str) -> Source:
    """Read a document.

    Raises:
        BadInputError: with a code, a reason and advice.
    """
    if not data:
        raise EmptyFileError("the file is empty (0 bytes)", where=name)
    return read_plain(data, name)
