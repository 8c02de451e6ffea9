"""Where a document is: the step in hand, and the seconds each step took.

A run wants to know in which step a document hung or died, and where the time goes. Whoever makes a
record says each step here; who listens is the business of the run. It decides nothing of a record.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Trace:
    """The steps of one document; ``tell`` is called with the name of each step that begins."""

    tell: Callable[[str], None] | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    step: str = ""

    def begin(self, step: str) -> None:
        """Note that a step begins."""
        self.step = step
        if self.tell:
            self.tell(step)

    def end(self, step: str, took: float) -> None:
        """Note what a step took; of two steps of one name the sum counts."""
        self.seconds[step] = self.seconds.get(step, 0.0) + took


_listening: list[Trace] = []


@contextmanager
def tracing(trace: Trace) -> Iterator[Trace]:
    """Let ``trace`` hear of the steps while the block runs."""
    _listening.append(trace)
    try:
        yield trace
    finally:
        _listening.pop()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Mark a step of the walk.

    >>> with tracing(Trace()) as heard, step("read"):
    ...     pass
    >>> list(heard.seconds), heard.step
    (['read'], 'read')
    """
    if not _listening:
        yield
        return
    trace = _listening[-1]
    trace.begin(name)
    start = time.perf_counter()
    try:
        yield
    finally:
        trace.end(name, time.perf_counter() - start)
