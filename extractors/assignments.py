"""Placeholder while the house is built."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.stage import Context, Found, stage


@stage("assignments", version=1, requires=("header",))
def find_assignments(context: Context) -> Iterator[Found]:
    """Yield nothing yet."""
    yield from ()
