"""Tasks: the leaves of the outline that say what is to be done.

A leaf under a section of tasks or of organisation is a task. What only states an attribute of the
item above it ("Cơ quan chủ trì: …", "Thời gian thực hiện: …") is none: then that item is the task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.fold import lower
from corpus.lexicon.load import table
from extractors.stage import Context, Found, stage
from extractors.words import tag
from schemas.outline import Node, Outline
from schemas.vocabulary import Role

WORKING_ROLES = frozenset({Role.TASK, Role.ORGANISATION})
ACTION_CHARS = 240
CLAUSE_RE = re.compile(r"[,;:.(“\"]|\s[-–]\s")
PREPOSITIONS = frozenset({"E", "C"})  # underthesea: preposition, conjunction


@stage("tasks", version=1, requires=("themes",))
def find_tasks(context: Context) -> Iterator[Found]:
    """Yield each task in reading order; the span is the item's whole text without its label."""
    slogans = {(theme.start, theme.end) for theme in context.found.get("themes", ())}
    for index, node in enumerate(context.outline.nodes):
        if not is_task(context.outline, index, context.text):
            continue
        start, end = node.content, node.own_end
        if any(start <= a and b <= end and (b - a) > 0.8 * (end - start) for a, b in slogans):
            continue
        yield Found(start, end, {"path": node.path, "action": leading_action(context.text[start:end])}, 0.9)


def is_task(outline: Outline, index: int, text: str) -> bool:
    """Is the node a task: a working leaf, or an item that has only attributes below it?"""
    node = outline.nodes[index]
    if node.role not in WORKING_ROLES or attribute_of(text[node.content : node.own_end]):
        return False
    if not text[node.content : node.own_end].strip():
        return False
    if outline.is_leaf(index):
        return not (node.kind == "paragraph" and text[node.content : node.own_end].rstrip().endswith(":"))
    return all(attribute_of(_own(outline.nodes[child], text)) for child in outline.children(index))


def attribute_of(line: str) -> str | None:
    """The attribute (lead, coordinate, time, other) that a line states of the item above it, or None.

    >>> attribute_of("Cơ quan phối hợp: Sở Tài chính"), attribute_of("Tổ chức tập huấn")
    ('coordinate', None)
    """
    head, colon, _ = line.partition(":")
    if not colon or len(head) > 60:
        return None
    return _attributes().get(" ".join(lower(head).strip(" *-").split()))


def leading_action(item: str) -> str | None:
    """The verb phrase that a task opens with, up to the first comma, full stop or preposition behind it.

    >>> leading_action("Hằng năm, tổ chức tập huấn nghiệp vụ cho cán bộ công đoàn.")
    'tổ chức tập huấn nghiệp vụ'
    """
    head = item[:ACTION_CHARS].replace("\n", " ")
    words = tag(head)
    first = next((i for i, (_, _, pos) in enumerate(words) if pos == "V"), None)
    if first is None:
        return None
    start = words[first][0]
    clause = CLAUSE_RE.search(head, start)
    stop = clause.start() if clause else len(head)
    for begin, _, pos in words[first + 1 :]:
        if begin >= stop:
            break
        if pos in PREPOSITIONS and begin - start > 12:
            stop = begin
            break
    return head[start:stop].strip() or None


def _own(node: Node, text: str) -> str:
    return text[node.content : node.own_end]


@cache
def _attributes() -> dict[str, str]:
    return {row["phrase"]: row["attribute"] for row in table("attribute_lines")}
