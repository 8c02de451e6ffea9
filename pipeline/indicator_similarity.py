"""How alike two wordings of indicators are, and what follows: same, doubtful or different.

* same: the keys are equal, word by word. This alone links two targets, so that links neither depend on the order of
  documents nor run on from wording to wording.
* doubtful: at least ``DOUBTFUL`` of the words of both are common (Jaccard), or all of them in another order, and
  nothing tells them apart. A person has to decide; until then they stay two entries.
* different: too few common words, or another unit, direction, sex, sector, level, area, number or part.

A person's decision stands in a table (``Decision``) and goes before all of this.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.indicator_words import Key

DOUBTFUL = 0.5


class Verdict(StrEnum):
    """What two wordings, of indicators or of tasks, are to each other."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Link:
    """A verdict, the share of common words and the reason in one line."""

    verdict: Verdict
    score: float
    reason: str


def compare(one: Key, other: Key) -> Link:
    """Compare two keys.

    >>> from pipeline.indicator_words import key_of
    >>> compare(key_of("tỷ lệ nữ tham gia Ban Chấp hành", "%"), key_of("tỉ lệ nữ trong Ban Chấp hành", "%")).verdict
    <Verdict.SAME: 'same'>
    >>> compare(key_of("CĐCS khu vực nhà nước", "%"), key_of("CĐCS ngoài khu vực nhà nước", "%")).reason
    'sector: state / non-state'
    """
    if one == other:
        return Link(Verdict.SAME, 1.0, "same words")
    words, others = set(one.words), set(other.words)
    score = round(len(words & others) / len(words | others), 3) if words | others else 0.0
    apart = _apart(one, other)
    if apart:
        return Link(Verdict.DIFFERENT, score, apart)
    if score < DOUBTFUL:
        return Link(Verdict.DIFFERENT, score, "too few common words")
    return Link(Verdict.DOUBTFUL, score, _doubt(one, other, words == others))


def _apart(one: Key, other: Key) -> str:
    """What makes them different however alike their words are; empty if nothing does."""
    for name, mine, its in (
        ("unit", one.unit, other.unit),
        ("change", one.change, other.change),
        ("part", one.part, other.part),
    ):
        if mine != its:
            return f"{name}: {mine or '—'} / {its or '—'}"
    for facet in sorted({name for name, _ in one.facets} & {name for name, _ in other.facets}):
        mine_values, its_values = _values(one, facet), _values(other, facet)
        if not mine_values & its_values:
            return f"{facet}: {', '.join(sorted(mine_values))} / {', '.join(sorted(its_values))}"
    return ""


def _doubt(one: Key, other: Key, same_words: bool) -> str:
    missing = sorted({name for name, _ in set(one.facets) ^ set(other.facets)})
    if missing:
        return f"only one says: {', '.join(missing)}"
    if one.per != other.per:
        return f"per: {one.per or '—'} / {other.per or '—'}"
    if same_words:
        return "same words in another order"
    return "words differ: " + " ".join(sorted(set(one.words) ^ set(other.words))[:8])


def _values(key: Key, facet: str) -> set[str]:
    return {value for name, value in key.facets if name == facet}
