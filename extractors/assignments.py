"""Assignments: which body has which part in what.

"Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính" gives a lead and a partner; a heading "1. Sở
Nội vụ" of the organisation section leads all that stands under it; "gửi về UBND tỉnh (qua Sở Nội
vụ)" gives two recipients. Bodies merely mentioned, as issuer of a cited instrument ("của Bộ Chính
trị"), as audience or in a name, are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice, takewhile
from operator import attrgetter

from corpus.fold import fold
from extractors.assignment_rules import (
    Subjects,
    Verdict,
    clause_end,
    clause_start,
    introduced,
    judge,
    parts_at_semicolon,
    says_something,
)
from extractors.bodies import BodyList, Mention, find_lists, read_list
from extractors.body_names import full_name
from extractors.stage import Context, Found, stage
from extractors.tasks import WORKING_ROLES, attribute_of
from schemas.outline import Node
from schemas.vocabulary import AssignmentRole, Part, Role

TELLING_ROLES = frozenset({Role.THEME, Role.OBJECTIVE, Role.TARGET, Role.APPENDIX})
TELLING_HEADING_RE = re.compile(r"ket qua|tinh hinh|danh gia|han che|nguyen nhan|ton tai")
HEADING_PREFIX_RE = re.compile(
    r"\s*(?:(?:Trách nhiệm|Nhiệm vụ|Phân công nhiệm vụ)(?:\s+(?:của|cho))?|Đối với|Về phía)(?=\s)\s*:?", re.IGNORECASE
)  # "Trách nhiệm của | Sở Nội vụ"
TOPIC_RE = re.compile(r"\s*(?:Về|VỀ)\s")  # "5. Về kiến nghị xem xét, trình Quốc hội …:" names a topic
HEADING_END_RE = re.compile(r"\s*(?:\([^()\n]{0,200}\))?\s*(?P<colon>[:.;]?)\s*")
CLOSING_SUBJECTS = {Part.PREAMBLE: Subjects.NONE, Part.CLOSING: Subjects.ALL}
TABLE_HEAD_RE = re.compile(
    r"chủ trì|(?:cơ quan|đơn vị|bộ phận|người)(?:, đơn vị)? (?:thực hiện|phụ trách)", re.IGNORECASE
)
HEADS_OF_STATE = ("thu tuong", "pho thu tuong", "chinh phu")  # folded; they order whoever prints it
GENERIC_CONFIDENCE = 0.6


@stage("assignments", version=1, requires=("header", "references"))
def find_assignments(context: Context) -> Iterator[Found]:
    """Yield each assignment in reading order."""
    yield from _outside(context, Part.PREAMBLE)
    for index, node in enumerate(context.outline.nodes):
        yield from _of_node(context, index, node)
    yield from _outside(context, Part.CLOSING)


def _outside(context: Context, part: Part) -> Iterator[Found]:
    """Orders of the preamble and of the closing words; they apply to the whole document."""
    for span in context.outline.parts:
        if span.part == part:
            for found in _of_stretch(context, span.start, span.end, "", subjects=CLOSING_SUBJECTS[part]):
                if part == Part.CLOSING or found.fields["role"] == AssignmentRole.LEAD:
                    yield found


def _of_node(context: Context, index: int, node: Node) -> Iterator[Found]:
    text, start = context.text, node.content
    attribute = attribute_of(text[node.content : node.own_end])
    if attribute is not None:
        if attribute in ("lead", "coordinate"):
            yield from _of_attribute(context, index, AssignmentRole(attribute))
        return
    if node.kind == "row":
        yield from _of_row(context, index, node)
        return
    heading = _heading(context, node)
    if heading is not None:
        bodies, start = heading
        for mention in bodies.mentions:
            yield _found(context, mention, node.path, Verdict(AssignmentRole.LEAD, 0.93, "heading"))
    if not (node.is_heading and TOPIC_RE.match(text, start)):
        yield from _of_stretch(context, start, node.own_end, node.path, subjects=_orders(context, index))


def _of_row(context: Context, index: int, node: Node) -> Iterator[Found]:
    """A table of tasks prints who leads in one column and who takes part in the next."""
    roles = iter((AssignmentRole.LEAD, AssignmentRole.COORDINATE) if _names_bodies(context, index) else ())
    first = bisect_left(context.lines, (node.start, 0))
    for start, end in takewhile(lambda line: line[0] < node.own_end, islice(context.lines, first, None)):
        bodies = read_list(context.text, start, end)
        rest = HEADING_END_RE.match(context.text, bodies.end, end) if bodies else None
        role = next(roles, None) if rest is not None and rest.end() >= end else None
        if bodies is not None and role is not None:
            for mention in bodies.mentions:
                yield _found(context, mention, node.path, Verdict(role, 0.8, "table"))


def _names_bodies(context: Context, index: int) -> bool:
    """Does the head of the table name a column of bodies: "Cơ quan chủ trì", "Đơn vị thực hiện"?"""
    nodes = context.outline.nodes
    while index > 0 and nodes[index - 1].kind == "row" and nodes[index - 1].parent == nodes[index].parent:
        index -= 1
    start = nodes[index].start
    return TABLE_HEAD_RE.search(context.text, max(0, start - 300), start) is not None


def _heading(context: Context, node: Node) -> tuple[BodyList, int] | None:
    """The bodies that a heading, or the words before an item's first colon, consist of."""
    text, end = context.text, node.own_end
    if node.role in TELLING_ROLES:
        return None
    prefix = HEADING_PREFIX_RE.match(text, node.content, end) if node.role in WORKING_ROLES else None
    at = prefix.end() if prefix else node.content
    while at < end and text[at].isspace():
        at += 1
    bodies = read_list(text, at, end)
    if bodies is None:
        return None
    rest = HEADING_END_RE.match(text, bodies.end, end)
    if rest is None:
        return None
    whole = rest.end() >= end and (node.is_heading or node.role == Role.ORGANISATION)
    return (bodies, rest.end()) if whole or rest["colon"] == ":" else None


