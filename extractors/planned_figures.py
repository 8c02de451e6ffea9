"""Planned figures: counts behind the colon of what is to be done, with their shares in brackets.

"Lắp đặt mới trạm 3G/4G: 58 trạm (Trong đó: VNPT: 25 trạm, Viettel: 33 trạm)" sets three targets: the figure and one
a share, whose indicator is the figure's with the population behind it. The label must open with a verb of planning
(goal_words.tsv): "Kinh phí dự kiến: 280 tỷ đồng", "Chủ tịch Hội đồng: 01 Lãnh đạo Bộ" plan no work and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.lexicon.load import table
from extractors.goal_cues import any_of
from extractors.values import Value, find_values

LABEL_RE = re.compile(r"(?P<label>[^:;()]{2,120}?)\s*:\s*$")
SHARES_RE = re.compile(r"\s*\(\s*(?:trong\s+đó|bao\s+gồm|gồm|cụ\s+thể)\s*:?\s*")  # (Trong đó: VNPT: 25 trạm
CLOSED_RE = re.compile(r"\s*(?:[,;.()]|$)")
CUT_RE = re.compile(r"[;()]")
MONEY_RE = re.compile(r"(?:đồng|usd|vnđ)(?!\w)")  # what something costs: "Hội nghị tập huấn: 21.720.000 đồng/năm"
LABEL_REACH = 140
SHARE, WHOLE = 0.75, 0.8
PLANNED = frozenset({"plan", "aim"})
UNITS = frozenset({"count", "measure", "unknown"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A planned figure: its value, its clause, and the labels that say what it counts, outermost first."""

    value: Value
    start: int
    end: int
    labels: tuple[tuple[int, int], ...]
    confidence: float


def find_figures(text: str, low: str, start: int, end: int, values: Iterable[Value] | None = None) -> Iterator[Figure]:
    """Yield the planned figures of one sentence; ``low`` is the lower-cased text, ``values`` are those found in it.

    >>> line = "Đầu tư mới trạm 5G: 35 trạm (Trong đó: A: 09 trạm, B: 26 trạm);"
    >>> [figure.value.value for figure in find_figures(line, line.lower(), 0, len(line))]
    [35, 9, 26]
    """
    whole: Figure | None = None
    shares = (0, 0)  # the bracket that holds the shares of the figure before it
    floor = start
    for value in find_values(text, low, start, end) if values is None else values:
        label, floor = _label(low, floor, value), value.end
        if label is None or not _is_counted(low, value, end):
            continue
        if whole and shares[0] <= value.start < shares[1]:
            yield Figure(value, label[0], value.end, (*whole.labels, label), SHARE)
        elif _plan_re().match(low, *label):
            whole = Figure(value, label[0], value.end, (label,), WHOLE)
            opened = SHARES_RE.match(low, value.end, end)
            closed = low.find(")", value.end, end) if opened else -1
            shares = (value.end, closed if closed >= 0 else end) if opened else (0, 0)
            yield whole


def _is_counted(low: str, value: Value, end: int) -> bool:
    """Does the value count things, and does it close its clause?"""
    if value.kind not in UNITS or value.unit is None or MONEY_RE.search(low, value.start, value.end):
        return False
    return bool(CLOSED_RE.match(low, value.end, end))


def _label(low: str, start: int, value: Value) -> tuple[int, int] | None:
    """The words between the last cut, or the value before, and the colon before a value."""
    first = max(start, value.start - LABEL_REACH)
    closed = low[first : value.start].rstrip().endswith(":")  # saves the search from every letter
    match = LABEL_RE.search(low, first, value.start) if closed else None
    if match is None:
        return None
    begin, end = match.span("label")
    cuts = [cut.end() for cut in CUT_RE.finditer(low, begin, end)]
    begin = cuts[-1] if cuts else begin
    stripped = low[begin:end].lstrip(" -+•,.")
    begin = end - len(stripped)
    return (begin, end) if low[begin:end].strip() else None


@cache
def _plan_re() -> re.Pattern[str]:
    words = (row["phrase"] for row in table("goal_words") if row["strength"] in PLANNED)
    return any_of(tuple(words))
