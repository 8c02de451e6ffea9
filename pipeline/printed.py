"""Printed lines by their place in the composed text, and as the layout of a record.

A reader says where the letters of its raw text stand on the page; what is composed of them has other offsets.
Each line keeps its box, and each of its words a left edge: a word that composition cut gets its share of the word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.source import PrintedLine, Sheet, Source
from schemas import record

WORD_RE = re.compile(r"\S+")


def printed_lines(source: Source, string: str, origins: Sequence[int]) -> Iterator[PrintedLine]:
    """The printed lines of ``source`` by offsets into the composed ``string``, in its order."""
    for line in source.printed:
        start, end = bisect_left(origins, line.start), bisect_left(origins, line.end)
        while start < end and string[start].isspace():
            start += 1  # the blank that joins it to the line before has the place of its first letter
        while start < end and string[end - 1].isspace():
            end -= 1
        if start < end:
            places = (origins[match.start()] for match in WORD_RE.finditer(string, start, end))
            words = tuple(_left_edge(line, source.raw, place) for place in places)
            yield replace(line, start=start, end=end, words=words)


def to_layout(sheets: Sequence[Sheet], lines: Sequence[PrintedLine]) -> tuple[record.PrintedPage, ...]:
    """The layout of a record: the pages with the lines on them."""
    held = {number: tuple(group) for number, group in groupby(sorted(lines, key=_page), key=_page)}
    return tuple(
        record.PrintedPage(
            number=sheet.number, width=round(sheet.width, 1), height=round(sheet.height, 1),
            turned=round(sheet.turned, 2), lines=tuple(_line(line) for line in held.get(sheet.number, ())),
        )
        for sheet in sheets
    )  # fmt: skip


def _page(line: PrintedLine) -> int:
    return line.page


def _line(line: PrintedLine) -> record.PrintedLine:
    x0, y0, x1, y1 = (round(value, 1) for value in (line.x0, line.y0, line.x1, line.y1))
    words = " ".join(str(round(value)) for value in line.words)
    return record.PrintedLine(start=line.start, end=line.end, x0=x0, y0=y0, x1=x1, y1=y1, words=words)


def _left_edge(line: PrintedLine, raw: str, place: int) -> float:
    before = raw[line.start : place]
    index = min(before.count(" "), len(line.words) - 1)
    inside = len(before) - before.rfind(" ") - 1
    if not inside:
        return line.words[index]
    rest = raw[place : line.end].find(" ")
    length = inside + (rest if rest >= 0 else line.end - place)
    right = line.words[index + 1] if index + 1 < len(line.words) else line.x1
    return line.words[index] + (right - line.words[index]) * inside / length
