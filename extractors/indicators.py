"""What a target measures: its clause in the document's words, without value, time and verbs of striving.

"Phấn đấu đến năm 2025 đạt 30% trở lên tỷ lệ nữ tham gia Ban Chấp hành" → "tỷ lệ nữ tham gia Ban Chấp hành".
"90% A, 85% B và 80% C xếp loại tốt": the predicate stands once and belongs to each population. Nothing is
reworded: what remains stands in the text in this order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus.fold import lower
from corpus.lexicon.load import column, table
from extractors.goal_cues import either_tone, goal_re, strength_of
from extractors.target_dues import maintained
from extractors.times import Time
from extractors.values import Value

Span = tuple[int, int]
BREAK_RE = re.compile(r";|:\s|,\s(?!\d)|\s(?:và|trong đó|đồng thời)\s")
HARD_RE = re.compile(r";|:\s")
#: What may follow a value that ends its clause: "đạt 30% GDP", "tăng 5% so với năm 2020", "8% của cả nước".
TAIL_RE = re.compile(r"\s*(?:gdp|grdp|so với|so|vào|trong|của|theo|trên|tổng|/|\(|$)")
#: Where the words behind such a value stop.
ITEM_RE = re.compile(r";\s|(?<!\S)\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s")
NEXT_ITEM_RE = re.compile(r"\)?\s*[;,.]\s+\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s")  # …); | (6) Khẩn trương …
CLOSE_RE = re.compile(r",\s(?!\d)|;|\s(?:và|đồng thời)\s|\.\s")
#: "đạt trên 8%, Chính phủ …", "đạt 100% và triển khai …", "đạt trên 8% gắn liền với …": the value ends its clause
NOTHING_RE = re.compile(r"\s*(?:[,;.)(]|(?:và|gắn|để|nhằm|góp\s+phần|đồng\s+thời|theo)(?!\w))")
#: "cắt giảm 30% thời gian giải quyết | và đơn giản hóa thành phần hồ sơ": another verb begins another clause
AND_RE = re.compile(r"\s(?:và|đồng\s+thời)\s+(?=(?P<verb>\S+(?:\s+\S+){0,2}))")
MADE_RE = re.compile(r"\S+(?:\s+\S+)?\s+(?:hóa|hoá)(?!\w)")
LEVELS = frozenset({"đạt", "đạt tỷ lệ", "đạt tỉ lệ", "chiếm", "tăng", "giảm", "cắt giảm", "nâng", "đưa", "duy trì"})
VERB_REACH = 60
CITED_RE = re.compile(r"\s+theo\s+(?:mức\s+)?quy\s+định\s+(?:tại|của)\s")
AIM_LEFT = 12
EDGE_RE = re.compile(r"^[\s,;:.\-–+)(\\]+|[\s,;:\-–+(\\]+$|\.$")
LEFTOVER_RE = re.compile(
    r"(?:^|\s)(?:có|đạt|là|và|từ|(?<!trở )lên|cho|còn|ở mức|mức|trong đó|phải|cần|sẽ|khoảng|chiếm)$", re.IGNORECASE
)
LEADING_RE = re.compile(r"^(?:và|trong đó|đồng thời|có|là|sẽ|của|góp phần|phải|cần)\s+", re.IGNORECASE)
START_RE = re.compile(r"[\s,;:]*(?:(?:và|đồng thời)\s+)?")
SPACES_RE = re.compile(r"\s+")


def clauses_of(low: str, sentence: Span, values: tuple[Value, ...]) -> list[Span]:
    """The stretch of a sentence that belongs to each of its values; they partition it up to its separators."""
    starts = [_own_start(low, sentence[0], values[0])]
    for left, right in pairwise(values):
        breaks = list(BREAK_RE.finditer(low, left.end, right.start))
        if not breaks:
            starts.append(right.start)
            continue
        hard = [b for b in breaks if b[0][0] in ";:"]
        if breaks[-1].end() == right.start:  # "… khu vực A; khu vực B và | ít nhất 50% người dân"
            starts.append(breaks[-1].start())
            continue
        closed = bool(TAIL_RE.match(low, left.end, right.start)) and not hard
        chosen = hard[-1] if hard else breaks[0] if closed and _closes(low, right, sentence[1]) else breaks[-1]
        starts.append(chosen.start())
    ends = [*starts[1:], sentence[1]]
    spans = []
    for start, end, value in zip(starts, ends, values, strict=True):
        listed = NEXT_ITEM_RE.search(low, value.end, end)
        end = listed.start() if listed else end
        stop = HARD_RE.search(low, value.end, end)
        spans.append((_trim(low, start, end), stop.start() if stop and stop.start() - value.end > 20 else end))
    return spans


def _own_start(low: str, start: int, value: Value) -> int:
    """Where the first value's clause begins: behind the last semicolon or enumerator "(2)" before it."""
    cuts = [match.end() for match in ITEM_RE.finditer(low, start, value.start)]
    return cuts[-1] if cuts else start


