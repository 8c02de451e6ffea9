"""What the README says is what happens: its queries, its commands, its links."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
QUERY_RE = re.compile(r"```sql\n(?P<query>.+?)```\n\n```text\n(?P<answer>.*?)```", re.DOTALL)
QUERIES = [(match["query"], match["answer"]) for match in QUERY_RE.finditer((ROOT / "README.md").read_text("utf-8"))]
LINK_RE = re.compile(r"\]\((?!https?:|#|mailto:)(?P<path>[^)#\s]+)")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the main job, made as ``make run`` makes it."""
    folder = tmp_path_factory.mktemp("outputs")
    command = ["-m", "pipeline.cli", "run", "corpus/documents", "--db", folder / "directives.db", "--out", folder]
    done = subprocess.run([sys.executable, *map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "directives.db"


def answer(database: Path, query: str) -> str:
    """The rows as ``sqlite3`` prints them."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(query).fetchall()
    return "".join("|".join("" if value is None else str(value) for value in row) + "\n" for row in rows)


def test_there_are_five_queries() -> None:
    assert len(QUERIES) == 5


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=range(len(QUERIES)))
def test_query_gives_the_shown_answer(database: Path, query: str, expected: str) -> None:
    assert answer(database, query) == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for match in LINK_RE.finditer(page.read_text("utf-8")):
        assert (page.parent / match["path"]).exists(), f"{page.name} links to {match['path']}"


def test_two_commands_are_targets_of_make() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES[:2]:
        named = set(re.findall(r"^\$ make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))
        assert {"run", "test"} <= named <= targets


def test_python_example_runs() -> None:
    code = re.search(r"```python\n(.+?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert code is not None
    done = subprocess.run([sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\S.* \d+\n", done.stdout)
