"""The targets that the catalogue is built from: all values of the database, or of records and gold files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.indicator_catalogue import Catalogue, Decision, Point, build_catalogue
from pipeline.indicator_decisions import stored_decisions
from schemas.errors import UsageError
from schemas.sqlite import Database

_POINTS = """
    SELECT t.document_id AS document, t.id AS target, t.indicator, m.comparator, m.value, m.value_max, m.unit, m.change,
        m.per,
        m.due, m.recurrence, d.number, d.issued_on, d.place AS area, t.section AS path, t.page, t.quote, t.status,
        (SELECT group_concat(name, '; ') FROM (
            SELECT name FROM issuers WHERE document_id = d.id ORDER BY ordinal)) AS issuer,
        (SELECT group_concat(body, '; ') FROM (
            SELECT DISTINCT a.body FROM task_targets l
            JOIN task_assignments k ON k.document_id = l.document_id AND k.task_id = l.task_id
            JOIN assignments a ON a.document_id = k.document_id AND a.id = k.assignment_id
            WHERE l.document_id = t.document_id AND l.target_id = t.id AND a.role = 'lead' AND a.status <> 'rejected'
            ORDER BY a.body)) AS responsible
    FROM targets t
    JOIN milestones m ON m.document_id = t.document_id AND m.target_id = t.id
    JOIN documents d ON d.id = t.document_id
    WHERE t.status <> 'rejected' AND (:document IS NULL OR d.id = :document) ORDER BY d.id, t.ordinal, m.ordinal"""


def read_points(db: Database, document: str | None = None) -> list[Point]:
    """All values of the targets in a database, or of one document in it, that nobody rejected."""
    return [Point(**row) for row in db.query(_POINTS, {"document": document})]


def read_catalogue(db: Database, decisions: Iterable[Decision] = ()) -> Catalogue:
    """The catalogue of a database, by the decisions in it and then by those given, which go before them."""
    return build_catalogue(read_points(db), [*stored_decisions(db), *decisions])


def read_decisions(path: Path) -> list[Decision]:
    """A person's table of decisions: one, other, verdict (same or different), by; tabs between.

    Raises:
        UsageError: a row says neither same nor different.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    for row in rows:
        if row.get("verdict") not in ("same", "different"):
            raise UsageError(f"a decision is same or different, not {row.get('verdict')!r}", where=str(path))
    return [Decision(row["one"], row["other"], row["verdict"] == "same", row.get("by") or "") for row in rows]


def gold_points(name: str, gold: Mapping[str, Any]) -> list[Point]:
    """The values of a gold file, for which only quotes are known and no places."""
    head = gold["document"]
    return [
        Point(
            document=name,
            target=f"{at:03}",
            indicator=target["indicator"],
            quote=target["quote"],
            number=head.get("number"),
            issued_on=head.get("issued_on"),
            area=head.get("place"),
            **{field: value[field] for field in _VALUE if field in value},
        )
        for at, target in enumerate(gold.get("targets", []))
        for value in target["milestones"]
    ]


_VALUE = ("comparator", "value", "value_max", "unit", "change", "per", "due", "recurrence")
