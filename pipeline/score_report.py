"""The scorer's figures as rows, and the list of what was missed and invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.output import Format, rows_text
from pipeline.score import Scores, check, read_json, score_folders
from pipeline.score_items import SCORED_KINDS
from schemas.errors import UsageError

Row = dict[str, Any]

MISS_COLUMNS = ("document", "kind", "error", "quote", "key")


def scores_text(gold: Path, pred: Path, form: Format, *, by_document: bool = False, misses: Sequence[str] = ()) -> str:
    """The comparison of two folders or files as text; with ``misses``, CSV is the list of misses alone.

    Raises:
        UsageError: there is no gold, a file is not JSON, or ``misses`` names no kind.
    """
    unknown = sorted(set(misses) - {"document", *SCORED_KINDS})
    if unknown:
        allowed = ", ".join(("document", *SCORED_KINDS))
        raise UsageError(f"no such kind: {', '.join(unknown)}; there are {allowed}")
    scores = score_folders(gold, pred)
    missed = miss_rows(scores, misses)
    if form is Format.JSON:
        figures = {**scores.figures(), **({"misses": missed} if misses else {})}
        return json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
    if form is Format.CSV and misses:
        return rows_text(missed, form, MISS_COLUMNS)
    rows = figure_rows(scores, by_document=by_document)
    if form is Format.TABLE:
        rows = [{**row, **{name: f"{row[name]:.3f}" for name in ("precision", "recall", "f1")}} for row in rows]
    return rows_text(rows, form) + ("\n" + rows_text(missed, form, MISS_COLUMNS) if misses else "")


def check_files(gold: Path, text: Path) -> list[str]:
    """What is wrong with a gold file, against the file of its document's text.

    Raises:
        UsageError: one of them cannot be read.
    """
    try:
        return check(read_json(gold), text.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the text cannot be read ({error})", where=str(text)) from error


def figure_rows(scores: Scores, *, by_document: bool = False) -> list[Row]:
    """One row a kind, for each document if wanted and for all together."""
    figures = scores.figures()
    groups = dict(figures["documents"]) if by_document else {}
    groups[f"TOTAL ({len(scores.documents)})"] = figures["total"]
    return [
        {"document": name, "kind": kind, **row, "attributes": _attributes(row["attributes"])}
        for name, kinds in groups.items()
        for kind, row in kinds.items()
    ]


def miss_rows(scores: Scores, kinds: Sequence[str]) -> list[Row]:
    """One row for each item that was missed or invented."""
    rows = []
    for name, tallies in scores.documents.items():
        for kind in kinds:
            if kind not in tallies:
                continue
            lists = (("missed", tallies[kind].misses), ("invented", tallies[kind].inventions))
            for error, found in lists:
                for quote, key in found:
                    rows.append({"document": name, "kind": kind, "error": error, "quote": quote, "key": str(key)})
    return rows


def _attributes(shares: dict[str, float]) -> str:
    return "  ".join(f"{name} {share:.2f}" for name, share in shares.items())
