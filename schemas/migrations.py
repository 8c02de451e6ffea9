"""The database's history: numbered functions that make and change its tables.

A migration is never edited after release; a change is a new function at the end. Every table
of items has the record's fields as columns, with three names changed because they are words of
SQL or would be misread: ``start``/``end`` are ``start_char``/``end_char``, an assignment's
``task`` is ``task_path``, a deadline's ``offset`` is ``anchor_offset``. What a record calls
references is the table ``citations``, because REFERENCES is a word of SQL.

Every row belongs to one document and goes with it (ON DELETE CASCADE).
"""

from __future__ import annotations

from schemas.item_tables import ITEM_TABLES, TASK_LINKS
from schemas.labels import LABELS
from schemas.review_tables import LINKS, REVIEWS, SOURCES
from schemas.review_tables import VIEWS as REVIEW_VIEWS
from schemas.run_tables import DUPLICATES, RUNS, VERSIONS
from schemas.run_tables import VIEWS as RUN_VIEWS
from schemas.search_tables import BODIES, INSTRUMENTS, REASONS, SEARCH, STATUSES
from schemas.search_tables import VIEWS as SEARCH_VIEWS
from schemas.sqlite import Database, Migrations
from schemas.views import VIEWS

MIGRATION_SET = "chidao"

_DOCUMENTS = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,           -- UTC; the only clock in the database
    finished_at TEXT,                   -- null while it runs, and after a crash
    program TEXT NOT NULL,              -- version of chidao
    files INTEGER NOT NULL DEFAULT 0,   -- what it was given
    stored INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,                -- record_id, or record_id~2 for a second document that claims it
    record_id TEXT NOT NULL,            -- document.id of the record
    type TEXT,
    number TEXT,
    number_key TEXT,                    -- one spelling of all: 05/KL- TLĐ and 5/KL-TLĐ are 5-kl-tld
    issued_on TEXT,
    place TEXT,
    title TEXT,
    period_start TEXT,
    period_end TEXT,
    source_name TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,        -- the same bytes are the same document, whatever the file is called
    media_type TEXT NOT NULL,
    pages INTEGER,
    ocr INTEGER NOT NULL CHECK (ocr IN (0, 1)),
    schema_version INTEGER NOT NULL,
    pipeline TEXT NOT NULL,             -- versions of the program and its stages
    fingerprint TEXT NOT NULL,          -- hash of the code and the lexicon that made the record
    run_id INTEGER REFERENCES runs(id) ON DELETE SET NULL,
    text TEXT NOT NULL,
    record TEXT NOT NULL CHECK (json_valid(record))  -- the whole record, the bytes of OUT/records/NAME.json
) STRICT;
CREATE INDEX documents_record_id ON documents(record_id);
CREATE INDEX documents_type ON documents(type);
CREATE INDEX documents_number_key ON documents(number_key);
CREATE INDEX documents_issued_on ON documents(issued_on);

