"""What a form for an item's fields is made of, taken from the record's own models: controls, choices, parts."""

from __future__ import annotations

import types
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from pipeline.review.fields import MODELS, editable
from schemas.labels import LABELS
from schemas.record import Milestone, Model

#: The vocabulary of ``schemas.labels`` that has the words for a field's codes.
VOCABULARIES = {
    ("sections", "role"): "section_role", ("assignments", "role"): "assignment_role",
    ("references", "relation"): "relation", ("deadlines", "kind"): "deadline_kind", ("deadlines", "bound"): "bound",
    ("themes", "kind"): "theme_kind", ("milestones", "comparator"): "comparator", ("milestones", "change"): "change",
}  # fmt: skip
LONG = frozenset({"title", "heading", "action", "indicator", "quote"})  # what is often a whole sentence
PLACES = ("start", "end")  # follow from the words

Shape = dict[str, Any]


def shapes(kind: str) -> list[Shape]:
    """The controls of a kind's form, in the order of its fields.

    Each has ``name`` and ``type``: text, long, number, choice (with ``choices``), lines (a list of texts), object or
    objects (with ``parts``, controls again).

    >>> [(one["name"], one["type"]) for one in shapes("assignments")]
    [('body', 'text'), ('role', 'choice'), ('task', 'text')]
    """
    return [_shape(kind, name, MODELS[kind].model_fields[name]) for name in editable(kind)]


def _shape(kind: str, name: str, info: FieldInfo) -> Shape:
    annotation, many = _inner(info.annotation)
    made: Shape = {"name": name, "required": info.is_required() and type(None) not in get_args(info.annotation)}
    if isinstance(annotation, type) and issubclass(annotation, Model):
        parts = [part for part in annotation.model_fields if annotation is not Milestone or part not in PLACES]
        below = [_shape(name, part, annotation.model_fields[part]) for part in parts]
        return {**made, "type": "objects" if many else "object", "parts": below}
    if isinstance(annotation, type) and hasattr(annotation, "__members__"):
        return {**made, "type": "choice", "choices": _choices(VOCABULARIES[(kind, name)])}
    if annotation in (float, int):
        return {**made, "type": "number"}
    return {**made, "type": "lines" if many else "long" if name in LONG else "text"}


def _choices(vocabulary: str) -> list[dict[str, str]]:
    return [{"code": code, "vi": vi, "en": en} for name, code, vi, en in LABELS if name == vocabulary]


def _inner(annotation: Any) -> tuple[Any, bool]:
    """The type of a field's values without None, and whether it is a list of them."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    many = get_origin(annotation) is tuple
    inner = get_args(annotation)[0] if many else annotation
    while hasattr(inner, "__metadata__"):
        inner = get_args(inner)[0]
    return inner, many
