"""Roman numerals counted on the picture: engines read "III." as "II.", and every number below goes astray.

A numeral is thin upright strokes, so its strokes are counted across the word's box: "I" is one, "V" two, "X" one at its
crossing. One stroke more than was read, in every row that is looked at, is one "I" more. Refuses everything else:
words with other letters, strokes that the rows disagree on, numerals that would have four "I".
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from pipeline.readers.ocr_image import DARK, Raster
from pipeline.readers.ocr_tesseract import Word

NUMERAL_RE = re.compile(r"^(?P<before>[(“\"]?)(?P<ten>[XV]{0,2})(?P<ones>[IH]{1,3})(?P<after>[.,:;)”\"/]{0,2})$")
ROWS = (0.46, 0.5, 0.54)  # of the height: where an X crosses
ROWS_OF_H = (0.3, 0.35, 0.68)  # beside the bar of an H
STROKES = {"X": 1, "V": 2}


def count_strokes(words: list[Word], page: Raster) -> list[Word]:
    """The words with their Roman numerals counted on the page."""
    return [_counted(word, page) for word in words]


def _counted(word: Word, page: Raster) -> Word:
    match = NUMERAL_RE.match(word.text)
    if match is None or not word.text.isupper():
        return word
    ones = match["ones"].replace("H", "II")
    found = _strokes(word, page, ROWS_OF_H if "H" in match["ones"] else ROWS)
    if found is None:
        return word
    counted = found - sum(STROKES[letter] for letter in match["ten"])
    if counted not in (len(ones), len(ones) + 1) or counted > 3:
        return word
    return replace(word, text=f"{match['before']}{match['ten']}{'I' * counted}{match['after']}")


def _strokes(word: Word, page: Raster, rows: tuple[float, ...]) -> int | None:
    """Strokes across the word's box, when all rows agree on their number."""
    box = page.pixels[int(word.y0) : int(word.y1), int(word.x0) : int(word.x1)]
    if box.shape[0] < 8 or not box.shape[1]:
        return None
    counts = set()
    for share in rows:
        dark = (box[int(share * box.shape[0])] < DARK).astype(np.int8)
        counts.add(int((np.diff(dark, prepend=0) == 1).sum()))
    return counts.pop() if len(counts) == 1 else None
