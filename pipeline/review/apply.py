"""Applies review files: all of them in one transaction, or none.

A file is the whole statement of its reviewer on what was exported: what was edited becomes a correction, and what an
earlier state of the same file said and this one does not is withdrawn. So applying a file twice is applying it once.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.files import DEFAULT_MAX_BYTES, read_bytes
from pipeline.review.anchors import Sentences, make_anchor
from pipeline.review.check import Checker, Fault, is_touched, known_items, locate, read_sheet
from pipeline.review.drafts import anchor_span, new_id, section_at
from pipeline.review.fields import HEADER, fields_of
from pipeline.review.log import Correction, Home, append, belonging, holding
from pipeline.review.merge import merged
from pipeline.review.project import project_all, read_record
from pipeline.review.sheet import Sheet, token_corrections
from schemas.errors import ReviewFileError
from schemas.record import DirectiveRecord
from schemas.sqlite import Database

SHORT = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do: corrections to write, and the diff for people."""

    file: str
    document_id: str
    corrections: list[Correction]
    diff: list[str]


def apply_files(db: Database, files: Iterable[Path], reviewer: str | None = None, *, dry: bool = False) -> list[Plan]:
    """Apply review files, inside a transaction of the caller; with ``dry`` only say what they would do.

    Raises:
        ReviewFileError: something is wrong with one of them; the message has every fault of every file.
    """
    faults: list[Fault] = []
    plans: list[Plan] = []
    for path in files:
        found = plan_file(db, path, reviewer)
        if isinstance(found, Plan):
            plans.append(found)
            if not faults and not dry:
                append(db, found.corrections)
        else:
            faults += found
    if faults:
        raise ReviewFileError("nothing was applied:\n" + "\n".join(map(str, faults)))
    if not dry:
        project_all(db)
    return plans


