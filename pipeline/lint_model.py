"""A finding before its words are looked up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raw:
    """The rule, the place, and what is said of this place in Vietnamese."""

    code: str
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule says: severity, explanation in two languages, and what to check."""

    severity: str
    vietnamese: str
    english: str
    check: str
