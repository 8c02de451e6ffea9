"""The store: documents and their items in SQLite, one transaction a document.

What is one document? The same bytes are, whatever the file is called. Otherwise a file replaces the
document with the same record id (issuer, number and date) only if it has the same name and that
document was not met in this run: then it is the file that somebody edited. Two different files that
claim one id are both kept, the second as ``ID~2``, and the run says so. Nothing else is touched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlite_utils import Database

from pipeline.database import open_database, translated, writing
from pipeline.store_rows import document_row, item_rows
from pipeline.version import VERSION
from schemas.errors import DirectiveError
from schemas.migrations import ITEM_TABLES
from schemas.record import DirectiveRecord


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as the store has it. ``record`` is its JSON, ``counts`` the number of its items."""

    id: str
    source_name: str
    fingerprint: str
    record: str
    counts: dict[str, int]


class Store:
    """An open database during one run."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path
        self._run: int | None = None
        self._met: set[str] = set()  # ids that this run stored or found unchanged

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Store]:
        """Open the store at ``path``, made and migrated as needed.

        Raises:
            StoreError: the database cannot be used.
        """
        with open_database(path) as db:
            yield cls(db, path)

    @contextmanager
    def run(self, files: int) -> Iterator[None]:
        """Record a run over ``files`` files: when it began and ended and what became of them."""
        with translated(self._path):
            with writing(self._db):
                row = {"started_at": _now(), "program": VERSION, "files": files}
                self._run = self._db.table("runs").insert(row).last_pk
            self._met = set()
            yield
            self._db.execute("UPDATE runs SET finished_at = ? WHERE id = ?", [_now(), self._run])

    def find(self, sha256: str) -> Stored | None:
        """The document with these bytes, if the store has it."""
        columns = ("id", "source_name", "fingerprint", "record")
        with translated(self._path):
            sql = f"SELECT {', '.join(columns)} FROM documents WHERE sha256 = ?"
            row = next(self._db.query(sql, [sha256]), None)
            return Stored(**row, counts=self._counts(row["id"])) if row else None

    def was_met(self, document_id: str) -> bool:
        """Did this run already store the document, or find it unchanged?"""
        return document_id in self._met

    def keep(self, document_id: str) -> None:
        """Note that a file of this run is the stored document, unchanged."""
        with translated(self._path):
            self._count("unchanged")
        self._met.add(document_id)

    def save(self, record: DirectiveRecord, fingerprint: str) -> str:
        """Store a record in the place of what the store had of this document; give its id in the store."""
        with translated(self._path), writing(self._db):
            store_id = self._claim(record)
            self._db.execute(
                "DELETE FROM documents WHERE id = ? OR sha256 = ?", [store_id, record.document.source.sha256]
            )
            own = {"fingerprint": fingerprint, "run_id": self._run, "record": record.to_json()}
            self._db.table("documents").insert({**document_row(record, store_id), **own})
            for table, rows in item_rows(record, store_id).items():
                self._db.table(table).insert_all(rows)
            self._count("stored")
        self._met.add(store_id)
        return store_id

    def fail(self, source_name: str, error: DirectiveError) -> None:
        """Record that a file of this run could not be read. What the store had of it stays."""
        with translated(self._path), writing(self._db):
            self._count("failed")
            self._db.execute(
                "INSERT INTO failures SELECT id, failed, ?, ?, ?, ? FROM runs WHERE id = ?",
                [source_name, error.code, error.message, error.advice, self._run],
            )

    def _claim(self, record: DirectiveRecord) -> str:
        """The id under which the record is stored, see the module's docstring."""
        wanted, source = record.document.id, record.document.source
        same = next(self._db.query("SELECT id, record_id FROM documents WHERE sha256 = ?", [source.sha256]), None)
        if same and same["record_id"] == wanted:
            return str(same["id"])
        others = self._db.query(
            "SELECT id, source_name FROM documents WHERE record_id = ? ORDER BY length(id), id", [wanted]
        )
        taken = set()
        for other in others:
            if other["source_name"] == source.name and other["id"] not in self._met:
                return str(other["id"])
            taken.add(other["id"])
        return next(name for name in _names(wanted) if name not in taken)

    def _counts(self, document_id: str) -> dict[str, int]:
        return {
            kind: self._db.execute(f"SELECT count(*) FROM {table} WHERE document_id = ?", [document_id]).fetchone()[0]
            for kind, table in ITEM_TABLES.items()
        }

    def _count(self, what: str) -> None:
        self._db.execute(f"UPDATE runs SET {what} = {what} + 1 WHERE id = ?", [self._run])


def _names(wanted: str) -> Iterator[str]:
    yield wanted
    for number in count(2):
        yield f"{wanted}~{number}"


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
