"""The lines that the fields of a header are read from, and which of them speak of another instrument.

A number or a date in the head is the document's own unless it is cited there; a document without a
letterhead has its own in the note over its appendix.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from corpus.fold import lower
from extractors.layout import HeaderLayout, find_header
from extractors.stage import Context, Found
from schemas.vocabulary import Part

CITED_RE = re.compile(
    r"(?:nghị quyết|quyết định|kế hoạch|chỉ thị|kết luận|thông báo|công văn|hướng dẫn)\s+số\s", re.IGNORECASE
)
ATTACHED_RE = re.compile(r"\((?:ban hành\s+)?kèm theo\s+(?P<type>[^\W\d_][^\d()]{2,30}?)\s+số\s[^()]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of the text with their offsets."""

    lines: tuple[tuple[int, int, str], ...]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.lines[0][0] if self.lines else 0

    @property
    def text(self) -> str:
        """The lines, one a line, as they stand in the text."""
        return "\n".join(words for _, _, words in self.lines)

    def item(self, field: str, value: Any, start: int, end: int, sure: float) -> Found:
        """A value of ``field`` at ``start`` to ``end`` of the region's text."""
        return Found(self.start + start, self.start + end, {"field": field, "value": value}, sure)


class HeaderText:
    """A document as its header is read: every line, where the header's parts stand, the head and the preamble."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.lines = [(start, end, context.text[start:end]) for start, end in context.lines]
        self.layout: HeaderLayout = find_header(
            [words for _, _, words in self.lines], context.blanks or [False] * len(self.lines)
        )
        self.head = Region(tuple(self.lines[self.layout.start : self.layout.end]))
        self.preamble = self.part(Part.PREAMBLE)

    def part(self, part: Part) -> Region:
        """The lines of a part of the document; none where it has no such part."""
        spans = [span for span in self.context.outline.parts if span.part == part]
        return Region(tuple(line for line in self.lines if any(s.start <= line[0] < s.end for s in spans)))

    def cites(self, offset: int) -> bool:
        """Is what stands at ``offset`` of the head cited, not the document's own?

        In the title; among the addressees ("Kính gửi: … tại văn bản số …"); in a long line that names another
        instrument ("(Kèm theo Chương trình hành động tại Nghị quyết số /NQ-CP …)").
        """
        first, last = self.layout.addressees
        addressed = first < last and self.head.start + offset >= self.lines[first][0]
        text = self.head.text
        line = text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
        cited = CITED_RE.search(line)
        return self._in_title(offset) or addressed or (cited is not None and len(line[: cited.start()].split()) > 2)

    def _in_title(self, offset: int) -> bool:
        """A number inside the title is a cited one, unless the gazette prints the own one there."""
        first, last = self.layout.title
        if first == last:
            return False
        start, end = self.lines[first][0] - self.head.start, self.lines[last - 1][1] - self.head.start
        gazette = self.lines[first][2].startswith("CỦA ")
        return start <= offset < end and not gazette

    def from_own_note(
        self, field: str, pattern: re.Pattern[str], value_of: Callable[[re.Match[str]], str | None]
    ) -> Found | None:
        """A field from the note over the document's own appendix: "(Kèm theo Kế hoạch số … ngày …)"."""
        region = self.part(Part.APPENDIX)
        note = ATTACHED_RE.search(region.text)
        if note is None or lower(note["type"]) != lower(self.layout.type_name or "-"):
            return None
        found = pattern.search(note[0])
        value = value_of(found) if found else None
        if found is None or value is None:
            return None
        return region.item(field, value, note.start() + found.start(), note.start() + found.end(), 0.85)
