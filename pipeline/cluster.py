"""Runs on a Dask cluster: shards of documents as tasks, each written by the worker that made it.

The records never pass through the scheduler. What has a completion marker is not made again: a run that
was broken off, or to which documents were added, makes what is missing. The workers must see the
documents and the place of the shards under the same names, and have the same version of chidao.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.archives import expand
from pipeline.files import DEFAULT_MAX_BYTES, InputFile, find_files
from pipeline.fingerprint import fingerprint
from pipeline.outcome import EXIT_NOTHING_READ, EXIT_SOME_FAILED
from pipeline.shards import Entry, Marker, Place, Shard
from schemas.errors import StoreError, UnreadableFileError

PROGRAM = "pipeline.shard_worker"
RETRIES = 3  # a worker that dies takes its shard with it; the shard is not to blame


@dataclass(frozen=True, slots=True)
class ClusterReport:
    """What a cluster run did: files, shards in all, shards that were there, files that failed."""

    files: int
    shards: int
    skipped: int
    failed: int

    @property
    def exit_code(self) -> int:
        """0 all good, 5 some documents failed, 2 all did."""
        if not self.failed:
            return 0
        return EXIT_SOME_FAILED if self.failed < self.files else EXIT_NOTHING_READ


def run_on_cluster(
    paths: Iterable[Path], scheduler: str, url: str, *, size: int, max_bytes: int = DEFAULT_MAX_BYTES,
    max_seconds: float = 300, max_memory: int = 3_000, tell: Callable[[str], None] | None = None,
    patience: float = 20, program: str = PROGRAM,
) -> ClusterReport:  # fmt: skip
    """Read the documents of ``paths`` on the cluster at ``scheduler``, into shards of ``size`` at ``url``.

    ``program`` is the module that the workers run to make a shard.

    Raises:
        UnreadableFileError: there is no file at all.
        StoreError: the scheduler does not answer, or the place of the shards cannot be used.
    """
    from distributed import Client, as_completed

    files = [one for file in find_files(paths) for one in expand(file, max_bytes)]
    if not files:
        raise UnreadableFileError("there is no file to read in what was given")
    place = Place(url)
    there = [marker for marker in place.markers() if marker.fingerprint == fingerprint()]
    shards = _missing(files, there, place, size, (max_bytes, max_seconds, max_memory))
    failed = sum(marker.failed for marker in there)
    try:
        with Client(scheduler, timeout=patience, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            futures = [
                client.submit(make, shard, program, key=shard.name, retries=RETRIES, pure=False) for shard in shards
            ]
            for done, future in enumerate(as_completed(futures, loop=client.loop), start=1):  # type: ignore[no-untyped-call]
                failed += future.result()
                if tell:
                    tell(f"shard {done} of {len(shards)} done")
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the cluster run stopped ({type(error).__name__}: {error})", where=scheduler) from error
    return ClusterReport(len(files), len(there) + len(shards), len(there), failed)


def make(shard: Shard, program: str = PROGRAM) -> int:
    """Make a shard on a worker of the cluster; give the number of documents that failed."""
    from pipeline.shard_worker import encode

    command = [sys.executable, "-m", program]
    done = subprocess.run(command, input=encode(shard), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{shard.name} was not made: {done.stderr.strip()[-2000:]}")
    return int(json.loads(done.stdout)["failed"])


def _missing(
    files: list[InputFile], there: list[Marker], place: Place, size: int, limits: tuple[int, float, int]
) -> list[Shard]:
    """Shards of the files that no whole shard holds, numbered on, in the order of the files."""
    held = {key for marker in there for key in marker.keys}
    entries = [entry for entry in map(_entry, files) if entry.key not in held]
    first = 1 + max((_number(marker.name) for marker in there), default=0)
    made = fingerprint()
    return [
        Shard(f"shard-{number:07}-{made[:8]}", place.url, tuple(entries[at : at + size]), made, *limits)
        for number, at in enumerate(range(0, len(entries), size), start=first)
    ]


def _entry(file: InputFile) -> Entry:
    path = file.path.absolute()
    try:
        found = path.stat()
        stamp = (found.st_size, found.st_mtime_ns)
    except OSError:
        stamp = (-1, -1)
    return Entry(str(path), file.label, stamp, file.members, file.inner)


def _number(name: str) -> int:
    return int(name.split("-")[1])
