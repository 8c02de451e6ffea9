"""Are letters that are asked all at once the same as letters that are asked one by one?"""

from __future__ import annotations

import ctypes
import io
import unicodedata

import numpy as np
import pypdf
import pypdfium2
import pypdfium2.raw as raw
import pytest

from pipeline.readers import pdfium_calls
from pipeline.readers.pdf_geometry import read_page, segments_of
from pipeline.readers.pdf_letters import Letters
from pipeline.readers.pdf_order import in_reading_order

FILES = ["letterhead.pdf", "seeds/huong-dan-nu-cong-2024.pdf", "seeds/chuong-trinh-lai-chau-2025.pdf"]
Letter = tuple[str, int, float, float, float, float, bool]


def one_by_one(page: pypdfium2.PdfPage) -> list[Letter]:
    """The letters of an upright page by single questions to pypdfium2."""
    text_page = page.get_textpage()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    out: list[Letter] = []
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        text = "-" if code == 2 else chr(code)
        if text.isspace() or unicodedata.category(text) in ("Cc", "Cf"):
            continue
        if unicodedata.combining(text):
            out[-1] = (out[-1][0] + text, *out[-1][1:])
            continue
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        name = ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(text_page, index, name, 128, ctypes.c_int())
        bold = b"bold" in name.value.lower()
        out.append((text, index, box.left, box.right, y.value, (box.top - box.bottom) / 1.15, bold))
    return out


def rows(letters: Letters) -> list[Letter]:
    columns = (letters.text, letters.order, letters.x0, letters.x1, letters.base, letters.size, letters.bold)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@pytest.mark.parametrize("name", FILES)
def test_letters_at_once(data_file, name: str) -> None:
    """Text, place, height and font, to the last digit."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(data_file(name)), 1):
        letters = rows(read_page(page, number).letters)
        assert letters == one_by_one(page)
        found += letters
    assert {bold for *_, bold in found} == ({True, False} if name == "letterhead.pdf" else {False})


@pytest.mark.parametrize("name", FILES)
def test_codes_at_once(data_file, name: str) -> None:
    """The text of a page has a letter for each of the page's own."""
    for page in pypdfium2.PdfDocument(data_file(name)):
        text_page = page.get_textpage()
        codes = [raw.FPDFText_GetUnicode(text_page, index) for index in range(text_page.count_chars())]
        assert pdfium_calls.codes(pdfium_calls.handle(text_page)).tolist() == codes


def test_letters_of_a_cropped_page(data_file) -> None:
    """Places count from the corner of what is shown, not of the sheet."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data_file("letterhead.pdf")))
    whole = read_page(pypdfium2.PdfDocument(data_file("letterhead.pdf"))[0], 1)
    left, bottom, right, top = map(float, writer.pages[0].cropbox)
    writer.pages[0].cropbox = pypdf.generic.RectangleObject((left + 20, bottom + 30, right, top))
    out = io.BytesIO()
    writer.write(out)

    cropped = read_page(pypdfium2.PdfDocument(out.getvalue())[0], 1)
    assert (cropped.width, cropped.height) == pytest.approx((whole.width - 20, whole.height - 30))
    assert cropped.letters.x0 == pytest.approx(whole.letters.x0 - 20)
    assert cropped.letters.base == pytest.approx(whole.letters.base - 30)


def make_letters(*placed: tuple[str, float, float, float]) -> Letters:
    """Letters six points wide: text, left edge, base line, size."""
    texts, lefts, bases, sizes = zip(*placed, strict=True)
    count, x0 = len(placed), np.array(lefts)
    columns = (x0, x0 + 6, np.array(bases), np.array(sizes))
    return Letters(np.array(texts), np.arange(count), *columns, np.zeros(count, np.bool_), np.ones(count))


# fmt: off
LINES = [
    # the place decides, not the order in the file
    ([("b", 6, 100, 12), ("a", 0, 100, 12)],                                              ["ab"]),
    # a gap is a blank, a wide one a gutter
    ([("a", 0, 100, 12), ("b", 9, 100, 12), ("c", 60, 100, 12)],                          ["a b", "c"]),
    # before a comma a narrow gap is none
    ([("a", 0, 100, 12), (",", 8.5, 100, 12), ("b", 17, 100, 12)],                        ["a, b"]),
    # a raised sign belongs to its line
    ([("m", 0, 100, 12), ("2", 6, 104, 8)],                                               ["m2"]),
    # small letters do not draw a line to a near one: of those on one base line the tall one joins, the rest does not
    ([("A", 0, 100, 12), ("B", 6, 96, 12), ("c", 12, 96, 6), ("d", 18, 96, 6)],           ["ABcd"]),
    ([("a", 0, 100, 6), ("B", 6, 96.5, 12), ("c", 12, 96.5, 6), ("d", 18, 96.5, 12)],     ["aB", "cd"]),
    # a mark that the file keeps apart is put to its letter
    ([("e\u0302", 0, 100, 12), ("m", 9, 100, 12)],                                        ["e\u0302 m"]),
    # nothing
    ([],                                                                                  []),
]
# fmt: on


@pytest.mark.parametrize(("placed", "expected"), LINES)
def test_segments(placed: list[tuple[str, float, float, float]], expected: list[str]) -> None:
    """Lines, blanks and gutters."""
    letters = make_letters(*placed) if placed else make_letters(("a", 0, 0, 1)).at(np.zeros(0, np.int64))

    assert [segment.text for segment in segments_of(letters)] == expected


def test_narrow_gutter_is_passed() -> None:
    """Two lines that overlap in height, with hardly any room between them, are read one after the other."""
    placed = [("a", 0.0, 100.0, 12.0), ("b", 6.0, 100.0, 12.0), ("c", 14.0, 92.0, 12.0), ("d", 20.0, 92.0, 12.0)]
    segments = segments_of(make_letters(*placed))

    assert [line.segment.text for line in in_reading_order(segments, 1)] == ["ab", "cd"]


def test_words_have_their_left_edges() -> None:
    """One for each word, from the letters."""
    (segment,) = segments_of(make_letters(("a", 0, 9, 12), ("b", 6, 9, 12), ("c", 15, 9, 12), ("d", 24, 9, 12)))

    assert (segment.text, segment.words, segment.x1, segment.word) == ("ab c d", (0, 15, 24), 30, 12)
