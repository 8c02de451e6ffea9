"""From the letters of a PDF page to printed lines: by their place on the page, not by their order in the file.

A PDF stores letters, each with a box; order, blanks and lines are guesses of whoever reads it.
Files whose fonts lack Vietnamese letters take those from a second font, and the file's own order
then gives "T NG LIÊN ĐOÀN Ổ". The place of the letters does not lie, so it decides here: letters
on one base line make a segment as long as no gap wider than a column gutter is between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.readers import pdfium_calls as pdfium
from pipeline.readers.pdf_letters import FARTHEST, Flags, Floats, Integers, Letters, Turn, read_letters

BLANK_GAP = 0.13  # of the letter height: wider gaps are blanks; a justified blank is 0.2 or more
CLOSER_GAP = 0.28  # before a comma: marks set apart from their letter leave a gap that is none
CLOSERS = (",", ";", ":", ".", ")", "”")
GUTTER = 1.7  # of the letter height: wider gaps part columns
BROKEN_GUTTER = 0.75  # a gap this wide parts columns where the file's own order breaks there, too
NEAR_ORDER = 3  # the order breaks where the next letter is further on in the file
SAME_LINE = 0.35  # of the letter height: base lines nearer than that are one (superscripts)
RULE_DEPTH = 3  # of forms in forms: rules are not drawn deeper
THIN, LONG = 2.5, 5.0  # points: what rules a table
FRAME = (20.0, 8.0)  # points: a drawn box that large is four rules


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
    words: tuple[float, ...]  # left edge of each word
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


@dataclass(frozen=True)
class Page:
    """The letters and drawn lines of one page, turned upright."""

    number: int
    width: float
    height: float
    letters: Letters
    rules: tuple[tuple[float, float, float, float], ...]  # thin boxes x0, y0, x1, y1
    turned: float = 0.0  # degrees by which its picture was turned anticlockwise

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Its printed lines, top down and left to right."""
        return tuple(segments_of(self.letters))


def read_page(page: Any, number: int) -> Page:
    """Read one pdfium page."""
    width, height = page.get_size()
    turn = Turn(page.get_rotation() % 360, width, height, page.get_bbox()[:2])
    text_page = page.get_textpage()
    try:
        letters = read_letters(pdfium.handle(text_page), turn)
    finally:
        text_page.close()
    return Page(number, width, height, letters, tuple(_rules(pdfium.handle(page), turn)))


def segments_of(letters: Letters) -> list[Segment]:
    """Group letters to segments, top down and left to right."""
    if not len(letters):
        return []
    lines = _lines(letters)
    ordered = np.argsort(lines * (2 * FARTHEST) + np.round(letters.x0, 1), kind="stable")  # else as in the file
    letters, lines = letters.at(ordered), lines[ordered]
    gaps = letters.x0[1:] - letters.x1[:-1]
    sizes = np.maximum(letters.size[1:], letters.size[:-1])
    apart = (lines[1:] != lines[:-1]) | _are_gutters(gaps, sizes, np.diff(letters.order))
    starts = np.append(0, np.flatnonzero(apart) + 1)
    return list(_segments(letters, starts, np.flatnonzero(~apart & _are_blanks(gaps, sizes, letters.text[1:])) + 1))


def _lines(letters: Letters) -> Integers:
    """The number of each letter's line: base lines near each other are one, and the first of them tells how near."""
    ordered = np.argsort(-letters.base, kind="stable")
    bases, sizes, lefts = letters.base[ordered], letters.size[ordered], letters.x0[ordered]
    starts = np.append(0, np.flatnonzero(bases[1:] != bases[:-1]) + 1)  # of letters on the very same base line
    ends = [*starts[1:].tolist(), len(letters)]
    least, most = np.minimum.reduceat(sizes, starts).tolist(), np.maximum.reduceat(sizes, starts).tolist()
    numbers = np.zeros(len(letters), np.int64)
    leftmost = np.minimum.reduceat(lefts, starts).tolist()
    number, base, size = -1, 0.0, 0.0  # of the line, and of its first letter
    for group, (start, own) in enumerate(zip(starts.tolist(), bases[starts].tolist(), strict=True)):
        held = slice(start, ends[group])
        if number >= 0 and base - own < SAME_LINE * max(size, least[group]):
            numbers[held] = number
            continue
        first = 0 if lefts[start] == leftmost[group] else int(np.argmin(lefts[held]))
        if number >= 0 and base - own < SAME_LINE * max(size, most[group]):
            inwards = np.argsort(lefts[held], kind="stable")  # small letters begin a line, and what is right of them
            far = base - own >= SAME_LINE * np.maximum(size, sizes[held][inwards])
            begin = int(np.argmax(far))
            numbers[start + inwards[:begin]] = number
            numbers[start + inwards[begin:]] = number + 1
            first = int(inwards[begin])
        else:
            numbers[held] = number + 1
        number, base, size = number + 1, own, float(sizes[start + first])
    out = np.empty_like(numbers)
    out[ordered] = numbers
    return out


def _are_gutters(gaps: Floats, sizes: Floats, steps: Integers) -> Flags:
    in_order = (steps > 0) & (steps <= NEAR_ORDER)
    return (gaps > GUTTER * sizes) | ((gaps > BROKEN_GUTTER * sizes) & ~in_order)


