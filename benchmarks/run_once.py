"""One run, or one serial loop that stores the same, as a program of its own; prints what it measured as JSON.

python benchmarks/run_once.py serial|run FOLDER OUT JOBS
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from run_kit import descendants, resident

SAMPLE = 100  # documents


def main(what: str, folder: Path, out: Path, jobs: int) -> None:
    """Do it, and print the CPU seconds of this process, and its memory and that of its largest worker as it went."""
    memory: list[tuple[int, float, float]] = []

    def progress(done: int, total: int, _label: str) -> None:
        if done % SAMPLE == 0 or done == total:
            workers = max(map(resident, descendants(os.getpid())), default=0.0)
            memory.append((done, resident(os.getpid()), workers))

    if what == "serial":
        _serial(folder, out)
    else:
        from pipeline.batch import run

        run([folder], out / "d.db", out, progress, jobs=jobs)
    sys.stdout.write(json.dumps({"cpu": time.process_time(), "memory": memory}))


def _serial(folder: Path, out: Path) -> None:
    """What anybody would write who needs no workers: read, extract, store, write, one after the other."""
    from pipeline import extract
    from pipeline.files import InputFile, write_whole
    from pipeline.fingerprint import fingerprint
    from pipeline.prepared import prepare
    from pipeline.store import Store

    with Store.open(out / "d.db", group=64) as store, store.run(0):
        for path in sorted(folder.iterdir()):
            made = prepare(extract(path.read_bytes(), path.name))
            store.save_prepared(made, fingerprint())
            store.locate(made.sha256, InputFile(path, path.name))
            write_whole(out / "records" / f"{path.stem}.json", made.json)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
