"""How fast whole records are made, as a ratio that means the same on every machine.

The reference is work that any reader of the same files must do: decode, NFC, and one pass of a
regular expression over every word. Both are timed in this run, several times, and the best
of each counts, so that another program on the machine does little harm.

    python benchmarks/bench_extract.py [FOLDER]
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from pipeline import extract
from pipeline.files import find_files

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "documents"
ROUNDS = 5
WORD_RE = re.compile(r"\w+")


def main(folder: Path = FOLDER) -> int:
    """Time both and print a table."""
    files = [(file.path.read_bytes(), file.name) for file in find_files([folder])]
    if not files:
        sys.stderr.write(f"no document in {folder}\n")
        return 2
    extract(*files[0])  # the first call loads spaCy and the lexicon
    made, reference = _best(lambda: _records(files)), _best(lambda: _reference(files))
    characters = sum(len(data.decode("utf-8", "replace")) for data, _ in files)
    rows = (
        ("documents", f"{len(files)}"),
        ("characters", f"{characters:,}"),
        ("records/s", f"{len(files) / made:.1f}"),
        ("characters/s", f"{characters / made:,.0f}"),
        ("reference characters/s", f"{characters / reference:,.0f}"),
        ("record time / reference time", f"{made / reference:.1f}"),
    )
    for name, value in rows:
        sys.stdout.write(f"{name:<30}{value:>14}\n")
    return 0


def _records(files: list[tuple[bytes, str]]) -> None:
    for data, name in files:
        extract(data, name)


def _reference(files: list[tuple[bytes, str]]) -> None:
    for data, _ in files:
        text = unicodedata.normalize("NFC", data.decode("utf-8", "replace"))
        for _match in WORD_RE.finditer(text):
            pass


def _best(work: Callable[[], None]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
