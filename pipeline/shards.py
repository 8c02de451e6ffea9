"""Shards: the records of some hundred documents in one file, on any place that fsspec can write.

A shard is Parquet (columns to query, the whole record as JSON) or JSON lines. It is written under
another name and moved, and only then its marker ``NAME.done`` is written: what has a marker is whole, what
has none is made again. Equal shards are equal byte for byte, so that two workers may make one.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import fsspec

from pipeline.prepared import Prepared
from pipeline.worker import Refusal
from schemas.item_tables import KINDS

MARKER = ".done"
FORMATS = ("parquet", "jsonl")
#: Columns of a row, in their order. Those of the header are empty for a file that could not be read.
TEXTS = (
    "name", "label", "path", "inner", "sha256", "status", "code", "step", "reason", "advice", "log", "record_id",
    "type", "number", "issued_on", "place", "title", "record",
)  # fmt: skip
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as a shard knows it. ``stamp`` (size and time) tells whether it changed since."""

    path: str
    label: str
    stamp: tuple[int, int]
    members: tuple[int, ...] = ()
    inner: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two entries the same work."""
        return (self.path, self.members, self.stamp)


@dataclass(frozen=True, slots=True)
class Shard:
    """What one task of the cluster does."""

    name: str
    url: str
    entries: tuple[Entry, ...]
    fingerprint: str
    max_bytes: int
    max_seconds: float
    max_memory: int


@dataclass(frozen=True, slots=True)
class Marker:
    """What the marker of a whole shard says."""

    name: str
    file: str
    fingerprint: str
    failed: int
    keys: tuple[tuple[Any, ...], ...] = field(default=(), repr=False)


class Place:
    """A folder for shards, on a disk, in an object store, anywhere that fsspec reaches."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._fs, root = fsspec.core.url_to_fs(url)
        self._root = str(root).rstrip("/")

    def markers(self) -> list[Marker]:
        """The markers that are there, in the order of their names."""
        self._fs.invalidate_cache()
        if not self._fs.exists(self._root):
            return []
        found = sorted(path for path in self._fs.ls(self._root, detail=False) if str(path).endswith(MARKER))
        return [_marker(json.loads(self._fs.cat_file(path))) for path in found]

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all."""
        self._fs.makedirs(self._root, exist_ok=True)
        hidden = f"{self._root}/.{name}.{uuid.uuid4().hex}.part"
        self._fs.pipe_file(hidden, data)
        self._fs.mv(hidden, f"{self._root}/{name}")

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        data: bytes = self._fs.cat_file(f"{self._root}/{name}")
        return data


def write_shard(place: Place, shard: Shard, rows: list[Row]) -> Marker:
    """Write a shard, and then its marker."""
    form = "parquet" if _has_parquet() else "jsonl"
    file = f"{shard.name}.{form}"
    place.write(file, _parquet(rows) if form == "parquet" else _jsonl(rows))
    keys = tuple(entry.key for entry in shard.entries)
    failed = sum(row["status"] == "failed" for row in rows)
    marker = Marker(shard.name, file, shard.fingerprint, failed, keys)
    told = {"name": marker.name, "file": file, "fingerprint": shard.fingerprint, "failed": failed, "keys": keys}
    place.write(shard.name + MARKER, json.dumps(told, ensure_ascii=True).encode())
    return marker


def read_shard(place: Place, marker: Marker) -> Iterator[Row]:
    """The rows of a whole shard."""
    data = place.read(marker.file)
    if marker.file.endswith(".jsonl"):
        for line in data.decode().splitlines():
            yield json.loads(line)
        return
    import pyarrow as pa
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(pa.BufferReader(data)).iter_batches(batch_size=64):
        yield from batch.to_pylist()


def row_of(entry: Entry, made: Prepared | Refusal) -> Row:
    """A file and what became of it, as a row."""
    row: Row = dict.fromkeys(TEXTS)
    row |= {"path": entry.path, "label": entry.label, "inner": entry.inner, "members": list(entry.members)}
    row |= {"issuers": [], **dict.fromkeys(KINDS, 0)}
    if isinstance(made, Refusal):
        error = made.error
        return row | {
            "status": "failed", "code": error.code, "reason": error.message, "advice": error.advice,
            "step": made.stage, "log": made.log,
        }  # fmt: skip
    header = {name: made.document[name] for name in ("type", "number", "issued_on", "place", "title")}
    issuers = [values[1] for table in made.tables if table.name == "issuers" for values in table.rows]
    return row | header | made.counts | {
        "status": "done", "name": made.source_name, "sha256": made.sha256, "record_id": made.record_id,
        "issuers": issuers, "record": made.json.decode(),
    }  # fmt: skip


def _marker(told: dict[str, Any]) -> Marker:
    keys = tuple((path, tuple(members), tuple(stamp)) for path, members, stamp in told["keys"])
    return Marker(told["name"], told["file"], told["fingerprint"], told["failed"], keys)


def _has_parquet() -> bool:
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def _jsonl(rows: list[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode(errors="surrogatepass")


def _parquet(rows: list[Row]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [pa.field(name, pa.string()) for name in TEXTS]
    numbers = [pa.field(kind, pa.int32()) for kind in KINDS]
    lists = [pa.field("members", pa.list_(pa.int32())), pa.field("issuers", pa.list_(pa.string()))]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, pa.schema([*texts, *lists, *numbers])), sink, compression="zstd")
    return bytes(sink.getvalue())
