"""Recognition of page pictures: pixels to pages of letters, and what a reviewer should look at.

Pages are read side by side in threads; each is turned upright first, also when it was scanned lying on its
side. A page that reads badly is named with its quality; one on which there is ink and no word is named too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from PIL import Image

from pipeline.readers.ocr_engines import recognise
from pipeline.readers.ocr_image import Raster, ink_share, prepare
from pipeline.readers.ocr_numerals import count_strokes
from pipeline.readers.ocr_spelling import respell
from pipeline.readers.ocr_tesseract import Word
from pipeline.readers.ocr_words import mean_confidence, to_page
from pipeline.readers.pdf_geometry import Page
from pipeline.source import PageQuery

LOW = 0.75  # mean confidence of the letters: clean scans have 0.9 and more
LYING = 0.6  # less, and the page may lie on its side
BLANK_INK = 0.0005
THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture."""

    number: int
    dpi: int
    image: Image.Image


def read_pictures(pictures: Iterable[Picture]) -> Iterator[tuple[Page, PageQuery | None]]:
    """Read the pages, in their order; ``pictures`` is drawn from as they are read, so that few are in memory."""
    with ThreadPoolExecutor(THREADS) as pool:
        waiting = []
        for picture in pictures:
            waiting.append(pool.submit(_read, picture.image, picture.dpi, picture.number))
            if len(waiting) > 2 * THREADS:
                yield waiting.pop(0).result()
        for task in waiting:
            yield task.result()


def _read(image: Image.Image, dpi: int, number: int) -> tuple[Page, PageQuery | None]:
    raster, words = _upright(image, dpi)
    page = to_page(respell(count_strokes(words, raster)), raster, number)
    quality = mean_confidence(words)
    letters = sum(text.isalnum() for text in page.letters.text.tolist())
    if not letters and ink_share(raster) < BLANK_INK:
        return page, None
    if not letters:
        return page, PageQuery(
            number, "page_without_text", f"Trang {number}: có hình nhưng không nhận dạng được chữ nào."
        )
    if quality < LOW:
        message = f"Trang {number}: chất lượng nhận dạng thấp ({round(100 * quality)}%), cần đối chiếu với bản scan."
        return page, PageQuery(number, "low_quality_page", message)
    return page, None


def _upright(image: Image.Image, dpi: int) -> tuple[Raster, list[Word]]:
    """The page as it lies, or turned by quarters where it reads better so."""
    raster = prepare(image, dpi)
    if ink_share(raster) < BLANK_INK:
        return raster, []
    words = recognise(raster)
    if mean_confidence(words) >= LYING and not _is_upended(words):
        return raster, words
    best = (_worth(words), raster, words)
    for quarter in (90, 270, 180):
        raster = prepare(image.rotate(quarter, expand=True), dpi)
        raster = replace(raster, turned=raster.turned + quarter)
        words = recognise(raster)
        if _worth(words) > 1.5 * best[0]:
            best = (_worth(words), raster, words)
        if mean_confidence(words) >= LOW and not _is_upended(words):
            break
    return best[1], best[2]


def _is_upended(words: list[Word]) -> bool:
    """Do the longer words stand on end?"""
    long = [word for word in words if len(word.text) >= 4]
    return 2 * sum(word.y1 - word.y0 > word.x1 - word.x0 for word in long) > len(long)


def _worth(words: list[Word]) -> float:
    level = (word for word in words if word.confidence > 0.6 and word.x1 - word.x0 > word.y1 - word.y0)
    return sum(len(word.text) * word.confidence for word in level)
