"""What an exported table is.

A column has a name (English, for programs), a type of the Frictionless Table Schema, a Vietnamese heading (for people)
and a description. Dates are strings because a document may name only a month or a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, type, heading, description."""

    name: str
    type: str
    heading: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows, in their order; ``key`` names the columns that tell rows apart."""

    name: str
    heading: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[Row, ...]
    foreign: tuple[str, str] | None = None  # a column, and the table whose key it names


def columns(text: str) -> tuple[Column, ...]:
    """One line a column: name | type | heading | description."""
    return tuple(Column(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())
