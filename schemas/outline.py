"""The outline as the stages see it: parts of the text and a tree of nodes, flat and in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from schemas.vocabulary import Part, Role

_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class PartSpan:
    """A stretch of the text that belongs to one part; half-open."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Node:
    """A heading, numbered item, bullet or item-like paragraph.

    ``start`` is at its label, ``content`` behind it, ``own_end`` behind its own words and
    ``end`` at the next node that is not its child. ``kind`` names the label's scheme
    (``roman``, ``arabic``, ``dotted``, ``paren``, ``letter``, ``bullet``, ``article``, …;
    ``paragraph`` and ``caps`` have no label).
    """

    path: str
    label: str | None
    kind: str
    start: int
    content: int
    own_end: int
    end: int
    is_heading: bool
    role: Role
    parent: int | None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table at ``text[start:end]``; ``head`` is what stands over its column, empty in the head itself.

    ``row`` and ``column`` count from 0 within the table; a cell may hold several lines.
    """

    start: int
    end: int
    table: int
    row: int
    column: int
    head: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """Parts partition the text; nodes are in reading order, parents before children."""

    parts: tuple[PartSpan, ...]
    nodes: tuple[Node, ...]

    def part_at(self, offset: int) -> Part:
        """The part that the character at ``offset`` belongs to."""
        for span in self.parts:
            if span.start <= offset < span.end:
                return span.part
        return self.parts[-1].part if self.parts else Part.BODY

    def index_at(self, offset: int) -> int | None:
        """Index of the innermost node whose own words hold ``offset``."""
        index: int | None = bisect_right(self.nodes, offset, key=_START) - 1
        if index == -1:
            return None
        while index is not None and offset >= self.nodes[index].end:
            index = self.nodes[index].parent
        return index

    def path_at(self, offset: int) -> str:
        """Path of the innermost node at ``offset``; ``""`` outside every node."""
        index = self.index_at(offset)
        return "" if index is None else self.nodes[index].path

    def children(self, index: int) -> Iterator[int]:
        """Indexes of a node's direct children."""
        for i in range(index + 1, len(self.nodes)):
            parent = self.nodes[i].parent
            if parent == index:
                yield i
            elif parent is None or parent < index:
                return

    def ancestors(self, index: int) -> Iterator[int]:
        """Indexes from a node's parent to the root."""
        parent = self.nodes[index].parent
        while parent is not None:
            yield parent
            parent = self.nodes[parent].parent

    def is_leaf(self, index: int) -> bool:
        """Has the node no child?"""
        return index + 1 >= len(self.nodes) or self.nodes[index + 1].parent != index