def _closes(low: str, value: Value, end: int) -> bool:
    """Does the value end its clause, so that what it measures stands before it?"""
    return bool(TAIL_RE.match(low, value.end, end)) or low[value.end : value.end + 1] in (",", ";", ".")


def _trim(low: str, start: int, end: int) -> int:
    match = START_RE.match(low, start, end)
    return match.end() if match else start


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around a value: ``text[start:end]``, with the times of its sentence."""

    text: str
    low: str
    start: int
    end: int
    value: Value
    times: tuple[Time, ...]


def indicator_of(clause: Clause, shared: str = "") -> str:
    """The words of a clause that say what is measured; ``shared`` is a predicate that a later one states."""
    value, low = clause.value, clause.low
    after = _clean(_without_times(clause, value.end, _after_end(clause)))
    counted = len(after.split()) > 2 and not TAIL_RE.match(low, value.end, clause.end)
    striven = counted and _striven(low, clause.start, value.start)
    before = "" if striven else _before(clause)
    if value.kind in ("count", "unknown") and value.unit:
        after = f"{value.unit} {after}"
    if shared and not before and predicate_in(lower(after)) is None:
        after = f"{after} {shared}"
    whole = f"{before} {after}" if before else after
    return SPACES_RE.sub(" ", whole).strip()


def _striven(low: str, start: int, end: int) -> bool:
    """Does a pledge stand right before a value: "…, phấn đấu đạt | 20% xã, phường"?"""
    match = _drop_end_re().search(low[start:end])
    if match is None:
        return False
    return any(strength_of(m) != "aim" for m in _drop_re().finditer(match[0]))


def _after_end(clause: Clause) -> int:
    """Where the words behind a value stop: at "theo quy định tại …", at a comma where the value ends its clause."""
    at, low = clause.value.end, clause.low
    for time in clause.times:
        if time.start >= at and not low[at : time.start].strip(" ,"):
            at = time.end
    if clause.value.kind != "count" and NOTHING_RE.match(low, at, clause.end):
        return at
    cited = CITED_RE.search(low, at, clause.end)
    stop = cited.start() if cited else clause.end
    if _verb_before(clause):
        stop = next((m.start() for m in AND_RE.finditer(low, at, stop) if _is_verb(m["verb"])), stop)
    comma = CLOSE_RE.search(low, at, stop) if TAIL_RE.match(low, at, clause.end) else None
    return comma.start() if comma else stop


def _verb_before(clause: Clause) -> re.Match[str] | None:
    """The verb of an order right before the value: "cắt giảm | tối thiểu 30% …"."""
    stop = clause.value.start
    verbs = list(goal_re().finditer(clause.low, max(clause.start, stop - VERB_REACH), stop))
    if not verbs or clause.low[verbs[-1].end() : stop].strip():
        return None
    return verbs[-1] if strength_of(verbs[-1]) == "aim" else None


def _is_verb(words: str) -> bool:
    verb = goal_re().match(words)
    return bool(verb and strength_of(verb) == "aim") or bool(MADE_RE.match(words))


def predicate_in(low: str) -> int | None:
    """Where the predicate behind a population begins, None where there is none."""
    match = _predicate_re().search(low, 1)
    return match.start() if match else None


def shared_predicate(clause: Clause) -> str:
    """The predicate of a clause, for the clauses before it that lack one."""
    at = predicate_in(clause.low[clause.value.end : clause.end])
    return "" if at is None else _clean(clause.text[clause.value.end + at : clause.end])


def _before(clause: Clause) -> str:
    """The words before the value that name what is measured or who acts."""
    low, start, end = clause.low, clause.start, clause.value.start
    colon = low.rfind(": ", start, end)
    if colon >= 0 and len(low[colon + 1 : end].strip()) > 3:
        start = colon + 1
    for match in reversed(list(_drop_re().finditer(low, start, end))):
        left = len(_clean(_drop_re().sub("", lower(_without_times(clause, match.end(), end)))))
        if left > AIM_LEFT or (left > 3 and strength_of(match) != "aim"):
            start = match.end()
            break
    start = _verb_clause(clause, start, end)
    words = _clean(_without_times(clause, start, end))
    shorter = _shortened(words)
    while shorter != words:
        words, shorter = shorter, _shortened(shorter)
    return words


def _verb_clause(clause: Clause, start: int, end: int) -> int:
    """Where the order that governs the value begins: "hướng dẫn các bộ …, | số hoá 100% dữ liệu"."""
    verb = _verb_before(clause)
    if verb is None or " ".join(verb[0].split()) in LEVELS:
        return start
    comma = clause.low.rfind(", ", start, end)
    if comma < 0 or comma + 2 != verb.start() or _predicate_re().match(clause.low, clause.value.end + 1):
        return start  # "các nguồn phát thải, yêu cầu 100% phải có …": whose they are stands before the comma
    coordinated = any(match.end() == comma for match in goal_re().finditer(clause.low, start, comma))
    return start if coordinated else comma + 2  # "đào tạo, bồi dưỡng 3.000 lượt"


def _shortened(words: str) -> str:
    return LEFTOVER_RE.sub("", _drop_tail(words)).strip(" ,:;")


def _drop_tail(words: str) -> str:
    """ "…, phấn đấu" at the end of the words before a value."""
    match = _drop_end_re().search(lower(words))
    return words[: match.start()] if match else words


def _without_times(clause: Clause, start: int, end: int) -> str:
    """The words of ``text[start:end]``, the times that bind a goal left out; a bare "năm 2024" stays."""
    out, at = [], start
    last: Time | None = None
    for time in clause.times:
        if time.start >= at and time.end <= end and (time.bound is not None or time.recurrence):
            if last is None or not maintained(clause.low, last, time):
                out.append(clause.text[at : time.start])
            at, last = time.end, time
    out.append(clause.text[at:end])
    return " ".join(out)


def _clean(words: str) -> str:
    stripped = EDGE_RE.sub("", EDGE_RE.sub("", words.strip()))
    opened = stripped.rfind("(")
    if opened > 0 and ")" not in stripped[opened:]:
        stripped = stripped[:opened].rstrip()
    return LEADING_RE.sub("", stripped)


@cache
def _predicate_re() -> re.Pattern[str]:
    words = sorted(column("predicate_words", "phrase"), key=len, reverse=True)
    return re.compile(r"(?<=\s)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def _dropped() -> str:
    words = sorted((r["phrase"] for r in table("goal_words") if r["indicator"] == "drop"), key=len, reverse=True)
    return either_tone("|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words))


@cache
def _drop_re() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_dropped()})(?!\w)")


@cache
def _drop_end_re() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s|,)\s*(?:{_dropped()})(?:\s+(?:{_dropped()}|có))?\W*$")
