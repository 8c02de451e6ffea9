"""Placeholder while the house is built."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.stage import Context, Found, stage


@stage("targets", version=1, requires=("deadlines",))
def find_targets(context: Context) -> Iterator[Found]:
    """Yield nothing yet."""
    yield from ()
