"""Is a record a function of the bytes, and does every value stand on its words?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import extract
from schemas.item_tables import KINDS
from schemas.record import DirectiveRecord

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "corpus" / "documents").glob("*.txt"))


@pytest.fixture(scope="module")
def records() -> dict[str, DirectiveRecord]:
    return {path.stem: extract(path.read_bytes(), path.name) for path in DOCUMENTS}


def test_quotes_are_the_text(records: dict[str, DirectiveRecord]) -> None:
    for record in records.values():
        for kind in KINDS:
            for item in getattr(record, kind):
                assert record.text[item.start : item.end] == item.quote
                for milestone in getattr(item, "milestones", ()):
                    assert record.text[milestone.start : milestone.end] == milestone.quote


def test_ids_are_unique_and_links_lead_somewhere(records: dict[str, DirectiveRecord]) -> None:
    for record in records.values():
        ids = [item.id for kind in KINDS for item in getattr(record, kind)]
        assert len(ids) == len(set(ids))
        for task in record.tasks:
            assert set(task.deadlines) <= {item.id for item in record.deadlines}
            assert set(task.targets) <= {item.id for item in record.targets}
            assert set(task.references) <= {item.id for item in record.references}
            assert set(task.assignments) <= {item.id for item in record.assignments}
        paths = {section.path for section in record.sections} | {""}
        assert {item.section for kind in KINDS for item in getattr(record, kind)} <= paths
        assert {assignment.task for assignment in record.assignments} <= paths


def test_record_survives_json(records: dict[str, DirectiveRecord]) -> None:
    for record in records.values():
        assert DirectiveRecord.model_validate_json(record.to_json()) == record


def test_an_inserted_paragraph_renames_nothing_elsewhere(records: dict[str, DirectiveRecord]) -> None:
    path = ROOT / "corpus" / "documents" / "chuong-trinh-lai-chau-2025.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("- Nâng cao chất lượng, hiệu quả các thỏa thuận"))
    lines[at:at] = ["- Bố trí thêm một nội dung không liên quan đến các mục khác.", ""]

    changed = extract("\n".join(lines).encode(), path.name)
    before = records[path.stem]

    for kind in KINDS:
        kept = {item.id for item in getattr(before, kind)}
        # the heading above holds the new words, so it alone reads differently
        assert kept <= {item.id for item in getattr(changed, kind)}, kind
    assert len(changed.sections) == len(before.sections) + 1


SCRIPT = """
import hashlib, sys
from pathlib import Path
from pipeline import extract
for path in sorted(Path(sys.argv[1]).glob("*.txt"))[:2]:
    print(hashlib.sha256(extract(path.read_bytes(), path.name).to_json().encode()).hexdigest())
"""


def test_same_bytes_same_record_in_another_process() -> None:
    def run(**env: str) -> str:
        command = [sys.executable, "-c", SCRIPT, str(ROOT / "corpus" / "documents")]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=True)
        return done.stdout

    first = run(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    second = run(PYTHONHASHSEED="77", TZ="Asia/Ho_Chi_Minh", LC_ALL="C")

    assert first == second
    assert len(first.split()) == 2


CLOCK = """
import datetime, time
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls(2031, 7, 4, 12, 0, tzinfo=tz)
    @classmethod
    def utcnow(cls): return cls(2031, 7, 4, 12, 0)
    @classmethod
    def today(cls): return cls(2031, 7, 4, 12, 0)
class LaterDay(datetime.date):
    @classmethod
    def today(cls): return cls(2031, 7, 4)
datetime.datetime, datetime.date = Later, LaterDay
time.time = lambda: 1_940_000_000.0
"""


def test_same_bytes_same_record_on_another_day() -> None:
    def run(prefix: str) -> str:
        command = [sys.executable, "-c", prefix + SCRIPT, str(ROOT / "corpus" / "documents")]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert run("") == run(CLOCK)


def test_extraction_never_opens_a_socket() -> None:
    guard = """
import socket
def refuse(*args, **kwargs): raise AssertionError("the network was asked for")
socket.socket.connect = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
"""
    command = [sys.executable, "-c", guard + SCRIPT, str(ROOT / "corpus" / "documents")]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
