"""Is what Datasette gets about tables and columns that exist, and do the ready questions run?"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from pipeline.browse import HOST, browse, command, metadata
from pipeline.browse_queries import QUERIES, TABLES
from pipeline.database import read_database
from schemas.errors import NoStoreError, UsageError

_spec = importlib.util.spec_from_file_location("linked", Path(__file__).parent / "linked.py")
linked = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(linked)
VALUES = {"number": "12b/nq-bch", "body": "Liên đoàn", "day": "2026-01-01", "indicator": "nữ"}


@pytest.fixture(scope="module")
def db():
    with read_database(linked.linked_database()) as database:
        yield database


@pytest.mark.parametrize("name", TABLES)
def test_browse_tables_and_facets_exist(db, name):
    columns = {row["name"] for row in db.query(f"PRAGMA table_info({name})")}

    assert columns
    assert set(TABLES[name].get("facets", ())) <= columns


@pytest.mark.parametrize("name", QUERIES)
def test_browse_questions_answer_in_two_languages(db, name):
    assert " · " in QUERIES[name]["title"]
    assert list(db.query(QUERIES[name]["sql"], VALUES))


def test_browse_serves_this_machine_only():
    words = command(Path("a.db"), Path("m.json"), 8001, open_page=False)

    assert words[words.index("--host") + 1] == HOST == "127.0.0.1"
    assert set(metadata("a")["databases"]) == {"a"}


def test_browse_says_what_is_missing(tmp_path):
    missing = importlib.util.find_spec("datasette") is None
    with pytest.raises(UsageError if missing else NoStoreError):
        browse(tmp_path / "none.db")
