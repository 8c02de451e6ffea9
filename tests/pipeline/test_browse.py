"""Is what Datasette gets about tables and columns that exist, and does the real one answer the ready questions?"""

from __future__ import annotations

import importlib.util
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from pipeline.browse import HOST, browse, command, metadata
from pipeline.browse_queries import QUERIES, TABLES
from pipeline.database import read_database
from schemas.errors import NoStoreError, UsageError

_spec = importlib.util.spec_from_file_location("linked", Path(__file__).parent / "linked.py")
linked = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(linked)
VALUES = {"number": "12b/nq-bch", "body": "Liên đoàn", "day": "2026-01-01", "indicator": "nữ"}


@pytest.fixture(scope="module")
def db():
    with read_database(linked.linked_database()) as database:
        yield database


@pytest.mark.parametrize("name", TABLES)
def test_browse_tables_and_facets_exist(db, name):
    columns = {row["name"] for row in db.query(f"PRAGMA table_info({name})")}

    assert columns
    assert set(TABLES[name].get("facets", ())) <= columns


@pytest.mark.parametrize("name", QUERIES)
def test_browse_questions_answer_in_two_languages(db, name):
    assert " · " in QUERIES[name]["title"]
    assert list(db.query(QUERIES[name]["sql"], VALUES))


def test_browse_serves_this_machine_only():
    words = command(Path("a.db"), Path("m.json"), 8001, open_page=False)

    assert words[words.index("--host") + 1] == HOST == "127.0.0.1"
    assert set(metadata("a")["databases"]) == {"a"}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of a real Datasette, started as `chidao browse` starts it, on a copy of the corpus' database."""
    folder = tmp_path_factory.mktemp("browse")
    shutil.copy(linked.linked_database(), folder / "corpus.db")
    (folder / "metadata.json").write_text(json.dumps(metadata("corpus")), encoding="utf-8")
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    words = command(folder / "corpus.db", folder / "metadata.json", port, open_page=False)
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield _wait(f"http://{HOST}:{port}", server)
        finally:
            server.terminate()


def _wait(address, server, seconds=60):
    for _ in range(seconds * 10):
        assert server.poll() is None, "Datasette ended"
        try:
            urllib.request.urlopen(f"{address}/-/versions.json", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return address
    pytest.fail("Datasette did not answer")


def _ask(address, path, **values):
    query = urllib.parse.urlencode({"_shape": "array", **values})
    with urllib.request.urlopen(f"{address}/{path}.json?{query}", timeout=30) as answer:
        return json.load(answer)


def test_browse_answers_the_ready_questions(served):
    citing = _ask(served, "corpus/cited_by", number="12b/NQ-BCH")
    assert "13/CTr-LĐLĐ" in {row["document_number"] for row in citing}
    assert all("12b" in row["quote"] for row in citing)

    for name in QUERIES:
        assert isinstance(_ask(served, f"corpus/{name}", **VALUES), list), name


def test_browse_shows_facets_and_titles(served):
    with urllib.request.urlopen(f"{served}/corpus/v_targets", timeout=30) as answer:
        page = answer.read().decode()
    assert "Chỉ tiêu · Targets" in page
    assert "facet" in page


def test_browse_refuses_to_write(served):
    with pytest.raises(urllib.error.HTTPError) as refused:
        _ask(served, "corpus", sql="DELETE FROM documents")
    with refused.value as answer:
        assert answer.code == 400
    assert _ask(served, "corpus", sql="SELECT count(*) AS n FROM documents") == [{"n": len(linked.DOCUMENTS)}]


def test_browse_says_what_is_missing(tmp_path, monkeypatch):
    with pytest.raises(NoStoreError):
        browse(tmp_path / "none.db")
    monkeypatch.setitem(sys.modules, "datasette", None)  # as where it is not installed
    with pytest.raises(UsageError, match="chidao\\[browse\\]"):
        browse(tmp_path / "none.db")
