"""Records as rows of the database. Every field of the record has its column; nothing is computed here
but the key that finds a số hiệu in any spelling."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from schemas.item_tables import ITEM_TABLES, TASK_LINKS

if TYPE_CHECKING:
    from schemas.record import DirectiveRecord, Document

Row = dict[str, Any]

#: Fields whose column has another name, see ``schemas.migrations``.
RENAMED = {"start": "start_char", "end": "end_char", "task": "task_path", "offset": "anchor_offset"}


def document_row(record: DirectiveRecord, store_id: str) -> Row:
    """The row of the table ``documents``, without what only the run knows."""
    document = record.document
    period = document.period
    return {
        "id": store_id,
        "record_id": document.id,
        "number_key": _key(document.number),
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "source_name": document.source.name,
        "schema_version": record.schema_version,
        "pipeline": record.pipeline,
        "text": record.text,
        **document.model_dump(include={"type", "number", "issued_on", "place", "title"}),
        **document.source.model_dump(include={"sha256", "media_type", "pages", "ocr"}),
        "stamps": json.dumps(document.source.stamps, ensure_ascii=False),
        "stamped": json.dumps(document.source.stamped),
    }


def item_rows(record: DirectiveRecord, store_id: str) -> dict[str, list[Row]]:
    """The rows of all other tables, in an order that satisfies their foreign keys."""
    rows: dict[str, list[Row]] = defaultdict(list)
    _add_lists(rows, record.document)
    for kind, table in ITEM_TABLES.items():
        for ordinal, item in enumerate(getattr(record, kind), start=1):
            fields = item.model_dump()
            nested = _NESTED.get(kind)
            if nested:
                nested(rows, fields)
            row = {RENAMED.get(name, name): value for name, value in fields.items()}
            rows[table].append({"ordinal": ordinal, **row})
    parents_first = sorted(rows, key=_is_child)
    return {table: [{"document_id": store_id, **row} for row in rows[table]] for table in parents_first}


def _key(number: str | None) -> str | None:
    from pipeline.resolve import number_key  # brings spaCy, which whoever only writes rows does without

    return number_key(number) if number else None


def _is_child(table: str) -> bool:
    """Does the table point at rows of items? They are collected before the items they point at."""
    return table == "milestones" or table.startswith("task_")


def _add_lists(rows: dict[str, list[Row]], document: Document) -> None:
    for name in ("issuers", "addressees", "recipients"):
        for ordinal, value in enumerate(getattr(document, name), start=1):
            rows[name].append({"ordinal": ordinal, "name": value})
    for ordinal, signer in enumerate(document.signers, start=1):
        rows["signers"].append({"ordinal": ordinal, **signer.model_dump()})


def _split_task(rows: dict[str, list[Row]], fields: Row) -> None:
    for kind, (table, column) in TASK_LINKS.items():
        for linked in dict.fromkeys(fields.pop(kind)):
            rows[table].append({"task_id": fields["id"], column: linked})


def _split_target(rows: dict[str, list[Row]], fields: Row) -> None:
    for ordinal, milestone in enumerate(fields.pop("milestones"), start=1):
        row = {RENAMED.get(name, name): value for name, value in milestone.items()}
        rows["milestones"].append({"target_id": fields["id"], "ordinal": ordinal, **row})


def _split_reference(_rows: dict[str, list[Row]], fields: Row) -> None:
    pinpoint = fields.pop("pinpoint") or {}
    fields.update({name: pinpoint.get(name) for name in ("article", "clause", "point", "chapter")})
    fields["number_key"] = _key(fields["number"])


def _split_finding(_rows: dict[str, list[Row]], fields: Row) -> None:
    fields["related"] = json.dumps(fields["related"], ensure_ascii=False)


_NESTED = {
    "tasks": _split_task,
    "targets": _split_target,
    "references": _split_reference,
    "findings": _split_finding,
}
