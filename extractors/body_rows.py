"""Nouns in a row under one "các", each a kind of bodies: "các sở, ban, ngành, đoàn thể".

A noun that may be a verb, that has a name of its own or that is of another kind (cấp ủy and cơ quan) begins anew.
"""

from __future__ import annotations

import re

from extractors.body_grammar import NAME_WORD_RE, TO_CHUC_RE, head_re, heads, unit_re, with_trait
from extractors.body_heads import is_no_head

NEXT_RE = re.compile(
    r"(?:\s*,\s*| và (?=địa phương(?!\w))| - (?=(?:ban|ngành|huyện|xã|phường|thị trấn)(?!\w)))(?P<each>các\s+)?"
)  # các sở | - ban
CAPITAL_CLASSES = frozenset({"Bộ", "Sở", "Ban", "Cục", "Vụ", "Phòng", "Tổng cục"})  # a name may follow instead
VERB_LIKE = frozenset({"tổ chức", "cấp"})


def next_in_row(text: str, at: int, end: int, row: list[str], *, plural: bool) -> tuple[str, int] | None:
    """The next noun of a row: ", ban" in "sở, ban, ngành"; never one with its own "các"."""
    first = row[0]
    join = NEXT_RE.match(text, at, end)
    if join is None or first in with_trait("apart") or (join["each"] and first != "cấp"):
        return None
    match = head_re().match(text, join.end(), end)
    if match is None or not (plural or first in with_trait("series")):
        return None
    head, stop = match["head"], match.end()
    if is_no_head(text, match.start(), end):
        return None
    if "class" not in heads()[head] or head in with_trait("apart") or _begins_anew(head, row):
        return None
    if head in VERB_LIKE and not TO_CHUC_RE.match(text, stop, end):
        return None
    return None if head in CAPITAL_CLASSES and _is_named(text, stop, end) else (head, stop)


def carries(text: str, at: int, end: int) -> bool:
    """May a noun at ``at`` share the "các" of the mention in front of it: "các bệnh viện, | trung tâm y tế"?

    Of one syllable it may be a verb: "các xã, | báo | cáo".
    """
    match = head_re().match(text, at, end)
    if match is None or " " not in match["head"] or match["head"] in VERB_LIKE:
        return False
    return "class" in heads()[match["head"]]


def is_bare(text: str, at: int, stop: int) -> bool:
    """Is nothing said of a member of a row but a syllable that completes its noun: "trường | nghề"?"""
    return (text[at:stop].count(" ") < 2 and text[at:stop].islower()) or stop == at


def _begins_anew(head: str, row: list[str]) -> bool:
    """ "bệnh viện …, | bệnh viện", "các cấp ủy, | cơ quan": a noun that is no further member of the row."""
    party = with_trait("party")
    return head in row or head in with_trait("own") or (row[0] in party) != (head in party)


def _is_named(text: str, at: int, end: int) -> bool:
    return any(pattern.match(text, at, end) for pattern in (unit_re("sector"), NAME_WORD_RE))
