"""The same indicator with other values in a plan and in the plan that it implements."""

from __future__ import annotations

import pytest

from pipeline.database import read_database
from pipeline.index import refresh
from pipeline.store import Store
from schemas.record import Milestone, Reference, Target

UPPER = {
    "id": "upper",
    "number": "120/KH-TLĐ",
    "issued_on": "2021-07-05",
    "issuers": ("Tổng Liên đoàn Lao động Việt Nam",),
}


def _with(record, value, *, document, unit="%", due="2025-12-31", references=()):
    quote = record.targets[0].milestones[0]
    milestone = Milestone(
        quote=quote.quote, start=quote.start, end=quote.end, comparator=">=", value=value, unit=unit, due=due
    )
    target = Target(
        **{
            **record.targets[0].model_dump(),
            "indicator": "nữ tham gia Ban Chấp hành công đoàn",
            "milestones": (milestone,),
        }
    )
    header = record.document.model_copy(update=document)
    return record.model_copy(update={"targets": (target,), "document": header, "references": references})


@pytest.mark.parametrize(
    ("value", "changes", "found"),
    [
        (25, {}, True),
        (30, {}, False),  # the same value
        (25, {"unit": "người"}, False),  # another unit
        (25, {"due": "2030-12-31"}, False),  # another year
    ],
)
def test_target_conflicts(tmp_path, make_record, value, changes, found):
    base = make_record(content="upper")
    cited = Reference(
        **{**base.references[0].model_dump(), "type": "kế hoạch", "number": "120/KH-TLĐ", "date": "2021-07-05",
           "relation": "implements"}
    )  # fmt: skip
    lower_base = make_record(content="lower", name="lower.txt")
    lower = _with(
        lower_base, value, document={"id": "lower", "issued_on": "2022-01-01"}, references=(cited,), **changes
    )
    path = tmp_path / "a.db"
    with Store.open(path) as store, store.run(2):
        store.save(_with(base, 30, document=UPPER), "x")
        store.save(lower, "x")
    refresh(path)
    with read_database(path) as db:
        rows = list(db.query("SELECT document_id, related FROM cross_findings WHERE code = 'two_targets'"))

    assert [row["document_id"] for row in rows] == (["lower"] if found else [])
    assert all('"document": "upper"' in row["related"] for row in rows)
