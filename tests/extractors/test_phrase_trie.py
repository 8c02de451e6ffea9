"""Do the patterns of many phrases find what a list of alternatives finds?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.lexicon.load import column
from extractors.body_grammar import alternatives, spellings
from extractors.phrase_trie import at_word_start, letters, trie_pattern

TEXT = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.txt"))
)
LISTS = [("sector_names", "name"), ("assignment_triggers", "phrase"), ("body_heads", "head"), ("places", "name")]


def listed(words: tuple[str, ...]) -> str:
    every = {spelling for word in words for spelling in spellings(word)}
    return "|".join(map(re.escape, sorted(every, key=len, reverse=True)))


def spans(pattern: str, flags: int = 0) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, TEXT, flags)]


@pytest.mark.parametrize(("table", "key"), LISTS)
def test_alternatives_find_what_a_sorted_list_finds(table, key):
    words = column(table, key)

    assert spans(rf"(?<!\w)(?:{alternatives(words)})(?!\w)") == spans(rf"(?<!\w)(?:{listed(words)})(?!\w)")


@pytest.mark.parametrize(("table", "key"), LISTS)
def test_alternatives_in_any_case_find_what_ignorecase_finds(table, key):
    words = column(table, key)
    expected = spans(rf"(?<!\w)(?:{listed(words)})(?!\w)", re.IGNORECASE)

    assert spans(rf"(?<!\w)(?:{alternatives(words, any_case=True)})(?!\w)") == expected


@pytest.mark.parametrize(("table", "key"), LISTS)
def test_at_word_start_finds_whole_words(table, key):
    words = column(table, key)

    assert spans(rf"{at_word_start(map(letters, words))}(?!\w)") == spans(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)"
    )


def test_trie_pattern_takes_the_longest_that_the_rest_allows():
    pattern = trie_pattern(map(letters, ["sở", "sở, ngành", "sở, ngành và xã"]))

    assert re.match(rf"{pattern}(?!\w)", "sở, ngành và xãy")[0] == "sở, ngành"
