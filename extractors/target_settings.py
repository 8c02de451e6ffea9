"""What a section is for, as far as numbers are concerned: does it set goals, look back, give orders or state rules?

"II. CHỈ TIÊU" sets goals; "I. KẾT QUẢ ĐẠT ĐƯỢC" looks back; "III. NHIỆM VỤ" gives orders. In a statute, in "Ban
hành Quy định về tiêu chí …" and in a guide to carry one out, numbers are rules, whatever the section is called.
"""

from __future__ import annotations

import re

from corpus.fold import lower
from extractors.goals import Setting
from extractors.stage import Context
from schemas.outline import Outline
from schemas.vocabulary import Part, Role

NORMATIVE_TYPES = frozenset(
    {
        "luật", "bộ luật", "nghị định", "thông tư", "thông tư liên tịch", "pháp lệnh", "hiến pháp",
        "quy định", "quy chế", "điều lệ",
    }
)  # fmt: skip
RULES_TITLE_RE = re.compile(
    r"""ban\ hành\ (?:\w+\ ){0,3}?(?:quy\ định|quy\ chế|điều\ lệ|tiêu\ chí|định\ mức|bảng\ giá|danh\ mục)(?!\w)
    | một\ số\ (?:nội\ dung|vấn\ đề|điều)(?!\w).{0,60}?(?:quy\ định|quy\ chế|điều\ lệ|luật|nghị\ định)(?!\w)""",
    re.VERBOSE,
)
ARTICLES = 8  # a text with more articles than a decision has is a set of rules
GOAL_ROLES = frozenset({Role.TARGET, Role.OBJECTIVE})
WORKING_ROLES = frozenset({Role.TASK, Role.ORGANISATION, Role.PURPOSE, Role.THEME})
GOAL_HEADING_RE = re.compile(r"(?<!\w)(?:mục tiêu|chỉ tiêu)(?!\w)(?!\s+quốc gia)")
REVIEW_HEADING_RE = re.compile(
    r"^(?:\w+\s+){0,2}?(?:(?:kết quả|tình hình|thực trạng|tồn tại|hạn chế|khó khăn|đặc điểm|bối cảnh)(?!\w)"
    r"|đánh giá(?=\W*$|\s+(?:chung|tình hình|kết quả|thực trạng|việc|công tác|về|những|sơ bộ)(?!\w)))"
)


def is_normative(context: Context) -> bool:
    """Does the document state rules, so that its numbers are conditions?"""
    facts = context.facts
    if facts.type in NORMATIVE_TYPES or RULES_TITLE_RE.search(lower(facts.title or "")):
        return True
    return sum(node.kind == "article" for node in context.outline.nodes) > ARTICLES


def is_review(outline: Outline, low: str, index: int | None) -> bool:
    """Does the section of the node look back: "I. KẾT QUẢ ĐẠT ĐƯỢC", "1. Về đánh giá tình hình hoạt động"?"""
    if index is None or outline.nodes[index].role is not Role.OTHER:
        return False
    above = [outline.nodes[i] for i in (index, *outline.ancestors(index))]
    return any(node.is_heading and REVIEW_HEADING_RE.search(low[node.content : node.own_end]) for node in above)


def setting_of(context: Context, low: str, index: int | None, offset: int, *, normative: bool) -> Setting:
    """What the section of the node ``index`` is for, by its role and the headings over it."""
    outline = context.outline
    if index is None:
        working = outline.part_at(offset) is Part.BODY
        return Setting(goals=False, review=False, working=working, normative=normative)
    role = outline.nodes[index].role
    review = is_review(outline, low, index)
    above = [outline.nodes[i] for i in outline.ancestors(index)]
    headings = [low[node.content : node.own_end] for node in above if node.is_heading]
    named = role in (Role.PURPOSE, Role.OTHER) and any(GOAL_HEADING_RE.search(line) for line in headings)
    told = role is Role.OTHER and not review  # a part that nothing names may give orders too
    return Setting(
        goals=role in GOAL_ROLES or named, review=review, working=role in WORKING_ROLES or told,
        normative=normative, unnamed=told,
    )  # fmt: skip
