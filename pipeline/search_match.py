"""Weighs a paragraph against a query, and marks in it the words that were found, accents kept.

A folded word is looked for by a pattern that allows every accent on its letters ("dang" meets "đẳng", "Đảng"), so that
texts need not be folded to be searched and every place is one of the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache, lru_cache

from corpus.fold import fold
from pipeline.search_keys import exact
from pipeline.search_query import Query, Term
from schemas.sqlite import Database

OPEN, CLOSE = "«", "»"
SNIPPET = 240  # characters of a quote that are shown
MAX_MARKS = 40


class Matcher:
    """A query's terms, ready to be looked for in many texts."""

    def __init__(self, query: Query, *, ignore_accents: bool) -> None:
        self._ignore = ignore_accents
        self._groups = query.groups
        self._excluded = query.excluded
        self._numbers = [_number_pattern(key) for key in query.numbers]
        together = tuple(word for group in query.groups for word in group[0].folded)
        self._phrase = _pattern(together, prefix=False) if len(query.groups) > 1 else None

    def accepts(self, text: str) -> bool:
        """Does the text meet every group of the query?"""
        met = all(any(self._spans(term, text) for term in group) for group in self._groups)
        return met and not any(self._spans(term, text) for term in self._excluded)

    def best(self, text: str, spans: list[tuple[int, int]]) -> tuple[float, int, int]:
        """The paragraph that answers best, with its score: terms met, side by side, with the accents typed.

        Each pattern goes once over the whole text, so that the time grows with the text and not with its paragraphs.
        """
        starts = [start for start, _ in spans]
        scores: dict[int, float] = defaultdict(float)
        for group in self._groups:
            met: dict[int, list[bool]] = defaultdict(list)
            for term in group:
                for start, end in self._spans(term, text):
                    met[bisect_right(starts, start) - 1].append(not term.accented or _is_exact(text[start:end], term))
            for index, typed in met.items():
                scores[index] += 1.0 + 0.05 * min(len(typed), 4) + 0.3 * any(typed)
        if self._phrase:
            for start, _ in _places(self._phrase, text):
                scores[bisect_right(starts, start) - 1] += 1.0
        if not scores or not spans:
            return (0.0, *(spans[0] if spans else (0, 0)))
        chosen = max(scores, key=lambda index: (scores[index], -index))
        return (scores[chosen], *spans[max(0, chosen)])

    def snippet(self, text: str) -> str:
        """The text with the words found between « and », cut to what stands around the first of them."""
        marks = self.marks(text)
        if not marks:
            return text if len(text) <= SNIPPET else text[: SNIPPET - 1] + "…"
        begin = max(0, marks[0][0] - SNIPPET // 3) if len(text) > SNIPPET else 0
        begin = text.rfind(" ", 0, begin) + 1 if begin else 0
        end = min(len(text), begin + SNIPPET)
        out, at = ["…"] if begin else [], begin
        for start, stop in marks:
            if start < at or stop > end:
                continue
            out += [text[at:start], OPEN, text[start:stop], CLOSE]
            at = stop
        return "".join([*out, text[at:end], "…" if end < len(text) else ""])

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Where the words found stand; neighbours are one mark."""
        spans = [span for group in self._groups for term in group for span in self._spans(term, text)]
        spans += [span for pattern in self._numbers for span in _places(pattern, text)]
        marks: list[tuple[int, int]] = []
        for start, end in sorted(set(spans))[:MAX_MARKS]:
            if marks and start <= marks[-1][1] + 1:
                marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
            else:
                marks.append((start, end))
        return marks

    def _spans(self, term: Term, text: str) -> list[tuple[int, int]]:
        found = _places(_pattern(term.folded, prefix=term.prefix), text)
        if self._ignore or not term.accented:
            return found
        return [(start, end) for start, end in found if _is_exact(text[start:end], term)]


def paragraphs(db: Database, document: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of a document and where its paragraphs are."""
    text = str(db.execute("SELECT text FROM documents WHERE id = ?", [document]).fetchone()[0])
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return text, spans


def _places(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where a pattern stands at the beginning of a word. A lookbehind would make each search ten times slower."""
    found = (match.span() for match in pattern.finditer(text))
    return [(start, end) for start, end in found if start == 0 or not text[start - 1].isalnum()]


@lru_cache(maxsize=20_000)
def _is_exact(found: str, term: Term) -> bool:
    words = exact(found).split()
    if not term.prefix:
        return tuple(words) == term.exact
    return tuple(words[:-1]) == term.exact[:-1] and words[-1].startswith(term.exact[-1].rstrip("12345"))


@lru_cache(maxsize=1000)
def _pattern(words: tuple[str, ...], *, prefix: bool) -> re.Pattern[str]:
    """The words with any accents and case, anything but letters and digits between them."""
    spelled = r"[\W_]+".join("".join(_letters().get(char, re.escape(char)) for char in word) for word in words)
    return re.compile(spelled + (r"\w*" if prefix else r"(?![^\W_])"))


def _number_pattern(key: str) -> re.Pattern[str]:
    """A số hiệu in any spelling: "12b-nq-bch" meets "12b/NQ-BCH" and "12B / NQ - BCH"."""
    parts = ["".join(_letters().get(char, re.escape(char)) for char in part) for part in key.split("-") if part]
    return re.compile(r"0*" + r"\s?[/–-]\s?".join(parts) + r"(?!\w)")


@cache
def _letters() -> dict[str, str]:
    """A class of all letters that fold to one, by that one."""
    found: dict[str, str] = defaultdict(str)
    for code in (*range(0x30, 0x250), *range(0x1E00, 0x1F00)):
        folded = fold(chr(code))
        if len(folded) == 1 and folded.isascii() and folded.isalnum():
            found[folded] += chr(code)
    return {letter: f"[{members}]" for letter, members in found.items()}
