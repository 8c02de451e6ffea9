"""Do our words and parts of speech stay those of underthesea, at their places in the text?"""

from __future__ import annotations

from pathlib import Path

import pytest
from underthesea import pos_tag, word_tokenize

from extractors.segmenter import parts_of, words_of
from extractors.words import segment, tag

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.txt"))

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


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_words_are_those_of_underthesea_in_whole_documents(path):
    lines = [line for line in path.read_text(encoding="utf-8").split("\n")[::4] if line.strip()]

    assert lines
    for line in lines:
        words = word_tokenize(line)
        assert words_of(line) == words
        assert parts_of(words) == [part for _, part in pos_tag(line)]


@pytest.mark.parametrize("line", ["", " ", "\u00a0", "²", "A. B.", "http://vbpl.vn: 12.5"])
def test_words_of_odd_lines_are_those_of_underthesea(line):
    assert words_of(line) == (word_tokenize(line) if line.strip() else [])
