"""What became of the files of a run."""

from __future__ import annotations

import marshal
import tempfile
import weakref
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, overload

from pipeline.files import unwritable
from schemas.errors import DirectiveError
from schemas.item_tables import KINDS

EXIT_NOTHING_READ = 2
EXIT_SOME_FAILED = 5


def numbers(counts: dict[str, int]) -> tuple[int, ...]:
    """Numbers of items as an outcome keeps them."""
    return tuple(counts[kind] for kind in KINDS)


class Fate(StrEnum):
    """What became of a file."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    COPY = "copy"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, and how many items its document has: a number for each of ``KINDS``, or none at all."""

    label: str
    fate: Fate
    document_id: str = ""
    items: tuple[int, ...] = ()
    note: str = ""
    error: DirectiveError | None = None
    stage: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """Number of items of each kind."""
        return dict(zip(KINDS, self.items, strict=False))

    def event(self) -> dict[str, Any]:
        """The outcome as one line of a log."""
        told: dict[str, Any] = {"event": self.fate.value, "file": self.label}
        if self.document_id:
            told["document"] = self.document_id
        if self.error:
            told |= {"code": self.error.code, "step": self.stage, "reason": self.error.message}
        if self.note:
            told["note"] = self.note
        return told


class Outcomes(Sequence[Outcome]):
    """What became of the files so far, in their order: on the disk, for a run may have very many of them.

    Only those of failures stay in memory, with all that their errors know.
    """

    def __init__(self) -> None:
        self.failed: dict[int, Outcome] = {}
        self._starts = array("Q")  # where each begins in the file; a failure's is where the next one would
        self._end = 0
        self._moved = False  # away from the end, to read
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is open as long as this is
        weakref.finalize(self, self._file.close)

    def append(self, outcome: Outcome) -> None:
        """Add the next one.

        Raises:
            StoreError: the disk does not take it.
        """
        written = b""
        if outcome.error:
            self.failed[len(self)] = outcome
        else:
            kept = (outcome.label, outcome.fate.value, outcome.document_id, outcome.items, outcome.note)
            written = marshal.dumps(kept)
        try:
            if self._moved:
                self._file.seek(self._end)
                self._moved = False
            self._file.write(written)
        except OSError as error:
            self._moved = True
            raise unwritable(error, tempfile.gettempdir()) from error
        self._starts.append(self._end)
        self._end += len(written)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Outcome: ...
    @overload
    def __getitem__(self, index: slice) -> list[Outcome]: ...
    def __getitem__(self, index: int | slice) -> Outcome | list[Outcome]:
        if isinstance(index, slice):
            return [self[one] for one in range(len(self))[index]]
        at = range(len(self))[index]
        if at in self.failed:
            return self.failed[at]
        self._moved = True
        self._file.seek(self._starts[at])
        label, fate, document_id, items, note = marshal.load(self._file)
        return Outcome(label, Fate(fate), document_id, items, note)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a run's files, in the order they were read."""

    outcomes: Outcomes
    run: int = 0

    @property
    def errors(self) -> tuple[DirectiveError, ...]:
        """Why files could not be read, one error a file."""
        return tuple(outcome.error for outcome in self.outcomes.failed.values() if outcome.error)

    def rows(self) -> list[dict[str, Any]]:
        """One row a file: what became of it, and its items of each kind (blank for a file that failed)."""
        return [
            {
                "file": outcome.label,
                "result": outcome.fate.value,
                "document_id": outcome.document_id,
                **{kind: outcome.counts.get(kind, "") for kind in KINDS},
                "note": f"[{outcome.error.code}]" if outcome.error else outcome.note,
            }
            for outcome in self.outcomes
        ]

    @property
    def exit_code(self) -> int:
        """0 all good, 5 some documents failed, 2 all did."""
        if not self.errors:
            return 0
        return EXIT_SOME_FAILED if len(self.errors) < len(self.outcomes) else EXIT_NOTHING_READ
