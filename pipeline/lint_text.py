"""Findings in the words themselves: dates that cannot be, weekdays, quotation marks, typos of key terms."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from corpus.fold import fold, lower
from corpus.lexicon.load import table
from extractors.spelling import TONE_PAIRS
from pipeline.lint_model import Raw
from schemas.record import DirectiveRecord

DATE_RE = re.compile(r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/]|-[^\W\d])")
LONG_RE = re.compile(r"ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>(?:19|20)\d\d)", re.IGNORECASE)
MALFORMED_RE = re.compile(r"ngày/\d{1,2}/\d{1,2}/\d{4}", re.IGNORECASE)  # "ngày/08/01/2021"
WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}
WEEKDAY_RE = re.compile(
    r"\b(?:thứ (?P<name>hai|ba|tư|năm|sáu|bảy)|(?P<sunday>chủ nhật)),?\s*\(?(?:ngày )?"
    r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})",
    re.IGNORECASE,
)
REPEATED_RE = re.compile(
    r"(?<!\w)(?P<w>các|và|của|được|những|với|tại|theo|trong|cho|về|để)[ ](?P=w)(?!\w)", re.IGNORECASE
)
MISSING_RE = re.compile(
    r"(?P<a>\bỦy ban nhân(?= (?!dân\b|dần\b)[\wÀ-ỹ]))|(?P<b>\bỦy nhân dân\b)|(?P<c>\bBan Chấp(?= (?!hành\b)[\wÀ-ỹ]))"
    r"|(?P<d>\bCông đoàn Giáo(?= (?!dục\b|viên\b|dân\b|xứ\b|phận\b)[\wÀ-ỹ]))",
    re.IGNORECASE,
)
WHOLE = {"a": "Ủy ban nhân dân", "b": "Ủy ban nhân dân", "c": "Ban Chấp hành", "d": "Công đoàn Giáo dục"}
STOP_RE = re.compile(r"(?<=[a-zà-ỹđ]) \.(?!docx?\b|xlsx?\b|pdf\b|html?\b|vn\b|com\b)(?=[a-zà-ỹđ])")
SPLIT_RE = re.compile(r"(?<!\w)(?:the o|cá c|củ a|đượ c|và o)(?!\w)|(?<!\w)Văn, phòng(?!\w)")


def text_findings(record: DirectiveRecord) -> Iterator[Raw]:
    """Yield the findings in a record's text."""
    text = record.text
    yield from _dates(text)
    yield from _quotes(record)
    yield from _terms(text)
    yield from _near(text)
    for match in REPEATED_RE.finditer(text):
        yield Raw("repeated_word", match.start(), match.end(), f"“{match[0]}”: từ lặp hai lần.")
    for match in MISSING_RE.finditer(text):
        yield Raw(
            "missing_word",
            match.start(),
            match.end(),
            f"“{match[0]}” có thể thiếu chữ: {WHOLE[match.lastgroup or 'a']}.",
        )
    for match in STOP_RE.finditer(text):
        start = text.rfind(" ", 0, match.start()) + 1
        yield Raw("stray_stop", start, _word_end(text, match.end()))
    for match in SPLIT_RE.finditer(text):
        yield Raw("typo", match.start(), match.end(), f"“{match[0]}”: từ bị tách rời.")


def _word_end(text: str, at: int) -> int:
    match = re.compile(r"\w*").match(text, at)
    return match.end() if match else at


