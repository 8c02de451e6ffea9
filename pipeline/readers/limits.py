"""How long the file that is being read may take: programs that a reader calls must end before that."""

from __future__ import annotations

import time

_allowed = 0.0  # seconds for each file; 0: no limit
_deadline = 0.0


def set_limit(seconds: float) -> None:
    """Give every file that this process reads so many seconds; 0 for no limit."""
    global _allowed
    _allowed = seconds
    begin()


def begin() -> None:
    """A file begins: its time runs from now."""
    global _deadline
    _deadline = time.monotonic() + _allowed


def seconds_left(most: float) -> float:
    """Seconds that a program may take: at most ``most``, and an end before our own."""
    return max(0.5, min(most, _deadline - time.monotonic() - 0.5)) if _allowed else most
