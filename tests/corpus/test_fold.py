"""Does folding make one key of all spellings, and nothing more?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold, is_upper, lower, tone_key

# fmt: off
SAME = [
    # tone mark on the first or the second vowel: both are in use, in one file even
    ("hoà bình", "hòa bình"),
    ("Uỷ ban", "ủy ban"),
    # decomposed and composed
    ("che\u0302\u0301 độ", "chế độ"),
    # dashes and quotes of two keyboards
    ("2021–2030", "2021-2030"),
]
DIFFERENT = [
    # another tone is another word
    ("hóa", "hòa"),
    # i and y are not the same letter, though tỉ lệ = tỷ lệ
    ("tỉ lệ", "tỷ lệ"),
    ("đảng", "dảng"),
]
# fmt: on


@pytest.mark.parametrize(("left", "right"), SAME)
def test_tone_key_same(left: str, right: str) -> None:
    assert tone_key(left) == tone_key(right)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_tone_key_different(left: str, right: str) -> None:
    assert tone_key(left) != tone_key(right)


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_lower_keeps_length(text: str) -> None:
    assert len(lower(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("IV. NHIỆM VỤ", True), ("TP. HCM năm", False), ("12/2024", False), ("Đ", False), ("KẾ HOẠCH", True)],
)
def test_is_upper(text: str, expected: bool) -> None:
    assert is_upper(text) is expected
