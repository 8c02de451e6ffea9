"""Is the contract what the models and the JSON Schema say?"""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from pipeline import extract
from schemas.json_schema import PATH, schema_text
from schemas.record import Deadline, DirectiveRecord, Target

ROOT = Path(__file__).parents[2]
#: Fields named in the contract (docs/records.md), by kind.
CONTRACT = {
    "Document": "id type number issued_on place title issuers signers addressees recipients period source",
    "Section": "id quote start end section confidence status page path label heading role",
    "Theme": "id quote start end section confidence status page kind event",
    "Task": "id quote start end section confidence status page path action deadlines targets references assignments",
    "Target": "id quote start end section confidence status page indicator milestones",
    "Milestone": "quote comparator value value_max unit change per due recurrence",
    "Deadline": "id quote start end section confidence status page kind bound starts_on ends_on recurrence action",
    "Assignment": "id quote start end section confidence status page body role task",
    "Reference": "id quote start end section confidence status page type number date issuer title pinpoint relation instrument",
    "Finding": "code message quote related",
    "DirectiveRecord": "schema document text sections themes tasks targets deadlines assignments references findings",
}


def test_json_schema_file_is_current() -> None:
    assert PATH.read_text(encoding="utf-8") == schema_text(), "run `make schemas`"


@pytest.mark.parametrize("model", CONTRACT)
def test_schema_names_every_field_of_the_contract(model: str) -> None:
    schema = json.loads(schema_text())
    properties = schema["properties"] if model == "DirectiveRecord" else schema["$defs"][model]["properties"]

    assert set(CONTRACT[model].split()) <= set(properties)


def test_a_record_is_valid_by_the_schema() -> None:
    path = ROOT / "corpus" / "documents" / "chuong-trinh-phoi-hop-lai-chau-2024.txt"
    record = json.loads(extract(path.read_bytes(), path.name).to_json())
    validator = jsonschema.Draft202012Validator(json.loads(schema_text()))

    assert list(validator.iter_errors(record)) == []
    record["sections"][0]["role"] = "chapter"
    assert len(list(validator.iter_errors(record))) == 1


ITEM = {"id": "x", "quote": "", "start": 0, "end": 0, "section": ""}


@pytest.mark.parametrize("day", ["2024-5-20", "20/5/2024", "--1-1", "2024-05-20T00:00"])
def test_dates_are_iso(day: str) -> None:
    with pytest.raises(ValidationError):
        Deadline(**ITEM, kind="due", bound="by", ends_on=day)


@pytest.mark.parametrize("day", ["2024-05-20", "2024-05", "2024", "--11-01"])
def test_partial_dates_are_dates(day: str) -> None:
    assert Deadline(**ITEM, kind="due", bound="by", ends_on=day).ends_on == day


def test_models_are_frozen_and_closed() -> None:
    target = Target(**ITEM, indicator="x", milestones=())

    with pytest.raises(ValidationError):
        target.indicator = "y"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Target(**ITEM, indicator="x", milestones=(), colour="red")  # type: ignore[call-arg]


def test_schema_number_is_in_the_json() -> None:
    fields = DirectiveRecord.model_json_schema(by_alias=True)["properties"]

    assert fields["schema"]["default"] == 1
