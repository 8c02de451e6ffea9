"""The same database gives the same bytes: in another process, place and language, on another day, filled otherwise."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.exports.registry import FORMATS
from tests.pipeline.linked import linked_database

ROOT = Path(__file__).parents[2]
NAMES = ("chuong-trinh-lai-chau-2025", "chuong-trinh-phoi-hop-lai-chau-2024", "ke-hoach-tra-vinh-2021", "huong-dan-nu-cong-2024",
         "huong-dan-binh-dang-gioi-2017", "chi-thi-byt-2014")  # fmt: skip
#: Prints the hash of every file of every format; the clock is that of the process.
SCRIPT = """
import hashlib, json, sys
from pathlib import Path
from pipeline.database import read_database
from pipeline.exports.registry import FORMATS, export_files
with read_database(Path(sys.argv[1])) as db:
    print(json.dumps({
        f"{data} {form} {name}": hashlib.sha256(made).hexdigest()
        for data, forms in FORMATS.items() for form in forms
        for name, made in export_files(db, data, form, alarm_days=2).items()
    }))
"""
#: Five years later for all libraries, those written in C too: what asks for the time of day gets another.
LATER = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
int clock_gettime(clockid_t clock, struct timespec *now) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, now);
    if (clock == CLOCK_REALTIME) now->tv_sec += 158112000;
    return failed;
}
time_t time(time_t *seconds) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (seconds) *seconds = now.tv_sec;
    return now.tv_sec;
}
int gettimeofday(struct timeval *now, void *zone) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}
"""


def _digests(db: Path, **environment: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(db)],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    made: dict[str, str] = json.loads(done.stdout)
    return made


@pytest.fixture(scope="module")
def first() -> dict[str, str]:
    return _digests(linked_database(), PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8", LANG="C.UTF-8")


def test_every_kind_and_format_is_looked_at(first: dict[str, str]) -> None:
    assert {tuple(name.split(" ")[:2]) for name in first} == {
        (data, form) for data, forms in FORMATS.items() for form in forms
    }


def test_another_process_place_and_language(first: dict[str, str]) -> None:
    there = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "vi_VN.UTF-8", "SOURCE_DATE_EPOCH": "1"}

    assert _digests(linked_database(), PYTHONHASHSEED="77", **there) == first


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("cc"), reason="moves the clock with a library in C")
def test_another_day(first: dict[str, str], tmp_path: Path) -> None:
    source, library = tmp_path / "later.c", tmp_path / "later.so"
    source.write_text(LATER, encoding="utf-8")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    asked = [sys.executable, "-c", "import datetime as dt, time; print(dt.datetime.now().year, time.gmtime().tm_year)"]
    moved = {**os.environ, "LD_PRELOAD": str(library)}
    years = subprocess.run(asked, env=moved, capture_output=True, text=True, check=True).stdout.split()

    assert all(int(year) >= dt.datetime.now(dt.UTC).year + 5 for year in years)
    assert _digests(linked_database(), LD_PRELOAD=str(library)) == first


def test_no_export_asks_for_the_time_or_for_chance() -> None:
    forbidden = re.compile(r"\bimport (?:time|random|secrets|uuid)\b|\.(?:now|today|utcnow)\(|\bos\.environ\b|\bhash\(")
    files = [*(ROOT / "pipeline/exports").glob("*.py"), *(ROOT / "pipeline").glob("cascade*.py"),
             *(ROOT / "pipeline").glob("report*.py"), *(ROOT / "pipeline").glob("lint*.py"), ROOT / "pipeline/graph.py"]  # fmt: skip

    assert len(files) > 15
    assert [file.name for file in files if forbidden.search(file.read_text(encoding="utf-8"))] == []


def _run(folder: Path, db: Path, jobs: int) -> None:
    command = ["-m", "pipeline.cli", "run", str(folder), "--db", str(db), "--out", str(db.parent), "--jobs", str(jobs)]
    subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=True)


@pytest.mark.slow
def test_another_order_and_another_number_of_workers(tmp_path: Path) -> None:
    """A database that one worker filled at once, and one that two filled in two runs, the last documents first."""
    whole, last = tmp_path / "whole", tmp_path / "last"
    for folder, names in ((whole, NAMES), (last, sorted(NAMES)[3:])):
        folder.mkdir()
        for name in names:
            shutil.copy(ROOT / f"corpus/documents/{name}.txt", folder)
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = tmp_path / "one/d.db", tmp_path / "two/d.db"
    _run(whole, one, 1)
    _run(last, two, 2)
    _run(whole, two, 2)

    assert _digests(one) == _digests(two)
