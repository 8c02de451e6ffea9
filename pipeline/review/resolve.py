"""Settles a conflict, an orphan or a disagreement: what is decided is a correction of its own, of rank 1.

* ``mine``: the person's value holds, whatever the program says now;
* ``machine``: the correction is withdrawn, the program's value holds;
* an item's id: an orphan belongs to this item.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.review.anchors import Sentences, find_anchor, make_anchor
from pipeline.review.check import known_items
from pipeline.review.drafts import anchor_span
from pipeline.review.fields import HEADER, fields_of
from pipeline.review.log import Correction, Home, append
from pipeline.review.project import project_all, read_record
from pipeline.review.queries import correction
from schemas.errors import UsageError
from schemas.sqlite import Database


def resolve(db: Database, number: int, keep: str, reviewer: str, document_id: str | None = None) -> Correction:
    """Settle a correction, inside a transaction of the caller.

    Raises:
        UsageError: there is no such correction or item, or it cannot be settled so.
    """
    one = correction(db, number)
    if one.action == "withdraw":
        raise UsageError(f"correction {number} is itself a withdrawal")
    if keep == "machine":
        made = replace(one, action="withdraw", withdraws=one.id, reviewer=reviewer, rank=1, base=None)
    else:
        made = _rebased(db, one, keep, reviewer, document_id)
    (written,) = append(db, [made])
    project_all(db)
    return written


def _rebased(db: Database, one: Correction, keep: str, reviewer: str, document_id: str | None) -> Correction:
    """The correction said anew, against what the program says now."""
    sql = "SELECT document_id FROM correction_outcomes WHERE correction_id = ? AND outcome <> 'applied' ORDER BY 1"
    tried = [row[0] for row in db.execute(sql, [one.id]).fetchall()]
    there = document_id or next((name for name in tried if name), one.home.document_id)
    record = read_record(db, there)
    if record is None:
        raise UsageError("the document is not in the database; only --keep machine is possible", where=there)
    home = Home(there, record.document.id, record.document.source.sha256)
    common = {"home": home, "reviewer": reviewer, "rank": 1, "export": ""}
    if one.kind == HEADER:
        return replace(one, **common, old=fields_of(HEADER, record.document).get(one.field))  # type: ignore[arg-type]
    sentences, known = Sentences(record.text), known_items(record)
    if keep != "mine":
        if keep not in known or known[keep][0] != one.kind:
            raise UsageError(f"{keep!r} is no item of {one.kind} there; allowed: mine, machine or the id of one")
        item_id = keep
    else:
        row = db.execute(
            "SELECT item_id FROM correction_outcomes WHERE correction_id = ? AND document_id = ?", [one.id, there]
        ).fetchone()
        item_id = row[0] if row and row[0] else one.item_id
    item = known[item_id][1] if item_id in known else None
    span = anchor_span(one.kind, item.start, item.end, record.text) if item else None
    span = span or (find_anchor(one.anchor, sentences) if one.anchor else None)
    if span is None:
        raise UsageError("its words are not in the text: name the item it belongs to, or --keep machine")
    if item is None:  # the program does not find it any more: the person says that it is there
        fields = {**(one.base or {}).get("fields", {}), **({one.field: one.new} if one.action == "correct" else {})}
        anchor = make_anchor(sentences, *span, one.anchor.section if one.anchor else "")
        return replace(one, **common, action="add", field="", old=None, new=fields, anchor=anchor, base=None)  # type: ignore[arg-type]
    fields = fields_of(one.kind, item)
    return replace(
        one, **common, item_id=item_id, anchor=make_anchor(sentences, *span, item.section),  # type: ignore[arg-type]
        old=item.quote if one.field == "quote" else fields.get(one.field),
        base={"fields": fields, "start": item.start, "end": item.end},
    )  # fmt: skip
