"""When a year, some years or a part of a year is a limit: "hoàn thành trong năm 2025", "Trong năm 2015, điều tra …".

Most years are none: they belong to a name, a plan ("kế hoạch năm 2025") or a target ("đến năm 2030 đạt 80%").
A year that stands whole is a limit where the words say that work ends in it ("hết", "chậm nhất", "từ nay đến"),
where it opens the sentence that gives the order, or closes it. "các dự án đang được triển khai trong năm 2010"
describes, "Đối với nhiệm vụ trong năm 2025, …" names a topic: no order is given for that time.
"""

from __future__ import annotations

import re

from extractors.deadline_place import Place, before, sentence
from extractors.times import Time
from schemas.vocabulary import Bound

DONE_RE = re.compile(
    r"""(?<!\w)(?:
      hoàn\s+thành|xong|kết\s+thúc|ban\s+hành|trình|gửi|báo\s+cáo|triển\s+khai|tổ\s+chức|thực\s+hiện
    | thí\s+điểm|sơ\s+kết|tổng\s+kết
    )(?:\s+(?:việc|mới|ngay|thực\s+hiện))?\s*,?\s*$""",
    re.VERBOSE,
)  # hoàn thành | quý IV/2025
FINISH_RE = re.compile(r"(?<!\w)(?:hoàn\s+thành|xong)\s*,?\s*$")
REVIEW_RE = re.compile(r"(?<!\w)(?:sơ|tổng)\s+kết(?!\w)[^.;]*$")  # tổng kết Kế hoạch | vào năm 2030
#: an order, somewhere before a time that closes it: "trình Thủ tướng Chính phủ xem xét, quyết định | trong năm 2014"
ORDER_RE = re.compile(
    r"""(?<!\w)(?:
      hoàn\s+thành|trình|ban\s+hành|công\s+bố|triển\s+khai|thực\s+hiện|tổ\s+chức|tham\s+gia|xây\s+dựng|bàn\s+giao
    | phê\s+duyệt|báo\s+cáo|đưa|khởi\s+công|tạo|ký\s+kết|đàm\s+phán|nghiên\s+cứu|tập\s+trung|kiểm\s+tra
    )(?!\w)""",
    re.VERBOSE,
)
#: no order of its own: a clause that describes, a possibility, a topic
DESCRIBED_RE = re.compile(
    r"""(?<!\w)(?:đang|đã|mới|sẽ\s+hết|(?:có|không\s+có)\s+khả\s+năng|áp\s+dụng|phải\s+sửa\s+đổi)(?!\w)[^,;.]{0,60}$
    | ^\W*(?:đối\s+với|nếu|trường\s+hợp)(?!\w)[^,;.]*$""",
    re.VERBOSE,
)
CLAUSE_END_RE = re.compile(r"\s*(?:[.,;)(]|$|(?:để|và|nhằm|phải|cần)(?!\w))")
LEADING_RE = re.compile(r"^\W*(?:trước\s+mắt|riêng|ngay)?\W*$")


def is_year_limit(time: Time, place: Place) -> bool:
    """Is one year a limit here?"""
    left = before(time, place)
    words = place.low[time.start : time.core[0]].split()
    if time.bound is Bound.BY:
        return words[0] in ("chậm", "muộn", "hết", "không") or "hết" in words
    if time.bound is Bound.DURING:
        said = words[:1] == ["từ"] or words[0] == "xong"
        if said or is_ordered(time, place):
            return True
        first, _ = sentence(place, time.start, time.end)
        told = bool(DESCRIBED_RE.search(place.low[first : time.start]))
        return not told and bool(FINISH_RE.search(left) or REVIEW_RE.search(left))
    if time.bound is Bound.FROM:
        return time.open_end or bool(DONE_RE.search(left))
    return time.bound is Bound.BEFORE or (time.open_end and not follows_noun(left))


def is_years_limit(time: Time, place: Place) -> bool:
    """Are several years a limit here?"""
    if time.open_end or (time.bound is Bound.DURING and is_ordered(time, place)):
        return True
    return bool(time.bound and DONE_RE.search(before(time, place)))


def is_season_limit(time: Time, place: Place) -> bool:
    """Is a part of a year without days a limit: "trong những tháng cuối năm", "từ nay đến cuối năm"?"""
    occasion = place.low.startswith("dịp", time.start)
    if time.bound is Bound.BY or (time.bound is None and not occasion):
        return False
    return occasion or time.bound is Bound.DURING


def is_ordered(time: Time, place: Place) -> bool:
    """Does the time open or close the clause that gives an order?"""
    first, _ = sentence(place, time.start, time.end)
    left = place.low[first : time.start]
    if LEADING_RE.match(left):
        return True
    if DESCRIBED_RE.search(left) or not CLAUSE_END_RE.match(place.low, time.end, place.end):
        return False
    return bool(ORDER_RE.search(left))


NOUN_RE = re.compile(
    r"(?:kế\s+hoạch|chương\s+trình|dự\s+toán|ngân\s+sách|chỉ\s+tiêu|nhiệm\s+vụ|báo\s+cáo|công\s+tác|kinh\s+phí|vốn)\s*$"
)  # kế hoạch | năm 2025


def follows_noun(left: str) -> bool:
    """Do the words before a time end in a noun that a year names: "kế hoạch năm 2025"?"""
    return bool(NOUN_RE.search(left))
