"""Which indicators are worth comparing: those that can reach the threshold, found without comparing all with all.

Two sets with a share of at least t common words have one of their rarest words in common: one of the first
n - ceil(t * n) + 1 of each, rarest first. So only sets that share such a word are compared; none is missed.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.indicator_similarity import DOUBTFUL


def candidate_pairs(sets: Sequence[set[str]], threshold: float = DOUBTFUL) -> list[tuple[int, int]]:
    """Give the pairs of positions whose sets may share ``threshold`` of their words.

    >>> candidate_pairs([{"a", "b"}, {"b", "a"}, {"c"}])
    [(0, 1)]
    """
    counted = Counter(word for words in sets for word in words)
    postings: dict[str, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for at, words in enumerate(sets):
        rare = sorted(words, key=lambda word: (counted[word], word))
        for word in rare[: len(rare) - math.ceil(threshold * len(rare)) + 1]:
            pairs.update((other, at) for other in postings[word])
            postings[word].append(at)
    return sorted(pairs)
