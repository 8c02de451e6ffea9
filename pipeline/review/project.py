"""Shows corrections in the tables: the items of a reviewed document are those of its corrected record.

``documents.record`` stays what the program said; only the tables that are made of it change, so lists, views, exports
and search have what the reviewers said. It is done after a run and after each review; twice is once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from pipeline.review.log import Correction, belonging, holding, read_all
from pipeline.review.merge import ORPHAN, Merged, Outcome, judged_findings, merged
from pipeline.store_rows import document_row, item_rows
from schemas.item_tables import ITEM_TABLES, TASK_LINKS
from schemas.record import DirectiveRecord
from schemas.sqlite import Database

LISTS = ("issuers", "signers", "addressees", "recipients")
HEADER = ("type", "number", "number_key", "issued_on", "place", "title", "period_start", "period_end")
TABLES = (*LISTS, *ITEM_TABLES.values(), "milestones")
LINKS = tuple(table for table, _ in TASK_LINKS.values())


def read_record(db: Database, document_id: str) -> DirectiveRecord | None:
    """What the program said of a document."""
    row = db.execute("SELECT record FROM documents WHERE id = ?", [document_id]).fetchone()
    return DirectiveRecord.model_validate_json(row[0]) if row else None


def project_all(db: Database) -> int:
    """Show all corrections, inside a transaction of the caller; give the number of documents that changed."""
    if not db.execute("SELECT 1 FROM corrections LIMIT 1").fetchone():
        return 0
    changed = sum(project(db, document) for document in _reviewed(db))
    _note_homeless(db)
    return changed


def project(db: Database, document_id: str) -> bool:
    """Show the corrections of one document; was there anything to do?"""
    corrections = belonging(db, document_id)
    state = _state(corrections)
    shown = db.execute("SELECT state FROM reviewed_documents WHERE document_id = ?", [document_id]).fetchone()
    if shown and shown[0] == state:
        return False
    record = read_record(db, document_id)
    if record is None:
        return False
    result = merged(record, corrections)
    judged = judged_findings(result)
    findings = tuple(one for one in result.record.findings if judged.get(one.id) != "rejected")
    _write(db, document_id, result.record.model_copy(update={"findings": findings}))
    _write_outcomes(db, document_id, result)
    db.execute("INSERT OR REPLACE INTO reviewed_documents VALUES (?, ?)", [document_id, state])
    db.execute("DELETE FROM indexed_documents WHERE document_id = ?", [document_id])
    return True


def _reviewed(db: Database) -> list[str]:
    """Documents that a correction may be meant for."""
    sql = """SELECT id FROM documents WHERE id IN (SELECT document_id FROM corrections)
        OR record_id IN (SELECT record_id FROM corrections) OR sha256 IN (SELECT sha256 FROM corrections)
        OR id IN (SELECT document_id FROM near_duplicates WHERE other_id IN (SELECT document_id FROM corrections))
        OR id IN (SELECT other_id FROM near_duplicates WHERE document_id IN (SELECT document_id FROM corrections))
        ORDER BY id"""
    return [row[0] for row in db.execute(sql).fetchall()]


def _state(corrections: Iterable[Correction]) -> str:
    body = json.dumps([[one.id, one.withdraws] for one in corrections])
    return hashlib.blake2b(body.encode(), digest_size=12).hexdigest()


def _write(db: Database, document_id: str, record: DirectiveRecord) -> None:
    row = document_row(record, document_id)
    sets = ", ".join(f"{name} = ?" for name in HEADER)
    db.execute(f"UPDATE documents SET {sets} WHERE id = ?", [*(row[name] for name in HEADER), document_id])
    wanted = item_rows(record, document_id)
    changed = [table for table in TABLES if _rows(db, table, document_id) != _tuples(db, table, wanted.get(table, []))]
    if "targets" in changed and "milestones" not in changed:
        changed.append("milestones")  # they go with their targets
    links = _instrument_links(db, document_id)
    for table in (*LINKS, *reversed(changed)):
        db.execute(f"DELETE FROM {table} WHERE document_id = ?", [document_id])
    for table, rows in wanted.items():
        if table in changed or table in LINKS:
            _insert(db, table, rows)
    if "citations" in changed:  # what they mean stays known, until it is worked out anew
        kept = {row["id"] for row in wanted.get("citations", [])}
        _insert(db, "citation_instruments", [row for row in links if row["citation_id"] in kept])


def _instrument_links(db: Database, document_id: str) -> list[dict[str, Any]]:
    return list(db.query("SELECT * FROM citation_instruments WHERE document_id = ?", [document_id]))


def _insert(db: Database, table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    db.conn.executemany(sql, [list(row.values()) for row in rows])


def _rows(db: Database, table: str, document_id: str) -> list[tuple[Any, ...]]:
    order = "target_id, ordinal" if table == "milestones" else "ordinal"
    return db.execute(f"SELECT * FROM {table} WHERE document_id = ? ORDER BY {order}", [document_id]).fetchall()


def _tuples(db: Database, table: str, rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    names = list(db.table(table).columns_dict)
    made = [tuple(row[name] for name in names) for row in rows]
    if table == "milestones":
        made.sort(key=lambda row: row[names.index("target_id")])
    return made


def _write_outcomes(db: Database, document_id: str, result: Merged) -> None:
    db.execute("DELETE FROM correction_outcomes WHERE document_id = ?", [document_id])
    for one in result.outcomes:
        if one.outcome == ORPHAN and _lives_elsewhere(db, one.correction, document_id):
            continue  # it was made in another file of this document, which is still there
        _note(db, document_id, one)


def _note(db: Database, document_id: str, one: Outcome) -> None:
    machine = None if one.machine is None else json.dumps(one.machine, ensure_ascii=False)
    db.execute(
        "INSERT OR REPLACE INTO correction_outcomes VALUES (?, ?, ?, ?, ?, ?)",
        [one.correction.id, document_id, one.outcome, one.item_id, machine, one.note],
    )


def _lives_elsewhere(db: Database, one: Correction, document_id: str) -> bool:
    home = one.home.document_id
    if home == document_id:
        return False
    return db.execute("SELECT 1 FROM documents WHERE id = ?", [home]).fetchone() is not None


def _note_homeless(db: Database) -> None:
    """A correction whose document is gone, with nothing in its place, is an orphan and listed."""
    db.execute(
        "DELETE FROM correction_outcomes WHERE document_id = '' OR document_id NOT IN (SELECT id FROM documents)"
    )
    told = {row[0] for row in db.execute("SELECT correction_id FROM correction_outcomes").fetchall()}
    homes: dict[tuple[str, str], list[Correction]] = {}
    for one in read_all(db):
        homes.setdefault((one.home.document_id, one.home.sha256), []).append(one)
    documents = {row[0] for row in db.execute("SELECT id FROM documents").fetchall()}
    for (document_id, _), group in homes.items():
        if document_id in documents:
            continue
        for one in holding(group):
            if one.id not in told:
                _note(db, "", Outcome(one, ORPHAN, note="the document is not in the database"))
