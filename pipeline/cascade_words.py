"""Is a task of a plan one of the plan above? By the syllable pairs that both texts hold.

The words of a task are folded (no accents, no case) and taken as pairs of neighbours: "rà soát các nội dung" has
``ra soat``, ``soat cac``, … Two figures are counted from them:

* ``score``, the cosine: the share of common pairs in both texts, as the geometric mean;
* ``held``, the containment: the share of common pairs in the shorter text, for a task that is taken over into a longer
  paragraph, or a long one that is split.

Pairs that stand in many tasks of a plan or in both titles ("chuyển đổi số") are what the whole plan is about and do
not count. The thresholds were measured on the pairs of ``corpus/gold/task_pairs.tsv``, judged by hand; docs/cascade.md
has the figures and the measures that lost.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import fold
from pipeline.indicator_similarity import Verdict

SAME_SCORE, ALIKE_SCORE = 0.45, 0.27
SAME_HELD, ALIKE_HELD = 0.75, 0.50
LEAST_PAIRS = 20  # a shorter text is held by any long one
FEWEST_PAIRS = 6  # fewer say too little to be sure
SUBJECT_SHARE, SUBJECT_TASKS = 0.2, 4
KEPT = 0.9  # share of the superior's pairs that stand in the own text
SYLLABLE_RE = re.compile(r"\w+|\|")
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TaskWords:
    """The pairs of syllables of a task, and those of them that tell it from the plan's other tasks."""

    pairs: Pairs
    own: Pairs


@dataclass(frozen=True, slots=True)
class TaskLink:
    """Two tasks compared; ``kept`` says that the lower text holds nearly all words of the superior's."""

    verdict: Verdict
    score: float
    held: float
    kept: bool


def syllable_pairs(text: str) -> Pairs:
    """The pairs of neighbouring syllables, folded; none across a ``|``, where a body's name was left out.

    >>> sorted(syllable_pairs("Rà soát các"))
    [('ra', 'soat'), ('soat', 'cac')]
    """
    syllables = SYLLABLE_RE.findall(fold(text))
    return frozenset(pair for pair in itertools.pairwise(syllables) if "|" not in pair)


def subject_of(tasks: Sequence[Pairs]) -> Pairs:
    """What a whole plan is about: the pairs that a fifth of its tasks have, and at least four of them."""
    counted = Counter(pair for pairs in tasks for pair in pairs)
    least = max(SUBJECT_TASKS, SUBJECT_SHARE * len(tasks))
    return frozenset(pair for pair, count in counted.items() if count >= least)


def compare_tasks(mine: TaskWords, above: TaskWords) -> TaskLink:
    """Compare two tasks of two plans."""
    both = len(mine.own & above.own)
    shorter = min(len(mine.own), len(above.own))
    score = both / math.sqrt(len(mine.own) * len(above.own)) if shorter else 0.0
    held = both / shorter if shorter >= LEAST_PAIRS else 0.0
    kept = len(mine.pairs & above.pairs) >= KEPT * len(above.pairs)
    if shorter >= FEWEST_PAIRS and (score >= SAME_SCORE or held >= SAME_HELD):
        verdict = Verdict.SAME
    elif score >= ALIKE_SCORE or held >= ALIKE_HELD:
        verdict = Verdict.DOUBTFUL
    else:
        verdict = Verdict.DIFFERENT
    return TaskLink(verdict, round(score, 2), round(held, 2), kept)
