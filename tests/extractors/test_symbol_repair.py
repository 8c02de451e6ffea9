"""Are slips in symbols put right against the lexicon, and nothing else touched?"""

from __future__ import annotations

import pytest

from extractors.symbol_repair import repair_symbols

# fmt: off
REPAIRED = [
    # Đ without its bar
    ("12/QD-UBND", "12/QĐ-UBND"),
    ("05/KH-TLD", "05/KH-TLĐ"),
    # Q and O, T and 1 and I: scanned decisions of 2010
    ("50/2014/OH13", "50/2014/QH13"),
    ("50/2024/QHI5", "50/2024/QH15"),
    ("20-NQ/1W", "20-NQ/TW"),
    ("1268/QĐ-TIg", "1268/QĐ-TTg"),
    # a letter read twice: the freed place goes behind the separator, where it is no part of the number
    ("0044 /QĐÐ-BCT ngày", "0044 / QĐ-BCT ngày"),
    # a term apart from its body: d178 "55/2005/QH 11"
    ("55/2005/QH 11 ngày", "55/2005/ QH11 ngày"),
    # several in one sentence
    ("số 12/QD-UBND và 13/QD-UBND", "số 12/QĐ-UBND và 13/QĐ-UBND"),
]
KEPT = [
    # right as they are
    "12/QĐ-UBND", "20-NQ/TW", "189/NĐ- CP", "55/2005/QH11",
    # no code looks like it
    "5/XM-ABC",
    # a dự án is no đề án: two codes look like it, so none is taken
    "12/DA-UBND",
    # dates, ratios, ranges
    "28/6", "3/4 số hộ", "2021-2025", "24/7",
    # words
    "và/hoặc", "QD là viết tắt",
]
# fmt: on


@pytest.mark.parametrize(("read", "meant"), REPAIRED)
def test_symbol_is_repaired(read: str, meant: str) -> None:
    """The length stays, so that every offset stays."""
    assert repair_symbols(read, [(0, len(read))]) == meant
    assert len(meant) == len(read)


@pytest.mark.parametrize("text", KEPT)
def test_symbol_is_kept(text: str) -> None:
    """No guess."""
    assert repair_symbols(text, [(0, len(text))]) == text


def test_printed_text_is_kept() -> None:
    """Only what was recognised is repaired: a typist's slip is the document's own."""
    text = "12/QD-UBND và 13/QD-UBND"

    assert repair_symbols(text, []) == text
    assert repair_symbols(text, [(14, 24)]) == "12/QD-UBND và 13/QĐ-UBND"


def test_words_are_recognised_one_by_one() -> None:
    """A symbol of two words is still one symbol."""
    assert repair_symbols("55/2005/OH 11", [(0, 10), (11, 13)]) == "55/2005/ QH11"
