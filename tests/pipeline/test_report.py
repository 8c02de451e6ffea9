"""The page for an office: whole, escaped, and without the network."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from pipeline import extract
from pipeline.report import render_report
from schemas.record import DirectiveRecord

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"


def test_who_must_do_what_by_when(make_record: Callable[..., DirectiveRecord]) -> None:
    page = render_report(make_record())

    assert "<h3>trước 20/5/2024</h3>" in page
    assert re.search(r"<span class=who>Sở Nội vụ</span>: báo cáo", page)
    assert "<th>2025</th><th>không ghi năm</th>" in page
    assert "luật 10/2012/QH13" in page


def test_words_of_the_document_are_escaped_and_nothing_is_fetched(make_record: Callable[..., DirectiveRecord]) -> None:
    made = make_record()
    page = render_report(
        made.model_copy(update={"document": made.document.model_copy(update={"title": "<script>x</script>"})})
    )

    assert "<script" not in page
    assert not re.search(r"(?:src|href)=|url\(|@import|https?://", page)


def test_every_line_of_the_text_is_there() -> None:
    name = "ke-hoach-tra-vinh-2021.txt"
    record = extract((CORPUS / name).read_bytes(), name)
    page = render_report(record)

    assert page.count('<div class="line"') == record.text.count("\n") + 1
    assert [
        page.index(f"<h2>{heading}</h2>")
        for heading in ("Tóm tắt", "Ai làm gì, khi nào", "Chỉ tiêu theo năm", "Toàn văn")
    ]


def test_same_record_same_page(make_record: Callable[..., DirectiveRecord]) -> None:
    assert render_report(make_record()) == render_report(make_record())
