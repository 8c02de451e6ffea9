"""Reads what a cascade compares: which document implements which, and their tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.fold import lower
from pipeline.cascade_tasks import TaskText
from pipeline.cascade_words import Pairs, syllable_pairs
from pipeline.citations import document_ids
from schemas.errors import UsageError
from schemas.sqlite import Database

#: A copy of the document itself is not above it.
_PAIRS = """
    SELECT l.document_id AS lower, i.document_id AS upper, group_concat(DISTINCT c.relation) AS relations,
        (SELECT type FROM documents WHERE id = i.document_id) AS type
    FROM citation_instruments l
    JOIN citations c ON c.document_id = l.document_id AND c.id = l.citation_id
    JOIN instruments i ON i.id = l.instrument_id
    JOIN documents own ON own.id = l.document_id
    JOIN documents above ON above.id = i.document_id
    WHERE l.status = 'one' AND i.document_id <> l.document_id AND own.record_id <> above.record_id
        AND c.relation IN ('implements', 'basis', 'guides') AND c.status <> 'rejected'
    GROUP BY 1, 2 ORDER BY 1, 2"""
_BODIES = "SELECT DISTINCT body FROM assignments WHERE document_id = ? AND status <> 'rejected'"
LABEL_RE = re.compile(r"^(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s+")
_TASKS = """
    SELECT t.id, t.quote, t.path, t.page,
        (SELECT group_concat(day, '|') FROM (
            SELECT DISTINCT coalesce(e.ends_on, e.starts_on) AS day FROM task_deadlines k
            JOIN deadlines e ON e.document_id = k.document_id AND e.id = k.deadline_id
            WHERE k.document_id = t.document_id AND k.task_id = t.id AND e.status <> 'rejected' ORDER BY 1)) AS due,
        (SELECT group_concat(body, '; ') FROM (
            SELECT DISTINCT a.body FROM task_assignments k
            JOIN assignments a ON a.document_id = k.document_id AND a.id = k.assignment_id
            WHERE k.document_id = t.document_id AND k.task_id = t.id AND a.role IN ('lead', 'advise')
                AND a.status <> 'rejected' ORDER BY 1)) AS responsible
    FROM tasks t WHERE t.document_id = ? AND t.status <> 'rejected' ORDER BY t.ordinal"""
#: Acts that are obeyed and not repeated: their rules are no tasks of the plan below.
_NORMATIVE = frozenset(
    {"hiến pháp", "bộ luật", "luật", "pháp lệnh", "lệnh", "sắc lệnh", "nghị định", "thông tư", "thông tư liên tịch"}
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A document and one that it implements; ``tasks`` says that their tasks are compared too."""

    lower: str
    upper: str
    tasks: bool

    @property
    def documents(self) -> tuple[str, str]:
        """Both."""
        return self.lower, self.upper


def read_pairs(db: Database) -> Iterator[Pair]:
    """The pairs of documents, both in the database, in a fixed order."""
    for row in db.query(_PAIRS):
        yield Pair(row["lower"], row["upper"], lower(row["type"] or "") not in _NORMATIVE)


def document_named(db: Database, name: str) -> str:
    """The id of the document that an id, a number or a file name means; of several the latest.

    Raises:
        UsageError: there is none.
    """
    found = document_ids(db, name)
    if not found:
        raise UsageError("no document in the database has this number, id or file name; chidao documents", where=name)
    return found[0]


def read_tasks(db: Database, document: str) -> list[TaskText]:
    """The tasks of a document that nobody rejected."""
    bodies = body_re(row["body"] for row in db.query(_BODIES, [document]))
    return [
        TaskText(
            row["id"],
            row["quote"],
            own_words(row["quote"], bodies),
            tuple(day for day in (row["due"] or "").split("|") if day),
            row["responsible"] or "",
            row["path"],
            row["page"],
        )
        for row in db.query(_TASKS, [document])
    ]


def common_subject(db: Database, documents: tuple[str, str]) -> Pairs:
    """The pairs of syllables that the titles of two documents have in common."""
    titles = (next(db.query("SELECT title FROM documents WHERE id = ?", [one]), {"title": ""}) for one in documents)
    one, other = (syllable_pairs(row["title"] or "") for row in titles)
    return one & other


def body_re(bodies: Iterable[str]) -> re.Pattern[str] | None:
    """Find any of the bodies, the longest first; None where there are none."""
    names = sorted({" ".join(body.split()) for body in bodies if body.strip()}, key=lambda one: (-len(one), one))
    pattern = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) if names else None


def own_words(quote: str, bodies: re.Pattern[str] | None) -> str:
    """A task without its number and without who does it: that changes from plan to plan, and a row of a table is
    often more bodies than task.

    >>> own_words("7. Sở Nội vụ báo cáo kết quả", body_re(["Sở Nội vụ"]))
    '| báo cáo kết quả'
    """
    return LABEL_RE.sub("", " ".join(bodies.sub("|", quote).split() if bodies else quote.split()))
