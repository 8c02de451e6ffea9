"""The part of the report that lays a plan beside the plans above it, for one document of a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from pipeline.cascade import read_cascade
from pipeline.cascade_model import ITEMS, VIETNAMESE, Side, Step
from pipeline.database import read_database
from schemas.errors import UsageError
from schemas.record import DirectiveRecord

MOST = 12  # rows of one kind that are shown
WORDS = 170
#: What asks for a look comes first.
ORDER = ("looser", "other year", "doubtful", "changed", "stricter", "missing", "kept", "added")


@dataclass(frozen=True, slots=True)
class Above:
    """A document above, by what it is called, and the steps."""

    name: str
    steps: tuple[Step, ...]


def cascades_of(db: Path, record: DirectiveRecord) -> tuple[Above, ...]:
    """How the document stands to each that it implements and that is in the database.

    Raises:
        UsageError: the document itself is not in the database.
    """
    with read_database(db) as database:
        sha256 = record.document.source.sha256
        own = next(database.query("SELECT id FROM documents WHERE sha256 = ?", [sha256]), None)
        if own is None:
            raise UsageError("this document is not in the database: chidao run FILE first", where=str(db))
        steps = read_cascade(database, own["id"])
        names = {row["id"]: row for row in database.query("SELECT id, type, number, title FROM documents")}
    return tuple(Above(_name(names[upper]), tuple(group)) for upper, group in groupby(steps, lambda step: step.upper))


def cascade_html(cascades: Sequence[Above]) -> str:
    """The part of the page; nothing where there is nothing above."""
    return "\n".join(_above(one) for one in cascades)


def _name(row: dict[str, object]) -> str:
    name = " ".join(str(row[key]) for key in ("type", "number") if row[key])
    name = name[:1].upper() + name[1:]
    return f"{name or row['id']}: {row['title']}" if row["title"] else name or str(row["id"])


def _above(one: Above) -> str:
    lines = [f"<h3>{escape(_short(one.name))}</h3>"]
    for item, steps in groupby(one.steps, lambda step: step.item):
        found = list(steps)
        counts = Counter(step.what for step in found)
        said = " · ".join(f"{counts[what]} {VIETNAMESE[what]}" for what in ORDER if counts[what])
        lines.append(f"<p><b>{ITEMS[item].capitalize()}</b>: {said}</p>")
        lines.append(_table([step for what in ORDER for step in found if step.what == what and step.mine and step.its]))
        lines += [_list(what, [step for step in found if step.what == what]) for what in ("missing", "added")]
    return "\n".join(filter(None, lines))


def _table(steps: list[Step]) -> str:
    """What stands in both plans."""
    rows = []
    for what, group in groupby(steps, lambda step: step.what):
        same = list(group)
        rows += [_row(step) for step in same[:MOST]]
        if len(same) > MOST:
            rows.append(f"<tr><td>{VIETNAMESE[what]}</td><td colspan=3>{_more(same)}</td></tr>\n")
    heads = "".join(f"<th>{name}</th>" for name in ("Kết quả", "Văn bản này", "Văn bản cấp trên", "Khác nhau"))
    table = f"<table class=cascade><thead><tr>{heads}</tr></thead><tbody>\n{''.join(rows)}</tbody></table>"
    return table if rows else ""


def _list(what: str, steps: list[Step]) -> str:
    """What stands in one of the two."""
    if not steps:
        return ""
    where = "chỉ có ở văn bản cấp trên" if what == "missing" else "chỉ có ở văn bản này"
    items = "".join(f"<li>{_side(step.mine or step.its)}</li>\n" for step in steps[:MOST])
    more = f"<li>{_more(steps)}</li>\n" if len(steps) > MOST else ""
    return f"<p>{VIETNAMESE[what].capitalize()}, {where}:</p>\n<ul>\n{items}{more}</ul>"


def _more(steps: list[Step]) -> str:
    return f"… và {len(steps) - MOST} mục nữa (chidao cascade)"


def _row(step: Step) -> str:
    return (
        f"<tr><td>{VIETNAMESE[step.what]}</td><td>{_side(step.mine)}</td><td>{_side(step.its)}</td>"
        f"<td>{escape(step.difference)}</td></tr>\n"
    )


def _side(side: Side | None) -> str:
    if side is None:
        return "—"
    path = f"<span class=path>{escape(side.path)}</span>" if side.path else ""
    notes = "; ".join(filter(None, (side.value, side.responsible)))
    small = f" <span class=small>({escape(_short(notes))})</span>" if notes else ""
    return f"{path}{escape(_short(side.words))}{small}"


def _short(text: str) -> str:
    return text if len(text) <= WORDS else f"{text[: WORDS - 1]}…"
