"""``chidao report``: one self-contained HTML page in Vietnamese of one document, for the screen and for A4.

What it is, who must do what by when as a timeline, targets by year, what it cites, what does not fit together, and the
text with highlights. The page asks the network for nothing and has no script; every word of the document is escaped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from html import escape

from pipeline.lint import lint_record
from pipeline.lint_report import findings_table
from pipeline.report_cascade import Above, cascade_html
from pipeline.report_graph import citation_graph
from pipeline.show import COLOURS, marked_lines
from schemas.labels import LABELS
from schemas.record import Deadline, DirectiveRecord, Reference, Task

WORDS = {(vocabulary, code): vietnamese for vocabulary, code, vietnamese, _ in LABELS}
KIND_WORDS = {
    "theme": "chủ đề",
    "target": "chỉ tiêu",
    "deadline": "thời hạn",
    "assignment": "phân công",
    "reference": "dẫn chiếu",
    "finding": "cần xem",
}
UNDATED = "9999"
STYLE = """
body { font: 16px/1.5 "Times New Roman", Tinos, serif; max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem;
 color: #1b1b1b; }
h1 { font-size: 1.5rem; margin-bottom: .2rem; }
h2 { font-size: 1.2rem; border-bottom: 2px solid #1f4e79; color: #1f4e79; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; } dt { color: #555; } dd { margin: 0; }
.figures { display: flex; flex-wrap: wrap; gap: .6rem; padding: 0; }
.figures li { list-style: none; border: 1px solid #ccc; border-radius: 6px; padding: .3rem .9rem; text-align: center; }
.figures b { display: block; font-size: 1.4rem; color: #1f4e79; }
.timeline { border-left: 3px solid #1f4e79; margin-left: .5rem; padding-left: 1rem; }
.timeline h3 { margin: .8rem 0 .2rem -1.45rem; font-size: 1rem; }
.timeline h3::before { content: "●"; color: #1f4e79; margin-right: .5rem; }
.timeline p { margin: .2rem 0; break-inside: avoid; }
.who { font-weight: bold; } .path, .small { color: #555; font-size: .85rem; }
table { border-collapse: collapse; width: calc(100% - 2px); }
th, td { border: 1px solid #bbb; padding: .25rem .5rem; text-align: left; vertical-align: top; }
th { background: #eef1f5; } tr { break-inside: avoid; } td.value { white-space: nowrap; }
.line { margin: .3rem 0; }
.legend span { padding: .1rem .4rem; margin-right: .4rem; border-radius: 3px; font-size: .85rem; }
.graph { width: 100%; height: auto; max-height: 25cm; break-inside: avoid; margin-bottom: 1rem; }
.cascade td { width: 40%; } .cascade td:first-child, .cascade td:last-child { width: 10%; }
.spans { display: inline; } .path { margin-right: .5rem; }
@page { size: A4; margin: 1.8cm; }
@media print { body { font-size: 11pt; max-width: none; margin: 0; padding: 0; } h2 { break-after: avoid; }
 * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""


def render_report(record: DirectiveRecord, cascades: Sequence[Above] = ()) -> str:
    """The page of a record, with what is known of the plans above it; the same record gives the same page."""
    title = record.document.title or record.document.source.name
    parts = (
        ("Tóm tắt", _summary(record)),
        ("Ai làm gì, khi nào", _timeline(record)),
        ("Chỉ tiêu theo năm", _targets(record)),
        ("So với văn bản cấp trên", cascade_html(cascades)),
        ("Văn bản được dẫn", citation_graph(record) + _citations(record)),
        ("Cần xem lại", _findings(record)),
        ("Toàn văn", _text(record)),
    )
    body = "\n".join(f"<section>\n<h2>{heading}</h2>\n{content}\n</section>" for heading, content in parts if content)
    kind = (record.document.type or "văn bản").capitalize()
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<p class=small>{escape(kind)}</p>\n<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def _summary(record: DirectiveRecord) -> str:
    document = record.document
    period = document.period
    facts = (
        ("Số, ký hiệu", document.number),
        ("Ngày ban hành", _vietnamese_day(document.issued_on)),
        ("Cơ quan ban hành", "; ".join(document.issuers)),
        ("Người ký", "; ".join(signer.name for signer in document.signers)),
        ("Thời kỳ", " – ".join(_vietnamese_day(day) for day in (period.start, period.end) if day) if period else None),
        ("Tệp", document.source.name),
    )
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value or '—')}</dd>" for name, value in facts)
    counts = (
        ("nhiệm vụ", record.tasks),
        ("thời hạn", record.deadlines),
        ("chỉ tiêu", record.targets),
        ("lần dẫn chiếu", record.references),
    )
    figures = "".join(f"<li><b>{len(items)}</b>{name}</li>" for name, items in counts)
    return f"<dl>{rows}</dl>\n<ul class=figures>{figures}</ul>"


def _timeline(record: DirectiveRecord) -> str:
    tasks = {deadline: task for task in record.tasks for deadline in task.deadlines}
    groups: dict[str, list[str]] = defaultdict(list)
    for deadline in sorted(record.deadlines, key=lambda one: (_sort_day(one), one.start)):
        groups[_when(deadline)].append(_what(record, deadline, tasks.get(deadline.id)))
    if not groups:
        return ""
    entries = "\n".join(f"<h3>{escape(day)}</h3>\n{''.join(lines)}" for day, lines in groups.items())
    return f"<div class=timeline>\n{entries}\n</div>"


def _sort_day(deadline: Deadline) -> str:
    day = deadline.ends_on or deadline.starts_on or UNDATED
    return UNDATED + day if day.startswith("--") else day


def _when(deadline: Deadline) -> str:
    first, last = deadline.starts_on, deadline.ends_on
    again = "hằng năm, " if deadline.recurrence == "FREQ=YEARLY" else "định kỳ, " if deadline.recurrence else ""
    if first and last and first != last:
        return f"{again}{_vietnamese_day(first)} – {_vietnamese_day(last)}"
    day = last or first
    bound = {"before": "trước ", "by": "đến hết ", "from": "từ "}.get(deadline.bound, "")
    return f"{again}{bound}{_vietnamese_day(day)}" if day else again.rstrip(", ") or deadline.quote


def _what(record: DirectiveRecord, deadline: Deadline, task: Task | None) -> str:
    who = _bodies(record, task)
    what = deadline.action or (task.action if task else None) or deadline.quote
    by = f"<span class=who>{escape(who)}</span>: " if who else ""
    return (
        f"<p><span class=path>{escape(deadline.section)}</span>{by}{escape(what)} "
        f"<span class=small>({escape(deadline.quote)})</span></p>\n"
    )


def _bodies(record: DirectiveRecord, task: Task | None) -> str:
    own = set(task.assignments) if task else set()
    return "; ".join(
        dict.fromkeys(one.body for one in record.assignments if one.id in own and one.role in ("lead", "advise"))
    )


def _targets(record: DirectiveRecord) -> str:
    years = sorted({_year(value.due) for target in record.targets for value in target.milestones})
    if not years:
        return ""
    rows = []
    for target in record.targets:
        cells = {_year(value.due): value.quote for value in target.milestones}
        values = "".join(f"<td class=value>{escape(cells.get(year, ''))}</td>" for year in years)
        rows.append(f"<tr><td>{escape(target.section)}</td><td>{escape(target.indicator)}</td>{values}</tr>\n")
    heads = "".join(f"<th>{escape(year)}</th>" for year in years)
    return (
        f"<table><thead><tr><th>Mục</th><th>Chỉ tiêu</th>{heads}</tr></thead><tbody>\n{''.join(rows)}</tbody></table>"
    )


def _year(due: str | None) -> str:
    return due[:4] if due and not due.startswith("--") else "không ghi năm"


def _citations(record: DirectiveRecord) -> str:
    """Each instrument once, with how often and for what."""
    grouped: dict[str, list[Reference]] = defaultdict(list)
    for one in record.references:
        grouped[one.instrument or one.id].append(one)
    rows = []
    for mentions in grouped.values():
        first = max(mentions, key=lambda one: sum(map(bool, (one.number, one.date, one.title))))
        relations = Counter(WORDS[("relation", one.relation)] for one in mentions)
        said = ", ".join(f"{name} ({count})" if count > 1 else name for name, count in relations.items())
        name = f"{first.type} {first.number or ''}".strip()
        rows.append(
            f"<tr><td>{escape(name)}</td><td>{escape(_vietnamese_day(first.date))}</td>"
            f"<td>{escape(first.title or '')}</td><td>{escape(said)}</td></tr>\n"
        )
    if not rows:
        return ""
    heads = "".join(f"<th>{name}</th>" for name in ("Văn bản", "Ngày", "Trích yếu", "Quan hệ"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>\n{''.join(rows)}</tbody></table>"


def _findings(record: DirectiveRecord) -> str:
    found = lint_record(record)
    return findings_table(found) if found else ""


def _text(record: DirectiveRecord) -> str:
    legend = "".join(
        f'<span style="background: {colour}">{KIND_WORDS[kind]}</span>' for kind, colour in COLOURS.items()
    )
    lines = "".join(f"{line}\n" for line in marked_lines(record))
    return f"<p class=legend>{legend}</p>\n<main>\n{lines}</main>"


def _vietnamese_day(day: str | None) -> str:
    """A day as people write it.

    >>> _vietnamese_day("2024-05-20"), _vietnamese_day("--11-01"), _vietnamese_day("2024-05"), _vietnamese_day(None)
    ('20/5/2024', '1/11', '5/2024', '')
    """
    if not day:
        return ""
    parts = [part.lstrip("0") or "0" for part in day.removeprefix("--").split("-")]
    return "/".join(reversed(parts))