def _are_blanks(gaps: Floats, sizes: Floats, texts: NDArray[np.str_]) -> Flags:
    """Is the gap before each letter of ``texts`` a blank?"""
    out = gaps > BLANK_GAP * sizes
    narrow = np.flatnonzero(out & (gaps <= CLOSER_GAP * sizes))
    out[narrow] = ~np.isin(texts[narrow], CLOSERS)
    return out


def _segments(letters: Letters, starts: Integers, spaced: Integers) -> Iterator[Segment]:
    """The segments that begin at ``starts``; a blank stands before the letters at ``spaced``."""
    string, places, sure = _spaced_out(letters, spaced)
    ends, firsts = np.append(starts[1:], len(letters)), np.searchsorted(spaced, np.append(starts, len(letters)))
    blanks, edges = (letters.x0[spaced] - letters.x1[spaced - 1]).tolist(), letters.x0[spaced].tolist()
    rights = np.maximum.reduceat(letters.x1, starts)
    word_ends = rights.copy()
    parted = firsts[1:] > firsts[:-1]
    word_ends[parted] = letters.x1[spaced[firsts[:-1][parted]] - 1]
    columns = zip(
        pairwise(places[np.append(starts, len(letters))].tolist()), pairwise(firsts.tolist()),
        letters.x0[starts].tolist(), rights.tolist(), word_ends.tolist(), _medians(letters.base, starts, ends),
        _medians(letters.size, starts, ends), _all_bold(letters, starts).tolist(),
        np.minimum.reduceat(letters.order, starts).tolist(), strict=True,
    )  # fmt: skip
    for (begin, end), (first, last), x0, x1, word_end, base, size, bold, order in columns:
        own = sorted(blanks[first:last])
        blank = own[len(own) // 2] if own else 0.25 * size
        words = (x0, *edges[first:last])
        unsure = sure[begin:end] if min(sure[begin:end], default=1) < 1 else ()
        yield Segment(string[begin:end], x0, x1, base, size, bold, blank, words, word_end - x0, order, unsure)


def _spaced_out(letters: Letters, spaced: Integers) -> tuple[str, Integers, tuple[float, ...]]:
    """The letters as one string with their blanks; where in it each begins, and the end; how sure each character is.

    A blank is as sure as the letter behind it. No character has a confidence where all letters are certain.
    """
    widths = np.strings.str_len(letters.text)  # a letter with marks that the file keeps apart is wider than one
    widths[spaced] += 1
    ends = np.cumsum(widths)
    places = np.append(ends - widths, ends[-1])
    places[spaced] += 1
    certain = bool((letters.confidence == 1).all())
    sure = () if certain else tuple(np.repeat(letters.confidence, widths).tolist())
    if letters.text.dtype.itemsize == 4:  # of one character each
        characters = np.full(ends[-1], " ", "<U1")
        characters[places[:-1]] = letters.text
        return str(characters.view(f"<U{ends[-1]}")[0]), places, sure
    texts = letters.text.tolist()
    for index in spaced.tolist():
        texts[index] = " " + texts[index]
    return "".join(texts), places, sure


def _all_bold(letters: Letters, starts: Integers) -> Flags:
    """Are all letters and digits of a segment bold, or all signs where it has nothing else?"""
    named = np.strings.isalnum(letters.text)
    count = np.add.reduceat(named.astype(np.int64), starts)
    thin = np.add.reduceat((named & ~letters.bold).astype(np.int64), starts)
    return np.where(count > 0, thin == 0, np.logical_and.reduceat(letters.bold, starts))


def _medians(values: Floats, starts: Integers, ends: Integers) -> list[float]:
    """The middle value of each segment, the higher one of two; most have one value alone."""
    out: list[float] = values[starts].tolist()
    mixed = np.minimum.reduceat(values, starts) != np.maximum.reduceat(values, starts)
    for at in np.flatnonzero(mixed).tolist():
        own = np.sort(values[starts[at] : ends[at]])
        out[at] = float(own[len(own) // 2])
    return out


def _rules(page: int, turn: Turn) -> Iterator[tuple[float, float, float, float]]:
    """Thin boxes and lines that are drawn on the page: what tables are ruled with."""
    paths = [one for one, kind in pdfium.page_objects(page, RULE_DEPTH) if kind == pdfium.PATH]
    if not paths:
        return
    x0, y0, x1, y1 = turn.boxes(*pdfium.object_boxes(paths).T)
    wide, high = x1 - x0, y1 - y0
    thin = (np.minimum(wide, high) <= THIN) & (np.maximum(wide, high) >= LONG)
    framed = ~thin & (wide > FRAME[0]) & (high > FRAME[1])
    for at in np.flatnonzero(thin | framed).tolist():
        left, low, right, top = float(x0[at]), float(y0[at]), float(x1[at]), float(y1[at])
        if thin[at]:
            yield left, low, right, top
        elif pdfium.is_stroked(paths[at]):
            yield from ((left, low, right, low), (left, top, right, top))
            yield from ((left, low, left, top), (right, low, right, top))
