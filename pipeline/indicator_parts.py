"""The group that an indicator is about, and which way is better: read from its words and its comparators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from corpus.fold import lower
from extractors.indicators import predicate_in

MEASURE_RE = re.compile(r"^(?:tỷ lệ|tỉ lệ|tổng số|số lượng|số)\s+", re.IGNORECASE)
WITHIN_RE = re.compile(
    r"^(?:(?:cán bộ )?nữ|nữ cán bộ|phụ nữ)\s+(?:tham gia|trong(?: diện)?|là ủy viên)\s+", re.IGNORECASE
)


class Bounded(Protocol):
    """What has a comparator and a direction of change."""

    @property
    def comparator(self) -> str: ...
    @property
    def change(self) -> str | None: ...


def population_of(name: str) -> str:
    """The words that name the group; empty where the words do not tell it apart.

    >>> population_of("tỷ lệ nữ tham gia Ban Chấp hành công đoàn các cấp")
    'Ban Chấp hành công đoàn các cấp'
    >>> population_of("nữ đoàn viên đạt danh hiệu “Giỏi việc nước”")
    'nữ đoàn viên'
    """
    words = MEASURE_RE.sub("", name)
    within = WITHIN_RE.match(words)
    if within:
        return words[within.end() :]
    at = predicate_in(lower(words))
    return words[:at].strip(" ,") if at else ""


def direction_of(points: Sequence[Bounded]) -> str:
    """``increase`` where more is better, ``decrease`` where less is; empty where the documents do not say."""
    said = {
        point.change or {">=": "increase", ">": "increase", "<=": "decrease", "<": "decrease"}.get(point.comparator)
        for point in points
    }
    said.discard(None)
    return str(said.pop()) if len(said) == 1 else ""
