"""Does the queue have every reason, in the order of need, with its filters, and does what was settled leave it?"""

from __future__ import annotations

import json

import pytest

from pipeline.cli import main
from pipeline.database import open_database, read_database
from pipeline.indicator_source import read_catalogue
from schemas.record import Finding, Reference
from tests.pipeline.review.plans import LOWER, UPPER, found, plan, queue, stored


def _two_plans(tmp_path, make_record):
    base = make_record()
    cites = {"type": "kế hoạch", "number": "120/KH-TLĐ", "date": "2021-07-05", "relation": "implements"}
    cited = Reference(**{**base.references[0].model_dump(), **cites})
    return stored(tmp_path, plan(make_record, UPPER, 30), plan(make_record, LOWER, 25, references=(cited,)))


def test_queue_has_two_documents_that_differ(tmp_path, make_record):
    path = _two_plans(tmp_path, make_record)

    (row,) = queue(path, reason="documents")
    assert (row["document"], row["kind"], row["item"]) == ("lower", "targets", "tgt-1")
    assert "two_targets" in row["why"]
    assert row["other"].startswith("upper 1:")


def test_review_file_says_why_an_item_is_in_thequeue(tmp_path, make_record):
    from pipeline.review.sheet import make_sheet

    path = _two_plans(tmp_path, make_record)
    with read_database(path) as db:
        why = {key: make_sheet(db, key, "lan")["items"] for key in ("upper", "lower")}

    lower, upper = (next(item["why"] for item in why[key] if item["id"] == "tgt-1") for key in ("lower", "upper"))
    assert lower[0].startswith("two_targets: ")
    assert lower[0].endswith("upper 1: 80% đoàn viên, 1.810 người)")
    assert not any("two_targets" in one for one in upper)  # the plan that is implemented stands


def test_queue_has_a_target_that_asks_for_less_in_another_wording(tmp_path, make_record):
    """The cascade finds it where the findings, which compare words as printed, do not."""
    base = make_record()
    cites = {"type": "kế hoạch", "number": "120/KH-TLĐ", "date": "2021-07-05", "relation": "implements"}
    cited = Reference(**{**base.references[0].model_dump(), **cites})
    path = stored(
        tmp_path,
        plan(make_record, UPPER, 30, "tỉ lệ nữ trong BCH Công đoàn khóa mới"),
        plan(make_record, LOWER, 25, "cán bộ nữ tham gia Ban Chấp hành công đoàn các cấp", (cited,)),
    )

    ((why,),) = found(path, "documents", "why")
    assert why.startswith("less than in the plan that it implements: >= 25 % 2025-12-31 / >= 30 %")


def test_queue_has_what_a_scan_leaves_open(make_desk, make_record):
    base = make_record()
    stamps = {"number": "06/KH-UBND", "date": "2024-01-02"}
    source = base.document.source.model_copy(update={"ocr": True, "stamps": stamps})
    unread = Finding(
        id="fnd-9", code="unsure_reading", message="Ngày ban hành …", quote="1. Phấn", start=44, end=51, section="1"
    )
    repaired = base.references[0].model_copy(update={"number": "10/2021/QH13"})
    record = base.model_copy(update={
        "document": base.document.model_copy(update={"source": source}), "references": (repaired,),
        "findings": (*base.findings, unread),
        "deadlines": (base.deadlines[0].model_copy(update={"confidence": 0.5}),),
    })  # fmt: skip
    desk = make_desk(record)

    assert found(desk.db, "scan", "kind", "item", "other") == [
        ("document", "number", "06/KH-UBND"), ("findings", "fnd-9", ""), ("references", "ref-1", "10/2021/QH13"),
    ]  # fmt: skip
    assert found(desk.db, "unsure", "why") == [("confidence 0.50, read from a scan",)]
    sheet = desk.sheet()
    sheet["header"]["comment"] = "Số in trên văn bản là đúng."
    desk.apply(sheet)
    assert "number" not in [item for (item,) in found(desk.db, "scan", "item")]
    del sheet["header"]["comment"]
    sheet["header"]["fields"]["number"] = "06/KH-UBND"
    desk.apply(sheet)
    desk.edit("ref-1", status="confirmed")
    desk.edit("fnd-9", status="rejected")
    desk.edit("ddl-1", status="confirmed")
    assert found(desk.db, "scan", "item") == found(desk.db, "unsure", "item") == []


