"""Opens the database and says in plain words what is wrong with it.

A connection has foreign keys on, waits ten seconds for another writer, and writes ahead (WAL), so
that people can read while a run writes. Migrations are applied when it is opened for writing. A
database that a newer program made, or that belongs to another program, is refused untouched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import (
    BusyStoreError,
    FullStoreError,
    NewerStoreError,
    NoStoreError,
    NotAStoreError,
    ReadOnlyStoreError,
    StoreError,
)
from schemas.migrations import known, migrations
from schemas.sqlite import Database

BUSY_SECONDS = 10.0
PAGE_SIZE = 8192  # of a new database: a record of 100 kB then takes half as many pages

# By the beginning of SQLite's own name of the error: SQLITE_BUSY_SNAPSHOT is a kind of SQLITE_BUSY.
# Anything else, such as a broken constraint, is a fault of ours and not of the database's.
_ERRORS: tuple[tuple[str, type[StoreError], str], ...] = (
    ("SQLITE_BUSY", BusyStoreError, "the database is locked by another program"),
    ("SQLITE_LOCKED", BusyStoreError, "the database is locked by another program"),
    ("SQLITE_READONLY", ReadOnlyStoreError, "the database may not be written"),
    ("SQLITE_CANTOPEN", ReadOnlyStoreError, "the database cannot be opened"),
    ("SQLITE_PERM", ReadOnlyStoreError, "the database cannot be opened"),
    ("SQLITE_FULL", FullStoreError, "the disk is full"),
    ("SQLITE_NOTADB", NotAStoreError, "the file is not a database"),
    ("SQLITE_CORRUPT", NotAStoreError, "the database is damaged"),
    ("SQLITE_IOERR", StoreError, "the disk reports an error"),
)


@contextmanager
def open_database(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Iterator[Database]:
    """Open the database for writing; make it, and its folder, where there is none.

    ``busy_seconds`` is how long to wait for another writer.

    Raises:
        StoreError: it cannot be opened, is not ours, or was made by a newer program.
    """
    _refuse_folder(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnlyStoreError(f"the folder cannot be made ({error.strerror})", where=str(path)) from error
    with translated(path), _connected(str(path), busy_seconds) as db:
        _refuse_foreign(db, path)
        db.conn.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        db.enable_wal()
        with writing(db):
            migrations.apply(db)
        yield db


@contextmanager
def read_database(path: Path) -> Iterator[Database]:
    """Open the database for reading only; nothing is made or migrated.

    Raises:
        StoreError: there is none, it is older than this program, or as for ``open_database``.
    """
    if not path.exists():
        raise NoStoreError("there is no such database", where=str(path))
    _refuse_folder(path)
    with translated(path), _connected(f"{path.resolve().as_uri()}?mode=ro") as db:
        _refuse_foreign(db, path)
        if migrations.pending(db):
            raise NoStoreError("the database is older than this program", where=str(path))
        yield db


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """Write in one transaction: all of it or nothing.

    It begins IMMEDIATE: one that reads first and writes later cannot wait for another writer,
    SQLite refuses it at once.
    """
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.commit()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file into a ``StoreError`` with advice."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        for prefix, kind, reason in _ERRORS:
            if name.startswith(prefix):
                raise kind(f"{reason} ({error})", where=str(path)) from error
        raise


@contextmanager
def _connected(address: str, busy_seconds: float = BUSY_SECONDS) -> Iterator[Database]:
    connection = sqlite3.connect(address, timeout=busy_seconds, uri=address.startswith("file:"))
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # Plugins of sqlite-utils that happen to be installed have no business in a run.
        yield Database(connection, execute_plugins=False)
    finally:
        connection.close()


def _refuse_folder(path: Path) -> None:
    """SQLite opens a folder for reading and then reports a broken disk."""
    if path.exists() and not path.is_file():
        raise ReadOnlyStoreError("this is a folder or a device, not a file", where=str(path))


def _refuse_foreign(db: Database, path: Path) -> None:
    applied = [migration.name for migration in migrations.applied(db)]
    if not applied and db.table_names():
        raise NotAStoreError("the database belongs to another program", where=str(path))
    if set(applied) - set(known()):
        raise NewerStoreError("a newer chidao made this database", where=str(path))
