"""The JSON Schema (2020-12) of a record, generated from the models.

``python -m schemas.json_schema`` writes ``schemas/directive-record.schema.json``; a test proves it current.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from schemas.record import SCHEMA_VERSION, DirectiveRecord

PATH = Path(__file__).parent / "directive-record.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema() -> dict[str, Any]:
    """The schema of a record, with descriptions and examples.

    >>> record_schema()["title"]
    'Directive record, version 1'
    """
    schema = DirectiveRecord.model_json_schema(by_alias=True, mode="serialization")
    schema["title"] = f"Directive record, version {SCHEMA_VERSION}"
    return {"$schema": DIALECT, "$id": f"urn:chidao:directive-record:{SCHEMA_VERSION}", **schema}


def schema_text() -> str:
    """The file's content."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
