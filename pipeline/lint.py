"""What in a document does not fit together: the findings that an official can forward.

Precision first: a rule that cannot be sure says nothing. Each finding has a severity (``error``: cannot be right;
``warning``: probably not meant; ``info``: worth a look), the words, their place, an explanation in Vietnamese and in
English, and what to check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.lint_citations import citation_findings
from pipeline.lint_items import item_findings
from pipeline.lint_model import Raw
from pipeline.lint_numbering import numbering_findings
from pipeline.lint_text import text_findings
from pipeline.lint_words import RULES
from schemas.record import DirectiveRecord, Section

NUMBERING = ("outline_gap", "duplicate_label")


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding as it is shown; ``start`` and ``end`` are code points of the record's text."""

    code: str
    severity: str
    quote: str
    start: int
    end: int
    section: str
    page: int | None
    vietnamese: str
    english: str
    check: str


def lint_record(record: DirectiveRecord) -> list[LintFinding]:
    """All findings of a record in the order of the text, each place once a rule."""
    raw = [
        *_found(record),
        *numbering_findings(record),
        *text_findings(record),
        *item_findings(record),
        *citation_findings(record),
    ]
    unique = {(one.code, one.start): one for one in sorted(raw, key=lambda one: (one.start, one.end, one.code))}
    return [_shown(record, one) for one in unique.values()]


def _found(record: DirectiveRecord) -> Iterator[Raw]:
    """What the reading itself reported, but for the numbers: each thing once."""
    said: set[str] = set()
    for finding in record.findings:
        if finding.code in NUMBERING or finding.code not in RULES or finding.message in said:
            continue
        if finding.code != "two_dates" or not _years_apart(finding.message):
            said.add(finding.message)
            yield Raw(finding.code, finding.start, finding.end, finding.message)


def _years_apart(message: str) -> bool:
    """Numbers begin anew each year: with two years between, one number is two instruments and no slip."""
    years = [int(year) for year in re.findall(r"\b(\d{4})-\d\d", message)]
    return len(years) > 1 and max(years) - min(years) > 1


def _shown(record: DirectiveRecord, raw: Raw) -> LintFinding:
    rule = RULES[raw.code]
    section = _section_at(record, raw.start)
    return LintFinding(
        raw.code,
        rule.severity,
        record.text[raw.start : raw.end],
        raw.start,
        raw.end,
        section.path if section else "",
        section.page if section else None,
        raw.detail or rule.vietnamese,
        rule.english,
        rule.check,
    )


def _section_at(record: DirectiveRecord, at: int) -> Section | None:
    inside = [section for section in record.sections if section.start <= at]
    return max(inside, key=lambda section: section.start) if inside else None
