"""Is nothing lost or done twice when a run is killed, when two run at once, when the disk does not take more?"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from pipeline.batch import run
from pipeline.locking import only_run
from schemas.errors import BusyStoreError, ReadOnlyStoreError, StoreError
from tests.pipeline.test_runner import ROOT, database, fill, records

RUN = (
    "import sys; from pathlib import Path; from pipeline.batch import run; "
    "run([Path('in')], Path('out/d.db'), Path('out'), jobs=1); print('whole')"
)

HOLD = (
    "import os, time; from pathlib import Path; from pipeline.locking import only_run\n"
    "with only_run(Path('d.db'), 0):\n {then}"
)


def _started(home):
    return subprocess.Popen(
        [sys.executable, "-c", RUN], cwd=home, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE
    )


@pytest.mark.parametrize(("documents", "rounds"), [(30, 1), pytest.param(300, 34, marks=pytest.mark.slow)])
def test_resume_after_kill_ends_in_the_same_database(tmp_path, documents, rounds):
    calm = tmp_path / "calm"
    fill(calm / "in", documents)
    (calm / "in" / "leer.txt").write_bytes(b"")
    run([calm / "in"], calm / "out" / "d.db", calm / "out", jobs=1)
    luck = random.Random(documents)
    for number in range(rounds):
        home = tmp_path / str(number)
        shutil.copytree(calm / "in", home / "in")
        _killed(home, luck, kills=3 if rounds > 1 else 2)
        said, _ = _started(home).communicate(timeout=120)

        assert said == b"whole\n"
        assert database(calm / "out" / "d.db") == database(home / "out" / "d.db")
        assert records(calm / "out") == records(home / "out")
        assert {path.suffix for path in (home / "out" / "quarantine").iterdir()} == {".json"}
        shutil.rmtree(home)


def _killed(home, luck, kills):
    """Start the run and kill it, again and again, at any moment: it reads documents from the second second on."""
    for _ in range(kills):
        process = _started(home)
        time.sleep(luck.uniform(0.5, 4))
        process.kill()
        process.wait()
        process.stdout.close()  # its workers hold the other end for a moment


def test_resume_after_sigterm_exits_130_and_keeps_what_was_stored(tmp_path):
    fill(tmp_path / "in", 300)
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "run", "in", "--jobs", "1", "--log"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=60)

    assert (process.returncode, b"Traceback" in told) == (130, False)
    assert database(tmp_path / "outputs" / "directives.db")["documents"]


def test_resume_second_run_says_who_has_the_database(tmp_path):
    fill(tmp_path / "in", 1)
    with only_run(tmp_path / "d.db", 0), pytest.raises(BusyStoreError, match=f"process {os.getpid()}"):
        run([tmp_path / "in"], tmp_path / "d.db", tmp_path, wait=0)


def test_resume_second_run_waits(tmp_path):
    fill(tmp_path / "in", 1)
    code = HOLD.format(then="print('held', flush=True); time.sleep(1.5)")
    other = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    other.stdout.readline()
    told = []
    report = run([tmp_path / "in"], tmp_path / "d.db", tmp_path, wait=20, tell=told.append)
    other.communicate()

    assert report.exit_code == 0
    assert len(told) == 1
    assert "waiting" in told[0]


def test_resume_lock_goes_with_its_process(tmp_path):
    code = HOLD.format(then="os._exit(9)")
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    with only_run(tmp_path / "d.db", 0):
        pass


def test_resume_folder_that_may_not_be_written(tmp_path):
    fill(tmp_path / "in", 1)
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadOnlyStoreError):
        run([tmp_path / "in"], tmp_path / "file" / "d.db", tmp_path / "out")


@pytest.mark.skipif(sys.platform != "linux", reason="needs the limits of Linux")
def test_resume_disk_that_takes_no_more_leaves_the_old_state(tmp_path):
    import resource

    fill(tmp_path / "in", 3)
    run([tmp_path / "in"], tmp_path / "d.db", tmp_path)
    before = database(tmp_path / "d.db")
    fill(tmp_path / "in", 12)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / "d.db").stat().st_size // 8, hard))
    try:
        with pytest.raises(StoreError) as caught:
            run([tmp_path / "in"], tmp_path / "d.db", tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert caught.value.advice
    after = database(tmp_path / "d.db")
    assert {table: set(rows) >= set(before[table]) for table, rows in after.items()} == dict.fromkeys(after, True)


def test_resume_takes_away_what_a_killed_run_left_half_written(tmp_path):
    from pipeline.files import clear_debris

    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (f".{dead.pid}.0.part", f".{os.getpid()}.7.part", ".x.part", "kh.json"):
        (tmp_path / name).write_text("")
    clear_debris(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {f".{os.getpid()}.7.part", ".x.part", "kh.json"}

    clear_debris(tmp_path, ours=True)

    assert {path.name for path in tmp_path.iterdir()} == {".x.part", "kh.json"}
