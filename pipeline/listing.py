"""Rows to list: what a view of the database holds, what a record holds of one kind.

``COLUMNS`` names the few columns that fit on a screen; JSON and CSV give all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.database import read_database
from schemas.record import DirectiveRecord, Target

Row = dict[str, Any]

COLUMNS = {
    "sections": ("path", "label", "role", "heading"),
    "themes": ("section", "kind", "quote"),
    "tasks": ("path", "action", "quote"),
    "targets": ("section", "indicator", "comparator", "value", "value_max", "unit", "due"),
    "deadlines": ("section", "quote", "starts_on", "ends_on", "recurrence", "action"),
    "assignments": ("section", "role", "body", "task"),
    "references": ("section", "type", "number", "date", "relation", "title"),
    "findings": ("section", "code", "message"),
    "v_documents": ("document_number", "type", "issued_on", "issuer", "document_title", "tasks", "targets"),
    "v_tasks": ("document_number", "path", "action", "deadlines", "leads", "quote"),
    "v_targets": ("document_number", "path", "indicator", "comparator", "value", "unit", "due"),
    "v_deadlines": ("document_number", "path", "quote", "starts_on", "ends_on", "action"),
    "v_assignments": ("document_number", "task_path", "role_label", "body"),
    "v_citations": ("document_number", "path", "relation_label", "type", "number", "date", "title"),
    "v_findings": ("document_number", "path", "code", "message"),
}


def view_rows(db: Path, view: str, *, auto_only: bool = False) -> list[Row]:
    """All rows of a view; with ``auto_only`` what the program said, without what reviewers said.

    Raises:
        StoreError: there is no database, or it cannot be read.
    """
    with read_database(db) as database:
        if auto_only:
            from pipeline.review.auto import auto_rows

            return auto_rows(database, view)
        return list(database.query(f"SELECT * FROM {view}"))


def item_rows(record: DirectiveRecord, kind: str) -> list[Row]:
    """The items of one kind; of targets one row a milestone."""
    items = getattr(record, kind)
    if kind == "targets":
        return [row for target in items for row in _milestone_rows(target)]
    return [item.model_dump() for item in items]


def _milestone_rows(target: Target) -> list[Row]:
    shared = target.model_dump(exclude={"milestones"})
    return [
        {**shared, **milestone.model_dump(exclude={"quote", "start", "end"}), "value_quote": milestone.quote}
        for milestone in target.milestones
    ]
