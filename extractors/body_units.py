"""What the name of a body may go on with that is sure to belong to it.

A sector ("… Văn hóa, Thể thao và Du lịch"), a level or a place ("… tỉnh Lai Châu"), a short form ("… (VNCERT)"), and
for a kind of bodies where they stand ("các đơn vị | đóng quân trên địa bàn").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.body_grammar import (
    CAPITAL,
    LEVEL_STARTS,
    LEVELS_RE,
    NAMED_LEVEL_RE,
    PARTY_LEVELS_RE,
    SHORT_RE,
    SYLLABLE_RE,
    ZONES_RE,
    place_range_re,
    place_starts,
    places_re,
    stop_re,
    unit_re,
)

PLACE_NAME = rf"(?:(?:tỉnh|thành\ phố|huyện)\ )?{CAPITAL}(?:\ {CAPITAL}){{1,3}}"
WHERE_RE = re.compile(  # các đơn vị | đóng quân trên địa bàn; trung tâm y tế dự phòng | đóng tại Hà Nội
    rf"""\ (?:đang\ )?(?:(?:đóng|hoạt\ động|đứng\ chân)\ )?
    (?: (?<=\ )trên\ địa\ bàn(?:\ {NAMED_LEVEL_RE.pattern}|\ (?:tỉnh|thành\ phố|Thành\ phố|huyện|xã|phường)(?!\w))?
      | (?<=\ )tại\ (?:cơ\ sở|địa\ phương)(?!\w)
      | (?<=đóng\ )(?:tại|ở)\ {PLACE_NAME}(?:,\ {PLACE_NAME}){{0,4}} )""",
    re.VERBOSE,
)


def past_units(text: str, at: int, end: int) -> int | None:
    """End of the longest unit that a name read up to ``at`` goes on with, or None."""
    ends = [match.end() for unit in _units(text, at, end) if (match := unit.match(text, at, end)) is not None]
    return max(ends) if ends else None


def past_where(text: str, at: int, end: int) -> int:
    """Past the words that say where bodies of a kind stand, if any do."""
    where = WHERE_RE.match(text, at, end)
    return where.end() if where else at


def past_second_syllable(text: str, at: int, end: int) -> int:
    """Past the second syllable of a word whose first ends at ``at``: "- Nữ | công"."""
    second = SYLLABLE_RE.match(text, at, end)
    return at if second is None or stop_re().match(text, at, end) else second.end()


def _units(text: str, at: int, end: int) -> Iterator[re.Pattern[str]]:
    """What a name may go on with, as far as the letter behind the blank allows it."""
    blank = text.startswith(" ", at, end)
    letter = text[at + 1 : min(at + 2, end)] if blank else " "
    yield unit_re("sector", "qualifier")
    if letter in LEVEL_STARTS or letter == " ":
        yield LEVELS_RE
    if letter in "( ":
        yield SHORT_RE
    if letter in place_starts() or letter == " ":
        yield places_re()
    if blank:
        yield PARTY_LEVELS_RE
        yield ZONES_RE
        yield place_range_re()
