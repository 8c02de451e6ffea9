"""A table and the text of one document that say different things: of a target, of a task's body or time.

Annexes repeat what the text says ("Phụ lục phân công nhiệm vụ"). Two targets are compared by their values of a year
where their indicators share nearly all words, a row and the passage that has nearly all words of its task by their
leading bodies and due days. What only one of them says is no disagreement.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.indicator_links import candidate_pairs
from pipeline.indicator_similarity import Verdict, compare
from pipeline.indicator_source import read_points
from pipeline.indicator_words import Key, key_of
from pipeline.instrument_names import name_words
from pipeline.review.queue.needs import Doubt, Wanted
from pipeline.review.queue.rows import TableRows, documents_with_rows, table_rows
from pipeline.review.reasons import Need
from schemas.sqlite import Database

ALIKE = 0.8  # share of the words of both indicators
CONTAINED = 0.9  # share of the words of a row's task that the text has, too
WORDIEST = 3  # a passage that has more times the words is about more than this task
FEWEST_WORDS = 6  # of a task; fewer say too little to know it by
UNTOUCHED = "auto"


@dataclass(slots=True)
class Side:
    """A target or task on one side, with what it says: by its time, or by what is asked."""

    id: str
    path: str
    quote: str
    status: str
    words: frozenset[str]
    in_table: bool
    says: dict[str, set[str]] = field(default_factory=dict)
    key: Key | None = None


def tables_and_text(db: Database, wanted: Wanted) -> Iterator[Doubt]:
    """Yield the targets and tasks of tables that the text of the same document contradicts."""
    for document in [wanted.only] if wanted.only else documents_with_rows(db):
        if not wanted.every and document not in wanted.documents:
            continue
        rows = table_rows(db, document)
        if rows.rows:
            yield from _differing(document, "targets", _same_targets(_targets(db, document, rows)))
            yield from _differing(document, "tasks", _same_tasks(_tasks(db, document, rows)))


def _differing(document: str, kind: str, pairs: Iterator[tuple[Side, Side]]) -> Iterator[Doubt]:
    for row, text in pairs:
        said = [
            f"{what or 'value'}: {_shown(row.says[what])} / {_shown(text.says[what])}"
            for what in row.says
            if what in text.says and not row.says[what] & text.says[what]
        ]
        if said and UNTOUCHED in (row.status, text.status):
            one, other = (row, text) if row.status == UNTOUCHED else (text, row)
            why = f"table {row.path} / text {text.path}: {'; '.join(said)}"
            yield Doubt(Need.TABLE, document, kind, one.path, why, one.quote, one.id, f"{other.path}: {other.quote}")


def _same_targets(sides: list[Side]) -> Iterator[tuple[Side, Side]]:
    """Targets of a row and of the text whose indicators share nearly all words, and that nothing tells apart."""
    for left, right in candidate_pairs([set(side.words) for side in sides], ALIKE):
        row, text = sorted((sides[left], sides[right]), key=lambda side: not side.in_table)
        if not row.in_table or text.in_table or row.key is None or text.key is None:
            continue
        alike = len(row.words & text.words) >= ALIKE * len(row.words | text.words)
        if alike and compare(row.key, text.key).verdict is not Verdict.DIFFERENT:
            yield row, text


def _same_tasks(sides: list[Side]) -> Iterator[tuple[Side, Side]]:
    """A row's task and the passage of the text that has nearly all of its words, beside who does it and until when."""
    texts = [side for side in sides if not side.in_table]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, side in enumerate(texts):
        for word in side.words:
            holders[word].append(at)
    for row in (side for side in sides if side.in_table):
        rare = sorted(row.words, key=lambda word: (len(holders[word]), word))
        may_miss = len(rare) - math.ceil(CONTAINED * len(rare))
        near = {at for word in rare[: may_miss + 1] for at in holders[word]}  # one that has the rest has one of these
        near = {at for at in near if len(texts[at].words) <= WORDIEST * len(row.words)}
        shared = [(len(row.words & texts[at].words), -len(texts[at].words), -at) for at in near]
        if shared and max(shared)[0] >= CONTAINED * len(row.words):
            yield row, texts[-max(shared)[2]]


def _targets(db: Database, document: str, rows: TableRows) -> list[Side]:
    places = dict(db.execute("SELECT id, start_char FROM targets WHERE document_id = ?", [document]).fetchall())
    sides: dict[str, Side] = {}
    for point in read_points(db, document):
        key = key_of(point.indicator, point.unit, point.change, point.per)
        in_table = rows.at(places[point.target]) is not None
        side = sides.setdefault(
            point.target,
            Side(point.target, point.path, point.quote, point.status, frozenset(key.words), in_table, key=key),
        )
        upper = f"–{point.value_max:g}" if point.value_max is not None else ""
        side.says.setdefault((point.due or "")[:4], set()).add(f"{point.value:g}{upper} {point.unit or ''}".strip())
    return list(sides.values())


def _tasks(db: Database, document: str, rows: TableRows) -> list[Side]:
    says = _said_of_tasks(db, document)
    sides = []
    sql = "SELECT id, section, quote, status, start_char FROM tasks WHERE document_id = ? ORDER BY ordinal"
    for key, path, quote, status, start in db.execute(sql, [document]).fetchall():
        row = rows.at(start)
        words = frozenset(name_words(max(row.cells[:2], key=len) if row else quote))
        if len(words) >= FEWEST_WORDS and says[key]:
            sides.append(Side(key, path, quote, status, words, row is not None, says[key]))
    return sides


def _said_of_tasks(db: Database, document: str) -> defaultdict[str, dict[str, set[str]]]:
    """Who leads each task and until when it is due: by its own words, the leads else by the heading above it."""
    says: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    leads: defaultdict[str, set[str]] = defaultdict(set)
    sql = "SELECT task_path, body FROM assignments WHERE document_id = ? AND role = 'lead' AND status <> 'rejected'"
    for path, body in db.execute(sql, [document]).fetchall():
        leads[path].add(body)
    above = dict(db.execute("SELECT path, section FROM sections WHERE document_id = ?", [document]).fetchall())
    for task, path in db.execute("SELECT id, section FROM tasks WHERE document_id = ?", [document]).fetchall():
        while path and path not in leads:
            path = above.get(path, "")
        if path:
            says[task]["lead"] = leads[path]
    sql = """SELECT l.task_id, x.ends_on FROM task_deadlines l
        JOIN deadlines x ON x.document_id = l.document_id AND x.id = l.deadline_id
        WHERE l.document_id = ? AND x.ends_on IS NOT NULL AND x.kind = 'due' AND x.status <> 'rejected'"""
    for task, day in db.execute(sql, [document]).fetchall():
        says[task].setdefault("due", set()).add(day)
    return says


def _shown(values: set[str]) -> str:
    return ", ".join(sorted(values))
