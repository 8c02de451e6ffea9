"""Builds the record: ids, sections and pages for what the stages found; the models validate it.

An id is a hash of what an item says and where in the outline it says it (the words of its
sections, not their numbers), so that a change in one place of a document renames nothing elsewhere.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc

from corpus.fold import fold
from extractors.stage import Facts, Found, facts_of, read_group
from extractors.stages import STAGES
from pipeline.doubts import find_doubts
from pipeline.printed import to_layout
from pipeline.resolve import instrument_ids
from pipeline.source import Source
from pipeline.stamped import fill_blanks
from pipeline.text import Text
from pipeline.version import VERSION
from schemas.outline import Outline
from schemas.record import (
    Assignment,
    Deadline,
    DirectiveRecord,
    Document,
    Finding,
    Milestone,
    Period,
    Pinpoint,
    Reference,
    Section,
    Signer,
    SourceInfo,
    Target,
    Task,
    Theme,
)

PREFIX = {
    "sections": "sec", "themes": "thm", "tasks": "tsk", "targets": "tgt", "deadlines": "ddl",
    "assignments": "asg", "references": "ref", "findings": "fnd",
}  # fmt: skip
LONG_PLACE = 2_000  # characters of a line that is not hashed anew for each of its items


class Ids:
    """Hands out ids; the same words twice in one section are told apart by their order."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._kept: dict[tuple[str, str], hashlib.blake2b] = {}

    def make(self, kind: str, place: str, *parts: str) -> str:
        """Id of an item of ``kind`` that ``parts`` describe; ``place`` may be a line of a megabyte with many items."""
        self._seen[kind, place, *parts] += 1
        count = self._seen[kind, place, *parts]
        rest = "\x1f".join(("", *parts, str(count)) if count > 1 else ("", *parts)).encode()
        digest = self._begun(kind, place)
        digest.update(rest)
        return f"{PREFIX[kind]}-{digest.hexdigest()}"

    def _begun(self, kind: str, place: str) -> hashlib.blake2b:
        """The hash of what comes first; of a long place it is kept, since many items may stand in it."""
        if len(place) < LONG_PLACE:
            return hashlib.blake2b(f"{kind}\x1f{place}".encode(), digest_size=6)
        if (kind, place) not in self._kept:
            self._kept[kind, place] = hashlib.blake2b(f"{kind}\x1f{place}".encode(), digest_size=6)
        return self._kept[kind, place].copy()


def build_record(source: Source, text: Text, outline: Outline, doc: Doc) -> DirectiveRecord:
    """Make the record of a document that the pipeline has read."""
    builder = RecordBuilder(source, text, outline, doc)
    return builder.build()


