"""Questions to the log: which document is meant, how far a review is, who disagrees."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from pipeline.review.log import Correction, active, belonging, read_all
from pipeline.review.merge import merged
from pipeline.review.project import read_record
from schemas.errors import UsageError
from schemas.record import DirectiveRecord
from schemas.sqlite import Database

Row = dict[str, Any]
STATUS = ("confirmed", "corrected", "rejected", "added", "comments", "applied", "conflicts", "orphans")
ACTIONS = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected", "add": "added", "comment": "comments"}
OUTCOMES = {"applied": "applied", "conflict": "conflicts", "orphan": "orphans"}


def find_document(db: Database, wanted: str) -> str:
    """Id of the document that a person means: its id, number, file name or file name without ending.

    Raises:
        UsageError: there is none, or there are several.
    """
    sql = """SELECT id FROM documents WHERE id = :w OR number = :w OR source_name = :w OR source_name LIKE :stem
        ORDER BY id = :w DESC, id"""
    stem = wanted.replace("%", "").replace("_", "\\_") + ".%"
    found = [row["id"] for row in db.query(sql.replace(":stem", ":stem ESCAPE '\\'"), {"w": wanted, "stem": stem})]
    if len(found) > 1 and found[0] != wanted:
        raise UsageError(f"several documents are called so: {', '.join(found[:5])}", where=wanted)
    if not found:
        raise UsageError("there is no such document in the database; chidao documents lists them", where=wanted)
    return str(found[0])


def status_rows(db: Database) -> list[Row]:
    """How many were confirmed, corrected, …, by document, kind and reviewer; conflicts and orphans are among them."""
    counts: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    sql = """SELECT o.document_id, c.kind, c.reviewer, c.action, o.outcome FROM correction_outcomes o
        JOIN corrections c ON c.id = o.correction_id ORDER BY o.document_id, c.kind, c.reviewer"""
    for document, kind, reviewer, action, outcome in db.execute(sql).fetchall():
        counts[(document, kind, reviewer)].update([ACTIONS[action], OUTCOMES[outcome]])
    return [
        {"document": document, "kind": kind, "reviewer": reviewer, **{name: found[name] for name in STATUS}}
        for (document, kind, reviewer), found in counts.items()
    ]


def open_rows(db: Database) -> list[Row]:
    """Conflicts and orphans, with the person's value and the program's."""
    sql = """SELECT c.id AS correction, o.outcome, o.document_id AS document, c.kind, c.section AS path, c.quote,
            c.action, c.field, c.old_value, c.new_value, o.machine_value, o.note, c.reviewer
        FROM correction_outcomes o JOIN corrections c ON c.id = o.correction_id
        WHERE o.outcome <> 'applied' ORDER BY o.outcome, o.document_id, c.id"""
    return list(db.query(sql))


def disagreements(db: Database, document_id: str) -> list[Row]:
    """Where two reviewers say different things of one item and nobody has settled it."""
    by_slot: defaultdict[tuple[str, str, str], dict[str, Correction]] = defaultdict(dict)
    for one in active(belonging(db, document_id)):
        if one.rank:
            by_slot.pop(one.slot, None)  # settled; only what is said after it can disagree
        elif one.action != "comment":
            by_slot[one.slot][one.reviewer] = one
    rows = []
    for slot, said in by_slot.items():
        if len({_said(one) for one in said.values()}) < 2:
            continue
        first = next(iter(said.values()))
        rows.append({
            "document": document_id, "kind": slot[0], "item": slot[1], "what": slot[2],
            "path": first.anchor.section if first.anchor else "", "quote": first.anchor.quote if first.anchor else "",
            "says": {name: f"{one.id}: {_said(one)}" for name, one in sorted(said.items())},
        })  # fmt: skip
    return rows


def corrected(db: Database, document_id: str, *, reviewer: str | None = None) -> DirectiveRecord:
    """A document's record with the corrections of one reviewer; of all where none is named.

    Raises:
        UsageError: there is no such document.
    """
    record = read_record(db, document_id)
    if record is None:
        raise UsageError("there is no such document in the database", where=document_id)
    return merged(record, [one for one in belonging(db, document_id) if reviewer in (None, one.reviewer)]).record


def correction(db: Database, number: int) -> Correction:
    """A correction by its number.

    Raises:
        UsageError: there is none.
    """
    found = read_all(db, "id = ?", [number])
    if not found:
        raise UsageError(f"there is no correction {number}; chidao review status --open lists them")
    return found[0]


def _said(one: Correction) -> str:
    if one.action == "correct":
        value = one.new["quote"] if one.field == "quote" else one.new
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return one.action
