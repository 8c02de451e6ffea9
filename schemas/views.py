"""The views a person can query without a manual: each row says which document and which place.

The first four columns of every view of items are the document's id, title, number and issuer; the last
are where the words stand and how sure the program is. Items that a reviewer rejected are left out.
"""

from __future__ import annotations

_ISSUER = """
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM issuers WHERE document_id = d.id ORDER BY ordinal)
"""
_DOCUMENT = f"d.id AS document_id, d.title AS document_title, d.number AS document_number, ({_ISSUER}) AS issuer"
_WHERE = "{0}.page, {0}.confidence, {0}.status, {0}.id"

_COUNTS = ",\n".join(
    f"    (SELECT count(*) FROM {table} WHERE document_id = d.id) AS {table}"
    for table in ("sections", "themes", "tasks", "targets", "deadlines", "assignments", "citations", "findings")
)


def _label(vocabulary: str, code: str) -> str:
    return f"(SELECT vietnamese FROM labels WHERE vocabulary = '{vocabulary}' AND code = {code})"


def _linked(link: str, column: str, table: str, value: str, extra: str = "") -> str:
    """Values of the items that a task links to, in the text's order, as one readable cell."""
    return f"""(
    SELECT group_concat({value}, '; ')
    FROM (
        SELECT x.* FROM {link} l
        JOIN {table} x ON x.document_id = l.document_id AND x.id = l.{column}
        WHERE l.document_id = t.document_id AND l.task_id = t.id {extra}
        ORDER BY x.ordinal
    ))"""


def _at_path(table: str, column: str, path: str, item: str) -> str:
    """A value of the row at a path of the item's document; never more than one, so that no item doubles."""
    return f"(SELECT {column} FROM {table} p WHERE p.document_id = {item}.document_id AND p.path = {path} LIMIT 1)"


def _items(table: str, alias: str, columns: str) -> str:
    return f"""
SELECT {_DOCUMENT},
    {alias}.section AS path,
    {columns},
    {alias}.quote,
    {_WHERE.format(alias)}
FROM {table} {alias}
JOIN documents d ON d.id = {alias}.document_id
WHERE {alias}.status <> 'rejected'
ORDER BY d.id, {alias}.ordinal"""


_ROLE = _at_path("sections", "role", "t.path", "t")
_TASK_COLUMNS = f"""t.action,
    {_ROLE} AS role,
    {_label("section_role", _ROLE)} AS role_label,
    {_linked("task_deadlines", "deadline_id", "deadlines", "quote")} AS deadlines,
    {_linked("task_assignments", "assignment_id", "assignments", "body", "AND x.role = 'lead'")} AS leads,
    {_linked("task_assignments", "assignment_id", "assignments", "body", "AND x.role = 'coordinate'")} AS coordinates,
    (SELECT count(*) FROM task_targets l WHERE l.document_id = t.document_id AND l.task_id = t.id) AS targets"""

VIEWS = {
    "v_documents": f"""
SELECT d.id AS document_id, d.title AS document_title, d.number AS document_number, ({_ISSUER}) AS issuer,
    d.type, d.issued_on, d.place, d.period_start, d.period_end, d.source_name, d.pages,
{_COUNTS}
FROM documents d
ORDER BY d.id""",
    "v_tasks": _items("tasks", "t", _TASK_COLUMNS),
    "v_targets": f"""
SELECT {_DOCUMENT},
    t.section AS path,
    t.indicator,
    m.comparator, m.value, m.value_max, m.unit, m.change, m.per, m.due, m.recurrence,
    m.quote AS value_quote,
    t.quote,
    {_WHERE.format("t")},
    m.ordinal AS milestone
FROM targets t
JOIN milestones m ON m.document_id = t.document_id AND m.target_id = t.id
JOIN documents d ON d.id = t.document_id
WHERE t.status <> 'rejected'
ORDER BY d.id, t.ordinal, m.ordinal""",
    "v_deadlines": _items(
        "deadlines", "x",
        f"x.kind, {_label('deadline_kind', 'x.kind')} AS kind_label, x.bound, x.starts_on, x.ends_on, "
        "x.recurrence, x.anchor_offset, x.anchor, x.action",
    ),
    "v_assignments": _items(
        "assignments", "x",
        f"x.body, x.role, {_label('assignment_role', 'x.role')} AS role_label, x.task_path, "
        f"{_at_path('tasks', 'quote', 'x.task_path', 'x')} AS task_quote",
    ),
    "v_citations": _items(
        "citations", "x",
        "x.type, x.number, x.date, x.issuer AS cited_issuer, x.title, x.article, x.clause, x.point, "
        f"x.relation, {_label('relation', 'x.relation')} AS relation_label, x.instrument",
    ),
    "v_findings": f"""
SELECT {_DOCUMENT},
    x.section AS path, x.code, x.message, x.quote, x.id
FROM findings x
JOIN documents d ON d.id = x.document_id
ORDER BY d.id, x.ordinal""",
}  # fmt: skip