class RecordBuilder:
    """One document's record in the making."""

    def __init__(self, source: Source, text: Text, outline: Outline, doc: Doc) -> None:
        self.source = source
        self.text = text
        self.outline = outline
        self.doc = doc
        self.ids = Ids()
        self.string = text.string
        self.section_ids: list[str] = []
        self.paged = bool(text.printed) or any(line.page is not None for line in text.lines)
        self.lines: dict[int, str] = {}  # by where they start: one string a line, however many items name it
        self.stamped: tuple[str, ...] = ()  # fields of the header that a signature's stamp filled

    def build(self) -> DirectiveRecord:
        """Build every kind, tasks last because they name the items inside them."""
        facts, self.stamped = fill_blanks(facts_of(self._found("header")), self.source.stamps)
        sections = self._sections()
        themes = tuple(Theme(**self._item("themes", f), **f.fields) for f in self._found("themes"))
        targets = tuple(self._target(f) for f in self._found("targets"))
        deadlines = tuple(Deadline(**self._item("deadlines", f), **f.fields) for f in self._found("deadlines"))
        assignments = tuple(
            Assignment(**self._item("assignments", f, f.fields["role"]), **f.fields) for f in self._found("assignments")
        )
        references = self._references(facts)
        inside = {
            "targets": Inside(targets), "deadlines": Inside(deadlines), "assignments": Inside(assignments),
            "references": Inside(references),
        }  # fmt: skip
        tasks = tuple(self._task(f, inside) for f in self._found("tasks"))
        return DirectiveRecord(
            pipeline=pipeline_version(), document=self._document(facts), text=self.string, sections=sections,
            themes=themes, tasks=tasks, targets=targets, deadlines=deadlines, assignments=assignments,
            references=references,
            findings=tuple(self._finding(f) for f in (*self._doubts(), *self._found("findings"))),
            layout=to_layout(self.source.sheets, self.text.printed),
        )  # fmt: skip

    def _found(self, kind: str) -> tuple[Found, ...]:
        return read_group(self.doc, kind)

    def _sections(self) -> tuple[Section, ...]:
        out = []
        for node in self.outline.nodes:
            own = self.string[node.start : node.own_end]
            above = self.section_ids[node.parent] if node.parent is not None else ""
            made = self.ids.make("sections", above, own)
            self.section_ids.append(made)
            heading = self.string[node.content : node.own_end] if node.is_heading else None
            out.append(
                Section(
                    id=made, quote=self.string[node.start : node.end], start=node.start, end=node.end,
                    section=self.outline.nodes[node.parent].path if node.parent is not None else "",
                    page=self.text.page_at(node.start) if self.paged else None, path=node.path, label=node.label,
                    heading=heading, role=node.role,
                    confidence=round(0.95 * self.text.sureness(node.start, node.own_end), 2),
                )
            )  # fmt: skip
        return tuple(out)

    def _item(self, kind: str, found: Found, *parts: str) -> dict[str, Any]:
        index = self.outline.index_at(found.start)
        quote = self.string[found.start : found.end]
        place = self.section_ids[index] if index is not None else self._line(found.start)
        return {
            "id": self.ids.make(kind, place, quote, *parts),
            "quote": quote,
            "start": found.start,
            "end": found.end,
            "section": self.outline.nodes[index].path if index is not None else "",
            "page": self.text.page_at(found.start) if self.paged else None,
            "confidence": round(found.confidence * self.text.sureness(found.start, found.end), 2),
        }

    def _line(self, offset: int) -> str:
        line = self.text.line_at(offset)
        if line.start not in self.lines:
            self.lines[line.start] = self.string[line.start : line.end]
        return self.lines[line.start]

    def _target(self, found: Found) -> Target:
        fields = dict(found.fields)
        milestones = tuple(Milestone(quote=self.string[m["start"] : m["end"]], **m) for m in fields.pop("milestones"))
        values = " ".join(f"{m.quote}:{m.due}" for m in milestones)
        return Target(**self._item("targets", found, values), milestones=milestones, **fields)

    def _references(self, facts: Facts) -> tuple[Reference, ...]:
        found = self._found("references")
        instruments = instrument_ids([f.fields for f in found], facts)
        out = []
        for item, instrument in zip(found, instruments, strict=True):
            fields = dict(item.fields)
            pinpoint = fields.pop("pinpoint", None)
            out.append(
                Reference(
                    **self._item("references", item), **fields, instrument=instrument,
                    pinpoint=Pinpoint(**pinpoint) if pinpoint else None,
                )
            )  # fmt: skip
        return tuple(out)

    def _task(self, found: Found, inside: dict[str, Inside]) -> Task:
        links = {kind: items.of(found) for kind, items in inside.items()}
        return Task(**self._item("tasks", found), **found.fields, **links)

    def _finding(self, found: Found) -> Finding:
        item = self._item("findings", found, found.fields["code"])
        item.pop("confidence")
        item.pop("page")
        return Finding(**item, **found.fields)

    def _doubts(self) -> Iterator[Found]:
        return find_doubts(self.source, self.text, self._found("header"))

    def _document(self, facts: Facts) -> Document:
        return Document(
            id=document_id(facts, self.source.sha256),
            type=facts.type, number=facts.number, issued_on=facts.issued_on, place=facts.place, title=facts.title,
            issuers=facts.issuers, signers=tuple(Signer(**signer) for signer in facts.signers),
            addressees=facts.addressees, recipients=facts.recipients,
            period=Period(start=facts.period[0], end=facts.period[1]) if facts.period else None,
            source=SourceInfo(
                name=self.source.name, sha256=self.source.sha256, media_type=self.source.media_type,
                pages=self.source.pages, ocr=self.source.ocr, stamps=self.source.stamps,
                stamped=self.stamped,
            ),
        )  # fmt: skip


class Inside:
    """The items of one kind, by their place: which of them belong to a task?"""

    def __init__(self, items: tuple[Any, ...]) -> None:
        self._items = items
        self._order = sorted(range(len(items)), key=lambda index: items[index].start)
        self._starts = [items[index].start for index in self._order]
        self._named: defaultdict[str, list[int]] = defaultdict(list)
        for index, item in enumerate(items):
            if isinstance(item, Assignment):
                self._named[item.task].append(index)

    def of(self, task: Found) -> tuple[str, ...]:
        """Ids of the items within the task's words, and of the assignments that name it, in their order."""
        first, last = bisect_left(self._starts, task.start), bisect_right(self._starts, task.end)
        within = {index for index in self._order[first:last] if self._items[index].end <= task.end}
        within.update(self._named.get(task.fields["path"], ()))
        return tuple(self._items[index].id for index in sorted(within))


def document_id(facts: Facts, sha256: str) -> str:
    """Slug of issuer, number and date, or of the content's hash where one of them is missing.

    >>> document_id(Facts(number="13/CTr-LĐLĐ", issued_on="2025-02-27", issuers=("LĐLĐ tỉnh",)), "00")
    'ldld-tinh_13-ctr-ldld_2025-02-27'
    """
    if not (facts.issuers and facts.number and facts.issued_on) or facts.number.startswith("/"):
        return f"sha256-{sha256[:16]}"
    return "_".join((_slug("-".join(facts.issuers)), _slug(facts.number), facts.issued_on))


def _slug(text: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in fold(text)).split())


def pipeline_version() -> str:
    """Version of the program and of each stage: what decides a record besides the bytes."""
    stages = " ".join(f"{stage.name}={stage.version}" for stage in STAGES)
    return f"chidao {VERSION}; {stages}"
