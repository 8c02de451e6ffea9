"""What other programs call: ``from pipeline import extract, open_database, search, export``.

They need no knowledge of our tables. No module of the package may have one of these names: an import of it would put
the module in the function's place. ``SCHEMA_VERSION`` is the version of the record: within one version fields are
only added, and a reader ignores those it does not know; whatever is renamed, removed or changes its meaning makes a
new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import extract
from schemas.record import SCHEMA_VERSION

if TYPE_CHECKING:
    from sqlite_utils import Database

    from pipeline.indicator_catalogue import Decision
    from pipeline.search_run import Answer

__all__ = ["SCHEMA_VERSION", "export", "extract", "open_database", "search"]


def open_database(path: Path) -> AbstractContextManager[Database]:
    """Open a database for reading: ``with open_database(path) as db: …``.

    Raises:
        StoreError: there is none, or it is older or newer than this program.
    """
    from pipeline.database import read_database

    return read_database(path)


def search(db: Database, query: str, limit: int = 20) -> Answer:
    """Search the texts and items, see docs/search.md for the query."""
    from pipeline.search_run import search as find

    return find(db, query, limit)


def export(
    db: Database, data: str, form: str, *, decisions: Iterable[Decision] = (), alarm_days: int | None = None
) -> dict[str, bytes]:
    """Give the files of an export by name, see docs/exports.md; one file is called "".

    Raises:
        UsageError: these data do not come out in this format.
    """
    from pipeline.exports.registry import export_files

    return export_files(db, data, form, decisions=tuple(decisions), alarm_days=alarm_days)
