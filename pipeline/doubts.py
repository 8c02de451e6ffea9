"""What a reader was not sure of, as findings: pages that read badly or not at all, a number or date read unsurely.

A finding of a page stands at the page's first line; of a page without one, at the last line before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.stage import Found
from pipeline.source import Source
from pipeline.text import Text

QUOTE = 80
UNSURE = 0.7  # a number or date read less surely than that was often written by hand
FIELDS = {"number": "Số, ký hiệu", "issued_on": "Ngày ban hành"}


def find_doubts(source: Source, text: Text, header: Iterable[Found]) -> Iterator[Found]:
    """Yield a finding for each doubt, pages first; nothing for printed text."""
    if text.lines:
        yield from _pages(source, text)
    for item in header:
        name = FIELDS.get(item.fields["field"])
        sure = text.sureness(item.start, item.end)
        if name and sure < UNSURE:
            message = f"{name} đọc từ bản scan không chắc chắn ({round(100 * sure)}%), cần đối chiếu."
            yield Found(item.start, item.end, {"code": "unsure_reading", "message": message, "related": []})


def _pages(source: Source, text: Text) -> Iterator[Found]:
    for query in source.queries:
        on_it = [line for line in text.lines if (line.page or 1) == query.page]
        before = [line for line in text.lines if (line.page or 1) < query.page]
        line = next(iter([*on_it, *before[-1:], *text.lines]))
        yield Found(
            line.start, min(line.end, line.start + QUOTE), {"code": query.code, "message": query.message, "related": []}
        )
