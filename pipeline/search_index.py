"""The search index: one row a document, with its words as printed and folded, its issuers, bodies and facts.

It grows by the documents that it does not have; a document that was stored again is indexed again. Rows of documents
that are gone stay behind unseen until they are a fifth of all, then the index is made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipeline.body_register import identify, names_in_time
from pipeline.instruments import Home
from pipeline.search_keys import BREAK, exact, folded, token
from schemas.sqlite import Database

INDEX_VERSION = "1"  # raise it when the columns are written otherwise
MAX_DEAD = 0.2
BATCH = 500
Row = dict[str, Any]


def refresh_search(db: Database) -> int:
    """Index the documents that are not yet indexed; give their number. Inside a transaction of the caller."""
    _drop_outdated(db)
    count = 0
    sql = """SELECT d.id, d.type, d.number_key, d.title, d.text, d.issued_on, d.place, d.period_start, d.period_end
        FROM documents d LEFT JOIN indexed_documents x ON x.document_id = d.id
        WHERE x.id IS NULL ORDER BY d.issued_on IS NOT NULL, d.issued_on, d.id"""
    batch: list[Row] = []
    for row in list(db.query(sql)) if _missing(db) <= BATCH else db.query(sql):
        batch.append(row)
        if len(batch) == BATCH:
            count += _write(db, batch)
            batch = []
    return count + _write(db, batch)


def is_current(db: Database) -> bool:
    """Does the index have every document?"""
    return _missing(db) == 0


def _missing(db: Database) -> int:
    sql = "SELECT (SELECT count(*) FROM documents) - (SELECT count(*) FROM indexed_documents WHERE program = ?)"
    return int(db.execute(sql, [INDEX_VERSION]).fetchone()[0])


def _drop_outdated(db: Database) -> None:
    db.execute("DELETE FROM indexed_documents WHERE program <> ?", [INDEX_VERSION])
    alive = db.execute("SELECT count(*) FROM indexed_documents").fetchone()[0]
    highest = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'indexed_documents'), 0)"
    used = db.execute(highest).fetchone()[0]
    if used and used - alive > MAX_DEAD * used:
        db.execute("INSERT INTO search_text(search_text) VALUES ('delete-all')")
        db.execute("DELETE FROM indexed_documents")
        db.execute("DELETE FROM sqlite_sequence WHERE name = 'indexed_documents'")


def _write(db: Database, batch: list[Row]) -> int:
    if not batch:
        return 0
    ids = [row["id"] for row in batch]
    issuers, bodies, cited = (
        _lists(db, sql, ids)
        for sql in (
            "SELECT document_id, name FROM issuers WHERE document_id IN ({}) ORDER BY ordinal",
            "SELECT DISTINCT document_id, body FROM assignments WHERE document_id IN ({})",
            "SELECT DISTINCT document_id, number_key FROM citations "
            "WHERE document_id IN ({}) AND number_key IS NOT NULL",
        )
    )
    for row in batch:
        key = db.execute(
            "INSERT INTO indexed_documents (document_id, program) VALUES (?, ?)", [row["id"], INDEX_VERSION]
        ).lastrowid
        home = Home(row["place"], tuple(issuers[row["id"]]))
        db.execute(
            "INSERT INTO search_text (rowid, title, exact, folded, issuer, body, facts) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                key, folded(row["title"] or ""), exact(row["text"]), folded(row["text"]),
                _names(issuers[row["id"]], home), _names(bodies[row["id"]], home),
                " ".join(_facts(row, cited[row["id"]])),
            ],
        )  # fmt: skip
    return len(batch)


def _lists(db: Database, sql: str, ids: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for document, value in db.execute(sql.format(",".join("?" * len(ids))), ids):
        found[document].append(value)
    return found


def _names(names: list[str], home: Home) -> str:
    """Names and the names of successors and predecessors, so that a search crosses the mergers of 2025."""
    every = dict.fromkeys(other for name in names for other in names_in_time(identify(name, home).name))
    return f" {BREAK} ".join(map(folded, every))


def _facts(row: Row, cited: list[str]) -> Iterator[str]:
    if row["type"]:
        yield token("t", row["type"])
    if row["number_key"]:
        yield token("n", row["number_key"])
    issued = (row["issued_on"] or "")[:4]
    years = [issued] if issued else sorted({(row[name] or "")[:4] for name in ("period_start", "period_end")})
    for year in filter(str.isdigit, years):  # the year of issue; of a document without one, those of its period
        yield f"y{year}"
    for key in cited:
        yield token("c", key)
