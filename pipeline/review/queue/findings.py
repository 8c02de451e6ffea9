"""Findings: of one document, on an item or alone, and those across documents that only one document takes part in."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.review.queue.documents import cross_findings
from pipeline.review.queue.needs import UNJUDGED, Doubt, Wanted
from pipeline.review.queue.scans import CODES
from pipeline.review.queue.unsure import OWN
from pipeline.review.reasons import Need
from schemas.sqlite import Database

OVERLAP = "x.document_id = f.document_id AND f.start_char < x.end_char AND x.start_char < f.end_char"
READ = f"f.code NOT IN ({', '.join(repr(code) for code in CODES)})"  # those are asked about as scans


def findings(db: Database, wanted: Wanted) -> Iterator[Doubt]:
    """Yield the items on whose words a finding stands, then the findings that stand on none."""
    for kind, table in OWN.items():
        sql = f"""SELECT x.document_id, x.id, x.section, x.quote, x.confidence, f.code, f.message
            FROM findings f JOIN {table} x ON {OVERLAP}
            WHERE x.status = 'auto' AND {READ} GROUP BY x.document_id, x.id ORDER BY x.document_id, x.ordinal"""
        for document, key, path, quote, confidence, code, message in db.execute(sql).fetchall():
            yield Doubt(Need.FINDING, document, kind, path, f"{code}: {message}", quote, key, degree=confidence)
    yield from _alone(db)
    yield from cross_findings(db, wanted, between=False)


def _alone(db: Database) -> Iterator[Doubt]:
    on_item = " OR ".join(f"EXISTS (SELECT 1 FROM {table} x WHERE {OVERLAP})" for table in OWN.values())
    sql = f"""SELECT f.document_id, f.id, f.section, f.quote, f.code, f.message FROM findings f
        WHERE {READ} AND NOT ({on_item}) AND {UNJUDGED} ORDER BY f.document_id, f.ordinal"""
    for document, key, path, quote, code, message in db.execute(sql).fetchall():
        yield Doubt(Need.FINDING, document, "findings", path, f"{code}: {message}", quote, key, degree=1.0)
