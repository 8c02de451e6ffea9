"""The letters of a page as columns: what each is, where it stands, and how it looks.

A page has some three thousand letters, and each is asked about its neighbours; columns of numbers answer that for
all of them at once. Blanks are no letters: they are seen from the gaps. A mark that the file keeps apart from its
letter ("e" and "◌̂") is put to it.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, fields, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.readers import pdfium_calls as pdfium

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LINE_END_HYPHEN = 2  # pdfium's sign for a hyphen at the end of a line, which it takes for a parted word
BOLD_WORDS = ("bold", "black", "heavy", "demi")
NOTHING, PRINTED, MARK, UNKNOWN = range(4)
FARTHEST = 1e6  # points: no page is as wide, so what is further off is damage
STRIDE = 8  # letters: an object of text has about that many, or more


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """The letters of a page, an entry a letter in each column; in points, y upwards as in PDF."""

    text: NDArray[np.str_]
    order: Integers  # in the file
    x0: Floats
    x1: Floats
    base: Floats
    size: Floats
    bold: Flags
    confidence: Floats  # less than 1: recognised on a picture

    def __len__(self) -> int:
        return len(self.order)

    def at(self, which: Integers | Flags) -> Letters:
        """Some of the letters, by their places or by a flag each."""
        return Letters(*(getattr(self, column.name)[which] for column in fields(self)))

    def counts(self) -> Counter[str]:
        """How often each letter stands on the page."""
        if self.text.dtype.itemsize > 4 or not len(self):
            return Counter(self.text.tolist())
        codes, times = np.unique(self.text.view(np.uint32), return_counts=True)
        return Counter(dict(zip(map(chr, codes.tolist()), times.tolist(), strict=True)))


@dataclass(frozen=True, slots=True)
class Turn:
    """Turns the coordinates of a page that is shown turned by a multiple of 90 degrees.

    ``width`` and ``height`` are those of the page as it is shown, ``corner`` is the lower left one before the turn.
    """

    degrees: int
    width: float
    height: float
    corner: tuple[float, float]

    def points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Points of the page as points of the page as it is shown."""
        x, y = x - self.corner[0], y - self.corner[1]
        if self.degrees == 90:
            return y, self.height - x
        if self.degrees == 180:
            return self.width - x, self.height - y
        if self.degrees == 270:
            return self.width - y, x
        return x, y

    def boxes(self, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Left, lower, right and upper edges of boxes."""
        (ax, ay), (bx, by) = self.points(x0, y0), self.points(x1, y1)
        return np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)


def read_letters(text_page: int, turn: Turn) -> Letters:
    """Read the letters of a text page of pdfium, which is given by its address."""
    characters, what = _characters(pdfium.codes(text_page))
    printed = np.flatnonzero(what == PRINTED)
    boxes, has = pdfium.letter_boxes(text_page, printed.tolist())
    left, top, right, bottom = boxes.T
    x0, y0, x1, y1 = turn.boxes(left, bottom, right, top)
    kept = has & (x1 > x0) & (y1 > y0) & (np.abs(boxes) < FARTHEST).all(axis=1)
    order = printed[kept]
    objects = _objects(text_page, order)
    starts = np.flatnonzero(np.append(True, (objects[1:] != objects[:-1]) | (objects[1:] == 0))[: len(order)])
    letters = Letters(
        characters[order], order, x0[kept], x1[kept], _bases(text_page, order, starts, turn),
        ((y1 - y0) / 1.15)[kept], _bold(text_page, order, objects, starts), np.ones(len(order)),
    )  # fmt: skip
    return _with_marks(letters, characters, np.flatnonzero(what == MARK))


def _characters(codes: Integers) -> tuple[NDArray[np.str_], NDArray[np.uint8]]:
    """The character of each code, and what it is; a mark before any letter stands for itself."""
    kinds = _kinds()[codes]
    new = kinds == UNKNOWN
    if new.any():
        for code in set(codes[new].tolist()):
            _kinds()[code] = _kind(code)
        kinds = _kinds()[codes]
    seen = np.flatnonzero(kinds)
    if len(seen) and kinds[seen[0]] == MARK:
        kinds[seen[0]] = PRINTED
    return np.where(codes == LINE_END_HYPHEN, ord("-"), codes).astype(np.uint32).view("<U1"), kinds


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each code point is, as far as it was asked."""
    return np.full(sys.maxunicode + 1, UNKNOWN, np.uint8)


def _kind(code: int) -> int:
    """Is a code a letter to print, a mark on one, or nothing: a blank, or what pdfium could not decode?"""
    if code == LINE_END_HYPHEN:
        return PRINTED
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
        return NOTHING
    text = chr(code)
    if text.isspace() or unicodedata.category(text) in ("Cc", "Cf"):
        return NOTHING
    return MARK if unicodedata.combining(text) else PRINTED


def _with_marks(letters: Letters, characters: NDArray[np.str_], marks: Integers) -> Letters:
    """Each mark put to the letter before it."""
    if not len(marks) or not len(letters):
        return letters
    texts = letters.text.tolist()
    homes = np.searchsorted(letters.order, marks) - 1
    for mark, home in zip(marks.tolist(), homes.tolist(), strict=True):
        if home >= 0:
            texts[home] += str(characters[mark])
    return replace(letters, text=np.array(texts, np.str_))


def _objects(text_page: int, order: Integers) -> Integers:
    """The text object of each letter; its letters follow each other, so what is between two of them is of it, too."""
    probes = np.append(np.arange(0, len(order) - 1, STRIDE), len(order) - 1)[: len(order)]
    out = np.zeros(len(order), np.int64)
    out[probes] = pdfium.text_objects(text_page, order[probes].tolist())
    same = (out[probes[1:]] == out[probes[:-1]]) & (out[probes[1:]] != 0)
    known = np.append(np.repeat(same, np.diff(probes)), True)[: len(order)]
    unknown = np.flatnonzero(~known)
    out = np.repeat(out[probes], np.append(np.diff(probes), 1)[: len(probes)])
    out[unknown] = pdfium.text_objects(text_page, order[unknown].tolist())
    return out


def _bases(text_page: int, order: Integers, starts: Integers, turn: Turn) -> Floats:
    """The base line of each letter; within an object it is straight, so where both ends are level, all is."""
    if not len(order):
        return np.zeros(0)
    ends = np.append(starts[1:], len(order))
    first, last = _asked(text_page, order[starts], turn), _asked(text_page, order[ends - 1], turn)
    out = np.repeat(first, ends - starts)
    slanted = np.flatnonzero(np.repeat(first != last, ends - starts))
    out[slanted] = _asked(text_page, order[slanted], turn)
    return out


def _asked(text_page: int, order: Integers, turn: Turn) -> Floats:
    x, y = np.nan_to_num(pdfium.origins(text_page, order.tolist())).clip(-FARTHEST, FARTHEST).T
    return turn.points(x, y)[1]


def _bold(text_page: int, order: Integers, objects: Integers, starts: Integers) -> Flags:
    """Is the font of each letter a bold one? ``starts`` is where another object begins."""
    fonts: dict[int, bool] = {}
    bold = []
    for one, index in zip(objects[starts].tolist(), order[starts].tolist(), strict=True):
        font = pdfium.font_of(one)
        if not font or font not in fonts:
            name = pdfium.font_name(text_page, index).casefold()
            fonts[font] = any(word in name for word in BOLD_WORDS)
        bold.append(fonts[font])
    return np.repeat(np.array(bold, np.bool_), np.diff(np.append(starts, len(order))))
