"""One pattern for many phrases, as a tree of their beginnings: ``re`` tries alternatives one after the other.

Of hundreds of phrases it then looks at a handful. The longest phrase wins, as in a list sorted by length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

Tree = dict[str, "Tree"]
END = ""  # marks in a tree that a phrase ends here


def trie_pattern(phrases: Iterable[Sequence[str]]) -> str:
    """Write the pattern of phrases, each a sequence of small patterns of which no two match at one place.

    >>> trie_pattern(["sở", "sở, ngành", "ban"])
    '(?:ban|sở(?:, ngành|))'
    """
    tree: Tree = {}
    for phrase in phrases:
        node = tree
        for unit in phrase:
            node = node.setdefault(unit, {})
        node[END] = {}
    return _written(tree)


def at_word_start(phrases: Iterable[Sequence[str]], *, letter: str = r"\w") -> str:
    """Write the pattern of phrases that begin a word, to search for: each of units, the first of them one letter.

    A branch a first letter, and the lookbehind behind it: ``re`` then skips from one such letter to the next, which
    a lookbehind in front would forbid. ``letter`` is what may not stand in front.

    >>> at_word_start(map(letters, ["Luật", "Kế hoạch", "Kết luận"]))
    '(?:K(?<!\\\\w.)ế(?:\\\\ hoạch|t\\\\ luận)|L(?<!\\\\w.)uật)'
    """
    return f"(?:{'|'.join(word_starts(phrases, letter=letter))})"


def word_starts(phrases: Iterable[Sequence[str]], *, letter: str = r"\w") -> Iterator[str]:
    """Yield the branches of ``at_word_start``, one a first letter."""
    rests: dict[str, list[Sequence[str]]] = {}
    for phrase in phrases:
        rests.setdefault(phrase[0], []).append(phrase[1:])
    for first, rest in sorted(rests.items()):
        yield rf"{first}(?<!{letter}.){trie_pattern(rest)}"


def letters(phrase: str, *, any_case: bool = False) -> list[str]:
    """The units of a phrase, one a letter; with ``any_case`` both cases, for a pattern without IGNORECASE.

    A class of two letters is several times faster than a letter that is compared without its case.

    >>> letters("Số 1", any_case=True)
    ['[sS]', '[ốỐ]', '\\\\ ', '1']
    """
    return [both_cases(char) if any_case else re.escape(char) for char in phrase]


def both_cases(char: str) -> str:
    """The class of a letter in both cases."""
    low, high = char.lower(), char.upper()
    return re.escape(char) if low == high or len(low) + len(high) > 2 else f"[{low}{high}]"


def matches_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Matches that begin at these places, in order, and do not overlap: a search from every letter costs more.

    >>> [match[0] for match in matches_at(re.compile("aa"), "aaaa aa", [0, 1, 2, 5])]
    ['aa', 'aa', 'aa']
    """
    done = 0
    for place in places:
        if place >= done and (match := pattern.match(text, place)):
            done = match.end()
            yield match


def _written(tree: Tree) -> str:
    """Phrases that go on come before the one that ends here."""
    branches = []
    for unit, rest in sorted(tree.items()):
        if unit == END:
            continue
        chain = unit
        while len(rest) == 1 and END not in rest:  # no branch: a run of letters
            unit, rest = next(iter(rest.items()))
            chain += unit
        branches.append(chain if set(rest) == {END} else chain + _written(rest))
    if END in tree:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
