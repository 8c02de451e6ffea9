"""What the queue's rows are made of: why something is to be looked at, and which documents are asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.fold import fold
from pipeline.review.reasons import Need
from schemas.sqlite import Database

Row = dict[str, Any]
DOUBTFUL = 0.8  # less sure than this is to be looked at
#: Of findings ``f``: one that a person has confirmed or rejected is settled.
UNJUDGED = """NOT EXISTS (SELECT 1 FROM correction_outcomes o JOIN corrections c ON c.id = o.correction_id
    WHERE o.document_id = f.document_id AND o.item_id = f.id AND c.action IN ('confirm', 'reject'))"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One row of the queue. Of one need the lower ``degree`` comes first."""

    need: Need
    document: str
    kind: str
    path: str
    why: str
    quote: str
    item: str = ""
    other: str = ""  # the words on the other side of a disagreement, and where they stand
    degree: float = 0.0
    others: tuple[str, ...] = field(default=())  # further documents that it is about

    def row(self) -> Row:
        """The doubt as a row to print."""
        return {
            "need": str(self.need), "document": self.document, "kind": self.kind, "path": self.path, "why": self.why,
            "quote": self.quote, "other": self.other, "item": self.item,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """The documents that are asked about; ``every`` where nothing was left out, ``only`` where it is one."""

    documents: frozenset[str]
    every: bool = False
    only: str | None = None

    @classmethod
    def of(cls, db: Database, issuer: str | None, since: str | None, until: str | None) -> Wanted:
        """Those of an issuer with these words, issued from one day to another."""
        return cls(frozenset(_chosen(db, issuer, since, until)), not (issuer or since or until))

    @classmethod
    def one(cls, document: str) -> Wanted:
        """A single document."""
        return cls(frozenset((document,)), only=document)

    def has(self, doubt: Doubt) -> bool:
        """Is it about one of them? What belongs to no document any more is asked about with all."""
        about = (doubt.document, *doubt.others)
        return self.every or any(one in self.documents for one in about)


def _chosen(db: Database, issuer: str | None, since: str | None, until: str | None) -> Iterator[str]:
    sql = """SELECT d.id, d.issued_on, (SELECT group_concat(name, '; ') FROM issuers WHERE document_id = d.id)
        FROM documents d ORDER BY d.id"""
    for document, issued, names in db.execute(sql).fetchall():
        if issuer and fold(issuer) not in fold(names or ""):
            continue
        if since and (issued or "")[: len(since)] < since:
            continue
        if until and not (issued and issued[: len(until)] <= until):
            continue
        yield document
