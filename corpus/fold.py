"""Folding: one key for all spellings of a Vietnamese word. No other module changes case or accents.

``fold`` drops case and every mark, so that "Bình đẳng giới" is found by "binh dang gioi".
``tone_key`` keeps the marks but not the place of the tone mark or the case: "hoà" = "hòa", "tỉ" ≠ "ty".
Neither is ever stored as a text: they are for comparison and search.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
SIGNS = {"–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "“": '"', "”": '"', "’": "'", "‘": "'"}


PHRASE = 60  # characters up to which a text is a phrase, whose key is kept
_WORD_RE = re.compile(r"[^\W\d_]+")


def fold(text: str) -> str:
    """Lower case, no accents, đ as d; the length may change.

    >>> fold("Ủy ban nhân dân tỉnh Đắk Lắk")
    'uy ban nhan dan tinh dak lak'
    """
    decomposed = unicodedata.normalize("NFD", _plain_signs(text.casefold()))
    bare = "".join(filterfalse(unicodedata.combining, decomposed))
    return bare.replace("đ", "d").replace("ð", "d")


def lower(text: str) -> str:
    """Lower case, length kept, so that offsets into the result are offsets into the text.

    >>> lower("NGHỊ QUYẾT")
    'nghị quyết'
    """
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


lower_line = lru_cache(maxsize=4)(lower)  # several readers ask for the same line


def tone_key(text: str) -> str:
    """Lower case; the tone of a syllable without its place; one space between words.

    >>> tone_key("Uỷ  ban") == tone_key("ủy ban")
    True
    >>> tone_key("hoà bình") == tone_key("hòa bình")
    True
    """
    return _phrase_key(text) if len(text) <= PHRASE else _tone_key(text)


def _tone_key(text: str) -> str:
    folded = _plain_signs(unicodedata.normalize("NFC", text).casefold())
    return " ".join(_WORD_RE.sub(_syllable_key, folded).split())


_phrase_key = lru_cache(maxsize=16_384)(_tone_key)  # trigger words and names come again and again


def _plain_signs(text: str) -> str:
    """One kind of dash and of each quotation mark; most texts have none, and to ask is cheaper than to translate."""
    for sign, plain in SIGNS.items():
        if sign in text:
            text = text.replace(sign, plain)
    return text


def _syllable_key(match: re.Match[str]) -> str:
    return _key_of(match[0])


@lru_cache(maxsize=16_384)  # Vietnamese has some seven thousand syllables
def _key_of(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = "".join(char for char in decomposed if ord(char) in TONES)
    return unicodedata.normalize("NFC", decomposed.translate(TONES)) + tones


def is_upper(text: str) -> bool:
    """Is the text set in capitals (at least two letters, nine in ten of them capital)?

    >>> is_upper("IV. NHIỆM VỤ"), is_upper("Kính gửi"), is_upper("12/2024")
    (True, False, False)
    """
    if sum(map(str.islower, text[: len(text) // 4 + 8])) > 0.1 * len(text):
        return False  # its beginning has more small letters than the whole may have
    letters = list(filter(str.isalpha, text))
    return len(letters) >= 2 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)


def capitalise(text: str) -> str:
    """First letter as a capital, the rest untouched.

    >>> capitalise("các cấp công đoàn")
    'Các cấp công đoàn'
    """
    return text[:1].upper() + text[1:]
