"""The log of corrections: rows are added, never changed. What holds now is read off it.

A later correction of the same field goes before an earlier one; of rank 1 is one that settles a disagreement or a
conflict. A withdrawal takes one correction back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pipeline.review.anchors import Anchor
from schemas.sqlite import Database

Slot = tuple[str, str, str]

VERDICTS = ("confirm", "reject", "add")
COLUMNS = (
    "made_at", "reviewer", "rank", "document_id", "record_id", "sha256", "kind", "item_id", "action", "field",
    "old_value", "new_value", "reason", "section", "quote", "prefix", "suffix", "start_char", "anchor", "base",
    "export", "withdraws",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Home:
    """The document that a correction was made in."""

    document_id: str
    record_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person said. ``id`` and ``made_at`` are given when it is written."""

    home: Home
    reviewer: str
    kind: str
    item_id: str
    action: str
    field: str = ""
    old: Any = None
    new: Any = None
    reason: str = ""
    anchor: Anchor | None = None
    base: dict[str, Any] | None = None
    export: str = ""
    rank: int = 0
    withdraws: int | None = None
    made_at: str = ""
    id: int = 0

    @property
    def slot(self) -> Slot:
        """What it is about: a later correction with the same slot takes its place."""
        what = "verdict" if self.action in VERDICTS else "comment" if self.action == "comment" else self.field
        return (self.kind, self.item_id, what)

    def says_the_same(self, other: Correction) -> bool:
        """Do both say the same of the same thing?"""
        return (self.slot, self.action, self.new, self.reason) == (other.slot, other.action, other.new, other.reason)


def read_all(db: Database, where: str = "1", values: Iterable[Any] = ()) -> list[Correction]:
    """The corrections that a condition holds for, withdrawn ones too, oldest first."""
    sql = f"SELECT id, {', '.join(COLUMNS)} FROM corrections WHERE {where} ORDER BY id"
    return [_read(row) for row in db.query(sql, list(values))]


def active(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that nobody took back, without the withdrawals themselves, oldest first."""
    every = list(corrections)
    gone = {one.withdraws for one in every if one.action == "withdraw"}
    return [one for one in every if one.action != "withdraw" and one.id not in gone]


def holding(corrections: Iterable[Correction]) -> list[Correction]:
    """Of those that are active, the one of each slot that holds, oldest first."""
    best: dict[Slot, Correction] = {}
    for one in active(corrections):
        there = best.get(one.slot)
        if there is None or one.id > there.id:
            best[one.slot] = one
    return sorted(best.values(), key=lambda one: one.id)


def belonging(db: Database, document_id: str) -> list[Correction]:
    """The corrections that are meant for a document: made in it, in its earlier file or in one with its record id."""
    row = db.execute("SELECT record_id, sha256 FROM documents WHERE id = ?", [document_id]).fetchone()
    record_id, sha256 = row or ("", "")
    return read_all(
        db,
        "document_id = ? OR record_id = ? OR sha256 = ? OR document_id IN ("
        "SELECT CASE n.document_id WHEN d.id THEN n.other_id ELSE n.document_id END FROM documents d "
        "JOIN near_duplicates n ON d.id IN (n.document_id, n.other_id) "
        "JOIN documents o ON o.id = CASE n.document_id WHEN d.id THEN n.other_id ELSE n.document_id END "
        "WHERE d.id = ? AND o.source_name = d.source_name)",
        [document_id, record_id, sha256, document_id],
    )


def append(db: Database, corrections: Iterable[Correction], *, now: str | None = None) -> list[Correction]:
    """Write corrections, inside a transaction of the caller; give them with their ids."""
    made = now or dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    sql = f"INSERT INTO corrections ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    written = []
    for one in corrections:
        key = db.execute(sql, _row(one, made)).lastrowid or 0
        written.append(replace(one, id=key, made_at=made))
    return written


def _row(one: Correction, made_at: str) -> list[Any]:
    at = one.anchor
    place = [at.section, at.quote, at.prefix, at.suffix, at.start] if at else ["", "", "", "", 0]
    return [
        made_at, one.reviewer, one.rank, one.home.document_id, one.home.record_id, one.home.sha256, one.kind,
        one.item_id, one.action, one.field, _json(one.old), _json(one.new), one.reason, *place,
        _json(at.plain() if at else None), _json(one.base), one.export, one.withdraws,
    ]  # fmt: skip


def _read(row: dict[str, Any]) -> Correction:
    anchor = _value(row["anchor"])
    return Correction(
        home=Home(row["document_id"], row["record_id"], row["sha256"]), reviewer=row["reviewer"], kind=row["kind"],
        item_id=row["item_id"], action=row["action"], field=row["field"], old=_value(row["old_value"]),
        new=_value(row["new_value"]), reason=row["reason"], anchor=Anchor.read(anchor) if anchor else None,
        base=_value(row["base"]), export=row["export"], rank=row["rank"], withdraws=row["withdraws"],
        made_at=row["made_at"], id=row["id"],
    )  # fmt: skip


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)
