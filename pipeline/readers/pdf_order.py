"""The reading order of a page: top down, but two columns that stand side by side one after the other.

The head of a directive (issuer left, state's name right) and its foot (recipients left,
signature right) are the places where it matters: read line by line they are mixed up. A zone
opens where two segments stand on about the same height with a gutter between them, and goes on
as long as every segment keeps to its side of that gutter. A label with a wide tab behind it is no column.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.labels import find_label
from pipeline.readers.pdf_geometry import Segment
from pipeline.source import Cell

SIDE_BY_SIDE = 0.9  # of the letter height: base lines nearer than that stand beside each other
TAB = 6.0  # of the letter height: a label is no further from its words
NEAR = 3.2  # of the letter height: a line on the left that is further below starts something new
FAR = 14.0  # a signature leaves that much room between the office and the name
CLOSE = 1.8  # of the letter height: the next line of the same paragraph is no further below
SIDE_MARGIN = 0.3


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line in reading order. ``apart``: in a head or foot column, where no line continues another."""

    segment: Segment
    page: int
    apart: bool = False
    cell: Cell | None = None
    right_edge: float | None = None  # of its table cell


def in_reading_order(segments: list[Segment], page: int) -> list[Printed]:
    """Put the segments of a page in reading order."""
    rest = _with_labels(sorted(segments, key=lambda one: (-one.base, one.x0)))
    out: list[Printed] = []
    while rest:
        beside = _beside(rest)
        if beside is None:
            out.append(Printed(rest.pop(0), page))
            continue
        left, right, after = _zone(rest, *beside)
        if len(after) == len(rest):  # too narrow a gutter: the first segment is on neither side of it
            out.append(Printed(rest.pop(0), page))
            continue
        rest = after
        while out and not out[-1].apart and _is_right_before(out[-1].segment, left, right):
            right.insert(0, out.pop().segment)
        out.extend(Printed(segment, page, apart=True) for segment in left + right)
    return out


def _with_labels(segments: list[Segment]) -> list[Segment]:
    """Join a label that a tab parts from its words: "1." and "Tuyên truyền"."""
    out: list[Segment] = []
    for segment in segments:
        last = out[-1] if out else None
        if last is not None and _is_label(last.text) and _is_tab(last, segment):
            out[-1] = replace(
                segment, text=f"{last.text} {segment.text}", x0=last.x0, bold=segment.bold, order=last.order,
                words=last.words + segment.words, confidences=_joined_confidences(last, segment),
            )  # fmt: skip
        else:
            out.append(segment)
    return out


def _joined_confidences(label: Segment, words: Segment) -> tuple[float, ...]:
    if not label.confidences and not words.confidences:
        return ()
    first = label.confidences or (1.0,) * len(label.text)
    second = words.confidences or (1.0,) * len(words.text)
    return (*first, second[0], *second)


def _is_label(text: str) -> bool:
    if len(text) == 1 and not text.isalnum():
        return True
    label = find_label(f"{text} Nội dung")
    return label is not None and len(text) <= len(label.text) + 1


def _is_tab(label: Segment, words: Segment) -> bool:
    size = max(label.size, words.size)
    return abs(label.base - words.base) < 0.35 * size and 0 < words.x0 - label.x1 < TAB * size


def _beside(rest: list[Segment]) -> tuple[float, float] | None:
    """The gutter between the first segment and those that stand beside it, or None."""
    first = rest[0]
    band = [first]
    for other in rest[1:]:
        if first.base - other.base >= SIDE_BY_SIDE * max(first.size, other.size):
            break
        if other.x1 < first.x0 or other.x0 > first.x1:
            band.append(other)
    if len(band) < 2:
        return None
    band.sort(key=lambda one: one.x0)
    gaps = [(right.x0 - left.x1, left.x1, right.x0) for left, right in pairwise(band)]
    gap, low, high = max(gaps)
    return (low, high) if gap > 0 else None


def _zone(rest: list[Segment], low: float, high: float) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """Split off the zone that the gutter ``low`` to ``high`` opens: its left and right column, and what is after it."""
    left: list[Segment] = []
    right: list[Segment] = []
    for index, segment in enumerate(rest):
        margin = SIDE_MARGIN * segment.size
        if segment.x1 <= high - margin and (segment.x0 < low or segment.x1 < (low + high) / 2):
            if left and right and left[-1].base - segment.base > NEAR * segment.size and not _has_pair(rest, index):
                return left, right, rest[index:]
            left.append(segment)
            low = max(low, segment.x1)
        elif segment.x0 >= low + margin:
            if right and right[-1].base - segment.base > FAR * segment.size:
                return left, right, rest[index:]
            right.append(segment)
            high = min(high, segment.x0)
        elif _overhangs(segment, left, right):
            left.append(segment)
        else:
            return left, right, rest[index:]
    return left, right, []


def _overhangs(segment: Segment, left: list[Segment], right: list[Segment]) -> bool:
    """Does the left column go on with a wider line, after the right one has ended ("V/v …" under the number)?"""
    if not left or not right or right[-1].base - segment.base < SIDE_BY_SIDE * segment.size:
        return False
    last = left[-1]
    under = min(abs(last.x0 - segment.x0), abs(last.x0 + last.x1 - segment.x0 - segment.x1) / 2) < segment.size
    return under and last.base - segment.base < CLOSE * segment.size and abs(last.size - segment.size) < 1


def _has_pair(rest: list[Segment], index: int) -> bool:
    """Does another segment stand beside this one?"""
    segment = rest[index]
    near = (rest[i] for i in (index - 1, index + 1) if 0 <= i < len(rest))
    return any(abs(one.base - segment.base) < SIDE_BY_SIDE * segment.size for one in near)


def _is_right_before(before: Segment, left: list[Segment], right: list[Segment]) -> bool:
    """Is the line before the zone the first one of its right column ("TM. BAN THƯỜNG VỤ" above "Nơi nhận")?"""
    if not left or not right:
        return False
    near = before.base - right[0].base < NEAR * max(before.size, right[0].size)
    return near and before.x0 > max(segment.x1 for segment in left)
