"""trueocr, the engine for machines without Tesseract's data: all in one Python package, model included.

It reads whole lines and gives one confidence for a line; the words' boxes are shared out of the line's by
their letters. It misreads more accents than Tesseract and knows no baselines, so it is only the second choice.
"""

from __future__ import annotations

import threading
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from typing import Any

from PIL import Image

from pipeline.readers.ocr_image import Raster
from pipeline.readers.ocr_tesseract import Word

INSTALL = "pip install 'chidao[ocr]'"
BASE = 0.22  # of the line's height: the base line is that much above its lower edge
LOCK = threading.Lock()


def is_installed() -> bool:
    """Is the package there?"""
    return find_spec("trueocr") is not None


def recognise(page: Raster) -> list[Word]:
    """Read a page; its words in the engine's order."""
    with LOCK:  # one model, which uses all cores by itself
        found = _engine().predict(Image.fromarray(page.pixels).convert("RGB"), save=False)
    return [word for number, line in enumerate(found.lines) for word in _words(line, number)]


@cache
def _engine() -> Any:
    from trueocr import load_model

    return load_model(auto_rotate=False)  # pages come upright, and turn by quarters where they read better so


def _words(line: dict[str, Any], number: int) -> list[Word]:
    x0, y0, x1, y1 = map(float, line["bbox"])
    words = line["text"].split()
    if not words:
        return []
    step = (x1 - x0) / (sum(map(len, words)) + len(words) - 1)
    starts = accumulate((len(word) + 1 for word in words), initial=0)
    base, sure = y1 - BASE * (y1 - y0), float(line["confidence"])
    return [
        Word(word, x0 + at * step, y0, x0 + (at + len(word)) * step, y1, base, y1 - y0, number, sure)
        for word, at in zip(words, starts, strict=False)
    ]
