"""Targets (chỉ tiêu): numbers that a document sets as goals, with their indicator, comparator and time.

"Phấn đấu đến năm 2025 đạt 80% trở lên và đến năm 2030 đạt 90% trở lên công đoàn …" is one target with two
milestones; "90% A và 55% B đạt danh hiệu …" is two targets that share a predicate. A target may stand in any
section, and in a row of a table of targets. Refused is what only looks like one: what was reached, conditions,
rates of law, names, dates (goals); ``explain_percentages`` gives each percentage with the reason.
Goals without a number ("phủ kín", "không còn hộ nghèo") are left to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.fold import lower
from extractors.goals import REASONS
from extractors.indicators import Clause, indicator_of, shared_predicate
from extractors.stage import Context, Found, stage
from extractors.target_milestones import milestones_of
from extractors.target_reader import Goal, Reader, Reading
from extractors.target_settings import is_normative
from extractors.target_tables import find_table_targets
from extractors.times import Time
from extractors.verdict import Verdict

#: What may stand between two values of one indicator, their times aside.
JOIN_RE = re.compile(r"(?:và|đạt|lên|là|ở mức|gdp|grdp|phấn đấu|khoảng|trên|tiếp tục|nâng|[,;:\s])*")


@stage("targets", version=2, requires=("deadlines",))
def find_targets(context: Context) -> Iterator[Found]:
    """Yield each target in reading order; its span is the clause that states it."""
    reader, found = _reader(context)
    found.extend(target for reading in reader.lines() for target in _of_sentence(reader, reading))
    yield from sorted(found, key=lambda target: target.start)


def explain_percentages(context: Context) -> Iterator[Verdict]:
    """Yield every percentage of the text, with why it is a target's value or is none."""
    reader, _ = _reader(context)
    for reading in reader.lines():
        for judged in reading.judged:
            value = judged.value
            if value.kind == "percent":
                row = value.start in reader.tabled
                code = "row" if row else judged.code
                yield Verdict(value.start, value.end, row or judged.confidence > 0, code, REASONS[code])


def _reader(context: Context) -> tuple[Reader, list[Found]]:
    """The reader of a document's lines, and the targets of its tables."""
    low, normative = lower(context.text), is_normative(context)
    cited = tuple(sorted((found.start, found.end) for found in context.found.get("references", ())))
    rows = list(find_table_targets(context, low, normative=normative))
    tabled = sorted(part["start"] for row in rows for part in row.fields["milestones"])
    return Reader(context, low, cited, normative, tuple(tabled)), rows


def _of_sentence(reader: Reader, reading: Reading) -> Iterator[Found]:
    """The targets of one sentence: goals that state one indicator for two times are one."""
    text, low, times = reader.context.text, reader.low, reading.times
    goals = list(reading.goals)
    at = 0
    while at < len(goals):
        group = [goals[at]]
        while at + len(group) < len(goals) and _joins(low, group[-1], goals[at + len(group)], times):
            group.append(goals[at + len(group)])
        at += len(group)
        first, last = group[0], group[-1]
        stated = [(goal.value, goal.dues, goal.recurrence) for goal in group]
        fields = {
            "indicator": _indicator(text, low, group, times, _shared(text, low, goals[at:], times)),
            "milestones": milestones_of(text, low, reading.sentence[0], stated),
        }
        start, end = min(first.clause[0], first.value.start), max(last.clause[1], last.value.end)
        yield Found(start, end, fields, min(goal.confidence for goal in group))


def _shared(text: str, low: str, later: list[Goal], times: tuple[Time, ...]) -> str:
    """The predicate that the next of the later clauses has, for those before it that lack one."""
    clauses = (Clause(text, low, *goal.clause, goal.value, times) for goal in later)
    return next(filter(None, map(shared_predicate, clauses)), "")


def _joins(low: str, left: Goal, right: Goal, times: tuple[Time, ...]) -> bool:
    """Do two values state one indicator for two times: "đạt 80% năm 2025 và 90% năm 2030"?"""
    if left.dues == right.dues or not left.dues or not right.dues or left.value.unit != right.value.unit:
        return False
    return bool(JOIN_RE.fullmatch(_blanked(low, left.value.end, right.value.start, times)))


def _indicator(text: str, low: str, group: list[Goal], times: tuple[Time, ...], shared: str) -> str:
    first, last = group[0], group[-1]
    if first.labels:
        return ": ".join(" ".join(text[a:b].split()) for a, b in first.labels)
    if first is last:
        words = indicator_of(Clause(text, low, *first.clause, first.value, times), shared)
    else:  # what stands before the first value and behind the last
        head = indicator_of(Clause(text, low, first.clause[0], first.value.end, first.value, times))
        tail = indicator_of(Clause(text, low, last.value.start, last.clause[1], last.value, times), shared)
        words = f"{head} {tail}".strip()
    return words or text[first.clause[0] : last.clause[1]].strip()


def _blanked(low: str, start: int, end: int, times: tuple[Time, ...]) -> str:
    out, at = [], start
    for time in times:
        if at <= time.start and time.end <= end:
            out.append(low[at : time.start])
            at = time.end
    return " ".join([*out, low[at:end]])
