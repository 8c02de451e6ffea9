"""Who cites what: the rows behind ``chidao cites`` and ``chidao cited-by``.

A mention that may mean several instruments stands under each of them, with ``resolution`` saying so: nobody has to
take a guess for a fact.
"""

from __future__ import annotations

from typing import Any

from corpus.fold import lower
from pipeline.resolve import number_key
from pipeline.search_query import clean
from pipeline.search_run import cited_ids
from schemas.sqlite import Database

Row = dict[str, Any]
MAX_DEPTH = 9
MOST_AT_ONCE = 500
MOST_REJECTED = 200  # mentions of one instrument that reviewers rejected: so many more are looked at
_ISSUER = """
    (SELECT group_concat(name, '; ') FROM (SELECT name FROM issuers WHERE document_id = d.id ORDER BY ordinal))"""
_ROWS = f"""
    SELECT d.id AS document, d.number, d.title, {_ISSUER} AS issuer, d.issued_on, c.relation,
        (SELECT vietnamese FROM labels WHERE vocabulary = 'relation' AND code = c.relation) AS relation_label,
        nullif(l.instrument_id, '') AS instrument, i.number AS cited_number, i.date AS cited_date, i.type AS cited_type,
        i.title AS cited_title, i.document_id AS cited_document, l.status AS resolution,
        (SELECT vietnamese FROM labels WHERE vocabulary = 'resolution_reason' AND code = l.reason) AS reason,
        c.article, c.clause, c.point, c.section AS path, c.page, c.quote,
        c.start_char AS start, c.end_char AS "end", c.id
    FROM citation_instruments l
    JOIN citations c ON c.document_id = l.document_id AND c.id = l.citation_id
    JOIN documents d ON d.id = l.document_id
    LEFT JOIN instruments i ON i.id = l.instrument_id
    WHERE c.status <> 'rejected' AND {{where}} ORDER BY {{order}} LIMIT ?"""


def cites(db: Database, text: str, *, depth: int = 1, limit: int = 1000) -> list[Row]:
    """What a document cites; with ``depth`` also what the cited documents cite, as far as they are in the database."""
    found: list[Row] = []
    seen: set[str] = set()
    level = document_ids(db, text)
    for step in range(1, min(depth, MAX_DEPTH) + 1):
        rows: list[Row] = []
        for document in level:
            if document not in seen:
                seen.add(document)
                left = limit - len(found) - len(rows)
                rows += _rows(db, "l.document_id = ?", "c.ordinal, l.instrument_id", [document], left)
        found += [{"depth": step, **row} for row in rows]
        certain = [row["cited_document"] for row in rows if row["resolution"] == "one" and row["cited_document"]]
        level = list(dict.fromkeys(certain))
    return found


def cited_by(db: Database, text: str, *, depth: int = 1, limit: int = 100) -> list[Row]:
    """Who cites an instrument, newest first; with ``depth`` also who cites those documents."""
    found: list[Row] = []
    seen: set[str] = set()
    level = instrument_ids_of(db, text)
    for step in range(1, min(depth, MAX_DEPTH) + 1):
        ids = [one for one in level if one not in seen]
        seen |= set(ids)
        rows = _citing(db, ids, limit - len(found))
        found += [{"depth": step, **row} for row in rows]
        level = [one for row in rows for one in _instruments_of_document(db, row["document"])]
    return found


def document_ids(db: Database, text: str) -> list[str]:
    """Ids of the documents that an id, a number in any spelling or a file name means."""
    text = clean(text)
    key = number_key(lower(text)) if any(char.isdigit() for char in text) else ""
    # One index a question; the file's name has none and is asked for last.
    for where, value in (("id", text), ("number_key", key), ("source_name", text)):
        if not value or (where == "source_name" and "." not in text):
            continue
        sql = f"SELECT id FROM documents WHERE {where} = ? ORDER BY issued_on DESC, id LIMIT 100"
        found = [row[0] for row in db.execute(sql, [value]).fetchall()]
        if found:
            return found
    return []


def instrument_ids_of(db: Database, text: str) -> list[str]:
    """Ids of the instruments that an id, a number, a name or a document means."""
    found = list(cited_ids(db, text))
    for document in document_ids(db, text):
        found += _instruments_of_document(db, document)
    return list(dict.fromkeys(found))


def _citing(db: Database, ids: list[str], limit: int) -> list[Row]:
    """The newest mentions of each by their index alone, merged; only those that are wanted are read whole.

    A number as common as 01/KH-UBND may mean a hundred instruments, of thousands of mentions each.
    """
    newest = "SELECT cited_on, rowid FROM citation_instruments WHERE instrument_id = ? ORDER BY cited_on DESC LIMIT ?"
    found = [key for one in ids for key in db.execute(newest, [one, max(0, limit) + MOST_REJECTED]).fetchall()]
    found.sort(key=lambda key: key[0], reverse=True)
    rows: list[Row] = []
    while found and len(rows) < limit:
        some = [rowid for _, rowid in found[: min(limit, MOST_AT_ONCE)]]
        del found[: len(some)]
        wanted = f"l.rowid IN ({','.join('?' * len(some))})"
        rows += _rows(db, wanted, "l.cited_on DESC, l.rowid", some, limit - len(rows))
    return rows


def _rows(db: Database, where: str, order: str, values: list[Any], limit: int) -> list[Row]:
    return list(db.query(_ROWS.format(where=where, order=order), [*values, max(0, limit)]))


def _instruments_of_document(db: Database, document: str) -> list[str]:
    return [row[0] for row in db.execute("SELECT id FROM instruments WHERE document_id = ?", [document]).fetchall()]
