"""A log for machines: one JSON object a line, on the standard error, each with the time in UTC."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any, TextIO

from pipeline.outcome import Outcome


class JobLog:
    """Writes events as JSON lines."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr

    def write(self, event: str, **fields: Any) -> None:
        """Write one event."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        self._stream.write(json.dumps({"time": now, "event": event, **fields}, ensure_ascii=False) + "\n")
        self._stream.flush()

    def outcome(self, outcome: Outcome) -> None:
        """Write what became of a file."""
        self.write(**outcome.event())
