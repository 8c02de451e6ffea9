"""Drafts: items of a record while corrections are put over them, and the way back to a record.

What follows from words and places is worked out here: offsets of milestones, the section an item stands in, the page
of one that was added, the items inside a task.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.boxes import page_of
from pipeline.review.fields import HEADER, LINKS, MODELS, PREFIX, Fields, fields_of
from schemas.record import DirectiveRecord, Model


@dataclass(slots=True)
class Draft:
    """An item in the making; ``item`` is the program's own, None where the program has none."""

    id: str
    kind: str
    start: int
    end: int
    fields: Fields
    item: Any = None
    status: str = "auto"
    machine: Fields = field(default_factory=dict)

    @classmethod
    def of(cls, kind: str, item: Any) -> Draft:
        """The draft of an item as the program found it."""
        fields = fields_of(kind, item)
        status = getattr(item, "status", "auto")
        return cls(item.id, kind, item.start, item.end, dict(fields), item, status, fields)


def drafts_of(record: DirectiveRecord) -> dict[str, list[Draft]]:
    """The items of a record by kind."""
    return {kind: [Draft.of(kind, item) for item in getattr(record, kind)] for kind in PREFIX}


def anchor_span(kind: str, start: int, end: int, text: str) -> tuple[int, int]:
    """The words that say which item it is: of a section its own first line, for the rest is other items.

    >>> anchor_span("sections", 0, 9, "1. Một\\na)")
    (0, 6)
    """
    if kind != "sections":
        return start, end
    stop = text.find("\n", start)
    return start, end if stop < 0 else min(end, stop)


def built(record: DirectiveRecord, drafts: dict[str, list[Draft]], header: Fields | None = None) -> DirectiveRecord:
    """The record with the drafts for its items; ``header`` has fields of the document to replace."""
    made: dict[str, Any] = {}
    for kind in PREFIX:
        items = [_item(record, draft) for draft in drafts[kind]]
        made[kind] = tuple(sorted(items, key=lambda item: item.start)) if _is_changed(drafts[kind]) else tuple(items)
    if any(_is_changed(drafts[kind]) for kind in ("tasks", *LINKS)):
        made["tasks"] = tuple(_linked(task, made) for task in made["tasks"])
    if header:
        values = {**record.document.model_dump(mode="json"), **header}
        made[HEADER] = MODELS[HEADER].model_validate(values)
    return record.model_copy(update=made)


def place_milestones(text: str, start: int, end: int, parts: Iterable[Fields], known: Any = ()) -> list[Fields | None]:
    """Milestones with the offsets of their quotes: as they were, else in the target's words, else near them."""
    waiting = [(part.quote, part.start) for part in known]
    placed: list[Fields | None] = []
    for part in parts:
        quote = part["quote"]
        at = next((place for words, place in waiting if words == quote and text.startswith(quote, place)), -1)
        if at >= 0:
            waiting.remove((quote, at))
        else:
            at = text.find(quote, start, end)
        if at < 0:
            at = _nearest(text, quote, start)
        placed.append({**part, "start": at, "end": at + len(quote)} if at >= 0 else None)
    return placed


def section_at(record: DirectiveRecord, start: int) -> str:
    """Path of the innermost section around a place."""
    inside = [section for section in record.sections if section.start <= start < section.end]
    return max(inside, key=lambda section: section.start).path if inside else ""


def _is_changed(drafts: list[Draft]) -> bool:
    return any(draft.item is None or draft.fields != draft.machine or draft.status != "auto" for draft in drafts)


def _item(record: DirectiveRecord, draft: Draft) -> Model:
    item = draft.item
    moved = item is None or (draft.start, draft.end) != (item.start, item.end)
    if item is not None and not moved and draft.fields == draft.machine:
        same = draft.kind == "findings" or draft.status == item.status
        return item if same else item.model_copy(update={"status": draft.status})  # type: ignore[no-any-return]
    place = {"id": draft.id, "start": draft.start, "end": draft.end, "quote": record.text[draft.start : draft.end]}
    old = item.model_dump() if item is not None else {"confidence": 1.0, "page": _page(record, draft.start)}
    if moved:
        place["section"] = section_at(record, draft.start)
    if draft.kind == "references" and item is not None and draft.fields["number"] != draft.machine["number"]:
        old["instrument"] = None
    values = {**old, **place, **draft.fields, "status": draft.status}
    if draft.kind == "targets":
        known = item.milestones if item is not None else ()
        parts = place_milestones(record.text, draft.start, draft.end, draft.fields["milestones"], known)
        values["milestones"] = [part for part in parts if part is not None]
    if draft.kind == "findings":
        values = {name: value for name, value in values.items() if name in MODELS["findings"].model_fields}
    return MODELS[draft.kind].model_validate(values)


def _page(record: DirectiveRecord, start: int) -> int | None:
    """Page of a place; of a record that was made without the places of its lines, that of the last item before it."""
    if record.layout:
        return page_of(record, start)
    before = [item for kind in ("sections", "tasks") for item in getattr(record, kind) if item.start <= start]
    return max(before, key=lambda item: item.start).page if before else None


def _linked(task: Any, made: dict[str, Any]) -> Any:
    links = {}
    for kind in LINKS:
        links[kind] = tuple(item.id for item in made[kind] if item.status != "rejected" and _belongs(kind, item, task))
    return task.model_copy(update=links)


def _belongs(kind: str, item: Any, task: Any) -> bool:
    inside = task.start <= item.start and item.end <= task.end
    return bool(inside or (kind == "assignments" and item.task == task.path))


def _nearest(text: str, quote: str, start: int) -> int:
    before, after = text.rfind(quote, 0, start + len(quote)), text.find(quote, start)
    if before < 0 or after < 0:
        return max(before, after)
    return before if start - before <= after - start else after


def new_id(kind: str, section: str, quote: str, salt: str) -> str:
    """Id of an item that a person added."""
    digest = hashlib.blake2b("\x1f".join(("added", kind, section, quote, salt)).encode(), digest_size=6).hexdigest()
    return f"{PREFIX[kind]}-{digest}"
