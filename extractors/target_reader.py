"""Reads the lines of a document for goals: each sentence with its values, what they were judged, and when they are due.

A sentence that opens with its time lends it to the rest of its line; a goal without one takes that of the heading over
it. What a value is judged, and why, is said in ``goals``; counts behind the colon of a plan in ``planned_figures``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.columns import Columns, kind_of
from extractors.goals import Setting, judge
from extractors.indicators import clauses_of
from extractors.near import overlapping
from extractors.planned_figures import Figure, find_figures
from extractors.sentences import sentences
from extractors.stage import Context
from extractors.target_dues import dues_of, heading_due, recurrence_of, starts_sentence, times_of
from extractors.target_settings import setting_of
from extractors.times import Time
from extractors.values import Value, find_values
from schemas.outline import Node
from schemas.vocabulary import Part

Span = tuple[int, int]
SKIPPED_PARTS = frozenset({Part.FRAME, Part.HEADER, Part.SIGNATURES, Part.RECIPIENTS})
#: A line that announces targets is a section of targets of its own: "Các chỉ tiêu chủ yếu đề ra là: …".
ANNOUNCED_RE = re.compile(r"(?<!\w)(?:chỉ tiêu|mục tiêu)(?! quốc gia)(?:\s[^.:;\d]{0,60})?:\s")
ANNOUNCED_CHARS = 200
DIGIT_RE = re.compile(r"[\dít](?:(?<=\d)|(?<!\w.)(?:(?<=í)t nhất|(?<=t)ối thiểu)(?!\w))")
FIGURE_CELL_RE = re.compile(r"\W*\d[\d.,]*\s*(?:%|\w{1,12})?\W*")  # a cell that is nothing but a number
FIGURE_KINDS = frozenset({"goal", "result", "unit", "number", "money"})  # what ``target_tables`` reads


@dataclass(frozen=True, slots=True)
class Judged:
    """A value with how surely it is a goal, 0 where it is none, and the code of the reason."""

    value: Value
    confidence: float
    code: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A value that is a goal, with what its clause says of it; ``labels`` are those of a planned figure."""

    value: Value
    clause: Span
    dues: tuple[str, ...]
    recurrence: str | None
    confidence: float
    labels: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence: its times, all its values as judged, and its goals."""

    sentence: Span
    times: tuple[Time, ...]
    judged: tuple[Judged, ...]
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one document; ``cited`` are spans of citations, whose numbers and years are names; ``tabled`` is where
    the values of its table targets begin, in order: they are read already.
    """

    context: Context
    low: str
    cited: tuple[Span, ...]
    normative: bool
    tabled: tuple[int, ...] = ()

    def lines(self) -> Iterator[Reading]:
        """Read every line that holds a number, whatever part it stands in."""
        context, columns = self.context, Columns(self.context.cells)
        nodes = context.outline.nodes
        starts = [node.start for node in nodes]
        for start, end in context.lines:
            at = bisect_right(starts, start) - 1
            begin = nodes[at].content if at >= 0 and start <= nodes[at].start < end else start
            if not DIGIT_RE.search(self.low, begin, end):
                continue
            cell = columns.at(begin)
            number = (
                cell is not None
                and bool(cell.head)
                and (kind_of(cell.head) in FIGURE_KINDS or bool(FIGURE_CELL_RE.fullmatch(self.low, begin, end)))
            )
            at_row = bisect_left(self.tabled, begin)
            number = number or (at_row < len(self.tabled) and self.tabled[at_row] < end)
            if context.outline.part_at(begin) in SKIPPED_PARTS:
                yield from self._refused(begin, end, "part")
            elif number or context.text.startswith("|", begin):
                yield from self._refused(begin, end, "table")
            else:
                yield from self.read(begin, end, _innermost(nodes, at, begin))

    def read(self, start: int, end: int, index: int | None) -> Iterator[Reading]:
        """Read one line, which stands in the node ``index``."""
        text = self.context.text
        setting = setting_of(self.context, self.low, index, start, normative=self.normative)
        if ANNOUNCED_RE.search(self.low, start, min(end, start + ANNOUNCED_CHARS)):
            setting = replace(setting, goals=True)
        above: tuple[str | None, str | None] | None = None
        opening: tuple[str, ...] = ()  # of a sentence that opens with its time: it holds for the rest of the line
        carried: tuple[str, ...] = ()  # of the last goal: "Trong đó: …" goes on with it
        for sentence in sentences(text, start, end):
            values = tuple(find_values(text, self.low, *sentence))
            if not values and not opening:
                continue  # its times are nobody's
            cited = list(overlapping(self.cited, *sentence))
            times = times_of(text, sentence, cited)
            planned = self._figures(sentence, setting, values)
            judged = list(self._judge(sentence, setting, values, planned, [*cited, *_cores(times)]))
            goals, passed = self._goals(sentence, judged, times, planned)
            if goals:
                above = above or heading_due(text, self.context.outline, index, self.cited)
                inherited = carried if self.low.startswith("trong đó", sentence[0]) else opening
                goals = [_filled(goal, inherited, above) for goal in goals]
            final = (replace(j, confidence=0.0, code="passed") if id(j.value) in passed else j for j in judged)
            yield Reading(sentence, times, tuple(final), tuple(goals))
            if self._opens(sentence, times):
                opening = goals[0].dues if goals else ()
            elif goals and goals[-1].dues:
                carried = goals[-1].dues

    def _refused(self, start: int, end: int, code: str) -> Iterator[Reading]:
        judged = tuple(Judged(value, 0.0, code) for value in find_values(self.context.text, self.low, start, end))
        yield Reading((start, end), (), judged, ())

    def _judge(
        self, sentence: Span, setting: Setting, values: tuple[Value, ...], planned: dict[int, Figure], names: list[Span]
    ) -> Iterator[Judged]:
        """Judge the values of a sentence; ``names`` are its citations and times."""
        previous: Value | None = None
        for value in values:
            if value.number in planned:
                yield Judged(value, planned[value.number].confidence, "figure")
                continue
            if any(a < value.end and value.number < b for a, b in names):
                yield Judged(value, 0.0, "citation")
                continue
            sure, code = judge(self.low, value, sentence, setting, previous=previous)
            previous = value if sure > 0 else previous
            yield Judged(value, sure, code)

    def _figures(self, sentence: Span, setting: Setting, values: tuple[Value, ...]) -> dict[int, Figure]:
        """Planned figures by where their number begins; they are no goals where none are set."""
        if setting.review or setting.normative or not (setting.goals or setting.working):
            return {}
        figures = find_figures(self.context.text, self.low, *sentence, values)
        return {figure.value.number: figure for figure in figures}

    def _goals(
        self, sentence: Span, judged: list[Judged], times: tuple[Time, ...], planned: dict[int, Figure]
    ) -> tuple[list[Goal], frozenset[int]]:
        """The goals of a sentence, and which of its values were due before the issue."""
        kept = [(j.value, j.confidence) for j in judged if j.confidence > 0]
        values = tuple(value for value, _ in kept)
        clauses = clauses_of(self.low, sentence, values) if values else []
        dues = dues_of(self.low, sentence, values, times)
        goals = [
            Goal(value, clause, due, recurrence_of(self.low, sentence, value, times, clause), sure)
            for (value, sure), clause, due in zip(kept, clauses, dues, strict=True)
        ]
        goals = [_planned(goal, planned.get(goal.value.number)) for goal in goals]
        passed = frozenset(id(goal.value) for goal in goals if self._passed(goal.dues))
        return [goal for goal in goals if id(goal.value) not in passed], passed

    def _opens(self, sentence: Span, times: tuple[Time, ...]) -> bool:
        return any(t.has_year and starts_sentence(self.low, sentence, t) for t in times)

    def _passed(self, dues: tuple[str, ...]) -> bool:
        """Was the value due before the year of issue? Then it is no goal of this document."""
        issued = self.context.facts.issued_on
        return bool(issued and dues and dues[-1][:4] < issued[:4])


def _cores(times: tuple[Time, ...]) -> Iterator[Span]:
    return (time.core for time in times if not time.bare)


def _planned(goal: Goal, figure: Figure | None) -> Goal:
    """A planned figure has its own clause and its labels for an indicator."""
    return replace(goal, clause=(figure.start, figure.end), labels=figure.labels) if figure else goal


def _filled(goal: Goal, inherited: tuple[str, ...], above: tuple[str | None, str | None]) -> Goal:
    """A goal without a time of its own takes that of its line, else that of the heading over it."""
    due, recurrence = above
    dues = goal.dues or inherited or ((due,) if due else ())
    return replace(goal, dues=dues, recurrence=goal.recurrence or recurrence)


def _innermost(nodes: tuple[Node, ...], at: int, offset: int) -> int | None:
    """The innermost node around ``offset``: the last that begins before it, or one of those around that one."""
    index: int | None = at if at >= 0 else None
    while index is not None and nodes[index].end <= offset:
        index = nodes[index].parent
    return index
