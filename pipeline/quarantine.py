"""Quarantine: what is known of each file that could not be read, one JSON file each, until it can.

The document itself stays where it is. ``chidao run --only-failed`` reads the list and tries those
files again; a file that is read at last leaves the quarantine.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.files import InputFile, write_whole
from pipeline.store import Failure


class Quarantine:
    """The folder ``OUT/quarantine``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._here = {path.name for path in folder.glob("*.json")} if folder.is_dir() else set()

    def add(self, file: InputFile, failure: Failure) -> None:
        """Note why a file could not be read."""
        path = self._path(file)
        error = failure.error
        told = {
            "file": file.label, "path": str(_absolute(file.path)), "code": error.code, "step": failure.stage,
            "reason": error.message, "advice": error.advice, "log": failure.log,
            "members": list(file.members), "inner": file.inner,
        }  # fmt: skip
        readable = str(told["path"]).isprintable()  # a name that is no text must be escaped, or it cannot be written
        write_whole(path, json.dumps(told, ensure_ascii=not readable, indent=1) + "\n")
        self._here.add(path.name)

    def remove(self, file: InputFile) -> None:
        """Note that a file can be read now."""
        if self._here:
            path = self._path(file)
            if path.name in self._here:
                self._here.discard(path.name)
                path.unlink(missing_ok=True)

    def files(self) -> list[InputFile]:
        """The files in quarantine, in the order of their paths; what is no note of ours is passed over."""
        found = []
        for path in sorted(self._folder.glob("*.json")):
            with suppress(OSError, ValueError, KeyError, TypeError):
                note: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
                found.append(
                    InputFile(
                        Path(note["path"]), str(note["file"]), tuple(map(int, note["members"])), str(note["inner"])
                    )
                )
        return sorted(found, key=lambda file: (str(file.path), file.members))

    def _path(self, file: InputFile) -> Path:
        """Name and path decide: the same file has the same note in every run."""
        place = f"{_absolute(file.path)}\0{file.members}"
        digest = hashlib.sha256(place.encode(errors="surrogateescape")).hexdigest()[:8]
        return self._folder / f"{Path(file.name).stem[:80]}~{digest}.json"


def _absolute(path: Path) -> Path:
    try:
        return path.absolute()
    except OSError:
        return path
