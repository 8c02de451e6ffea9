"""Who issued a document, from the surest place to the least sure.

The letterhead; a gazette's title ("CỦA BỘ TÀI CHÍNH SỐ …"); the sender of a telegram ("THỦ TƯỚNG CHÍNH
PHỦ điện:"); the line over "QUYẾT ĐỊNH:"; the subject of the sentence that opens or closes the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.fold import is_upper, lower
from extractors.header_date import DATE_RE
from extractors.header_number import NUMBER_RE
from extractors.header_text import HeaderText
from extractors.header_title import GAZETTE_RE
from extractors.layout import is_enacting
from extractors.letterhead import (
    MOTTO_RE,
    bodies_of_letterhead,
    in_ordinary_case,
    issuer_of_bodies,
    joint_bodies,
    subjects_of_preamble,
)
from extractors.stage import Found
from schemas.vocabulary import Part

OFFICE_HEAD_RE = re.compile(r"^(?:BỘ TRƯỞNG|CHỦ TỊCH|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|THỐNG ĐỐC|CỤC TRƯỞNG)\s+(?=\S)")
SENDER_RE = re.compile(r"^(?P<issuer>\S.{3,80}?)\s+điện\s*:", re.IGNORECASE)  # "THỦ TƯỚNG CHÍNH PHỦ điện:"


def read_issuers(page: HeaderText, number: Found | None) -> Iterator[Found]:
    """Yield the issuers of the first place that names any."""
    places = (_in_letterhead(page, number), _in_title(page), _sending(page), _enacting(page), _speaking(page))
    yield from next((found for place in places if (found := list(place))), [])


def _in_letterhead(page: HeaderText, number: Found | None) -> Iterator[Found]:
    code = number.fields["value"].split("/", 1)[-1] if number else ""
    codes = re.split(r"[-/]", code)
    stop = page.layout.type_line if page.layout.type_line is not None else _letterhead_end(page)
    rows = page.lines[page.layout.start : stop]
    bodies = bodies_of_letterhead(_body_lines(rows))
    joint = joint_bodies(bodies[-1]) if bodies else []
    own = codes[-len(joint) :] if 1 < len(joint) < len(codes) else codes[-1:] * len(joint)
    names = [
        name
        for part, own_code in zip(joint, own, strict=True)
        for name in issuer_of_bodies([*bodies[:-1], part], own_code)
    ]
    yield from (Found(rows[0][0], rows[-1][1], {"field": "issuers", "value": name}, 0.92) for name in names)


def _letterhead_end(page: HeaderText) -> int:
    first, last = page.layout.title
    return first if first < last else page.layout.addressees[0]


def _body_lines(rows: list[tuple[int, int, str]]) -> list[str]:
    """The lines of a letterhead that name bodies: no motto, number, date or subject; in capitals where any is."""
    bare = NUMBER_RE.sub("\n", MOTTO_RE.sub("\n", "\n".join(words for _, _, words in rows)))
    kept = []
    for line in bare.split("\n"):
        words = line.strip(" -–—_*.=|:,")
        dated = DATE_RE.search(words) is not None
        if any(char.isalpha() for char in words) and not dated:
            kept.append(words)
    kept = [words for words in kept if not lower(words).startswith(("v/v", "về ", "số ", "kính gửi"))]
    capitals = [words for words in kept if is_upper(words)]
    return capitals or kept


def _in_title(page: HeaderText) -> Iterator[Found]:
    gazette = GAZETTE_RE.match(" ".join(words for _, _, words in page.lines[slice(*page.layout.title)]))
    if gazette:
        start, end, _ = page.lines[page.layout.title[0]]
        yield Found(start, end, {"field": "issuers", "value": in_ordinary_case(gazette["issuer"])}, 0.9)


def _sending(page: HeaderText) -> Iterator[Found]:
    first, last = page.layout.addressees
    sender = SENDER_RE.match(page.lines[first][2]) if first < last else None
    if sender:
        start, end, _ = page.lines[first]
        yield Found(start, end, {"field": "issuers", "value": in_ordinary_case(sender["issuer"].strip())}, 0.9)


def _enacting(page: HeaderText) -> Iterator[Found]:
    for (start, end, words), (_, _, below) in pairwise(page.head.lines + page.preamble.lines):
        if is_enacting(words, below) and not words.rstrip(" *_").endswith(":"):
            name = OFFICE_HEAD_RE.sub("", words.strip(" *_"))  # BỘ TRƯỞNG | BỘ TÀI CHÍNH
            yield Found(start, end, {"field": "issuers", "value": in_ordinary_case(name)}, 0.85)
            return


def _speaking(page: HeaderText) -> Iterator[Found]:
    for region in (page.preamble, page.part(Part.CLOSING)):
        names = subjects_of_preamble(region.text)
        for name in names:
            at = page.context.text.find(name, region.start)
            yield Found(max(at, 0), max(at, 0) + len(name), {"field": "issuers", "value": name}, 0.85)
        if names:
            return
