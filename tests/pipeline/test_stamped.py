"""Does a signature's stamp fill blanks, and only those?"""

from __future__ import annotations

import pytest

from extractors.stage import Facts
from pipeline.stamped import fill_blanks

# fmt: off
NUMBERS = [
    # digits stamped over the blank before the symbol
    ("/QĐ-UBND",   {"number": "12"},                "12/QĐ-UBND"),
    # the whole number stamped
    ("/QĐ-UBND",   {"number": "12/QĐ-UBND"},        "12/QĐ-UBND"),
    (None,         {"number": "12/QĐ-UBND"},        "12/QĐ-UBND"),
    # printed already, also otherwise: what is printed stands
    ("7/QĐ-UBND",  {"number": "12/QĐ-UBND"},        "7/QĐ-UBND"),
    # a stamp of another symbol is of another document (the arrival register's)
    ("/QĐ-UBND",   {"number": "12/CV-STP"},         "/QĐ-UBND"),
    # digits alone make no number
    (None,         {"number": "12"},                None),
    (None,         {},                              None),
]
DATES = [
    # none printed, or the day left blank
    (None,         {"signed_at": "2021-03-14"},                        "2021-03-14"),
    ("2021-03",    {"signed_at": "2021-03-14"},                        "2021-03-14"),
    # the stamped date of issue before the time of signing
    ("2021-03",    {"signed_at": "2021-03-16", "date": "2021-03-14"},  "2021-03-14"),
    # a signature of another month does not date the document
    ("2021-02",    {"signed_at": "2021-03-14"},                        "2021-02"),
    ("2021-03-01", {"signed_at": "2021-03-14"},                        "2021-03-01"),
]
# fmt: on


@pytest.mark.parametrize(("printed", "stamps", "expected"), NUMBERS)
def test_number(printed: str | None, stamps: dict[str, str], expected: str | None) -> None:
    """Marked as stamped only when it is."""
    facts, stamped = fill_blanks(Facts(number=printed), stamps)

    assert facts.number == expected
    assert ("number" in stamped) == (expected != printed)


@pytest.mark.parametrize(("printed", "stamps", "expected"), DATES)
def test_date(printed: str | None, stamps: dict[str, str], expected: str) -> None:
    """A printed month limits the day."""
    facts, stamped = fill_blanks(Facts(issued_on=printed), stamps)

    assert facts.issued_on == expected
    assert ("issued_on" in stamped) == (expected != printed)
