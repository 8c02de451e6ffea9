"""Which of many spans touch a place: a binary search, because a document of 5 MB has thousands of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

Span = tuple[int, int]


def overlapping(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """The spans that share a character with ``start:end``; ``spans`` are sorted and hardly overlap each other.

    >>> overlapping([(0, 4), (6, 9), (12, 20)], 8, 12)
    [(6, 9)]
    """
    first = bisect_left(spans, (start, start))
    while first > 0 and spans[first - 1][1] > start:
        first -= 1
    return spans[first : bisect_left(spans, (end, end))]
