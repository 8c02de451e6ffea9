"""Is a paragraph of ten thousand printed lines joined without reading it ten thousand times?"""

from __future__ import annotations

from pipeline.build import Ids
from pipeline.paragraph import REACH, Paragraph
from pipeline.readers.plain import read_plain
from pipeline.text import compose

LINE = "tuyên truyền, phổ biến chính sách (sửa đổi), pháp luật về bình đẳng giới cho đoàn viên,"


def test_paragraph_keeps_its_ends_and_counts_the_rest():
    paragraph = Paragraph("Tổ chức (")
    for _ in range(10_000):
        paragraph.add(LINE)

    assert paragraph.head.startswith("Tổ chức ( tuyên truyền")
    assert len(paragraph.head) < REACH + 2 * len(LINE)
    assert paragraph.tail.endswith(LINE)
    assert len(paragraph.tail) <= REACH
    assert (paragraph.lines, paragraph.unclosed) == (10_001, 1)
    assert paragraph.length == len("Tổ chức (") + 10_000 * (1 + len(LINE))


def test_compose_joins_a_long_wrapped_paragraph():
    raw = "\n".join(["Tổ chức", *[LINE] * 2_000])

    assert compose(read_plain(raw.encode(), "a.txt")).string == raw.replace("\n", " ")


def test_ids_tell_the_same_words_in_one_place_apart():
    ids = Ids()
    made = [ids.make("tasks", place, "tổ chức", "x") for place in ("sec-1", "sec-1", "sec-2")]

    assert made == ["tsk-05a514aa839f", "tsk-e58ff25fccf2", "tsk-fce18847e2da"]
