"""Speed of search, cited-by and resolution on a large database made from the corpus.

    python benchmarks/bench_search.py --documents 100000 --db bench.db

Each document is one of the corpus with another province, other numbers and other dates in its text and its items, so
that instruments are cited by few or by thousands, as in life. ``documents.record`` holds ``{}``: it is not searched.
Prints the size, the times of building, the time of resolution at three sizes (linear?) and p50/p95 of the queries.
"""

from __future__ import annotations

import argparse
import bisect
import datetime as dt
import random
import statistics
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from corpus.lexicon.load import column  # noqa: E402
from pipeline import extract  # noqa: E402
from pipeline.citations import cited_by  # noqa: E402
from pipeline.database import open_database, writing  # noqa: E402
from pipeline.index import _write_bodies, _write_findings  # noqa: E402
from pipeline.instrument_store import read_citations, read_sources, write_resolution  # noqa: E402
from pipeline.resolve import number_key  # noqa: E402
from pipeline.resolver import resolve  # noqa: E402
from pipeline.search_index import refresh_search  # noqa: E402
from pipeline.search_run import search  # noqa: E402
from pipeline.store_rows import item_rows  # noqa: E402
from schemas.record import DirectiveRecord  # noqa: E402

KEPT = ("issuers", "sections", "tasks", "targets", "milestones", "deadlines", "assignments", "citations")
WORDS = (
    "bình đẳng giới", "binh dang gioi", "công đoàn cơ sở", "cong doan", '"chuyển đổi số"', "an toan thuc pham",
    "tuyên truyen*", "đất đai OR nhà ở", "kind:task tuyên truyền", "kind:target nữ", "due<6/2014",
    'issuer:"LĐLĐ tỉnh Yên Bái"', 'type:"kế hoạch" year:2021 nữ công', 'body:"Sở Nội vụ" kind:task', "cites:12b/NQ-BCH",
    "phòng chống bạo lực NOT trẻ em",
)  # fmt: skip


class Varied:
    """One document of the corpus, with other names, numbers and dates."""

    def __init__(self, record: DirectiveRecord, chance: random.Random) -> None:
        self.record, self.chance = record, chance
        self.place = chance.choice(column("places", "name"))
        self.edits = sorted([*self._numbers(), *self._places()])
        self.starts = [edit[0] for edit in self.edits]
        self.shifts = [0]
        for start, end, new in self.edits:
            self.shifts.append(self.shifts[-1] + len(new) - (end - start))

    def _numbers(self) -> list[tuple[int, int, str]]:
        self.cited: dict[str, tuple[str, str]] = {}
        edits = []
        for reference in self.record.references:
            number = reference.number
            if not number or number not in reference.quote or not number[0].isdigit():
                continue
            digits = len(number) - len(number.lstrip("0123456789"))
            new = f"{min(int(self.chance.paretovariate(0.6)), 3000):02}{number[digits:]}"
            known = zlib.crc32(new.encode())  # one number, one day of the year, in every run
            day = dt.date(2005 + (known + self.chance.randint(0, 2)) % 20, 1, 1) + dt.timedelta(known % 365)
            self.cited[reference.id] = (new, day.isoformat())
            place = reference.start + reference.quote.index(number)
            edits.append((place, place + len(number), new))
        return edits if all(a[1] <= b[0] for a, b in zip(sorted(edits), sorted(edits)[1:], strict=False)) else []

    def _places(self) -> list[tuple[int, int, str]]:
        old, text, edits, at = self.record.document.place, self.record.text, [], 0
        while old and (at := text.find(old, at)) >= 0:
            edits.append((at, at + len(old), self.place))
            at += len(old)
        return [e for e in edits if not any(r.start < e[1] and e[0] < r.end for r in self.record.references)]

    def text(self) -> str:
        parts, at = [], 0
        for start, end, new in self.edits:
            parts += [self.record.text[at:start], new]
            at = end
        return "".join([*parts, self.record.text[at:]])

    def offset(self, old: int) -> int:
        return old + self.shifts[bisect.bisect_left(self.starts, old)]


def make(db: Any, records: list[DirectiveRecord], first: int, last: int) -> None:
    """Insert documents number ``first`` to ``last``."""
    for number in range(first, last):
        chance = random.Random(number)
        record = records[number % len(records)]
        varied = Varied(record, chance)
        text, key, document = varied.text(), f"bench-{number}", record.document
        day = (dt.date(2005, 1, 1) + dt.timedelta(chance.randint(0, 7600))).isoformat()
        symbol = (document.number or "/KH-UBND").lstrip("0123456789")
        printed = f"{chance.randint(1, 3000)}{symbol}"
        db.execute(
            "INSERT INTO documents (id, record_id, type, number, number_key, issued_on, place, title, source_name, "
            "sha256, media_type, ocr, schema_version, pipeline, fingerprint, text, record) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'text/plain', 0, 1, 'bench', 'bench', ?, '{}')",
            [
                key, key, document.type, printed, number_key(printed), day, varied.place,
                f"{document.title} {varied.place}", f"{key}.txt", key, text,
            ],
        )  # fmt: skip
        rows = item_rows(record, key)
        for table in KEPT:
            changed = [change(dict(row), varied, text) for row in rows.get(table, ())]
            if changed:
                names = list(changed[0])
                marks = ",".join("?" * len(names))
                sql = f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})"
                db.conn.executemany(sql, [list(row.values()) for row in changed])


