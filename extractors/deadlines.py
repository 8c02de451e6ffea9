"""Placeholder while the house is built."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.stage import Context, Found, stage


@stage("deadlines", version=1, requires=("header", "references",))
def find_deadlines(context: Context) -> Iterator[Found]:
    """Yield nothing yet."""
    yield from ()
