"""Where words of a record stand on the pages of its file: boxes to draw on a picture of the page.

    for box in boxes_of(record, item.start, item.end):
        left, top, width, height = box.shares      # of the page, 0 to 1

One box a printed line; one a word on a page that was put askew on the scanner. Points (1/72 inch) count from the
upper left corner of the page as a viewer shows it. There are none where the format has no pages (text, Word, web
pages). Inside a word the letters are taken to be of one width.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from schemas.record import DirectiveRecord, PrintedLine, PrintedPage

WORD_RE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page; ``width`` and ``height`` are those of the page."""

    page: int  # from 1
    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    height: float

    @property
    def shares(self) -> tuple[float, float, float, float]:
        """Left, top, width and height as shares of the page."""
        wide, high = max(self.width, 1.0), max(self.height, 1.0)
        return self.x0 / wide, self.y0 / high, (self.x1 - self.x0) / wide, (self.y1 - self.y0) / high


def boxes_of(record: DirectiveRecord, start: int, end: int) -> list[Box]:
    """The boxes of ``record.text[start:end]``, in its order; none where the file has no pages."""
    found = [
        (part, _box(page, line, record.text, part, stop))
        for page in record.layout
        for line in page.lines
        if line.start < end and start < line.end
        for part, stop in _parts(page, line, record.text, max(start, line.start), min(end, line.end))
    ]
    return [box for _, box in sorted(found, key=_place)]


def page_of(record: DirectiveRecord, place: int) -> int | None:
    """The page of a character, from 1; of one that is on no page (a line end), that of the line before it."""
    before = [(line.start, page.number) for page in record.layout for line in page.lines if line.start <= place]
    return max(before)[1] if before else None


def _place(found: tuple[int, Box]) -> int:
    return found[0]


def _parts(page: PrintedPage, line: PrintedLine, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What of a line gets one box: all of it; on a page that lies askew each word, since a long box would be high."""
    if not page.turned % 90:
        return [(start, end)]
    starts = [start, *(place for place in _word_starts(line, text) if start < place < end)]
    return list(pairwise([*starts, end]))


def _box(page: PrintedPage, line: PrintedLine, text: str, start: int, end: int) -> Box:
    left = line.x0 if start <= line.start else _edge(line, text, start)
    right = line.x1 if end >= line.end else _edge(line, text, end)
    x0, y0, x1, y1 = _as_shown(page, left, line.y0, max(left, right), line.y1)
    return Box(page.number, x0, y0, x1, y1, page.width, page.height)


def _word_starts(line: PrintedLine, text: str) -> list[int]:
    return [match.start() for match in WORD_RE.finditer(text, line.start, line.end)]


def _edge(line: PrintedLine, text: str, place: int) -> float:
    """Where the letter at ``place`` begins, from the left edges of its word and the next; a blank is as a letter."""
    starts = _word_starts(line, text)
    index = max(0, bisect_right(starts, place) - 1)
    lefts = [float(left) for left in line.words.split(" ")]
    ends, rights = [*starts[1:], line.end], [*lefts[1:], line.x1]
    share = (place - starts[index]) / (ends[index] - starts[index])
    return lefts[index] + (rights[index] - lefts[index]) * share


def _as_shown(page: PrintedPage, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    """A box of the page as it was read, on the page as it is shown: turned back about the middle."""
    if not page.turned:
        return x0, y0, x1, y1
    lying = round(page.turned / 90) % 2 == 1
    width, height = (page.height, page.width) if lying else (page.width, page.height)
    angle = math.radians(page.turned)
    cos, sin = math.cos(angle), math.sin(angle)
    corners = [
        (page.width / 2 + dx * cos - dy * sin, page.height / 2 + dx * sin + dy * cos)
        for dx in (x0 - width / 2, x1 - width / 2)
        for dy in (y0 - height / 2, y1 - height / 2)
    ]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
