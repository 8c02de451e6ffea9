"""Accents that recognition misread, put right where two neighbouring words leave no doubt.

Vietnamese slips are of accents more than of letters: "QUYÉT ĐỊNH", "bình đằng", "tham những". A pair of syllables
that the lexicon (``word_pairs``) does not know, and that is, accents aside, one that it knows, is that one; words
that already stand in a known pair are not touched. Letters are never added or dropped. Capitalised words
in a row may be a person's name and are left alone. Numbers and symbols are not touched.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from corpus.fold import fold, lower, tone_key
from corpus.lexicon.load import table
from pipeline.readers.ocr_tesseract import Word

EDGES = "“”\"'‘’(),;:.!?…[]"
SURE = 0.6  # least confidence of a word that the lexicon put right
COMMON = 40  # times seen: "Quyết định", "Liên đoàn"; a name is no such pair


def respell(words: list[Word]) -> list[Word]:
    """The words with the accents of known pairs.

    >>> from pipeline.readers.ocr_tesseract import Word
    >>> [word.text for word in respell([Word(text, 0, 0, 9, 9, 9, 9, 0, 0.9) for text in ("QUYÉT", "ĐỊNH:")])]
    ['QUYẾT', 'ĐỊNH:']
    """
    out = list(words)
    fixed = {at for index in range(len(out) - 1) if _is_known(out[index], out[index + 1]) for at in (index, index + 1)}
    for index in range(len(out) - 1):
        left, right = out[index], out[index + 1]
        found = None if _may_be_name(out, index) else _known(left, right)
        if found is None:
            continue
        meant = (_in_place(left.text, found[0]), _in_place(right.text, found[1]))
        changed = {index + at for at, word in enumerate((left, right)) if word.text != meant[at]}
        if not changed & fixed:
            for at in changed:
                out[at] = replace(out[at], text=meant[at - index], confidence=max(SURE, out[at].confidence))
            fixed |= {index, index + 1}
    return out


def _may_be_name(words: list[Word], index: int) -> bool:
    """Are both words capitalised, and so is one beside them ("Nguyễn Văn Hoà"), or are they a rare pair?"""
    around = [word.text.strip(EDGES).istitle() for word in words[max(0, index - 1) : index + 3]]
    at = min(index, 1)
    if not (around[at] and around[at + 1]):
        return False
    found = _pairs().get(fold(_read(words[index], words[index + 1])))
    return sum(around) > 2 or found is None or found[1] < COMMON


def _is_known(left: Word, right: Word) -> bool:
    """Is a pair as the lexicon has it?"""
    found = _pairs().get(fold(_read(left, right)))
    return found is not None and tone_key(found[0]) == tone_key(_read(left, right))


def _known(left: Word, right: Word) -> tuple[str, str] | None:
    """The lexicon's pair that two words are meant to be, when they are read otherwise."""
    read = _read(left, right)
    found = _pairs().get(fold(read)) if read else None
    if found is None or len(found[0]) != len(read) or tone_key(found[0]) == tone_key(read):
        return None
    first, _, second = found[0].partition(" ")
    return (first, second) if len(first) == read.index(" ") else None


def _read(left: Word, right: Word) -> str:
    """Two words as one lower-case pair; "" where a sign parts them or one is no word."""
    one, other = left.text.lstrip(EDGES), right.text.rstrip(EDGES)
    return lower(f"{one} {other}") if one.isalpha() and other.isalpha() else ""


def _in_place(printed: str, syllable: str) -> str:
    """The syllable in the case of the printed word and with its signs."""
    core = printed.strip(EDGES)
    start = printed.index(core)
    cased = "".join(new.upper() if old.isupper() else new for old, new in zip(core, syllable, strict=True))
    return printed[:start] + cased + printed[start + len(core) :]


@cache
def _pairs() -> dict[str, tuple[str, int]]:
    return {fold(row["pair"]): (row["pair"], int(row["count"])) for row in table("word_pairs")}
