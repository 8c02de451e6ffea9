"""Does a run with workers give what one without gives, and does a bad document cost nothing but itself?"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.batch import Fate, run
from pipeline.files import InputFile
from pipeline.quarantine import Quarantine
from tests.pipeline.poisons import POISONS, poisoned

ROOT = Path(__file__).parents[2]
PLAN = """UBND TỈNH LAI CHÂU
Số: {n}/KH-UBND
KẾ HOẠCH
Công tác năm {year}
I. NHIỆM VỤ
1. Sở Nội vụ báo cáo trước ngày 20/5/{year}.
2. Phấn đấu {share}% đoàn viên được học tập.
"""
# What a run leaves that tells of the run and not of the documents.
BOOKKEEPING = {"source_files", "runs", "failures", "run_stages", "run_items", "_sqlite_migrations"}


@pytest.fixture(autouse=True)
def _workers_find_the_poisons(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))


def fill(folder, number, *, poisons=()):
    """Put ``number`` plans and the poisons into a folder; some plans claim one id, one is a copy."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(number):
        text = PLAN.format(n=n - n % 7, year=2020 + n % 3, share=60 + n % 7)
        (folder / f"kh{n:04}.txt").write_text(text, encoding="utf-8")
    for name in poisons:
        (folder / f"{name}.txt").write_text(PLAN.format(n=1, year=2024, share=80) + name, encoding="utf-8")