def test_queue_asks_of_two_wordings_until_a_person_decides(tmp_path, make_record):
    one, other = "tỷ lệ nữ tham gia Ban Chấp hành công đoàn", "tỷ lệ nữ tham gia Ban Thường vụ công đoàn"
    path = stored(tmp_path, plan(make_record, UPPER, 30, one), plan(make_record, LOWER, 25, other))
    (row,) = queue(path, reason="wordings")
    assert (one in row["quote"] + row["other"], other in row["quote"] + row["other"]) == (True, True)
    codes = [word for word in row["why"].split() if word.startswith("CD-")]

    def entries():
        with read_database(path) as db:
            return [sorted(entry.wordings) for entry in read_catalogue(db).indicators]

    for verdict, asked, made in (("same", 0, 1), ("open", 1, 2), ("different", 0, 2)):
        pair = codes if verdict == "same" else (one, other)
        assert main(["review", "link", *pair, verdict, "--db", str(path), "--reviewer", "lan"]) == 0
        assert len(queue(path, reason="wordings")) == asked
        assert len(entries()) == made
    with read_database(path) as db:
        assert [tuple(r) for r in db.execute("SELECT verdict, reviewer FROM indicator_decisions ORDER BY id")] == [
            ("same", "lan"), ("open", "lan"), ("different", "lan"),
        ]  # fmt: skip


def test_finding_that_was_judged_is_settled(desk):
    """A confirmed one is listed on but not asked about; a rejected one is gone from the lists."""

    def alone(reason="finding"):
        return [key for kind, key in found(desk.db, reason, "kind", "item") if kind == "findings"]

    assert alone() == ["fnd-1"]
    for status, listed in (("confirmed", 1), ("rejected", 0)):
        desk.edit("fnd-1", status=status)
        assert alone() == []
        assert desk.rows("SELECT count(*) AS n FROM v_findings") == [{"n": listed}]
        (item,) = [one for one in desk.sheet()["items"] if one["kind"] == "findings"]
        assert (item["status"], item["why"]) == (status, ["duplicate_label: 1. twice"])


def test_queue_goes_by_need(make_desk, make_record):
    """Conflict, orphan, reviewers, unsure, sources, finding."""
    base = make_record()
    unsure = base.themes[0].model_copy(update={"confidence": 0.4})
    desk = make_desk(base.model_copy(update={"themes": (unsure,)}))
    desk.edit("ddl-1", ends_on="2024-05-19")
    desk.edit("asg-1", role="coordinate")
    sheet = desk.sheet("hoa", blind=True)
    next(item for item in sheet["items"] if item["id"] == "asg-1")["fields"]["role"] = "advise"
    desk.apply(sheet)
    desk.edit("ref-1", relation="cites")
    first = base.text.index("\n")
    moved = base.text.replace(base.text[:first], "Theo quy định hiện hành.".ljust(first, "."))
    stamped = base.document.source.model_copy(update={"stamps": {"number": "06/KH-UBND"}, "sha256": "2" * 64})
    desk.store(base.model_copy(update={
        "text": moved, "references": (), "themes": (unsure,),
        "document": base.document.model_copy(update={"source": stamped}),
        "deadlines": (base.deadlines[0].model_copy(update={"ends_on": "2024-05-21"}),),
    }))  # fmt: skip

    order = [row["need"] for row in queue(desk.db)]
    assert list(dict.fromkeys(order)) == ["conflict", "orphan", "reviewers", "unsure", "scan", "finding"]
    assert order == sorted(order, key=list(dict.fromkeys(order)).index)


# fmt: off
FILTERS = [
    ({}, {"lower", "upper"}),
    ({"issuer": "tong lien doan"}, {"upper"}),
    ({"issuer": "ubnd"}, {"lower"}),
    ({"since": "2022"}, {"lower"}),
    ({"until": "2021-12"}, {"upper"}),
    ({"since": "2021-07-05", "until": "2021-07-05"}, {"upper"}),
    ({"since": "2023"}, set()),
    ({"kind": "document"}, set()),
]
# fmt: on


@pytest.mark.parametrize(("asked", "expected"), FILTERS)
def test_queue_filters_every_reason(tmp_path, make_record, asked, expected):
    path = _two_plans(tmp_path, make_record)

    rows = queue(path, **asked)
    about_both = {row["need"] for row in rows if row["other"]}  # a disagreement is about either document
    assert {row["document"] for row in rows if row["need"] == "finding"} == expected
    assert about_both == ({"documents"} if expected else set())


def test_queue_is_printed_with_the_other_side(tmp_path, make_record, capsys):
    path = _two_plans(tmp_path, make_record)
    assert main(["review", "next", "--db", str(path), "--reason", "documents", "--format", "json"]) == 0

    (row,) = json.loads(capsys.readouterr().out)
    assert row["other"].startswith("upper 1: ")


def test_decisions_are_kept(desk):
    import sqlite3

    with open_database(desk.db) as db:
        db.execute(
            "INSERT INTO indicator_decisions (made_at, reviewer, one, other, verdict, reason) VALUES ('','','a','b','same','')"
        )
        for sql in ("UPDATE indicator_decisions SET one = 'c'", "DELETE FROM indicator_decisions"):
            with pytest.raises(sqlite3.IntegrityError):
                db.execute(sql)
