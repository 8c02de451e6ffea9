"""From the letters of a PDF page to printed lines: by their place on the page, not by their order in the file.

A PDF stores letters, each with a box; order, blanks and lines are guesses of whoever reads it.
Files whose fonts lack Vietnamese letters take those from a second font, and the file's own order
then gives "T NG LIÊN ĐOÀN Ổ". The place of the letters does not lie, so it decides here: letters
on one base line make a segment as long as no gap wider than a column gutter is between them.
"""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

BLANK_GAP = 0.13  # of the letter height: wider gaps are blanks; a justified blank is 0.2 or more
CLOSER_GAP = 0.28  # before a comma: marks set apart from their letter leave a gap that is none
CLOSERS = frozenset(",;:.)”")
GUTTER = 1.7  # of the letter height: wider gaps part columns
BROKEN_GUTTER = 0.75  # a gap this wide parts columns where the file's own order breaks there, too
SAME_LINE = 0.35  # of the letter height: base lines nearer than that are one (superscripts)
LINE_END_HYPHEN = 2  # pdfium's sign for a hyphen at the end of a line, which it takes for a parted word
BOLD_WORDS = ("bold", "black", "heavy", "demi")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter with its box; y grows upwards, as in PDF."""

    text: str
    order: int
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    confidence: float = 1.0  # less than 1: recognised on a picture


@dataclass(frozen=True, slots=True)
class Segment:
    """Letters on one base line without a column gutter between them: a printed line of one column."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    blank: float  # width of its blanks
    word: float  # width of its first word
    order: int = 0
    confidences: tuple[float, ...] = ()  # one a letter of the text; none: all are certain

    @property
    def top(self) -> float:
        """Upper edge of the letters."""
        return self.base + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge of the letters."""
        return self.base - 0.2 * self.size


@dataclass(frozen=True, slots=True)
class Page:
    """The letters and drawn lines of one page, turned upright."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[tuple[float, float, float, float], ...]  # thin boxes x0, y0, x1, y1


def read_page(page: Any, number: int) -> Page:
    """Read one pdfium page."""
    turn = page.get_rotation()
    width, height = page.get_size()
    mover = _Turn(turn, width, height)
    text_page = page.get_textpage()
    try:
        glyphs = _glyphs(text_page, mover)
    finally:
        text_page.close()
    return Page(number, width, height, tuple(glyphs), tuple(_rules(page, mover)))


def segments_of(glyphs: tuple[Glyph, ...] | list[Glyph]) -> list[Segment]:
    """Group letters to segments, top down and left to right."""
    out: list[Segment] = []
    for line in _base_lines(list(glyphs)):
        start = 0
        for index in range(1, len(line) + 1):
            if index == len(line) or _is_gutter(line[index - 1], line[index]):
                out.append(_segment(line[start:index]))
                start = index
    return [segment for segment in out if segment.text.strip()]


def _base_lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (-one.base, one.x0, one.order)):
        if lines and abs(lines[-1][0].base - glyph.base) < SAME_LINE * max(lines[-1][0].size, glyph.size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda one: (round(one.x0, 1), one.order)) for line in lines]


def _is_gutter(left: Glyph, right: Glyph) -> bool:
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    return gap > GUTTER * size or (gap > BROKEN_GUTTER * size and not 0 < right.order - left.order <= 3)


