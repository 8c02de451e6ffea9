"""A mention of an instrument while its fields are being read.

Readers fill what they see at the mention itself; the tail (issuer, title), the pinpoint and the relation
are read afterwards, when all mentions of the line are known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Mention:
    """One mention at ``text[start:end]``; ``end`` is behind the number and the date, or behind the name.

    ``core`` is where the type word or the number begins, ``start`` may be at a pinpoint before it.
    ``tail`` is behind the issuer and the title. ``inside`` is where the title begins: what stands between
    it and ``tail`` is nested in this mention.
    """

    start: int
    end: int
    type: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    pinpoint: dict[str, str] | None = None
    relation: str | None = None
    confidence: float = 0.95
    core: int = -1
    tail: int = -1
    inside: int | None = None
    elliptical: bool = False  # the type word stands before an earlier member of the list
    loose_date: bool = False  # a comma before "ngày": the date may belong to the whole list
    described: bool = False  # its words behind the type say what it is, and may hold other instruments
    gap: tuple[int, int] | None = None  # words between the type word and the number

    def __post_init__(self) -> None:
        if self.core < 0:
            self.core = self.start
        if self.tail < 0:
            self.tail = self.end

    def fields(self) -> dict[str, Any]:
        """The fields of the record, with ``relation`` always set."""
        return {
            "type": self.type,
            "number": self.number,
            "date": self.date,
            "issuer": self.issuer,
            "title": self.title,
            "pinpoint": self.pinpoint,
            "relation": self.relation or "cites",
        }

    def holds(self, offset: int) -> bool:
        """Does ``offset`` stand in the words that say what this instrument is about?"""
        return self.inside is not None and self.inside <= offset < self.tail


class Spans:
    """Places that are taken, to be asked in logarithmic time; they are in order and do not overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def meets(self, start: int, end: int) -> bool:
        """Does any of them share a character with ``start`` to ``end``?

        >>> taken = Spans([(3, 5), (8, 9)])
        >>> taken.meets(0, 3), taken.meets(4, 6), taken.meets(5, 8)
        (False, True, False)
        """
        index = bisect_left(self._starts, end)
        return index > 0 and self._spans[index - 1][1] > start

    def next_start(self, offset: int) -> int | None:
        """Where the first of them at or behind ``offset`` begins."""
        index = bisect_left(self._starts, offset)
        return self._starts[index] if index < len(self._starts) else None

    def last_end(self, offset: int) -> int | None:
        """Where the last of them that begins before ``offset`` ends, if it ends before it too."""
        index = bisect_right(self._starts, offset)
        return self._spans[index - 1][1] if index and self._spans[index - 1][1] <= offset else None


NOWHERE = Spans(())


def places_of(mentions: Sequence[Mention]) -> Spans:
    """The places of mentions that do not overlap."""
    return Spans([(mention.start, mention.end) for mention in mentions]) if mentions else NOWHERE
