"""Do the queries of docs/sizing.md run in DuckDB over shards, and count what the database counts?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pipeline.test_runner import ROOT, fill

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from pipeline.shard_worker import make_shard  # noqa: E402
from pipeline.shards import Entry, Place, Shard  # noqa: E402

PAGE = (Path(__file__).parents[1] / "docs" / "sizing.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def shards(tmp_path_factory):
    home = tmp_path_factory.mktemp("sizing")
    fill(home / "in", 6)
    (home / "in" / "leer.txt").write_bytes(b"")
    entries = tuple(
        Entry(str(path), path.name, (path.stat().st_size, path.stat().st_mtime_ns))
        for path in sorted((home / "in").iterdir())
    )
    make_shard(Shard("shard-0000001-x", Place(str(home / "shards")).url, entries, "x", 1_000_000, 60, 0))
    return home / "shards"


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.split("\n", 1)[0])
def test_sizing_query_runs(shards, query, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    rows = duckdb.sql(query.replace("shards/*.parquet", f"{shards}/*.parquet")).fetchall()

    assert rows, query


def test_sizing_has_queries():
    assert len(QUERIES) >= 4
