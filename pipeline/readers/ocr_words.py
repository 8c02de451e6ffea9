"""Recognised words as letters of a page, so that scanned pages go the way of printed ones.

A word's box is shared out among its letters; the blank between two words of one line is kept wide enough
to be seen as one. Specks that the engine took for letters are dropped: lone signs of low confidence at the
ends of a line, and lines of nothing else. A dash that begins a line is a bullet, however it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import numpy as np

from pipeline.readers.ocr_image import Raster
from pipeline.readers.ocr_tesseract import Word
from pipeline.readers.pdf_geometry import Page
from pipeline.readers.pdf_letters import Letters

SIZE = 1.12  # of the engine's line height: the font size
ODD_SIZE = 0.3  # a line that far from the page's usual size was measured wrong, or is a big heading
BIG_SIZE = 1.7
BLANK = 0.3  # of the size: least blank between two words
NEW_LINE = 10  # step of the order at a new line: two columns are two lines of the engine
SYMBOL_RE = re.compile(r"/[A-ZĐ]{2,}-[A-ZĐ]{2}")
BULLETS = frozenset("~—–=_¬«•")
SPECK, BAD_LINE = 0.45, 0.35
FEW, SURE = 3, 0.7  # a group of that few letters has to be read that surely
WIDE = 2.0  # of the line height: a wider gap parts columns
LEAST = 0.01  # recognised letters are never certain, and never worth nothing

#: Text, order, left and right edge, base line, size, confidence.
Letter = tuple[str, int, float, float, float, float, float]


def to_page(words: list[Word], raster: Raster, number: int) -> Page:
    """Make a page of the words read on it; coordinates in points, y upwards."""
    scale = 72 / raster.dpi
    height = raster.pixels.shape[0]
    kept = list(_without_specks(words))
    usual = _usual_height(kept)
    letters: list[Letter] = []
    order = 0
    for _, group in groupby(kept, key=lambda word: word.line):
        line = list(group)
        size = _size(line[0].height, usual)
        for index, word in enumerate(line):
            right = line[index + 1].x0 - BLANK * size if index + 1 < len(line) else word.x1
            x1 = max(word.x0 + 1, min(word.x1, right))
            base = (height - word.base) * scale
            own = _letters(word, index, order, x1, base, size, scale)
            letters += own
            order += len(own)
        order += NEW_LINE
    rules = tuple(
        (x0 * scale, (height - y1) * scale, x1 * scale, (height - y0) * scale) for x0, y0, x1, y1 in raster.rules
    )
    width = raster.pixels.shape[1] * scale
    return Page(number, width, height * scale, _columns(letters), rules, raster.turned)


def mean_confidence(words: list[Word]) -> float:
    """Mean confidence of a page's letters; 0 where it has none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _letters(word: Word, index: int, order: int, x1: float, base: float, size: float, scale: float) -> list[Letter]:
    text = "-" if index == 0 and word.text in BULLETS else _with_one_bar(word.text)
    step = (x1 - word.x0) / len(text)
    sure = round(min(0.99, max(LEAST, word.confidence)), 2)
    return [
        (letter, order + i, (word.x0 + i * step) * scale, (word.x0 + (i + 1) * step) * scale, base, size * scale, sure)
        for i, letter in enumerate(text)
    ]


def _columns(letters: list[Letter]) -> Letters:
    text, order, *rest = zip(*letters, strict=True) if letters else [()] * 7
    x0, x1, base, size, sure = (np.array(column, np.float64) for column in rest)
    bold = np.zeros(len(letters), np.bool_)
    return Letters(np.array(text, np.str_), np.array(order, np.int64), x0, x1, base, size, bold, sure)


def _with_one_bar(text: str) -> str:
    """The Icelandic letter is a misread Đ, and beside a Đ the same letter read twice ("QĐÐ")."""
    return text.replace("ĐÐ", "Đ").replace("ÐĐ", "Đ").replace("Ð", "Đ")


def _without_specks(words: list[Word]) -> Iterator[Word]:
    """Words without what is none, group by group: a wide gap parts the columns that one line runs through."""
    for _, line in groupby(words, key=lambda word: word.line):
        for group in _groups(list(line)):
            if not _is_text(group):
                continue
            while group and _is_speck(group[-1]):
                group.pop()
            while group and _is_speck(group[0]):
                group.pop(0)
            yield from group


def _is_text(group: list[Word]) -> bool:
    letters = sum(char.isalnum() for word in group for char in word.text)
    sure = mean_confidence(group)
    if not letters or (sure < BAD_LINE and not _is_symbol(group)):
        return False
    return letters > FEW or sure >= SURE or _is_number(group)


def _groups(line: list[Word]) -> Iterator[list[Word]]:
    start = 0
    for index in range(1, len(line) + 1):
        if index == len(line) or line[index].x0 - line[index - 1].x1 > WIDE * line[index].height:
            yield line[start:index]
            start = index


def _is_symbol(group: list[Word]) -> bool:
    """Does a number of a document stand there ("Số:20È2/SYT-NVY"), its digits written by hand?"""
    return any(SYMBOL_RE.search(word.text) for word in group)


def _is_number(group: list[Word]) -> bool:
    return all(word.text.strip(".,-").isdigit() for word in group)


def _is_speck(word: Word) -> bool:
    if word.text in BULLETS or word.text in ("-", "+", "*"):
        return False
    letters = sum(char.isalnum() for char in word.text)
    return letters <= 2 and word.confidence < SPECK and not word.text.isdigit()


def _usual_height(words: list[Word]) -> float:
    heights = sorted(word.height for word in words for _ in word.text)
    return heights[len(heights) // 2] if heights else 1.0


def _size(height: float, usual: float) -> float:
    """Font size in pixels: capitals and short lines are measured badly, so near the usual size means the usual size."""
    return SIZE * (height if height > BIG_SIZE * usual or height < ODD_SIZE * usual else usual)
