"""Gold files: a reviewed record as ``chidao score`` compares with, quotes in the place of offsets."""

from __future__ import annotations

import json
from typing import Any

from pipeline.review.drafts import anchor_span
from pipeline.review.fields import HEADER, HEADER_FIELDS, fields_of
from pipeline.score_text import Place
from schemas.item_tables import KINDS
from schemas.record import DirectiveRecord

Fields = dict[str, Any]
ALWAYS = ("number", "recurrence", "due")  # null says something: cited by name, not recurring, no time


def gold(record: DirectiveRecord) -> Fields:
    """The gold file of a corrected record: what was rejected is left out, what is null too.

    Raises:
        LookupError: the words of an item cannot be found in the text as the scorer reads it.
    """
    place = Place(record.text)
    header = fields_of(HEADER, record.document)
    made: Fields = {"document": {name: header[name] for name in HEADER_FIELDS}}
    for kind in KINDS:
        items = [item for item in getattr(record, kind) if getattr(item, "status", "auto") != "rejected"]
        made[kind] = [_item(record, place, kind, item) for item in items]
    return made


def gold_text(record: DirectiveRecord) -> str:
    """The gold file as text."""
    return json.dumps(gold(record), ensure_ascii=False, indent=1) + "\n"


def _item(record: DirectiveRecord, place: Place, kind: str, item: Any) -> Fields:
    start, end = anchor_span(kind, item.start, item.end, record.text)
    fields = {name: value for name, value in fields_of(kind, item).items() if value is not None or name in ALWAYS}
    if kind == "targets":
        fields["milestones"] = [
            {**_quote(record.text, place, part.start, part.end), **_present(values)}
            for part, values in zip(item.milestones, fields["milestones"], strict=True)
        ]
    if kind == "findings":
        fields = {"code": item.code, "message": item.message}
    return {**_quote(record.text, place, start, end), **fields}


def _present(values: Fields) -> Fields:
    return {name: value for name, value in values.items() if name != "quote" and (value is not None or name in ALWAYS)}


def _quote(text: str, place: Place, start: int, end: int) -> Fields:
    """The words, and which occurrence of them it is, if not the first."""
    quote, wanted, nth = text[start:end], place.span(start, end), 1
    while (found := place.find(quote, nth)) is not None:
        if found == wanted:
            return {"quote": quote, **({"nth": nth} if nth > 1 else {})}
        nth += 1
    raise LookupError(quote)
