"""Printed lines to paragraphs, by what the page shows: margins, indents, gaps and full lines.

A line goes on in the next one when the next word had no room on it and nothing speaks for a new
paragraph: no label, no indent, no wider gap, no change to or from bold or capitals. Lines of the
head and the foot never do. What stays apart here may still be joined by ``pipeline.lines``, which
knows the words (a line in lower case after one without final punctuation).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from corpus.fold import is_upper
from pipeline.labels import find_label
from pipeline.lines import CLOSED_RE, SEPARATOR_RE, TERMINAL_RE
from pipeline.readers.pdf_geometry import Segment
from pipeline.readers.pdf_order import Printed

WIDER_GAP = 1.22  # of the leading
BLANK_LINE = 1.75  # of the leading: that much room is a blank line
INDENT = 0.7  # of the letter height
FULL_TOLERANCE = 0.6  # of the letter height
EXACT = 1.6  # points: lines of a justified column end that exactly
PADDING = 6.0  # points between the words of a cell and its line


@dataclass(frozen=True, slots=True)
class Setting:
    """How the body of a document is set, measured from its lines; all in points."""

    left: float
    right: float
    indent: float | None  # where the first lines of paragraphs begin, if further in than the rest
    leading: float
    justified: bool

    @classmethod
    def measure(cls, lines: list[Printed]) -> Setting:
        """Measure the body lines of the pages of one width."""
        body = [line for line in lines if not line.apart and line.cell is None]
        if len(body) < 3:
            right = max((line.segment.x1 for line in body), default=0.0)
            return cls(min((line.segment.x0 for line in body), default=0.0), right, None, 0.0, False)
        rights = sorted(line.segment.x1 for line in body)
        right = rights[int(0.97 * (len(rights) - 1))]
        lefts = Counter(round(line.segment.x0) for line in body)
        common = [place for place, count in lefts.items() if count >= max(2, 0.05 * len(body))] or list(lefts)
        left = float(min(common))
        indents = [place for place in common if place > left + 8 and place < left + 80]
        indent = float(max(indents, key=lambda place: lefts[place])) if indents else None
        full = [value for value in rights if value > right - 40]
        exact = sum(abs(value - right) <= EXACT for value in full)
        return cls(left, right, indent, _leading(body), exact > 0.6 * len(full))


def to_paragraphs(lines: list[Printed], settings: dict[int, Setting]) -> list[list[Printed]]:
    """Group printed lines to paragraphs; ``settings`` gives the setting of each page."""
    out: list[list[Printed]] = []
    for line in lines:
        if out and _goes_on(out[-1], line, settings[out[-1][-1].page]):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def is_gap(before: Printed, after: Printed, setting: Setting) -> bool:
    """Does a blank line stand between two lines of one page?"""
    if before.page != after.page or before.cell != after.cell or not setting.leading:
        return False
    return before.segment.base - after.segment.base > BLANK_LINE * setting.leading


def _goes_on(so_far: list[Printed], after: Printed, setting: Setting) -> bool:
    before = so_far[-1]
    if before.apart or after.apart or before.cell != after.cell:
        return False
    one, other = before.segment, after.segment
    if find_label(other.text) or SEPARATOR_RE.match(one.text) or SEPARATOR_RE.match(other.text):
        return False
    if after.cell is not None:
        return _is_full(one, other, (before.right_edge or 0.0) - PADDING)
    if CLOSED_RE.search(one.text) or _looks_change(one, other) or _is_wider(before, after, setting):
        return False
    if _is_indented(so_far, other, setting):
        return False
    if setting.justified and TERMINAL_RE.search(one.text) and one.x1 < setting.right - 2 * EXACT:
        return False
    return _is_full(one, other, setting.right)


def _looks_change(one: Segment, other: Segment) -> bool:
    if abs(one.size - other.size) > 0.2 * max(one.size, other.size):
        return True
    if one.bold != other.bold and (one.bold or TERMINAL_RE.search(one.text)):
        return True
    return is_upper(one.text) and not is_upper(other.text)


def _is_wider(before: Printed, after: Printed, setting: Setting) -> bool:
    if before.page != after.page or not setting.leading:
        return False
    gap = before.segment.base - after.segment.base
    return gap > WIDER_GAP * setting.leading or gap < 0


def _is_indented(so_far: list[Printed], other: Segment, setting: Setting) -> bool:
    """Is ``other`` set in like the first line of a paragraph?"""
    one = so_far[-1].segment
    step = INDENT * other.size
    at_indent = setting.indent is not None and abs(other.x0 - setting.indent) < 2
    if other.x0 > one.x0 + step:
        hangs = len(so_far) == 1 and find_label(one.text) is not None
        return not hangs or (at_indent and one.x0 <= setting.left + step)
    if not at_indent:
        return False
    return len(so_far) == 1 and abs(one.x0 - other.x0) <= step


def _is_full(one: Segment, other: Segment, right: float) -> bool:
    """Had the first word of ``other`` no room behind ``one``?"""
    return one.x1 + one.blank + other.word > right - FULL_TOLERANCE * one.size


def _leading(body: list[Printed]) -> float:
    """Distance of the lines of one paragraph: the small distances between lines of a page."""
    steps = sorted(
        before.segment.base - after.segment.base
        for before, after in pairwise(body)
        if before.page == after.page and before.segment.base - after.segment.base > 0.5 * after.segment.size
    )
    return steps[int(0.15 * (len(steps) - 1))] if steps else 0.0
