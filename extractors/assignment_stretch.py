"""The assignments of one stretch of text: its lists of bodies, judged one after the other.

A list takes the part of the list in front of it where it only goes on: "gửi Sở Y tế (qua Văn phòng), | Sở Nội vụ",
"các nhà mạng (| Viettel, VNPT |)", "phân công các Phó Thủ tướng …, cụ thể: | Phó Thủ tướng A". No part has what stands
in a reference, and none the issuer that says something ("UBND tỉnh yêu cầu").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from corpus.fold import fold
from extractors.assignment_clauses import clause_end, clause_start, parts_at_comma, parts_at_semicolon
from extractors.assignment_predicates import says_something
from extractors.assignment_rules import executes, judge
from extractors.assignment_triggers import introduced
from extractors.assignment_verdict import NOTHING, Subjects, Verdict
from extractors.bodies import BodyList, Mention, find_lists, read_list
from extractors.body_grammar import BARE_LEVELS
from extractors.body_names import full_name, host_province
from extractors.stage import Context, Found
from schemas.vocabulary import AssignmentRole

HEADS_OF_STATE = ("thu tuong", "pho thu tuong", "chinh phu")  # folded; they order whoever prints it
SPELT_OUT_RE = re.compile(r"(?:cụ thể|như sau|gồm)\s*:\s*$", re.IGNORECASE)
ABBREVIATED_RE = re.compile(r" ?: ?[A-ZĐ]{2,8}(?=\s*[.;\n]|\s*$)")  # "Đảng uỷ công an: ĐUCA": a key of abbreviations
SECOND_OFFICE_RE = re.compile(r" [-–] (?=(?:Phó )?Trưởng |Ủy viên |Chủ tịch |Phó Chủ tịch )")
ORDERS = frozenset({"lead", "giao", "phân công", "yêu cầu", "đề nghị"})
ALONE = frozenset({"Bộ", "Sở", "Ban", *BARE_LEVELS})
GENERIC_CONFIDENCE = 0.6


def of_stretch(
    context: Context, start: int, end: int, path: str, *, subjects: Subjects, between: bool = False
) -> Iterator[Found]:
    """Yield the assignments of ``text[start:end]``; ``between`` lets "phối hợp giữa A và B" make partners."""
    before: Verdict | None = None
    charged: Verdict | None = None
    last = start
    for bodies in lists(context.text, start, end):
        verdict = verdict_of(context, bodies, start, end, subjects=subjects, before=before)
        gap = context.text[last : bodies.start]
        if verdict.role is None and before is not None and before.role and _goes_on(context.text, gap, bodies, before):
            verdict = before
        elif before is not None and before.role == AssignmentRole.RECIPIENT and gap.strip() == "(":
            verdict = before  # "báo cáo cấp thẩm quyền (| UBND thành phố, …)"
        elif verdict.role is None and charged and SPELT_OUT_RE.search(gap):
            verdict = charged
        if verdict.why == "between" and not (between and _is_named(context.text, bodies)):
            verdict = NOTHING if verdict is not before else verdict
        if verdict.role == AssignmentRole.LEAD and verdict.why in ORDERS:
            charged = verdict
        yield from given(context, bodies, path, verdict)
        before, last = verdict, bodies.end


def _goes_on(text: str, gap: str, bodies: BodyList, before: Verdict) -> bool:
    """Does the list only continue the one in front of it?"""
    if ")" in gap and continues(gap):
        return True
    if before.why == "between" and gap.strip() in ("với", "và"):
        return True
    bare = gap.strip(" ,")
    whole_bracket = bare == "(" and len(bodies.mentions) > 1 and text.startswith(")", bodies.end)
    return whole_bracket or bare in ("như", "như:", "gồm", "bao gồm", "(gồm")


def _is_named(text: str, bodies: BodyList) -> bool:
    """ "Văn phòng Quốc hội" is one body, "các cấp chính quyền" are none in particular."""
    return text[bodies.start].isupper() and not text[bodies.start : bodies.end].startswith("Các")


def continues(gap: str) -> bool:
    """Does a list follow the last one, with at most a bracket or the end of a clause between?"""
    bare = re.sub(r"\([^()]*\)", "", gap).strip(" ,-–")
    return bare in ("", "và") or bare.endswith((";", "."))


def lists(text: str, start: int, end: int) -> Iterator[BodyList]:
    """Yield the lists of bodies of a stretch, cut where a clause begins inside one."""
    for bodies in find_lists(text, start, end):
        cut = _cut(text, bodies, start, end)
        if cut:
            yield BodyList(bodies.mentions[:cut])
        yield BodyList(bodies.mentions[cut:])


def _cut(text: str, bodies: BodyList, start: int, end: int) -> int:
    """How many mentions of a list stand in front of the clause that begins inside it; 0 where none does."""
    gaps = [text[one.end : two.start] for one, two in zip(bodies.mentions, bodies.mentions[1:], strict=False)]
    if not gaps:
        return 0
    left = text[clause_start(text, start, bodies.start) : bodies.start]
    right = text[bodies.end : clause_end(text, bodies.end, end)]
    cut = max((i for i, gap in enumerate(gaps, 1) if ";" in gap), default=0)
    if cut and parts_at_semicolon(left, right):
        return cut
    comma = re.sub(r"\([^()]*\)", "", gaps[-1]).strip() == ","  # "của Sở Y tế (Chi cục Dân số), | Hội đồng … họp"
    return len(gaps) if comma and parts_at_comma(left, right) else 0


def given(context: Context, bodies: BodyList, path: str, verdict: Verdict) -> Iterator[Found]:
    """Give each body of a list its part; a report to "the bodies concerned" has no recipient."""
    if verdict.role is None:
        return
    for mention in bodies.mentions:
        if not (mention.generic and verdict.role == AssignmentRole.RECIPIENT):
            yield found_at(context, mention, path, verdict)


def verdict_of(
    context: Context, bodies: BodyList, start: int, end: int, *, subjects: Subjects, before: Verdict | None
) -> Verdict:
    """Say which part a list has in its clause."""
    text = context.text
    if ABBREVIATED_RE.match(text, bodies.end, end):
        return NOTHING
    if _in_reference(context, bodies.start):
        return Verdict(None, 0, "reference")
    attribute = introduced(text[max(start, bodies.start - 80) : bodies.start])
    if attribute is not None:
        return attribute
    left = text[clause_start(text, start, bodies.start) : bodies.start]
    right = text[_past_second_office(text, bodies, end) : clause_end(text, bodies.end, end)]
    verdict = judge(left, right, subjects=subjects, before=before)
    if verdict.why.startswith("subject") and _speaks(context, bodies, right):
        return Verdict(None, 0, "issuer")
    first = text[bodies.mentions[0].start : bodies.mentions[0].end]
    if first in BARE_LEVELS and _host(context) is None:
        return NOTHING  # "Thành phố" of its own plan
    if verdict.role is None and subjects is Subjects.ALL and executes(left, right) and _heads(text, start, bodies):
        return Verdict(AssignmentRole.LEAD, 0.85, "execution")
    if verdict.why == "subject of a duty" and first in ALONE:
        return NOTHING  # "các đề án | Bộ | chủ trì"
    return verdict


def _past_second_office(text: str, bodies: BodyList, end: int) -> int:
    """ "Bộ trưởng Bộ Tài chính | - Phó Trưởng ban Thường trực Ban Chỉ đạo 389 quốc gia |": one person's two offices."""
    dash = SECOND_OFFICE_RE.match(text, bodies.end, end)
    second = read_list(text, dash.end(), end) if dash else None
    return second.end if second else bodies.end


