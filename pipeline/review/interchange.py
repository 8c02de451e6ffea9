"""Interchange with Label Studio (JSON tasks with relations) and doccano (JSONL), there and back without loss.

Spans, labels and the links of tasks are written in each program's own form, so that people can work there. What their
forms have no place for (fields, status, comment) goes into ``data`` or ``meta``, which they keep. A span that comes
back with other edges was moved, one that is gone was rejected, one that we do not know was added.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.review.drafts import anchor_span
from pipeline.review.fields import PREFIX
from pipeline.review.sheet import Sheet
from schemas.errors import UsageError

Values = dict[str, Any]
KEPT = ("$schema", "review", "export", "reviewer", "document", "header")


def to_label_studio(sheet: Sheet, record: Any) -> str:
    """A review file as a Label Studio task: one region an item, one relation a link of a task."""
    results: list[Values] = []
    for item, (start, end) in _placed(sheet, record):
        value = {"start": start, "end": end, "text": item["quote"], "labels": [item["kind"]]}
        results.append({
            "id": item["id"], "type": "labels", "from_name": "label", "to_name": "text", "value": value,
            "meta": {"item": item["id"]},
        })  # fmt: skip
    results += [
        {"type": "relation", "from_id": task.id, "to_id": linked, "direction": "right", "labels": [kind]}
        for task in record.tasks
        for kind in ("deadlines", "targets", "references", "assignments")
        for linked in getattr(task, kind)
    ]
    data = {"text": record.text, "chidao": {name: sheet[name] for name in (*KEPT, "items")}}
    return json.dumps([{"data": data, "annotations": [{"result": results}]}], ensure_ascii=False, indent=1) + "\n"


def from_label_studio(text: str) -> Sheet:
    """The review file that a Label Studio export says.

    Raises:
        UsageError: it is none that we exported.
    """
    try:
        (task,) = json.loads(text)
        data, (annotation, *_) = task["data"], task["annotations"]
        kept, spans = data["chidao"], []
        items = {item["id"]: item for item in kept["items"]}
        for one in annotation["result"]:
            if one["type"] == "labels":
                value, item = one["value"], items.get((one.get("meta") or {}).get("item", one.get("id")))
                spans.append((value["start"], value["end"], value["labels"][0], item))
        return _sheet(kept, data["text"], spans, kept["items"])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UsageError(f"this is no Label Studio export of one document of ours ({error!r})") from error


def to_doccano(sheet: Sheet, record: Any) -> str:
    """A review file as a line of doccano's JSONL: entities and relations."""
    numbers = {item["id"]: number for number, item in enumerate(sheet["items"], start=1)}
    entities = [
        {"id": numbers[item["id"]], "label": item["kind"], "start_offset": start, "end_offset": end}
        for item, (start, end) in _placed(sheet, record)
    ]
    pairs = [
        (numbers[task.id], numbers[linked], kind)
        for task in record.tasks
        for kind in ("deadlines", "targets", "references", "assignments")
        for linked in getattr(task, kind)
    ]
    relations = [
        {"id": number, "from_id": one, "to_id": other, "type": kind}
        for number, (one, other, kind) in enumerate(pairs, start=1)
    ]
    meta = {
        **{name: sheet[name] for name in KEPT},
        "items": {str(numbers[item["id"]]): item for item in sheet["items"]},
    }
    line = {"text": record.text, "entities": entities, "relations": relations, "meta": {"chidao": meta}}
    return json.dumps(line, ensure_ascii=False) + "\n"


def from_doccano(text: str) -> Sheet:
    """The review file that a line of doccano's JSONL says.

    Raises:
        UsageError: it is none that we exported.
    """
    try:
        line = json.loads(text)
        kept = line["meta"]["chidao"]
        spans = []
        for one in line["entities"]:
            item = kept["items"].get(str(one["id"]))
            spans.append((one["start_offset"], one["end_offset"], one["label"], item))
        return _sheet(kept, line["text"], spans, list(kept["items"].values()))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UsageError(f"this is no doccano line of a document of ours ({error!r})") from error


def _placed(sheet: Sheet, record: Any) -> Iterator[tuple[Values, tuple[int, int]]]:
    """The items of a file with the places of their words."""
    there = {item.id: (kind, item) for kind in PREFIX for item in getattr(record, kind)}
    for item in sheet["items"]:
        kind, found = there[item["id"]]
        yield item, anchor_span(kind, found.start, found.end, record.text)


def _sheet(kept: Values, text: str, spans: list[Any], every: list[Values]) -> Sheet:
    """The file, in the order that it had; ``spans`` are (start, end, kind, item or None)."""
    items: list[Values] = []
    for start, end, label, known in spans:
        quote = text[start:end]
        nth = _nth(text, quote, start)
        if known is None:
            items.append({"kind": label, "quote": quote, "nth": nth, "status": "added", "fields": {}})
            continue
        item = dict(known)
        if item["quote"] != quote:
            item.update(quote=quote, nth=nth)
        items.append(item)
    here = {item.get("id") for item in items}
    items += [{**item, "status": "rejected"} for item in every if item["id"] not in here]
    order = {item["id"]: number for number, item in enumerate(every)}
    items.sort(key=lambda item: order.get(item.get("id", ""), len(order)))
    return {**{name: kept[name] for name in KEPT}, "items": items}


def _nth(text: str, quote: str, start: int) -> int:
    count, at = 0, text.find(quote)
    while 0 <= at <= start:
        count += 1
        at = text.find(quote, at + 1)
    return max(count, 1)
