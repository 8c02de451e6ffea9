"""Assignments of a table's rows: one column says who leads, the next who takes part.

"Cơ quan chủ trì" over a cell makes its bodies leads of the row's task, "Cơ quan phối hợp" partners. Where a table has
no columns that can be told apart, the lines of a row that are nothing but bodies are read in this order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile

from extractors.assignment_stretch import found_at, lists, of_stretch
from extractors.assignment_verdict import Subjects, Verdict
from extractors.bodies import read_list
from extractors.columns import Columns, kind_of
from extractors.stage import Context, Found
from schemas.outline import Node, TableCell
from schemas.vocabulary import AssignmentRole

TABLE_HEAD_RE = re.compile(
    r"chủ trì|(?:cơ quan|đơn vị|bộ phận|người)(?:, đơn vị)? (?:thực hiện|phụ trách)", re.IGNORECASE
)
PARTNER_RE = re.compile(r"phối hợp\W*$|(?:cơ quan|đơn vị) phối hợp", re.IGNORECASE)
LINE_END_RE = re.compile(r"\s*(?:\([^()\n]{0,200}\))?\s*[:.;]?\s*")
BODY_COLUMNS = {"lead": AssignmentRole.LEAD, "coordinate": AssignmentRole.COORDINATE}


def of_row(context: Context, index: int, node: Node) -> Iterator[Found]:
    """Yield the assignments of a row, all for the row's own path."""
    first = Columns(context.cells).at(node.start) if context.cells else None
    cells = list(Columns(context.cells).row_of(first)) if first else []
    if any(kind_of(cell.head) in BODY_COLUMNS for cell in cells):
        for cell in cells:
            yield from _of_cell(context, node, cell)
    else:
        yield from _of_lines(context, index, node)


def _of_cell(context: Context, node: Node, cell: TableCell) -> Iterator[Found]:
    kind = kind_of(cell.head)
    if kind == "task":
        yield from of_stretch(context, cell.start, cell.end, node.path, subjects=Subjects.ALL)
    role = BODY_COLUMNS.get(kind or "")
    if role and PARTNER_RE.search(cell.head):
        role = AssignmentRole.COORDINATE  # "Phân công" over "Chủ trì" and "Phối hợp"
    for bodies in lists(context.text, cell.start, cell.end) if role else ():
        for mention in bodies.mentions:
            yield found_at(context, mention, node.path, Verdict(role, 0.93, "column"))


def _of_lines(context: Context, index: int, node: Node) -> Iterator[Found]:
    """A table of tasks prints who leads in one column and who takes part in the next."""
    roles = iter((AssignmentRole.LEAD, AssignmentRole.COORDINATE) if _names_bodies(context, index) else ())
    first = bisect_left(context.lines, (node.start, 0))
    for start, end in takewhile(lambda line: line[0] < node.own_end, islice(context.lines, first, None)):
        bodies = read_list(context.text, start, end)
        rest = LINE_END_RE.match(context.text, bodies.end, end) if bodies else None
        role = next(roles, None) if rest is not None and rest.end() >= end else None
        if bodies is not None and role is not None:
            for mention in bodies.mentions:
                yield found_at(context, mention, node.path, Verdict(role, 0.8, "table"))


def _names_bodies(context: Context, index: int) -> bool:
    """Does the head of the table name a column of bodies: "Cơ quan chủ trì", "Đơn vị thực hiện"?"""
    nodes = context.outline.nodes
    while index > 0 and nodes[index - 1].kind == "row" and nodes[index - 1].parent == nodes[index].parent:
        index -= 1
    start = nodes[index].start
    return TABLE_HEAD_RE.search(context.text, max(0, start - 300), start) is not None
