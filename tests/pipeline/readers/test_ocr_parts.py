"""The steps of recognition one by one: the picture, the words, the numerals, the accents."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.readers.ocr_image import find_rules, prepare, skew_of
from pipeline.readers.ocr_numerals import count_strokes
from pipeline.readers.ocr_spelling import respell
from pipeline.readers.ocr_tesseract import Word
from pipeline.readers.ocr_words import mean_confidence, to_page
from tests.pipeline.readers.scans import picture

DPI = 200


def words(text: str, *, line: int = 0, confidence: float = 0.95, x: int = 100) -> list[Word]:
    """Words of one line, 20 pixels a letter, with blanks of 15."""
    out = []
    for word in text.split():
        width = 20 * len(word)
        out.append(Word(word, x, 200 + 50 * line, x + width, 230 + 50 * line, 230 + 50 * line, 40, line, confidence))
        x += width + 15
    return out


def blank_page() -> Image.Image:
    return Image.new("RGB", (1654, 2339), "white")


# -- the picture


@pytest.mark.parametrize("angle", [-2.5, -0.7, 0.0, 0.3, 1.5])
def test_skew_is_measured(data_file, angle: float) -> None:
    """To a tenth of a degree, and then taken out."""
    page = picture(data_file("seeds/ke-hoach-tra-vinh-2021.pdf"))
    turned = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")

    assert skew_of(np.asarray(turned.convert("L"))) == pytest.approx(-angle, abs=0.1)
    assert skew_of(prepare(turned, DPI).pixels) == pytest.approx(0, abs=0.1)


def test_red_is_paper_and_black_under_it_stays() -> None:
    """A stamp goes, the letter under it does not; blue ink stays."""
    page = blank_page()
    draw = ImageDraw.Draw(page)
    draw.rectangle((300, 300, 500, 500), fill=(215, 30, 40))
    draw.rectangle((380, 380, 400, 420), fill=(60, 10, 10))
    draw.rectangle((600, 300, 620, 340), fill=(20, 30, 160))
    pixels = prepare(page, DPI).pixels

    assert pixels[320, 320] == 255
    assert pixels[400, 390] < 60
    assert pixels[320, 610] < 60


def test_rules_are_found_and_letters_are_none() -> None:
    """Long thin strokes, level and upright; a thick bar and a short dash are no rules."""
    page = blank_page()
    draw = ImageDraw.Draw(page)
    draw.line((200, 500, 1400, 500), fill="black", width=3)
    draw.line((200, 500, 200, 900), fill="black", width=3)
    draw.rectangle((200, 1200, 1400, 1260), fill="black")
    draw.line((600, 1500, 650, 1500), fill="black", width=3)

    found = find_rules(np.asarray(page.convert("L")), DPI)
    assert [(round(x1 - x0, -2), round(y1 - y0, -2)) for x0, y0, x1, y1 in found] == [(1200, 0), (0, 400)]


# -- the words


def test_words_become_letters_of_a_page() -> None:
    """Points, upwards; one segment a line; each letter as sure as its word."""
    page = to_page(words("Căn cứ Luật", confidence=0.8), prepare(blank_page(), DPI), 3)

    assert page.number == 3
    assert "".join(page.letters.text) == "CăncứLuật"
    assert set(page.letters.confidence.tolist()) == {0.8}
    assert page.letters.x0[0] == pytest.approx(36)
    assert page.letters.base[0] == pytest.approx((2339 - 230) * 72 / DPI)
    assert [segment.text for segment in page.segments] == ["Căn cứ Luật"]


# fmt: off
SPECKS = [
    # a lone sign, a speck at the edge, a line nobody can read
    (words("Căn cứ") + words("ị", line=1, confidence=0.1),             "Căncứ"),
    (words("Căn cứ Luật") + words(":", line=1),                        "CăncứLuật"),
    (words("Căn cứ Luật") + words("nành pplbố CĐ", line=1, confidence=0.1), "CăncứLuật"),
    # a bullet is none, however it was read
    (words("~ Căn cứ Luật"),                                           "-CăncứLuật"),
    # a page number is none
    (words("Căn cứ") + words("12", line=1, confidence=0.5),            "Căncứ12"),
    # nor is a number whose digits are written by hand: d198
    (words("Căn cứ") + words("Số:20È2/SYT-NVY", line=1, confidence=0.1), "CăncứSố:20È2/SYT-NVY"),
]
# fmt: on


@pytest.mark.parametrize(("read", "kept"), SPECKS)
def test_specks_are_dropped(read: list[Word], kept: str) -> None:
    """What is no word goes, what may be one stays."""
    page = to_page(read, prepare(blank_page(), DPI), 1)

    assert "".join(page.letters.text) == kept


def test_confidence_is_of_letters() -> None:
    """A long word counts more than a short one; no word, no confidence."""
    assert mean_confidence([*words("abcd", confidence=1.0), *words("e", confidence=0.5)]) == pytest.approx(0.9)
    assert mean_confidence([]) == 0


# -- numerals


def drawn(strokes: int, read: str) -> str:
    """The reading of a word of so many upright strokes that was read as ``read``."""
    page = blank_page()
    draw = ImageDraw.Draw(page)
    for index in range(strokes):
        draw.line((100 + 20 * index, 200, 100 + 20 * index, 229), fill="black", width=5)
    word = Word(read, 90, 200, 110 + 20 * strokes, 230, 230, 40, 0, 0.9)
    return count_strokes([word], prepare(page, DPI))[0].text


# fmt: off
NUMERALS = [
    # one stroke too few: the seeds' "III. TỔ CHỨC THỰC HIỆN"
    (3, "II.", "III."), (2, "I.", "II."), (3, "IH.", "III."),
    # right as read
    (3, "III.", "III."), (1, "I.", "I."),
    # four strokes make no numeral; two more are something else
    (4, "III.", "III."), (3, "I.", "I."),
    # fewer strokes than read: a stroke is broken
    (1, "II.", "II."),
    # no numeral
    (3, "IT", "IT"), (3, "ii.", "ii."),
]
# fmt: on


@pytest.mark.parametrize(("strokes", "read", "expected"), NUMERALS)
def test_numerals_are_counted(strokes: int, read: str, expected: str) -> None:
    """By the strokes on the picture."""
    assert drawn(strokes, read) == expected


# -- accents

# fmt: off
RESPELT = [
    ("QUYÉT ĐỊNH",               "QUYẾT ĐỊNH"),
    ("phòng chống tham những;",  "phòng chống tham nhũng;"),
    ("KÉ HOẠCH",                 "KẾ HOẠCH"),
    ("SỞ Y TÉ",                  "SỞ Y TẾ"),
    ("về bình đằng giới",        "về bình đẳng giới"),
    ("Tống Liên đoàn",           "Tổng Liên đoàn"),
]
LEFT = [
    # right as read: no word of a known pair moves for its other neighbour
    "bạo lực gia đình là vi phạm", "Công đoàn Việt Nam năm 2024", "xử lý nghiêm minh theo pháp luật", "toàn diện của",
    # names
    "Nguyễn Văn Hoà", "Hoàng Thọ Trung", "Khoàng Thị Thanh Nga",
    # a sign stands between them
    "quyét, định", "12/QĐ định",
    # old and new places of the tone mark
    "hoà bình", "uỷ ban",
]
# fmt: on


@pytest.mark.parametrize(("read", "meant"), RESPELT)
def test_accents_are_put_right(read: str, meant: str) -> None:
    """Pairs that leave no doubt."""
    assert " ".join(word.text for word in respell(words(read))) == meant


@pytest.mark.parametrize("text", LEFT)
def test_accents_are_left(text: str) -> None:
    """No guess."""
    assert " ".join(word.text for word in respell(words(text))) == text
