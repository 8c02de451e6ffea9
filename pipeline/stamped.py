"""Blanks of the header that a digital signature's stamp fills: the number and the date of issue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from extractors.stage import Facts


def fill_blanks(facts: Facts, stamps: dict[str, str]) -> tuple[Facts, tuple[str, ...]]:
    """The facts with their blanks filled, and the names of the fields that were; what is printed is never changed.

    >>> fill_blanks(Facts(number="/QĐ-UBND", issued_on="2021-03"), {"number": "12", "signed_at": "2021-03-14"})[1]
    ('number', 'issued_on')
    >>> fill_blanks(Facts(number="7/QĐ-UBND", issued_on="2021-03-02"), {"number": "12"})[1]
    ()
    """
    filled: dict[str, Any] = {}
    number = _number(facts.number, stamps.get("number", ""))
    if number:
        filled["number"] = number
    day = stamps.get("date") or stamps.get("signed_at", "")
    if day and (facts.issued_on is None or (len(facts.issued_on) < len(day) and day.startswith(facts.issued_on))):
        filled["issued_on"] = day
    return replace(facts, **filled), tuple(filled)


def _number(printed: str | None, stamped: str) -> str | None:
    """The stamped number, with the printed symbol where only digits were stamped; None where they do not agree."""
    if not stamped or (printed and printed[0] not in "/-"):
        return None
    if stamped.isalnum():
        return stamped + printed if printed else None
    return stamped if not printed or stamped.endswith(printed) else None
