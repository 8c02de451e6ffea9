"""Targets (chỉ tiêu): numbers that a document sets as goals, with their indicator, comparator and time.

"Phấn đấu đến năm 2025 đạt 80% trở lên và đến năm 2030 đạt 90% trở lên công đoàn …" is one target with two
milestones; "90% A và 55% B đạt danh hiệu …" is two targets that share a predicate. A target may stand in any
section. Refused is what only looks like one: what was reached, conditions, rates of law, names, dates (goals).
Goals without a number ("phủ kín", "không còn hộ nghèo") are left to the reader.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.fold import lower
from corpus.lexicon.load import column
from extractors.goals import Setting, confidence_of
from extractors.indicators import Clause, clauses_of, indicator_of, shared_predicate
from extractors.near import overlapping
from extractors.sentences import sentences
from extractors.stage import Context, Fields, Found, stage
from extractors.target_dues import dues_of, heading_due, recurrence_of, starts_sentence, times_of
from extractors.target_settings import is_normative, setting_of
from extractors.times import Time
from extractors.values import Value, find_values
from schemas.outline import Node
from schemas.vocabulary import Change, Comparator, Part

Span = tuple[int, int]
CARRIED = frozenset({Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.MORE})
SKIPPED_PARTS = frozenset({Part.HEADER, Part.SIGNATURES, Part.RECIPIENTS})
#: A line that announces targets is a section of targets of its own: "Các chỉ tiêu chủ yếu đề ra là: …".
ANNOUNCED_RE = re.compile(r"(?<!\w)(?:chỉ tiêu|mục tiêu)(?! quốc gia)(?:\s[^.:;\d]{0,60})?:\s")
ANNOUNCED_CHARS = 200
DIGIT_RE = re.compile(r"\d|(?<!\w)(?:ít nhất|tối thiểu)(?!\w)", re.IGNORECASE)
#: What may stand between two values of one indicator, their times aside.
JOIN_RE = re.compile(r"(?:và|đạt|lên|là|ở mức|gdp|grdp|phấn đấu|khoảng|trên|tiếp tục|nâng|[,;:\s])*")
LEVEL_WORDS_RE = re.compile(r"(?:lên|xuống|còn|đến)\s+(?:\w+\s+){0,2}$")
UP_RE = re.compile(
    r"(?:tăng(?! trưởng| cường)|phát triển mới|kết nạp mới)(?:\s+\w+){0,3}\s*(?:\(thực tăng\)\s*)?$"
)
DOWN_RE = re.compile(r"(?:giảm|cắt giảm)(?:\s+\w+){0,3}\s*$")


@dataclass(frozen=True, slots=True)
class Goal:
    """A value that is a goal, with what its clause says of it."""

    value: Value
    clause: Span
    dues: tuple[str, ...]
    recurrence: str | None
    confidence: float


@stage("targets", version=1, requires=("deadlines",))
def find_targets(context: Context) -> Iterator[Found]:
    """Yield each target in reading order; its span is the clause that states it."""
    low = lower(context.text)
    cited = tuple(sorted((found.start, found.end) for found in context.found.get("references", ())))
    reader = Reader(context, low, cited, is_normative(context))
    nodes = context.outline.nodes
    starts = [node.start for node in nodes]
    for start, end in context.lines:
        at = bisect_right(starts, start) - 1
        begin = nodes[at].content if at >= 0 and start <= nodes[at].start < end else start
        if DIGIT_RE.search(context.text, begin, end) and context.outline.part_at(begin) not in SKIPPED_PARTS:
            yield from reader.read(begin, end, _innermost(nodes, at, begin))


def _innermost(nodes: tuple[Node, ...], at: int, offset: int) -> int | None:
    """The innermost node around ``offset``: the last that begins before it, or one of those around that one."""
    index: int | None = at if at >= 0 else None
    while index is not None and nodes[index].end <= offset:
        index = nodes[index].parent
    return index


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads lines of one document; ``cited`` are spans of citations, whose numbers and years are names."""

    context: Context
    low: str
    cited: tuple[Span, ...]
    normative: bool

    def read(self, start: int, end: int, index: int | None) -> Iterator[Found]:
        """Yield the targets of one line, which stands in the node ``index``."""
        text = self.context.text
        setting = setting_of(self.context, self.low, index, start, normative=self.normative)
        if setting.review or text.startswith("|", start):
            return
        if ANNOUNCED_RE.search(self.low, start, min(end, start + ANNOUNCED_CHARS)):
            setting = replace(setting, goals=True)
        above: tuple[str | None, str | None] | None = None
        opening: tuple[str, ...] = ()  # of a sentence that opens with its time: it holds for the rest of the line
        carried: tuple[str, ...] = ()  # of the last goal: "Trong đó: …" goes on with it
        for sentence in sentences(text, start, end):
            cited = list(overlapping(self.cited, *sentence))
            times = times_of(text, sentence, cited)
            goals = self._goals(sentence, setting, times, cited)
            if goals:
                above = above or heading_due(text, self.context.outline, index, self.cited)
                inherited = carried if self.low.startswith("trong đó", sentence[0]) else opening
                yield from self._targets(sentence, [_filled(goal, inherited, above) for goal in goals], times)
            if self._opens(sentence, times):
                opening = goals[0].dues if goals else ()
            elif goals and goals[-1].dues:
                carried = goals[-1].dues

    def _opens(self, sentence: Span, times: tuple[Time, ...]) -> bool:
        return any(t.has_year and starts_sentence(self.low, sentence, t) for t in times)

    def _goals(
        self, sentence: Span, setting: Setting, times: tuple[Time, ...], cited: list[Span]
    ) -> list[Goal]:
        names = [*cited, *(time.core for time in times if not time.bare)]
        kept: list[tuple[Value, float]] = []
        for value in find_values(self.context.text, self.low, *sentence):
            if any(a < value.end and value.number < b for a, b in names):
                continue
            previous = kept[-1][0] if kept else None
            sure = confidence_of(self.low, value, sentence, setting, previous=previous)
            if sure > 0:
                kept.append((value, sure))
        values = tuple(value for value, _ in kept)
        clauses = clauses_of(self.low, sentence, values) if values else []
        dues = dues_of(self.low, sentence, values, times)
        return [
            Goal(value, clause, due, recurrence_of(self.low, sentence, value, times, clause), sure)
            for (value, sure), clause, due in zip(kept, clauses, dues, strict=True)
            if not self._passed(due)
        ]

    def _passed(self, dues: tuple[str, ...]) -> bool:
        """Was the value due before the year of issue? Then it is no goal of this document."""
        issued = self.context.facts.issued_on
        return bool(issued and dues and dues[-1][:4] < issued[:4])

    def _targets(self, sentence: Span, goals: list[Goal], times: tuple[Time, ...]) -> Iterator[Found]:
        at = 0
        while at < len(goals):
            group = [goals[at]]
            while at + len(group) < len(goals) and self._joins(group[-1], goals[at + len(group)], times):
                group.append(goals[at + len(group)])
            at += len(group)
            first, last = group[0], group[-1]
            fields = {
                "indicator": self._indicator(group, times, self._shared(goals[at:], times)),
                "milestones": self._milestones(sentence, group),
            }
            start, end = min(first.clause[0], first.value.start), max(last.clause[1], last.value.end)
            yield Found(start, end, fields, min(goal.confidence for goal in group))

    def _shared(self, later: list[Goal], times: tuple[Time, ...]) -> str:
        """The predicate that the next of the later clauses has, for those before it that lack one."""
        clauses = (Clause(self.context.text, self.low, *goal.clause, goal.value, times) for goal in later)
        return next(filter(None, map(shared_predicate, clauses)), "")

    def _joins(self, left: Goal, right: Goal, times: tuple[Time, ...]) -> bool:
        """Do two values state one indicator for two times: "đạt 80% năm 2025 và 90% năm 2030"?"""
        if left.dues == right.dues or not left.dues or not right.dues or left.value.unit != right.value.unit:
            return False
        between = _blanked(self.low, left.value.end, right.value.start, times)
        return bool(JOIN_RE.fullmatch(between))

    def _indicator(self, group: list[Goal], times: tuple[Time, ...], shared: str) -> str:
        text, low = self.context.text, self.low
        first, last = group[0], group[-1]
        if first is last:
            words = indicator_of(Clause(text, low, *first.clause, first.value, times), shared)
        else:  # what stands before the first value and behind the last
            head = indicator_of(Clause(text, low, first.clause[0], first.value.end, first.value, times))
            tail = indicator_of(Clause(text, low, last.value.start, last.clause[1], last.value, times), shared)
            words = f"{head} {tail}".strip()
        return words or text[first.clause[0] : last.clause[1]].strip()

    def _milestones(self, sentence: Span, group: list[Goal]) -> list[Fields]:
        out: list[Fields] = []
        carried = Comparator.EQUAL
        for goal in group:
            value = goal.value
            comparator = value.comparator
            if comparator is Comparator.EQUAL:
                comparator = carried  # "đạt ít nhất 27% vào năm 2025 và 30% vào năm 2030"
            elif comparator in CARRIED and value.start < value.number:
                carried = comparator
            shared: Fields = {
                "start": value.start, "end": value.end, "comparator": comparator.value, "value": value.value,
                "value_max": value.value_max, "unit": value.unit,
                "change": _change(self.low, sentence[0], value), "per": self._per(sentence[0], value),
                "recurrence": goal.recurrence,
            }  # fmt: skip
            out.extend({**shared, "due": due} for due in goal.dues or (None,))
        return out

    def _per(self, start: int, value: Value) -> str | None:
        """ "mỗi công đoàn cơ sở": the unit that a value holds for."""
        matches = list(_per_re().finditer(self.low, start, value.number + 1))
        return f"mỗi {self.context.text[slice(*matches[-1].span('unit'))]}" if matches else None