def plan_file(db: Database, path: Path, reviewer: str | None = None) -> Plan | list[Fault]:
    """What a file would do, or everything that is wrong with it."""
    name = str(path)
    try:
        text = read_bytes(path, DEFAULT_MAX_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [Fault(name, 1, "$", f"the file is not UTF-8 (byte {error.start}); save it as UTF-8")]
    return plan_text(db, name, text, reviewer)


def plan_text(db: Database, name: str, text: str, reviewer: str | None = None) -> Plan | list[Fault]:
    """What the text of a review file would do, or everything that is wrong with it."""
    read = read_sheet(name, text)
    if isinstance(read, list):
        return read
    sheet, lines = read
    document_id = sheet["document"]["document_id"]
    record = read_record(db, document_id)
    if record is None:
        there = [row[0] for row in db.execute("SELECT id FROM documents ORDER BY id LIMIT 5").fetchall()]
        message = f"{document_id!r} is not in the database; there are: {', '.join(there) or 'none'}"
        return [Fault(name, lines.get("$.document.document_id", 1), "$.document.document_id", message)]
    shown = merged(record, belonging(db, document_id)).record
    known = known_items(record, shown)
    faults = list(Checker(name, lines, record, known).faults(sheet))
    if faults:
        return faults
    who = reviewer or sheet.get("reviewer") or getpass.getuser()
    home = Home(document_id, record.document.id, record.document.source.sha256)
    said = list(Differ(sheet, record, known_items(record), known, home, who).corrections())
    new = _news(db, sheet, document_id, who, said)
    return Plan(name, document_id, new, [describe(one) for one in new])


def describe(one: Correction) -> str:
    """A correction as a line of a diff."""
    where = f" {one.anchor.section}" if one.anchor and one.anchor.section else ""
    quote = one.anchor.quote if one.anchor else ""
    quote = f' "{quote[:SHORT]}{"…" if len(quote) > SHORT else ""}"' if quote else ""
    said = one.new["quote"] if one.field == "quote" else one.new
    what = {
        "correct": f"{one.field}: {_value(one.old)} → {_value(said)}", "comment": f"comment: {one.reason}",
        "add": f"add {_value(said)}", "withdraw": f"withdrawn: correction {one.withdraws}",
    }.get(one.action, one.action)  # fmt: skip
    return f"{one.kind}{where}{quote}: {what}"


class Differ:
    """Tells what was edited in a checked file."""

    def __init__(
        self,
        sheet: Sheet,
        record: DirectiveRecord,
        machine: dict[str, Any],
        known: dict[str, Any],
        home: Home,
        who: str,
    ) -> None:
        self.sheet = sheet
        self.record = record
        self.machine = machine
        self.known = known
        self.sentences = Sentences(record.text)
        self.common = {"home": home, "reviewer": who, "export": sheet.get("export", "")}

    def corrections(self) -> Iterator[Correction]:
        """Everything that the file says beyond what it was exported with."""
        yield from self._header(self.sheet.get("header") or {})
        for item in self.sheet.get("items", []):
            if "id" not in item:
                yield self._added(item)
            elif item["id"] in self.known and is_touched(item):
                yield from self._edited(item)

    def _header(self, header: dict[str, Any]) -> Iterator[Correction]:
        was = header.get("was") or {"fields": fields_of(HEADER, self.record.document)}
        machine = {**was.get("fields", {}), **header.get("machine", {})}
        comment = header.get("comment", "")
        for name, value in (header.get("fields") or {}).items():
            if value != was.get("fields", {}).get(name):
                yield Correction(
                    **self.common, kind=HEADER, item_id="", action="correct", field=name, old=machine.get(name),
                    new=value, reason=comment,
                )  # fmt: skip
        if comment != was.get("comment", ""):
            yield Correction(**self.common, kind=HEADER, item_id="", action="comment", reason=comment)

    def _edited(self, item: dict[str, Any]) -> Iterator[Correction]:
        was, kind = item["was"], item["kind"]
        machine = {**was["fields"], **item.get("machine", {})}
        there = self.known[item["id"]][1]
        if item["id"] in self.machine:
            there = self.machine[item["id"]][1]
        start, end = anchor_span(kind, there.start, there.end, self.record.text)
        common = {
            **self.common, "kind": kind, "item_id": item["id"], "reason": item.get("comment", ""),
            "anchor": make_anchor(self.sentences, start, end, there.section),
            "base": {"fields": {name: machine[name] for name in was["fields"]}, "start": there.start, "end": there.end},
        }  # fmt: skip
        for name, value in item.get("fields", {}).items():
            if value != was["fields"].get(name):
                yield Correction(**common, action="correct", field=name, old=machine.get(name), new=value)
        quote = item.get("quote", was["quote"])
        if quote != was["quote"]:
            yield self._moved(item, quote, common)
        yield from self._verdict(item, common)
        if item.get("comment", "") != was.get("comment", ""):
            yield Correction(**common, action="comment")

    def _moved(self, item: dict[str, Any], quote: str, common: dict[str, Any]) -> Correction:
        was = item["was"]
        place = locate(self.record.text, quote, item.get("nth"), was["start"])
        assert isinstance(place, tuple)  # the check came before
        anchor = make_anchor(self.sentences, *place, section_at(self.record, place[0]))
        old = item.get("machine", {}).get("quote", was["quote"])
        new = {"quote": quote, "anchor": anchor.plain()}
        return Correction(**common, action="correct", field="quote", old=old, new=new)

    def _verdict(self, item: dict[str, Any], common: dict[str, Any]) -> Iterator[Correction]:
        status, was = item.get("status", item["was"]["status"]), item["was"]["status"]
        if status == was:
            return
        if status == "rejected":
            yield Correction(**common, action="reject")
        elif status in ("confirmed", "added") and was == "added":
            yield Correction(**common, action="add", new=item.get("fields", item["was"]["fields"]))
        elif status == "confirmed" or (status in ("corrected", "auto") and was == "rejected"):
            yield Correction(**common, action="confirm")

    def _added(self, item: dict[str, Any]) -> Correction:
        place = locate(self.record.text, item["quote"], item.get("nth"))
        assert isinstance(place, tuple)  # the check came before
        section = section_at(self.record, place[0])
        salt = f"{place[0]}\x1f{json.dumps(item['fields'], sort_keys=True)}"
        return Correction(
            **self.common, kind=item["kind"], item_id=new_id(item["kind"], section, item["quote"], salt), action="add",
            new=item["fields"], reason=item.get("comment", ""), anchor=make_anchor(self.sentences, *place, section),
        )  # fmt: skip


def _news(db: Database, sheet: Sheet, document_id: str, who: str, said: list[Correction]) -> list[Correction]:
    """Of what a file says, what its reviewer has not said already; and withdrawals of what it no longer says."""
    mine = [one for one in belonging(db, document_id) if one.reviewer == who]
    holds = {one.slot: one for one in holding(mine)}
    new = [one for one in said if one.slot not in holds or not holds[one.slot].says_the_same(one)]
    slots = {one.slot for one in said}
    token = sheet.get("export", "")
    gone = token_corrections(db, document_id, token, who) if token else []
    withdrawn = [
        replace(one, action="withdraw", withdraws=one.id, id=0, made_at="", base=None)
        for one in gone
        if one.slot not in slots and holds.get(one.slot) == one
    ]
    return [*new, *withdrawn]


def _value(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return text if len(text) <= 100 else f"{text[:97]}…"
