"""Value phrases: a number with its comparator and its unit, "ít nhất 01 hoạt động", "từ 8,3 - 8,5%".

The comparator stands before the number (``ít nhất``, ``trên``, ``khoảng``), behind the value (``trở lên``)
or on both sides, and counts once. "trở lên" that belongs to a grade or a rank ("90% đơn vị hoàn thành tốt
nhiệm vụ trở lên", "trình độ đại học trở lên") is left to it. The unit is ``%``, or the noun counted: the
longest entry of the lexicon, else the first word behind the number where a comparator vouches for it.
Refused: years, dates, numbers of instruments. Whether a value is a goal is not asked here (see goals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.fold import lower
from corpus.lexicon.load import table
from extractors.numbers import DIGITS, WORDS_RE, Number, find_numbers, number_of_words, parse_number
from extractors.words import segment
from schemas.vocabulary import Comparator

BEFORE_CHARS = 40
UNIT_WORDS = 7
PERCENT = "%"

RANGE_RE = re.compile(rf"\s*(?:%|phần\s+trăm)?\s*(?:-|–|—|÷|đến|tới)\s*(?P<high>{DIGITS})(?![\w/]|[.,]\d)")
PERCENT_RE = re.compile(r"\s*(?:\(\s*)?(?P<sign>%|phần\s+trăm\b)(?P<said>\s*\(\s*\d{1,3}(?:,\d+)?\s*%\s*\))?")
#: "%/năm", "con/phụ nữ", "bé trai/100 bé gái", "triệu đồng/người/năm"
PER_RE = re.compile(
    r"""(?:\s?/\s?(?:[\d.]+\s)?
    (?:bé\ gái|phụ\ nữ|vạn\ dân|người\ dân|dân|người|hộ|ha|m3|m³|m2|ngày|tháng|năm|lao\ động|đơn\ vị|xã
    |dự\ án|đoàn\ viên)(?!\w)){1,2}""",
    re.VERBOSE,
)
FROM_RE = re.compile(r"(?<!\w)từ\s+$")
#: between a counted noun and its "trở lên": "01 đoàn viên ưu tú trở lên", never over a grade.
TAIL_RE = re.compile(r"(?P<more>(?:\s+[^\W\d_]+){0,3}?)\s+trở\s+(?:lên|xuống)\b")
GRADE_RE = re.compile(r"(?<!\w)(?:loại|tốt|khá|xuất sắc|nhiệm vụ|trình độ|đại học|cấp|bậc|hạng|chức|mức)(?!\w)")
WORD_RE = re.compile(r"[^\s,;.:()/]+")
BLANK_RE = re.compile(r"\s+|(?=[^\W\d_])")  # "1.700km" has none
YEARLY_RE = re.compile(r"\s?/\s?năm")
YEAR_RE = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Value:
    """A value phrase at ``text[start:end]``; ``number`` is where its digits begin.

    ``kind`` is ``percent``, ``fraction``, a kind of the lexicon (``count``, ``measure``, ``age``, ``idle``)
    or ``unknown``. ``compared``: a word of comparison stands by it. ``threshold``: written as
    "từ N … trở lên", the form that conditions and populations use too.
    """

    start: int
    end: int
    number: int
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str | None
    kind: str
    compared: bool
    threshold: bool
    headed: bool = False  # "từ 30%" with no other end: a level to start from
    recurrence: str | None = None


def find_values(text: str, low: str, start: int, end: int) -> Iterator[Value]:
    """Yield each value phrase of ``text[start:end]``; ``low`` is the lower-cased text.

    >>> [(v.comparator.value, v.value, v.unit) for v in find_values(*(2 * ("đạt ít nhất 30%",)), 0, 15)]
    [('>=', 30, '%')]
    """
    scanner = Scanner(text, low, start, end)
    floor = start
    numbers = [*find_numbers(low, start, end), *scanner.spelled()]
    for number in sorted(numbers, key=lambda number: number.start):
        value = scanner.value(number) if number.start >= floor else None  # else the high end of a range
        if value is not None:
            floor = max(floor, value.end)
            yield value


@dataclass(frozen=True, slots=True)
class Scanner:
    """Reads value phrases in one stretch of a text."""

    text: str
    low: str
    start: int
    end: int

    def spelled(self) -> Iterator[Number]:
        """Numbers in words, only behind a comparator: "ít nhất một hoạt động"."""
        for match in WORDS_RE.finditer(self.low, self.start, self.end):
            before = self._comparator_before(match.start())
            value = number_of_words(match["words"])
            if before and before[1] is not Comparator.MORE and value is not None:
                yield Number(match.start(), match.end(), value)

    def value(self, number: Number) -> Value | None:
        """The phrase around a number; None where the number is a year."""
        high, at = self._high_end(number)
        if YEAR_RE.match(self.low[number.start : number.end]) and not PERCENT_RE.match(self.low, at, self.end):
            return None  # "năm 2025", "2021-2030"
        before = self._comparator_before(number.start)
        unit, kind, at = self._unit(number, at, vouched=before is not None)
        value, unit = _scaled(number, unit, kind)
        unit, at, recurrence = self._per(unit, at)
        after, unit, at = self._comparator_behind(unit, kind, at)
        begin, comparator = before or (number.start, Comparator.EQUAL)
        head = FROM_RE.search(self.low, max(self.start, begin - 6), begin)
        closed = high is not None or after is not None
        return Value(
            start=head.start() if head and closed else begin,
            end=at,
            number=number.start,
            comparator=_combined(comparator, after, high),
            value=value,
            value_max=high,
            unit=unit,
            kind=kind,
            compared=before is not None or after is not None,
            threshold=bool(head) and after is not None,
            headed=bool(head) and not closed,
            recurrence=recurrence,
        )

    def _high_end(self, number: Number) -> tuple[float | None, int]:
        """The high end of a range, None where the number is alone, and where the digits end."""
        ranged = RANGE_RE.match(self.low, number.end, self.end)
        if ranged and parse_number(ranged["high"]) > number.value:
            return parse_number(ranged["high"]), ranged.end()
        return None, number.end

    def _unit(self, number: Number, at: int, *, vouched: bool) -> tuple[str | None, str, int]:
        """Unit, its kind and where it ends."""
        if number.fraction:
            return None, "fraction", at
        percent = PERCENT_RE.match(self.low, at, self.end)
        if percent:
            return PERCENT, "percent", percent.end()
        gap = BLANK_RE.match(self.low, at, self.end)
        if not gap:
            return None, "unknown", at
        begin = gap.end()
        found = self._listed_unit(begin)
        if found:
            return self.text[begin : found[0]], found[1], found[0]
        if vouched and begin < self.end and self.low[begin].isalpha():
            words = segment(self.text[begin : min(self.end, begin + 60)])
            if words:
                return self.text[begin : begin + words[0][1]], "unknown", begin + words[0][1]
        return None, "unknown", at

    def _listed_unit(self, begin: int) -> tuple[int, str] | None:
        """End and kind of the longest unit of the lexicon that stands at ``begin``."""
        stops = [match.end() for match in WORD_RE.finditer(self.low, begin, min(self.end, begin + 70))]
        for stop in reversed(stops[:UNIT_WORDS]):
            kind = _units().get(" ".join(self.low[begin:stop].split()))
            if kind:
                return stop, kind
        return None

    def _per(self, unit: str | None, at: int) -> tuple[str | None, int, str | None]:
        """ "/năm" is a recurrence; "/phụ nữ" is part of the unit."""
        per = PER_RE.match(self.low, at, self.end)
        if not per:
            return unit, at, None
        if YEARLY_RE.fullmatch(per[0]):
            return unit, per.end(), "FREQ=YEARLY"
        joined = unit if unit in (None, PERCENT) else f"{unit}{self.text[at : per.end()]}"
        return joined, per.end(), None

    def _comparator_before(self, at: int) -> tuple[int, Comparator] | None:
        """Start and sense of the comparator whose words end right before ``at``."""
        match = _before_re().search(self.low, max(self.start, at - BEFORE_CHARS), at)
        return (match.start(), _senses()[" ".join(match["phrase"].split())]) if match else None

    def _comparator_behind(self, unit: str | None, kind: str, at: int) -> tuple[Comparator | None, str | None, int]:
        """Comparator behind the value, the unit that it closes off, and where the phrase then ends."""
        direct = _after_re().match(self.low, at, self.end)
        if direct:
            return _senses()[" ".join(direct["phrase"].split())], unit, direct.end()
        tail = TAIL_RE.match(self.low, at, self.end) if unit is not None and kind != "percent" else None
        if not tail or GRADE_RE.search(tail["more"]):
            return None, unit, at
        sense = Comparator.AT_MOST if self.low.endswith("xuống", 0, tail.end()) else Comparator.AT_LEAST
        return sense, f"{unit}{self.text[tail.start('more') : tail.end('more')]}", tail.end()


def _combined(before: Comparator, after: Comparator | None, high: float | None) -> Comparator:
    if high is not None:
        return Comparator.RANGE
    if after is not None and before in (Comparator.EQUAL, after, Comparator.MORE):
        return after
    return before


def _scaled(number: Number, unit: str | None, kind: str) -> tuple[float, str | None]:
    """Money and measures keep their scale in the unit (660 "tỷ đồng"); of people and things it is in the value."""
    if number.scale and unit and kind == "measure":
        return number.unscaled, f"{number.scale} {unit}"
    return number.value, unit


@cache
def _units() -> dict[str, str]:
    return {lower(row["phrase"]): row["kind"] for row in table("counted_units")}


@cache
def _senses() -> dict[str, Comparator]:
    return {row["phrase"]: Comparator(row["comparator"]) for row in table("comparators")}


def _phrases(place: str) -> str:
    rows = sorted((r["phrase"] for r in table("comparators") if r["place"] == place), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in rows)


@cache
def _before_re() -> re.Pattern[str]:
    """ "ít nhất là 5", "tối thiểu có 10 doanh nghiệp", "đạt trên 80%"."""
    return re.compile(rf"(?<!\w)(?P<phrase>{_phrases('before')})\s*(?:(?:là|có|đạt|đến|khoảng|thêm|từ)\s+)?$")


@cache
def _after_re() -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<phrase>{_phrases('after')})(?!\w)")
