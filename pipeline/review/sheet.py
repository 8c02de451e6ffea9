"""The review file: a record in reading order, for a person and an editor.

Every item has its words with a little context, its fields, how sure the program is and why somebody should look at
it. ``fields``, ``quote``, ``status`` and ``comment`` are for editing; ``was`` and ``machine`` say what was there and
are left alone: by them an edit is told from what a later extraction changed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from copy import deepcopy
from typing import Any

from pipeline.boxes import page_of
from pipeline.review.drafts import anchor_span
from pipeline.review.fields import HEADER, HEADER_FIELDS, fields_of, items_of
from pipeline.review.log import active, belonging
from pipeline.review.merge import CONFLICT, Merged, judged_findings, merged
from pipeline.review.project import read_record
from pipeline.review.queue import doubts_of
from pipeline.review.queue.needs import DOUBTFUL
from schemas.record import DirectiveRecord
from schemas.sqlite import Database

FORMAT = 1
SCHEMA_NAME = "review.schema.json"
AROUND = 50  # characters of context on each side

Sheet = dict[str, Any]


def make_sheet(db: Database, document_id: str, reviewer: str, *, blind: bool = False) -> Sheet:
    """The review file of a document, as JSON values.

    With ``blind`` it has the program's values, and of the corrections only the reviewer's own.
    """
    record = read_record(db, document_id)
    if record is None:
        raise LookupError(document_id)
    corrections = belonging(db, document_id)
    if blind:
        corrections = [one for one in corrections if one.reviewer == reviewer]
    result = merged(record, corrections)
    last = max((one.id for one in corrections), default=0)
    token = hashlib.blake2b(f"{document_id}\x1f{reviewer}\x1f{last}".encode(), digest_size=8).hexdigest()
    source = record.document.source
    return {
        "$schema": SCHEMA_NAME, "review": FORMAT, "export": token, "reviewer": reviewer,
        "document": {
            "document_id": document_id, "record_id": record.document.id, "sha256": source.sha256,
            "source_name": source.name,
        },
        "header": _header(record, result),
        "items": _items(record, result, why_by_item(result, doubts_of(db, document_id))),
    }  # fmt: skip


def why_by_item(result: Merged, sources: dict[str, list[str]]) -> dict[str, list[str]]:
    """Why an item is doubtful: conflicts, sureness, ``sources`` that disagree, findings on its words."""
    why: defaultdict[str, list[str]] = defaultdict(list)
    record = result.record
    for one in result.outcomes:
        if one.outcome == CONFLICT:
            why[one.item_id or HEADER].append(
                f"conflict: correction {one.correction.id}; the program now says otherwise"
            )
    findings = record.findings
    why.update({finding.id: [f"{finding.code}: {finding.message}"] for finding in findings})
    for kind, item in items_of(record):
        if kind == "findings" or item.status != "auto":
            continue
        if item.confidence < DOUBTFUL:
            why[item.id].append(f"confidence {item.confidence:.2f}")
        why[item.id] += sources.get(item.id, [])
        for finding in findings:
            if kind != "sections" and finding.start < item.end and item.start < finding.end:
                why[item.id].append(f"finding {finding.code}: {finding.message}")
    return {key: reasons for key, reasons in why.items() if reasons}


def token_corrections(db: Database, document_id: str, token: str, reviewer: str) -> list[Any]:
    """What a reviewer's file, by its token, has brought in and still holds."""
    mine = [one for one in belonging(db, document_id) if one.reviewer == reviewer]
    return [one for one in active(mine) if one.export == token]


def _header(record: DirectiveRecord, result: Merged) -> dict[str, Any]:
    shown = fields_of(HEADER, result.record.document)
    machine = fields_of(HEADER, record.document)
    differing = {name: machine[name] for name in HEADER_FIELDS if machine[name] != shown[name]}
    comment = result.comments.get(HEADER, "")
    made: dict[str, Any] = {"fields": shown, "comment": comment, "was": {"fields": deepcopy(shown), "comment": comment}}
    return {**made, **({"machine": differing} if differing else {})}


def _items(record: DirectiveRecord, result: Merged, why: dict[str, list[str]]) -> list[dict[str, Any]]:
    machine = {item.id: (kind, item) for kind, item in items_of(record)}
    judged = judged_findings(result)
    items = []
    for kind, item in items_of(result.record):
        start, end = anchor_span(kind, item.start, item.end, record.text)
        fields, quote = fields_of(kind, item), record.text[start:end]
        status = getattr(item, "status", None) or judged.get(item.id, "auto")
        page = getattr(item, "page", None) or page_of(record, start)
        comment = result.comments.get(item.id, "")
        row: dict[str, Any] = {
            "id": item.id, "kind": kind, "section": item.section, "page": page, "quote": quote,
            "context": context(record.text, start, end), "confidence": getattr(item, "confidence", None),
            "why": why.get(item.id, []), "status": status, "fields": fields, "comment": comment,
            "was": {"status": status, "quote": quote, "start": start, "fields": deepcopy(fields), "comment": comment},
        }  # fmt: skip
        there = machine.get(item.id)
        if there is not None:
            row.update(_machine(record, there, fields, (start, end)))
        items.append(row)
    return items


def _machine(
    record: DirectiveRecord, there: tuple[str, Any], fields: dict[str, Any], span: tuple[int, int]
) -> dict[str, Any]:
    kind, item = there
    own = fields_of(kind, item)
    differing = {name: value for name, value in own.items() if fields.get(name) != value}
    start, end = anchor_span(kind, item.start, item.end, record.text)
    if (start, end) != span:
        differing["quote"] = record.text[start:end]
    return {"machine": differing} if differing else {}


def context(text: str, start: int, end: int) -> str:
    """The words with some of what stands around them, marked off by ⟦ and ⟧.

    >>> context("Sở Nội vụ chủ trì", 3, 9)
    'Sở ⟦Nội vụ⟧ chủ trì'
    """
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    quote = (
        text[start:end] if end - start <= 2 * AROUND else f"{text[start : start + AROUND]}…{text[end - AROUND : end]}"
    )
    return f"{before}⟦{quote}⟧{after}".replace("\n", " ¶ ")
