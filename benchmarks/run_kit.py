"""What the benchmarks of runs share: documents to run over, and what a process with all its children takes. Linux."""

from __future__ import annotations

import ctypes
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NUMBER_RE = re.compile(r"(?i)(số\s*:?\s*)\d+")
PR_SET_CHILD_SUBREAPER = 36
TAIL = 400  # characters: the signature and the recipients
LINES = 6  # lines that stay together


@dataclass(frozen=True, slots=True)
class Used:
    """What a program printed (as JSON), and the seconds it took with all its children: CPU and wall."""

    said: Any
    cpu: float
    wall: float


def fill(folder: Path, texts: list[str], number: int, characters: int) -> None:
    """Write ``number`` documents of about so many characters, each with its own number, no two much alike.

    The head and the tail of one text, lines of all between them. The same every time.
    """
    folder.mkdir(parents=True)
    for at, text in enumerate(_varied(texts, number, characters)):
        (folder / f"{at:06}.txt").write_text(text, encoding="utf-8")


def _varied(texts: list[str], number: int, characters: int) -> Iterator[str]:
    luck = random.Random(number)
    lines = [line for text in texts for line in text[len(text) // 6 : -len(text) // 8].splitlines() if line.strip()]
    for at in range(number):
        text = texts[at % len(texts)]
        head = NUMBER_RE.sub(rf"\g<1>{at + 1}", text[: min(1500, len(text) // 5)], count=1)
        body: list[str] = []
        missing = characters - len(head) - TAIL
        while missing > 0:
            first = luck.randrange(len(lines))
            body += lines[first : first + LINES]
            missing -= sum(map(len, lines[first : first + LINES]))
        yield "\n".join([head, *body, text[-TAIL:]])


def used_by(program: Path, *words: str) -> Used:
    """Run a program and wait until it and all that it started have ended; whoever loses its parent becomes ours."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, start = _cpu_of_children(), time.perf_counter()
    process = subprocess.Popen([sys.executable, str(program), *words], stdout=subprocess.PIPE, text=True)
    said, _ = process.communicate()
    wall = time.perf_counter() - start
    with suppress(ChildProcessError):
        while True:
            os.wait()
    if process.returncode:
        raise RuntimeError(f"{program.name} {words[0]} failed")
    return Used(json.loads(said), _cpu_of_children() - before, wall)


def _cpu_of_children() -> float:
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def resident(process: int) -> float:
    """Memory of a process in MB, what it shares with others included; 0 where it has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / 1e6


def descendants(process: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    found: list[int] = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, path.read_text().split()):
                found += [child, *descendants(child)]
    return found
