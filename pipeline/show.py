"""Shows a record as an HTML page: the document's text with what was found marked in it.

The marks are displaCy's spans, which may overlap. The page is one file that asks the network for
nothing; every word of the document is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from spacy import displacy

from schemas.record import Deadline, DirectiveRecord, Section, Target

COLOURS = {
    "theme": "#f9d65c",
    "target": "#9ad29a",
    "deadline": "#f4a9a0",
    "assignment": "#a8c8f0",
    "reference": "#d5b8ea",
    "finding": "#ff9f45",
}
# displaCy's own templates put blanks around every token; the blanks here are the document's.
TEMPLATE = {
    "span": (
        '<span style="font-weight: 600; display: inline-block; position: relative; '
        'height: {total_height}px;">{text}{span_slices}{span_starts}</span>'
    ),
    "slice": (
        '<span style="background: {bg}; top: {top_offset}px; height: 4px; left: -1px; '
        'width: calc(100% + 2px); position: absolute;"></span>'
    ),
    "start": (
        '<span style="background: {bg}; top: {top_offset}px; height: 4px; left: -1px; '
        'width: calc(100% + 2px); position: absolute;"><span style="background: {bg}; z-index: 10; '
        "color: #000; top: -0.5em; padding: 2px 3px; position: absolute; font-size: 0.6em; "
        'font-weight: bold; line-height: 1; border-radius: 3px; white-space: nowrap">{label}{kb_link}</span></span>'
    ),
}
# displaCy writes a blank behind every unmarked token. Where the document has none, this sign stands
# before it and both are taken out again; it is of the private use area and deleted from the text first.
GLUE = "\ue0ff"

PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.6 "Times New Roman", Tinos, serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.3rem; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; }}
dt, .path {{ color: #666; font: 0.8rem/1.8 sans-serif; }}
dd {{ margin: 0; }}
.line {{ margin: 0.4rem 0; }}
.path {{ margin-right: 0.6rem; }}
.legend span {{ padding: 0.1rem 0.4rem; margin-right: 0.4rem; border-radius: 3px; font: 0.8rem sans-serif; }}
.spans {{ display: inline; }}
</style>
</head>
<body>
<h1>{title}</h1>
<dl>{facts}</dl>
<p class="legend">{legend}</p>
{findings}
<main>
{lines}
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to mark; ``label`` is already escaped."""

    start: int
    end: int
    kind: str
    label: str


def render_html(record: DirectiveRecord) -> str:
    """The record as one self-contained HTML page."""
    title = record.document.title or record.document.source.name
    return PAGE.format(
        title=escape(title),
        facts="".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in _facts(record)),
        legend="".join(f'<span style="background: {colour}">{kind}</span>' for kind, colour in COLOURS.items()),
        findings=_findings(record),
        lines="\n".join(marked_lines(record)),
    )


def marked_lines(record: DirectiveRecord) -> Iterator[str]:
    """The lines of a record's text as HTML, with the marks of what was found."""
    marks = sorted(_marks(record), key=lambda mark: (mark.start, mark.end, mark.kind))
    yield from _lines(record.text, marks, {section.start: section for section in record.sections})


def _facts(record: DirectiveRecord) -> Iterator[tuple[str, str]]:
    document = record.document
    yield "Tên loại", document.type or "—"
    yield "Số, ký hiệu", document.number or "—"
    yield "Ngày ban hành", document.issued_on or "—"
    yield "Cơ quan ban hành", "; ".join(document.issuers) or "—"
    yield "Người ký", "; ".join(signer.name for signer in document.signers) or "—"
    yield "Tệp", document.source.name


def _findings(record: DirectiveRecord) -> str:
    if not record.findings:
        return ""
    items = "".join(f"<li>{escape(finding.message)}</li>" for finding in record.findings)
    return f"<ul>{items}</ul>"


def _marks(record: DirectiveRecord) -> Iterator[Mark]:
    for theme in record.themes:
        yield Mark(theme.start, theme.end, "theme", escape(theme.kind))
    for target in record.targets:
        yield from _target_marks(target)
    for deadline in record.deadlines:
        yield Mark(deadline.start, deadline.end, "deadline", escape(_when(deadline)))
    for assignment in record.assignments:
        yield Mark(assignment.start, assignment.end, "assignment", escape(assignment.role))
    for reference in record.references:
        yield Mark(reference.start, reference.end, "reference", escape(reference.relation))
    for finding in record.findings:
        yield Mark(finding.start, finding.end, "finding", escape(finding.code))


def _target_marks(target: Target) -> Iterator[Mark]:
    yield Mark(target.start, target.end, "target", "target")
    for part in target.milestones:
        upper = f"–{part.value_max:g}" if part.value_max is not None else ""
        label = f"{part.comparator} {part.value:g}{upper} {part.unit or ''}".strip()
        yield Mark(part.start, part.end, "target", escape(label))


def _when(deadline: Deadline) -> str:
    days = [day for day in (deadline.starts_on, deadline.ends_on) if day]
    return " ".join([deadline.bound, "…".join(dict.fromkeys(days)) or deadline.recurrence or ""]).strip()


def _lines(text: str, marks: list[Mark], sections: dict[int, Section]) -> Iterator[str]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        section = sections.get(start)
        depth = len(re.findall(r"[.\[]", section.path)) if section else 0
        path = f'<span class="path">{escape(section.path)}</span>' if section else ""
        inside = [mark for mark in marks if mark.start < end and start < mark.end]
        yield f'<div class="line" style="margin-left: {1.5 * depth}rem">{path}{_markup(line, start, inside)}</div>'
        start = end + 1


def _markup(line: str, offset: int, marks: list[Mark]) -> str:
    """One line; a mark that runs over several is cut to it."""
    line = line.replace(GLUE, " ")
    if not marks:
        return escape(line)
    cut = [
        Mark(max(mark.start - offset, 0), min(mark.end - offset, len(line)), mark.kind, mark.label) for mark in marks
    ]
    pieces = list(_pieces(line, cut))
    starts = {start: index for index, (start, _) in enumerate(pieces)}
    ends = {end: index + 1 for index, (_, end) in enumerate(pieces)}
    spans = [{"start_token": starts[mark.start], "end_token": ends[mark.end], "label": mark.label} for mark in cut]
    tokens = [_token(line, start, end, cut) for start, end in pieces]
    html = displacy.render(
        {"text": line, "spans": spans, "tokens": tokens}, style="span", manual=True, jupyter=False,
        options={"colors": {mark.label: COLOURS[mark.kind] for mark in cut}, "template": TEMPLATE},
    )  # fmt: skip
    return html.replace(GLUE + " ", "")


def _pieces(line: str, marks: list[Mark]) -> Iterator[tuple[int, int]]:
    """Split at the edges of marks, and inside marks at blanks, where a browser may break the line."""
    edges = sorted({0, len(line), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    for start, end in pairwise(edges):
        if _is_marked(start, marks):
            yield from ((start + m.start(), start + m.end()) for m in re.finditer(r"\s+|\S+", line[start:end]))
        else:
            yield start, end


def _token(line: str, start: int, end: int, marks: list[Mark]) -> str:
    token = line[start:end]
    if not token.strip():
        return ""  # displaCy adds the blank
    return token if _is_marked(start, marks) else token + GLUE


def _is_marked(at: int, marks: list[Mark]) -> bool:
    return any(mark.start <= at < mark.end for mark in marks)
