"""Findings as text, JSON or one HTML page to forward."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from html import escape

from pipeline.lint import LintFinding

Found = Sequence[tuple[str, Sequence[LintFinding]]]
SEVERITIES = {"error": "lỗi", "warning": "cần xem", "info": "lưu ý"}
COLOURS = {"error": "#b3261e", "warning": "#9a6700", "info": "#31588a"}
PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kết quả rà soát văn bản</title>
<style>
body {{ font: 16px/1.5 "Times New Roman", Tinos, serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #bbb; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }}
th {{ background: #eef1f5; }} tr {{ break-inside: avoid; }}
.en {{ color: #555; font-size: 0.85em; }}
@page {{ size: A4; margin: 2cm; }}
</style></head><body>
<h1>Kết quả rà soát văn bản</h1>
{documents}
</body></html>
"""


def lint_text(found: Found, form: str) -> str:
    """The findings of documents, by file name, as ``text``, ``json`` or ``html``."""
    return {"text": _text, "json": _json, "html": _html}[form](found)


def _text(found: Found) -> str:
    lines = []
    for name, findings in found:
        lines.append(f"{name}: {len(findings)} điểm cần xem" if findings else f"{name}: không có gì cần xem")
        for one in findings:
            place = f"mục {one.section}" if one.section else "đầu văn bản"
            page = f", trang {one.page}" if one.page else ""
            lines += [
                f"  [{SEVERITIES[one.severity]}] {place}{page}: “{_short(one.quote)}” ({one.code})",
                f"      {one.vietnamese} {one.check}",
                f"      {one.english}",
            ]
    return "\n".join([*lines, ""])


def _json(found: Found) -> str:
    rows = [{"file": name, "findings": [asdict(one) for one in findings]} for name, findings in found]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _html(found: Found) -> str:
    return PAGE.format(documents="\n".join(_document(name, findings) for name, findings in found))


def _document(name: str, findings: Sequence[LintFinding]) -> str:
    if not findings:
        return f"<h2>{escape(name)}</h2>\n<p>Không có gì cần xem.</p>"
    return f"<h2>{escape(name)}</h2>\n{findings_table(findings)}"


def findings_table(findings: Sequence[LintFinding]) -> str:
    """An HTML table of findings; every word of the document is escaped."""
    rows = "\n".join(
        f'<tr><td style="color: {COLOURS[one.severity]}">{SEVERITIES[one.severity]}</td><td>{escape(one.section)}</td>'
        f"<td>“{escape(_short(one.quote))}”</td>"
        f'<td>{escape(one.vietnamese)}<br><span class="en">{escape(one.english)}</span></td>'
        f"<td>{escape(one.check)}</td></tr>"
        for one in findings
    )
    head = "".join(f"<th>{name}</th>" for name in ("Mức", "Mục", "Nguyên văn", "Nhận xét", "Cần kiểm tra"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _short(text: str, size: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= size else f"{flat[: size - 1]}…"
