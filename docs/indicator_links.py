"""Writes corpus/gold/indicator_links.tsv: what the catalogue makes of every target of the gold files.

    python docs/indicator_links.py

A test does the same and compares, so the table says what the program does.
"""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.indicator_catalogue import Catalogue, Point, build_catalogue
from pipeline.indicator_source import gold_points

GOLD = Path(__file__).parent.parent / "corpus" / "gold"
TABLE = GOLD / "indicator_links.tsv"
HEAD = ("code", "entry", "document", "wording", "values", "decision", "doubtful_with")


def read_gold() -> list[Point]:
    """The values of all gold files."""
    points = []
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "targets" in gold:
            points += gold_points(path.stem, gold)
    return points


def text(catalogue: Catalogue) -> str:
    """The table: one row a target, entries in the order of their names."""
    lines = [
        "# One row a target of the gold files: the entry it belongs to, and the entries to compare it with.",
        "# Made by docs/indicator_links.py.",
        "\t".join(HEAD),
    ]
    for entry in sorted(catalogue.indicators, key=lambda one: (one.name, one.code)):
        targets = list(dict.fromkeys((point.document, point.target) for point in entry.points))
        doubts = [
            f"{d.other if d.one == entry.code else d.one} ({d.link.score:g}: {d.link.reason})"
            for d in catalogue.doubts
            if entry.code in (d.one, d.other)
        ]
        for target in targets:
            own = [point for point in entry.points if (point.document, point.target) == target]
            decision = f"linked: {len(targets)} targets, same words" if len(targets) > 1 else "alone"
            row = (
                entry.code,
                entry.name,
                own[0].document,
                own[0].indicator,
                "; ".join(map(_value, own)),
                decision,
                "; ".join(doubts),
            )
            lines.append("\t".join(row))
    return "\n".join([*lines, ""])


def _value(point: Point) -> str:
    upper = f"–{point.value_max:g}" if point.value_max is not None else ""
    due = f" by {point.due}" if point.due else ""
    return f"{point.comparator} {point.value:g}{upper} {point.unit or ''}{due}"


if __name__ == "__main__":
    TABLE.write_text(text(build_catalogue(read_gold())), encoding="utf-8")
