"""A plan beside the plan that it implements: which targets are kept, stricter, looser, missing or added.

Two targets are the same where their indicators have equal words (``pipeline.indicator_words``); where they are only
alike, the pair is ``doubtful`` and a person decides..
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from pipeline.indicator_catalogue import Point
from pipeline.indicator_similarity import Verdict, compare
from pipeline.indicator_source import read_points
from pipeline.indicator_words import Key, key_of
from pipeline.target_conflicts import PAIRS

UPWARD, DOWNWARD = (">=", ">"), ("<=", "<")


@dataclass(frozen=True, slots=True)
class Step:
    """One target of the upper plan beside that of the lower; one of the two may be missing."""

    lower: str
    upper: str
    what: str
    indicator: str
    mine: Point | None
    its: Point | None

    def row(self) -> dict[str, object]:
        """The step as a row to print."""
        return {
            "document": self.lower,
            "implements": self.upper,
            "what": self.what,
            "indicator": self.indicator,
            "value": _value(self.mine),
            "value_above": _value(self.its),
        }


def read_cascade(db: Database) -> list[Step]:
    """All pairs of a document and one that it implements, both in the database, target by target.

    A document above that sets no targets is left out: nothing of the lower plan could be kept or missing.
    """
    points: dict[str, list[Point]] = {}
    for point in read_points(db):
        points.setdefault(point.document, []).append(point)
    steps: list[Step] = []
    for pair in db.query(PAIRS):
        lower, upper = pair["lower"], pair["upper"]
        if upper in points:
            steps += cascade(points.get(lower, []), points[upper], lower, upper)
    return steps


def cascade(mine: list[Point], its: list[Point], lower: str, upper: str) -> Iterator[Step]:
    """Lay the targets of a plan beside those of the plan above."""
    left = list(mine)
    for above in its:
        verdict, own = _best(above, left)
        if own is None:
            yield Step(lower, upper, "missing", above.indicator, None, above)
            continue
        left.remove(own)
        what = _strictness(own, above) if verdict is Verdict.SAME else "doubtful"
        yield Step(lower, upper, what, own.indicator, own, above)
    yield from (Step(lower, upper, "added", own.indicator, own, None) for own in left)


def _best(above: Point, candidates: list[Point]) -> tuple[Verdict, Point | None]:
    """The same indicator of the same year if there is one, then of any year, then one that is only alike."""
    ranked = []
    for at, own in enumerate(candidates):
        link = compare(_key(own), _key(above))
        if link.verdict is not Verdict.DIFFERENT and (
            link.verdict is Verdict.SAME or (own.due or "")[:4] == (above.due or "")[:4]
        ):
            ranked.append(
                (
                    link.verdict is not Verdict.SAME,
                    (own.due or "")[:4] != (above.due or "")[:4],
                    -link.score,
                    at,
                    link.verdict,
                )
            )
    if not ranked:
        return Verdict.DIFFERENT, None
    best = min(ranked)
    return best[4], candidates[best[3]]


def _key(point: Point) -> Key:
    return key_of(point.indicator, point.unit, point.change, point.per)


def _strictness(own: Point, above: Point) -> str:
    """Does the lower plan ask for more or for less? A lower bound is stricter when higher, an upper one when lower."""
    if (own.value, own.value_max, own.comparator) == (above.value, above.value_max, above.comparator):
        return "kept" if (own.due or "")[:4] == (above.due or "")[:4] else "other year"
    down = above.comparator in DOWNWARD or (above.change == "decrease" and above.comparator not in UPWARD)
    if own.value == above.value:
        return "kept" if own.comparator in (above.comparator, "=") or above.comparator == "~" else "looser"
    return "stricter" if (own.value < above.value) == down else "looser"


def _value(point: Point | None) -> str:
    if point is None:
        return ""
    upper = f"–{point.value_max:g}" if point.value_max is not None else ""
    return f"{point.comparator} {point.value:g}{upper} {point.unit or ''} {point.due or ''}".strip()
