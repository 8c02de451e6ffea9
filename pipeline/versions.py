"""Versions: a document with the issuer, number and date of a known one, but other bytes.

Whether it takes the older one's place or stands beside it as ``ID~2`` is the store's decision; in
both cases the two are linked, and what changed between their records is kept: "80 % → 85 %".
"""

from __future__ import annotations

from pipeline.compare import compare
from pipeline.prepared import Prepared
from schemas.record import DirectiveRecord
from schemas.sqlite import Database


def note_version(db: Database, made: Prepared, store_id: str) -> None:
    """Link a record that is about to be stored to the last one with its record id, if there is one."""
    if made.record_id.startswith("sha256-"):
        return  # an id made of the bytes: no issuer, number and date to be the same
    older = db.execute(
        "SELECT id, sha256, source_name, text, record FROM documents WHERE record_id = ? AND sha256 <> ? "
        "ORDER BY id = ? DESC, length(id) DESC, id DESC LIMIT 1",
        [made.record_id, made.sha256, store_id],
    ).fetchone()
    if older is None or _is_linked(db, made.sha256, older[1]):
        return
    old_id, old_sha, old_name, old_text, old_json = older
    new = DirectiveRecord.model_validate_json(made.json)
    same_text = int(old_text == new.text)
    db.execute(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?)",
        [store_id, made.sha256, old_sha, old_id, old_name, same_text, old_json],
    )
    changes = compare(DirectiveRecord.model_validate_json(old_json), new)
    db.conn.executemany(
        "INSERT INTO version_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (made.sha256, old_sha, number, one.kind, one.change, one.path, one.what, one.old, one.new)
            for number, one in enumerate(changes, start=1)
        ],
    )


def _is_linked(db: Database, one: str, other: str) -> bool:
    """Two files that are both kept are linked once, whichever is read again."""
    sql = "SELECT 1 FROM versions WHERE (sha256 = ? AND old_sha256 = ?) OR (sha256 = ? AND old_sha256 = ?)"
    return db.execute(sql, [one, other, other, one]).fetchone() is not None
