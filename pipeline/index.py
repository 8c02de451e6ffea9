"""Brings up to date what is computed across documents: instruments, bodies, findings, the search index.

``chidao run`` does it at its end. One transaction: readers see the old state or the new one. What is found depends
on the documents alone, so doing it twice changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.body_register import identify, successors
from pipeline.database import open_database, writing
from pipeline.instrument_findings import find_conflicts
from pipeline.instrument_store import read_citations, read_sources, write_resolution
from pipeline.instruments import slug
from pipeline.resolver import Resolution, resolve
from pipeline.review.project import project_all
from pipeline.search_index import refresh_search
from pipeline.target_conflicts import find_target_conflicts
from schemas.sqlite import Database


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What an update did: documents newly indexed, instruments and findings in all."""

    indexed: int
    instruments: int
    findings: int


def refresh(path: Path) -> Refreshed:
    """Bring the database up to date.

    Raises:
        StoreError: the database cannot be used.
    """
    with open_database(path) as db, writing(db):
        return refresh_open(db)


def refresh_open(db: Database) -> Refreshed:
    """Bring an open database up to date, inside a transaction of the caller."""
    project_all(db)  # first what people said, for the rest is computed from it
    found = resolve(read_sources(db), read_citations(db))
    write_resolution(db, found)
    _write_bodies(db)
    findings = _write_findings(db, found)
    return Refreshed(refresh_search(db), len(found.instruments), findings)


def _write_bodies(db: Database) -> None:
    sql = "SELECT body, count(*) FROM assignments WHERE status <> 'rejected' GROUP BY body"
    counted = Counter(dict(db.execute(sql).fetchall()))
    for (name,) in db.execute("SELECT DISTINCT name FROM issuers").fetchall():
        counted.setdefault(name, 0)
    db.execute("DELETE FROM bodies")
    rows: dict[str, list[Any]] = {}
    links: dict[tuple[str, str], list[Any]] = {}
    for name, count in counted.items():
        body = identify(name)
        if not body.id:
            continue
        row = rows.setdefault(
            body.id, [body.id, body.name, body.system, body.level, slug(body.parent) if body.parent else None, 0]
        )
        row[-1] += count
        for one in successors(body.name):
            links[(body.id, slug(one.name))] = [body.id, slug(one.name), one.name, one.since, one.source]
    db.conn.executemany("INSERT INTO bodies VALUES (?, ?, ?, ?, ?, ?)", rows.values())
    db.conn.executemany("INSERT INTO body_successors VALUES (?, ?, ?, ?, ?)", links.values())


def _write_findings(db: Database, found: Resolution) -> int:
    db.execute("DELETE FROM cross_findings")
    rows = {row[0]: row for row in (*_instrument_findings(db, found), *_target_findings(db))}
    db.conn.executemany("INSERT INTO cross_findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.values())
    return len(rows)


def _instrument_findings(db: Database, found: Resolution) -> Iterator[tuple[Any, ...]]:
    for finding in find_conflicts(found):
        citation = finding.claim.citation
        if citation is None:
            continue
        section, page = _place(db, citation.document, citation.id)
        related: list[dict[str, Any]] = []
        for claim in finding.related:
            if claim.citation is None:
                related.append({"document": claim.source.id, "path": "", "page": None, "quote": claim.printed or ""})
                continue
            path, other_page = _place(db, claim.source.id, claim.citation.id)
            related.append(
                {"document": claim.source.id, "path": path, "page": other_page, "quote": claim.citation.quote}
            )
        key = _id(finding.code, citation.document, citation.id, finding.message)
        place = (citation.quote, citation.start, citation.end, section, page)
        yield (key, finding.code, finding.message, citation.document, *place, json.dumps(related, ensure_ascii=False))


def _target_findings(db: Database) -> Iterator[tuple[Any, ...]]:
    for one in find_target_conflicts(db):
        mine, its = one.mine, one.its
        related = [{"document": one.upper, "path": its["section"], "page": its["page"], "quote": its["quote"]}]
        key = _id("two_targets", one.lower, mine["id"], one.message)
        place = (mine["quote"], mine["start_char"], mine["end_char"], mine["section"], mine["page"])
        yield (key, "two_targets", one.message, one.lower, *place, json.dumps(related, ensure_ascii=False))


def _place(db: Database, document: str, citation: str) -> tuple[str, int | None]:
    sql = "SELECT section, page FROM citations WHERE document_id = ? AND id = ?"
    row = db.execute(sql, [document, citation]).fetchone()
    return (row[0], row[1]) if row else ("", None)


def _id(*parts: str) -> str:
    return f"xfn-{hashlib.blake2b('|'.join(parts).encode(), digest_size=6).hexdigest()}"
