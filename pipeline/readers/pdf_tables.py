"""Ruled tables of a PDF page: the grid from its drawn lines, the letters sorted into its cells.

A cell reaches as far as no line is drawn, to the right and downwards, so merged cells come out
as one. A frame around a paragraph and a lone rule are no table, nor is a ruled head (the state's
motto in it): their letters stay where they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.readers.pdf_geometry import Page, Segment, segments_of
from pipeline.readers.pdf_letters import Flags, Floats, Integers, Letters

TOUCH = 3.0  # points: lines nearer than that meet
MIN_CELLS = 4
MAX_RULES = 4000  # a page with more lines shows a map or a chart

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PdfCell:
    """A cell: place in the grid, printed lines, and where its right edge is."""

    row: int
    column: int
    segments: tuple[Segment, ...]
    right_edge: float


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table of one page; ``columns`` are the places of its vertical lines."""

    top: float
    columns: tuple[float, ...]
    cells: tuple[PdfCell, ...]


def find_tables(page: Page) -> tuple[list[PdfTable], list[Segment]]:
    """Find the tables of a page; also the printed lines that stand in none."""
    tables: list[PdfTable] = []
    if len(page.rules) > MAX_RULES:
        return tables, list(page.segments)
    rest = page.letters
    for rules in _groups(page.rules):
        grid = _Grid.of(rules)
        if grid is None:
            continue
        inside = grid.hold(rest)
        cells = _cells(grid, rest.at(inside))
        if len(cells) < MIN_CELLS or len({cell.column for cell in cells}) < 2:
            continue
        rest = rest.at(~inside)
        tables.append(PdfTable(grid.ys[0], grid.xs, tuple(cells)))
    return tables, segments_of(rest) if tables else list(page.segments)


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: tuple[float, ...]  # left to right
    ys: tuple[float, ...]  # top down
    upright: tuple[Box, ...]
    level: tuple[Box, ...]

    @classmethod
    def of(cls, rules: list[Box]) -> _Grid | None:
        upright = [box for box in rules if box[3] - box[1] > box[2] - box[0]]
        level = [box for box in rules if box[3] - box[1] <= box[2] - box[0]]
        xs = _places([(box[0] + box[2]) / 2 for box in upright])
        ys = _places([(box[1] + box[3]) / 2 for box in level])
        if len(xs) < 3 or len(ys) < 3:
            return None
        return cls(tuple(xs), tuple(reversed(ys)), tuple(upright), tuple(level))

    def hold(self, letters: Letters) -> Flags:
        """Which letters are in the grid?"""
        x, y = _middles(letters)
        return (self.xs[0] < x) & (x < self.xs[-1]) & (self.ys[-1] < y) & (y < self.ys[0])

    def areas(self, x: Floats, y: Floats) -> Integers:
        """Between which lines points lie: of two in one area either both are in a cell or none is."""
        return np.searchsorted(self.xs, x) * (len(self.ys) + 1) + np.searchsorted(self.ys[::-1], y, side="right")

    def cell_at(self, x: float, y: float) -> tuple[int, int, int]:
        """Row, first column and last column of the cell at a point."""
        column = last = sum(x > place for place in self.xs) - 1
        row = sum(y < place for place in self.ys) - 1
        while column > 0 and not self._is_ruled_at(self.xs[column], y):
            column -= 1
        while last < len(self.xs) - 2 and not self._is_ruled_at(self.xs[last + 1], y):
            last += 1
        while row > 0 and not self._is_ruled_over(x, self.ys[row]):
            row -= 1
        return row, column, last

    def _is_ruled_at(self, x: float, y: float) -> bool:
        near = (box for box in self.upright if abs((box[0] + box[2]) / 2 - x) <= TOUCH)
        return any(box[1] - TOUCH <= y <= box[3] + TOUCH for box in near)

    def _is_ruled_over(self, x: float, y: float) -> bool:
        near = (box for box in self.level if abs((box[1] + box[3]) / 2 - y) <= TOUCH)
        return any(box[0] - TOUCH <= x <= box[2] + TOUCH for box in near)


def _cells(grid: _Grid, letters: Letters) -> list[PdfCell]:
    xs, ys = _middles(letters)
    _, firsts, areas = np.unique(grid.areas(xs, ys), return_index=True, return_inverse=True)
    found = [grid.cell_at(float(xs[first]), float(ys[first])) for first in firsts.tolist()]
    lasts = np.zeros_like(firsts)
    lasts[areas] = np.arange(len(letters))
    places: dict[tuple[int, int], list[int]] = {}
    edges: dict[tuple[int, int], float] = {}
    for area in np.argsort(lasts).tolist():  # the edge is that of the last letter
        row, column, last = found[area]
        places.setdefault((row, column), []).append(area)
        edges[row, column] = grid.xs[last + 1]
    return [
        PdfCell(*place, tuple(segments_of(letters.at(np.isin(areas, held)))), edges[place])
        for place, held in sorted(places.items())
    ]


def _middles(letters: Letters) -> tuple[Floats, Floats]:
    return (letters.x0 + letters.x1) / 2, letters.base + 0.3 * letters.size


def _places(values: list[float]) -> list[float]:
    """Distinct places in rising order: lines that touch are one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > TOUCH:
            out.append(value)
    return out


def _groups(rules: tuple[Box, ...]) -> list[list[Box]]:
    """Rules that hang together, as groups, topmost first."""
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rules, key=lambda box: -box[3]):
        hull, members = rule, [rule]
        others = []
        for other_hull, other_members in groups:
            if _meet(hull, other_hull):
                hull = _hull(hull, other_hull)
                members = other_members + members
            else:
                others.append((other_hull, other_members))
        groups = [*others, (hull, members)]
    return [members for hull, members in sorted(groups, key=lambda group: -group[0][3])]


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + TOUCH
        and other[0] <= one[2] + TOUCH
        and one[1] <= other[3] + TOUCH
        and other[1] <= one[3] + TOUCH
    )


def _hull(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
