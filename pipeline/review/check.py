"""Checks a review file: all that is wrong with it at once, with line, JSON path, reason and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.review.drafts import place_milestones
from pipeline.review.fields import HEADER, PREFIX, STATUSES, faults_of, items_of
from pipeline.review.places import parse
from pipeline.review.sheet import FORMAT
from schemas.record import DirectiveRecord

Items = dict[str, tuple[str, Any]]

TOP = ("$schema", "review", "export", "reviewer", "document", "header", "items")
ITEM = (
    "id", "kind", "section", "page", "quote", "nth", "context", "confidence", "why", "status", "fields", "comment",
    "was", "machine",
)  # fmt: skip
TYPES = {"object": dict, "list": list, "text": str, "whole number": int}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.message}"


class Checker:
    """Checks one file against the record of its document."""

    def __init__(self, file: str, lines: dict[str, int], record: DirectiveRecord, known: Items) -> None:
        self.file = file
        self.lines = lines
        self.record = record
        self.known = known  # items by id: those of the program and those that people added

    def faults(self, sheet: dict[str, Any]) -> Iterator[Fault]:
        """Everything that is wrong below the top of the file."""
        yield from self._header(sheet.get("header", {"fields": {}}))
        items = sheet.get("items", [])
        if not isinstance(items, list):
            yield self._fault("$.items", f"must be a list; got {type(items).__name__}")
            return
        seen: dict[str, int] = {}
        for index, item in enumerate(items):
            path = f"$.items[{index}]"
            if not isinstance(item, dict):
                yield self._fault(path, f"must be an object; got {type(item).__name__}")
                continue
            yield from self._item(path, item)
            key = item.get("id")
            if isinstance(key, str) and key in seen:
                yield self._fault(f"{path}.id", f"{key!r} stands twice, first on line {seen[key]}")
            elif isinstance(key, str):
                seen[key] = self.lines.get(f"{path}.id", 0)

    def _header(self, header: Any) -> Iterator[Fault]:
        if not isinstance(header, dict):
            yield self._fault("$.header", f"must be an object; got {type(header).__name__}")
            return
        yield from self._names("$.header", header, ("fields", "comment", "was", "machine"))
        yield from self._typed("$.header", header, "comment", "text")
        yield from self._fields("$.header", HEADER, header, whole=False)

    def _item(self, path: str, item: dict[str, Any]) -> Iterator[Fault]:
        yield from self._names(path, item, ITEM)
        for name, wanted in (("quote", "text"), ("comment", "text"), ("was", "object"), ("nth", "whole number")):
            yield from self._typed(path, item, name, wanted)
        status, kind = item.get("status", "auto"), item.get("kind")
        if status not in STATUSES:
            yield self._fault(f"{path}.status", f"{status!r} is not allowed; allowed: {', '.join(STATUSES)}")
        if kind not in PREFIX:
            yield self._fault(f"{path}.kind", f"{kind!r} is no kind; allowed: {', '.join(PREFIX)}")
            return
        key = item.get("id")
        known = self.known.get(key) if isinstance(key, str) else None
        is_new = "id" not in item
        if is_new:
            yield from self._new(path, item, status)
        elif known is None:
            if not _is_whole(item.get("was")) or is_touched(item):
                allowed = "allowed: an id of this document; leave id out to add an item"
                yield self._fault(f"{path}.id", f"{item['id']!r} is no item of this document; {allowed}")
            return  # the document was read anew since the export, and nobody edited the item: nothing to say
        elif known[0] != kind:
            yield self._fault(f"{path}.kind", f"the item is one of {known[0]}, and its kind cannot be changed")
            return
        yield from self._was(path, item, is_new=is_new)
        yield from self._fields(path, kind, item, whole=is_new)
        yield from self._quote(path, item, known)

    def _new(self, path: str, item: dict[str, Any], status: Any) -> Iterator[Fault]:
        if status in STATUSES and status != "added":
            yield self._fault(f"{path}.status", f"an item without id is one to add; allowed: added; got {status!r}")
        for name in ("quote", "fields"):
            if name not in item:
                yield self._fault(path, f"{name!r} is missing: an item to add has kind, quote, status and fields")
        if item.get("kind") == "findings":
            yield self._fault(f"{path}.kind", "a finding cannot be added; write a comment to the item")

    def _was(self, path: str, item: dict[str, Any], *, is_new: bool) -> Iterator[Fault]:
        was = item.get("was")
        if is_new:
            return
        if not _is_whole(was):
            yield self._fault(f"{path}.was", "is missing or was changed; allowed: as it was exported. Export again")

    def _fields(self, path: str, kind: str, item: dict[str, Any], *, whole: bool) -> Iterator[Fault]:
        fields = item.get("fields")
        if fields is None:
            return
        if not isinstance(fields, dict):
            yield self._fault(f"{path}.fields", f"must be an object; got {type(fields).__name__}")
            return
        for below, message in faults_of(kind, fields, whole=whole):
            yield self._fault(f"{path}.fields.{below}", message)
        yield from self._paths(path, kind, fields)

    def _paths(self, path: str, kind: str, fields: dict[str, Any]) -> Iterator[Fault]:
        """The path of a node that an assignment or a task names must be there."""
        name = {"assignments": "task", "tasks": "path"}.get(kind)
        value = fields.get(name) if name else None
        paths = {section.path for section in self.record.sections} | {""}
        if isinstance(value, str) and value not in paths and kind == "assignments":
            sample = ", ".join(sorted(paths - {""})[:8])
            yield self._fault(f"{path}.fields.{name}", f"{value!r} is no path of this document; allowed: {sample}, …")

    def _quote(self, path: str, item: dict[str, Any], known: tuple[str, Any] | None) -> Iterator[Fault]:
        quote = item.get("quote")
        if not isinstance(quote, str):
            return
        was = item.get("was") if isinstance(item.get("was"), dict) else {}
        text, at = self.record.text, None
        if known is None or quote != (was or {}).get("quote"):
            found = locate(text, quote, item.get("nth"), (was or {}).get("start"))
            if isinstance(found, str):
                yield self._fault(f"{path}.quote", found)
                return
            at = found
        elif known is not None:
            at = (known[1].start, known[1].end)
        fields = item.get("fields")
        if item.get("kind") == "targets" and at and isinstance(fields, dict):
            yield from self._milestones(path, at, fields.get("milestones"))

    def _milestones(self, path: str, at: tuple[int, int], parts: Any) -> Iterator[Fault]:
        if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
            return
        if not all(isinstance(part.get("quote"), str) for part in parts):
            return
        for index, placed in enumerate(place_milestones(self.record.text, *at, parts)):
            if placed is None:
                quote = parts[index]["quote"]
                yield self._fault(
                    f"{path}.fields.milestones[{index}].quote", f"{quote!r} is not in the text; allowed: words of it"
                )

    def _names(self, path: str, values: dict[str, Any], allowed: tuple[str, ...]) -> Iterator[Fault]:
        for name in values:
            if name not in allowed:
                yield self._fault(f"{path}.{name}", f"there is no such name; allowed: {', '.join(allowed)}")

    def _typed(self, path: str, values: dict[str, Any], name: str, kind: str) -> Iterator[Fault]:
        value = values.get(name)
        if name in values and not (isinstance(value, TYPES[kind]) and not isinstance(value, bool)):
            yield self._fault(f"{path}.{name}", f"must be {kind}; got {value!r}"[:200])

    def _fault(self, path: str, message: str) -> Fault:
        line = self.lines.get(path)
        above = path
        while line is None and above:
            above = above[: max(above.rfind("."), above.rfind("["))] if above != "$" else ""
            line = self.lines.get(above)
        return Fault(self.file, line or 1, path, message)


def read_sheet(file: str, text: str) -> tuple[dict[str, Any], dict[str, int]] | list[Fault]:
    """The values of a review file and their lines, or what is wrong with its top."""
    try:
        sheet, lines = parse(text)
    except ValueError as error:
        line, _, why = str(error).partition(": ")
        number = line.removeprefix("line ")
        return [Fault(file, int(number) if number.isdigit() else 1, "$", why or line)]
    if not isinstance(sheet, dict):
        return [Fault(file, 1, "$", f"must be an object; got {type(sheet).__name__}")]
    top = Checker(file, lines, None, {})  # type: ignore[arg-type]
    faults = list(top._names("$", sheet, TOP))
    if sheet.get("review") != FORMAT:
        faults.append(top._fault("$.review", f"{sheet.get('review')!r} is no review file of ours; allowed: {FORMAT}"))
    document = sheet.get("document")
    if not isinstance(document, dict) or not isinstance(document.get("document_id"), str):
        faults.append(top._fault("$.document", "must be an object with document_id, as it was exported"))
    for name in ("reviewer", "export"):
        faults += top._typed("$", sheet, name, "text")
    return faults or (sheet, lines)


def is_touched(item: dict[str, Any]) -> bool:
    """Did somebody edit the item?"""
    was = item["was"]
    return any(item.get(name, was.get(name)) != was.get(name) for name in ("status", "quote", "fields", "comment"))


def _is_whole(was: Any) -> bool:
    if not isinstance(was, dict) or was.get("status") not in STATUSES:
        return False
    types = (("fields", dict), ("quote", str), ("start", int))
    return all(isinstance(was.get(name), kind) for name, kind in types)


def known_items(*records: DirectiveRecord) -> Items:
    """Items of records by id."""
    return {item.id: (kind, item) for record in records for kind, item in items_of(record)}


def locate(text: str, quote: str, nth: Any = None, near: int | None = None) -> tuple[int, int] | str:
    """Where a quote stands, or why that cannot be said.

    Of several places it is the ``nth``, or the one that overlaps where the item was.

    >>> locate("80% và 80%", "80%")
    '"80%" stands 2 times in the text; add "nth": 1 to 2'
    """
    if not quote.strip():
        return "the quote is empty; allowed: words of the document's text"
    places = []
    at = text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    if not places:
        return f"the words are not in the document's text: {quote[:80]!r}; allowed: an exact quote"
    if isinstance(nth, int) and not isinstance(nth, bool):
        if not 1 <= nth <= len(places):
            return f"nth is {nth}, but the words stand {len(places)} times in the text; allowed: 1 to {len(places)}"
        return places[nth - 1], places[nth - 1] + len(quote)
    if len(places) > 1 and near is not None:
        closest = sorted(places, key=lambda place: abs(place - near))
        if abs(closest[0] - near) < abs(closest[1] - near) and abs(closest[0] - near) < max(len(quote), 200):
            return closest[0], closest[0] + len(quote)
    if len(places) > 1:
        return f'"{quote[:60]}" stands {len(places)} times in the text; add "nth": 1 to {len(places)}'
    return places[0], places[0] + len(quote)
