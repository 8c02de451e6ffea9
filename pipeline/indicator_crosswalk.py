"""Topics of indicators and the published indicators next to them.

``indicator_crosswalk.tsv`` is a file that people extend: a row says which words an indicator must have, of which scheme
the published one is, its code and name, and how near they are (SKOS: exactMatch, closeMatch, relatedMatch).
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.fold import lower
from corpus.lexicon.load import table
from pipeline.indicator_words import key_of, phrase_re


@dataclass(frozen=True, slots=True)
class Match:
    """A published indicator and how near it is."""

    scheme: str
    code: str
    name: str
    match: str
    remark: str


def topic_of(name: str) -> tuple[str, str]:
    """The topic and its Vietnamese name; ``("other", "Khác")`` where no word of the table stands in it.

    >>> topic_of("tỷ lệ nữ tham gia Ban Chấp hành")
    ('gender', 'Bình đẳng giới và công tác nữ')
    """
    words = _all_words(name)
    for row in table("indicator_topics"):
        if phrase_re((row["phrase"],)).search(words):
            return row["topic"], row["vietnamese"]
    return "other", "Khác"


def crosswalk(name: str) -> tuple[Match, ...]:
    """The published indicators next to one of that name."""
    words = _all_words(name)
    return tuple(
        Match(row["scheme"], row["code"], row["name"], row["match"], row["remark"])
        for row in table("indicator_crosswalk")
        if all(phrase_re((phrase.strip(),)).search(words) for phrase in row["words"].split("+"))
    )


def _all_words(name: str) -> str:
    key = key_of(name, None)
    return " ".join((*key.words, "·", " ".join(lower(name).split())))
