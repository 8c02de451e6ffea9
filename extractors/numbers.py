"""Numbers as Vietnamese documents print them: digits, words, scales and fractions.

"1.810" is 1810 (a dot groups thousands), "1,5" is 1.5, "05" is 5, "12 triệu" is 12000000, "2/3" is a
fraction, "năm phần trăm (5%)" and "50 (năm mươi)" say one number twice. Refused: what only looks like
a number of something, such as "03/KL-BCH", "30/6/2009", "Nghị quyết 6b", "5G", "XIII", "4.0". "năm" alone
is the year, so it is a number word only where its caller says that one must follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
SCALES = {"nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
WORD = "|".join([*UNITS, "mươi", "linh", "lẻ", "trăm", *SCALES, "phần", "phẩy"])
THOUSANDS_RE = re.compile(r"^\d{1,3}(?:\.\d{3})+(?:,\d+)?$")

NUMBER_RE = re.compile(
    rf"""
    (?<![\w/.,])(?<!\w[-–])(?<!\d\s[/])           # not inside 03/KL-BCH, 30/6/2009, QĐ-05, 4.0
    (?:
      (?P<over>\d{{1,2}})\s?/\s?(?P<under>\d{{1,2}})(?=\s+(?:tổng\s+)?số\b)   # 2/3 số, 2/3 tổng số
      |
      (?P<digits>{DIGITS})
    )
    (?!(?!(?:km|ha|kg|kwh|mw|m2|m3)\b)[\w/]|[.,]\d)  # 6b, 5G, 03/KL-BCH; but 1.700km
    (?:\s*\((?P<said>(?:(?:{WORD})\s?){{1,8}})\))?  # 50 (năm mươi)
    (?:\s+(?P<scale>nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b(?!\s+lệ))?   # 12 triệu; not "tỷ lệ"
    """,
    re.VERBOSE,
)
#: "ít nhất một hoạt động", "đủ hai con": a word is a number only behind a word that calls for one.
WORDS_RE = re.compile(r"(?<=\s)(?P<words>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?:\s*\(\d{1,3}\))?(?=\s+[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``; ``scale`` is the printed scale word, already counted in ``value``."""

    start: int
    end: int
    value: float
    scale: str | None = None
    fraction: bool = False

    @property
    def unscaled(self) -> float:
        """The number before its scale word: 1.2 of "1,2 tỷ"."""
        return tidy(self.value / SCALES[self.scale]) if self.scale else self.value


def find_numbers(low: str, start: int, end: int) -> Iterator[Number]:
    """Yield each number in digits of the lower-cased text, in reading order.

    >>> [n.value for n in find_numbers("1.810 đoàn viên, 1,5% và 12 triệu lao động; 03/KL-BCH", 0, 56)]
    [1810, 1.5, 12000000]
    """
    for match in NUMBER_RE.finditer(low, start, end):
        if match["over"]:
            if int(match["under"]) > int(match["over"]) > 0:
                share = round(int(match["over"]) / int(match["under"]), 4)
                yield Number(match.start(), match.end(), share, fraction=True)
            continue
        value = parse_number(match["digits"])
        if match["scale"]:
            value = tidy(value * SCALES[match["scale"]])
        yield Number(match.start(), match.end(), value, match["scale"])


def parse_number(digits: str) -> float:
    """The value of printed digits.

    >>> parse_number("1.810"), parse_number("1,5"), parse_number("05"), parse_number("99.4"), parse_number("1.234,5")
    (1810, 1.5, 5, 99.4, 1234.5)
    """
    plain = digits.replace(".", "") if THOUSANDS_RE.match(digits) else digits
    return tidy(float(plain.replace(",", ".")))


def number_of_words(words: str) -> int | None:
    """The value of a number written in words, or None.

    >>> number_of_words("một"), number_of_words("năm mươi"), number_of_words("hai mươi lăm"), number_of_words("vài")
    (1, 50, 25, None)
    """
    total = 0
    for word in words.split():
        if word == "mươi":
            total *= 10
        elif word == "trăm":
            total *= 100
        elif word in UNITS:
            total += UNITS[word]
        elif word not in ("linh", "lẻ"):
            return None
    return total if words.strip() else None


def tidy(value: float) -> float:
    """An integer where the value is whole, so that 5 is not printed as 5.0."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
