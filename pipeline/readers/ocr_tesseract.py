"""Tesseract, the engine that reads scanned pages: is it there, and the words it reads.

The library comes with ``tesserocr``; the Vietnamese model is a file that the system's package
``tesseract-ocr-vie`` puts down. Nothing is fetched. One page is one call with a time-out; several pages
may be read at once in threads, each with an engine of its own.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.readers.ocr_image import Raster

LANGUAGE = "vie"
INSTALL = "apt install tesseract-ocr tesseract-ocr-vie"
FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)
PAGE_SECONDS = 90
LOCAL = threading.local()


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read; pixels, y downwards. ``line`` numbers the engine's lines, ``base`` is the line it stands on."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    height: float  # of a line: from the lowest to the highest letter
    line: int
    confidence: float  # 0 to 1


def data_folder() -> Path | None:
    """Folder with the Vietnamese model, or None."""
    named = os.environ.get("TESSDATA_PREFIX", "")
    places = [Path(named), Path(named) / "tessdata"] if named else []
    for folder in [*places, *map(Path, FOLDERS)]:
        if (folder / f"{LANGUAGE}.traineddata").is_file():
            return folder
    return None


def what_is_missing() -> str:
    """What keeps Tesseract from reading Vietnamese; "" when nothing does."""
    try:
        import tesserocr  # noqa: F401
    except ImportError:
        return "the library tesserocr is not installed (pip install tesserocr)"
    if data_folder() is None:
        return f"Tesseract's Vietnamese model is not installed ({INSTALL})"
    return ""


def recognise(page: Raster) -> list[Word]:
    """Read a page; its words in the engine's order."""
    import tesserocr

    engine = _engine()
    engine.SetImage(Image.fromarray(page.pixels))
    engine.SetSourceResolution(page.dpi)
    if not engine.Recognize(PAGE_SECONDS * 1000):
        return []
    words = list(_words(engine.GetIterator(), tesserocr.RIL))
    engine.Clear()
    return words


def _engine() -> Any:
    """The engine of this thread: loading the model takes a tenth of a second."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # pages are read side by side, each with one thread
    import tesserocr

    if not hasattr(LOCAL, "engine"):
        LOCAL.engine = tesserocr.PyTessBaseAPI(
            path=str(data_folder()), lang=LANGUAGE, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY
        )
        LOCAL.engine.SetVariable("tessedit_enable_doc_dict", "0")  # a page does not depend on those before it
    return LOCAL.engine


def _words(iterator: Any, level: Any) -> Iterator[Word]:
    if iterator is None:
        return
    line = -1
    while True:
        if iterator.IsAtBeginningOf(level.TEXTLINE):
            line += 1
        if not iterator.Empty(level.WORD):
            word = _word(iterator, level, line)
            if word is not None:
                yield word
        if not iterator.Next(level.WORD):
            return


def _word(iterator: Any, level: Any, line: int) -> Word | None:
    text = (iterator.GetUTF8Text(level.WORD) or "").strip()
    box = iterator.BoundingBox(level.WORD)
    if not text or box is None:
        return None
    row = iterator.RowAttributes()
    baseline = iterator.Baseline(level.TEXTLINE)
    base = _height_at(baseline, (box[0] + box[2]) / 2) if baseline else float(box[3])
    x0, y0, x1, y1 = map(float, box)
    sure = iterator.Confidence(level.WORD) / 100
    return Word(text, x0, y0, x1, y1, base, float(row["row_height"]), line, sure)


def _height_at(baseline: tuple[tuple[int, int], tuple[int, int]], x: float) -> float:
    (x0, y0), (x1, y1) = baseline
    return float(y0 + (y1 - y0) * (x - x0) / (x1 - x0)) if x1 != x0 else float(y0)
