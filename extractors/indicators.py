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
CLOSE_RE = re.compile(r",\s(?!\d)|;|\s(?:và|đồng thời)\s|\.\s")
NOTHING_RE = re.compile(r"\s*[,;.)(]")  # "đạt trên 8%, Chính phủ yêu cầu …": the value ends its clause
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
        closed = bool(TAIL_RE.match(low, left.end, right.start)) and not hard
        chosen = hard[-1] if hard else breaks[0] if closed and _closes(low, right, sentence[1]) else breaks[-1]
        starts.append(chosen.start())
    ends = [*starts[1:], sentence[1]]
    spans = []
    for start, end, value in zip(starts, ends, values, strict=True):
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
    return any(_strength()[" ".join(m[0].split())] != "aim" for m in _drop_re().finditer(match[0]))


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
    comma = CLOSE_RE.search(low, at, stop) if TAIL_RE.match(low, at, clause.end) else None
    return comma.start() if comma else stop


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
        if left > AIM_LEFT or (left > 3 and _strength()[" ".join(match[0].split())] != "aim"):
            start = match.end()
            break
    words = _clean(_without_times(clause, start, end))
    shorter = _shortened(words)
    while shorter != words:
        words, shorter = shorter, _shortened(shorter)
    return words


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
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


@cache
def _strength() -> dict[str, str]:
    return {row["phrase"]: row["strength"] for row in table("goal_words")}


@cache
def _drop_re() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_dropped()})(?!\w)")


@cache
def _drop_end_re() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s|,)\s*(?:{_dropped()})(?:\s+(?:{_dropped()}|có))?\W*$")
