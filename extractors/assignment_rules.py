"""Which part a list of bodies has in its clause: lead, coordinate, advise, recipient or none.

Words in front decide first ("phối hợp với | Sở Y tế", "giao | Sở Nội vụ"), then what the bodies do
("| Sở Nội vụ | chủ trì …" at the start of a clause). "tham mưu | UBND tỉnh" and "do | Chính phủ |
phát động" give no part, and a body that no rule claims has none.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.assignment_clauses import BULLETS
from extractors.assignment_predicates import (
    BRACKET_RE,
    REACH,
    Predicate,
    behind_complement,
    is_obliged,
    predicate,
    tells,
)
from extractors.assignment_triggers import before_list, governs
from extractors.assignment_verdict import NOTHING, Subjects, Verdict
from extractors.body_grammar import person_re, phrase_re
from schemas.vocabulary import AssignmentRole as Role

UNCLOSED = 80  # "Căn cứ tình hình thực tế | các đơn vị có kế hoạch": an opening without its comma is short
LONGEST_HOLDER = 60
ENUMERATION_RE = re.compile(  # "Các doanh nghiệp bưu chính|, viễn thông tổ chức": the subject goes on without a head
    r"(?:,| và| hoặc)(?! (?:đã|đang|được|là|có)\b) [^.;:()\n]"
)
THEN_RE = re.compile(r"(?<!\w)thì\s*$", re.IGNORECASE)  # nếu có vướng mắc thì | các đơn vị | báo cáo
NEED_RE = re.compile(  # nếu thấy cần sửa đổi, bổ sung | các sở, ngành | đề xuất
    r"nếu (?:thấy |có |cần |gặp |phát sinh )[^;:.()\n]{0,60}(?:bổ sung|sửa đổi|điều chỉnh|vướng mắc|phát sinh)\s*$",
    re.IGNORECASE,
)
RELATIVE_RE = re.compile(r"\s*(?:có|đang|được|là|đóng|tham gia|thuộc|nằm)\s", re.IGNORECASE)
AHEAD_RE = re.compile(r"\s*(?:trong )?thời gian tới", re.IGNORECASE)  # what is still to be done, among results
EXECUTION_RE = re.compile(r"(?:chịu|có) trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện) \w+ \w+ này", re.IGNORECASE)


def judge(left: str, right: str, *, subjects: Subjects = Subjects.ALL, before: Verdict | None = None) -> Verdict:
    """Judge a list between ``left`` and ``right``, the words of its own clause.

    ``before`` is the verdict on the list in front of it; ``subjects`` is NONE where sentences
    only tell (targets), so that no subject is taken for an order.

    >>> judge("Giao ", " làm đầu mối tham mưu").role, judge("", " chủ trì").role, judge("tham mưu ", "").role
    (<AssignmentRole.ADVISE: 'advise'>, <AssignmentRole.LEAD: 'lead'>, None)
    """
    left = _without_holder(left)
    trigger = before_list(left, right, before)
    if trigger is not None:
        told = subjects is Subjects.OBLIGED and trigger.role in (Role.COORDINATE, Role.RECIPIENT)
        return NOTHING if told and not phrase_re("obliged").search(left) else trigger
    if subjects is Subjects.NONE or (subjects is Subjects.OBLIGED and not (is_obliged(right) or AHEAD_RE.match(left))):
        return NOTHING
    return _subject(left, right)


def _subject(left: str, right: str) -> Verdict:
    """A body at the start of its clause that does something is ordered to do it."""
    first = _is_first(left)
    if first and right.lstrip().startswith(":"):
        return Verdict(Role.LEAD, 0.93, "colon")
    if THEN_RE.search(left) or NEED_RE.search(left):
        first = True
    does = predicate(right)
    bare = BRACKET_RE.sub("", right, count=1) if right.lstrip().startswith("(") else right
    if does is Predicate.NONE and first and (ENUMERATION_RE.match(bare) or _is_relative(right)):
        does = behind_complement(bare[:REACH])
    if does is Predicate.NONE or governs(left):
        return NOTHING
    role = Role.ADVISE if does is Predicate.ADVISES else Role.LEAD
    if first:
        return Verdict(role, 0.9, "subject")
    if right.startswith(","):
        return NOTHING  # an enumeration goes on
    if _opens(left):
        return Verdict(role, 0.8, "subject behind an opening")
    if phrase_re("duty").match(right.lstrip()):
        return Verdict(role, 0.7, "subject of a duty")
    return NOTHING


def executes(left: str, right: str) -> bool:
    """Is the list one of those at the head of a decision's last article: "…, các Sở | chịu trách nhiệm thi hành"?

    >>> executes("", " các dân tộc Việt Nam, Chánh Thanh tra Bộ chịu trách nhiệm thi hành Quyết định này.")
    True
    """
    told = "rách nhiệm" in right or "RÁCH NHIỆM" in right
    return told and EXECUTION_RE.search(right) is not None and not governs(left)


def _without_holder(left: str) -> str:
    """ "Giao đồng chí Nguyễn Văn A | - Phó Chủ tịch LĐLĐ tỉnh": who holds the office stands in front of it.

    >>> _without_holder("Giao cho đồng chí Nguyễn Văn A - ")
    'Giao cho '
    """
    holder = _holder_re().search(left, max(0, len(left) - LONGEST_HOLDER))
    if holder is None or (holder[0].rstrip().endswith(",") and not left[: holder.start()].strip(BULLETS)):
        return left  # "; đồng chí Nguyễn Văn Y, Phó Trưởng Ban …, chức danh …": one of a list of persons
    return left[: holder.start()]


def _is_first(left: str) -> bool:
    """Is nothing in front of the list in its clause but a bullet and a linking word ("Đồng thời, |")?"""
    bare = left.lstrip(BULLETS).rstrip(" ,")
    return not bare or phrase_re("link").fullmatch(bare) is not None


def _opens(left: str) -> bool:
    """ "Trên cơ sở Kế hoạch này, |": an adverbial opens the clause, and a comma or a blank ends it."""
    bare = left.lstrip(BULLETS).rstrip()
    opening = phrase_re("opening").match(bare)
    if opening is None or bare.endswith(","):
        return opening is not None
    if "," in bare or len(bare) > UNCLOSED or phrase_re("clausal").match(bare):
        return False
    return not any(" " in verb[0] for verb in phrase_re("verb").finditer(bare, opening.end()))


def _is_relative(right: str) -> bool:
    """ "UBND các địa phương | có nông sản xuất khẩu | thường xuyên cập nhật": a clause says which, another what."""
    if not RELATIVE_RE.match(right) or tells(right.lstrip()):
        return False
    return any(match.start() > 3 for match in phrase_re("modal").finditer(right[:REACH].split(",")[0]))


@cache
def _holder_re() -> re.Pattern[str]:
    return re.compile(rf"(?:đồng chí|ông|bà){person_re().pattern},?\s*[-–,]\s*$", re.IGNORECASE)
