"""The order of the stages. To add an extractor, write its module and name it here."""

from __future__ import annotations

from extractors.assignments import find_assignments
from extractors.deadlines import find_deadlines
from extractors.findings import find_findings
from extractors.header import find_header_fields
from extractors.references import find_references
from extractors.targets import find_targets
from extractors.tasks import find_tasks
from extractors.themes import find_themes

STAGES = (
    find_header_fields,
    find_references,
    find_deadlines,
    find_targets,
    find_assignments,
    find_themes,
    find_tasks,
    find_findings,
)
