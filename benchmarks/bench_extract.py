"""What a whole record costs, as ratios that mean the same on every machine.

CPU time, all in one run, the best of several rounds:

* records of the texts of a folder beside ``underthesea.word_tokenize`` of the same texts, with what a process keeps of
  syllables, names and days it has seen, and with all that forgotten;
* mentions of instruments alone, in megabytes of UTF-8 a second: reading them, and the whole stage with their relations;
* the cost of a character by the length of the document: the same text in pieces of 10 kB, whole, as one line, and as
  one paragraph that is wrapped at 80 characters.

    python benchmarks/bench_extract.py [--long] [FOLDER]

``--long`` adds a document of 5 MB; it takes some 50 seconds and 2 GB more.
"""

from __future__ import annotations

import gc
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from underthesea import word_tokenize

from extractors.references import find_references, read_line
from extractors.stage import Context, read_context
from pipeline import extract
from pipeline.files import find_files
from pipeline.nlp import analyse
from pipeline.outline import build_outline
from pipeline.readers.registry import read
from pipeline.text import compose

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "documents"
ROUNDS = 3
MANY = 25  # of what takes but some 30 ms: a machine that others use is seldom free for long
PIECE, WHOLE, LONG = 10_000, 1_000_000, 5_000_000  # characters
OPENING = "KẾ HOẠCH\nTổ chức thực hiện nhiệm vụ năm 2025\nI. NHIỆM VỤ\n1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính."


def main(*arguments: str) -> int:
    """Time all and print a table."""
    folder = next((Path(argument) for argument in arguments if not argument.startswith("-")), FOLDER)
    texts = [extract_text(file.path.read_bytes(), file.name) for file in find_files([folder])]
    if not texts:
        sys.stderr.write(f"no document in {folder}\n")
        return 2
    extract(OPENING.encode(), "a.txt")  # the first call loads spaCy, the models and the lexicon
    word_tokenize(OPENING)
    _line("documents", f"{len(texts)}")
    _line("characters", f"{sum(map(len, texts)):,}")
    _compare_words(texts)
    _time_references(texts)
    _compare_lengths(texts, long="--long" in arguments)
    return 0


def extract_text(data: bytes, name: str) -> str:
    """The text of a document, as every stage sees it."""
    return compose(read(data, name)).string


def _compare_words(texts: list[str]) -> None:
    _records(texts)  # compiles what the texts need of the lexicon
    kept = _best(lambda: _records(texts))
    new = min(_seconds(lambda: _records(texts)) for _ in range(ROUNDS) if _forget())
    words = _best(lambda: [word_tokenize(text) for text in texts])
    characters = sum(map(len, texts))
    _line("records, µs a character", f"{kept / characters * 1e6:.2f}")
    _line("record / word_tokenize", f"{kept / words:.2f}")
    _line("… with nothing kept of other texts", f"{new / words:.2f}")


def _time_references(texts: list[str]) -> None:
    contexts = [_context(text) for text in texts]
    lines = [context.text[start:end] for context in contexts for start, end in context.lines]
    megabytes = sum(len(line.encode()) for line in lines) / 1e6
    gc.disable()  # as while a document is worked on: pipeline.walk
    reading = _best(lambda: [read_line(line) for line in lines], MANY)
    stage = _best(lambda: [list(find_references.run(context)) for context in contexts], MANY)
    gc.enable()
    _line("mentions of instruments, MB/s", f"{megabytes / reading:.1f}")
    _line("… with their relations, MB/s", f"{megabytes / stage:.1f}")


def _compare_lengths(texts: list[str], *, long: bool) -> None:
    whole = _joined(texts, WHOLE)
    line = " ".join(whole.split())
    forms = {
        "one document of 1 MB": [whole],
        "one line of 1 MB": [line],
        "one wrapped paragraph of 1 MB": ["\n".join(_wrapped(line))],
        "one document of 5 MB": [_joined(texts, LONG)] if long else [],
    }
    pieces = [whole[at : at + PIECE] for at in range(0, len(whole), PIECE)]
    small = min(_cost(pieces) for _ in range(ROUNDS))
    _line("documents of 10 kB, µs a character", f"{small:.2f}")
    for name, documents in forms.items():
        if documents:
            _line(f"{name} / 10 kB", f"{min(_cost(documents) for _ in range(ROUNDS)) / small:.2f}")


def _cost(texts: list[str]) -> float:
    """Microseconds a character of whole records."""
    return _seconds(lambda: _records(texts)) / sum(map(len, texts)) * 1e6


def _records(texts: list[str]) -> None:
    for text in texts:
        extract(text.encode(), "a.txt")


def _forget() -> int:
    """Empty the caches that depend on texts, those of a limited size; how many there were."""
    modules = [
        module for name, module in sys.modules.items() if name.split(".")[0] in ("corpus", "extractors", "pipeline")
    ]
    values = [value for module in modules for value in vars(module).values() if hasattr(value, "cache_parameters")]
    caches = [cache for cache in values if cache.cache_parameters()["maxsize"] is not None]
    for cache in caches:
        cache.cache_clear()
    return len(caches)


def _context(text: str) -> Context:
    composed = compose(read(text.encode(), "a.txt"))
    return read_context(analyse(composed, build_outline(composed)))


def _joined(texts: list[str], length: int) -> str:
    """So many characters of the texts, from the first again where they end."""
    parts: list[str] = []
    size = 0
    for text in cycle(texts):
        parts.append(text)
        size += len(text) + 1
        if size >= length:
            return "\n".join(parts)[:length]
    return ""


def _wrapped(line: str) -> Iterator[str]:
    """The line wrapped as a paragraph; in stretches, for ``textwrap`` is slow on a long one."""
    words = line.split(" ")
    for at in range(0, len(words), 1_000):
        yield from textwrap.wrap(" ".join(words[at : at + 1_000]), 80, break_long_words=False, break_on_hyphens=False)


def _best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    return min(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _line(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<40}{value:>12}\n")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
