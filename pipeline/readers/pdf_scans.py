"""Which pages of a PDF are pictures, and their recognition.

A page is a picture when it shows no letter; when a picture covers most of it and the letters are few (a
watermark, a line that a scanner stamped on) or are no Vietnamese (the hidden text of a scanner that knows
English: "CONG HOA XA HOI"); or when its letters cannot be decoded. Other pages keep their text.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.readers.ocr import Picture, read_pictures
from pipeline.readers.ocr_engines import what_is_missing
from pipeline.readers.pdf_geometry import Page
from pipeline.source import PageQuery

DPI = 200  # 300 reads no better and takes longer
MOST_PIXELS = 40_000_000
FEW = 120  # letters: less beside a picture is a stamp or a watermark
COVERED = 0.5  # of the page
MARKED = 0.08  # of the letters carry a mark: 0.25 in Vietnamese, 0.01 where a scanner read English
BROKEN = 0.1  # of the letters


def read_scanned(document: Any, pages: list[Page]) -> tuple[list[Page], list[PageQuery], bool]:
    """Put what is recognised in the place of pages that are pictures; also what to query, and whether any was read."""
    scanned = [page.number for page in pages if _is_picture(document, page)]
    if not scanned:
        return pages, [], False
    missing = what_is_missing()
    if missing:
        return pages, [_unread(number) for number in scanned], False
    out = {page.number: page for page in pages}
    queries = []
    for page, query in read_pictures(_pictures(document, scanned)):
        out[page.number] = page
        queries += [query] if query else []
    return [out[number] for number in sorted(out)], queries, any(len(out[number].letters) for number in scanned)


def _unread(number: int) -> PageQuery:
    message = f"Trang {number}: là ảnh, chưa nhận dạng chữ vì máy chưa cài Tesseract tiếng Việt."
    return PageQuery(number, "page_without_text", message)


def _pictures(document: Any, numbers: list[int]) -> Iterator[Picture]:
    for number in numbers:
        page = document[number - 1]
        try:
            width, height = page.get_size()
            dpi = min(DPI, int((MOST_PIXELS * 72 * 72 / max(1.0, width * height)) ** 0.5))
            image = page.render(scale=dpi / 72).to_pil()
        finally:
            page.close()
        yield Picture(number, dpi, image)


def _is_picture(document: Any, page: Page) -> bool:
    count = len(page.letters)
    letters = page.letters.counts()
    if not letters:
        return True
    if sum(times for letter, times in letters.items() if _is_broken(letter)) > BROKEN * count:
        return True
    if count >= FEW and _marked_share(letters) >= MARKED:
        return False
    return _covered(document, page) >= COVERED


def _is_broken(letter: str) -> bool:
    return letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff"


def _marked_share(letters: Counter[str]) -> float:
    """Share of letters with a Vietnamese mark.

    >>> _marked_share(Counter("CONG HOA XA HOI")), _marked_share(Counter("Độc"))
    (0.0, 0.6666666666666666)
    """
    own = {letter: times for letter, times in letters.items() if letter[0].isalpha()}
    marked = sum(times for letter, times in own.items() if _is_marked(letter))
    return marked / max(1, sum(own.values()))


def _is_marked(letter: str) -> bool:
    return letter in "đĐ" or len(unicodedata.normalize("NFD", letter)) > 1


def _covered(document: Any, page: Page) -> float:
    """Share of the page that its pictures cover (scanners also cut a page into strips)."""
    import pypdfium2.raw as raw

    shown = document[page.number - 1]
    try:
        area = 0.0
        for thing in shown.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            x0, y0, x1, y1 = thing.get_bounds()
            area += max(0.0, x1 - x0) * max(0.0, y1 - y0)
    finally:
        shown.close()
    return area / max(1.0, page.width * page.height)
