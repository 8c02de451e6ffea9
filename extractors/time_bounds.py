"""The words before a time that say how it bounds: "trước ngày", "chậm nhất là", "từ", "đến hết", "trong".

An hour or a weekday may stand between them and the day: "trước 17 giờ 00, thứ Sáu, ngày 10/3/2025".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.vocabulary import Bound

WINDOW = 80
BOUND_RE = re.compile(
    r"""(?<!\w)(?:
      (?P<now>(?:kể\s+)?từ\s+(?:nay|giờ|đây)\s+(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+)?(?:cuối\s+)?)  # từ nay đến hết 2025
    | (?P<before>  # trước ngày …, chậm nhất là trước …, xong trước …
        (?:(?:chậm|muộn)\s+nhất\s+(?:là\s+)?|xong\s+|đến\s+|vào\s+)?trước\s+(?:thời\s+hạn\s+)?)
    | (?P<by>  # chậm nhất đến ngày …, không quá ngày …
        (?:(?:chậm|muộn)\s+nhất|không\s+quá|không\s+muộn\s+hơn|hạn\s+cuối)(?:\s+là)?\s*:?\s*
        (?:(?:đến|vào|trong|tới)\s+)?(?:hết\s+)?(?:cuối\s+)?)
    | (?P<until>  # đến hết năm 2025, cho đến ngày …
        (?:cho\s+)?(?:đến|tới)\s+(?:hết\s+|cuối\s+|thời\s+điểm\s+)?|hết\s+)
    | (?P<after>(?:bắt\s+đầu\s+|áp\s+dụng\s+|kể\s+)?từ\s+(?:đầu\s+)?|sau\s+)  # kể từ ngày 01/7/2025
    | (?P<during>(?:xong\s+)?(?:ngay\s+)?trong\s+(?:các\s+)?(?:cuối\s+|đầu\s+)?)  # trong tháng 12/2025
    | (?P<at>(?:đúng|vào)\s+(?:các\s+|cuối\s+|đầu\s+|giữa\s+|khoảng\s+)?)  # vào tháng 6/2024
    )
    (?:\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{2}\s*)?(?:(?:phút|[’'])\s*)?(?:(?:sáng|chiều|tối)\s*)?,?\s*)?  # 17 giờ 00
    (?:thứ\s+\w+,?\s*|chủ\s+nhật,?\s*)?  # thứ Sáu
    (?:của\s+)?(?:các\s+ngày\s*|ngày\s*)?$""",
    re.VERBOSE,
)
BOUNDS = {
    "now": Bound.DURING,
    "before": Bound.BEFORE,
    "by": Bound.BY,
    "until": Bound.BY,
    "after": Bound.FROM,
    "during": Bound.DURING,
    "at": Bound.ON,
}


@dataclass(frozen=True, slots=True)
class Words:
    """Bounding words that begin at ``start``; ``name`` is their form."""

    start: int
    name: str
    bound: Bound


def bound_before(low: str, floor: int, end: int) -> Words | None:
    """The bounding words that end at ``end`` and begin at ``floor`` or later, in lower-cased text.

    >>> bound_before("báo cáo chậm nhất là ngày 5/6", 0, 21).bound.value
    'by'
    """
    begin = max(floor, end - WINDOW)
    match = BOUND_RE.search(low[begin:end])
    if not match:
        return None
    name = next(key for key in BOUNDS if match[key] is not None)
    return Words(begin + match.start(), name, BOUNDS[name])
