"""Blanks of the header that a digital signature's stamp fills: the number and the date of issue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from extractors.stage import Facts


def fill_blanks(facts: Facts, stamps: dict[str, str]) -> tuple[Facts, tuple[str, ...]]:
    """The facts with their blanks filled, and the names of the fields that were; what is printed is never changed.

    >>> fill_blanks(Facts(number="/QĐ-UBND", issued_on="2021-03"), {"number": "12", "signed_at": "2021-03-14"})[1]
    ('number', 'issued_on')
    >>> fill_blanks(Facts(issued_on="2021-03"), {"signature_at": "2021-03-14"})[0].issued_on
    '2021-03-14'
    >>> fill_blanks(Facts(), {"signature_at": "2025-03-14"})[1]
    ()
    >>> fill_blanks(Facts(number="7/QĐ-UBND", issued_on="2021-03-02"), {"number": "12"})[1]
    ()
    """
    filled: dict[str, Any] = {}
    number = _number(facts.number, stamps.get("number", ""))
    if number:
        filled["number"] = number
    day = stamps.get("date") or stamps.get("signed_at", "")
    if day and (facts.issued_on is None or _completes(facts.issued_on, day)):
        filled["issued_on"] = day
    signature = stamps.get("signature_at", "")  # an archive may sign much later: it only completes what is printed
    if not day and signature and facts.issued_on and _completes(facts.issued_on, signature):
        filled["issued_on"] = signature
    return replace(facts, **filled), tuple(filled)


def _completes(printed: str, day: str) -> bool:
    return len(printed) < len(day) and day.startswith(printed)


def _number(printed: str | None, stamped: str) -> str | None:
    """The stamped number, with the printed symbol where only digits were stamped; None where they do not agree."""
    if not stamped or (printed and printed[0] not in "/-"):
        return None
    if stamped.isalnum():
        return stamped + printed if printed else None
    return stamped if not printed or stamped.endswith(printed) else None
