"""The block of properties that a law portal prints before a document: "Số hiệu:", "Ngày ban hành:", a line each.

It is asked only for a field that the document itself does not state.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from corpus.fold import lower
from extractors.header_date import DATE_RE, iso
from extractors.letterhead import SHORT_BODY_RE, in_ordinary_case
from extractors.stage import Found

PROPERTY_LINES = 60  # a portal's block of properties stands at the top
PROPERTY_LABELS = {
    "number": "số hiệu:", "issued_on": "ngày ban hành:", "issuers": "nơi ban hành:", "signers": "người ký:",
}  # fmt: skip


def read_property(lines: Sequence[tuple[int, int, str]], field: str) -> Found | None:
    """A field of the header, by its name in ``PROPERTY_LABELS``, from ``lines`` with their offsets."""
    label = PROPERTY_LABELS[field]
    for (_, _, name), (start, end, words) in pairwise(lines[:PROPERTY_LINES]):
        if lower(name.strip()) != label or words.rstrip().endswith(":"):
            continue
        value: Any = words.strip()
        if field == "issued_on":
            date = DATE_RE.fullmatch(f"ngày {value}")
            value = iso(date) if date else None
        elif field == "issuers":
            value = in_ordinary_case(value) if SHORT_BODY_RE.match(lower(value)) else None
        elif field == "signers":
            value = {"name": value, "position": None, "capacity": None}
        return Found(start, end, {"field": field, "value": value}, 0.75) if value else None
    return None
