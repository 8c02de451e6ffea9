"""Has every field of the record a column, is every code labelled, and do the views and the docs keep up?"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from pipeline.store_rows import RENAMED
from schemas import vocabulary
from schemas.item_tables import ITEM_TABLES, KINDS, TASK_LINKS
from schemas.labels import LABELS
from schemas.migrations import known, migrations
from schemas.record import (
    Assignment,
    Deadline,
    Document,
    Finding,
    Milestone,
    Period,
    Pinpoint,
    Reference,
    Section,
    Signer,
    SourceInfo,
    Target,
    Task,
    Theme,
)
from schemas.views import VIEWS

PAGE = Path(__file__).parents[2] / "docs" / "database.md"
MODELS = {
    "sections": Section, "themes": Theme, "tasks": Task, "targets": Target, "deadlines": Deadline,
    "assignments": Assignment, "citations": Reference, "findings": Finding, "milestones": Milestone, "signers": Signer,
}  # fmt: skip
# Fields that are tables or columns of their own, and columns that no field of the model has.
NESTED = {"tasks": set(TASK_LINKS), "targets": {"milestones"}, "citations": {"pinpoint"}}
SEARCH = "search_text"  # a table of FTS5: it and what belongs to it are not STRICT
OWN = {"document_id", "ordinal", "number_key", "target_id"}


@pytest.fixture
def db():
    made = Database(memory=True)
    made.execute("PRAGMA foreign_keys = ON")
    migrations.apply(made)
    yield made
    made.close()


def test_migrations_are_frozen():
    """A released migration is never renamed, removed or reordered; a new one is added at the end here."""
    assert known()[:4] == ("m001_tables", "m002_labels", "m003_views", "m004_instruments_and_search")


def test_migrations_apply_twice_is_once(db):
    before = db.schema
    migrations.apply(db)

    assert before == db.schema


def test_migrations_with_fewer_trees_lose_no_row():
    old = Database(memory=True)
    migrations.apply(old, stop_before="m009_fewer_trees")
    old.execute("INSERT INTO runs (id, started_at, program) VALUES (1, '2026-01-01', '1')")
    old.table("documents").insert({
        "id": "d", "record_id": "d", "source_name": "d.txt", "sha256": "0", "media_type": "text/plain", "ocr": 0,
        "schema_version": 1, "pipeline": "", "fingerprint": "", "run_id": 1, "text": "", "record": "{}",
    })  # fmt: skip
    place = {"document_id": "d", "ordinal": 1, "quote": "q", "start_char": 0, "end_char": 1, "section": "I"}
    sure = {**place, "confidence": 1.0, "status": "auto"}
    old.table("tasks").insert({**sure, "id": "t1", "path": "I.1"})
    old.table("targets").insert({**sure, "id": "c1", "indicator": "tỷ lệ"})
    old.table("task_targets").insert({"document_id": "d", "task_id": "t1", "target_id": "c1"})
    old.table("sketch_bands").insert({"document_id": "d", "band": 1, "key": 2})
    old.conn.commit()
    old.execute("PRAGMA foreign_keys = ON")
    migrations.apply(old)

    assert list(old["task_targets"].rows) == [{"document_id": "d", "task_id": "t1", "target_id": "c1"}]
    assert list(old["sketch_bands"].rows) == [{"document_id": "d", "band": 1, "key": 2}]
    assert "WITHOUT ROWID" in old["task_targets"].schema
    assert {index.name for index in old["task_targets"].indexes} >= {"task_targets_target_id"}
    old.execute("DELETE FROM documents")
    assert list(old["task_targets"].rows) == list(old["sketch_bands"].rows) == []
    old.close()


@pytest.mark.parametrize(("table", "model"), MODELS.items(), ids=list(MODELS))
def test_migrations_every_field_has_a_column(db, table, model):
    expected = {RENAMED.get(name, name) for name in set(model.model_fields) - NESTED.get(table, set())}
    if table == "citations":
        expected |= set(Pinpoint.model_fields)

    assert expected == set(db[table].columns_dict) - OWN


def test_migrations_every_field_of_the_document_has_a_column_or_table(db):
    columns = set(db["documents"].columns_dict)
    for name in set(Document.model_fields) - {"id", "source", "period"}:
        assert name in columns or name in db.table_names(), name
    for name in Period.model_fields:
        assert f"period_{name}" in columns
    for name in set(SourceInfo.model_fields) - {"name"}:
        assert name in columns


def test_migrations_cover_every_kind_and_link():
    assert tuple(ITEM_TABLES) == KINDS
    assert {name for name, field in Task.model_fields.items() if field.annotation == tuple[str, ...]} == set(TASK_LINKS)


def test_migrations_tables_are_strict(db):
    tables = {name for name in db.table_names() if not name.startswith((SEARCH, "sqlite_"))} - {"_sqlite_migrations"}

    assert tables == {table for table in tables if db[table].strict}


def test_migrations_strict_refuses_a_word_for_a_number(db):
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        db.execute("INSERT INTO runs (started_at, program, files) VALUES ('now', '1', 'many')")


def test_migrations_label_every_code_of_the_vocabularies():
    enums = {
        "section_role": vocabulary.Role, "assignment_role": vocabulary.AssignmentRole,
        "relation": vocabulary.Relation, "deadline_kind": vocabulary.DeadlineKind, "bound": vocabulary.Bound,
        "theme_kind": vocabulary.ThemeKind, "comparator": vocabulary.Comparator, "change": vocabulary.Change,
        "status": vocabulary.Status,
    }  # fmt: skip
    expected = {(name, member.value) for name, enum in enums.items() for member in enum}

    assert expected == {(name, code) for name, code, _, _ in LABELS}


def test_migrations_label_every_reason_that_the_resolver_gives(db):
    """A code that the resolver writes has a word, and no word is left over."""
    root = PAGE.parents[1] / "pipeline"
    files = ("resolver.py", "resolve_names.py", "resolve_numbers.py", "law_editions.py")
    code = "".join((root / name).read_text(encoding="utf-8") for name in files)
    labelled = {row["code"] for row in db.query("SELECT code FROM labels WHERE vocabulary = 'resolution_reason'")}

    assert labelled == {reason for reason in labelled if f'"{reason}"' in code}


@pytest.mark.parametrize("view", VIEWS)
def test_migrations_views_name_document_and_place(db, view):
    columns = [row["name"] for row in db.query(f"PRAGMA table_info({view})")]

    assert columns[:4] == ["document_id", "document_title", "document_number", "issuer"]
    assert len(columns) == len(set(columns))
    assert list(db.query(f"SELECT * FROM {view}")) == []
    if view not in ("v_documents", "v_findings"):
        assert {"path", "quote", "page", "confidence"} <= set(columns)


def test_migrations_docs_list_every_table_view_and_column(db):
    printed = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^#|\Z)", PAGE.read_text(encoding="utf-8"), re.M | re.S))
    names = set(db.table_names()) | set(db.view_names())
    names -= {name for name in names if name.startswith((f"{SEARCH}_", "sqlite_"))}  # SQLite's own

    assert names == set(printed)
    for name, section in printed.items():
        columns = [row["name"] for row in db.query(f"PRAGMA table_info({name})")]
        assert columns == re.findall(r"^\| `(\w+)` \|", section, re.M), name
