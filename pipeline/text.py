"""Composes a Source into one text, and keeps the way back from every offset to the file.

The text is NFC, one paragraph a line. Marks that extraction left behind, control characters
and repeated blanks are removed; lines that a page or the width of a column broke are joined.
No word is changed: spelling, tone style and punctuation stay as printed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.columns import in_columns
from pipeline.lines import Wrapping, Zone, continues, next_zone
from pipeline.paragraph import Paragraph
from pipeline.printed import printed_lines
from pipeline.source import Block, Cell, PrintedLine, Recognised, Source

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
#: A sign that must go, or a blank beside another, at the start or at the end; re skips from one candidate to the next.
UNTIDY_RE = re.compile(
    r"[\s*_\[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200d\u2060\ufeff](?:(?<! )|(?<=\s\s)|(?<![\s\S]{2})|(?![\s\S]))"
)
MARK_RE = re.compile(  # debris and invisible characters go, blanks and control characters become one blank
    rf"(?P<debris>{DEBRIS_RE.pattern}|[\u00ad\u200b-\u200d\u2060\ufeff]+)|(?P<blank>[\s\x00-\x1f\x7f-\x9f]+)",
    re.VERBOSE,
)
APART_RE = re.compile(r"(?<= )(?=[!-~\u00c0-\u024f\u1e00-\u1eff])")  # no letter is composed over such a blank


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
    printed: tuple[PrintedLine, ...] = ()  # by offsets into ``string``

    def sureness(self, start: int, end: int) -> float:
        """How surely the words between two offsets were recognised: the mean of the worst fifth; 1 for printed text."""
        first = bisect_right(self.recognised, start, key=_end)
        if first == len(self.recognised):
            return 1.0
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
        """Page of a character, from 1, where the source has pages; of a paragraph over two pages the one it is on."""
        if not self.lines:
            return None
        line = self.line_at(offset)
        index = bisect_right(self.printed, offset, key=_start) - 1
        return self.printed[index].page if index >= 0 and self.printed[index].start >= line.start else line.page


def _start(line: Line | PrintedLine) -> int:
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
    pieces: list[str] = []
    origins: list[int] = []
    lines: list[Line] = []
    so_far = Paragraph()
    zone = Zone.LETTERHEAD
    for index, (block, text, origin, blank) in enumerate(kept):
        zone = next_zone(text, zone)
        previous = kept[index - 1] if index else None
        joined = (
            previous is not None
            and (
                block.goes_on
                or continues(
                    so_far,
                    previous[1],
                    text,
                    wrapping,
                    blank=blank,
                    cell=block.cell,
                    apart=zone != Zone.BODY,
                )
            )
            and _same_cell(previous[0], block)
        )
        if index:
            pieces.append(" " if joined else "\n")
            origins.append(origin[0])
        if joined:
            last = lines[-1]
            lines[-1] = Line(last.start, len(origins) + len(text), *_kept_fields(last))
            so_far.add(text)
        else:
            lines.append(_line(block, len(origins), len(text), blank))
            so_far = Paragraph(text)
        pieces.append(text)
        origins.extend(origin)
    string = "".join(pieces)
    printed = tuple(printed_lines(source, string, origins))
    return Text(string, tuple(lines), tuple(origins), _moved(source.recognised, origins), printed)


def _line(block: Block, start: int, length: int, blank: bool) -> Line:
    return Line(start, start + length, block.page, blank, block.cell, block.bold, block.heading, bool(block.label))


def _kept_fields(line: Line) -> tuple[int | None, bool, Cell | None, bool, int | None, bool]:
    return line.page, line.blank_before, line.cell, line.bold, line.heading, line.numbered


def _same_cell(before: Block, after: Block) -> bool:
    return before.cell == after.cell


def _pieces(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str, Sequence[int], bool]]:
    """Blocks that hold text, with their clean text, its origins, and whether a blank stood before."""
    gap = False
    for block in blocks:
        text, origins = _clean(block)
        if text:
            yield block, text, origins, block.blank_before or gap
        gap = not text


def _clean(block: Block) -> tuple[str, Sequence[int]]:
    """The block's clean text with its label, and the raw offset of each character."""
    if not block.label and not UNTIDY_RE.search(block.text) and unicodedata.is_normalized("NFC", block.text):
        return block.text, range(block.raw_start, block.raw_start + len(block.text))  # nearly every line
    string, origins = nfc_with_origins(block.text)
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in MARK_RE.finditer(string):
        start = match.start()
        if at < start:
            pieces.append(string[at:start])
            places += origins[at:start]
        if match.lastgroup == "blank" and pieces and pieces[-1] != " ":
            pieces.append(" ")
            places.append(origins[start])
        at = match.end()
    pieces.append(string[at:])
    places += origins[at:]
    clean = "".join(pieces).rstrip(" ")
    kept = [block.raw_start + place for place in places[: len(clean)]]
    if block.label and clean:
        prefix = f"{block.label} "
        return prefix + clean, [kept[0]] * len(prefix) + kept
    return clean, kept


def nfc_with_origins(text: str) -> tuple[str, list[int]]:
    """NFC of ``text`` and, for each of its characters, the offset of the first it was made from.

    >>> nfc_with_origins("e\\u0302\\u0301a")
    ('ếa', [0, 3])
    """
    if unicodedata.is_normalized("NFC", text):
        return text, list(range(len(text)))
    out: list[str] = []
    origins: list[int] = []
    at = 0
    for piece in APART_RE.split(text):
        if unicodedata.is_normalized("NFC", piece):
            out.append(piece)
            origins += range(at, at + len(piece))
        else:
            composed, places = _composed(piece)
            out.append(composed)
            origins += (at + place for place in places)
        at += len(piece)
    return "".join(out), origins


def _composed(text: str) -> tuple[str, list[int]]:
    """NFC of a word that is none, letter by letter."""
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
