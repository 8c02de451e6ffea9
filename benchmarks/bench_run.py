"""What a run costs, as ratios within one run: whole records against word segmentation, size, workers, memory.

    python benchmarks/bench_run.py [FOLDER] [--documents 300]

CPU time counts, because the machine may be busy with something else; only "two workers" is wall time,
and means something on a quiet machine alone. The bounds are those that issue 7 asks for.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline import extract
from pipeline.batch import run
from pipeline.files import find_files

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "documents"
SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 3
NUMBER_RE = re.compile(r"(Số\s*:?\s*)\d+")
Row = tuple[str, str, str]


def main() -> int:
    """Measure and print a table: what, how much, what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--documents", type=int, default=300)
    given = parser.parse_args()
    texts = [file.path.read_bytes().decode("utf-8", "replace") for file in find_files([given.folder])]
    texts = [text for text in texts if text.isprintable() or "\n" in text]
    if not texts:
        sys.stderr.write(f"no text document in {given.folder}\n")
        return 2
    for name, value, bound in _rows(texts, given.documents):
        sys.stdout.write(f"{name:<52}{value:>12}   {bound}\n")
        sys.stdout.flush()
    return 0


def _rows(texts: list[str], documents: int) -> Iterator[Row]:
    yield _against_segmentation(texts)
    yield from _sizes(texts)
    yield from _references(texts)
    yield from _runs(texts, documents)


def _against_segmentation(texts: list[str]) -> Row:
    from underthesea import word_tokenize

    _records(texts)  # the first call loads spaCy and the lexicon
    word_tokenize(texts[0])
    ratio = _cpu(lambda: _records(texts)) / _cpu(lambda: [word_tokenize(text) for text in texts])
    return "whole records / word_tokenize, CPU", f"{ratio:.2f}", "<= 0.5"


def _sizes(texts: list[str]) -> Iterator[Row]:
    """Cost per character of a document made of many, and of one that is a single line."""
    middle = [text[len(text) // 6 : -len(text) // 6] for text in texts]
    for name, joint in (("many lines", "\n"), ("one line", " ")):
        cost = {}
        for size in SIZES:
            body = joint.join(middle * (1 + size // sum(map(len, middle))))[:size]
            body = body if joint == "\n" else " ".join(body.split())
            text = f"{texts[0][:1500]}\n{body}\n"
            cost[size] = _cpu(lambda text=text: extract(text.encode(), "x.txt"), 1) / len(text)  # type: ignore[misc]
        for size in SIZES[1:]:
            yield (
                f"cost per character, {name}, {size:,} / {SIZES[0]:,}",
                f"{cost[size] / cost[SIZES[0]]:.2f}",
                "<= 1.25",
            )


def _references(texts: list[str]) -> Iterator[Row]:
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
    yield "references alone, MB/s CPU", f"{speed:.1f}", ">= 10"
    try:
        from eyecite import get_citations
    except ImportError:
        yield "references / eyecite", "-", "pip install eyecite"
        return
    sample = "Smith v. Jones, 1 U.S. 1, 5 (1999); see Foo v. Bar, 410 F.3d 22, 24 (9th Cir. 2005). " * 5
    get_citations(sample)
    theirs = 50 * len(sample.encode()) / _cpu(lambda: [get_citations(sample) for _ in range(50)]) / 1e6
    yield "references / eyecite on its kind of text, speed", f"{speed / theirs:.1f}", ">= 1"


def _runs(texts: list[str], documents: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "in").mkdir()
        for number in range(documents):
            text = NUMBER_RE.sub(rf"\g<1>{number + 1}", texts[number % len(texts)], count=1)  # each its own id
            (home / "in" / f"{number:06}.txt").write_text(text, encoding="utf-8")
        serial = _cpu(lambda: _serial(home / "in"), 1)
        took = {}
        for jobs in (1, 2):
            start = time.perf_counter()
            out = home / str(jobs)
            before = time.process_time()
            run([home / "in"], out / "d.db", out, jobs=jobs)
            took[jobs] = (time.perf_counter() - start, time.process_time() - before)
        yield "the run's own process / serial loop, CPU", f"{took[1][1] / serial:.2f}", "(database and files)"
        yield "one worker / two workers, wall", f"{took[1][0] / took[2][0]:.2f}", ">= 1.8"
        start = time.perf_counter()
        run([home / "in"], home / "2" / "d.db", home / "2", jobs=2)
        yield "second run / first, wall", f"{(time.perf_counter() - start) / took[2][0]:.3f}", "<= 0.02"
        size = (home / "2" / "d.db").stat().st_size / documents
        yield "database, bytes a document", f"{size:,.0f}", ""


def _serial(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        extract(path.read_bytes(), path.name).to_json()


def _records(texts: list[str]) -> None:
    for text in texts:
        extract(text.encode(), "x.txt")


def _cpu(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
