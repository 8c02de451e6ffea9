"""What may be edited: the fields of each kind, their types and choices, taken from the record's own models.

A review file and the page show an item's own fields. Offsets, ids and links are not edited: they follow from the
words. Milestones are shown without offsets for the same reason.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from schemas import record as models
from schemas.record import DirectiveRecord, Item, Milestone, Model
from schemas.vocabulary import Status

Fields = dict[str, Any]

MODELS: dict[str, type[Model]] = {
    "sections": models.Section, "themes": models.Theme, "tasks": models.Task, "targets": models.Target,
    "deadlines": models.Deadline, "assignments": models.Assignment, "references": models.Reference,
    "findings": models.Finding, "document": models.Document,
}  # fmt: skip
HEADER = "document"
HEADER_FIELDS = (
    "type", "number", "issued_on", "place", "title", "issuers", "signers", "addressees", "recipients", "period",
)  # fmt: skip
LINKS = ("deadlines", "targets", "references", "assignments")
DERIVED = ("instrument", "year_from")  # follow from the other fields
PREFIX = {
    "sections": "sec", "themes": "thm", "tasks": "tsk", "targets": "tgt", "deadlines": "ddl", "assignments": "asg",
    "references": "ref", "findings": "fnd",
}  # fmt: skip
STATUSES = tuple(status.value for status in Status)


def editable(kind: str) -> tuple[str, ...]:
    """Names of the fields of a kind that a person may edit.

    >>> editable("assignments")
    ('body', 'role', 'task')
    """
    if kind == HEADER:
        return HEADER_FIELDS
    if kind == "findings":
        return ()  # a finding is confirmed or rejected, not reworded
    left_out = {*Item.model_fields, *DERIVED, *(LINKS if kind == "tasks" else ())}
    return tuple(name for name in MODELS[kind].model_fields if name not in left_out)


def fields_of(kind: str, item: Model) -> Fields:
    """An item's own fields as JSON values."""
    values = item.model_dump(mode="json", include=set(editable(kind)))
    if kind == "targets":
        values["milestones"] = [
            {name: value for name, value in part.items() if name not in ("start", "end")}
            for part in values["milestones"]
        ]
    return values


def items_of(record: DirectiveRecord) -> Iterator[tuple[str, Any]]:
    """The items of a record that can be reviewed, with their kind, in reading order."""
    every = [(kind, item) for kind in PREFIX for item in getattr(record, kind)]
    order = list(PREFIX)
    yield from sorted(every, key=lambda pair: (pair[1].start, order.index(pair[0]), pair[1].end))


def faults_of(kind: str, fields: Mapping[str, Any], *, whole: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with the fields of an item: (path below the fields, message with what is allowed).

    With ``whole`` a field that every item of the kind must have may not be left out.

    >>> list(faults_of("deadlines", {"bound": "til"}, whole=False))
    [('bound', "'til' is not allowed; allowed: before, by, on, from, during")]
    """
    yield from _faults(MODELS[kind], editable(kind), fields, whole=whole)


def choices(kind: str, name: str) -> tuple[str, ...]:
    """The codes that a field may hold; none for free text.

    >>> choices("deadlines", "kind")
    ('due', 'window', 'event')
    """
    return _choices(MODELS[kind].model_fields[name].annotation)


def _faults(
    model: type[Model], allowed: tuple[str, ...], values: Mapping[str, Any], *, whole: bool
) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if name not in allowed:
            yield name, f"there is no such field; allowed: {', '.join(allowed) or 'none'}"
        elif name == "milestones":
            yield from _milestone_faults(value)
        else:
            yield from _value_faults(name, model.model_fields[name], value)
    if whole:
        for name in allowed:
            if name not in values and model.model_fields[name].is_required() and not _may_be_null(model, name):
                yield name, "the field is missing and every item of this kind has it"


def _milestone_faults(value: Any) -> Iterator[tuple[str, str]]:
    names = tuple(name for name in Milestone.model_fields if name not in ("start", "end"))
    if not isinstance(value, list) or not value:
        yield "milestones", f"must be a list with at least one value; got {_shown(value)}"
        return
    for index, part in enumerate(value):
        if not isinstance(part, dict):
            yield f"milestones[{index}]", f"must be an object; got {_shown(part)}"
            continue
        for path, message in _faults(Milestone, names, part, whole=True):
            yield f"milestones[{index}].{path}", message
        if part.get("comparator") == "range" and part.get("value_max") is None:
            yield f"milestones[{index}].value_max", "a range needs its upper number"


def _value_faults(name: str, info: FieldInfo, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value != value.strip():
        yield name, f"begins or ends with a blank: {value!r}"
        return
    try:
        _adapter(info).validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        allowed = _choices(info.annotation)
        if allowed:
            null = ", null" if type(None) in get_args(info.annotation) else ""
            yield name, f"{value!r} is not allowed; allowed: {', '.join(allowed)}{null}"
            return
        first = error.errors(include_url=False)[0]
        yield name, f"{_shown(value)}: {_said(first)}"
        return
    if "IsoDate" in str(info.annotation) or name in ("due", "date", "starts_on", "ends_on", "issued_on"):
        yield from _date_faults(name, value)


def _said(error: Any) -> str:
    if error["type"] == "string_pattern_mismatch":
        return "is no date; allowed: 2024-05-20, 2024-05, 2024, --05-20 (every year), null"
    return str(error["msg"][0].lower() + error["msg"][1:])


def _date_faults(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, str):
        return
    recurring = value.startswith("--")  # of a leap year: 29 February may recur
    try:
        dt.date.fromisoformat(f"2024{value[1:]}" if recurring else value + "-01-01"[len(value) - 4 :])
    except ValueError:
        yield name, f"{value!r} is a day that does not exist; allowed: 2024-05-20, 2024-05, 2024, --05-20, null"


def _may_be_null(model: type[Model], name: str) -> bool:
    return type(None) in get_args(model.model_fields[name].annotation)


def _adapter(info: FieldInfo) -> TypeAdapter[Any]:
    annotation: Any = info.annotation
    return TypeAdapter(Annotated[(annotation, *info.metadata)] if info.metadata else annotation)


def _choices(annotation: Any) -> tuple[str, ...]:
    for part in (annotation, *get_args(annotation)):
        if isinstance(part, type) and hasattr(part, "__members__"):
            return tuple(str(member.value) for member in part.__members__.values())
    return ()


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
