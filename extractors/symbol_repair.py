"""Slips of recognition in the symbols of documents: "12/QD-UBND", "50/2014/OH13", "20-NQ/1W".

Only a part that is no known code is touched, and only when it looks like exactly one code of the lexicon
(``document_types``, ``issuer_codes``): letters that engines take for each other are listed in
``ocr_confusions``. The repaired text has the length of the read one, so that every quote stays as it was read;
extractors see the repaired text and give the repaired ``number``. Refuses to guess: "12/XD-ABC" stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from corpus.lexicon.load import column, table

SYMBOL_RE = re.compile(
    r"""
    (?<![\w/-])\d{0,6}[a-zđ]?[ ]?                  # 12 | 1500b | blank, written in by hand
    (?:/[ ]?(?:19|20)\d\d[ ]?)?                    # /2014
    (?P<sep>[/-])(?P<gap>[ ]?)
    (?P<codes>
        \w[\w&]{0,14}(?:[/-][ ]?\w[\w&]{0,14}){0,5}   # QD-UBND | OH13 | NQ/1W
        (?:(?<=[/-][QO0]H)[ ]\d{1,2}(?!\w))?            # QH 11
    )
    """,
    re.VERBOSE,
)
PART_RE = re.compile(r"[\w&]+")
TWICE_RE = re.compile("Đ+")
TERM_APART_RE = re.compile(r"(H)[ ](?=\d)")
CONGRESS_RE = re.compile(r"^(?P<body>[A-ZĐ0-9]{2})(?P<term>[0-9IlOSB]{1,2})$")  # QH13, read as OH13, QHI3
DIGITS = str.maketrans("IlOSB", "11058")
LAST_TERM = 16  # of the National Assembly; there is none before it that has a symbol of one digit but QH9


def repair_symbols(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Repair the symbols inside the recognised ``spans`` of a text; the length is kept.

    >>> repair_symbols("Luật 50/2014/OH13, 20-NQ/1W, 12/QD-UBND, 5/XD-ABC", [(0, 99)])
    'Luật 50/2014/QH13, 20-NQ/TW, 12/QĐ-UBND, 5/XD-ABC'
    """
    out = list(text)
    for start, end in _merged(spans):
        for match in SYMBOL_RE.finditer(text, start, min(end, len(text))):
            repaired = _repaired(match)
            if repaired is not None:
                out[match.start("sep") : match.end()] = repaired
    return "".join(out)


def _repaired(match: re.Match[str]) -> str | None:
    """The separator and the codes anew, as long as they were; None where nothing is to be repaired."""
    printed = match["codes"]
    codes = PART_RE.sub(_repaired_part, TERM_APART_RE.sub(r"\1", printed))
    spare = len(printed) - len(codes)
    if codes == printed or not 0 <= spare <= 1:
        return None
    return match["sep"] + match["gap"] + " " * spare + codes  # a blank behind the separator is no part of a number


def _repaired_part(match: re.Match[str]) -> str:
    part = match[0]
    if part in _codes() or part.isdigit():
        return part
    term = CONGRESS_RE.match(part)
    if term and _shape(term["body"]) == _shape("QH"):
        number = term["term"].translate(DIGITS)
        return f"QH{number}" if number.isdigit() and 2 <= int(number) <= LAST_TERM else part
    alike = _by_shape().get(_shape(part), set())
    return next(iter(alike)) if len(alike) == 1 else part


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch, or are a blank apart, as one: words are recognised one by one."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start - out[-1][1] <= 1:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


@cache
def _codes() -> frozenset[str]:
    named = {code for name in ("document_types", "issuer_codes") for code in column(name, "code") if code}
    return frozenset(part for code in named for part in PART_RE.findall(code))


@cache
def _by_shape() -> dict[str, set[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for code in _codes():
        out[_shape(code)].add(code)
    return dict(out)


def _shape(part: str) -> str:
    """What is left of a code when letters that look alike count as one, and so does a Đ that is read twice ("QĐÐ")."""
    letters = "".join(_confused().get(letter, letter) for letter in part)
    return TWICE_RE.sub("Đ", letters)


@cache
def _confused() -> dict[str, str]:
    return {letter: row["letters"][0] for row in table("ocr_confusions") for letter in row["letters"]}
