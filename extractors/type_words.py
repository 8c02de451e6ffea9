"""Type words and type codes of instruments: "Nghị quyết", "NQ", and what the one says of the other.

A code may stand for two types (QĐ: quyết định, quy định); then the word decides, and without a word the
first in the table. Permits, slips and contracts are no instruments that a directive cites.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from corpus.fold import lower, tone_key
from corpus.lexicon.load import table
from extractors.spelling import any_of
from extractors.word_ends import last_word, last_words

FOREIGN = ("Giấy", "Phiếu", "Bản ", "Hợp đồng", "Thư")  # papers, not instruments
UNTYPED = "Văn bản"  # "Văn bản số 9318/VPCP-KSTT": the symbol says which
#: Codes that stand for a type in running text: "NQ 21/NQ-TW", "NĐ 88/2025/NĐ-CP"
SHORT_TYPES = ("NQ", "CT", "KL", "QĐ", "NĐ", "TT", "TTLT", "NQLT", "KH", "HD", "CV", "TB", "CTr", "CĐ", "QC")

BLANKS = 8  # more blanks and commas in a type word than it needs

FREE = r"(?<!\w)(?<!pháp )(?<!kỷ )"  # no type word: "văn bản quy phạm pháp luật", "kỷ luật"


@cache
def type_pattern() -> str:
    """The pattern of every type word in any case, longest first."""
    return any_of([*_names(), UNTYPED], any_case=True)


def type_at_end(stretch: str) -> re.Match[str] | None:
    """Match the type word that a stretch ends with; "NQ" and the like only in capitals, as the group ``code``.

    >>> type_at_end("trái với Quyết định")[0], type_at_end("pháp luật"), type_at_end("NQ")["code"]
    ('Quyết định', None, 'NQ')
    """
    if last_word(stretch) not in _ends():
        return None
    return _type_at_end_re().search(stretch, max(0, len(stretch) - _longest()))


@cache
def _type_at_end_re() -> re.Pattern[str]:
    return re.compile(rf"{FREE}(?:(?P<word>{type_pattern()})|(?P<code>(?-i:{'|'.join(SHORT_TYPES)})))$", re.IGNORECASE)


@cache
def _ends() -> frozenset[str]:
    return last_words([*_names(), UNTYPED, *SHORT_TYPES])


@cache
def _longest() -> int:
    return max(map(len, _names())) + BLANKS


@cache
def type_word_re() -> re.Pattern[str]:
    """A type word anywhere."""
    return re.compile(rf"{FREE}(?P<word>{type_pattern()})(?!\w)", re.IGNORECASE)


def type_of_word(word: str) -> str | None:
    """The recorded type of a type word, or None for "văn bản".

    >>> type_of_word("Kế hoạch hành động"), type_of_word("NQ"), type_of_word("Văn bản")
    ('kế hoạch', 'nghị quyết', None)
    """
    if word in by_code():
        return by_code()[word][0]
    return _types().get(tone_key(word))


@cache
def by_code() -> dict[str, tuple[str, ...]]:
    """Types that a code stands for, in the table's order."""
    found: dict[str, list[str]] = {}
    for row in table("document_types"):
        if row["code"] and not row["name"].startswith(FOREIGN):
            found.setdefault(row["code"], []).append(_recorded(row["name"], row["counts_as"]))
    return {code: tuple(dict.fromkeys(names)) for code, names in found.items()}


@lru_cache(maxsize=4_096)
def types_of_symbol(codes: str) -> tuple[str, ...]:
    """Types that a symbol's codes allow, empty where no code is a type's.

    >>> types_of_symbol("QĐ-TTg"), types_of_symbol("TLĐ-NC"), types_of_symbol("QH15")
    (('quyết định', 'quy định'), (), ())
    """
    for code in re.split(r"\s*[-/–]\s*", codes):
        if code in by_code():
            return by_code()[code]
    return ()


@cache
def _types() -> dict[str, str]:
    return {
        tone_key(row["name"]): _recorded(row["name"], row["counts_as"])
        for row in table("document_types")
        if not row["name"].startswith(FOREIGN)
    }


@cache
def _names() -> tuple[str, ...]:
    return tuple(row["name"] for row in table("document_types") if not row["name"].startswith(FOREIGN))


def _recorded(name: str, counts_as: str) -> str:
    return lower(counts_as or name)
