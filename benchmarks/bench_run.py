"""What a run costs, as ratios: against a plain loop, with more workers, a second time; memory (records: bench_extract).

    python benchmarks/bench_run.py [FOLDER]
    python benchmarks/bench_run.py [FOLDER] --documents 10000

With ``--documents`` one long run over so many short documents is measured instead: memory and a second run.
It takes about 40 ms of CPU time a document.

CPU time counts, because the machine may be busy with something else. The last column is the bound that is asked for.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from run_kit import Used, fill, used_by

from pipeline.files import find_files

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "documents"
ROUNDS = 3
ONCE = Path(__file__).with_name("run_once.py")
SHORT = (1_000, 10_000)  # documents, characters
LONG_CHARACTERS = 3_000
MARKS = (500, 2_000, 10_000)  # documents after which memory is told
WINDOW = 400  # documents before: about the life of a worker
Row = tuple[str, str, str]


def main() -> int:
    """Measure and print a table: what, how much, what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--documents", type=int, help="measure one long run over so many instead")
    parser.add_argument("--opinion", type=Path, help="tests/assets/opinion.txt of eyecite, to compare")
    given = parser.parse_args()
    texts = [file.path.read_bytes().decode("utf-8", "replace") for file in find_files([given.folder])]
    texts = [text for text in texts if text.isprintable() or "\n" in text]
    if not texts:
        sys.stderr.write(f"no text document in {given.folder}\n")
        return 2
    for name, value, bound in _long_run(texts, given.documents) if given.documents else _rows(texts, given.opinion):
        sys.stdout.write(f"{name:<52}{value:>12}   {bound}\n")
        sys.stdout.flush()
    return 0


def _rows(texts: list[str], opinion: Path | None) -> Iterator[Row]:
    if opinion:
        yield from _references(texts, opinion)
    yield from _runs(texts)


def _references(texts: list[str], opinion: Path) -> Iterator[Row]:
    """References with their relations, against eyecite on a court's opinion."""
    from eyecite import get_citations  # pip install eyecite; this program does not need it

    from extractors.references import find_references
    from extractors.stage import read_context
    from pipeline.nlp import analyse
    from pipeline.outline import build_outline
    from pipeline.readers.plain import read_plain
    from pipeline.text import compose

    contexts = []
    for text in texts:
        composed = compose(read_plain(text.encode(), "x.txt"))
        outline = build_outline(composed)
        contexts.append(read_context(analyse(composed, outline)))
    took = _cpu(lambda: [list(find_references.run(context)) for context in contexts])
    speed = sum(len(context.text.encode()) for context in contexts) / took / 1e6
    sample = opinion.read_text(encoding="utf-8")
    get_citations(sample)
    theirs = len(sample.encode()) / _cpu(lambda: get_citations(sample)) / 1e6
    yield "eyecite on its text, MB/s CPU", f"{theirs:.2f}", ""
    yield "references / eyecite, speed", f"{speed / theirs:.1f}", ">= 1"


def _runs(texts: list[str]) -> Iterator[Row]:
    """The run against a serial loop that stores the same; each is a program of its own, its start included."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home / "in", texts, *SHORT)
        serial = _once("serial", home, 0)
        one, two = _once("run", home, 1), _once("run", home, 2)
        yield "serial loop that stores, CPU seconds", f"{serial.cpu:.1f}", ""
        yield "one worker / serial loop that stores, CPU", f"{one.cpu / serial.cpu:.3f}", "<= 1.05"
        workers = one.cpu - one.said["cpu"]
        yield "the run's own process / its workers, CPU", f"{one.said['cpu'] / workers:.3f}", "<= 0.11"
        # Two processors are kept busy by two workers and their run, or by one worker while the run has little to do.
        yield "two workers / one, by CPU, two processors", f"{2 * workers / one.cpu:.2f}", ">= 1.8"
        yield "two workers / one, wall, if nothing else runs", f"{one.wall / two.wall:.2f}", ">= 1.8"
        again = _once("run", home, 2)
        yield "second run / first, CPU", f"{again.cpu / two.cpu:.3f}", "<= 0.02 for 10,000"
        size = (home / "run2" / "d.db").stat().st_size / SHORT[0]
        yield "database, bytes a document", f"{size:,.0f}", ""


def _long_run(texts: list[str], documents: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home / "in", texts, documents, LONG_CHARACTERS)
        first = _once("run", home, 2)
        yield "CPU a document, ms", f"{1000 * first.cpu / documents:.1f}", ""
        for mark in (*(mark for mark in MARKS if mark < documents), documents):
            own, worker = (
                max(row[at] for row in first.said["memory"] if mark - WINDOW <= row[0] <= mark) for at in (1, 2)
            )
            yield f"memory before document {mark:,}: run, a worker; MB", f"{own:.0f}, {worker:.0f}", "as before 500"
        again = _once("run", home, 2)
        yield "second run / first, CPU", f"{again.cpu / first.cpu:.4f}", "<= 0.02"
        yield "second run / first, wall", f"{again.wall / first.wall:.4f}", "<= 0.02"


def _once(what: str, home: Path, jobs: int) -> Used:
    return used_by(ONCE, what, str(home / "in"), str(home / f"{what}{jobs}"), str(jobs))


def _cpu(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
