"""What the page shows, as JSON values: a document under review, the links of indicators that are open."""

from __future__ import annotations

from typing import Any

from pipeline.boxes import boxes_of
from pipeline.indicator_catalogue import Indicator, Point
from pipeline.indicator_decisions import last_decision
from pipeline.indicator_source import read_catalogue
from pipeline.review.apply import describe
from pipeline.review.fields import HEADER, PREFIX
from pipeline.review.page.pictures import Pages
from pipeline.review.queries import corrected
from pipeline.review.queue.wordings import open_links
from pipeline.review.shapes import shapes
from pipeline.review.sheet import make_sheet
from pipeline.review.undo import steps
from schemas.sqlite import Database

Values = dict[str, Any]
MOST_LINKS = 200
MOST_POINTS = 6


def document_values(db: Database, document_id: str, reviewer: str, pages: Pages) -> Values:
    """A document under review: its review file, its text, the forms of its fields, what there is to see of it."""
    text = db.execute("SELECT text FROM documents WHERE id = ?", [document_id]).fetchone()[0]
    return {
        **sheet_values(db, document_id, reviewer), "text": text, "reviewer": reviewer,
        "shapes": {kind: shapes(kind) for kind in (HEADER, *PREFIX)},
        "pages": {"state": pages.state, "name": pages.name, "sizes": pages.sizes},
    }  # fmt: skip


def sheet_values(db: Database, document_id: str, reviewer: str) -> Values:
    """The review file with the place of each item in the text, and what can be taken back."""
    sheet, record = make_sheet(db, document_id, reviewer), corrected(db, document_id)
    items = {item.id: item for kind in PREFIX for item in getattr(record, kind)}
    for item in sheet["items"]:
        start = items[item["id"]].start
        item["place"] = [start, start + len(item["quote"])]
    sheet["export"] = ""  # the page says what was edited, not everything that it was given
    done = steps(db, document_id, reviewer)
    return {"sheet": sheet, "undo": {"steps": len(done), "last": [describe(one) for one in done[-1]] if done else []}}


def box_values(db: Database, document_id: str, start: int, end: int) -> list[Values]:
    """Where words stand on the pages: page from 1, and left, top, width and height as shares of it."""
    boxes = boxes_of(corrected(db, document_id), start, end)
    return [{"page": box.page, "shares": [round(share, 5) for share in box.shares]} for box in boxes]


def link_values(db: Database, reviewer: str) -> Values:
    """The doubtful links of the catalogue, the most alike first, with both wordings and what they are set to."""
    catalogue = read_catalogue(db)
    entries = {entry.code: entry for entry in catalogue.indicators}
    found = list(open_links(catalogue))
    links = [
        {
            "one": _entry(entries[link.one]), "other": _entry(entries[link.other]), "score": link.link.score,
            "reason": link.link.reason,
        }
        for link in found[:MOST_LINKS]
    ]  # fmt: skip
    last = last_decision(db, reviewer)
    return {"links": links, "open": len(found), "undo": " / ".join((last.one, last.other)) if last else ""}


def _entry(entry: Indicator) -> Values:
    values = [_point(point) for point in entry.points[:MOST_POINTS]]
    return {"code": entry.code, "name": entry.name, "wordings": entry.wordings, "values": values}


def _point(point: Point) -> Values:
    upper = f"–{point.value_max:g}" if point.value_max is not None else ""
    value = f"{point.comparator} {point.value:g}{upper} {point.unit or ''} {point.due or ''}".strip()
    where = {"document": point.document, "number": point.number, "path": point.path, "item": point.target}
    return {**where, "value": value}
