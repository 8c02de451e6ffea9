"""The page for an office: whole, escaped, and without the network."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipeline import extract
from pipeline.report import render_report
from pipeline.report_cascade import cascades_of
from pipeline.report_graph import citation_graph
from schemas.errors import UsageError
from schemas.record import DirectiveRecord
from tests.pipeline.linked import linked_database, records

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


def _citing(record: DirectiveRecord, count: int) -> DirectiveRecord:
    """The record with so many instruments cited, each once, in three relations."""
    (one,) = record.references
    relations = ("implements", "cites", "cites")
    references = tuple(
        one.model_copy(update={"id": f"ref-{at}", "number": f"{at}/2024/NĐ-CP", "relation": relations[at % 3]})
        for at in range(count)
    )
    return record.model_copy(update={"references": references})


@pytest.mark.parametrize(
    ("count", "boxes", "more"), [(5, 5, ()), (34, 34, ()), (60, 34, ("… và 4 văn bản nữa", "… và 24 văn bản nữa"))]
)
def test_citation_graph_is_drawn(
    make_record: Callable[..., DirectiveRecord], count: int, boxes: int, more: tuple[str, ...]
) -> None:
    """Five and sixty: all boxes in the drawing, none upon another, and what is left out is counted."""
    drawing = ET.fromstring(citation_graph(_citing(make_record(), count)).replace("class=graph", ""))
    texts = [text.text or "" for text in drawing.iter("text")]
    tops = [float(box.get("y", "")) for box in drawing.iter("rect") if box.get("x") == "435"]
    height = float(drawing.get("viewBox", "").split()[3])

    assert len(tops) == boxes
    assert all(after - before >= 21 for before, after in pairwise(tops))
    assert 0 <= tops[0] < tops[-1] + 21 <= height
    assert height / 960 < 25 / 17.4  # a page of A4
    assert "Kế hoạch 05/KH-UBND" in texts
    assert sum("thực hiện" in text or "dẫn chiếu" in text for text in texts) == 2
    assert [text.removesuffix(" (xem bảng)") for text in texts if text.startswith("…")] == list(more)


def test_an_instrument_is_drawn_once_with_its_other_relations(make_record: Callable[..., DirectiveRecord]) -> None:
    record = _citing(make_record(), 3)
    same = tuple(one.model_copy(update={"instrument": "ins-1"}) for one in record.references)
    drawing = citation_graph(record.model_copy(update={"references": same}))

    assert "3 lần" in drawing
    assert "cũng: dẫn chiếu" in drawing
    assert citation_graph(record.model_copy(update={"references": ()})) == ""


def test_plans_above_are_shown_when_a_database_is_named() -> None:
    record = records()["chuong-trinh-lai-chau-2025"]
    page = render_report(record, cascades_of(linked_database(), record))

    assert "<h2>So với văn bản cấp trên</h2>" in page
    assert "<h3>Chương trình phối hợp 04/CTPH-LĐLĐ-HLHPN" in page
    assert "<td>cần xem</td>" in page
    assert re.search(r"… và \d+ mục nữa \(chidao cascade\)", page)
    assert "So với văn bản cấp trên" not in render_report(record)


def test_a_document_that_is_not_in_the_database_is_refused(make_record: Callable[..., DirectiveRecord]) -> None:
    with pytest.raises(UsageError, match="not in the database"):
        cascades_of(linked_database(), make_record())
