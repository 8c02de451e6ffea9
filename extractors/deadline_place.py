"""Where a time stands: its line, its sentence, and what the line and its section are for.

"Thời hạn trình: 15/12/2025" is a line that states a time of the item above it; "… gửi Bộ. Hoàn thành trong
tháng 12" is two sentences; a section "Đánh giá tình hình" looks back, so that its times are past.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.times import Time
from schemas.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Place:
    """Where a time stands: its line, the role of its section and what the line is.

    ``time_line``: the line states a time of the item above ("Thời gian thực hiện: …"), or is a cell of a
    column of times. ``since``: the document's issue, or the start of its period; what ended before is the
    past. ``review``: the section looks back. ``column``: what the head over a table's cell says it holds, empty
    outside of tables; ``limit``: that is a limit ("Thời hạn").
    """

    low: str
    start: int
    end: int
    content: int
    role: Role
    time_line: bool
    since: str | None
    review: bool = False
    limit: bool = False
    column: str = ""


TIME_LINE_RE = re.compile(
    r"\s*(?:[-+•*]\s*)?(?:thời\s+(?:gian|hạn|điểm)|tiến\s+độ|lộ\s+trình|hạn)(?!\w)[^:;.\n]{0,40}:"
)  # Thời hạn trình: …
LIMIT_RE = re.compile(r"(?<!\w)(?:hạn|hoàn\s+thành|xong)(?!\w)")
LABEL_CHARS = 200  # within which a line's label ends
REACH = 800
NEAR = 60
SENTENCE_RE = re.compile(r"[.;](?=\s|$)")


def before(time: Time, place: Place) -> str:
    """The words right before a time, within its line."""
    return place.low[max(place.start, time.start - NEAR) : time.start]


def is_past(day: str | None, place: Place) -> bool:
    """Did the day pass before the document was issued? False where either is unknown."""
    return bool(day and place.since and not day.startswith("--") and day < place.since[: len(day)])


def states_time(line: str) -> bool:
    """Does a lower-cased line open with a label such as "Thời hạn trình:"?"""
    return bool(TIME_LINE_RE.match(line))


def states_limit(line: str) -> bool:
    """Does the label name a limit and not a schedule: "Thời hạn: …", "Thời gian hoàn thành: …"?"""
    return states_time(line) and bool(LIMIT_RE.search(line.partition(":")[0]))


def sentence(place: Place, start: int, end: int) -> tuple[int, int]:
    """The sentence around ``start:end`` within its line, looking no further than a long sentence reaches."""
    first = max(place.content, start - REACH)
    for stop in SENTENCE_RE.finditer(place.low, first, start):
        first = stop.end()
    last = SENTENCE_RE.search(place.low, end, min(place.end, end + REACH))
    return first, last.start() if last else min(place.end, end + REACH)


def is_alone(time: Time, place: Place) -> bool:
    """Is the time a table cell or a line of its own?"""
    before, behind = time.start, time.end
    while before > place.start and place.low[before - 1] == " ":
        before -= 1
    while behind < place.end and place.low[behind] == " ":
        behind += 1
    opens = before == place.start or place.low[before - 1] in "|\t"
    return opens and (behind == place.end or place.low[behind] in "|\t")


def stands_alone(time: Time, place: Place) -> bool:
    """Is the time a cell or line of its own, or does it open the item before a colon ("Tháng 3: …"), or close it?"""
    if is_alone(time, place):
        return not time.is_day or time.last != place.since
    left, right = before(time, place).rstrip(), place.low[time.end : min(place.end, time.end + 3)].strip()
    opens = time.start <= place.content and right[:1] == ":"
    labelled = left.endswith(":") and right in ("", ".", ";")  # "Xây dựng Kế hoạch: Quý II/2014"
    return (opens or labelled) and not time.is_year
