"""Puts all that is to be looked at in one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from pipeline.review.queue.documents import between_documents
from pipeline.review.queue.findings import findings
from pipeline.review.queue.needs import Doubt, Row, Wanted
from pipeline.review.queue.said import open_corrections, reviewers
from pipeline.review.queue.scans import scans
from pipeline.review.queue.tables import tables_and_text
from pipeline.review.queue.unsure import unsure
from pipeline.review.queue.wordings import wordings
from pipeline.review.reasons import RANK, Need
from schemas.sqlite import Database

#: The parts of the queue with what they are about, in the order of need.
PARTS: tuple[tuple[tuple[Need, ...], Callable[[Database, Wanted], Iterator[Doubt]]], ...] = (
    ((Need.CONFLICT, Need.ORPHAN), open_corrections), ((Need.REVIEWERS,), reviewers), ((Need.UNSURE,), unsure),
    ((Need.DOCUMENTS,), between_documents), ((Need.TABLE,), tables_and_text), ((Need.SCAN,), scans),
    ((Need.WORDINGS,), wordings), ((Need.FINDING,), findings),
)  # fmt: skip
#: Disagreements of sources that the items of one document take part in.
OF_SOURCES = (between_documents, tables_and_text, scans)


def doubts_of(db: Database, document_id: str) -> dict[str, list[str]]:
    """Why the items of a document are in the queue because sources disagree, by their ids."""
    why: defaultdict[str, list[str]] = defaultdict(list)
    wanted = Wanted.one(document_id)
    for part in OF_SOURCES:
        for doubt in part(db, wanted):
            if doubt.document == document_id and doubt.item:
                why[doubt.item].append(f"{doubt.why} ({doubt.other})" if doubt.other else doubt.why)
    return dict(why)


def next_rows(
    db: Database, *, kind: str | None = None, issuer: str | None = None, since: str | None = None,
    until: str | None = None, reason: str | None = None, limit: int = 20,
) -> list[Row]:  # fmt: skip
    """What should be looked at next, most needed first.

    Args:
        db: the database.
        kind: only items of this list of the record, or ``document`` for its header.
        issuer: only of issuers with these words, with or without accents.
        since: only of documents issued on this day (month, year) or later.
        until: only of documents issued on this day (month, year) or earlier.
        reason: only for this reason, see ``Need``.
        limit: at most so many.
    """
    wanted = Wanted.of(db, issuer, since, until)
    found: list[Doubt] = []
    chosen: list[Doubt] = []
    for needs, part in PARTS:
        if reason is not None and reason not in needs:
            continue
        found += [doubt for doubt in part(db, wanted) if wanted.has(doubt)]
        chosen = [one for one in _once(found) if kind in (None, one.kind) and reason in (None, one.need)]
        if len(chosen) >= limit:
            break  # what comes later is needed less
    chosen.sort(key=lambda one: (RANK[one.need], one.degree))
    return [one.row() for one in chosen[:limit]]


def _once(found: list[Doubt]) -> Iterator[Doubt]:
    """An item's most needed reason of each sort; a finding on an item that is listed anyway says nothing new."""
    seen: set[tuple[str, ...]] = set()
    listed = {(one.document, one.item) for one in found if one.need is not Need.FINDING and one.item}
    for one in found:
        if one.need is Need.FINDING and (one.document, one.item) in listed:
            continue
        key = (one.need, one.document, one.kind, one.item, one.why)
        if key not in seen:
            seen.add(key)
            yield one