def _of_attribute(context: Context, index: int, role: AssignmentRole) -> Iterator[Found]:
    """ "Cơ quan phối hợp: Sở Tài chính": its bodies, for the item above the line."""
    node = context.outline.nodes[index]
    start = context.text.index(":", node.content) + 1
    path = _attributed(context, index)
    before: Verdict | None = None
    last = start
    for bodies in _lists(context.text, start, node.own_end):
        verdict = _verdict(context, bodies, start, node.own_end, subjects=Subjects.ALL, before=before)
        gap = context.text[last : bodies.start]
        if verdict.why == "none" and _continues(gap):
            verdict = Verdict(role, 0.95, "attribute")
        yield from _given(context, bodies, path, verdict)
        before, last = verdict, bodies.end


def _continues(gap: str) -> bool:
    """Does a list follow the last one, with at most a bracket or the end of a clause between?"""
    bare = re.sub(r"\([^()]*\)", "", gap).strip(" ,-–")
    return bare in ("", "và") or bare.endswith((";", "."))


def _attributed(context: Context, index: int) -> str:
    """Path of the item that an attribute line belongs to: the sibling before it, or its parent."""
    nodes, text = context.outline.nodes, context.text
    parent = nodes[index].parent
    for other in range(index - 1, -1 if parent is None else parent, -1):
        sibling = nodes[other]
        if sibling.parent == parent and attribute_of(text[sibling.content : sibling.own_end]) is None:
            return sibling.path
    if parent is None:
        return nodes[index].path
    above = nodes[parent]
    if attribute_of(text[above.content : above.own_end]) is not None:
        return _attributed(context, parent)  # "b) Cơ quan thực hiện:" over "- Đơn vị chủ trì: …"
    return above.path


def _orders(context: Context, index: int) -> Subjects:
    """Which sentences of the node may be orders? Targets only tell; reports of results mostly do."""
    nodes = context.outline.nodes
    if nodes[index].role in TELLING_ROLES:
        return Subjects.NONE
    lineage = (nodes[other] for other in (index, *context.outline.ancestors(index)))
    headings = (node for node in lineage if node.is_heading and node.role == Role.OTHER)
    tells = any(TELLING_HEADING_RE.search(fold(context.text[h.content : h.own_end][:80])) for h in headings)
    return Subjects.OBLIGED if tells else Subjects.ALL


def _of_stretch(context: Context, start: int, end: int, path: str, *, subjects: Subjects) -> Iterator[Found]:
    before: Verdict | None = None
    last = start
    for bodies in _lists(context.text, start, end):
        verdict = _verdict(context, bodies, start, end, subjects=subjects, before=before)
        gap = context.text[last : bodies.start]
        if verdict.why == "none" and before is not None and before.role and ")" in gap and _continues(gap):
            verdict = before  # gửi Sở Y tế (qua Văn phòng), | Sở Nội vụ
        yield from _given(context, bodies, path, verdict)
        before, last = verdict, bodies.end


def _lists(text: str, start: int, end: int) -> Iterator[BodyList]:
    """The lists of bodies of a stretch, cut where a clause begins inside one."""
    for bodies in find_lists(text, start, end):
        pairs = zip(bodies.mentions, bodies.mentions[1:], strict=False)
        cut = max((i for i, (one, two) in enumerate(pairs, 1) if ";" in text[one.end : two.start]), default=0)
        left = text[clause_start(text, start, bodies.start) : bodies.start]
        if cut and parts_at_semicolon(left, text[bodies.end : clause_end(text, bodies.end, end)]):
            yield BodyList(bodies.mentions[:cut])
            yield BodyList(bodies.mentions[cut:])
        else:
            yield bodies


def _given(context: Context, bodies: BodyList, path: str, verdict: Verdict) -> Iterator[Found]:
    """Give each body of a list its part; a report to "the bodies concerned" has no recipient."""
    if verdict.role is None:
        return
    for mention in bodies.mentions:
        if not (mention.generic and verdict.role == AssignmentRole.RECIPIENT):
            yield _found(context, mention, path, verdict)


def _verdict(
    context: Context, bodies: BodyList, start: int, end: int, *, subjects: Subjects, before: Verdict | None
) -> Verdict:
    text = context.text
    if _in_reference(context, bodies.start):
        return Verdict(None, 0, "reference")
    attribute = introduced(text[max(start, bodies.start - 80) : bodies.start])
    if attribute is not None:
        return attribute
    left = text[clause_start(text, start, bodies.start) : bodies.start]
    right = text[bodies.end : clause_end(text, bodies.end, end)]
    verdict = judge(left, right, subjects=subjects, before=before)
    if verdict.why.startswith("subject") and _speaks(context, bodies, right):
        return Verdict(None, 0, "issuer")
    return verdict


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


def _name(context: Context, mention: Mention) -> str:
    facts = context.facts
    printed = mention.name or context.text[mention.start : mention.end]
    return full_name(printed, facts.place, facts.issuers, facts.aliases)


def _found(context: Context, mention: Mention, path: str, verdict: Verdict) -> Found:
    confidence = min(verdict.confidence, GENERIC_CONFIDENCE) if mention.generic else verdict.confidence
    fields = {"body": _name(context, mention), "role": str(verdict.role), "task": path}
    return Found(mention.start, mention.end, fields, confidence)
