"""The batch run: every file of some folders into the database and into one JSON file each.

One bad file harms no other: it is named with a code, a reason and advice, and what an earlier run
made of it stays. A file whose bytes, program and lexicon are those of its stored record is not read
again. Only the database or the disk can stop a run; what was stored until then is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any

from pipeline import extract
from pipeline.files import DEFAULT_MAX_BYTES, InputFile, find_files, read_bytes, record_names, write_whole
from pipeline.fingerprint import fingerprint
from pipeline.store import Store, Stored
from schemas.errors import DirectiveError, InternalError, StoreError, UnreadableFileError
from schemas.record import KINDS, DirectiveRecord

#: Called before each file and once at the end with: files done, files in all, label of the next file.
Progress = Callable[[int, int, str], None]

EXIT_NOTHING_READ = 2
EXIT_SOME_FAILED = 5


class Fate(StrEnum):
    """What became of a file."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    COPY = "copy"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, and how many items of each kind its document has."""

    label: str
    fate: Fate
    document_id: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    note: str = ""
    error: DirectiveError | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a run's files, in the order they were read."""

    outcomes: tuple[Outcome, ...]

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


@dataclass(frozen=True, slots=True)
class Job:
    """What one run needs to know for each file."""

    store: Store
    records: Path
    max_bytes: int
    force: bool


def run(
    paths: Iterable[Path], db: Path, out: Path, progress: Progress | None = None,
    *, force: bool = False, max_bytes: int = DEFAULT_MAX_BYTES,
) -> Report:  # fmt: skip
    """Extract every file of ``paths``; store it in ``db`` and write ``out/records/NAME.json``.

    Args:
        paths: files, and folders that are walked.
        db: the database, made where there is none.
        out: folder of the folder ``records``.
        progress: told before each file.
        force: read again what has not changed.
        max_bytes: size of the largest file that can be a document.

    Raises:
        UnreadableFileError: there is no file at all.
        StoreError: the database or the disk cannot be used.
    """
    files = find_files(paths)
    if not files:
        raise UnreadableFileError("there is no file to read in what was given")
    outcomes: list[Outcome] = []
    with Store.open(db) as store, store.run(len(files)):
        job = Job(store, out / "records", max_bytes, force)
        for file, name in zip(files, record_names(files), strict=True):
            if progress:
                progress(len(outcomes), len(files), file.label)
            outcomes.append(_attempt(file, name, job))
        if progress:
            progress(len(files), len(files), "")
    return Report(tuple(outcomes))


def read_record(data: bytes, name: str) -> DirectiveRecord:
    """Make a record; a fault of ours becomes an error of the document, named with its code.

    Raises:
        DirectiveError: always with code, reason and advice.
    """
    with document_boundary(name):
        return extract(data, name)


@contextmanager
def document_boundary(name: str) -> Iterator[None]:
    """Let nothing but a ``DirectiveError`` out: the only place where every exception is caught."""
    try:
        yield
    except DirectiveError as error:
        error.where = error.where or name
        raise
    except Exception as error:
        raise InternalError(f"internal error, {type(error).__name__}: {error}", where=name) from error


def count_items(record: DirectiveRecord) -> dict[str, int]:
    """Number of items of each kind."""
    return {kind: len(getattr(record, kind)) for kind in KINDS}


def _attempt(file: InputFile, name: str, job: Job) -> Outcome:
    try:
        with document_boundary(file.label):
            return _process(file, job.records / f"{name}.json", job)
    except StoreError:
        raise
    except DirectiveError as error:
        error.where = file.label  # a folder may hold the same name twice
        job.store.fail(file.label, error)
        return Outcome(file.label, Fate.FAILED, error=error)


def _process(file: InputFile, target: Path, job: Job) -> Outcome:
    data = read_bytes(file.path, job.max_bytes)
    stored = job.store.find(hashlib.sha256(data).hexdigest())
    if stored and _same_format(stored, file):
        if job.store.was_met(stored.id):
            return _copy(file, stored, target)
        if stored.fingerprint == fingerprint() and not job.force:
            job.store.keep(stored.id)
            write_whole(target, _record_of(stored, file.name))
            return Outcome(file.label, Fate.UNCHANGED, stored.id, stored.counts)
    record = extract(data, file.name)
    store_id = job.store.save(record, fingerprint())
    write_whole(target, record.to_json())
    note = "" if store_id == record.document.id else f"another document has this id; stored as {store_id}"
    return Outcome(file.label, Fate.STORED, store_id, count_items(record), note)


def _copy(file: InputFile, stored: Stored, target: Path) -> Outcome:
    write_whole(target, _record_of(stored, file.name))
    return Outcome(file.label, Fate.COPY, stored.id, stored.counts, f"same content as {stored.source_name}")


def _same_format(stored: Stored, file: InputFile) -> bool:
    """Would the bytes be read the same way? The extension can decide that."""
    return PurePath(stored.source_name).suffix.casefold() == file.path.suffix.casefold()


def _record_of(stored: Stored, name: str) -> str:
    """The stored record as the record of a file called ``name``: nothing else of it depends on the name."""
    if stored.source_name == name:
        return stored.record
    made = DirectiveRecord.model_validate_json(stored.record)
    source = made.document.source.model_copy(update={"name": name})
    document = made.document.model_copy(update={"source": source})
    return made.model_copy(update={"document": document}).to_json()
