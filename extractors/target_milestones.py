"""The milestones of a target: value, comparator, change, the unit it holds for, one for each time it is due."""

from __future__ import annotations

import re
from functools import cache

from corpus.lexicon.load import column
from extractors.stage import Fields
from extractors.values import Value
from schemas.vocabulary import Change, Comparator

CARRIED = frozenset({Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.MORE})
LEVEL_WORDS_RE = re.compile(r"(?:lên|xuống|còn|đến)\s+(?:\w+\s+){0,2}$")
UP_RE = re.compile(r"(?:tăng(?! trưởng| cường)|phát triển mới|kết nạp mới)(?:\s+\w+){0,3}\s*(?:\(thực tăng\)\s*)?$")
DOWN_RE = re.compile(r"(?:giảm|cắt giảm)(?:\s+\w+){0,3}\s*$")
Stated = tuple[Value, tuple[str, ...], str | None]  # a value, the days it is due on, its recurrence


def milestones_of(text: str, low: str, start: int, stated: list[Stated]) -> list[Fields]:
    """The milestones of one target, whose sentence begins at ``start``."""
    out: list[Fields] = []
    carried = Comparator.EQUAL
    for value, dues, recurrence in stated:
        comparator = value.comparator
        if comparator is Comparator.EQUAL:
            comparator = carried  # "đạt ít nhất 27% vào năm 2025 và 30% vào năm 2030"
        elif comparator in CARRIED and value.start < value.number:
            carried = comparator
        shared: Fields = {
            "start": value.start, "end": value.end, "comparator": comparator.value, "value": value.value,
            "value_max": value.value_max, "unit": value.unit, "change": change_of(low, start, value),
            "per": _per(text, low, start, value), "recurrence": recurrence,
        }  # fmt: skip
        out.extend({**shared, "due": due} for due in dues or (None,))
    return out


def _per(text: str, low: str, start: int, value: Value) -> str | None:
    """ "mỗi công đoàn cơ sở": the unit that a value holds for."""
    matches = list(_per_re().finditer(low, start, value.number + 1))
    return f"mỗi {text[slice(*matches[-1].span('unit'))]}" if matches else None


def change_of(low: str, start: int, value: Value) -> str | None:
    """Is the value an amount of change: "tăng trên 3%", not "tăng lên 80%"?"""
    before = low[max(start, value.start - 40) : value.start]
    if LEVEL_WORDS_RE.search(before):
        return None
    if UP_RE.search(before):
        return Change.INCREASE.value
    return Change.DECREASE.value if DOWN_RE.search(before) else None


@cache
def _per_re() -> re.Pattern[str]:
    """ "mỗi chi đoàn | đảm nhận …": the unit ends at a verb or at the number."""
    verbs = {*column("goal_words", "phrase"), *column("predicate_words", "phrase"), "hoặc", "nên", "cần"}
    ends = "|".join(re.escape(word) for word in sorted(verbs, key=len, reverse=True))
    unit = r"(?P<unit>(?!năm|tháng|quý|tuần|ngày)[^\d,.;:]{2,80}?)"
    return re.compile(rf"(?<!\w)mỗi\s+{unit}\s+(?:(?:{ends})(?!\w)|ít nhất|tối thiểu|\d)")
