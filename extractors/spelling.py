"""Spellings of a Vietnamese name: one pattern for all of them.

"Luật Phòng, chống ma túy", "Luật phòng chống ma tuý" and "LUẬT PHÒNG, CHỐNG MA TÚY" are one name: case,
a comma inside it and the place of the tone mark do not count. Other letters do: "tỉ" is not "tỷ".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from corpus.fold import lower
from corpus.lexicon.load import table

TONE_PAIRS = (
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
)  # fmt: skip
TONE_FORMS = {form: f"(?:{'|'.join(pair)})" for pair in TONE_PAIRS for form in pair}
TONE_RE = re.compile("|".join(TONE_FORMS), re.IGNORECASE)
SPACE_RE = re.compile(r"\s+")


@cache
def name_pattern(name: str) -> str:
    """Write the pattern of a name; to be compiled with IGNORECASE.

    >>> bool(re.fullmatch(name_pattern("Phòng, chống ma túy"), "phòng chống ma tuý", re.IGNORECASE))
    True
    >>> bool(re.fullmatch(name_pattern("Phòng, chống ma túy"), "Phòng cháy", re.IGNORECASE))
    False
    """
    words = SPACE_RE.split(name.strip())
    return r",?[ ]+".join(_word(word.rstrip(",")) for word in words)


def any_of(names: Iterable[str]) -> str:
    """Write one group of many names, the longest first, so that "Đầu tư công" is not read as "Đầu tư".

    >>> re.match(any_of(["Đầu tư", "Đầu tư công"]), "Đầu tư công")[0]
    'Đầu tư công'
    """
    ordered = sorted(dict.fromkeys(names), key=len, reverse=True)
    return f"(?:{'|'.join(name_pattern(name) for name in ordered)})"


@cache
def words_for(use: str) -> str:
    """Write one group of the words that reference_words.tsv lists for a use.

    >>> bool(re.match(words_for("name_end"), "như sau"))
    True
    """
    return any_of(row["word"] for row in table("reference_words") if row["use"] == use)


def _word(word: str) -> str:
    pieces = []
    at = 0
    for match in TONE_RE.finditer(word):
        pieces += [re.escape(word[at : match.start()]), TONE_FORMS[lower(match[0])]]
        at = match.end()
    return "".join([*pieces, re.escape(word[at:])])