def database(path):
    """Every row of the documents, without what tells of the run."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    content = {
        name: sorted(
            repr({key: row[key] for key in row.keys() if key != "run_id"})  # noqa: SIM118 (a Row is no mapping)
            for row in connection.execute(f"SELECT * FROM {name}")
        )
        for name in names
        if name not in BOOKKEEPING and not name.startswith(("sqlite_", "search_"))
    }
    connection.close()
    return content


def records(out):
    return {path.name: path.read_bytes() for path in sorted((out / "records").iterdir())}


@pytest.mark.parametrize("number", [40, pytest.param(1995, marks=pytest.mark.slow)])
def test_runner_poisons_cost_only_themselves(tmp_path, number):
    fill(tmp_path / "in", number, poisons=POISONS)
    out = tmp_path / "out"
    report = run([tmp_path / "in"], out / "d.db", out, jobs=2, max_seconds=4, max_memory=600, work=poisoned)

    failed = {Path(one.label).stem: one.error.code for one in report.outcomes if one.error}
    assert failed == POISONS
    assert len(report.outcomes) == number + len(POISONS)
    assert {one.stage for one in report.outcomes if one.error} == {"outline"}
    notes = [json.loads(path.read_text(encoding="utf-8")) for path in (out / "quarantine").iterdir()]
    assert {(note["file"], note["code"]) for note in notes} == {(f"{name}.txt", code) for name, code in POISONS.items()}
    assert all(note["reason"] and note["advice"] and note["log"] and note["step"] == "outline" for note in notes)

    again = run([], out / "d.db", out, jobs=2, only_failed=True)
    assert {one.fate for one in again.outcomes} == {Fate.STORED}
    assert len(again.outcomes) == len(POISONS)
    assert list((out / "quarantine").iterdir()) == []


def test_runner_workers_change_nothing(tmp_path):
    fill(tmp_path / "in", 16)
    (tmp_path / "in" / "copy.txt").write_bytes((tmp_path / "in" / "kh0003.txt").read_bytes())
    (tmp_path / "in" / "leer.txt").write_bytes(b"")
    for jobs in (0, 2):
        out = tmp_path / str(jobs)
        run([tmp_path / "in"], out / "d.db", out, jobs=jobs)

    assert database(tmp_path / "0" / "d.db") == database(tmp_path / "2" / "d.db")
    with closing(sqlite3.connect(tmp_path / "2" / "d.db")) as checked:  # the run itself leaves the checks to the model
        assert checked.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert records(tmp_path / "0") == records(tmp_path / "2")
    assert len(records(tmp_path / "0")) == 17


@pytest.mark.slow
def test_runner_tells_what_is_stored_while_it_waits_for_a_slow_document(tmp_path):
    fill(tmp_path / "in", 0, poisons=["hangs"])
    (tmp_path / "in" / "a.txt").write_text(PLAN.format(n=1, year=2024, share=80), encoding="utf-8")
    told = {}

    def hear(outcome):
        told[outcome.label] = time.monotonic()
        with closing(sqlite3.connect(tmp_path / "d.db")) as other:
            assert other.execute("SELECT count(*) FROM documents").fetchone() == (1,)  # it is on the disk

    run([tmp_path / "in"], tmp_path / "d.db", tmp_path, hear=hear, jobs=2, max_seconds=8, work=poisoned)

    assert told["hangs.txt"] - told["a.txt"] > 2  # seconds; a group is kept open for one


def test_runner_since_leaves_out_what_is_older(tmp_path):
    import datetime as dt

    fill(tmp_path / "in", 3)
    os.utime(tmp_path / "in" / "kh0001.txt", (0, 0))
    report = run([tmp_path / "in"], tmp_path / "d.db", tmp_path, since=dt.datetime(2001, 1, 1))

    assert [one.label for one in report.outcomes] == ["kh0000.txt", "kh0002.txt"]


def test_runner_stops_when_it_is_told_to(tmp_path):
    fill(tmp_path / "in", 5)
    told = []
    report = run(
        [tmp_path / "in"], tmp_path / "d.db", tmp_path, lambda *step: told.append(step), stop=lambda: len(told) == 2
    )

    assert [one.fate for one in report.outcomes] == [Fate.STORED] * 2


def test_runner_leaves_nothing_of_what_was_read_ahead(tmp_path):
    fill(tmp_path / "in", 8)
    told = []
    run([tmp_path / "in"], tmp_path / "d.db", tmp_path, lambda *step: told.append(step), stop=lambda: told, jobs=2)

    assert list(records(tmp_path)) == ["kh0000.json"]


def test_runner_report_has_the_figures(tmp_path):
    fill(tmp_path / "in", 4)
    (tmp_path / "in" / "leer<b>.txt").write_bytes(b"")
    report = run([tmp_path / "in"], tmp_path / "d.db", tmp_path)
    connection = sqlite3.connect(tmp_path / "d.db")
    (run_row,) = connection.execute("SELECT files, stored, failed, reasons FROM v_runs").fetchall()
    stages = dict(connection.execute("SELECT stage, documents FROM run_stages").fetchall())
    connection.close()
    page = (tmp_path / "reports" / f"run-{report.run}.html").read_text(encoding="utf-8")

    assert run_row == (5, 4, 1, "D101 × 1")
    assert {"read", "text", "outline", "references", "record"} <= set(stages)
    assert set(stages.values()) == {4}
    assert "leer&lt;b&gt;.txt" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_quarantine_keeps_names_that_are_no_text(tmp_path):
    from pipeline.store import Failure
    from schemas.errors import EmptyFileError

    file = InputFile(Path(os.fsdecode(b"/x/k\xe9.txt")), "k\ufffd.txt", (2,), "a/kh.txt")
    Quarantine(tmp_path).add(file, Failure("k\ufffd.txt", EmptyFileError("empty")))

    assert Quarantine(tmp_path).files() == [file]
    Quarantine(tmp_path).remove(file)
    assert Quarantine(tmp_path).files() == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs the limits of Linux")
def test_runner_is_told_which_step_took_how_long(tmp_path):
    from pipeline.prepared import Prepared
    from pipeline.worker import Task, work

    (tmp_path / "kh.txt").write_text(PLAN.format(n=1, year=2024, share=80), encoding="utf-8")
    made = work(Task(InputFile(tmp_path / "kh.txt", "kh.txt"), 1_000_000))

    assert isinstance(made, Prepared)
    assert all(took >= 0 for took in made.seconds.values())


def test_runner_loads_no_library_where_nothing_is_new(tmp_path):
    """A second run over many unchanged files is to be short, and its start is a large part of it."""
    folder, db, out = tmp_path / "in", tmp_path / "d.db", tmp_path / "out"
    fill(folder, 3)
    run([folder], db, out)
    paths = ", ".join(f"Path({str(path)!r})" for path in (db, out))
    script = tmp_path / "again.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom pipeline.batch import run\n"
        "if __name__ == '__main__':\n"
        f"    fates = [outcome.fate.value for outcome in run([Path({str(folder)!r})], {paths}, jobs=2).outcomes]\n"
        "    print(fates, {'spacy', 'underthesea', 'pydantic', 'numpy', 'pandas'} & set(sys.modules))\n",
        encoding="utf-8",
    )
    told = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert told.stdout.strip() == f"{['unchanged'] * 3} set()"
