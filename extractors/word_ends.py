"""The last word in front of something: what most patterns that look backwards fail by, and cheap to know.

A pattern that ends with "$" is tried from every letter. One look at the last word tells whether it can match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.fold import tone_key
from corpus.lexicon.load import table

BEHIND = ' "“:'  # what may stand between the word and the end
NO_LETTER_RE = re.compile(r"[\W\d_]")


def last_word(text: str) -> str:
    """The key of the last word, the signs behind it left out.

    >>> last_word("trên cơ sở thỏa THUẬN “") == tone_key("thuận"), last_word("(Theo "), last_word(" ")
    (True, 'theo', '')
    """
    word = text.rstrip(BEHIND).rpartition(" ")[2]
    return tone_key(word if word.isalpha() else NO_LETTER_RE.split(word)[-1])


def first_word(text: str) -> str:
    """The key of the first word, a comma or blanks in front of it left out.

    >>> first_word(", Cho thuê"), first_word(" do)")
    ('cho', 'do')
    """
    word = text.lstrip(" ,").partition(" ")[0]
    return tone_key(word if word.isalpha() else NO_LETTER_RE.split(word)[0])


def last_words(phrases: Iterable[str]) -> frozenset[str]:
    """The keys of the last words of phrases.

    >>> sorted(last_words(["thay cho", "Cao nguyên đi"]))
    ['cho', 'đi']
    """
    return frozenset(last_word(phrase) for phrase in phrases)


def last_words_for(*uses: str) -> frozenset[str]:
    """The keys of the last words of what reference_words.tsv lists for these uses."""
    return last_words(row["word"] for row in table("reference_words") if row["use"] in uses)
