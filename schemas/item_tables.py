"""Which list of a record is which table of the database. Needs no library: whoever makes rows imports it."""

from __future__ import annotations

#: Tables that hold the items of a document, by the name of the list in the record.
ITEM_TABLES = {
    "sections": "sections",
    "themes": "themes",
    "tasks": "tasks",
    "targets": "targets",
    "deadlines": "deadlines",
    "assignments": "assignments",
    "references": "citations",
    "findings": "findings",
}

#: The item lists of a record, in the order they are printed and stored.
KINDS = tuple(ITEM_TABLES)

#: Lists of ids in a task: the table that links them, and the column that names the linked item.
TASK_LINKS = {
    "deadlines": ("task_deadlines", "deadline_id"),
    "targets": ("task_targets", "target_id"),
    "references": ("task_citations", "citation_id"),
    "assignments": ("task_assignments", "assignment_id"),
}
