"""Does the store keep what it is given, replace only what it should, and say plainly what is wrong with a file?"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager

import pytest
from sqlite_utils import Database

from pipeline.database import open_database, read_database, writing
from pipeline.store import Failure, Store
from schemas.errors import (
    BusyStoreError,
    FullStoreError,
    NewerStoreError,
    NoStoreError,
    NotAStoreError,
    ReadOnlyStoreError,
    UnknownFormatError,
)
from schemas.item_tables import ITEM_TABLES, KINDS


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "directives.db"


@contextmanager
def _run(path):
    with Store.open(path) as store, store.run(1):
        yield store


def _ids(path):
    with read_database(path) as db:
        return {row["id"]: row["source_name"] for row in db["documents"].rows}


def _everything(path):
    """All rows but those that carry a time or a run."""
    with read_database(path) as db:
        return {
            table: [{k: v for k, v in row.items() if k != "run_id"} for row in db[table].rows]
            for table in db.table_names()
            if table not in ("runs", "failures", "_sqlite_migrations")
        }


def test_store_keeps_the_record_and_its_rows(path, make_record):
    record = make_record()
    with _run(path) as store:
        assert store.save(record, "f") == record.document.id
        known = store.known(record.document.source.sha256)

    assert known.record.decode() == record.to_json()
    assert dict(zip(KINDS, known.items, strict=True)) == dict.fromkeys(KINDS, 1) | {"sections": 2}
    with read_database(path) as db:
        assert [row["value"] for row in db["milestones"].rows] == [80.0, 1810.0]
        assert [row["name"] for row in db["issuers"].rows] == ["UBND tỉnh", "Hội LHPN tỉnh"]
        assert next(db["documents"].rows)["number_key"] == "5-kh-ubnd"
        assert next(db["citations"].rows)["article"] == "4"


def test_store_rows_carry_the_place_of_the_words(path, make_record):
    with _run(path) as store:
        store.save(make_record(), "f")
    with read_database(path) as db:
        text = next(db["documents"].rows)["text"]
        for table in [*ITEM_TABLES.values(), "milestones"]:
            for row in db[table].rows:
                assert text[row["start_char"] : row["end_char"]] == row["quote"], table


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("v_documents", {"issuer": "UBND tỉnh; Hội LHPN tỉnh", "sections": 2, "citations": 1}),
        ("v_tasks", {"path": "2", "role": "task", "deadlines": "trước ngày 20/5/2024", "leads": "Sở Nội vụ"}),
        ("v_targets", {"value": 80.0, "unit": "%", "due": "2025-12-31", "value_quote": "80%", "milestone": 1}),
        ("v_deadlines", {"ends_on": "2024-05-20", "kind_label": "thời hạn"}),
        ("v_assignments", {"body": "Sở Nội vụ", "role_label": "chủ trì", "task_path": "2"}),
        ("v_citations", {"number": "10/2012/QH13", "clause": "1", "relation_label": "căn cứ"}),
        ("v_findings", {"code": "duplicate_label"}),
    ],
)
def test_store_views_read_without_a_manual(path, make_record, view, expected):
    with _run(path) as store:
        store.save(make_record(), "f")
    with read_database(path) as db:
        row = next(db.query(f"SELECT * FROM {view}"))

    assert expected == {name: row[name] for name in expected}
    assert row["document_title"] == "Công tác [năm] 2024"


def test_store_views_leave_out_what_a_reviewer_rejected(path, make_record):
    with _run(path) as store:
        store.save(make_record(), "f")
    with open_database(path) as db:
        db.execute("UPDATE targets SET status = 'rejected'")
        assert list(db.query("SELECT * FROM v_targets")) == []


def test_store_again_changes_nothing(path, make_record):
    with _run(path) as store:
        store.save(make_record(), "f")
        store.save(make_record("other_1", content="other"), "f")
    before = _everything(path)
    with _run(path) as store:
        store.save(make_record(), "f")

    after = _everything(path)
    assert {t: sorted(map(str, rows)) for t, rows in before.items()} == {
        t: sorted(map(str, rows)) for t, rows in after.items()
    }


def test_store_delete_of_a_document_takes_all_its_rows(path, make_record):
    with _run(path) as store:
        store.save(make_record(), "f")
    with open_database(path) as db:
        db.execute("DELETE FROM documents")
        # the tables inside a full-text index hold its own structure, also when it is empty
        tables = [table for table in db.table_names() if not table.startswith("search_text_")]
        kept = {table for table in tables if db[table].count} - {"labels", "runs", "_sqlite_migrations"}

    assert kept == set()


# What is one document? Each row: the files of one or two runs as (id, name, content), and the ids that are left.
# fmt: off
IDENTITY = [
    # an edited file takes the place of what it was
    ([[("a", "kh.txt", "1")], [("a", "kh.txt", "2")]],                    {"a": "kh.txt"}),
    # two files of one run that claim one id are both kept
    ([[("a", "x.txt", "1"), ("a", "y.txt", "2")]],                        {"a": "x.txt", "a~2": "y.txt"}),
    # even if they have one name, in two folders
    ([[("a", "kh.txt", "1"), ("a", "kh.txt", "2")]],                      {"a": "kh.txt", "a~2": "kh.txt"}),
    # and a third
    ([[("a", "x.txt", "1"), ("a", "y.txt", "2"), ("a", "z.txt", "3")]],
     {"a": "x.txt", "a~2": "y.txt", "a~3": "z.txt"}),
    # the same files again are found again, whatever their order
    ([[("a", "x.txt", "1"), ("a", "y.txt", "2")], [("a", "y.txt", "2"), ("a", "x.txt", "1")]],
     {"a": "x.txt", "a~2": "y.txt"}),
    # the second of them, edited, keeps its place
    ([[("a", "x.txt", "1"), ("a", "y.txt", "2")], [("a", "x.txt", "1"), ("a", "y.txt", "9")]],
     {"a": "x.txt", "a~2": "y.txt"}),
    # a later run with another file of the same id loses nothing of the first
    ([[("a", "x.txt", "1")], [("a", "y.txt", "2")]],                      {"a": "x.txt", "a~2": "y.txt"}),
    # the same bytes under another name are the same document
    ([[("a", "x.txt", "1")], [("a", "y.txt", "1")]],                      {"a": "y.txt"}),
    # a better reader gave the same bytes another id: no stale second document
    ([[("sha256-1", "x.txt", "1")], [("a", "x.txt", "1")]],               {"a": "x.txt"}),
    # another document in a file of the same name replaces nothing
    ([[("a", "kh.txt", "1")], [("b", "kh.txt", "2")]],                    {"a": "kh.txt", "b": "kh.txt"}),
]
# fmt: on


@pytest.mark.parametrize(("runs", "expected"), IDENTITY)
def test_store_what_is_one_document(path, make_record, runs, expected):
    for files in runs:
        with _run(path) as store:
            for file in files:
                store.save(make_record(*file), "f")

    assert expected == _ids(path)


def test_store_takes_all_of_a_record_or_nothing(path, make_record):
    record = make_record()
    twice = record.model_copy(update={"themes": record.themes * 2})  # one id twice: the last table fails
    with _run(path) as store:
        store.save(record, "f")
        with pytest.raises(sqlite3.IntegrityError):
            store.save(twice, "g")
        assert store.known(record.document.source.sha256).fingerprint == "f"

    with read_database(path) as db:
        assert db["themes"].count == 1


def test_store_records_runs_and_failures(path, make_record):
    with Store.open(path) as store, store.run(3):
        store.save(make_record(), "f")
        assert store.keep("ubnd_6-kh_2024-01-02")
        assert not store.keep("ubnd_5-kh_2024-01-02")  # which this run has stored
        store.note(Failure("tệp hỏng.pdf", UnknownFormatError("not a document")))

    with read_database(path) as db:
        run, failure = next(db["runs"].rows), next(db["failures"].rows)
    assert (run["files"], run["stored"], run["unchanged"], run["copies"], run["failed"]) == (3, 1, 1, 1, 1)
    assert run["started_at"] <= run["finished_at"]
    assert (failure["source_name"], failure["code"]) == ("tệp hỏng.pdf", "D102")


def test_store_writes_ahead_and_checks_foreign_keys(path):
    with open_database(path) as db:
        assert db.journal_mode == "wal"
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert db.execute("PRAGMA busy_timeout").fetchone() == (10_000,)
        with pytest.raises(sqlite3.IntegrityError):
            db["themes"].insert({"document_id": "none", "id": "x"})


def test_store_another_writer_is_waited_for_and_then_named(path):
    with open_database(path):
        pass
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyStoreError, match="locked"), open_database(path, busy_seconds=0.05):
        pass
    other.close()


def test_store_a_reader_does_not_disturb_a_writer(path, make_record):
    with _run(path) as store, read_database(path) as db:
        list(db["documents"].rows)
        store.save(make_record(), "f")
        assert db["documents"].count == 1


def _fill(path):
    """Write more than SQLite is allowed to: its limit of pages says the same as a full disk."""
    rows = [{"vocabulary": "x", "code": str(n), "vietnamese": "x" * 500, "english": ""} for n in range(1000)]
    with open_database(path) as db:
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
        with writing(db):
            db["labels"].insert_all(rows)


def test_store_full_disk(path):
    with pytest.raises(FullStoreError, match="full"):
        _fill(path)


def _newer(path):
    with open_database(path) as db:
        db["_sqlite_migrations"].insert({"migration_set": "chidao", "name": "m999_later", "applied_at": "2099"})


def _foreign(path):
    Database(path)["documents"].insert({"title": "somebody else's"})


def _older(path):
    with open_database(path) as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_views'")


@pytest.mark.parametrize(
    ("make", "error"),
    [
        # any file but a database
        (lambda path: path.write_text("not a database, but long enough to have a header " * 40), NotAStoreError),
        # a database of another program is left as it is
        (_foreign, NotAStoreError),
        # written by a later version of chidao
        (_newer, NewerStoreError),
        # a folder has the name
        (lambda path: path.mkdir(), ReadOnlyStoreError),
    ],
    ids=["text", "foreign", "newer", "folder"],
)
def test_store_refuses_a_database_that_is_not_ours(path, make, error):
    path.parent.mkdir()
    make(path)
    before = path.read_bytes() if path.is_file() else None

    for opened in (open_database, read_database):
        with pytest.raises(error) as caught, opened(path):
            pass
        assert caught.value.advice
        assert str(path) == caught.value.where
    assert before == (path.read_bytes() if path.is_file() else None)


def test_store_refuses_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadOnlyStoreError), open_database(tmp_path / "file" / "directives.db"):
        pass


def test_store_reading_makes_no_database(path):
    with pytest.raises(NoStoreError), read_database(path):
        pass
    assert not path.parent.exists()


def test_store_reading_does_not_migrate(path):
    with open_database(path):
        pass
    _older(path)
    with pytest.raises(NoStoreError, match="older"), read_database(path):
        pass


def test_store_reading_cannot_write(path):
    with open_database(path):
        pass
    with pytest.raises(ReadOnlyStoreError), read_database(path) as db:
        db["labels"].insert({"vocabulary": "x", "code": "x", "vietnamese": "", "english": ""})