def _dates(text: str) -> Iterator[Raw]:
    for pattern in (DATE_RE, LONG_RE):
        for match in pattern.finditer(text):
            if _day(match) is None:
                yield Raw(
                    "impossible_date",
                    match.start(),
                    match.end(),
                    f"Không có ngày {match['d']}/{match['m']}/{match['y']}.",
                )
    for match in MALFORMED_RE.finditer(text):
        yield Raw("malformed_date", match.start(), match.end(), f"“{match[0]}”: thừa dấu gạch chéo sau chữ “ngày”.")
    for match in WEEKDAY_RE.finditer(text):
        day = _day(match)
        said = 6 if match["sunday"] else WEEKDAYS[lower(match["name"])]
        if day is not None and day.weekday() != said:
            right = (
                "Chủ nhật"
                if day.weekday() == 6
                else "Thứ " + next(name for name, at in WEEKDAYS.items() if at == day.weekday())
            )
            yield Raw("weekday_mismatch", match.start(), match.end(), f"Ngày {day:%d/%m/%Y} là {right}.")


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _quotes(record: DirectiveRecord) -> Iterator[Raw]:
    """Per stretch between two sections: a quotation may run over lines, hardly over items."""
    text = record.text
    if "sửa đổi" in lower(record.document.title or ""):
        return  # quotes whole articles, over many items
    edges = sorted({0, len(text), *(section.start for section in record.sections)})
    for start, end in itertools.pairwise(edges):
        opened: list[int] = []
        for at in range(start, end):
            if text[at] == "“":
                opened.append(at)
            elif text[at] == "”" and _opens(text, at) and not opened:
                opened.append(at)
                yield Raw("unopened_quote", at, min(end, at + 40, _line_end(text, at)), "Dấu mở ngoặc viết là ”.")
            elif text[at] == "”" and opened:
                opened.pop()
            elif text[at] == "”" and not _opened_otherwise(text, start, at):
                yield Raw("unopened_quote", max(start, at - 40), at + 1)
        for at in opened:
            if not _closed_otherwise(text, at, end):
                yield Raw("unclosed_quote", at, min(end, at + 60, _line_end(text, at)))


def _opens(text: str, at: int) -> bool:
    """Is a closing sign used as an opening one? ``TRIỂN KHAI ”CHIẾN DỊCH QUANG TRUNG”``."""
    return text[at - 1 : at].isspace() and text[at + 1 : at + 2].isalpha()


def _opened_otherwise(text: str, start: int, at: int) -> bool:
    """Opened by another sign in this item, or in the one before."""
    return text.count('"', start, at) % 2 == 1 or "“" in text[max(0, start - 200) : start]


def _closed_otherwise(text: str, at: int, end: int) -> bool:
    """Closed by another sign, or in the next item: a quotation of several items."""
    return '"' in text[at:end] or "’’" in text[at:end] or "”" in text[end : end + 400].split("“")[0]


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return found if found >= 0 else len(text)


def _terms(text: str) -> Iterator[Raw]:
    """A key term with the right letters and wrong marks. Words without any marks are no typo but a way to type."""
    bare = "".join(fold(char) if len(fold(char)) == 1 else char for char in text)
    for match in _terms_re().finditer(bare):
        printed = _plain(text[match.start() : match.end()])
        terms = _terms_by_letters()[match[0]]
        if printed in terms or printed == match[0] or "\n" in match[0]:
            continue
        yield Raw("typo", match.start(), match.end(), f"“{text[match.start() : match.end()]}” nghi là “{terms[0]}”.")


def _near(text: str) -> Iterator[Raw]:
    """A term of two words, one right and the other off by one letter: "ting gọn". Only terms marked ``near``."""
    for row in table("key_terms"):
        words = row["term"].split()
        if row["near"] != "yes" or len(words) != 2:
            continue
        for match in re.finditer(rf"(?<!\w)(?P<w>[^\W\d_]+) {words[1]}(?!\w)", text):
            if _one_letter_off(fold(match["w"]), fold(words[0])):
                yield Raw("typo", match.start(), match.end(), f"“{match[0]}” nghi là “{row['term']}”.")


def _one_letter_off(word: str, right: str) -> bool:
    """Same length and one letter differs.

    >>> _one_letter_off("ting", "tinh"), _one_letter_off("tinh", "tinh")
    (True, False)
    """
    return len(word) == len(right) and sum(a != b for a, b in zip(word, right, strict=True)) == 1


@cache
def _terms_by_letters() -> dict[str, list[str]]:
    return {
        fold(row["term"]): [_plain(row["term"]), *(_plain(one) for one in row["also"].split("|") if one)]
        for row in table("key_terms")
    }


@cache
def _terms_re() -> re.Pattern[str]:
    letters = sorted(_terms_by_letters(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, letters))})(?!\w)")


def _plain(text: str) -> str:
    """Lower case, one place of the tone mark where a syllable ends in it."""
    low = lower(unicodedata.normalize("NFC", text))
    for first, second in TONE_PAIRS:
        low = re.sub(rf"{second}(?!\w)", first, low)
    return low
