"""The JSON Schema (2020-12) of a review file, by which an editor completes and checks it.

It is made of the record's own schema, so that the choices are those of the program.
"""

from __future__ import annotations

import json
from typing import Any

from pipeline.review.fields import HEADER, MODELS, PREFIX, STATUSES, editable
from schemas.json_schema import DIALECT, record_schema

READ_ONLY = ("id", "kind", "section", "page", "context", "confidence", "why", "was", "machine")


def review_schema() -> dict[str, Any]:
    """The schema of a review file.

    >>> sorted(review_schema()["properties"])[:4]
    ['$schema', 'document', 'export', 'header']
    """
    definitions = record_schema()["$defs"]
    for kind in (*PREFIX, HEADER):
        own = definitions[MODELS[kind].__name__]["properties"]
        named = {name: own[name] for name in editable(kind)}
        definitions[f"fields_{kind}"] = {"type": "object", "properties": named, "additionalProperties": False}
    milestone = definitions["Milestone"]
    for name in ("start", "end"):
        milestone["properties"].pop(name)
        milestone["required"].remove(name)
    text: dict[str, Any] = {"type": "string"}
    header = {"fields": {"$ref": f"#/$defs/fields_{HEADER}"}, "comment": text, "was": {}, "machine": {}}
    return {
        "$schema": DIALECT, "$id": "urn:chidao:review:1", "title": "Review file", "type": "object",
        "properties": {
            "$schema": text, "review": {"const": 1}, "export": text, "reviewer": text, "document": {"type": "object"},
            "header": {"type": "object", "properties": header, "additionalProperties": False},
            "items": {"type": "array", "items": {"oneOf": [_item(kind) for kind in PREFIX]}},
        },
        "required": ["review", "document", "items"], "additionalProperties": False, "$defs": definitions,
    }  # fmt: skip


def schema_text() -> str:
    """The file's content."""
    return json.dumps(review_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _item(kind: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: {"readOnly": True} for name in READ_ONLY}
    values |= {
        "kind": {"const": kind}, "quote": {"type": "string", "description": "Words of the text."},
        "nth": {"type": "integer", "minimum": 1, "description": "Which occurrence of the quote, from 1."},
        "status": {"enum": list(STATUSES)}, "fields": {"$ref": f"#/$defs/fields_{kind}"}, "comment": {"type": "string"},
    }  # fmt: skip
    return {
        "type": "object", "properties": values, "required": ["kind", "quote", "status", "fields"],
        "additionalProperties": False,
    }  # fmt: skip
