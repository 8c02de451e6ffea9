"""The items of a found document that meet a query: its tasks, targets, deadlines, citations, assignments.

``body:`` asks for what a body has to do: the tasks in which it has a part. With ``due<`` these are the tasks whose own
deadline falls in the time; without ``body:`` the deadlines and the values of targets themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.body_register import identify, names_in_time
from pipeline.search_keys import folded
from pipeline.search_match import Matcher
from pipeline.search_names import name_forms
from pipeline.search_query import Query
from schemas.sqlite import Database

Row = dict[str, Any]
COLUMNS = "x.id, x.quote, x.start_char AS start, x.end_char AS end, x.page"
PATHS = {"tasks": "x.path", "assignments": "x.task_path", "themes": "x.section", "findings": "x.section"}
# The bodies with a part in a task: in it, or in a heading over it, or in the whole document.
_BODIES = """SELECT group_concat(a.body, '\n') FROM assignments a
    WHERE a.document_id = x.document_id AND a.status <> 'rejected' AND (
        a.task_path IN ('', x.path)
        OR substr(x.path, 1, length(a.task_path) + 1) IN (a.task_path || '.', a.task_path || '[')
        OR a.id IN (SELECT assignment_id FROM task_assignments WHERE document_id = x.document_id AND task_id = x.id))"""


def item_hits(db: Database, query: Query, matcher: Matcher, document: Row) -> Iterator[Row]:
    """Yield the items of one document that meet the query, in the order of the text."""
    wanted = {form for value in query.bodies for form in map(folded, names_in_time(identify(value).name))}
    wanted |= {form for value in query.bodies for form in name_forms(value)}
    for kind in _kinds(query):
        for row in _rows(db, kind, query, document["id"], with_body=bool(wanted)):
            if wanted and kind in ("tasks", "assignments") and not _has_body(row, wanted):
                continue
            if query.groups and not matcher.accepts(row["quote"]):
                continue
            if query.numbers and kind == "citations" and row["number_key"] not in query.numbers:
                continue
            yield {**row, "kind": kind}


def _kinds(query: Query) -> tuple[str, ...]:
    if query.kinds:
        return tuple(dict.fromkeys(kind for kind in query.kinds if kind != "documents"))
    if query.bodies:
        return ("tasks",)
    return ("deadlines", "targets")


def _rows(db: Database, kind: str, query: Query, document: str, *, with_body: bool) -> list[Row]:
    path = PATHS.get(kind, "x.section")
    columns = COLUMNS if kind != "findings" else COLUMNS.replace("x.page", "NULL AS page")
    extra, where = "", "" if kind == "findings" else "AND x.status <> 'rejected'"
    if kind == "citations":
        extra = ", x.number_key"
    elif kind == "assignments":
        extra = ", x.body AS bodies"
    elif kind == "tasks" and with_body:
        extra = f", ({_BODIES}) AS bodies"
    values: Row = {"document": document}
    if query.due:
        values |= {"due_from": query.due_from or "0", "due_to": query.due_to or "9"}
        where += _due(kind)
    chosen = f"WHERE x.document_id = :document {where} ORDER BY x.ordinal"
    sql = f"SELECT {columns}, {path} AS path{extra} FROM {kind} x {chosen}"
    return list(db.query(sql, values))


def _due(kind: str) -> str:
    """The condition that an item is due in the time that is asked for."""
    if kind == "deadlines":
        return " AND x.ends_on BETWEEN :due_from AND :due_to"
    if kind == "targets":
        return """ AND EXISTS (SELECT 1 FROM milestones m WHERE m.document_id = x.document_id AND m.target_id = x.id
            AND m.due BETWEEN :due_from AND :due_to)"""
    return """ AND EXISTS (SELECT 1 FROM deadlines l WHERE l.document_id = x.document_id AND l.status <> 'rejected'
        AND l.ends_on BETWEEN :due_from AND :due_to AND l.start_char >= x.start_char AND l.end_char <= x.end_char)"""


def _has_body(row: Row, wanted: set[str]) -> bool:
    named = [f" {folded(body)} " for body in (row["bodies"] or "").split("\n")]
    return any(f" {form} " in name for form in wanted for name in named)
