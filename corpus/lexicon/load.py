"""Reads the lexicon. A table is read once a process and never changes afterwards."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from types import MappingProxyType

from corpus.fold import lower

FOLDER = Path(__file__).parent
Row = MappingProxyType[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of ``corpus/lexicon/NAME.tsv``, in the file's order.

    Lines that start with ``#`` are comments.

    >>> table("document_types")[0]["code"]
    'NQ'
    """
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        return tuple(MappingProxyType({key: (value or "").strip() for key, value in row.items()}) for row in reader)


def names() -> tuple[str, ...]:
    """The tables there are, by name.

    >>> "document_types" in names()
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.tsv")))


@cache
def column(name: str, key: str) -> tuple[str, ...]:
    """One column of a table, empty cells left out."""
    return tuple(row[key] for row in table(name) if row[key])


@cache
def lowered(name: str, key: str) -> frozenset[str]:
    """One column of a table in lower case, to look words up in.

    >>> "phó chủ tịch" in lowered("positions", "position")
    True
    """
    return frozenset(map(lower, column(name, key)))
