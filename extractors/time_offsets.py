"""Time limits that count from an event: "trong thời hạn 15 ngày kể từ ngày ký Quyết định này".

No day is made of them. "sau 35 năm triển khai", "trong 10 ngày qua" tell what has passed and are none:
a loose "sau", "trong" or "không quá" needs its event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OFFSET_RE = re.compile(
    r"""(?<!\w)
    (?P<head>(?:(?:chậm|muộn)\s+nhất|không\s+quá|trong\s+(?:thời\s+hạn|vòng)|trong|sau)
        (?:\s+(?:là|trong|sau|vòng|thời\s+hạn)){0,2}(?:\s+(?:không\s+quá|tối\s+đa))?)\s+
    (?P<least>\d{1,3}\s?[-–]\s?(?=\d))?  # trong 24-48 giờ: at the latest
    (?P<count>\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|một|mười\s+lăm|mười)\s*
    (?:\([^()\n]{1,20}\)\s*)?  # 05 (năm) ngày
    (?P<unit>ngày|tuần|tháng|giờ|năm)(?!\s+\d)(?:\s+làm\s+việc)?
    (?P<anchor>,?\s*(?:kể\s+|tính\s+)?(?:từ|sau)\s+(?:khi|ngày|thời\s+điểm|lúc)(?!\w)[^.;\n]{0,120})?
    """,
    re.VERBOSE,
)  # chậm nhất 05 ngày làm việc sau khi nhận được văn bản
#: from one event to another, neither with its day: "từ ngày ban hành Kế hoạch đến khi tổ chức thành công Đại hội …"
SPAN_RE = re.compile(
    r"""(?<!\w)(?:kể\s+)?từ\s+(?:khi|ngày|lúc|thời\s+điểm)\s+
    (?P<anchor>(?:được\s+)?(?:ban\s+hành|ký|phát\s+động|nhận|triển\s+khai)(?!\w)[^.;,\d\n]{0,60}?)\s+
    (?:cho\s+)?(?:đến|tới)\s+(?:khi|lúc)\s+[^.;,\n]{1,120}""",
    re.VERBOSE,
)
HEAD_RE = re.compile(r",?\s*(?:kể\s+|tính\s+)?(?:từ|sau)\s+")
STOP_RE = re.compile(r",|\s(?:phải|cơ\s+quan|thì|các|để|hoặc)\s")
COUNTS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười lăm": 15,
}  # fmt: skip
DURATIONS = {"ngày": "P{}D", "tuần": "P{}W", "tháng": "P{}M", "năm": "P{}Y", "giờ": "PT{}H"}


@dataclass(frozen=True, slots=True)
class Offset:
    """A duration at ``core`` and, where printed, the span of the event it counts from."""

    start: int
    end: int
    core: tuple[int, int]
    duration: str
    anchor: tuple[int, int] | None


def find_offsets(low: str, start: int, stop: int) -> Iterator[Offset]:
    """Yield the limits that count from an event, in lower-cased text.

    >>> [found.duration for found in find_offsets("trong thời hạn 15 ngày kể từ ngày ký", 0, 36)]
    ['P15D']
    >>> [found.duration for found in find_offsets("xử lý nước tù đọng trong 24-48 giờ sau khi nước rút.", 0, 53)]
    ['PT48H']
    """
    if not any(low.find(word, start, stop) >= 0 for word in ("nhất", "không quá", "trong", "sau")):
        return
    for match in OFFSET_RE.finditer(low, start, stop):
        loose = match["head"].split()[0] in ("sau", "không") or match["head"] == "trong"
        if not match["anchor"] and (loose or match["unit"] == "năm"):
            continue
        word = " ".join(match["count"].split())
        count = int(word) if word.isdigit() else COUNTS[word]
        anchor = _anchor(low, match)
        end = anchor[1] if anchor else match.end()
        duration = DURATIONS[match["unit"]].format(count)
        core = match.start("least" if match["least"] else "count")
        yield Offset(match.start(), end, (core, end), duration, anchor)


def find_spans(low: str, start: int, stop: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield start, end and the first event of each stretch from one event to another.

    >>> line = "từ ngày ban hành kế hoạch đến khi kết thúc đại hội."
    >>> [line[a:b] for a, b, _ in find_spans(line, 0, len(line))]
    ['từ ngày ban hành kế hoạch đến khi kết thúc đại hội']
    """
    if low.find("từ", start, stop) < 0:
        return
    for match in SPAN_RE.finditer(low, start, stop):
        yield match.start(), match.end(), match.span("anchor")


def _anchor(low: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The event, up to the comma or the body that has to act."""
    if not match["anchor"]:
        return None
    head = HEAD_RE.match(low, match.start("anchor"))
    begin = head.end() if head else match.start("anchor")
    stop = STOP_RE.search(low, begin, match.end())
    return begin, begin + len(low[begin : stop.start() if stop else match.end()].rstrip())