CREATE TABLE failures (
    run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    source_name TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    advice TEXT NOT NULL,
    PRIMARY KEY (run_id, ordinal)
) STRICT;
CREATE INDEX failures_code ON failures(code);
"""

_DOCUMENT_LISTS = {
    "issuers": "name TEXT NOT NULL",
    "signers": "name TEXT NOT NULL, position TEXT, capacity TEXT",
    "addressees": "name TEXT NOT NULL",
    "recipients": "name TEXT NOT NULL",
}

# Columns of an item that every kind has; {own} are those of the kind.
_ITEM = """
CREATE TABLE {table} (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,           -- place in the record's list, from 1
    quote TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    section TEXT NOT NULL,
    {own},
    PRIMARY KEY (document_id, id),
    CHECK (0 <= start_char AND start_char <= end_char)
) STRICT;
"""
_PLACE = "page INTEGER, confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), status TEXT NOT NULL"
_OWN_COLUMNS = {
    "sections": f"{_PLACE}, path TEXT NOT NULL, label TEXT, heading TEXT, role TEXT NOT NULL",
    "themes": f"{_PLACE}, kind TEXT NOT NULL, event TEXT",
    "tasks": f"{_PLACE}, path TEXT NOT NULL, action TEXT",
    "targets": f"{_PLACE}, indicator TEXT NOT NULL",
    "deadlines": (
        f"{_PLACE}, kind TEXT NOT NULL, bound TEXT NOT NULL, starts_on TEXT, ends_on TEXT, recurrence TEXT, "
        "anchor_offset TEXT, anchor TEXT, action TEXT, year_from TEXT"
    ),
    "assignments": f"{_PLACE}, body TEXT NOT NULL, role TEXT NOT NULL, task_path TEXT NOT NULL",
    "citations": (
        f"{_PLACE}, type TEXT NOT NULL, number TEXT, number_key TEXT, date TEXT, issuer TEXT, title TEXT, "
        "article TEXT, clause TEXT, point TEXT, chapter TEXT, relation TEXT NOT NULL, instrument TEXT"
    ),
    "findings": "code TEXT NOT NULL, message TEXT NOT NULL, related TEXT NOT NULL CHECK (json_valid(related))",
}

_MILESTONES = """
CREATE TABLE milestones (
    document_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    quote TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    comparator TEXT NOT NULL,
    value REAL NOT NULL,
    value_max REAL,
    unit TEXT,
    change TEXT,
    per TEXT,
    due TEXT,
    recurrence TEXT,
    PRIMARY KEY (document_id, target_id, ordinal),
    FOREIGN KEY (document_id, target_id) REFERENCES targets(document_id, id) ON DELETE CASCADE
) STRICT;
"""

_LINK = """
CREATE TABLE {table} (
    document_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    {column} TEXT NOT NULL,
    PRIMARY KEY (document_id, task_id, {column}),
    FOREIGN KEY (document_id, task_id) REFERENCES tasks(document_id, id) ON DELETE CASCADE,
    FOREIGN KEY (document_id, {column}) REFERENCES {linked}(document_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX {table}_{column} ON {table}(document_id, {column});
"""

_INDEXED = {
    "sections": ("role", "document_id, path"),
    "tasks": ("document_id, path",),
    "milestones": ("due", "unit"),
    "deadlines": ("starts_on", "ends_on"),
    "assignments": ("body", "role"),
    "citations": ("number_key", "instrument", "relation"),
    "findings": ("code",),
    "issuers": ("name",),
    "signers": ("name",),
}

_LABELS = """
CREATE TABLE labels (
    vocabulary TEXT NOT NULL,           -- section_role, assignment_role, relation, …
    code TEXT NOT NULL,                 -- as it stands in the record
    vietnamese TEXT NOT NULL,
    english TEXT NOT NULL,
    PRIMARY KEY (vocabulary, code)
) STRICT;
"""

migrations = Migrations(MIGRATION_SET)


@migrations()
def m001_tables(db: Database) -> None:
    """Make the tables of documents and their items."""
    db.executescript(_DOCUMENTS)
    for table, columns in _DOCUMENT_LISTS.items():
        db.executescript(
            f"CREATE TABLE {table} (document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, "
            f"ordinal INTEGER NOT NULL, {columns}, PRIMARY KEY (document_id, ordinal)) STRICT;"
        )
    for table, own in _OWN_COLUMNS.items():
        db.executescript(_ITEM.format(table=table, own=own))
    db.executescript(_MILESTONES)
    for kind, (table, column) in TASK_LINKS.items():
        db.executescript(_LINK.format(table=table, column=column, linked=ITEM_TABLES[kind]))
    for table, indexed in _INDEXED.items():
        for columns in indexed:
            name = "_".join((table, *columns.split(", ")))
            db.executescript(f"CREATE INDEX {name} ON {table}({columns});")


@migrations()
def m002_labels(db: Database) -> None:
    """Give every code of the vocabularies its Vietnamese and English word."""
    db.executescript(_LABELS)
    rows = [dict(zip(("vocabulary", "code", "vietnamese", "english"), label, strict=True)) for label in LABELS]
    db.table("labels").insert_all(rows)


@migrations()
def m003_views(db: Database) -> None:
    """Make the views that people query."""
    for name, select in VIEWS.items():
        db.create_view(name, select)


@migrations()
def m004_instruments_and_search(db: Database) -> None:
    """Make the tables of instruments, bodies and search, which ``pipeline.index`` fills."""
    for script in (INSTRUMENTS, BODIES, SEARCH):
        db.executescript(script)
    for vocabulary, labels in (("resolution_reason", REASONS), ("resolution", STATUSES)):
        rows = [
            {"vocabulary": vocabulary, "code": code, "vietnamese": vietnamese, "english": english}
            for code, vietnamese, english in labels
        ]
        db.table("labels").insert_all(rows)
    for name, select in SEARCH_VIEWS.items():
        db.create_view(name, select)


@migrations()
def m005_runs_and_versions(db: Database) -> None:
    """Keep what a run did, what a newer version of a document changed, and which documents are nearly the same."""
    for script in (RUNS, VERSIONS, DUPLICATES):
        db.executescript(script)
    for name, select in RUN_VIEWS.items():
        db.create_view(name, select)


@migrations()
def m006_reviews(db: Database) -> None:
    """Make the log of corrections, and what became of them."""
    db.executescript(REVIEWS)
    for name, select in REVIEW_VIEWS.items():
        db.create_view(name, select)


@migrations()
def m007_stamps(db: Database) -> None:
    """Keep what the stamp of a digital signature says, and which fields it filled; both as JSON."""
    db.execute("ALTER TABLE documents ADD COLUMN stamps TEXT NOT NULL DEFAULT '{}'")
    db.execute("ALTER TABLE documents ADD COLUMN stamped TEXT NOT NULL DEFAULT '[]'")


@migrations()
def m008_decisions_and_source_files(db: Database) -> None:
    """Keep what people said of two wordings of an indicator, and where the file of a document is."""
    for script in (LINKS, SOURCES):
        db.executescript(script)


@migrations()
def m009_fewer_trees(db: Database) -> None:
    """Keep short rows in the tree of their key alone, and drop indexes that no question needs: each costs every run.

    What is gone found no more than a document's own rows (its key does that), or a good part of a whole table.
    """
    for table in ("sketch_bands", *dict(TASK_LINKS.values())):
        made = db.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC", [table]
        ).fetchall()
        db.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table}")
        db.execute(f"DROP TABLE {table}")
        for (sql,) in made:  # the table, then its indexes
            db.execute(f"{sql}, WITHOUT ROWID" if sql.endswith("STRICT") else sql)
        db.execute(f"INSERT INTO main.{table} SELECT * FROM temp.kept")
        db.execute("DROP TABLE temp.kept")
    for index in (
        "sections_role", "sections_document_id_path", "tasks_document_id_path", "assignments_role", "milestones_unit",
    ):  # fmt: skip
        db.execute(f"DROP INDEX {index}")


def known() -> tuple[str, ...]:
    """Names of the migrations that this program has, oldest first.

    >>> known()[0]
    'm001_tables'
    """
    return tuple(migration.name for migration in migrations.pending(Database(memory=True)))
