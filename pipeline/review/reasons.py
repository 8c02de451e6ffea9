"""The reasons of the queue, in the order of need."""

from __future__ import annotations

from enum import StrEnum


class Need(StrEnum):
    """Why something is to be looked at, most needed first."""

    CONFLICT = "conflict"  # the program now says otherwise than a person's correction
    ORPHAN = "orphan"  # the words of a correction are gone
    REVIEWERS = "reviewers"  # two reviewers say different things
    UNSURE = "unsure"  # the program is not sure
    DOCUMENTS = "documents"  # two documents say different things
    TABLE = "table"  # a table and the text of one document say different things
    SCAN = "scan"  # what was read from a scan may be something else
    WORDINGS = "wordings"  # two wordings may be one indicator
    FINDING = "finding"  # what a careful reader would query


RANK = {need: rank for rank, need in enumerate(Need)}
