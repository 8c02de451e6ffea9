"""The store: documents and their items in SQLite, one transaction a document.

What is one document? The same bytes are, whatever the file is called. Otherwise a file replaces the
document with the same record id (issuer, number and date) only if it has the same name and that
document was not met in this run: then it is the file that somebody edited. Two different files that
claim one id are both kept, the second as ``ID~2``, and the run says so. Nothing else is touched.

A run may group writes into larger transactions (``group``): each document is still stored whole or not
at all, and ``flush`` ends a group.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from pipeline.database import open_database, translated
from pipeline.files import InputFile
from pipeline.near_duplicates import note_near_duplicates
from pipeline.prepared import IN_BYTES, Prepared, prepare
from pipeline.run_report import RunTotals, write_totals
from pipeline.store_group import Group, Met
from pipeline.version import VERSION
from schemas.errors import DirectiveError
from schemas.item_tables import ITEM_TABLES
from schemas.sqlite import Database

if TYPE_CHECKING:
    from schemas.record import DirectiveRecord

# A run writes some 200 kB a document. With SQLite's own 2 MB of pages it would write the same pages of its
# indexes again and again: to its log, and from there to the database.
CACHE_KB = 24 << 10
PAGES_OF_LOG = 4_000  # 32 MB

_COUNTS = ", ".join(f"(SELECT count(*) FROM {table} WHERE document_id = d.id)" for table in ITEM_TABLES.values())
_KNOWN = f"""
SELECT d.id, source_name, fingerprint, CAST(record AS BLOB), path, members, {_COUNTS}
FROM documents d LEFT JOIN source_files s ON s.sha256 = d.sha256 WHERE d.sha256 = ?
"""


class Known(NamedTuple):
    """What the store knows of a document: what decides whether its file must be read again, and what is kept if not.

    ``record`` is its JSON in UTF-8, ``place`` where its file was last, as ``locate`` keeps it, ``items`` the number
    of items of each of ``KINDS``.
    """

    id: str
    source_name: str
    fingerprint: str
    record: bytes
    place: tuple[str | None, str | None]
    items: tuple[int, ...]

    def has_format_of(self, file: InputFile) -> bool:
        """Would the bytes of the file be read the same way? The extension can decide that."""
        one, other = self.source_name, file.name
        return one == other or PurePath(one).suffix.casefold() == PurePath(other).suffix.casefold()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be read, with where it was, the step in hand and what the program said."""

    source_name: str
    error: DirectiveError
    path: str | None = None
    stage: str | None = None
    log: str | None = None


