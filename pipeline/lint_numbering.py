"""Findings about numbers: which of the gaps and repeats in the outline are the writer's, and which the reading's.

The outline reports every number that is missing or used twice. Most of them are no slips: a list that begins anew under
a heading without a number, an example that quotes a heading, a row of a table, an item that runs on in its line. So a
gap or a repeat is said only where the list counts on one by one up to it and the missing number stands nowhere between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.fold import lower
from pipeline.labels import LETTERS, roman_value
from pipeline.lint_model import Raw
from schemas.record import DirectiveRecord, Finding, Section

MOST_MISSING = 2
FIGURES_RE = re.compile(r"^[\d.,%\s–-]*$")  # a line of a table that has figures only
FIGURES_SHARE = 0.3
Numbers = list[int | None]


def numbering_findings(record: DirectiveRecord) -> Iterator[Raw]:
    """Yield what is odd about the numbers of a record's sections."""
    if "sửa đổi" in lower(record.document.title or ""):
        return  # holds whole articles of another act, with their numbers
    sections = sorted((one for one in record.sections if one.label), key=lambda one: one.start)
    said_letter = False
    for finding in record.findings:
        if finding.code not in ("outline_gap", "duplicate_label"):
            continue
        here = next((one for one in sections if one.start == finding.start), None)
        if here is None:
            continue
        code = _verdict(record.text, here, _siblings(here, sections), finding)
        if code == "letter_order":
            if said_letter:
                continue  # the way of the whole document: once is enough
            said_letter = True
            yield Raw(code, finding.start, finding.end)
        elif code:
            yield Raw(code, finding.start, finding.end, finding.message)


def _siblings(here: Section, sections: list[Section]) -> list[Section]:
    """The items of the same heading whose labels look the same."""
    parent, style = here.path.rpartition(".")[0], _style(here.label or "")
    return [one for one in sections if one.path.rpartition(".")[0] == parent and _style(one.label or "") == style]


def _style(label: str) -> str:
    """ "2.1." and "2.2." look the same, "3." and "3)" do not."""
    words = re.sub(r"\d+(?=\D*$)", "0", label)
    return re.sub(r"[^\W\d_]+(?=\W*$)", "I" if label.isupper() else "i", words) if words == label else words


def _verdict(text: str, here: Section, siblings: list[Section], finding: Finding) -> str:
    numbers = _numbers(siblings)
    at = next(place for place, one in enumerate(siblings) if one.start == here.start)
    number, before = numbers[at], numbers[:at]
    after = numbers[at + 1] if at + 1 < len(numbers) else None
    if number is None or after not in (None, number + 1):
        return ""
    if not before:
        return finding.code if _begins_with_two(text, here, siblings, number) else ""
    if not _counts_on(before, article=(here.label or "").startswith("Điều")):
        return ""
    last, since = before[-1] or 0, siblings[at - 1]
    if _is_table(text[since.start : here.start]):
        return ""
    if finding.code == "duplicate_label":
        return finding.code if number == last > 1 else ""
    missing = range(last + 1, number)
    if not 1 <= len(missing) <= MOST_MISSING or _printed_between(text, since, here, missing):
        return ""
    is_letter = re.fullmatch(r"\W*[^\W\d_]\W*", here.label or "") is not None
    if not is_letter or list(missing) != [LETTERS.index("đ") + 1]:
        return finding.code
    foreign = any(re.fullmatch(r"\W*[fjwz]\W*", one.label or "", re.IGNORECASE) for one in siblings)
    return "" if foreign else "letter_order"  # a, b, c, d, e, f is another alphabet


def _numbers(siblings: list[Section]) -> Numbers:
    """The labels as numbers. One letter is a letter, unless its list counts in Roman numerals."""
    last = [re.findall(r"\d+|[^\W\d_]+", lower(one.label or ""))[-1:] for one in siblings]
    words = [found[0] if found else "" for found in last]
    roman = any(len(word) > 1 and roman_value(word.upper()) for word in words) or words[:1] == ["i"]
    return [_number(word, roman=roman) for word in words]


def _number(word: str, *, roman: bool) -> int | None:
    if word.isdigit():
        return int(word)
    if roman and (value := roman_value(word.upper())):
        return value
    return LETTERS.index(word) + 1 if len(word) == 1 and word in LETTERS else None


def _counts_on(numbers: Numbers, *, article: bool) -> bool:
    """One by one from the first; articles count on from chapter to chapter."""
    begins = article or numbers[0] == 1
    return begins and all(one is not None and other == one + 1 for one, other in pairwise(numbers))


def _begins_with_two(text: str, here: Section, siblings: list[Section], number: int) -> bool:
    """The document itself begins with II."""
    first = re.search(r"^\s*(?:I|1|A|Phần thứ nhất)\s*[.)/:]", text[: here.start], re.MULTILINE | re.IGNORECASE)
    return number == 2 and "." not in here.path and len(siblings) > 2 and first is None and _is_roman(here)


def _is_roman(section: Section) -> bool:
    return re.fullmatch(r"II\W*", section.label or "") is not None


def _printed_between(text: str, since: Section, here: Section, missing: range) -> bool:
    """Does one of the missing labels stand in the text, run on in a line or in another form ("5a.", "6/")?"""
    between = text[since.start + len(since.label or "") : here.start]
    for number in missing:
        word = re.sub(r"(?:\d+|[^\W\d_]+)(?=\W*$)", "@", (here.label or "").strip(" .)(:/-"))
        for printed in {str(number), LETTERS[number - 1] if number <= len(LETTERS) else str(number)}:
            label = re.escape(word).replace("@", printed)
            if re.search(rf"(?:^|[\n;.:)]\s*)\W?{label}[a-zđ]?\s*[.)/:,-]", between, re.IGNORECASE):
                return True
            if re.search(rf"\s{label}[.)]\s+[A-ZĐ]", between):  # "… hàng năm b. Địa điểm"
                return True
    return False


def _is_table(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return sum(1 for line in lines if FIGURES_RE.match(line)) > FIGURES_SHARE * len(lines)
