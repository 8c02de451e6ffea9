"""What the program said, where the tables show what reviewers said: the reviewed documents, laid out anew in memory."""

from __future__ import annotations

from typing import Any

from pipeline.review.project import read_record
from pipeline.store_rows import document_row, item_rows
from schemas.migrations import migrations
from schemas.sqlite import Database

Row = dict[str, Any]


def auto_rows(db: Database, view: str) -> list[Row]:
    """The rows of a view as they are without corrections."""
    reviewed = [row[0] for row in db.execute("SELECT document_id FROM reviewed_documents").fetchall()]
    rows = [row for row in db.query(f"SELECT * FROM {view}") if row["document_id"] not in set(reviewed)]
    if reviewed:
        rows += _laid_out(db, reviewed, view)
        rows.sort(key=lambda row: str(row["document_id"]))  # stable: items stay in their order
    return rows


def _laid_out(db: Database, documents: list[str], view: str) -> list[Row]:
    memory = Database(memory=True)
    try:
        migrations.apply(memory)
        for document_id in documents:
            record = read_record(db, document_id)
            if record is None:
                continue
            own = {"id": document_id, "fingerprint": "", "record": "{}"}
            memory.table("documents").insert({**document_row(record, document_id), **own})
            for table, rows in item_rows(record, document_id).items():
                memory.table(table).insert_all(rows)
        return list(memory.query(f"SELECT * FROM {view}"))
    finally:
        memory.close()
