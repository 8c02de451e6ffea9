"""What people said of two wordings of an indicator: a log in the database, of which the last word on a pair holds."""

from __future__ import annotations

import datetime as dt

from pipeline.indicator_catalogue import Catalogue, Decision
from schemas.errors import UsageError
from schemas.sqlite import Database

SAME, DIFFERENT, OPEN = "same", "different", "open"
VERDICTS = (SAME, DIFFERENT, OPEN)


def stored_decisions(db: Database) -> list[Decision]:
    """The decisions of a database, oldest first; one that was taken back says neither."""
    sql = "SELECT one, other, verdict, reviewer FROM indicator_decisions ORDER BY id"
    return [
        Decision(one, other, None if verdict == OPEN else verdict == SAME, reviewer)
        for one, other, verdict, reviewer in db.execute(sql)
    ]


def decide(db: Database, wordings: tuple[str, str], verdict: str, reviewer: str, reason: str = "") -> None:
    """Write down what a person says of two wordings, inside a transaction of the caller.

    Raises:
        UsageError: the verdict is none of ``VERDICTS``, or a wording is empty.
    """
    if verdict not in VERDICTS:
        raise UsageError(f"a decision is one of {', '.join(VERDICTS)}, not {verdict!r}")
    if not all(wording.strip() for wording in wordings):
        raise UsageError("a decision needs two wordings, or two codes of the catalogue")
    made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    db.execute(
        "INSERT INTO indicator_decisions (made_at, reviewer, one, other, verdict, reason) VALUES (?, ?, ?, ?, ?, ?)",
        [made, reviewer, *wordings, verdict, reason],
    )


def last_decision(db: Database, reviewer: str) -> Decision | None:
    """The last decision of a person that nobody has taken back or said otherwise since."""
    last = {frozenset((one.one, one.other)): one for one in stored_decisions(db)}
    mine = [one for one in stored_decisions(db) if one.by == reviewer and last[frozenset((one.one, one.other))] == one]
    return next((one for one in reversed(mine) if one.same is not None), None)


def wording_of(catalogue: Catalogue, named: str) -> str:
    """The wording that a person means: the name of an entry by its code, or the words themselves.

    Raises:
        UsageError: there is no entry of that code.
    """
    if not named.startswith("CD-"):
        return named
    for entry in catalogue.indicators:
        if entry.code == named:
            return entry.name
    raise UsageError("the catalogue has no entry of this code; chidao review next --reason wordings", where=named)
