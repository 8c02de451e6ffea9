"""Does a run on real scheduler and worker processes, one of them killed, give what a run on one machine gives?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.batch import Fate, run
from tests.pipeline.poisons import POISONS, poisoned
from tests.pipeline.test_runner import ROOT, database, fill, records

pytest.importorskip("distributed", reason="needs the extra chidao[cluster]")

from pipeline.cluster import run_on_cluster
from pipeline.load import load_shards
from pipeline.shard_worker import decode, encode, make_shard
from pipeline.shards import Entry, Place, Shard, read_shard
from schemas.errors import StoreError, UnreadableFileError


def _free_port():
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers with their nannies; gives the address and starts workers."""
    address = f"tcp://127.0.0.1:{_free_port()}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = []

    def start(*words):
        with (tmp_path / "dask.log").open("ab") as log:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]],
                    env=environment, stdout=log, stderr=log, cwd=tmp_path, start_new_session=True,
                )
            )  # fmt: skip

    port = address.rsplit(":", 1)[1]
    start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show")
    for _ in range(2):
        start("worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "dask"))
    yield address
    for process in reversed(started):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _kill_a_worker(address):
    """Kill the process of one worker; its nanny starts another."""
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        pids = client.run(os.getpid)
        os.kill(next(iter(pids.values())), signal.SIGKILL)


def test_cluster_gives_what_one_machine_gives(tmp_path, cluster):
    fill(tmp_path / "in", 24)
    (tmp_path / "in" / "copy.txt").write_bytes((tmp_path / "in" / "kh0003.txt").read_bytes())
    (tmp_path / "in" / "leer.txt").write_bytes(b"")
    alone = tmp_path / "alone"
    run([tmp_path / "in"], alone / "d.db", alone)
    url = (tmp_path / "shards").as_uri()
    killed = []

    def tell(_):
        if not killed:
            killed.append(True)
            _kill_a_worker(cluster)

    first = run_on_cluster([tmp_path / "in"], cluster, url, size=9, tell=tell)
    again = run_on_cluster([tmp_path / "in"], cluster, url, size=9)
    loaded = tmp_path / "loaded"
    report = load_shards(url, loaded / "d.db", loaded)

    assert killed
    assert (first.files, first.shards, first.skipped, first.failed, first.exit_code) == (26, 3, 0, 1, 5)
    assert (again.shards, again.skipped, again.failed) == (3, 3, 1)
    assert report.exit_code == 5
    assert database(alone / "d.db") == database(loaded / "d.db")
    assert records(alone) == records(loaded)
    assert len(list((loaded / "quarantine").iterdir())) == 1


@pytest.mark.slow
def test_cluster_poisons_cost_only_themselves(tmp_path, cluster):
    fill(tmp_path / "in", 1995, poisons=POISONS)
    url = (tmp_path / "shards").as_uri()
    done = run_on_cluster(
        [tmp_path / "in"], cluster, url, size=250, max_seconds=10, max_memory=600, program="tests.pipeline.poisons"
    )
    report = load_shards(url, tmp_path / "d.db", tmp_path)

    failed = {Path(one.label).stem: one for one in report.outcomes if one.error}
    assert (done.files, done.shards, done.failed, done.exit_code) == (2000, 8, 5, 5)
    assert {name: one.error.code for name, one in failed.items()} == POISONS
    assert {one.stage for one in failed.values()} == {"outline"}
    assert [one.fate for one in report.outcomes].count(Fate.STORED) == 1995
    assert len(list((tmp_path / "quarantine").iterdir())) == len(POISONS)


def _shard(folder, url, names=None):
    paths = sorted(folder.iterdir()) if names is None else [folder / name for name in names]
    entries = tuple(Entry(str(path), path.name, (path.stat().st_size, path.stat().st_mtime_ns)) for path in paths)
    return Shard("shard-0000001-x", url, entries, "x", 1_000_000, 4.0, 600)


@pytest.mark.slow  # the pool that it uses is tested in test_runner
def test_cluster_shard_poisons_cost_only_themselves(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    fill(tmp_path / "in", 6, poisons=POISONS)
    place = Place((tmp_path / "shards").as_uri())

    assert make_shard(_shard(tmp_path / "in", place.url), poisoned) == len(POISONS)
    (marker,) = place.markers()
    rows = list(read_shard(place, marker))
    assert {Path(row["label"]).stem: row["code"] for row in rows if row["status"] == "failed"} == POISONS
    assert sum(row["status"] == "done" for row in rows) == 6
    assert sorted(path.suffix for path in (tmp_path / "shards").iterdir()) == [".done", ".parquet"]


def test_cluster_shard_crosses_as_text(tmp_path):
    fill(tmp_path / "in", 2)
    shard = _shard(tmp_path / "in", "memory://x")

    assert decode(encode(shard)) == shard


def test_cluster_place_may_be_anywhere_that_fsspec_reaches():
    place = Place("memory://chidao-shards")
    place.write("a.jsonl", b"1")

    assert place.read("a.jsonl") == b"1"
    assert place.markers() == []


def test_cluster_load_takes_only_whole_shards(tmp_path):
    fill(tmp_path / "in", 2)
    place = Place((tmp_path / "shards").as_uri())
    make_shard(_shard(tmp_path / "in", place.url))
    (tmp_path / "shards" / "shard-0000001-x.done").unlink()

    with pytest.raises(UnreadableFileError, match="no whole shard"):
        load_shards(place.url, tmp_path / "d.db", tmp_path)


def test_cluster_scheduler_that_does_not_answer_is_named(tmp_path):
    fill(tmp_path / "in", 1)
    start = time.monotonic()
    with pytest.raises(StoreError, match="cluster run stopped"):
        run_on_cluster(
            [tmp_path / "in"], f"tcp://127.0.0.1:{_free_port()}", (tmp_path / "s").as_uri(), size=1, patience=1
        )
    assert time.monotonic() - start < 30
