"""The place of issue: what stands in front of the date, "Hà Nội, ngày …", or the place in the issuer's name."""

from __future__ import annotations

import re
from functools import cache

from corpus.fold import fold, is_upper
from corpus.lexicon.load import column
from extractors.header_number import NUMBER_RE
from extractors.header_text import HeaderText
from extractors.letterhead import MOTTO_RE, place_in
from extractors.stage import Found

PLACE_RE = re.compile(r"(?P<place>[^\W\d_][^,\n\d]{1,40}?)\s*,?\s*$")


def read_place(page: HeaderText, date: Found | None) -> Found | None:
    """The place in front of ``date``; None where the date does not stand in the head."""
    if date is None or date.confidence < 0.9:
        return None
    start = date.start - page.head.start
    before = page.head.text[:start]
    line = before.rsplit("\n", 1)[-1]
    line = NUMBER_RE.sub("", line) if NUMBER_RE.search(line) else line
    match = PLACE_RE.search(MOTTO_RE.sub("", line).strip(" *_|"))
    if match is None:
        return None
    place = match["place"].strip(" *_|,")
    above = before.rsplit("\n", 2)[-2] if before.count("\n") else ""
    place = _joined_place(above, place)
    if is_upper(place) or len(place) < 2 or fold(place).startswith(("so", "ngay")):
        return None
    return page.head.item("place", place, max(0, start - len(line)), start, 0.95)


def bare_place(issuer: str) -> str | None:
    """The place in an issuer's name, without its level: "UBND tỉnh Lai Châu" is of "Lai Châu"."""
    found = place_in(issuer)
    return re.sub(r"^(tỉnh|thành phố)\s+", "", found) if found else None


def _joined_place(above: str, place: str) -> str:
    """A place broken over two lines of a narrow column: "Thành phố Hồ Chí" | "Minh"."""
    known = _place_keys()
    if fold(place) in known:
        return place
    for words in (above.split()[-take:] for take in range(1, 5)):
        joined = " ".join([*words, place])
        if fold(joined) in known:
            whole = " ".join([*above.split(), place])
            return whole if fold(above).startswith(("thanh pho", "tp")) and len(above) < 30 else joined
    return place


@cache
def _place_keys() -> frozenset[str]:
    return frozenset(fold(name) for name in column("places", "name"))