def _filled(goal: Goal, inherited: tuple[str, ...], above: tuple[str | None, str | None]) -> Goal:
    """A goal without a time of its own takes that of its line, else that of the heading over it."""
    due, recurrence = above
    dues = goal.dues or inherited or ((due,) if due else ())
    return replace(goal, dues=dues, recurrence=goal.recurrence or recurrence)


def _change(low: str, start: int, value: Value) -> str | None:
    """Is the value an amount of change: "tăng trên 3%", not "tăng lên 80%"?"""
    before = low[max(start, value.start - 40) : value.start]
    if LEVEL_WORDS_RE.search(before):
        return None
    if UP_RE.search(before):
        return Change.INCREASE.value
    return Change.DECREASE.value if DOWN_RE.search(before) else None


def _blanked(low: str, start: int, end: int, times: tuple[Time, ...]) -> str:
    out, at = [], start
    for time in times:
        if at <= time.start and time.end <= end:
            out.append(low[at : time.start])
            at = time.end
    return " ".join([*out, low[at:end]])


@cache
def _per_re() -> re.Pattern[str]:
    """ "mỗi chi đoàn | đảm nhận …": the unit ends at a verb or at the number."""
    verbs = {*column("goal_words", "phrase"), *column("predicate_words", "phrase"), "hoặc", "nên", "cần"}
    ends = "|".join(re.escape(word) for word in sorted(verbs, key=len, reverse=True))
    unit = r"(?P<unit>(?!năm|tháng|quý|tuần|ngày)[^\d,.;:]{2,80}?)"
    return re.compile(rf"(?<!\w)mỗi\s+{unit}\s+(?:(?:{ends})(?!\w)|ít nhất|tối thiểu|\d)")
