"""Where the clause of a list of bodies begins and ends, and whether one begins inside the list.

"tham mưu | UBND tỉnh; các sở, ngành | triển khai" is a list to the reader of names, and two clauses to its sentence.
"""

from __future__ import annotations

import re

from extractors.assignment_predicates import Predicate, predicate
from extractors.assignment_triggers import before_list, governs
from extractors.body_grammar import phrase_re
from schemas.vocabulary import AssignmentRole as Role

LONGEST_CLAUSE = 1_000
BOUNDARY_RE = re.compile(r"[.;:!?…\n](?:(?<=\n)|\s+|(?<=[.;:])$)")
BULLETS = " \t-–+•*"


def clause_start(text: str, start: int, at: int) -> int:
    """Find where the clause that holds ``at`` begins, not before ``start``."""
    last = max(start, at - LONGEST_CLAUSE)
    for match in BOUNDARY_RE.finditer(text, last, at):
        last = match.end()
    return last


def clause_end(text: str, at: int, end: int) -> int:
    """Find where the clause that holds ``at`` ends, its punctuation included."""
    last = min(end, at + LONGEST_CLAUSE)
    match = BOUNDARY_RE.search(text, at, last)
    return match.start() + 1 if match else last


def parts_at_semicolon(left: str, right: str) -> bool:
    """Does a new clause begin inside a list: "tham mưu | UBND tỉnh; các sở, ngành | triển khai"?

    Where the list is ordered as a whole ("yêu cầu | Sở Y tế; Sở Tài chính | thực hiện"), it does not.

    >>> parts_at_semicolon("tham mưu ", " triển khai"), parts_at_semicolon("yêu cầu ", " thực hiện")
    (True, False)
    """
    trigger = before_list(left, "", None)
    governed = trigger is not None and trigger.role not in (Role.LEAD, Role.ADVISE)
    return governed and predicate(right) is not Predicate.NONE


def parts_at_comma(left: str, right: str) -> bool:
    """Does an opening end before the last of a list: "Khi có văn bản của | Sở Y tế, Sở Tài chính | trình"?

    >>> parts_at_comma("Khi có văn bản của ", " xem xét trình"), parts_at_comma("ý kiến của ", " xem xét trình")
    (True, False)
    """
    bare = left.lstrip(BULLETS)
    return governs(left) and phrase_re("opening").match(bare) is not None and predicate(right) is not Predicate.NONE
