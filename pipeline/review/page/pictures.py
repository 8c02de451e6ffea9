"""Pictures of a document's pages, from the file that a run read, for as long as it lies there unchanged.

Which file that is says the database alone, by the bytes of the document; nothing of an address is ever a path.
A page is drawn when it is asked for, in a process of its own (``draw``), and kept, as many as fit in some memory.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.archives import read_input
from pipeline.files import InputFile
from schemas.errors import BadInputError
from schemas.sqlite import Database

KEPT_BYTES = 100_000_000
SECONDS = 60
SIZES = 0  # asked for in the place of a page
THERE, GONE, CHANGED, NONE = "there", "gone", "changed", "none"


@dataclass(frozen=True, slots=True)
class Pages:
    """What there is to see of a document: its file's name, the sizes of its pages, or why there are none.

    ``state`` is ``there``, ``gone`` (the file lies no longer where it was read), ``changed`` (another file lies
    there) or ``none`` (the format has no pages, or they cannot be drawn).
    """

    state: str
    name: str = ""
    sizes: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A document's file: whether it is there, what it is called, its media type, hash and bytes."""

    state: str
    name: str
    kind: str
    sha256: str
    data: bytes = b""


class Pictures:
    """Draws the pages of documents and keeps what it drew."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._drawn: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def pages(self, db: Database, document_id: str) -> Pages:
        """What there is to see of a document."""
        file = self._file(db, document_id)
        if file.state != THERE:
            return Pages(file.state, file.name)
        sizes = self._asked(file, SIZES)
        if sizes is None:
            return Pages(NONE, file.name)
        return Pages(THERE, file.name, tuple((width, height) for width, height in json.loads(sizes)))

    def png(self, db: Database, document_id: str, number: int) -> bytes | None:
        """The picture of a page, from 1; None where there is none."""
        file = self._file(db, document_id)
        return self._asked(file, number) if file.state == THERE and number != SIZES else None

    def _asked(self, file: File, number: int) -> bytes | None:
        key = (file.sha256, number)
        if key not in self._drawn:
            made = _draw(file, number)
            if made is None:
                return None
            self._drawn[key] = made
        return _used(self._drawn, key)

    def _file(self, db: Database, document_id: str) -> File:
        sql = """SELECT d.sha256, d.media_type, d.source_name, s.path, s.members FROM documents d
            LEFT JOIN source_files s ON s.sha256 = d.sha256 WHERE d.id = ?"""
        sha256, kind, name, path, members = db.execute(sql, [document_id]).fetchone()
        if kind != "application/pdf" and not kind.startswith("image/"):
            return File(NONE, name, kind, sha256)
        if sha256 not in self._files:
            if path is None:
                return File(GONE, name, kind, sha256)
            try:
                data = read_input(InputFile(Path(path), name, tuple(json.loads(members))))
            except (BadInputError, IndexError):
                return File(GONE, name, kind, sha256)
            if hashlib.sha256(data).hexdigest() != sha256:
                return File(CHANGED, name, kind, sha256)
            self._files[sha256] = data
        return File(THERE, name, kind, sha256, _used(self._files, sha256))


def _draw(file: File, number: int) -> bytes | None:
    command = [sys.executable, "-m", "pipeline.review.page.draw", file.kind, str(number)]
    try:
        done = subprocess.run(command, input=file.data, capture_output=True, check=True, timeout=SECONDS)
    except (subprocess.SubprocessError, OSError):
        return None  # there is nothing to see; what is wrong with the file is no business of a reviewer
    return done.stdout


def _used(kept: OrderedDict[Any, bytes], key: Any) -> bytes:
    """What is kept under a key, which was used last; what was not used for longest goes where it is too much."""
    kept.move_to_end(key)
    while len(kept) > 1 and sum(map(len, kept.values())) > KEPT_BYTES:
        kept.popitem(last=False)
    return kept[key]
