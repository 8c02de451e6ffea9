"""Anchors: how the words that a correction is about are found again in a text that was read anew or edited.

A place is its sentence, the words in it and the sentences around it. It is found again where the whole sentence says
the same and a neighbour does; of a sentence that the document has, or had, more than once, both neighbours must agree,
and as many as told the copies apart. Anything less is not found: a look-alike (``trước ngày 20/5`` for ``trước ngày
20/6``) is another sentence. Blanks and the label before a sentence (``1.``, ``a)``) do not count, so that a renumbered
item is the same item. The position is used only while the text is the very same.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

REACH = 3  # neighbours on each side that are kept
NEVER = 99  # more neighbours than are kept: the sentence cannot be told from its copies
SHOWN = 60  # characters of prefix and suffix
SHORTEST = 8  # a piece that is shorter is a label or an abbreviation and no sentence
END_RE = re.compile(r"\n|(?<=[.;!?…])[^\S\n]+")
LABEL_RE = re.compile(r"(?:[-+•*–]|\(?(?:\d+(?:\.\d+){0,5}|[A-Za-zĐđ]|[IVXLC]{1,7})[.)/:])\s+")  # "1.2. ", "a) ", "- "
EDGE = "\x02"  # stands for what is before the first sentence and behind the last


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a text. ``quote`` and sentences have single blanks; ``start`` is a hint."""

    quote: str
    nth: int  # which occurrence of the quote within its sentences, from 0
    block: tuple[str, ...]  # the sentences that the quote lies in
    before: tuple[str, ...]  # nearest first
    after: tuple[str, ...]
    reach: int  # neighbours that must agree on both sides; 0: one neighbour on one side will do
    section: str
    prefix: str
    suffix: str
    start: int
    text: str  # hash of the text

    def plain(self) -> dict[str, Any]:
        """The anchor as JSON values."""
        return asdict(self)

    @classmethod
    def read(cls, values: dict[str, Any]) -> Anchor:
        """The anchor that ``plain`` gave."""
        lists = {name: tuple(values[name]) for name in ("block", "before", "after")}
        return cls(**{**values, **lists})


class Sentences:
    """A text cut into sentences, with the way back to its characters.

    >>> Sentences("1. Sở  Nội vụ chủ trì.\\nCác sở phối hợp; báo cáo.").plains
    ['Sở Nội vụ chủ trì.', 'Các sở phối hợp;', 'báo cáo.']
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.hash = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
        self.spans = _cut(text)
        self.plains = [_plain(text[start:end]) for start, end in self.spans]
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        for index, plain in enumerate(self.plains):
            self._at[plain].append(index)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """First and one past the last sentence that a span touches."""
        touched = [i for i, (first, last) in enumerate(self.spans) if first < max(end, start + 1) and start < last]
        return (touched[0], touched[-1] + 1) if touched else (0, 0)

    def blocks(self, block: tuple[str, ...]) -> list[int]:
        """Where the sentences stand one after the other: index of the first."""
        size = len(block)
        return [i for i in self._at.get(block[0], ()) if tuple(self.plains[i : i + size]) == block] if block else []

    def around(self, first: int, last: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The neighbours of sentences [first, last), nearest first, on both sides."""
        before = tuple(reversed(self.plains[max(0, first - REACH) : first]))
        after = tuple(self.plains[last : last + REACH])
        return (*before, *(EDGE,) * (REACH - len(before))), (*after, *(EDGE,) * (REACH - len(after)))

    def occurrences(self, quote: str, first: int, last: int) -> list[tuple[int, int]]:
        """Spans of the quote within sentences [first, last); any blanks match any others."""
        words = quote.split()
        if not words:
            return []
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        start, end = self.spans[first][0], self.spans[last - 1][1]
        return [match.span() for match in pattern.finditer(self.text, start, end)]


def make_anchor(sentences: Sentences, start: int, end: int, section: str) -> Anchor:
    """The anchor of the span [start, end) of a text."""
    text = sentences.text
    first, last = sentences.covering(start, end)
    block = tuple(sentences.plains[first:last])
    before, after = sentences.around(first, last)
    quote = " ".join(text[start:end].split())
    spans = sentences.occurrences(quote, first, last) if last > first else []
    return Anchor(
        quote=quote, nth=next((i for i, span in enumerate(spans) if span[0] == start), 0), block=block, before=before,
        after=after, reach=_reach(sentences, block, before, after), section=section,
        prefix=text[max(0, start - SHOWN) : start], suffix=text[end : end + SHOWN], start=start, text=sentences.hash,
    )  # fmt: skip


def find_anchor(anchor: Anchor, sentences: Sentences) -> tuple[int, int] | None:
    """The span of the anchor's words in a text, or None where they are not there for sure."""
    if anchor.text == sentences.hash:
        end = _end(sentences.text, anchor)
        return (anchor.start, end) if end is not None else None
    scored = []
    places = sentences.blocks(anchor.block)
    reach = max(anchor.reach, 1 if len(places) > 1 else 0)  # copies may have come since
    for first in places:
        last = first + len(anchor.block)
        spans = sentences.occurrences(anchor.quote, first, last)
        before, after = sentences.around(first, last)
        left, right = _agreeing(anchor.before, before), _agreeing(anchor.after, after)
        if anchor.nth < len(spans) and _is_enough(reach, left, right):
            scored.append((left + right, spans[anchor.nth]))
    scored.sort(reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


def _end(text: str, anchor: Anchor) -> int | None:
    words = anchor.quote.split()
    match = re.compile(r"\s+".join(map(re.escape, words))).match(text, anchor.start) if words else None
    return match.end() if match else None


def _is_enough(reach: int, left: int, right: int) -> bool:
    return (left >= reach and right >= reach) if reach else (left > 0 or right > 0)


def _agreeing(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    for mine, its in zip(one, other, strict=False):
        if mine != its:
            break
        count += 1
    return count


def _reach(sentences: Sentences, block: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]) -> int:
    """How many neighbours on both sides tell the sentences from their copies in the same text."""
    places = sentences.blocks(block)
    if len(places) < 2:
        return 0
    windows = [sentences.around(place, place + len(block)) for place in places]
    for reach in range(1, REACH + 1):
        alike = [1 for left, right in windows if left[:reach] == before[:reach] and right[:reach] == after[:reach]]
        if len(alike) == 1:
            return reach
    return NEVER


def _cut(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for match in END_RE.finditer(text):
        is_line = match[0] == "\n"
        if not is_line and match.start() - start < SHORTEST:
            continue
        if text[start : match.start()].strip():
            spans.append((start, match.start()))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def _plain(sentence: str) -> str:
    words = " ".join(sentence.split())
    label = LABEL_RE.match(words)
    return words[label.end() :] if label and label.end() < len(words) else words
