"""Plans of one target each, made by hand, a database of some of them, and what its queue has."""

from __future__ import annotations

from pipeline.database import read_database
from pipeline.index import refresh
from pipeline.review.queue import next_rows
from pipeline.store import Store
from schemas.record import Milestone, Target

UPPER = {"id": "upper", "number": "120/KH-TLĐ", "issued_on": "2021-07-05", "issuers": ("Tổng Liên đoàn",)}
LOWER = {"id": "lower", "issued_on": "2022-01-01"}


def stored(tmp_path, *records):
    path = tmp_path / "q.db"
    with Store.open(path) as store, store.run(len(records)):
        for record in records:
            store.save(record, "x")
    refresh(path)
    return path


def plan(make_record, document, value, indicator="nữ tham gia Ban Chấp hành công đoàn", references=()):
    record = make_record(content=document["id"], name=f"{document['id']}.txt")
    header = record.document.model_copy(update=document)
    target = _target(record, indicator, value)
    return record.model_copy(update={"document": header, "targets": (target,), "references": references})


def _target(record, indicator, value, *, quote=None, **fields):
    words = quote or record.targets[0].milestones[0].quote
    start = record.text.index(words)
    milestone = Milestone(
        quote=words, start=start, end=start + len(words), comparator=">=", value=value, unit="%", due="2025-12-31"
    )
    old = record.targets[0].model_dump()
    return Target(**{**old, "indicator": indicator, "milestones": (milestone,), **fields})


def queue(db, **asked):
    with read_database(db) as opened:
        return next_rows(opened, limit=1000, **asked)


def found(db, reason, *columns, **asked):
    return [tuple(row[name] for name in columns) for row in queue(db, reason=reason, **asked)]
