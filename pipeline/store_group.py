"""Groups of writes: several documents in one transaction, each still written whole or not at all.

A transaction costs the disk a wait, and every page that two documents share is written once for both.
A group ends when it is full, when it is a second old, or when it is told to: others may want to write.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.database import translated

GROUP_SECONDS = 1.0  # a group is not kept open for longer: others may want to write


class Group:
    """The open group of a connection: up to ``size`` writes, for ``GROUP_SECONDS`` at most."""

    def __init__(self, connection: sqlite3.Connection, path: Path, size: int) -> None:
        self._connection = connection
        self._path = path
        self._size = size
        self._waiting = 0  # writes that are not on the disk yet
        self._since = 0.0

    @property
    def settled(self) -> bool:
        """Is everything that was written on the disk?"""
        return not self._waiting

    @property
    def seconds_left(self) -> float:
        """For how long the open group may wait for more; 0 where none is open."""
        return max(0.0, self._since + GROUP_SECONDS - time.monotonic()) if self._waiting else 0.0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write one thing, whole or not at all, alone in a transaction or as one of a group.

        It begins IMMEDIATE: one that reads first and writes later cannot wait for another writer.
        """
        if not self._waiting:
            self._connection.execute("BEGIN IMMEDIATE")
            self._since = time.monotonic()
        self._connection.execute("SAVEPOINT document")
        try:
            yield
        except BaseException:
            self._undo()
            raise
        self._connection.execute("RELEASE document")
        self._waiting += 1
        if self._waiting >= self._size or not self.seconds_left:
            self.flush()

    def flush(self) -> None:
        """End the open group: what was written is on the disk."""
        if not self._waiting:
            return
        self._waiting = 0
        with translated(self._path):
            try:
                self._connection.commit()
            except BaseException:
                self._connection.rollback()
                raise

    def _undo(self) -> None:
        """Take back the write in hand; SQLite has done so itself, with the group, when the disk is full."""
        if not self._connection.in_transaction:
            self._waiting = 0
        elif self._waiting:
            self._connection.execute("ROLLBACK TO document")
            self._connection.execute("RELEASE document")
        else:
            self._connection.rollback()


class Met:
    """A set of ids that may become large: SQLite keeps it in a file that nobody else sees, and that goes with it."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA cache_size = -256")  # kB
        self._connection.execute("CREATE TABLE met (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")

    def __contains__(self, document_id: str) -> bool:
        return self._connection.execute("SELECT 1 FROM met WHERE id = ?", (document_id,)).fetchone() is not None

    def add(self, document_id: str) -> bool:
        """Add an id; was it not there?"""
        return self._connection.execute("INSERT OR IGNORE INTO met VALUES (?)", (document_id,)).rowcount == 1

    def clear(self) -> None:
        """Begin anew."""
        self._connection.execute("DELETE FROM met")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
