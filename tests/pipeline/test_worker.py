"""What a worker hands back must cross a pipe, whatever a library put into its error."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml.etree import ParserError

from pipeline.files import InputFile
from pipeline.worker import Refusal, Task, work


@pytest.fixture
def broken_page(tmp_path: Path) -> Task:
    """A web page that is cut off: lxml's error holds a log that cannot be pickled."""
    path = tmp_path / "kh.html"
    path.write_bytes(b"<html")
    return Task(InputFile(path, "kh.html"), 1_000)


def test_refusal_has_no_cause_and_says_it_in_its_log(broken_page: Task) -> None:
    refusal = work(broken_page)

    assert isinstance(refusal, Refusal)
    assert refusal.error.code == "D104"
    assert refusal.error.__cause__ is None
    assert refusal.error.__context__ is None
    assert refusal.error.__traceback__ is None
    assert ParserError.__name__ in refusal.log
