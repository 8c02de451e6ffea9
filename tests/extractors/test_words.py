"""Do our words and parts of speech stay those of underthesea, at their places in the text?"""

from __future__ import annotations

import pytest
from underthesea import pos_tag

from extractors.words import segment, tag

LINES = [
    # a task
    "Tổ chức tuyên truyền, phổ biến chính sách, pháp luật về bình đẳng giới cho đoàn viên",
    # names, capitals
    "UBND tỉnh Lai Châu giao Sở Nội vụ phối hợp với Ban Tuyên giáo",
    # signs, digits and a number
    "Kế hoạch số 120/KH-TLĐ (sau đây gọi tắt là Kế hoạch 120); 80% … [x] _ a-b",
    # one word, one sign
    "báo",
    ".",
    # tone marks that underthesea moves
    "hoà giải cơ sở, thuỷ lợi",
]


@pytest.mark.parametrize("line", LINES)
def test_words_parts_of_speech_are_those_of_underthesea(line):
    expected = [part for _, part in pos_tag(line)]

    assert expected == [part for _, _, part in tag(line)]


@pytest.mark.parametrize("line", LINES)
def test_words_cover_the_visible_text(line):
    assert "".join(line.split()) == "".join("".join(line[a:b].split()) for a, b in segment(line))