def change(row: dict[str, Any], varied: Varied, text: str) -> dict[str, Any]:
    """A row of an item with its new place and words."""
    if "start_char" in row:
        row["start_char"], row["end_char"] = varied.offset(row["start_char"]), varied.offset(row["end_char"])
        row["quote"] = text[row["start_char"] : row["end_char"]]
    old = varied.record.document.place
    for name in ("name", "body"):
        if old and row.get(name):
            row[name] = row[name].replace(old, varied.place)
    if row.get("id") in varied.cited and "relation" in row:
        row["number"], row["date"] = varied.cited[row["id"]]
        row["number_key"] = number_key(row["number"])
    return row


def timed(call: Any) -> tuple[Any, float]:
    start = time.perf_counter()
    return call(), time.perf_counter() - start


def cpu(call: Any) -> tuple[Any, float]:
    """A call with the processor time it took: what is linear must not depend on who else uses the machine."""
    start = time.process_time()
    return call(), time.process_time() - start


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def report(name: str, calls: list[Any]) -> None:
    """Make the calls; print the percentiles of their times on the clock and on the processor."""
    took = [timed(lambda call=call: cpu(call)[1]) for call in calls]
    for clock, times in (("clock", [wall for _, wall in took]), ("cpu", [spent for spent, _ in took])):
        times = sorted(times)
        p95, middle = times[int(0.95 * (len(times) - 1))], statistics.median(times)
        line = f"p50={1000 * middle:.1f} ms p95={1000 * p95:.1f} ms max={1000 * times[-1]:.1f} ms"
        say(f"{name:9} {clock:5} n={len(times)} {line}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--db", type=Path, default=Path(tempfile.gettempdir()) / "chidao-bench.db")
    parser.add_argument("--queries-only", action="store_true", help="ask the database that an earlier run left")
    options = parser.parse_args()
    if options.queries_only:
        with open_database(options.db) as db:
            queries(db)
        return
    files = sorted((ROOT / "corpus" / "documents").glob("*.txt"))
    records = [extract(file.read_bytes(), file.name) for file in files]
    for suffix in ("", "-wal", "-shm"):
        Path(f"{options.db}{suffix}").unlink(missing_ok=True)
    with open_database(options.db) as db:
        measure(db, records, options.documents)
        queries(db)
    say(f"size {options.db.stat().st_size / 1e6:.0f} MB")


def measure(db: Any, records: list[DirectiveRecord], documents: int) -> None:
    """Build in three steps and resolve after each."""
    done = 0
    for size in (documents // 4, documents // 2, documents):
        with writing(db):
            _, build = timed(lambda size=size, done=done: make(db, records, done, size))
        done = size
        found, spent = cpu(lambda: resolve(read_sources(db), read_citations(db)))
        mentions = len(found.links)
        each = f"{1e6 * spent / mentions:.1f} µs each"
        say(f"{size} documents: rows +{build:.0f} s; {mentions} mentions resolved in {spent:.1f} s = {each}")
    with writing(db):
        _, wrote = timed(lambda: write_resolution(db, found))
        findings, found_in = timed(lambda: _write_findings(db, found))
        _, bodies = timed(lambda: _write_bodies(db))
        _, indexed = timed(lambda: refresh_search(db))
    say(f"links written {wrote:.0f} s; {findings} findings {found_in:.0f} s; bodies {bodies:.0f} s")
    say(f"search index built in {indexed:.0f} s")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    parts = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_text%'"
    try:
        say(f"search index {db.execute(parts).fetchone()[0] / 1e6:.0f} MB")
    except Exception as error:  # dbstat is a compile option
        say(f"search index size not known ({error})")


def queries(db: Any) -> None:
    """Search and cited-by, warm and mixed."""
    chance = random.Random(1)
    numbers = [
        row[0]
        for row in db.execute(
            "SELECT number FROM instruments WHERE number IS NOT NULL ORDER BY mentions DESC LIMIT 2000"
        )
    ]
    asked = [*WORDS * 8, *chance.sample(numbers, min(100, len(numbers)))]
    chance.shuffle(asked)
    for text in WORDS:
        search(db, text)
    report("search", [lambda text=text: search(db, text) for text in asked])
    for text in WORDS:
        say(f"   {1000 * min(timed(lambda text=text: search(db, text))[1] for _ in range(3)):6.1f} ms  {text}")
    most = [row[0] for row in db.execute("SELECT id FROM instruments ORDER BY mentions DESC LIMIT 50")]
    some = chance.sample(numbers, min(150, len(numbers)))
    report("cited-by", [lambda text=text: cited_by(db, text) for text in [*most, *some]])


if __name__ == "__main__":
    main()
