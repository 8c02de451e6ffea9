"""Two documents that say different things: of one indicator, of one instrument.

The findings across documents have most of it (``pipeline.index``); the cascade adds targets of a plan that ask for
less than those of the plan that it implements, also where the day or the wording differs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.cascade import cascade
from pipeline.cascade_model import Step
from pipeline.cascade_source import read_pairs
from pipeline.indicator_catalogue import Decided
from pipeline.indicator_decisions import stored_decisions
from pipeline.indicator_source import read_points
from pipeline.review.queue.needs import Doubt, Wanted
from pipeline.review.reasons import Need
from schemas.sqlite import Database


def between_documents(db: Database, wanted: Wanted) -> Iterator[Doubt]:
    """Yield what two documents say differently, targets first."""
    found = list(cross_findings(db, wanted, between=True))
    known = {(one.document, one.item) for one in found if one.kind == "targets"}
    for step in _target_steps(db, wanted):
        if step.what == "looser" and step.mine and (step.lower, step.mine.id) not in known:
            yield from _looser(db, step)
    yield from found


def _target_steps(db: Database, wanted: Wanted) -> Iterator[Step]:
    """The targets of every document beside those of the documents that it implements."""
    pairs = [pair for pair in read_pairs(db) if wanted.only in (None, pair.lower)]
    points = {name: read_points(db, name) for name in {name for pair in pairs for name in pair.documents}}
    decided = Decided(stored_decisions(db))
    for pair in pairs:
        if points[pair.upper]:
            yield from cascade(points[pair.lower], points[pair.upper], pair.lower, pair.upper, decided)


def cross_findings(db: Database, wanted: Wanted, *, between: bool) -> Iterator[Doubt]:
    """Findings across documents on items that nobody has looked at: those between documents, or the others."""
    sql = """SELECT x.code, x.message, x.document_id, x.section, x.quote, x.related,
            coalesce(t.id, c.id, '') AS item, coalesce(t.status, c.status, 'auto') AS status
        FROM cross_findings x
        LEFT JOIN targets t ON x.code = 'two_targets' AND t.document_id = x.document_id
            AND t.start_char = x.start_char AND t.end_char = x.end_char
        LEFT JOIN citations c ON x.code <> 'two_targets' AND c.document_id = x.document_id
            AND c.start_char = x.start_char AND c.end_char = x.end_char
        WHERE :only IS NULL OR x.document_id = :only
        GROUP BY x.id ORDER BY x.document_id, x.start_char, x.id"""
    for row in db.query(sql, {"only": wanted.only}):
        related = json.loads(row["related"])
        others = tuple(dict.fromkeys(one["document"] for one in related if one["document"] != row["document_id"]))
        if row["status"] == "auto" and bool(others) is between:
            yield _finding(row, related, others)


def _finding(row: dict[str, Any], related: list[dict[str, Any]], others: tuple[str, ...]) -> Doubt:
    kind = "targets" if row["code"] == "two_targets" else "references"
    other = "; ".join(f"{one['document']} {one['path']}: {one['quote']}" for one in related)
    return Doubt(
        Need.DOCUMENTS if others else Need.FINDING, row["document_id"], kind, row["section"],
        f"{row['code']}: {row['message']}", row["quote"], row["item"], other,
        degree=0.0 if kind == "targets" else 1.0, others=others,
    )  # fmt: skip


def _looser(db: Database, step: Step) -> Iterator[Doubt]:
    mine, its = step.mine, step.its
    if mine is None or its is None:
        return
    sql = "SELECT quote FROM targets WHERE document_id = ? AND id = ? AND status = 'auto'"
    for (quote,) in db.execute(sql, [step.lower, mine.id]).fetchall():
        why = f"less than in the plan that it implements: {mine.value} / {its.value}"
        other = f"{step.upper} {its.path}: {its.words}, {its.value}"
        yield Doubt(Need.DOCUMENTS, step.lower, "targets", mine.path, why, quote, mine.id, other, others=(step.upper,))
