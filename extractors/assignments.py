"""Assignments: which body has which part in what.

"Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính" gives a lead and a partner; a heading "1. Sở
Nội vụ" of the organisation section leads all that stands under it; "gửi về UBND tỉnh (qua Sở Nội
vụ)" gives two recipients. Bodies merely mentioned, as issuer of a cited instrument ("của Bộ Chính
trị"), as audience or in a name, are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from corpus.fold import fold
from extractors.assignment_stretch import ABBREVIATED_RE, continues, found_at, given, lists, of_stretch, verdict_of
from extractors.assignment_tables import of_row
from extractors.assignment_verdict import Subjects, Verdict
from extractors.bodies import BodyList, read_list
from extractors.body_grammar import NAMED_LEVEL_RE
from extractors.stage import Context, Found, stage
from extractors.tasks import WORKING_ROLES, attribute_of
from schemas.outline import Node
from schemas.vocabulary import AssignmentRole, Part, Role

OPENING = 80  # characters of a node that say what it is about
TELLING_ROLES = frozenset({Role.THEME, Role.OBJECTIVE, Role.TARGET, Role.APPENDIX})
TELLING_HEADING_RE = re.compile(r"ket qua|tinh hinh|danh gia|han che|nguyen nhan|ton tai")
AUDIENCE_RE = re.compile(  # "2. Đối tượng áp dụng": whom it concerns
    r"(?:pham vi[^.;:\n]{0,20}(?:,| va) )?doi tuong"
    r"(?: (?:ap dung|tham gia|thi dua|du thi|thu huong|khen thuong)|(?:,| va) pham vi(?!\w)|\W*$|:)"
)
DOERS_RE = re.compile(r"doi tuong thuc hien\W*$", re.MULTILINE)  # "1. Đối tượng thực hiện": a list of who takes part
RATING_RE = re.compile(r"binh xet|xep hang|xep loai|cham diem|thang diem")  # the rules of a contest
SITE_RE = re.compile(r"(?<!\w)(?:vi tri|dia diem|diem)(?!\w)")
CONCERNS_RE = re.compile(r"\s*Đối với", re.IGNORECASE)
HEADING_PREFIX_RE = re.compile(
    r"\s*(?:(?:(?:Trách nhiệm|Nhiệm vụ|Phân công nhiệm vụ)(?:\s+(?:của|cho))?|Đối với|Về phía)(?=\s)\s*:?|Đề nghị\s*:)",
    re.IGNORECASE,
)  # "Trách nhiệm của | Sở Nội vụ"; "Đề nghị: | Hội Nông dân tỉnh, …"
TOPIC_RE = re.compile(r"\s*(?:Về|VỀ)\s")  # "5. Về kiến nghị xem xét, trình Quốc hội …:" names a topic
WHICH_RE = re.compile(
    r"\s(?:đang hoạt động|hoạt động|là tổ chức|có liên quan|đóng|trên địa bàn|trong|tại|thuộc)(?!\w)"
    r"[^.:;()\n]{0,100}(?:\([^()\n]{0,200}\))?[.:]?\s*"
)
FOCAL_RE = re.compile(r"\s*(?:là |làm )?đầu mối(?!\w)", re.IGNORECASE)
HEADING_END_RE = re.compile(
    r"\s*(?:\([^()\n]{0,200}\))?"
    r"(?:(?:, (?:trong đó|nhất là|trọng tâm là)|,? căn cứ)(?!\w)[^.;()\n]{0,160}(?=:)"
    r"|,?\s*theo (?:(?:chức năng|nhiệm vụ|thẩm quyền|quyền hạn|phạm vi|lĩnh vực|được (?:giao|phân công)|của mình"
    r"|quản lý(?: nhà nước)?|phụ trách)(?:,? và |, | |(?=:))){1,8}(?=:))?\s*(?P<colon>[:.;]?)\s*"
)


@stage("assignments", version=6, requires=("header", "references"))
def find_assignments(context: Context) -> Iterator[Found]:
    """Yield each assignment in reading order."""
    yield from _outside(context, Part.PREAMBLE)
    for index, node in enumerate(context.outline.nodes):
        yield from _of_node(context, index, node)
    yield from _outside(context, Part.CLOSING)


def _outside(context: Context, part: Part) -> Iterator[Found]:
    """Orders of the preamble and of the closing words; they apply to the whole document."""
    outline = context.outline
    items = any(outline.part_at(node.start) != Part.APPENDIX for node in outline.nodes)
    for span in outline.parts:
        if span.part == part:
            whole = part == Part.CLOSING or not items  # a letter without items is all preamble, an appendix aside
            subjects = Subjects.ALL if whole else Subjects.NONE
            for found in of_stretch(context, span.start, span.end, "", subjects=subjects):
                if whole or found.fields["role"] == AssignmentRole.LEAD:
                    yield found


def _of_node(context: Context, index: int, node: Node) -> Iterator[Found]:
    text, start = context.text, node.content
    attribute = attribute_of(text[node.content : node.own_end])
    if attribute is not None:
        if attribute in ("lead", "coordinate"):
            yield from _of_attribute(context, index, AssignmentRole(attribute))
        return
    if node.kind == "row":
        yield from of_row(context, index, node)
        return
    if _is_site(context, index, node):
        return
    heading = _heading(context, index, node)
    if heading is not None:
        bodies, start = heading
        advises = FOCAL_RE.match(text, start, node.own_end)  # "a) Vụ Pháp chế: đầu mối …"
        part = AssignmentRole.ADVISE if advises else AssignmentRole.LEAD
        for mention in bodies.mentions:
            yield found_at(context, mention, node.path, Verdict(part, 0.93, "heading"))
    if not (node.is_heading and TOPIC_RE.match(text, start)):
        path = _introduced_by(context, index)
        yield from of_stretch(
            context, start, node.own_end, path, subjects=_orders(context, index), between=node.role in WORKING_ROLES
        )


def _is_site(context: Context, index: int, node: Node) -> bool:
    """ "vị trí lấy mẫu như sau: + | Xã Tân Tiến: 01 vị trí": a place of the work, nobody's task."""
    text, nodes = context.text, context.outline.nodes
    place = NAMED_LEVEL_RE.match(text, node.content, node.own_end)
    if place is None or node.parent is None or not text.startswith(":", place.end()):
        return False
    above = nodes[node.parent]
    said = fold(text[above.content : above.own_end]).rstrip()
    return said.endswith(":") and SITE_RE.search(said) is not None


