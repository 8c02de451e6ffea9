"""Which engine reads: Tesseract where its Vietnamese data is installed, else trueocr where that is, else none."""

from __future__ import annotations

from pipeline.readers import ocr_tesseract, ocr_trueocr
from pipeline.readers.ocr_image import Raster
from pipeline.readers.ocr_tesseract import Word


def what_is_missing() -> str:
    """What keeps scans from being read, and what installs it; "" when there is an engine."""
    missing = ocr_tesseract.what_is_missing()
    return "" if not missing or ocr_trueocr.is_installed() else missing


def recognise(page: Raster) -> list[Word]:
    """Read a page with the best engine there is."""
    if ocr_tesseract.what_is_missing():
        return ocr_trueocr.recognise(page)
    return ocr_tesseract.recognise(page)
