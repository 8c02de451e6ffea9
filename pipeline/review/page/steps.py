"""What a person does on the page: save an edit, take it back, decide on two wordings. One transaction each.

What is computed from the items goes along, so that search has what was saved. Links to instruments, bodies and findings
across documents are made anew at once where there are few documents; of more it takes longer than a person waits,
and ``serve`` does it when it ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.database import open_database, writing
from pipeline.index import refresh_open
from pipeline.indicator_decisions import OPEN, decide, last_decision
from pipeline.review.apply import Plan, describe, plan_text
from pipeline.review.fields import HEADER
from pipeline.review.log import Correction, append
from pipeline.review.project import project_all
from pipeline.review.undo import new_mark, undo
from pipeline.search_index import refresh_search
from schemas.errors import UsageError
from schemas.sqlite import Database

FEW = 300  # documents
ACROSS = frozenset({HEADER, "references", "targets", "assignments"})  # what is compared across documents


def save(path: Path, document_id: str, body: bytes, reviewer: str) -> Plan | list[str]:
    """Apply what was edited, a review file of its own; or say what is wrong with it."""
    with open_database(path) as db, writing(db):
        found = plan_text(db, "page", body.decode("utf-8"), reviewer)
        if not isinstance(found, Plan):
            return [f"{one.path}: {one.message}" for one in found]
        if found.document_id != document_id:
            return [f"$.document.document_id: this is the page of {document_id}"]
        mark = new_mark()
        append(db, [replace(one, export=mark) for one in found.corrections])
        _follow(db, found.corrections)
    return found


def take_back(path: Path, document_id: str, reviewer: str) -> list[str]:
    """Take back the last step on the page of a document; give what it was, empty where there is none."""
    with open_database(path) as db, writing(db):
        done = undo(db, document_id, reviewer)
        _follow(db, done)
    return [describe(one) for one in done]


def decide_link(path: Path, values: dict[str, Any], reviewer: str) -> None:
    """Write down what was decided of two wordings; without wordings, take back the last decision.

    Raises:
        UsageError: it is no decision.
    """
    with open_database(path) as db, writing(db):
        if values.get("undo"):
            last = last_decision(db, reviewer)
            if last:
                decide(db, (last.one, last.other), OPEN, reviewer)
            return
        pair = values.get("one"), values.get("other")
        if not all(isinstance(wording, str) for wording in pair):
            raise UsageError("a decision needs two wordings")
        decide(db, (str(pair[0]), str(pair[1])), str(values.get("verdict")), reviewer)


def _follow(db: Database, corrections: Iterable[Correction]) -> None:
    """Bring up to date what is made of the items; a word of agreement changes nothing across documents."""
    said = list(corrections)
    if not said:
        return
    across = any(one.kind in ACROSS and one.action not in ("confirm", "comment") for one in said)
    if across and db.execute("SELECT count(*) FROM documents").fetchone()[0] <= FEW:
        refresh_open(db)
    else:
        project_all(db)
        refresh_search(db)
