"""Is the text clean, and does every offset lead back to the file?"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.readers.plain import read_plain
from pipeline.source import Block, Source
from pipeline.text import compose, nfc_with_origins

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.txt"))

# fmt: off
CLEAN = [
    # what extraction left behind (huong-dan-nu-cong-2024, huong-dan-binh-dang-gioi-2017)
    ("[bookmark: _GoBack]IV. NHIỆM VỤ",          "IV. NHIỆM VỤ"),
    # bold of Markdown (chuong-trinh-phoi-hop-lai-chau-2024)
    ("**TM. BAN THƯỜNG VỤ**",                    "TM. BAN THƯỜNG VỤ"),
    # italic of Markdown round a number
    ("*2.1. Các nội dung chung*",                "2.1. Các nội dung chung"),
    # tabs and runs of blanks
    ("I.\t MỤC ĐÍCH   YÊU CẦU ",                 "I. MỤC ĐÍCH YÊU CẦU"),
    # soft hyphen, zero-width space, byte order mark in the middle
    ("Công\u00ad đo\u200bàn\ufeff",              "Công đoàn"),
    # decomposed letters (huong-dan-nu-cong-2024, line 14)
    ("che\u0302\u0301 đo\u0323\u0302",           "chế độ"),
    # a multiplication sign and a footnote star are no marks
    ("3 * 4 = 12",                               "3 * 4 = 12"),
    # brackets of the text itself stay
    ("[1] Xem Phụ lục",                          "[1] Xem Phụ lục"),
]
# fmt: on


@pytest.mark.parametrize(("raw", "expected"), CLEAN)
def test_compose_cleans(raw: str, expected: str) -> None:
    assert compose(read_plain(raw.encode(), "a.txt")).string == expected


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_origins_lead_to_the_same_letter(path: Path) -> None:
    source = read_plain(path.read_bytes(), path.name)
    text = compose(source)

    assert unicodedata.is_normalized("NFC", text.string)
    for index, char in enumerate(text.string):
        if char.isspace():
            continue
        raw = source.raw[text.origins[index] : text.origins[index] + 4]
        assert unicodedata.normalize("NFC", raw).startswith(char), (index, char, raw)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_lines_partition_the_text(path: Path) -> None:
    text = compose(read_plain(path.read_bytes(), path.name))

    rebuilt = "\n".join(text.string[line.start : line.end] for line in text.lines)
    assert rebuilt == text.string


@given(st.text(max_size=40))
@example("e\u0302\u0301")
@example("\u1100\u1161\u11a8")
@example("a\u0323\u0302b")
def test_nfc_with_origins_agrees_with_unicodedata(raw: str) -> None:
    composed, origins = nfc_with_origins(raw)

    assert composed == unicodedata.normalize("NFC", raw)
    assert len(origins) == len(composed)
    assert origins == sorted(origins)
    assert all(0 <= origin < len(raw) for origin in origins)


@given(st.lists(st.text(max_size=30), max_size=12))
def test_compose_survives_any_blocks(texts: list[str]) -> None:
    blocks, offset = [], 0
    for words in texts:
        blocks.append(Block(words, offset))
        offset += len(words) + 1
    text = compose(Source("a.txt", "text/plain", "", "\n".join(texts), tuple(blocks)))

    assert len(text.origins) == len(text.string)
    assert all(0 <= origin <= offset for origin in text.origins)


def test_recovered_label_stands_in_the_text() -> None:
    source = Source("a.docx", "x", "", "Mục đích", (Block("Mục đích", 0, label="1."),), wrapped=False)

    text = compose(source)

    assert text.string == "1. Mục đích"
    assert text.origins[:4] == (0, 0, 0, 0)
