"""How far two reviewers agree: of the items by place (F1), of their fields by value (share, and Cohen's κ for codes).

Each reviewer's record is the program's with that reviewer's corrections alone. Two items are the same when they are of
one kind and share half of their words; what somebody rejected is no item of theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.review.fields import choices, editable, fields_of
from schemas.item_tables import KINDS
from schemas.record import DirectiveRecord

Row = dict[str, Any]
SAME = 0.5
Pair = tuple[Any, Any]


def agreement_rows(one: DirectiveRecord, other: DirectiveRecord) -> list[Row]:
    """One row for the items of each kind, and one for each of their fields."""
    rows: list[Row] = []
    for kind in KINDS:
        mine, theirs = (_items(record, kind) for record in (one, other))
        if not mine and not theirs:
            continue
        pairs = _paired(mine, theirs)
        f1 = 2 * len(pairs) / (len(mine) + len(theirs))
        rows.append({"kind": kind, "field": "", "first": len(mine), "second": len(theirs), "same": len(pairs),
                     "f1": round(f1, 4), "agreement": None, "kappa": None})  # fmt: skip
        rows += [_field_row(kind, name, pairs) for name in editable(kind) if pairs]
    return rows


def cohens_kappa(pairs: Sequence[tuple[Any, Any]]) -> float | None:
    """Agreement beyond chance; None where nothing could differ.

    >>> cohens_kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    total = len(pairs)
    agreed = sum(first == second for first, second in pairs) / total
    first, second = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    chance = sum(first[value] * second[value] for value in first) / total**2
    return None if chance == 1 else round((agreed - chance) / (1 - chance), 4)


def _field_row(kind: str, name: str, pairs: list[Pair]) -> Row:
    values = [(fields_of(kind, mine).get(name), fields_of(kind, its).get(name)) for mine, its in pairs]
    agreed = sum(first == second for first, second in values)
    coded = kind != "targets" and bool(choices(kind, name))
    kappa = cohens_kappa([(first or "", second or "") for first, second in values]) if coded else None
    return {"kind": kind, "field": name, "first": len(pairs), "second": len(pairs), "same": agreed, "f1": None,
            "agreement": round(agreed / len(pairs), 4), "kappa": kappa}  # fmt: skip


def _items(record: DirectiveRecord, kind: str) -> list[Any]:
    return [item for item in getattr(record, kind) if getattr(item, "status", "auto") != "rejected"]


def _paired(mine: list[Any], theirs: list[Any]) -> list[Pair]:
    """Pairs of items, those that share most first."""
    found = [
        (share, item.id == its.id, -i, -j)
        for i, item in enumerate(mine)
        for j, its in enumerate(theirs)
        if (share := _share(item, its)) >= SAME
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, _, i, j in sorted(found, reverse=True):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((mine[-i], theirs[-j]))
    return pairs


def _share(one: Any, other: Any) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    union = max(one.end, other.end) - min(one.start, other.start)
    return float(shared / max(1, union))