def _introduced_by(context: Context, index: int) -> str:
    """Path that a node's orders apply to: of a paragraph that only introduces ("… như sau:") its parent's."""
    nodes, node = context.outline.nodes, context.outline.nodes[index]
    introduces = node.kind == "paragraph" and context.text[node.content : node.own_end].rstrip().endswith(":")
    if introduces and node.parent is not None and context.outline.is_leaf(index):
        return nodes[node.parent].path
    return node.path


def _heading(context: Context, index: int, node: Node) -> tuple[BodyList, int] | None:
    """The bodies that a heading, or the words before an item's first colon, consist of."""
    text, end = context.text, node.own_end
    if node.role in TELLING_ROLES or any(_under(context, index, pattern.match) for pattern in (AUDIENCE_RE, DOERS_RE)):
        return None
    prefix = HEADING_PREFIX_RE.match(text, node.content, end) if node.role in WORKING_ROLES else None
    if CONCERNS_RE.match(text, node.content) and _under(context, index, RATING_RE.search):
        return None  # "Lưu ý khi bình xét: - Đối với các xã: …": who is judged, and how
    at = prefix.end() if prefix else node.content
    while at < end and text[at].isspace():
        at += 1
    bodies = read_list(text, at, end)
    if bodies is None or ABBREVIATED_RE.match(text, bodies.end):
        return None
    rest = HEADING_END_RE.match(text, bodies.end, end)
    if rest is None:
        return None
    titles = node.is_heading or node.end > node.own_end
    if titles and _says_which(text[bodies.end : end]):
        return bodies, end
    whole = rest.end() >= end and (node.is_heading or node.role == Role.ORGANISATION)
    return (bodies, rest.end()) if whole or rest["colon"] == ":" else None


def _says_which(rest: str) -> bool:
    """ "6. Các doanh nghiệp thứ cấp | đang hoạt động trong KCN": the rest of a heading only says which they are."""
    return WHICH_RE.fullmatch(rest) is not None


def _of_attribute(context: Context, index: int, role: AssignmentRole) -> Iterator[Found]:
    """ "Cơ quan phối hợp: Sở Tài chính": its bodies, for the item above the line."""
    node = context.outline.nodes[index]
    start = context.text.index(":", node.content) + 1
    path = _attributed(context, index)
    before: Verdict | None = None
    last = start
    for bodies in lists(context.text, start, node.own_end):
        verdict = verdict_of(context, bodies, start, node.own_end, subjects=Subjects.ALL, before=before)
        gap = context.text[last : bodies.start]
        if verdict.why == "none" and continues(gap):
            verdict = Verdict(role, 0.95, "attribute")
        yield from given(context, bodies, path, verdict)
        before, last = verdict, bodies.end


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
    if _under(context, index, DOERS_RE.match):
        return Subjects.NONE
    if _under(context, index, AUDIENCE_RE.match):
        return Subjects.OBLIGED
    lineage = (nodes[other] for other in (index, *context.outline.ancestors(index)))
    headings = (node for node in lineage if node.is_heading and node.role == Role.OTHER)
    tells = any(TELLING_HEADING_RE.search(_folded(context.text[h.content : h.own_end][:OPENING])) for h in headings)
    return Subjects.OBLIGED if tells else Subjects.ALL


def _under(context: Context, index: int, says: Callable[[str], object]) -> bool:
    """Does the node itself, or a node over it, begin with words that say so (folded)?"""
    nodes, text = context.outline.nodes, context.text
    lineage = (nodes[other] for other in (index, *context.outline.ancestors(index)))
    return any(says(_folded(text[node.content : min(node.own_end, node.content + OPENING)])) for node in lineage)


_folded = lru_cache(maxsize=4_096)(fold)  # the opening words of a node, asked for again by each node under it
