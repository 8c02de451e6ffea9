"""Compares records with gold annotations: precision, recall, F1.

An item counts when it stands in the right place with the right key values; the attribute figures say
how often each further field of the matched items is right. What counts is in
``pipeline.score_items.RULES``; ``check`` says whether a gold file fits its document at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.score_items import SCORED_KINDS, Fields, Tally, compare_items, read_items
from pipeline.score_text import Place, plain, similar
from schemas.errors import UsageError

DOCUMENT_FIELDS = (
    "type", "number", "issued_on", "place", "title", "issuers", "signers", "addressees", "recipients", "period",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scores:
    """Tallies by kind, of each document and of all together."""

    documents: dict[str, dict[str, Tally]]
    total: dict[str, Tally]

    def figures(self) -> dict[str, Any]:
        """The figures as plain values, for JSON."""
        return {
            "total": {kind: tally.figures() for kind, tally in self.total.items()},
            "documents": {
                name: {kind: tally.figures() for kind, tally in tallies.items()}
                for name, tallies in self.documents.items()
            },
        }


def score(gold: Fields, pred: Fields) -> dict[str, Tally]:
    """Compare one record with its gold; only the kinds that the gold has are counted.

    >>> score({"document": {"type": "kế hoạch"}}, {"document": {"type": "Kế hoạch"}})["document"].hit
    1
    """
    place = Place(pred.get("text") or "")
    result = {"document": _compare_document(gold.get("document", {}), pred.get("document") or {})}
    for kind in SCORED_KINDS:
        if kind in gold:
            result[kind] = compare_items(
                kind, read_items(kind, gold, place, gold=True), read_items(kind, pred, place, gold=False)
            )
    return result


def score_folders(gold: Path, pred: Path) -> Scores:
    """Compare two folders, paired by file name, or two files. A record that lacks counts as empty.

    Raises:
        UsageError: there is no gold, or a file is not JSON.
    """
    documents = {}
    total: dict[str, Tally] = {}
    for gold_file, pred_file in _pairs(gold, pred):
        expected = read_json(gold_file)
        if "document" not in expected:
            continue  # a table of another kind beside the gold files
        result = score(expected, read_json(pred_file) if pred_file.exists() else {})
        documents[gold_file.stem] = result
        for kind, tally in result.items():
            total.setdefault(kind, Tally()).add(tally)
    if not documents:
        raise UsageError("there is no gold file here", where=str(gold))
    return Scores(documents, {kind: total[kind] for kind in ("document", *SCORED_KINDS) if kind in total})


def check(gold: Fields, text: str) -> list[str]:
    """Say what is wrong with a gold file, against the text of its document; empty when nothing is."""
    place, faults = Place(text), []
    for kind in SCORED_KINDS:
        for row in gold.get(kind) or []:
            for part in [row, *row.get("milestones", [])]:
                if "quote" not in part:
                    faults.append(f"{kind}: no quote in {part}")
                elif not place.find(part["quote"], part.get("nth", 1)):
                    faults.append(f"{kind}: not found (nth {part.get('nth', 1)}): {part['quote'][:100]}")
    return faults


def read_json(path: Path) -> dict[str, Any]:
    """Read a gold file or a record.

    Raises:
        UsageError: there is none, or it is not a JSON object.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"the file cannot be read ({error.strerror})", where=str(path)) from error
    except ValueError as error:
        raise UsageError(f"the file is not JSON ({error})", where=str(path)) from error
    if not isinstance(found, dict):
        raise UsageError("the file holds no JSON object", where=str(path))
    return found


def _pairs(gold: Path, pred: Path) -> Iterator[tuple[Path, Path]]:
    if not gold.exists():
        raise UsageError("there is no such file or folder", where=str(gold))
    if not gold.is_dir():
        yield gold, pred
        return
    for file in sorted(gold.glob("*.json")):
        yield file, pred / file.name


def _compare_document(gold: Fields, pred: Fields) -> Tally:
    tally = Tally()
    for name in DOCUMENT_FIELDS:
        if name not in gold:
            continue
        expected, found = gold[name], pred.get(name)
        right = _same_document_field(name, expected, found)
        tally.note(name, right)
        if right:
            tally.hit += 1
        else:
            tally.missed += 1
            tally.invented += bool(found)
            tally.misses.append((f"{name}: {_names(name, expected)!r}"[:90], (repr(_names(name, found))[:90],)))
    return tally


def _same_document_field(name: str, gold: Any, pred: Any) -> bool:
    if isinstance(gold, list):
        return _plain_set(_names(name, gold)) == _plain_set(_names(name, pred))
    if name == "period":
        return _set_values(gold) == _set_values(pred)
    if name == "title":
        return similar(gold, pred, 0.8) if gold else not pred
    return plain(gold) == plain(pred)


def _names(name: str, values: Any) -> Any:
    """Of signers only the name counts; everything else as it is."""
    if name != "signers" or not isinstance(values, list | tuple):
        return values
    return [signer.get("name") for signer in values]


def _plain_set(values: Any) -> set[str]:
    return {plain(value) for value in values or []}


def _set_values(period: Fields | None) -> dict[str, str]:
    return {key: plain(value) for key, value in (period or {}).items() if value}
