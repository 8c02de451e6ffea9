"""What became of the files of a run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schemas.errors import DirectiveError
from schemas.record import KINDS

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
    """What became of one file, and how many items its document has: a number for each of ``KINDS``, or none at all.

    A run keeps one for each of its files, so it is kept small.
    """

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


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a run's files, in the order they were read."""

    outcomes: tuple[Outcome, ...]
    run: int = 0

    @property
    def errors(self) -> tuple[DirectiveError, ...]:
        """Why files could not be read, one error a file."""
        return tuple(outcome.error for outcome in self.outcomes if outcome.error)

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
