"""Composes a Source into one text, and keeps the way back from every offset to the file.

The text is NFC, one paragraph a line. Marks that extraction left behind, control characters
and repeated blanks are removed; lines that a page or the width of a column broke are joined.
No word is changed: spelling, tone style and punctuation stay as printed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.columns import in_columns
from pipeline.lines import Wrapping, Zone, continues, next_zone
from pipeline.source import Block, Cell, Recognised, Source

DEBRIS_RE = re.compile(
    r"""
    \[bookmark:[^\]\n]{0,40}\]      # [bookmark: _GoBack]
    | \*\*+                         # **bold** of Markdown
    | (?<![\w*])\*(?=[^\s*])        # *italic* of Markdown: opening
    | (?<=[^\s*])\*(?![\w*])        # and closing
    | (?<!\w)_{1,3}(?=[^\W_])       # __Nơi nhận__ and _italic_: opening; a blank "Số ___" has no letter behind it
    | (?<=[^\W_]|[.:;)”])_{1,3}(?!\w)  # and closing
    """,
    re.VERBOSE,
)
UNTIDY_RE = re.compile(r"[*_\[]|[^\S ]|\s\s|^\s|\s$|[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200d\u2060\ufeff]")
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the text; ``start`` and ``end`` are offsets into ``Text.string``."""

    start: int
    end: int
    page: int | None
    blank_before: bool
    cell: Cell | None = None
    bold: bool = False
    heading: int | None = None
    numbered: bool = False  # its label was recovered from the format's own numbering


@dataclass(frozen=True, slots=True)
class Text:
    """The composed text.

    ``origins[i]`` is the offset into ``Source.raw`` that character ``i`` came from; a
    character that composition added (a joining blank, a line end, a recovered list label)
    has the offset of what follows it.
    """

    string: str
    lines: tuple[Line, ...]
    origins: tuple[int, ...]
    recognised: tuple[Recognised, ...] = ()  # by offsets into ``string``

    def sureness(self, start: int, end: int) -> float:
        """How surely the words between two offsets were recognised: the mean of the worst fifth; 1 for printed text."""
        first = bisect_right(self.recognised, start, key=_end)
        values = []
        for run in self.recognised[first:]:
            if run.start >= end:
                break
            values += [run.confidence] * (min(end, run.end) - max(start, run.start))
        values += [1.0] * (end - start - len(values))
        worst = sorted(values)[: max(1, len(values) // 5)]
        return sum(worst) / len(worst) if worst else 1.0

    def line_at(self, offset: int) -> Line:
        """The line that holds ``offset``."""
        return self.lines[max(0, bisect_right(self.lines, offset, key=_start) - 1)]

    def page_at(self, offset: int) -> int | None:
        """Page of a character, from 1, where the source has pages."""
        return self.line_at(offset).page if self.lines else None


def _start(line: Line) -> int:
    return line.start


def _end(run: Recognised) -> int:
    return run.end


def _moved(runs: tuple[Recognised, ...], origins: list[int]) -> tuple[Recognised, ...]:
    """Runs by offsets into the raw text as runs by offsets into the composed one."""
    places = ((bisect_left(origins, run.start), bisect_left(origins, run.end), run.confidence) for run in runs)
    return tuple(Recognised(*place) for place in places if place[0] < place[1])


def compose(source: Source) -> Text:
    """Make the text of a source.

    >>> from pipeline.readers.plain import read_plain
    >>> compose(read_plain("Căn cứ\\tchế độ **mới**;\\n\\nB.".encode(), "a.txt")).string
    'Căn cứ chế độ mới;\\nB.'
    """
    kept = list(_pieces(tuple(in_columns(source.blocks))))
    wrapping = Wrapping.measure([(text, blank) for _, text, _, blank in kept], source.wrapped)
    chars: list[str] = []
    origins: list[int] = []
    lines: list[Line] = []
    zone = Zone.LETTERHEAD
    for index, (block, text, origin, blank) in enumerate(kept):
        zone = next_zone(text, zone)
        previous = kept[index - 1] if index else None
        joined = (
            previous is not None
            and continues(
                "".join(chars[lines[-1].start :]),
                previous[1],
                text,
                wrapping,
                blank=blank,
                cell=block.cell,
                apart=zone != Zone.BODY,
            )
            and _same_cell(previous[0], block)
        )
        if index:
            chars.append(" " if joined else "\n")
            origins.append(origin[0])
        if joined:
            last = lines[-1]
            lines[-1] = Line(last.start, len(chars) + len(text), *_kept_fields(last))
        else:
            lines.append(_line(block, len(chars), len(text), blank))
        chars.extend(text)
        origins.extend(origin)
    return Text("".join(chars), tuple(lines), tuple(origins), _moved(source.recognised, origins))


def _line(block: Block, start: int, length: int, blank: bool) -> Line:
    return Line(start, start + length, block.page, blank, block.cell, block.bold, block.heading, bool(block.label))


def _kept_fields(line: Line) -> tuple[int | None, bool, Cell | None, bool, int | None, bool]:
    return line.page, line.blank_before, line.cell, line.bold, line.heading, line.numbered


def _same_cell(before: Block, after: Block) -> bool:
    return before.cell == after.cell


def _pieces(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str, list[int], bool]]:
    """Blocks that hold text, with their clean text, its origins, and whether a blank stood before."""
    gap = False
    for block in blocks:
        text, origins = _clean(block)
        if text:
            yield block, text, origins, block.blank_before or gap
        gap = not text


def _clean(block: Block) -> tuple[str, list[int]]:
    """The block's clean text with its label, and the raw offset of each character."""
    if not block.label and not UNTIDY_RE.search(block.text) and unicodedata.is_normalized("NFC", block.text):
        return block.text, list(range(block.raw_start, block.raw_start + len(block.text)))  # nearly every line
    string, origins = nfc_with_origins(block.text)
    drop = {i for match in DEBRIS_RE.finditer(string) for i in range(*match.span())}
    chars: list[str] = []
    kept: list[int] = []
    for index, char in enumerate(string):
        if index in drop or char in INVISIBLE:
            continue
        if char.isspace() or unicodedata.category(char) == "Cc":
            if chars and chars[-1] != " ":
                chars.append(" ")
                kept.append(block.raw_start + origins[index])
            continue
        chars.append(char)
        kept.append(block.raw_start + origins[index])
    while chars and chars[-1] == " ":
        chars.pop()
        kept.pop()
    if block.label and chars:
        prefix = f"{block.label} "
        return prefix + "".join(chars), [kept[0]] * len(prefix) + kept
    return "".join(chars), kept


def nfc_with_origins(text: str) -> tuple[str, list[int]]:
    """NFC of ``text`` and, for each of its characters, the offset of the first it was made from.

    >>> nfc_with_origins("e\\u0302\\u0301a")
    ('ếa', [0, 3])
    """
    if unicodedata.is_normalized("NFC", text):
        return text, list(range(len(text)))
    out: list[str] = []
    origins: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        composed = unicodedata.normalize("NFC", text[start])
        while end < len(text):
            longer = unicodedata.normalize("NFC", text[start : end + 1])
            apart = composed + unicodedata.normalize("NFC", text[end])
            if longer == apart and not unicodedata.combining(text[end]):
                break
            composed = longer
            end += 1
        out.extend(composed)
        origins.extend(min(start + i, end - 1) for i in range(len(composed)))
        start = end
    return "".join(out), origins
