"""Audit: what of a document the pipeline did not explain, which is the reviewer's work list.

Looked for are strings that are shaped like a document's symbol ("20-NQ/TW"), percentages and full dates. Each is
explained by an item, refused with a reason, or unexplained. So is each character that belongs to no part or to two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from extractors.citation import REFUSALS, refused_symbols, same_number
from extractors.deadlines import explain_times
from extractors.stage import Context, read_context
from extractors.targets import explain_percentages
from pipeline.files import find_files, read_bytes
from pipeline.nlp import analyse
from pipeline.outline import build_outline
from pipeline.readers.registry import read
from pipeline.text import compose
from schemas.errors import DirectiveError
from schemas.vocabulary import Part

# Wider than what the extractor reads on purpose: it must not judge itself.
SYMBOL_SHAPE_RE = re.compile(
    r"(?<![\w/.-])\d{1,6}[a-zđ]?(?:/\d{4})?[ ]?[/-][ ]?[A-ZĐ][\w&]*(?:[-/.][A-ZĐ][\w&]*)*(?![\w/-])"
)
PERCENT_RE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*[ ]?%")
DATE_RE = re.compile(
    r"(?<![\w/.-])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?![\w/])|ngày[ ]\d{1,2}[ ]tháng[ ]\d{1,2}[ ]năm[ ]\d{4}", re.IGNORECASE
)
NUMBER_RE = re.compile(r"\d+(?:[.,]\d+)*")
QUOTE_CONTEXT = 40


class Verdict(StrEnum):
    """What the pipeline made of a string."""

    EXPLAINED = "explained"
    REFUSED = "refused"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Row:
    """A string that asks for an explanation; ``quote`` is it, ``context`` some words around it."""

    document: str
    what: str
    verdict: Verdict
    reason: str
    quote: str
    path: str
    start: int
    context: str


def audit(data: bytes, name: str) -> list[Row]:
    """The rows of one document, in reading order.

    Raises:
        BadInputError: the bytes cannot be read.
    """
    text = compose(read(data, PurePath(name).name))
    context = read_context(analyse(text, build_outline(text)))
    auditor = Auditor(context, PurePath(name).name)
    return sorted(auditor.rows(), key=lambda row: (row.start, row.what))


def audit_paths(
    paths: list[Path], max_bytes: int, *, every: bool
) -> tuple[list[dict[str, object]], list[DirectiveError]]:
    """Rows of many documents as plain values, without the explained unless ``every``; and what could not be read."""
    rows: list[dict[str, object]] = []
    errors: list[DirectiveError] = []
    for file in find_files(paths):
        try:
            found = audit(read_bytes(file.path, max_bytes), file.name)
        except DirectiveError as error:
            errors.append(error)
            continue
        rows += [asdict(row) for row in found if every or row.verdict != Verdict.EXPLAINED]
    return rows, errors


class Auditor:
    """Finds the strings of one document and what became of them."""

    def __init__(self, context: Context, name: str) -> None:
        self.context = context
        self.name = name
        self.refused = self._refusals()

    def rows(self) -> Iterator[Row]:
        """Yield the rows, kind by kind."""
        text = self.context.text
        for what, pattern, judge in (
            ("symbol", SYMBOL_SHAPE_RE, self._symbol),
            ("percentage", PERCENT_RE, self._percentage),
            ("date", DATE_RE, self._date),
        ):
            for match in pattern.finditer(text):
                verdict, reason = judge(*match.span())
                yield self._row(what, verdict, reason, *match.span())
        yield from self._characters()

    def _symbol(self, start: int, end: int) -> tuple[Verdict, str]:
        if self._inside("references", start, end):
            return Verdict.EXPLAINED, "reference"
        number = self.context.facts.number
        if number and same_number(number, self.context.text[start:end]):
            return Verdict.EXPLAINED, "the document's own number"
        return self._outside_body(start) or self.refused.get(start) or (Verdict.UNEXPLAINED, "")

    def _percentage(self, start: int, end: int) -> tuple[Verdict, str]:
        if self._inside("targets", start, end):
            return Verdict.EXPLAINED, "target"
        return self._outside_body(start) or self.refused.get(start) or (Verdict.UNEXPLAINED, "")

    def _date(self, start: int, end: int) -> tuple[Verdict, str]:
        for kind in ("references", "deadlines", "targets", "themes"):
            if self._inside(kind, start, end):
                return Verdict.EXPLAINED, kind.removesuffix("s")
        return self._outside_body(start) or self.refused.get(start) or (Verdict.UNEXPLAINED, "")

    def _refusals(self) -> dict[int, tuple[Verdict, str]]:
        """Look-alikes by their first character, with the reasons that the extractors give."""
        refused = {}
        for line_start, line_end in self.context.lines:
            for start, _, reason in refused_symbols(self.context.text[line_start:line_end]):
                refused[line_start + start] = (Verdict.REFUSED, REFUSALS[reason])
        for judged in explain_percentages(self.context):
            if not judged.accepted:
                for match in NUMBER_RE.finditer(self.context.text, judged.start, judged.end):
                    refused[match.start()] = (Verdict.REFUSED, judged.reason)
        for judged in explain_times(self.context):
            if not judged.accepted:
                for match in DATE_RE.finditer(self.context.text, judged.start, judged.end):
                    refused[match.start()] = (Verdict.REFUSED, judged.reason)
        return refused

    def _outside_body(self, start: int) -> tuple[Verdict, str] | None:
        part = self.context.outline.part_at(start)
        if part == Part.FRAME:
            return Verdict.REFUSED, "belongs to the web page around the document"
        if part in (Part.HEADER, Part.SIGNATURES, Part.RECIPIENTS):
            return Verdict.REFUSED, f"stands in the {part.value}, which names the document and its people"
        return None

    def _inside(self, kind: str, start: int, end: int) -> bool:
        return any(item.start < end and start < item.end for item in self.context.found.get(kind, ()))

    def _characters(self) -> Iterator[Row]:
        """Characters in no part, or in two."""
        at = 0
        for part in self.context.outline.parts:
            if self.context.text[at : part.start].strip():
                yield self._row("characters", Verdict.UNEXPLAINED, "in no part", at, part.start)
            if part.start < at:
                yield self._row("characters", Verdict.UNEXPLAINED, "in two parts", part.start, at)
            at = max(at, part.end)
        if self.context.text[at:].strip():
            yield self._row("characters", Verdict.UNEXPLAINED, "in no part", at, len(self.context.text))

    def _row(self, what: str, verdict: Verdict, reason: str, start: int, end: int) -> Row:
        text = self.context.text
        around = " ".join(text[max(0, start - QUOTE_CONTEXT) : end + QUOTE_CONTEXT].split())
        path = self.context.outline.path_at(start)
        return Row(self.name, what, verdict, reason, text[start:end], path, start, around)
