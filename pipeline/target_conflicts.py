"""The same indicator with different values in a plan and in the plan that it implements.

Two targets are compared when their indicators share nearly all words, their units agree and so do their due days;
a stricter value of the lower plan is a difference too, and a person decides whether it is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.instrument_names import name_words
from schemas.sqlite import Database

ALIKE = 0.8  # share of the words of both indicators
Row = dict[str, Any]
PAIRS = """
    SELECT DISTINCT l.document_id AS lower, i.document_id AS upper
    FROM citation_instruments l
    JOIN citations c ON c.document_id = l.document_id AND c.id = l.citation_id
    JOIN instruments i ON i.id = l.instrument_id
    WHERE l.status = 'one' AND i.document_id IS NOT NULL AND i.document_id <> l.document_id
        AND c.relation IN ('implements', 'basis', 'guides')
    ORDER BY 1, 2"""
TARGETS = """
    SELECT t.id, t.indicator, t.quote, t.start_char, t.end_char, t.section, t.page,
        m.comparator, m.value, m.value_max, m.unit, m.change, m.due, m.quote AS value_quote
    FROM targets t JOIN milestones m ON m.document_id = t.document_id AND m.target_id = t.id
    WHERE t.document_id = ? AND t.status <> 'rejected' ORDER BY t.ordinal, m.ordinal"""


@dataclass(frozen=True, slots=True)
class TargetConflict:
    """A target of a plan, and the one that it contradicts in the plan above."""

    lower: str
    upper: str
    mine: Row
    # the rows of TARGETS
    its: Row

    @property
    def message(self) -> str:
        """What a person reads."""
        return (
            f"Chỉ tiêu “{self.mine['indicator']}”: {self.mine['value_quote']}, "
            f"khác văn bản được thực hiện: {self.its['value_quote']}."
        )


def find_target_conflicts(db: Database) -> Iterator[TargetConflict]:
    """Yield the targets whose value differs from that of the plan their document implements."""
    cached: dict[str, dict[frozenset[str], list[Row]]] = {}
    for pair in db.query(PAIRS):
        mine, its = (_by_words(db, pair[side], cached) for side in ("lower", "upper"))
        for words, rows in mine.items():
            for others, rows_above in its.items():
                if len(words & others) >= ALIKE * len(words | others):
                    yield from _differing(pair, rows, rows_above)


def _differing(pair: Row, mine: list[Row], its: list[Row]) -> Iterator[TargetConflict]:
    for row in mine:
        for other in its:
            same = all(row[name] == other[name] for name in ("unit", "change", "due"))
            if same and any(row[name] != other[name] for name in ("value", "value_max", "comparator")):
                yield TargetConflict(pair["lower"], pair["upper"], row, other)


def _by_words(
    db: Database, document: str, cached: dict[str, dict[frozenset[str], list[Row]]]
) -> dict[frozenset[str], list[Row]]:
    if document not in cached:
        found: dict[frozenset[str], list[Row]] = defaultdict(list)
        for row in db.query(TARGETS, [document]):
            found[frozenset(name_words(row["indicator"]))].append(row)
        cached[document] = found
    return cached[document]
