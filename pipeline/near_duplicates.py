"""Near duplicates: documents whose texts share most of their phrases. Suspected and noted, never refused.

What is noted does not depend on the order in which documents arrive: each pair is compared once both
are there, and stands once, the smaller id first.
"""

from __future__ import annotations

import json

from pipeline.sketch import SUSPECT, similarity
from schemas.sqlite import Database


def note_near_duplicates(
    db: Database, document_id: str, numbers: tuple[int, ...], keys: tuple[tuple[int, int], ...]
) -> None:
    """Keep the sketch of a document that was just stored, with its bands, and note what it is nearly the same as."""
    if not numbers:
        return
    # Not "(band, key) IN (VALUES …)": SQLite reads the whole table for that.
    places = " OR ".join("(band = ? AND key = ?)" for _ in keys)
    rows = db.execute(
        f"SELECT document_id, sketch FROM sketches WHERE document_id IN ("
        f"SELECT document_id FROM sketch_bands WHERE {places})",
        [number for key in keys for number in key],
    ).fetchall()
    db.execute("INSERT INTO sketches VALUES (?, ?)", [document_id, json.dumps(numbers)])
    db.conn.executemany("INSERT INTO sketch_bands VALUES (?, ?, ?)", [(document_id, *key) for key in keys])
    for other, theirs in rows:
        share = similarity(numbers, tuple(json.loads(theirs)))
        if share >= SUSPECT:
            pair = sorted((document_id, other))
            db.execute("INSERT OR REPLACE INTO near_duplicates VALUES (?, ?, ?)", [*pair, share])