class Store:
    """An open database during one run."""

    def __init__(self, db: Database, path: Path, group: int = 1) -> None:
        self._db = db
        self._path = path
        self._group = Group(db.conn, path, group)
        self._run: int | None = None
        self.changes = 0  # documents that were stored
        self._met = Met()  # ids that this run stored or found unchanged
        self._tallies: Counter[str] = Counter()  # what wrote nothing, and is counted when the run ends

    @classmethod
    @contextmanager
    def open(cls, path: Path, *, group: int = 1) -> Iterator[Store]:
        """Open the store at ``path``, made and migrated as needed; up to ``group`` writes a transaction.

        Raises:
            StoreError: the database cannot be used.
        """
        with open_database(path) as db:
            db.conn.execute(f"PRAGMA cache_size = -{CACHE_KB}")
            db.conn.execute(f"PRAGMA wal_autocheckpoint = {PAGES_OF_LOG}")
            db.conn.execute("PRAGMA ignore_check_constraints = ON")  # the record's model has checked all that, and more
            store = cls(db, path, group)
            with closing(store._met):
                yield store

    @contextmanager
    def run(self, files: int, jobs: int = 0) -> Iterator[int]:
        """Record a run over ``files`` files: when it began and ended and what became of them. Gives its number."""
        started = time.monotonic()
        with translated(self._path):
            with self._group.writing():
                row = {"started_at": _now(), "program": VERSION, "files": files, "jobs": jobs}
                self._run = int(self._db.table("runs").insert(row).last_pk or 0)
            self.flush()
            self._met.clear()
            try:
                yield self._run
            finally:
                self.flush()  # also when it is broken off: what was stored is kept
                self._write_tallies()
            took = round(time.monotonic() - started, 3)
            self._db.execute("UPDATE runs SET finished_at = ?, seconds = ? WHERE id = ?", [_now(), took, self._run])

    def flush(self) -> None:
        """End the open group: what was stored is on the disk."""
        self._group.flush()

    @property
    def settled(self) -> bool:
        """Is everything that was stored on the disk?"""
        return self._group.settled

    @property
    def seconds_left(self) -> float:
        """For how long the open group may wait for more; 0 where none is open."""
        return self._group.seconds_left

    def known(self, sha256: str) -> Known | None:
        """What the store knows of a document with these bytes."""
        with translated(self._path):
            row = self._db.conn.execute(_KNOWN, (sha256,)).fetchone()
            return Known(row[0], row[1], row[2], row[3], place=row[4:6], items=row[6:]) if row else None

    def was_met(self, document_id: str) -> bool:
        """Did this run already store the document, or find it unchanged?"""
        return document_id in self._met

    def keep(self, document_id: str) -> bool:
        """Note that a file of this run is the stored document, unchanged; unless the run has met it before."""
        new = self._met.add(document_id)
        self._tallies["unchanged" if new else "copies"] += 1
        return new

    def locate(self, sha256: str, file: InputFile, known: Known | None = None) -> None:
        """Note where the file of a stored document is, if its path can be written down and is not what is known."""
        try:
            place = (str(file.path.absolute()), json.dumps(file.members) if file.members else "[]")
            if known and known.place == place:
                return
            place[0].encode()
        except (OSError, UnicodeEncodeError):
            return
        with translated(self._path), self._group.writing():
            self._db.conn.execute("INSERT OR REPLACE INTO source_files VALUES (?, ?, ?)", (sha256, *place))

    def save(self, record: DirectiveRecord, fingerprint: str) -> str:
        """Store a record in the place of what the store had of this document; give its id in the store."""
        return self.save_prepared(prepare(record), fingerprint)

    def save_prepared(self, made: Prepared, fingerprint: str) -> str:
        """Store a record that was made ready elsewhere, as ``save`` does."""
        from pipeline.versions import note_version  # the record's model: a run that stores nothing starts without it

        with translated(self._path), self._group.writing():
            store_id = self._claim(made)
            note_version(self._db, made, store_id)
            self._db.execute("DELETE FROM documents WHERE id = ? OR sha256 = ?", [store_id, made.sha256])
            own = {"id": store_id, "fingerprint": fingerprint, "run_id": self._run, "record": made.json}
            row = {**made.document, **own}
            self._db.conn.execute(_insert("documents", tuple(row)), tuple(row.values()))
            for table in made.tables:
                sql = _insert(table.name, ("document_id", *table.columns))
                self._db.conn.executemany(sql, ((store_id, *values) for values in table.rows))
            note_near_duplicates(self._db, store_id, made.sketch, made.bands)
            self._count("stored")
        self._met.add(store_id)
        self.changes += 1
        return store_id

    def note(self, failure: Failure) -> None:
        """Record a failure with all that is known of it."""
        error = failure.error
        with translated(self._path), self._group.writing():
            self._count("failed")
            self._db.execute(
                "INSERT INTO failures (run_id, ordinal, source_name, code, message, advice, path, stage, log) "
                "SELECT id, failed, ?, ?, ?, ?, ?, ?, ? FROM runs WHERE id = ?",
                [failure.source_name, error.code, error.message, error.advice, failure.path, failure.stage,
                 failure.log, self._run],
            )  # fmt: skip

    def report(self, totals: RunTotals) -> None:
        """Record what the run did: seconds by step and items by kind."""
        with translated(self._path), self._group.writing():
            write_totals(self._db, self._run, totals)

    def _claim(self, made: Prepared) -> str:
        """The id under which the record is stored, see the module's docstring."""
        wanted = made.record_id
        same = next(self._db.query("SELECT id, record_id FROM documents WHERE sha256 = ?", [made.sha256]), None)
        if same and same["record_id"] == wanted:
            return str(same["id"])
        others = self._db.query(
            "SELECT id, source_name FROM documents WHERE record_id = ? ORDER BY length(id), id", [wanted]
        )
        taken = set()
        for other in others:
            if other["source_name"] == made.source_name and other["id"] not in self._met:
                return str(other["id"])
            taken.add(other["id"])
        return next(name for name in _names(wanted) if name not in taken)

    def _write_tallies(self) -> None:
        for what, number in self._tallies.items():
            self._db.execute(f"UPDATE runs SET {what} = {what} + ? WHERE id = ?", [number, self._run])
        self._tallies.clear()

    def _count(self, what: str) -> None:
        self._db.execute(f"UPDATE runs SET {what} = {what} + 1 WHERE id = ?", [self._run])


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    """The statement that inserts a row; what comes in UTF-8 is text, which SQLite takes as it is."""
    places = ", ".join("CAST(? AS TEXT)" if column in IN_BYTES else "?" for column in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"


def _names(wanted: str) -> Iterator[str]:
    yield wanted
    for number in count(2):
        yield f"{wanted}~{number}"


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
