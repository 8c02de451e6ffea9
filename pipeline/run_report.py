"""What a run did, in figures: seconds by step and items by kind, in the database and as a page.

The page is one HTML file that needs no network; it is made from the database alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from schemas.sqlite import Database

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>chidao: run {run}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }}
table {{ border-collapse: collapse; margin: 1rem 0; }}
th, td {{ border-bottom: 1px solid #ccc; padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }}
td.n {{ text-align: right; font-variant-numeric: tabular-nums; }}
</style></head><body>
<h1>Run {run}</h1>
{body}
</body></html>
"""


@dataclass(slots=True)
class RunTotals:
    """Sums over the documents that a run stored."""

    seconds: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)

    def add(self, seconds: dict[str, float], counts: dict[str, int]) -> None:
        """Add a document: the seconds of its steps and the number of its items."""
        self.seconds.update(seconds)
        self.documents.update(seconds.keys())
        self.items.update(counts)


def write_totals(db: Database, run: int | None, totals: RunTotals) -> None:
    """Write the sums of a run into ``run_stages`` and ``run_items``."""
    stages = [(run, name, totals.documents[name], round(took, 3)) for name, took in totals.seconds.items()]
    db.conn.executemany("INSERT OR REPLACE INTO run_stages VALUES (?, ?, ?, ?)", stages)
    items = [(run, kind, number) for kind, number in totals.items.items()]
    db.conn.executemany("INSERT OR REPLACE INTO run_items VALUES (?, ?, ?)", items)


def render_run(db: Database, run: int) -> str:
    """The page of a run."""
    row = next(db.query("SELECT * FROM v_runs WHERE run = ?", [run]))
    told = {name: value for name, value in row.items() if name != "run" and value is not None}
    failures = db.query(
        "SELECT source_name AS file, code, stage AS step, message AS reason, advice FROM failures "
        "WHERE run_id = ? ORDER BY ordinal",
        [run],
    )
    changes = db.query(
        "SELECT v.document_id AS document, c.kind, c.path, c.what, c.old_value AS before, c.new_value AS after "
        "FROM versions v JOIN version_changes c ON c.sha256 = v.sha256 AND c.old_sha256 = v.old_sha256 "
        "JOIN documents d ON d.sha256 = v.sha256 WHERE d.run_id = ? ORDER BY v.document_id, c.ordinal LIMIT 500",
        [run],
    )
    stages = db.query("SELECT stage AS step, documents, seconds FROM run_stages WHERE run_id = ? "
                      "ORDER BY seconds DESC", [run])  # fmt: skip
    items = db.query("SELECT kind, items FROM run_items WHERE run_id = ? ORDER BY kind", [run])
    near = db.query(
        "SELECT n.document_id AS document, n.other_id AS other, n.similarity FROM near_duplicates n "
        "JOIN documents d ON d.id IN (n.document_id, n.other_id) AND d.run_id = ? GROUP BY 1, 2 LIMIT 500",
        [run],
    )
    body = "\n".join((
        _table([{"": name.replace("_", " "), " ": value} for name, value in told.items()]),
        _section("Files that could not be read", failures), _section("Items by kind", items),
        _section("Seconds by step", stages), _section("What newer versions changed", changes),
        _section("Documents that are nearly the same", near),
    ))  # fmt: skip
    return _PAGE.format(run=run, body=body)


def _section(title: str, rows: Iterable[dict[str, Any]]) -> str:
    listed = list(rows)
    return f"<h2>{escape(title)}</h2>\n{_table(listed) if listed else '<p>None.</p>'}"


def _table(rows: list[dict[str, Any]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in rows[0])
    lines = ("".join(_cell(value) for value in row.values()) for row in rows)
    return f"<table><tr>{head}</tr>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return f'<td class="n">{value:,}</td>'
    return f"<td>{escape('' if value is None else str(value))}</td>"
