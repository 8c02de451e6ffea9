"""Is a correction kept, shown, found again, and never lost or moved?"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.database import open_database, writing
from pipeline.review.resolve import resolve
from schemas.errors import UsageError

ROOT = Path(__file__).parents[3]


def _dump(desk):
    tables = (
        "corrections",
        "correction_outcomes",
        "tasks",
        "targets",
        "milestones",
        "deadlines",
        "assignments",
        "citations",
    )
    return {table: desk.rows(f"SELECT * FROM {table}") for table in tables}


def test_apply_without_edits_changes_nothing(desk):
    before = _dump(desk)

    assert desk.apply(desk.sheet()) == []
    assert _dump(desk) == before


def test_apply_after_corrections_of_another_reviewer_changes_nothing(desk):
    desk.edit("ddl-1", ends_on="2024-05-19")
    before = _dump(desk)

    assert desk.apply(desk.sheet("hoa")) == []
    assert _dump(desk) == before


def test_apply_twice_is_once(desk):
    sheet = desk.sheet()
    item = next(item for item in sheet["items"] if item["id"] == "ddl-1")
    item["fields"] = {**item["fields"], "ends_on": "2024-05-19"}
    sheet["items"].append({
        "kind": "assignments", "quote": "đoàn viên", "status": "added",
        "fields": {"body": "Đoàn viên", "role": "coordinate", "task": "1"},
    })  # fmt: skip

    assert len(desk.apply(sheet)) == 2
    before = _dump(desk)
    assert desk.apply(sheet) == []
    assert _dump(desk) == before


def test_apply_shows_the_correction_in_views_and_keeps_the_record(desk):
    record = desk.rows("SELECT record FROM documents")

    assert desk.edit("ddl-1", ends_on="2024-05-19") == [
        'deadlines 2 "trước ngày 20/5/2024": ends_on: 2024-05-20 → 2024-05-19'
    ]
    assert desk.rows("SELECT ends_on, status FROM v_deadlines") == [{"ends_on": "2024-05-19", "status": "corrected"}]
    assert desk.rows("SELECT record FROM documents") == record


def test_apply_rejected_items_leave_the_views(desk):
    desk.edit("asg-1", status="rejected")

    assert desk.rows("SELECT * FROM v_assignments") == []
    assert desk.rows("SELECT leads FROM v_tasks") == [{"leads": None}]
    assert desk.rows("SELECT status FROM assignments") == [{"status": "rejected"}]


def test_apply_adds_an_item_with_its_place(desk):
    sheet = desk.sheet()
    sheet["items"].append({
        "kind": "targets", "quote": "1.810 người", "status": "added",
        "fields": {"indicator": "người", "milestones": [{"quote": "1.810", "comparator": "=", "value": 1810, "unit": "người"}]},
    })  # fmt: skip
    desk.apply(sheet)

    (row,) = desk.rows("SELECT * FROM v_targets WHERE status = 'added'")
    assert (row["quote"], row["value"], row["indicator"]) == ("1.810 người", 1810, "người")
    text = desk.record.text
    (added,) = desk.rows("SELECT * FROM targets WHERE status = 'added'")
    assert text[added["start_char"] : added["end_char"]] == "1.810 người"


def test_apply_adds_a_deadline_that_counts_from_an_event(desk):
    sheet = desk.sheet()
    fields = {"kind": "due", "bound": "by", "offset": "P15D", "anchor": "báo cáo"}
    sheet["items"].append({"kind": "deadlines", "quote": "báo cáo", "status": "added", "fields": fields})

    assert desk.apply(sheet)[0].startswith('deadlines "báo cáo": add {"kind": "due"')
    assert desk.rows("SELECT anchor FROM v_deadlines WHERE status = 'added'") == [{"anchor": "báo cáo"}]


def test_apply_moves_a_span(desk):
    desk.edit("ddl-1", quote="ngày 20/5/2024")

    (row,) = desk.rows("SELECT quote, start_char, status FROM deadlines")
    assert row == {"quote": "ngày 20/5/2024", "start_char": desk.record.text.index("ngày 20/5"), "status": "corrected"}
    assert desk.outcomes() == ["applied"]


def test_apply_header_fields(desk):
    sheet = desk.sheet()
    sheet["header"]["fields"]["number"] = "6/KH-UBND"
    sheet["header"]["fields"]["issuers"] = ["UBND tỉnh Lai Châu"]
    desk.apply(sheet)

    assert desk.rows("SELECT document_number, issuer FROM v_documents") == [
        {"document_number": "6/KH-UBND", "issuer": "UBND tỉnh Lai Châu"}
    ]


def test_apply_file_that_no_longer_says_it_withdraws_it(desk):
    sheet = desk.sheet()
    item = next(item for item in sheet["items"] if item["id"] == "ddl-1")
    machine = item["fields"]
    item["fields"] = {**machine, "ends_on": "2024-05-19"}
    desk.apply(sheet)
    item["fields"] = machine

    assert desk.apply(sheet) == ['deadlines 2 "trước ngày 20/5/2024": withdrawn: correction 1']
    assert desk.rows("SELECT ends_on, status FROM v_deadlines") == [{"ends_on": "2024-05-20", "status": "auto"}]
    assert len(desk.rows("SELECT * FROM corrections")) == 2


def test_corrections_are_append_only(desk):
    desk.edit("ddl-1", ends_on="2024-05-19")
    for sql in ("DELETE FROM corrections", "UPDATE corrections SET new_value = 'null'"):
        with open_database(desk.db) as db, pytest.raises(Exception, match="corrections are never"):
            db.execute(sql)


# --- re-extraction


def _without(record, **changes):
    return record.model_copy(update=changes)


def _edited(record, old, new):
    """The record of the text with some words replaced, all items moved with them; those that lose words are gone."""
    at = record.text.index(old)
    shift = len(new) - len(old)

    def moved(item):
        values = item.model_dump()
        for part in (values, *values.get("milestones", ())):
            part["start"] += shift if part["start"] >= at + len(old) else 0
            part["end"] += shift if part["end"] > at else 0
        return type(item).model_validate(values)

    text = record.text.replace(old, new, 1)
    kinds = {}
    for kind in ("sections", "themes", "tasks", "targets", "deadlines", "assignments", "references", "findings"):
        items = [moved(item) for item in getattr(record, kind)]
        kinds[kind] = tuple(item for item in items if text[item.start : item.end] == item.quote)
    source = record.document.source.model_copy(update={"sha256": f"{hash(text):064x}"[-64:].replace("-", "0")})
    document = record.document.model_copy(update={"source": source})
    return record.model_copy(update={"text": text, "document": document, **kinds})


def test_reextraction_after_an_edit_elsewhere_applies(desk):
    desk.edit("ddl-1", ends_on="2024-05-19")
    desk.store(_edited(desk.record, "Phấn đấu 80%", "Phấn đấu hoàn thành 85%"))

    assert desk.outcomes() == ["applied"]
    assert desk.rows("SELECT ends_on FROM v_deadlines") == [{"ends_on": "2024-05-19"}]


def test_reextraction_that_changes_the_sentence_makes_an_orphan(desk):
    desk.edit("asg-1", body="Sở Nội vụ tỉnh")
    desk.store(_edited(desk.record, "20/5/2024", "20/6/2024"))

    assert desk.outcomes() == ["orphan"]
    assert desk.rows("SELECT body FROM v_assignments") == [{"body": "Sở Nội vụ"}]


def test_reextraction_with_a_third_value_is_a_conflict_with_both(desk):
    desk.edit("ddl-1", ends_on="2024-05-19")
    (deadline,) = desk.record.deadlines
    desk.store(_without(desk.record, deadlines=(deadline.model_copy(update={"ends_on": "2024-05-21"}),)))

    (row,) = desk.rows("SELECT outcome, old_value, new_value, machine_value FROM v_corrections")
    assert list(row.values()) == ["conflict", '"2024-05-20"', '"2024-05-19"', '"2024-05-21"']
    assert desk.rows("SELECT ends_on FROM v_deadlines") == [{"ends_on": "2024-05-19"}]


def test_reextraction_that_agrees_is_no_conflict(desk):
    desk.edit("ddl-1", ends_on="2024-05-19")
    (deadline,) = desk.record.deadlines
    desk.store(_without(desk.record, deadlines=(deadline.model_copy(update={"ends_on": "2024-05-19"}),)))

    assert desk.outcomes() == ["applied"]


def test_reextraction_that_loses_a_confirmed_item_is_a_conflict_and_keeps_it(desk):
    desk.edit("ddl-1", status="confirmed")
    desk.store(_without(desk.record, deadlines=(), tasks=()))

    assert desk.outcomes() == ["conflict"]
    assert desk.rows("SELECT quote, status FROM v_deadlines") == [
        {"quote": "trước ngày 20/5/2024", "status": "confirmed"}
    ]


@pytest.mark.parametrize(("keep", "value", "outcomes"), [
    ("mine", "2024-05-19", ["applied"]),
    ("machine", "2024-05-21", []),
])  # fmt: skip
def test_resolve_settles_a_conflict(desk, keep, value, outcomes):
    desk.edit("ddl-1", ends_on="2024-05-19")
    (deadline,) = desk.record.deadlines
    desk.store(_without(desk.record, deadlines=(deadline.model_copy(update={"ends_on": "2024-05-21"}),)))
    with open_database(desk.db) as db, writing(db):
        resolve(db, 1, keep, "lan")

    assert desk.rows("SELECT ends_on FROM v_deadlines") == [{"ends_on": value}]
    assert desk.outcomes() == outcomes


def test_resolve_gives_an_orphan_to_an_item(desk):
    desk.edit("asg-1", body="Sở Nội vụ tỉnh")
    desk.store(_edited(desk.record, "20/5/2024", "20/6/2024"))
    with open_database(desk.db) as db, writing(db), pytest.raises(UsageError, match="allowed"):
        resolve(db, 1, "ddl-1", "lan")
    with open_database(desk.db) as db, writing(db):
        resolve(db, 1, "asg-1", "lan")

    assert desk.rows("SELECT body FROM v_assignments") == [{"body": "Sở Nội vụ tỉnh"}]
    assert desk.outcomes() == ["applied"]


def test_document_that_is_gone_leaves_orphans(desk):
    desk.edit("ddl-1", ends_on="2024-05-19")
    with open_database(desk.db) as db, writing(db):
        db.execute("DELETE FROM documents")
    with open_database(desk.db) as db, writing(db):
        from pipeline.review.project import project_all

        project_all(db)

    assert desk.outcomes() == ["orphan"]


def test_killed_apply_leaves_the_old_state(desk):
    """Killed after the corrections are written and before the transaction ends."""
    sheet = desk.sheet()
    next(item for item in sheet["items"] if item["id"] == "ddl-1")["status"] = "rejected"
    path = desk.write(sheet)
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom pipeline.database import open_database, writing\n"
        "from pipeline.review.apply import apply_files\n"
        "with open_database(Path(sys.argv[1])) as db, writing(db):\n"
        "    apply_files(db, [Path(sys.argv[2])])\n    print('there', flush=True)\n    time.sleep(60)\n"
    )
    words = [sys.executable, "-c", code, str(desk.db), str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT, text=True) as child:
        assert child.stdout.readline() == "there\n"
        child.send_signal(signal.SIGKILL)
        child.wait()
        time.sleep(0.05)

    assert desk.rows("SELECT * FROM corrections") == []
    assert desk.rows("SELECT status FROM deadlines") == [{"status": "auto"}]
    assert desk.apply(sheet) == ['deadlines 2 "trước ngày 20/5/2024": reject']


def test_auto_only_lists_what_the_program_said(desk):
    from pipeline.listing import view_rows

    views = ("v_documents", "v_tasks", "v_targets", "v_deadlines", "v_assignments", "v_citations", "v_findings")
    before = {view: view_rows(desk.db, view) for view in views}
    desk.edit("ddl-1", ends_on="2024-05-19")
    desk.edit("asg-1", status="rejected")

    assert view_rows(desk.db, "v_deadlines") != before["v_deadlines"]
    assert {view: view_rows(desk.db, view, auto_only=True) for view in views} == before


def test_run_reads_anew_and_keeps_what_people_said(tmp_path, monkeypatch, capsys):
    """The whole way: run, export, edit, apply, the file is edited elsewhere, run."""
    from pipeline.cli import main

    monkeypatch.chdir(tmp_path)
    plan = "KẾ HOẠCH\nCông tác năm 2024\n\nI. NHIỆM VỤ\n1. Sở Nội vụ báo cáo trước ngày 20/5/2024.\n2. Các sở phối hợp tuyên truyền.\n"
    (tmp_path / "kh.txt").write_text(plan, encoding="utf-8")
    assert main(["run", "kh.txt", "--quiet"]) == 0
    assert main(["review", "export", "kh", "--reviewer", "lan"]) == 0
    path = tmp_path / "outputs" / "review" / "kh.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"ends_on": "2024-05-20"', '"ends_on": "2024-05-19"', 1), encoding="utf-8")
    assert main(["review", "apply", str(path)]) == 0
    assert main(["run", "kh.txt", "--quiet", "--force"]) == 0
    capsys.readouterr()

    assert main(["deadlines", "--format", "json"]) == 0
    assert '"ends_on": "2024-05-19"' in capsys.readouterr().out
    assert main(["deadlines", "--format", "json", "--auto-only"]) == 0
    assert '"ends_on": "2024-05-20"' in capsys.readouterr().out
