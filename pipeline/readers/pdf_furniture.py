"""What is printed on pages and is no part of the text: page numbers, running heads and feet.

A page number stands alone, above or below everything else of its page. A running line says
the same (but for numbers) in the same place on at least three pages and on most of them.
"""

from __future__ import annotations

import re
from collections import Counter

from pipeline.readers.pdf_geometry import Segment

PAGE_NUMBER_RE = re.compile(
    r"""
    ^[\s\-–—|]{0,4}(?:trang\s*)?   # Trang 2; "2." is a label
    (?P<number>\d{1,3})            # 2
    (?:\s?/\s?\d{1,3})?            # 2/15
    [\s\-–—|]{0,4}$               # - 2 -
    """,
    re.VERBOSE | re.IGNORECASE,
)
EDGE = 3  # segments from the top and from the bottom that can be furniture
MIN_PAGES = 3
SHARE = 0.6
PLACE = 4.0  # points: a running line keeps its place that exactly


def find_furniture(pages: list[list[Segment]]) -> tuple[list[set[int]], tuple[str, ...]]:
    """For each page, the orders of the segments to leave out; and what to tell about them."""
    out: list[set[int]] = [set() for _ in pages]
    notes = []
    numbered = 0
    for index, segments in enumerate(pages):
        found = _page_number(segments, index + 1)
        if found is not None:
            out[index].add(found.order)
            numbered += 1
    if numbered:
        notes.append(f"page numbers on {numbered} pages are left out")
    for key, count in _running(pages).items():
        if count >= max(MIN_PAGES, SHARE * len(pages)):
            text = _leave_out(pages, key, out)
            if text:
                notes.append(f"left out as printed on {count} pages: {text[:80]}")
    return out, tuple(notes)


def _page_number(segments: list[Segment], page: int) -> Segment | None:
    if len(segments) < 2:
        return None
    ordered = sorted(segments, key=lambda one: -one.base)
    for edge, neighbour in ((ordered[0], ordered[1]), (ordered[-1], ordered[-2])):
        match = PAGE_NUMBER_RE.match(edge.text)
        alone = abs(edge.base - neighbour.base) > edge.size
        if match and alone and (page > 1 or match["number"] == "1"):
            return edge
    return None


def _keys(segments: list[Segment]) -> list[tuple[tuple[str, int], Segment]]:
    ordered = sorted(segments, key=lambda one: -one.base)
    edges = {id(one): one for one in [*ordered[:EDGE], *ordered[-EDGE:]]}
    return [((re.sub(r"\d+", "#", one.text), round(one.base / PLACE)), one) for one in edges.values()]


def _running(pages: list[list[Segment]]) -> Counter[tuple[str, int]]:
    return Counter(key for segments in pages for key in {key for key, _ in _keys(segments)})


def _leave_out(pages: list[list[Segment]], key: tuple[str, int], out: list[set[int]]) -> str:
    text = ""
    for index, segments in enumerate(pages):
        for found, segment in _keys(segments):
            if found == key and segment.order not in out[index]:
                out[index].add(segment.order)
                text = segment.text
    return text
