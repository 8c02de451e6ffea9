"""Is each whole document that arrives in a watched folder read, once, and does the watch end in order?"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from pipeline.joblog import JobLog
from pipeline.watch import Arrivals, Watcher
from tests.pipeline.test_runner import PLAN, ROOT, database


@pytest.fixture
def watch(tmp_path):
    """Starts ``chidao watch in`` and gives its process; stops it at the end."""
    (tmp_path / "in").mkdir()
    started = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.cli", "watch", "in", "--jobs", "1", "--settle", "0.3"],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        process.lines = []
        reader = threading.Thread(target=lambda: process.lines.extend(process.stderr))
        reader.start()
        started.append((process, reader))
        return process

    yield start
    for process, reader in started:
        process.kill()
        process.wait()
        reader.join()
        process.stderr.close()


def _events(process):
    return [json.loads(line) for line in list(process.lines)]


def _until(process, done, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if done(list(_events(process))):
            return
        time.sleep(0.1)
    raise AssertionError(process.lines[-20:])


def _stored(events):
    return [event["file"] for event in events if event["event"] in ("stored", "copy")]


def _write(folder, number, luck):
    """Write documents as programs do: at once, in pieces, under another name first, twice."""
    for n in range(number):
        text = PLAN.format(n=n, year=2024, share=80)
        final = folder / f"kh{n:03}.txt"
        way = luck.choice(("at once", "renamed", "hidden", "pieces", "twice"))
        if way == "at once":
            final.write_text(text, encoding="utf-8")
        elif way in ("renamed", "hidden"):
            draft = folder / (f"{final.name}.part" if way == "renamed" else f".{final.name}")
            draft.write_text(text[:50], encoding="utf-8")
            draft.write_text(text, encoding="utf-8")
            draft.rename(final)
        else:
            with final.open("w", encoding="utf-8") as file:
                for at in range(0, len(text), 60):
                    file.write(text[at : at + 60])
                    file.flush()
            if way == "twice":
                os.utime(final)


@pytest.mark.parametrize("number", [25, pytest.param(500, marks=pytest.mark.slow)])
def test_watch_reads_each_whole_document_once(tmp_path, watch, number):
    (tmp_path / "in" / "old.txt").write_text(PLAN.format(n=999, year=2023, share=70), encoding="utf-8")
    process = watch()
    _until(process, lambda events: "old.txt" in _stored(events))
    _write(tmp_path / "in", number, random.Random(number))
    (tmp_path / "in" / "doublet.txt").write_bytes((tmp_path / "in" / "kh000.txt").read_bytes())
    _until(process, lambda events: len(set(_stored(events))) == number + 2, 300)
    process.send_signal(signal.SIGTERM)

    assert process.wait(60) == 0
    _until(process, lambda events: events[-1]["event"] == "stopped")
    events = _events(process)
    assert sorted(_stored(events)) == sorted(["old.txt", "doublet.txt", *(f"kh{n:03}.txt" for n in range(number))])
    assert not [event for event in events if event["event"] == "failed"]
    assert len(database(tmp_path / "outputs" / "directives.db")["documents"]) == number + 1
    assert all(event["time"] for event in events)


@pytest.mark.slow
def test_watch_survives_a_restart(tmp_path, watch):
    (tmp_path / "in" / "a.txt").write_text(PLAN.format(n=1, year=2024, share=80), encoding="utf-8")
    first = watch()
    _until(first, lambda events: "a.txt" in _stored(events))
    first.kill()
    first.wait()
    (tmp_path / "in" / "b.txt").write_text(PLAN.format(n=2, year=2024, share=80), encoding="utf-8")
    second = watch()
    _until(second, lambda events: "b.txt" in _stored(events))

    assert _stored(_events(second)) == ["b.txt"]


def test_watch_a_file_is_whole_when_it_stands_still(tmp_path):
    arrivals = Arrivals(settle=2.0)
    file = tmp_path / "kh.txt"
    file.write_text("1")
    arrivals.note(file, 0.0)
    file.write_text("12")

    assert arrivals.ready(3.0) == []  # it has changed since
    assert arrivals.ready(4.0) == []
    assert arrivals.ready(5.0) == [file]
    arrivals.note(tmp_path / "kh.docx.part", 0.0)
    arrivals.note(tmp_path / "~$kh.docx", 0.0)
    assert arrivals.ready(9.0) == [file]


def test_watch_brings_the_index_up_to_date_a_part_of_its_time_only(tmp_path):
    (tmp_path / "in").mkdir()
    db = tmp_path / "d.db"
    watcher = Watcher(tmp_path / "in", db, tmp_path, JobLog(), 0.0, {})

    def arrives(number):
        path = tmp_path / "in" / f"kh{number}.txt"
        path.write_text(PLAN.format(n=number, year=2024, share=80), encoding="utf-8")
        watcher._arrivals.note(path, time.monotonic() - 1)
        watcher._step(time.monotonic())  # reads it
        assert len(database(db)["documents"]) == number

    def indexed():
        return len(database(db)["indexed_documents"])

    arrives(1)
    watcher._step(time.monotonic())
    assert indexed() == 1

    arrives(2)
    watcher._step(watcher._refresh_at - 0.01)
    assert indexed() == 1  # for what comes next, it is too early

    watcher._step(watcher._refresh_at)
    assert indexed() == 2
