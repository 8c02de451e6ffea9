"""What a worker hands back must cross a pipe, whatever a library put into its error."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml.etree import ParserError

from pipeline.files import InputFile
from pipeline.prepared import Prepared
from pipeline.worker import Refusal, Task, work


@pytest.fixture
def broken_page(tmp_path: Path) -> Task:
    """A web page that is cut off: lxml's error holds a log that cannot be pickled."""
    path = tmp_path / "kh.html"
    path.write_bytes(b"<html")
    return Task(InputFile(path, "kh.html"), 1_000)


@pytest.fixture
def plan(tmp_path: Path) -> InputFile:
    path = tmp_path / "kh.txt"
    path.write_text("Số: 1/KH-UBND\nKẾ HOẠCH\nCông tác năm 2024\n", encoding="utf-8")
    return InputFile(path, "kh.txt")


def test_work_writes_the_record_that_has_but_to_be_renamed(tmp_path: Path, plan: InputFile) -> None:
    part, target = tmp_path / "records" / ".1.1.part", tmp_path / "records" / "kh.json"
    made = work(Task(plan, 1_000, part=part, target=target))

    assert isinstance(made, Prepared)
    assert made.part == part
    assert part.read_bytes() == made.json

    part.replace(target)
    again = work(Task(plan, 1_000, part=part, target=target))

    assert isinstance(again, Prepared)
    assert again.part is None  # the file says that already
    assert not part.exists()


def test_work_leaves_a_disk_that_does_not_take_it_to_the_run(tmp_path: Path, plan: InputFile) -> None:
    (tmp_path / "records").write_text("a file")
    made = work(Task(plan, 1_000, part=tmp_path / "records" / ".1.1.part", target=tmp_path / "records" / "kh.json"))

    assert isinstance(made, Prepared)
    assert made.part is None


def test_refusal_has_no_cause_and_says_it_in_its_log(broken_page: Task) -> None:
    refusal = work(broken_page)

    assert isinstance(refusal, Refusal)
    assert refusal.error.code == "D104"
    assert refusal.error.__cause__ is None
    assert refusal.error.__context__ is None
    assert refusal.error.__traceback__ is None
    assert ParserError.__name__ in refusal.log
