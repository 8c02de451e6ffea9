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
from extractors.phrase_trie import both_cases, letters, trie_pattern

TONE_PAIRS = (
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
)  # fmt: skip
TONE_OF = {form: pair for pair in TONE_PAIRS for form in pair}
TONE_FORMS = {form: f"(?:{'|'.join(pair)})" for form, pair in TONE_OF.items()}
TONE_RE = re.compile("|".join(TONE_FORMS), re.IGNORECASE)
GAP = ",?[ ]+"  # between the words of a name
SPACE_RE = re.compile(r"\s+")


@cache
def name_pattern(name: str) -> str:
    """Write the pattern of a name; to be compiled with IGNORECASE.

    >>> bool(re.fullmatch(name_pattern("Phòng, chống ma túy"), "phòng chống ma tuý", re.IGNORECASE))
    True
    >>> bool(re.fullmatch(name_pattern("Phòng, chống ma túy"), "Phòng cháy", re.IGNORECASE))
    False
    """
    return "".join(_units(name, any_case=False))


def any_of(names: Iterable[str], *, any_case: bool = False) -> str:
    """Write one group of many names, the longest first, so that "Đầu tư công" is not read as "Đầu tư".

    With ``any_case`` the group needs no IGNORECASE, and is faster than with it.

    >>> re.match(any_of(["Đầu tư", "Đầu tư công"]), "Đầu tư công")[0]
    'Đầu tư công'
    """
    pattern = trie_pattern(_units(name, any_case=any_case) for name in names)
    return f"(?-i:{pattern})" if any_case else f"(?:{pattern})"


@cache
def words_for(use: str, *, any_case: bool = False) -> str:
    """Write one group of the words that reference_words.tsv lists for a use.

    >>> bool(re.match(words_for("name_end"), "như sau"))
    True
    """
    return any_of((row["word"] for row in table("reference_words") if row["use"] == use), any_case=any_case)


def _units(name: str, *, any_case: bool) -> list[str]:
    """The name as small patterns: a letter, the two places of a tone mark, the gap between words."""
    units: list[str] = []
    for word in SPACE_RE.split(name.strip()):
        units += [GAP] if units else []
        at, bare = 0, word.rstrip(",")
        for match in TONE_RE.finditer(bare):
            units += letters(bare[at : match.start()], any_case=any_case)
            units.append(_tones(lower(match[0]), any_case=any_case))
            at = match.end()
        units += letters(bare[at:], any_case=any_case)
    return units


def _tones(form: str, *, any_case: bool) -> str:
    if not any_case:
        return TONE_FORMS[form]
    return f"(?:{'|'.join(''.join(map(both_cases, one)) for one in TONE_OF[form])})"
