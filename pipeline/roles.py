"""Roles of sections: what a heading's words say its section is for. The words are data (section_roles.tsv)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from corpus.fold import is_upper, tone_key
from corpus.lexicon.load import table
from schemas.outline import Node
from schemas.vocabulary import Role

LEADING_RE = re.compile(r"^(?:(?:về|các|một số|những|một vài|về các|công tác)\s+)+")
OUTER_KINDS = frozenset({"part", "chapter", "upper", "roman", "caps", "section", "article"})
#: Types whose items are orders unless a heading says otherwise.
DIRECTIVE_TYPES = frozenset(
    {
        "chỉ thị", "kế hoạch", "chương trình", "chương trình phối hợp", "hướng dẫn", "công điện", "thông báo",
        "kết luận", "nghị quyết", "đề án", "chương trình hành động", "kế hoạch hành động", "phương án",
        "kế hoạch phối hợp", "hướng dẫn liên tịch", "kế hoạch liên tịch", "thông tri", "quyết định",
    }
)  # fmt: skip
NUMBER_RE = re.compile(r"\d\s?%|phần trăm|\b(?:ít nhất|tối thiểu|trên|khoảng|từ)\s+\d|\b\d[\d.,]*\s+[^\W\d_]")


def assign_roles(nodes: tuple[Node, ...], text: str, doc_type: str | None) -> tuple[Node, ...]:
    """Give every node its role: its own heading's, else its parent's, else the type's default."""
    default = Role.TASK if doc_type is None or doc_type in DIRECTIVE_TYPES else Role.OTHER
    out: list[Node] = []
    for node in nodes:
        inherited = out[node.parent].role if node.parent is not None else default
        if node.kind == "appendix":
            out.append(replace(node, role=Role.APPENDIX))
            continue
        own = _own_role(node, text, inherited) if node.is_heading or node.kind == "article" else None
        out.append(replace(node, role=own or inherited))
    return tuple(out)


def _own_role(node: Node, text: str, inherited: Role) -> Role | None:
    heading = text[node.content : node.own_end]
    found = role_of_heading(heading, outer=node.kind in OUTER_KINDS or is_upper(heading))
    if found == "goal":
        if inherited == Role.TARGET:
            return Role.TARGET
        return Role.TARGET if NUMBER_RE.search(text[node.own_end : node.end]) else Role.OBJECTIVE
    return Role(found) if found else None


def role_of_heading(heading: str, *, outer: bool) -> str | None:
    """The role that a heading's words name, ``goal`` for a bare "Mục tiêu", or None.

    >>> role_of_heading("NỘI DUNG VÀ CHỦ ĐỀ, THÔNG ĐIỆP CHÍNH", outer=True)
    'task'
    >>> role_of_heading("Công tác lãnh đạo, chỉ đạo và tổ chức thực hiện", outer=False) is None
    True
    """
    key = tone_key(heading)
    stripped = LEADING_RE.sub("", key) if outer else re.sub(r"^(?:(?:về|các|một số|những)\s+)+", "", key)
    offset = len(key) - len(stripped)
    best: tuple[int, int, str] | None = None
    for phrase, role, where in _phrases():
        at = stripped.find(phrase) if where == "any" and outer else (0 if stripped.startswith(phrase) else -1)
        if at < 0 or not _whole(stripped, at, len(phrase)):
            continue
        candidate = (at + offset, -len(phrase), role)
        if best is None or candidate < best:
            best = candidate
    return best[2] if best else None


def _whole(text: str, at: int, length: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + length] if at + length < len(text) else " "
    return not before.isalnum() and not after.isalnum()


@cache
def _phrases() -> tuple[tuple[str, str, str], ...]:
    return tuple((tone_key(row["phrase"]), row["role"], row["where"]) for row in table("section_roles"))
