"""Sketches: 32 numbers that say how much two texts share, without keeping either (MinHash).

A text is the set of its phrases of five syllables, folded, so that case, accents and line breaks do
not count. Of each of 32 orders of all phrases the sketch keeps the smallest; two texts agree in as
many of the 32 as they share phrases. Texts of fewer than ``MIN_PHRASES`` have no sketch: short letters
are alike by nature.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from corpus.fold import fold

SIZE = 32
ROWS = 4  # numbers in a band: documents that agree in a whole band are compared
SYLLABLES = 5
MIN_PHRASES = 40
SUSPECT = 0.75  # estimated share of common phrases from which two documents are suspected to be one

_MULTIPLIERS = [(0x9E3779B97F4A7C15 * (2 * n + 1)) % 2**64 | 1 for n in range(SIZE)]


def sketch(text: str) -> tuple[int, ...]:
    """The sketch of a text; empty for a text that is too short.

    >>> len(sketch("một hai ba bốn năm sáu bảy tám chín mười " * 2)), len(sketch("một hai ba"))
    (0, 0)
    """
    import numpy as np  # a run that only compares sketches, or finds nothing new, starts without it

    codes = np.array([code for word in text.split() if (code := _code(word)) is not None], dtype=np.uint64)
    if len(codes) < SYLLABLES:
        return ()
    phrases = np.zeros(len(codes) - SYLLABLES + 1, dtype=np.uint64)
    for shift in range(SYLLABLES):
        phrases = phrases * np.uint64(1_000_003) + codes[shift : shift + len(phrases)]
    phrases = np.unique(phrases)
    if len(phrases) < MIN_PHRASES:
        return ()
    mixed = phrases ^ (phrases >> np.uint64(29))
    return tuple(int((mixed * np.uint64(factor) >> np.uint64(33)).min()) for factor in _MULTIPLIERS)


@lru_cache(maxsize=16_384)  # Vietnamese has some seven thousand syllables
def _code(word: str) -> int | None:
    """A number for all spellings of a word; none for what folds to nothing, such as a lone accent."""
    folded = fold(word)
    return zlib.crc32(folded.encode()) if folded else None


def bands(numbers: tuple[int, ...]) -> list[tuple[int, int]]:
    """The bands of a sketch, each a number: documents that share one are worth comparing."""
    return [
        (at // ROWS, zlib.crc32(",".join(map(str, numbers[at : at + ROWS])).encode()))
        for at in range(0, len(numbers), ROWS)
    ]


def similarity(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated share of the phrases of both that are in both, 0 to 1.

    >>> similarity((1, 2, 3, 4), (1, 2, 9, 4))
    0.75
    """
    if not one or len(one) != len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
