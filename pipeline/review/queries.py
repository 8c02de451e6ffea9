"""Questions to the log: what is to be looked at next, how far a review is, who disagrees.

The order of need: conflicts, orphans, disagreements of two reviewers, findings, then the least sure.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from corpus.fold import fold
from pipeline.review.log import Correction, active, belonging, read_all
from pipeline.review.merge import merged
from pipeline.review.project import read_record
from schemas.errors import UsageError
from schemas.migrations import ITEM_TABLES
from schemas.record import DirectiveRecord

Row = dict[str, Any]
STATUS = ("confirmed", "corrected", "rejected", "added", "comments", "applied", "conflicts", "orphans")
ACTIONS = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected", "add": "added", "comment": "comments"}
OUTCOMES = {"applied": "applied", "conflict": "conflicts", "orphan": "orphans"}
DOUBTFUL = 0.8


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


def next_rows(
    db: Database, *, kind: str | None = None, issuer: str | None = None, since: str | None = None,
    until: str | None = None, limit: int = 20,
) -> list[Row]:  # fmt: skip
    """What should be looked at next, most needed first."""
    rows: list[tuple[tuple[float, ...], Row]] = []
    for document in _documents(db, issuer, since, until):
        rows += [pair for pair in _needs(db, document) if kind in (None, pair[1]["kind"])]
    if issuer is None and since is None and until is None:
        homeless = "document_id = ''"
        rows += [pair for pair in _open(db, homeless, []) if kind in (None, pair[1]["kind"])]
    rows.sort(key=lambda pair: pair[0])
    return [row for _, row in rows[:limit]]


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


def _documents(db: Database, issuer: str | None, since: str | None, until: str | None) -> Iterator[str]:
    sql = """SELECT d.id, d.issued_on, (SELECT group_concat(name, '; ') FROM issuers WHERE document_id = d.id)
        FROM documents d ORDER BY d.id"""
    for document, issued, names in db.execute(sql).fetchall():
        if issuer and fold(issuer) not in fold(names or ""):
            continue
        if (since or until) and not (since or "") <= (issued or "")[: len(since or until or "")] <= (until or "9"):
            continue
        yield document


def _needs(db: Database, document: str) -> Iterator[tuple[tuple[float, ...], Row]]:
    yield from _open(db, "document_id = ?", [document])
    for row in disagreements(db, document):
        why = "; ".join(f"{name}: {said}" for name, said in row["says"].items())
        yield (2.0, 0.0), _row(document, row["kind"], row["path"], row["item"], "reviewers disagree", why, row["quote"])
    for kind, table in ITEM_TABLES.items():
        if kind in ("findings", "sections"):
            continue
        sql = f"""SELECT x.id, x.section, x.quote, x.confidence, f.code, f.message FROM {table} x
            LEFT JOIN findings f ON f.document_id = x.document_id
                AND f.start_char < x.end_char AND x.start_char < f.end_char
            WHERE x.document_id = ? AND x.status = 'auto' AND (f.id IS NOT NULL OR x.confidence < ?)
            GROUP BY x.id ORDER BY x.ordinal"""
        for key, section, quote, confidence, code, message in db.execute(sql, [document, DOUBTFUL]).fetchall():
            need = (3.0, confidence) if code else (4.0, confidence)
            why = message if code else f"confidence {confidence:.2f}"
            yield need, _row(document, kind, section, key, f"finding {code}" if code else "not sure", why, quote)


def _open(db: Database, where: str, values: list[Any]) -> Iterator[tuple[tuple[float, ...], Row]]:
    sql = f"""SELECT o.outcome, o.document_id, o.machine_value, o.note, c.id, c.kind, c.section, c.item_id, c.quote,
            c.action, c.new_value FROM correction_outcomes o JOIN corrections c ON c.id = o.correction_id
        WHERE o.{where} AND o.outcome <> 'applied' ORDER BY c.id"""
    for row in db.query(sql, values):
        said = row["new_value"] or row["action"]
        why = f"correction {row['id']}: {said}; the program: {row['machine_value'] or row['note']}"
        need = 0.0 if row["outcome"] == "conflict" else 1.0
        yield (
            (need, row["id"]),
            _row(row["document_id"], row["kind"], row["section"], row["item_id"], row["outcome"], why, row["quote"]),
        )


def _row(document: str, kind: str, path: str, item: str, need: str, why: str, quote: str) -> Row:
    return {"need": need, "document": document, "kind": kind, "path": path, "why": why, "quote": quote, "item": item}
