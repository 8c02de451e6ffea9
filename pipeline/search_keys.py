"""Words as the search index has them: exact (with accents, wherever the tone mark stands) and folded (without).

"hoà bình" and "hòa bình" have one exact form; "hoa binh" finds both by the folded one. Every form consists of ASCII
letters, digits and Vietnamese letters only, so that nothing in a text or a query can be taken for syntax.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from corpus.fold import TONES, fold, tone_key

WORD_RE = re.compile(r"[^\W_]+")
TONE_DIGITS = {char: str(digit) for digit, char in enumerate(sorted(map(chr, TONES)), start=1)}
BREAK = "zzz"  # between two names of one column, so that no phrase runs from one into the next


@lru_cache(maxsize=200_000)
def exact_word(word: str) -> str:
    """A word with its accents; the tone as a digit at its end.

    >>> exact_word("Hoà") == exact_word("hòa"), exact_word("hoa") == exact_word("hòa")
    (True, False)
    """
    return "".join(TONE_DIGITS.get(char, char) for char in unicodedata.normalize("NFC", tone_key(word))).replace(
        " ", ""
    )


@lru_cache(maxsize=200_000)
def folded_word(word: str) -> str:
    """A word without case and accents.

    >>> folded_word("Đẳng")
    'dang'
    """
    return "".join(WORD_RE.findall(fold(word)))


def words(text: str) -> list[str]:
    """The words of a text: letters and digits.

    >>> words("Kế hoạch số 120/KH-TLĐ")
    ['Kế', 'hoạch', 'số', '120', 'KH', 'TLĐ']
    """
    return WORD_RE.findall(unicodedata.normalize("NFC", text))


def exact(text: str) -> str:
    """A text as the exact column has it."""
    return " ".join(map(exact_word, words(text)))


def folded(text: str) -> str:
    """A text as the folded column has it.

    >>> folded("Bình đẳng giới, 2021-2030")
    'binh dang gioi 2021 2030'
    """
    return " ".join(map(folded_word, words(text)))


def token(prefix: str, text: str) -> str:
    """One word for a whole value, such as a number or a type.

    >>> token("n", "12b-nq-bch"), token("t", "kế hoạch")
    ('n12bxnqxbch', 'tkexhoach')
    """
    return prefix + "x".join(map(folded_word, words(text)))


def accented(word: str) -> bool:
    """Does a word carry a mark that its folded form lacks?

    >>> accented("đoàn"), accented("Ban")
    (True, False)
    """
    return fold(word) != word.casefold()
