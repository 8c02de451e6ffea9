"""A plan beside the plan that it implements: which targets and tasks are kept, changed, missing or added.

Two targets are the same where their indicators have equal words (``pipeline.indicator_words``); two tasks where enough
of their words are common (``pipeline.cascade_words``). What is only alike is ``doubtful``, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.cascade_model import Side, Step
from pipeline.cascade_source import Pair, common_subject, read_pairs, read_tasks
from pipeline.cascade_tasks import cascade_tasks
from pipeline.indicator_catalogue import Decided, Point
from pipeline.indicator_decisions import stored_decisions
from pipeline.indicator_similarity import Verdict, compare
from pipeline.indicator_source import read_points
from pipeline.indicator_words import Key, key_of
from schemas.sqlite import Database

UPWARD, DOWNWARD = (">=", ">"), ("<=", "<")


def read_cascade(db: Database, lower: str | None = None, upper: str | None = None) -> list[Step]:
    """All pairs of a document and one that it implements, both in the database: their targets, then their tasks.

    With ``lower`` only those of this document; with ``upper`` too, these two, whatever they cite: two plans that
    implement one programme can be laid side by side. Where the document above sets no targets, or has no tasks,
    nothing of the lower plan could be kept or missing, and these are left out.
    """
    if lower and upper:
        pairs = [Pair(lower, upper, tasks=True)]
    else:
        pairs = [pair for pair in read_pairs(db) if lower in (None, pair.lower)]
    points = {name: read_points(db, name) for name in sorted({name for pair in pairs for name in pair.documents})}
    tasks = {name: read_tasks(db, name) for name in sorted({n for pair in pairs if pair.tasks for n in pair.documents})}
    decided = Decided(stored_decisions(db))
    steps: list[Step] = []
    for pair in pairs:
        if points[pair.upper]:
            steps += cascade(points[pair.lower], points[pair.upper], pair.lower, pair.upper, decided)
        if pair.tasks and tasks[pair.upper]:
            subject = common_subject(db, pair.documents)
            steps += cascade_tasks(tasks[pair.lower], tasks[pair.upper], pair.lower, pair.upper, subject)
    return steps


def cascade(
    mine: list[Point], its: list[Point], lower: str, upper: str, decided: Decided | None = None
) -> Iterator[Step]:
    """Lay the targets of a plan beside those of the plan above; what people decided of two wordings holds here too."""
    decided = decided or Decided(())
    left = list(mine)
    for above in its:
        verdict, own, score = _best(above, left, decided)
        if own is None:
            yield Step(lower, upper, "target", "missing", None, _side(above))
            continue
        left.remove(own)
        what = _strictness(own, above) if verdict is Verdict.SAME else "doubtful"
        yield Step(lower, upper, "target", what, _side(own), _side(above), score)
    yield from (Step(lower, upper, "target", "added", _side(own), None) for own in left)


def _best(above: Point, candidates: list[Point], decided: Decided) -> tuple[Verdict, Point | None, float]:
    """The same indicator of the same year if there is one, then of any year, then one that is only alike."""
    ranked = []
    key_above = _key(above, decided)
    for at, own in enumerate(candidates):
        key = _key(own, decided)
        if decided.are_told_apart(key, key_above):
            continue
        link = compare(key, key_above)
        other_year = (own.due or "")[:4] != (above.due or "")[:4]
        alike = link.verdict is not Verdict.SAME
        if link.verdict is Verdict.SAME or (link.verdict is Verdict.DOUBTFUL and not other_year):
            ranked.append((alike, other_year, -link.score, at, link.verdict))
    if not ranked:
        return Verdict.DIFFERENT, None, 0.0
    _, _, score, at, verdict = min(ranked)
    return verdict, candidates[at], -score


def _key(point: Point, decided: Decided) -> Key:
    return key_of(decided.wording(point.indicator), point.unit, point.change, point.per)


def _strictness(own: Point, above: Point) -> str:
    """Does the lower plan ask for more or for less? A lower bound is stricter when higher, an upper one when lower."""
    if (own.value, own.value_max, own.comparator) == (above.value, above.value_max, above.comparator):
        return "kept" if (own.due or "")[:4] == (above.due or "")[:4] else "other year"
    down = above.comparator in DOWNWARD or (above.change == "decrease" and above.comparator not in UPWARD)
    if own.value == above.value:
        return "kept" if own.comparator in (above.comparator, "=") or above.comparator == "~" else "looser"
    return "stricter" if (own.value < above.value) == down else "looser"


def _side(point: Point) -> Side:
    upper = f"–{_number(point.value_max)}" if point.value_max is not None else ""
    bound = "" if point.comparator == "range" else point.comparator
    value = " ".join(f"{bound} {_number(point.value)}{upper} {point.unit or ''} {point.due or ''}".split())
    return Side(point.target, point.indicator, value, point.responsible or "", point.path, point.page)


def _number(value: float) -> str:
    """80 and not 80.0, 1600000 and not 1.6e+06."""
    return str(int(value)) if float(value).is_integer() else str(value)
