"""Items that the program is not sure of."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.review.queue.needs import DOUBTFUL, Doubt, Wanted
from pipeline.review.reasons import Need
from schemas.item_tables import ITEM_TABLES
from schemas.sqlite import Database

#: Items with words of their own: a section is the frame of other items, a finding has a reason of its own.
OWN = {kind: table for kind, table in ITEM_TABLES.items() if kind not in ("sections", "findings")}


def unsure(db: Database, _wanted: Wanted) -> Iterator[Doubt]:
    """Yield the items that nobody has looked at, the least sure first."""
    for kind, table in OWN.items():
        sql = f"""SELECT x.document_id, x.id, x.section, x.quote, x.confidence, d.ocr
            FROM {table} x JOIN documents d ON d.id = x.document_id
            WHERE x.status = 'auto' AND x.confidence < ? ORDER BY x.document_id, x.ordinal"""
        for document, key, path, quote, confidence, scanned in db.execute(sql, [DOUBTFUL]).fetchall():
            why = f"confidence {confidence:.2f}{', read from a scan' if scanned else ''}"
            yield Doubt(Need.UNSURE, document, kind, path, why, quote, key, degree=confidence)
