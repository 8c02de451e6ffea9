"""The loop of a run: what must be read goes to the workers, what comes back goes to the one writer.

Results are stored in the order of the files, whatever the order in which workers end: which of two
documents gets a number first must not depend on their speed. So the database of a run with eight
workers, of one with none, and of one that was killed and started again are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archives import read_input
from pipeline.files import InputFile, clear_debris, printable, write_whole
from pipeline.fingerprint import fingerprint
from pipeline.guard import guarded
from pipeline.outcome import Fate, Outcome, Outcomes, numbers
from pipeline.pool import Pending, Workers, workers
from pipeline.prepared import Prepared
from pipeline.quarantine import Quarantine
from pipeline.run_report import RunTotals
from pipeline.store import Failure, Known, Store
from pipeline.worker import Limits, Refusal, Task, warm
from schemas.errors import DirectiveError, StoreError

if TYPE_CHECKING:
    from pipeline.batch import Options

#: Called before each file and once at the end with: files done, files in all, label of the next file.
Progress = Callable[[int, int, str], None]
Heard = Callable[[Outcome], None]

NO_LIMIT = 1_000_000  # seconds
AHEAD = 16  # documents a worker that are read before their turn; they wait in memory


@dataclass(slots=True)
class Turn:
    """A file that waits for its turn."""

    file: InputFile
    name: str
    sha256: str = ""
    known: Known | None = None
    seen: int = -1  # how often the store had changed when it was asked what is known
    error: DirectiveError | None = None
    pending: Pending | None = None


class Runner:
    """One run over some files."""

    def __init__(
        self, store: Store, out: Path, quarantine: Quarantine, options: Options,
        progress: Progress | None = None, hear: Heard | None = None, stop: Callable[[], bool] | None = None,
    ) -> None:  # fmt: skip
        self.totals = RunTotals()
        self._store = store
        self._records = out / "records"
        self._quarantine = quarantine
        self._options = options
        self._progress = progress
        self._hear = hear
        self._stop = stop
        self._workers: Workers | None = None
        self._at_work: set[str] = set()  # hashes of what the workers have in hand
        self._untold: list[Outcome] = []  # what waits until it is on the disk

    @contextmanager
    def working(self) -> Iterator[Runner]:
        """Have workers while the block runs, if the options say so."""
        options = self._options
        if not options.jobs:
            yield self
            return
        limits = Limits(options.max_bytes, options.max_seconds, options.max_memory)
        try:
            with workers(options.jobs, limits, options.work) as pool:
                self._workers = pool
                yield self
        finally:
            clear_debris(self._records, ours=True)  # of workers that died, and of what was read ahead and not stored

    def run(self, files: list[tuple[InputFile, str]]) -> Outcomes:
        """Read the files, each with the name of its record; say what became of each."""
        outcomes = Outcomes()
        for turn in self._turns(files):
            if self._stop and self._stop():
                break
            if self._progress:
                self._progress(len(outcomes), len(files), turn.file.label)
            outcome = self._attempt(turn)
            outcomes.append(outcome)
            if self._hear:
                self._untold.append(outcome)
            self._say()
        self._settle()
        if self._progress:
            self._progress(len(files), len(files), "")
        return outcomes

    def _settle(self) -> None:
        """Bring to the disk what was stored, and say so."""
        self._store.flush()
        self._say()

    def _say(self) -> None:
        """Say what became of the files once it is on the disk, and not before: who hears it relies on it."""
        if self._hear and self._store.settled:
            for outcome in self._untold:
                self._hear(outcome)
            self._untold.clear()

    def _turns(self, files: Iterable[tuple[InputFile, str]]) -> Iterator[Turn]:
        """The files in their order, the workers some way ahead of them; what waits for no worker does not wait."""
        ahead = AHEAD * self._options.jobs
        waiting: deque[Turn] = deque()
        for file, name in files:
            turn = self._look(Turn(file, name))
            waiting.append(turn)
            if len(waiting) > ahead or not (turn.pending or len(waiting) > 1):
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()

    def _look(self, turn: Turn) -> Turn:
        """Hash the file, and give it to the workers if it must be read; equal files are read once."""
        try:
            data = read_input(turn.file, self._options.max_bytes)
        except DirectiveError as error:
            turn.error = error
            return turn
        turn.sha256 = hashlib.sha256(data).hexdigest()
        if self._workers and turn.sha256 not in self._at_work and self._is_new(turn):
            self._at_work.add(turn.sha256)
            turn.pending = self._workers.submit(turn.file, self._target(turn))
        return turn

    def _known(self, turn: Turn) -> Known | None:
        """What the store knows of the file; it is asked again only if it has changed."""
        if turn.seen != self._store.changes:
            turn.known, turn.seen = self._store.known(turn.sha256), self._store.changes
        return turn.known

    def _is_new(self, turn: Turn) -> bool:
        known = self._known(turn)
        if known is None or not known.has_format_of(turn.file):
            return True
        outdated = self._options.force or known.fingerprint != fingerprint()
        return outdated and not self._store.was_met(known.id)

    def _attempt(self, turn: Turn) -> Outcome:
        try:
            if turn.error:
                raise turn.error
            return self._process(turn)
        except DirectiveError as error:
            if isinstance(error, StoreError):
                raise
            return self._failed(turn, Refusal(error, "read"))

    def _process(self, turn: Turn) -> Outcome:
        known = self._known(turn)
        if known and known.has_format_of(turn.file):
            current = known.fingerprint == fingerprint() and not self._options.force
            if current or self._store.was_met(known.id):
                return self._kept(turn, known)
        made = self._made(turn)
        if isinstance(made, Refusal):
            return self._failed(turn, made)
        store_id = self._store.save_prepared(made, fingerprint())
        self._store.locate(turn.sha256, turn.file)
        self._write(turn, made)
        self._quarantine.remove(turn.file)
        self.totals.add(made.seconds, made.counts)
        note = "" if store_id == made.record_id else f"another document has this id; stored as {store_id}"
        return Outcome(turn.file.label, Fate.STORED, store_id, numbers(made.counts), note)

    def _write(self, turn: Turn, made: Prepared) -> None:
        with suppress(OSError):  # it is written here, then, or what hinders it is named
            if made.part:
                made.part.replace(self._target(turn))
                return
        write_whole(self._target(turn), made.json)

    def _made(self, turn: Turn) -> Prepared | Refusal:
        if self._workers is None:
            return self._made_here(turn)
        pending = turn.pending or self._workers.submit(turn.file, self._target(turn))
        if not pending.wait(self._store.seconds_left):
            self._settle()  # while we wait on, others may write
        try:
            return self._workers.result(pending)
        finally:
            self._at_work.discard(turn.sha256)

    def _made_here(self, turn: Turn) -> Prepared | Refusal:
        """In a process for this document alone; it has the models that are loaded here."""
        self._settle()  # while it is read, others may write
        warm()
        task = Task(turn.file, self._options.max_bytes)
        try:
            return guarded(lambda: self._options.work(task), self._options.max_seconds or NO_LIMIT)
        except DirectiveError as error:
            return Refusal(error)

    def _kept(self, turn: Turn, known: Known) -> Outcome:
        """What the store has is kept: the file has its bytes, or those of a document that the run has met."""
        new = self._store.keep(known.id)
        if new:
            self._store.locate(turn.sha256, turn.file, known)
        write_whole(self._target(turn), _record_of(known, turn.file.name))
        self._quarantine.remove(turn.file)
        fate = Fate.UNCHANGED if new else Fate.COPY
        note = "" if new else f"same content as {known.source_name}"
        return Outcome(turn.file.label, fate, known.id, known.items, note)

    def _failed(self, turn: Turn, refusal: Refusal) -> Outcome:
        error = refusal.error
        error.where = turn.file.label  # a folder may hold the same name twice
        failure = Failure(turn.file.label, error, printable(str(turn.file.path)), refusal.stage, refusal.log)
        self._store.note(failure)
        self._quarantine.add(turn.file, failure)
        return Outcome(turn.file.label, Fate.FAILED, error=error, stage=refusal.stage)

    def _target(self, turn: Turn) -> Path:
        return self._records / f"{turn.name}.json"


def _record_of(known: Known, name: str) -> bytes:
    """The stored record as the record of a file called ``name``: nothing else of it depends on the name."""
    if known.source_name == name:
        return known.record
    old, new = (
        f'"source": {{\n   "name": {json.dumps(one, ensure_ascii=False)}'.encode() for one in (known.source_name, name)
    )
    return known.record.replace(old, new, 1)  # no text holds it: there a quotation mark has a stroke in front
