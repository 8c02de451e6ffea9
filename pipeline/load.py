"""Loads the shards of a cluster run into the database: the same rows and files that a run on one machine makes.

Shards are loaded in their order, so that of two documents with one id the same keeps it. What the
database already has from the same bytes and version costs a look; a load that was broken off goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch import GROUP
from pipeline.files import InputFile, clear_debris, record_names, write_whole
from pipeline.locking import only_run
from pipeline.outcome import Fate, Outcome, Outcomes, Report, numbers
from pipeline.prepared import prepare
from pipeline.quarantine import Quarantine
from pipeline.run_report import RunTotals
from pipeline.shards import Marker, Place, Row, read_shard
from pipeline.store import Failure, Store
from schemas import errors
from schemas.errors import DirectiveError, UnreadableFileError
from schemas.record import DirectiveRecord

_ERRORS = {
    kind.code: kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DirectiveError)
}


@dataclass(frozen=True, slots=True)
class Loader:
    """What loading one row needs."""

    store: Store
    records: Path
    quarantine: Quarantine
    totals: RunTotals

    def load(self, row: Row, file: InputFile, name: str, fingerprint: str) -> Outcome:
        """Load one row; ``name`` is that of its record."""
        if row["status"] == "failed":
            return self._failed(row, file)
        target = self.records / f"{name}.json"
        known = self.store.known(row["sha256"])
        if known and known.has_format_of(file) and (known.fingerprint == fingerprint or self.store.was_met(known.id)):
            new = self.store.keep(known.id)
            write_whole(target, row["record"])
            note = "" if new else f"same content as {known.source_name}"
            return Outcome(file.label, Fate.UNCHANGED if new else Fate.COPY, known.id, note=note)
        made = prepare(DirectiveRecord.model_validate_json(row["record"]))
        store_id = self.store.save_prepared(made, fingerprint)
        self.store.locate(row["sha256"], file)
        write_whole(target, made.json)
        self.quarantine.remove(file)
        self.totals.add({}, made.counts)
        return Outcome(file.label, Fate.STORED, store_id, numbers(made.counts))

    def _failed(self, row: Row, file: InputFile) -> Outcome:
        error = _ERRORS.get(row["code"], DirectiveError)(row["reason"], where=file.label)
        failure = Failure(file.label, error, row["path"], row["step"], row["log"])
        self.store.note(failure)
        self.quarantine.add(file, failure)
        return Outcome(file.label, Fate.FAILED, error=error, stage=row["step"] or "")


def load_shards(
    url: str, db: Path, out: Path, *, wait: float = 10.0, tell: Callable[[str], None] | None = None
) -> Report:
    """Load every whole shard at ``url`` into ``db``, and its records into ``out/records``.

    Raises:
        UnreadableFileError: there is no whole shard.
        StoreError: the database or the disk cannot be used.
    """
    for folder in ("records", "quarantine"):
        clear_debris(out / folder)
    place = Place(url)
    markers = place.markers()
    if not markers:
        raise UnreadableFileError("there is no whole shard", where=url)
    newest = _newest(markers)
    listed = _listed(place, markers, newest)
    files = [InputFile(Path(path), label, members, inner) for path, members, label, inner in listed]
    names = dict(zip(((str(file.path), file.members) for file in files), record_names(files), strict=True))
    outcomes = Outcomes()
    with only_run(db, wait, tell), Store.open(db, group=GROUP) as store, store.run(len(files)) as number:
        loader = Loader(store, out / "records", Quarantine(out / "quarantine"), RunTotals())
        for marker in markers:
            for row in read_shard(place, marker):
                key = (row["path"], tuple(row["members"]))
                if newest[key] == marker.name:
                    file = InputFile(Path(row["path"]), row["label"], key[1], row["inner"])
                    outcomes.append(loader.load(row, file, names[key], marker.fingerprint))
        store.report(loader.totals)
    return Report(outcomes, number)


Key = tuple[str, tuple[int, ...]]


def _newest(markers: list[Marker]) -> dict[Key, str]:
    """Of each file the shard that holds it last: a file that changed is in two."""
    return {(path, members): marker.name for marker in markers for path, members, _ in marker.keys}


def _listed(place: Place, markers: list[Marker], newest: dict[Key, str]) -> list[tuple[str, tuple[int, ...], str, str]]:
    """Path, members, label and inner name of every file, in the order of the shards."""
    return [
        (row["path"], tuple(row["members"]), row["label"], row["inner"])
        for marker in markers
        for row in read_shard(place, marker)
        if newest[row["path"], tuple(row["members"])] == marker.name
    ]
