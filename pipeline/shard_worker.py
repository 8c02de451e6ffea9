"""Makes one shard, as a program of its own: ``python -m pipeline.shard_worker < SHARD``.

A worker of the cluster starts it, because such a worker may not have children that it can lose: this
program may, and so a document that hangs or kills its process costs only itself.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.files import InputFile
from pipeline.fingerprint import fingerprint
from pipeline.pool import workers
from pipeline.shards import Entry, Place, Shard, row_of, write_shard
from pipeline.worker import Limits, Work, work

AHEAD = 4


def main(work: Work = work) -> int:
    """Read the shard from the standard input, make it, and say how many failed; ``work`` is done with each file."""
    shard = decode(sys.stdin.read())
    if shard.fingerprint != fingerprint():
        sys.stderr.write("this worker has another version of chidao, its lexicon or its libraries\n")
        return 1
    sys.stdout.write(json.dumps({"failed": make_shard(shard, work)}))
    return 0


def make_shard(shard: Shard, work: Work = work) -> int:
    """Read the documents of a shard and write it; give the number of those that failed."""
    rows = []
    limits = Limits(shard.max_bytes, shard.max_seconds, shard.max_memory)
    with workers(1, limits, work) as pool:
        waiting = []
        for entry in shard.entries:
            file = InputFile(Path(entry.path), entry.label, entry.members, entry.inner)
            waiting.append((entry, pool.submit(file)))
            if len(waiting) > AHEAD:
                first, pending = waiting.pop(0)
                rows.append(row_of(first, pool.result(pending)))
        rows += [row_of(entry, pool.result(pending)) for entry, pending in waiting]
    return write_shard(Place(shard.url), shard, rows).failed


def encode(shard: Shard) -> str:
    """A shard as text for ``decode``."""
    return json.dumps(asdict(shard))


def decode(text: str) -> Shard:
    """The shard that ``encode`` wrote."""
    told: dict[str, Any] = json.loads(text)
    entries = tuple(
        Entry(one["path"], one["label"], (one["stamp"][0], one["stamp"][1]), tuple(one["members"]), one["inner"])
        for one in told.pop("entries")
    )
    return Shard(entries=entries, **told)


if __name__ == "__main__":
    sys.exit(main())
