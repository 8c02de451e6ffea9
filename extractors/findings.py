"""Placeholder while the house is built."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.stage import Context, Found, stage


@stage("findings", version=1, requires=("references", "deadlines",))
def find_findings(context: Context) -> Iterator[Found]:
    """Yield nothing yet."""
    yield from ()
