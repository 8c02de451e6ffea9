"""What people said that does not stand: corrections in conflict, orphans, reviewers who disagree."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.review.queries import disagreements
from pipeline.review.queue.needs import Doubt, Wanted
from pipeline.review.reasons import Need
from schemas.sqlite import Database


def open_corrections(db: Database, _wanted: Wanted) -> Iterator[Doubt]:
    """Yield the conflicts and orphans, oldest first, with what the person and what the program says."""
    sql = """SELECT o.outcome, o.document_id, o.machine_value, o.note, c.id, c.kind, c.section, c.item_id, c.quote,
            c.action, c.new_value FROM correction_outcomes o JOIN corrections c ON c.id = o.correction_id
        WHERE o.outcome <> 'applied' ORDER BY c.id"""
    for row in db.query(sql):
        said = row["new_value"] or row["action"]
        why = f"correction {row['id']}: {said}; the program: {row['machine_value'] or row['note']}"
        yield Doubt(
            Need(row["outcome"]), row["document_id"], row["kind"], row["section"], why, row["quote"], row["item_id"],
            degree=row["id"],
        )  # fmt: skip


def reviewers(db: Database, _wanted: Wanted) -> Iterator[Doubt]:
    """Yield what two reviewers say differently and nobody has settled."""
    documents = db.execute("SELECT document_id FROM reviewed_documents ORDER BY 1").fetchall()
    for (document,) in documents:
        for row in disagreements(db, document):
            why = "; ".join(f"{name}: {said}" for name, said in row["says"].items())
            yield Doubt(Need.REVIEWERS, document, row["kind"], row["path"], why, row["quote"], row["item"])
