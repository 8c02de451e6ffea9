"""Are the tables of TCVN3 and VNI right, letter by letter, both ways?"""

from __future__ import annotations

import shutil
import subprocess

import pytest

from corpus.legacy import Encoding, decode, encode
from corpus.syllables import is_syllable

SMALL = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"  # 67 letters beyond ASCII
ALPHABET = SMALL + SMALL.upper()
PANGRAM = "bình đẳng, Bình Đẳng, ĐẶNG, Tỵ, nghỉ hưu, Ủy ban, kỹ thuật, ẵm, ỵ, Ỵ, lũy, thuở, quỹ, Ứng dụng"


def test_alphabet_is_whole():
    assert len(set(ALPHABET)) == 134


@pytest.mark.skipif(not shutil.which("iconv"), reason="iconv is not installed")
@pytest.mark.parametrize("letter", ALPHABET)
def test_tcvn_is_what_iconv_says(letter: str):
    code = subprocess.run(
        ["iconv", "-f", "utf-8", "-t", "TCVN"], input=letter.encode(), capture_output=True, check=True
    )
    shown = code.stdout.decode("latin-1")

    assert encode(letter, Encoding.TCVN) == shown
    assert decode(shown, Encoding.TCVN) == letter


@pytest.mark.parametrize("encoding", [Encoding.TCVN, Encoding.VNI])
@pytest.mark.parametrize("text", [ALPHABET, " ".join(ALPHABET), PANGRAM])
def test_legacy_round_trip(encoding: Encoding, text: str):
    assert decode(encode(text, encoding), encoding) == text


# fmt: off
WORDS = [
    # the key word of these documents, and the letter that a well-known table leaves out
    (Encoding.VNI,   "bình ñaúng giôùi",        "bình đẳng giới"),
    (Encoding.VNI,   "BÌNH ÑAÚNG",              "BÌNH ĐẲNG"),
    (Encoding.VNI,   "naêm Kyû Tî",             "năm Kỷ Tỵ"),
    # typed with the shift key on the base letter only
    (Encoding.VNI,   "Ñieàu 1. Aùp duïng",      "Điều 1. Áp dụng"),
    (Encoding.TCVN3, "b×nh ®¼ng giíi",          "bình đẳng giới"),
    (Encoding.TCVN3, "T\xad t\xadëng ph\xad¬ng", "Tư tưởng phương"),
    # capitals among capitals: by the word, by the neighbours, but not across a full stop or a digit
    (Encoding.TCVN3, "KÕ HO¹CH",                "KẾ HOẠCH"),
    (Encoding.TCVN3, "ñY BAN NH¢N D¢N TØNH",    "ỦY BAN NHÂN DÂN TỈNH"),
    (Encoding.TCVN3, "KÕ ho¹ch cña UBND",       "Kế hoạch của UBND"),
    (Encoding.TCVN3, "Sè: 04/CTPH-L§L§",        "Số: 04/CTPH-LĐLĐ"),
    # signs that share a code with a capital stay signs
    (Encoding.TCVN,  "2016–2020 – 5",           "2016–2020 – 5"),
    # a tone is a letter of its own there
    (Encoding.CP1258, "Quy\xea\xect",           "Quyết"),
]
# fmt: on


@pytest.mark.parametrize(("encoding", "written", "text"), WORDS, ids=[text for _, _, text in WORDS])
def test_legacy_words(encoding: Encoding, written: str, text: str):
    assert decode(written, encoding) == text


def test_cp1258_is_only_read():
    with pytest.raises(ValueError, match="only read"):
        encode("ế", Encoding.CP1258)


@pytest.mark.parametrize(
    ("word", "valid"),
    [
        ("nghiêng", True), ("Hoạch", True), ("QUỐC", True), ("gì", True), ("quỹ", True), ("khuỷu", True), ("Ủy", True),
        # stops take two tones only; no rhyme of that kind; foreign words; rubbish of a wrong encoding
        ("phùc", False), ("hoàch", False), ("café", False), ("señor", False), ("ho¹ch", False),
        ("où", False), ("été", False), ("Müller", False),
    ],
)  # fmt: skip
def test_syllables(word: str, valid: bool):
    assert is_syllable(word) is valid
