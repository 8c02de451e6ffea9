"""When a frequency is a duty ("báo cáo hằng tháng") and when it only qualifies a noun ("dự toán hằng năm").

A frequency belongs to a verb where it opens a clause ("Hằng năm, xây dựng kế hoạch"), where "định kỳ" or a bound
says so, behind the verb it repeats, behind an adverb ("niêm yết công khai hàng ngày") and behind the body that a
report goes to ("báo cáo Thủ tướng Chính phủ hằng tháng"). In a row of terms ("chương trình công tác toàn khoá,
hằng năm, hằng tháng") and after "theo kế hoạch …" it belongs to the noun.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.lexicon.load import column
from extractors.deadline_place import Place, before
from extractors.times import Time

#: terms in a row qualify the noun before them: "chương trình công tác toàn khoá, | hằng năm, hằng tháng"
ROW_RE = re.compile(r"(?:(?:hằng|hàng)\s+(?:năm|quý|tháng|tuần|ngày)\s*(?:,|và|hoặc)\s*){1,4}$")
TERM_RE = re.compile(
    r"(?:toàn\s+kho[áa]|toàn\s+khóa|(?:trung|dài|ngắn)\s+hạn|\d+\s+năm|giai\s+đoạn)\s*,?\s*(?:và\s+)?$"
)
#: an adverb belongs to the verb, and so does the frequency behind it: "niêm yết danh sách … công khai | hàng ngày"
ADVERB_RE = re.compile(r"(?<!\w)(?:công\s+khai|nhanh|đầy\s+đủ|kịp\s+thời|liên\s+tục|trực\s+tiếp)\s+$")
#: a report to a body: "báo cáo Thủ tướng Chính phủ | hằng tháng"
REPORT_RE = re.compile(
    r"""(?<!\w)(?<!đã\s)báo\s+cáo\s+(?:về\s+)?(?:lãnh\s+đạo\s+)?
    (?:tình\s+hình|kết\s+quả|tiến\s+độ|thủ\s+tướng|chính\s+phủ|bộ|sở|ban\s+(?!hành)|ubnd|[ủu][ỷy]\s+ban|tỉnh|thành\s+(?:phố|[ủu][ỷy])|chủ\s+tịch|đảng|huyện|hội\s+(?!nghị|thảo|họp)|liên\s+đoàn|tổng\s+(?:liên|cục|công)|công\s+đoàn
    |văn\s+phòng|trung\s+ương)(?!\w)(?:(?!\s(?:tại|trong|phiên|cuộc|về)\s)[^,.;:()]){0,80}$""",
    re.VERBOSE,
)
#: an item of its own: "- Báo cáo tổng hợp | hàng ngày gửi UBND tỉnh"
TITLE_RE = re.compile(r"\W*báo\s+cáo(?:\s+\w+){0,2}\s*$")
#: one duty of a row, and nothing behind it: "giám sát tuyến xã và báo cáo | hằng ngày."
LAST_DUTY_RE = re.compile(r"(?:[,;]|(?<!\w)(?:và|phải|có trách nhiệm))\s+báo\s+cáo\s+$")
END_RE = re.compile(r"\s*(?:[.;]|$)", re.MULTILINE)
ACCORDING_RE = re.compile(r":\s*theo\s[^,;.]*\s$")  # Thời gian thực hiện: Theo kế hoạch công tác | hàng năm
ATTRIBUTE_RE = re.compile(r"\s*(?:của|từ|cho|đã|được|là|\)|;|\.|$)")  # trung hạn, hằng năm | của tỉnh
OF_RE = re.compile(r"\s*của(?!\w)")
CLAUSE_START_RE = re.compile(r"(?:^|[.;:,(|\t•–-]|\bvà|\bhoặc|(?:^|\s)\d{1,2}(?:\.\d{1,2})*)\s*$")


def is_duty(time: Time, place: Place) -> bool:
    """Does the frequency repeat what is to be done?"""
    left = before(time, place)
    row = ROW_RE.sub("", left)
    if TERM_RE.search(row):
        return False
    if row != left and row.rstrip().endswith(("định kỳ", "thường kỳ")):
        return True  # "định kỳ hằng quý, | hằng năm công bố kết quả"
    opens = time.start <= place.content or bool(CLAUSE_START_RE.search(row))
    if not opens and OF_RE.match(place.low, time.end):
        return False  # "đánh giá cán bộ định kỳ hằng năm của cấp có thẩm quyền"
    if opens and left.rstrip().endswith((",", "và", "hoặc")) and ATTRIBUTE_RE.match(place.low, time.end):
        return False
    if time.bound or "BY" in (time.recurrence or "") or "định kỳ" in place.low[time.start : time.end]:
        return True
    if LAST_DUTY_RE.search(left) and END_RE.match(place.low, time.end):
        return True
    titled = TITLE_RE.match(place.low, place.content, time.start)
    if ADVERB_RE.search(left) or REPORT_RE.search(left) or titled:
        return True
    return time.recurrence != "FREQ=DAILY" and (opens or bool(_verb_re().search(left)))


def is_by_reference(time: Time, place: Place) -> bool:
    """As in "Thời gian thực hiện: Theo kế hoạch công tác hàng năm": the plan says when, not this line."""
    return bool(ACCORDING_RE.search(place.low, max(place.start, time.start - 120), time.start))


@cache
def _verb_re() -> re.Pattern[str]:
    verbs = "|".join(re.escape(verb).replace(r"\ ", r"\s+") for verb in column("recurring_actions", "verb"))
    return re.compile(rf"(?<!\w)(?:{verbs})\s+(?:định\s+kỳ\s+)?$")
