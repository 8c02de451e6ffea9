"""What the words behind a list of bodies let it do: "| Sở Nội vụ | chủ trì …", "| UBND tỉnh | đã ban hành …".

A verb, a duty or a modal says that it is to do something, "tham mưu" that it advises; what tells of the past
or of what is ("đã", "là") orders nothing.
"""

from __future__ import annotations

import re
from enum import StrEnum

from extractors.body_grammar import phrase_re

REACH = 200  # how far a predicate may stand behind its subject
COMPLEMENT_RE = re.compile(  # an adverbial that goes on: "căn cứ | chức năng, nhiệm vụ"
    r"căn cứ|theo|trên cơ sở|trong|tùy|tuỳ|từ|với|trước|chậm nhất|ngoài|xuất phát|định kỳ", re.IGNORECASE
)
BRACKET_RE = re.compile(r"\s*\([^()\n]{0,160}\)")


class Predicate(StrEnum):
    """What a list of bodies is said to do."""

    NONE = "none"
    DOES = "does"
    ADVISES = "advises"


def predicate(right: str) -> Predicate:
    """Say what the words behind a list let it do.

    >>> predicate(" căn cứ chức năng, nhiệm vụ tổ chức thực hiện"), predicate(" đã ban hành")
    (<Predicate.DOES: 'does'>, <Predicate.NONE: 'none'>)
    """
    rest = right[:REACH]
    if rest.lstrip().startswith("("):
        rest = BRACKET_RE.sub("", rest, count=1)
    rest = rest.lstrip(" ,")
    least = Predicate.DOES if is_obliged(rest) else Predicate.NONE
    for _ in range(4):
        if phrase_re("advise").match(rest):
            return Predicate.ADVISES
        modal, verb = phrase_re("modal").match(rest), phrase_re("verb").match(rest)
        if tells(rest):
            return Predicate.NONE
        if verb is not None and (modal is None or verb.end() >= modal.end()):
            return Predicate.DOES
        if modal is None:
            return least
        rest = rest[modal.end() :].lstrip(" ,")
        if COMPLEMENT_RE.match(modal[0]):
            return max(least, behind_complement(rest), key=list(Predicate).index)
        least = Predicate.DOES  # an adverb or a duty in front says as much as the verb behind it
    return Predicate.DOES


def tells(rest: str) -> bool:
    """ "đã ban hành", "là …" tell; "được giao", "là đầu mối" do not."""
    return phrase_re("past").match(rest) is not None and phrase_re("duty").match(rest) is None


def behind_complement(rest: str) -> Predicate:
    """ "căn cứ chức năng, nhiệm vụ | tham mưu ban hành": the first verb behind the complement counts."""
    for word in re.finditer(r"(?<!\w)\w", rest):
        if phrase_re("advise").match(rest, word.start()):
            return Predicate.ADVISES
        if phrase_re("duty").match(rest, word.start()):
            return Predicate.DOES
        verb = phrase_re("verb").match(rest, word.start())
        if verb is not None and " " in verb[0]:  # "chương | trình", "chức | năng" are no verbs
            return Predicate.DOES
    return Predicate.NONE


def is_obliged(right: str) -> bool:
    """Do the words behind a list begin with a colon, a "phải" or a duty?"""
    bare = right.lstrip(" ,")
    return bare.startswith(":") or any(phrase_re(kind).match(bare) is not None for kind in ("obliged", "duty"))


def says_something(right: str) -> bool:
    """Is it a verb of saying that follows: "UBND tỉnh | yêu cầu", which orders others?"""
    return phrase_re("saying").match(right.lstrip(" ,")) is not None
