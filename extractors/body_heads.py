"""The head of a body's name: a noun of the lexicon that says what may follow it (Sở, cơ quan, Giám đốc).

The same letters are no head where they end another word ("cán | bộ") or begin one ("cơ sở | dữ liệu").
"""

from __future__ import annotations

from corpus.fold import lower
from extractors.body_grammar import attribute_re, head_re, heads, lookalike_ends, lookalike_re


def head_at(text: str, at: int, end: int) -> tuple[str, tuple[str, ...]] | None:
    """The head at ``at`` with its kinds; a class noun may begin a sentence with a capital."""
    match = head_re().match(text, at, end)
    if match is not None:
        head = match["head"]
        return None if _inside_word(text, at, head.split(" ", 1)[0]) else (head, heads()[head])
    if at < end and text[at].isupper():
        match = head_re().match(text[at].lower() + text[at + 1 : min(end, at + 60)])
        if match is not None and "class" in heads()[match["head"]]:
            return match["head"], ("class",)
    return None


def is_no_head(text: str, at: int, end: int) -> bool:
    """Does the noun begin another word or an attribute: "cơ sở dữ liệu", "cơ quan chủ trì:"?"""
    return any(pattern.match(text, at, end) for pattern in (lookalike_re("ahead"), attribute_re()))


def _inside_word(text: str, at: int, first: str) -> bool:
    """ "cán | bộ ngành y tế", "Tổng | công ty": is the first syllable of the head the end of another word?"""
    if lower(first) not in lookalike_ends():
        return False
    return lookalike_re("behind").search(text, max(0, at - 8), at + len(first)) is not None
