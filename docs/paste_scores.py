"""Pastes the scores that the program has now into docs/quality.md, between the marks it finds there.

    python docs/paste_scores.py

A test does the same and compares, so the page cannot say what the program does not reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pipeline import extract
from pipeline.score import Scores, score
from pipeline.score import read_json as read_gold
from pipeline.score_items import SCORED_KINDS, Tally

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "quality.md"
KINDS = ("document", *SCORED_KINDS)
BANDS = ((0.95, 1.01), (0.9, 0.95), (0.8, 0.9), (0.7, 0.8), (0.0, 0.7))


def measure() -> Scores:
    """Score every document that has gold."""
    documents: dict[str, dict[str, Tally]] = {}
    total: dict[str, Tally] = {}
    for gold_file in sorted((ROOT / "corpus" / "gold").glob("*.json")):
        gold = read_gold(gold_file)
        text = ROOT / "corpus" / "documents" / f"{gold_file.stem}.txt"
        if "document" not in gold:
            continue
        record = extract(text.read_bytes(), text.name).model_dump(mode="json", by_alias=True)
        documents[gold_file.stem] = score(gold, record)
        for kind, tally in documents[gold_file.stem].items():
            total.setdefault(kind, Tally()).add(tally)
    return Scores(documents, total)


def refreshed(page: str, scores: Scores) -> str:
    """The page with the tables of these scores."""
    tables = {"by kind": _by_kind(scores), "by document": _by_document(scores), "calibration": _calibration(scores)}
    for name, rows in tables.items():
        block = f"<!-- {name} -->\n{_table(rows)}<!-- end -->"
        page = re.sub(rf"<!-- {name} -->\n.*?<!-- end -->", lambda _, block=block: block, page, flags=re.DOTALL)
    return page


def _by_kind(scores: Scores) -> list[list[str]]:
    rows = [["kind", "gold", "precision", "recall", "F1", "attributes"]]
    for kind in KINDS:
        figures = scores.total[kind].figures()
        attributes = ", ".join(f"{name} {share:.2f}" for name, share in figures["attributes"].items())
        shares = [f"{figures[name]:.3f}" for name in ("precision", "recall", "f1")]
        rows.append([kind, str(figures["gold"]), *shares, attributes])
    return rows


def _by_document(scores: Scores) -> list[list[str]]:
    rows = [["document", *KINDS]]
    for name, tallies in scores.documents.items():
        rows.append([name, *(_f1(tallies.get(kind)) for kind in KINDS)])
    return rows


def _f1(tally: Tally | None) -> str:
    """F1, or a dash where neither gold nor record has an item."""
    if tally is None or tally.hit + tally.missed + tally.invented == 0:
        return "–"
    return f"{tally.figures()['f1']:.2f}"


def _calibration(scores: Scores) -> list[list[str]]:
    rows = [["confidence", "items", "right", "share"]]
    judged = [item for kind in SCORED_KINDS for item in scores.total[kind].judged]
    for low, high in BANDS:
        inside = [right for confidence, right in judged if low <= confidence < high]
        if inside:
            label = f"{low:.2f} and more" if high > 1 else f"{low:.2f} to {high:.2f}"
            rows.append([label, str(len(inside)), str(sum(inside)), f"{sum(inside) / len(inside):.3f}"])
    return rows


def _table(rows: Iterable[list[str]]) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8"), measure()), encoding="utf-8")