def _speaks(context: Context, bodies: BodyList, right: str) -> bool:
    """Is it the issuer that says something: "UBND tỉnh yêu cầu", "Thủ tướng Chính phủ giao"?"""
    if not says_something(right):
        return False
    body = fold(_name(context, bodies.mentions[0]))
    issuers = (fold(issuer) for issuer in context.facts.issuers)
    return body.startswith(HEADS_OF_STATE) or any(issuer in body or body in issuer for issuer in issuers)


def _in_reference(context: Context, at: int) -> bool:
    references = context.found.get("references", ())  # in reading order, and hardly any holds another
    behind = bisect_right(references, at, key=attrgetter("start"))
    return any(at < ref.end for ref in references[max(0, behind - 4) : behind])


def _heads(text: str, start: int, bodies: BodyList) -> bool:
    """Does the clause begin with a body, so that those behind it are further members of its subject?"""
    begin = clause_start(text, start, bodies.start)
    return read_list(text, begin, bodies.end) is not None


def _host(context: Context) -> str | None:
    return host_province(context.facts.title, context.facts.issuers)


def _name(context: Context, mention: Mention) -> str:
    facts = context.facts
    printed = mention.name or context.text[mention.start : mention.end]
    if printed in BARE_LEVELS and (host := _host(context)) is not None:
        return f"{printed} {host}"
    return full_name(printed, facts.place, facts.issuers, facts.aliases)


def found_at(context: Context, mention: Mention, path: str, verdict: Verdict) -> Found:
    """Make the assignment of one mention."""
    confidence = min(verdict.confidence, GENERIC_CONFIDENCE) if mention.generic else verdict.confidence
    fields = {"body": _name(context, mention), "role": str(verdict.role), "task": path}
    return Found(mention.start, mention.end, fields, confidence)