def _segment(glyphs: list[Glyph]) -> Segment:
    parts = [glyphs[0].text]
    blanks: list[float] = []
    word = max(glyph.x1 for glyph in glyphs)  # right edge of the first word
    for left, right in pairwise(glyphs):
        gap = right.x0 - left.x1
        least = CLOSER_GAP if right.text in CLOSERS else BLANK_GAP
        if gap > least * max(left.size, right.size):
            parts.append(" ")
            word = word if blanks else left.x1
            blanks.append(gap)
        parts.append(right.text)
    size = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
    letters = [glyph for glyph in glyphs if glyph.text.isalnum()] or glyphs
    blank = sorted(blanks)[len(blanks) // 2] if blanks else 0.25 * size
    bold = all(glyph.bold for glyph in letters)
    bases = sorted(glyph.base for glyph in glyphs)
    x0, x1 = glyphs[0].x0, max(glyph.x1 for glyph in glyphs)
    order = min(glyph.order for glyph in glyphs)
    sure = _confidences(parts, glyphs) if any(glyph.confidence < 1 for glyph in glyphs) else ()
    return Segment("".join(parts), x0, x1, bases[len(bases) // 2], size, bold, blank, word - x0, order, sure)


def _confidences(parts: list[str], glyphs: list[Glyph]) -> tuple[float, ...]:
    """The confidence of each letter; of a blank that of the letter behind it."""
    out: list[float] = []
    rest = iter(glyphs)
    blanks = 0
    for part in parts:
        if part == " ":
            blanks += 1
            continue
        glyph = next(rest)
        out += [glyph.confidence] * (blanks + len(part))
        blanks = 0
    return tuple(out)


class _Turn:
    """Turns the coordinates of a page that is shown turned by a multiple of 90 degrees."""

    def __init__(self, turn: int, width: float, height: float) -> None:
        self._turn = turn % 360
        self._width, self._height = width, height  # as shown

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self._turn == 90:
            return y, self._height - x
        if self._turn == 180:
            return self._width - x, self._height - y
        if self._turn == 270:
            return self._width - y, x
        return x, y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _glyphs(text_page: Any, mover: _Turn) -> list[Glyph]:
    import pypdfium2.raw as raw

    out: list[Glyph] = []
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    bold = _BoldFonts(text_page)
    for index in range(text_page.count_chars()):
        text = _character(raw.FPDFText_GetUnicode(text_page, index))
        if not text:
            continue
        if unicodedata.combining(text) and out:
            out[-1] = _with_mark(out[-1], text)
            continue
        if not raw.FPDFText_GetLooseCharBox(text_page, index, box):
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        x0, y0, x1, y1 = mover.box(box.left, box.bottom, box.right, box.top)
        if x1 - x0 <= 0 or y1 - y0 <= 0:
            continue
        base = mover.point(x.value, y.value)[1]
        out.append(Glyph(text, index, x0, x1, base, (y1 - y0) / 1.15, bold.at(index)))
    return out


def _character(code: int) -> str:
    """A letter to print; "" for blanks and for what pdfium could not decode."""
    if code == LINE_END_HYPHEN:
        return "-"
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    text = chr(code)
    return "" if text.isspace() or unicodedata.category(text) in ("Cc", "Cf") else text


def _with_mark(glyph: Glyph, mark: str) -> Glyph:
    return Glyph(glyph.text + mark, glyph.order, glyph.x0, glyph.x1, glyph.base, glyph.size, glyph.bold)


class _BoldFonts:
    """Whether a letter's font is a bold one; asked once a font run, because asking is slow."""

    def __init__(self, text_page: Any) -> None:
        self._page = text_page
        self._object: int | None = None
        self._bold = False

    def at(self, index: int) -> bool:
        import pypdfium2.raw as raw

        found = ctypes.cast(raw.FPDFText_GetTextObject(self._page, index), ctypes.c_void_p).value
        if found != self._object or found is None:
            self._object = found
            buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
            raw.FPDFText_GetFontInfo(self._page, index, buffer, 128, flags)
            name = buffer.value.decode("utf-8", "replace").casefold()
            self._bold = any(word in name for word in BOLD_WORDS)
        return self._bold


def _rules(page: Any, mover: _Turn) -> list[tuple[float, float, float, float]]:
    """Thin boxes and lines that are drawn on the page: what tables are ruled with."""
    import pypdfium2.raw as raw

    out = []
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        x0, y0, x1, y1 = mover.box(*thing.get_bounds())
        if min(x1 - x0, y1 - y0) <= 2.5 and max(x1 - x0, y1 - y0) >= 5:
            out.append((x0, y0, x1, y1))
        elif x1 - x0 > 20 and y1 - y0 > 8 and _is_stroked(thing):
            out += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
    return out


def _is_stroked(thing: Any) -> bool:
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(thing, fill, stroke)) and bool(stroke.value)
