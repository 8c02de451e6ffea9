"""Draws a page of a PDF or a picture; a program of its own, so that a bad file harms nobody but itself.

    python -m pipeline.review.page.draw application/pdf 3 < kh.pdf > page3.png

It takes the file on the standard input and writes one PNG, or with page 0 the sizes of all pages as JSON. Where there
is no such page, or the file does not open, the exit status is not 0.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from typing import Any

WIDTH = 1100  # points of the screen: letters of a typed page can be read
MOST_POINTS = 40_000_000
MOST_SECONDS = 30
MOST_MEMORY = 3_000_000_000  # bytes
ORIENTATION = 0x0112  # tag of EXIF


class Printed:
    """The pages of a PDF."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(data)
        self.count = len(self._document)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page as it is shown, in points."""
        width, height = self._document.get_page_size(index)
        return float(width), float(height)

    def picture(self, index: int) -> Any:
        """A page as a picture."""
        width, height = self.size(index)
        scale = min(WIDTH / max(1.0, width), (MOST_POINTS / max(1.0, width * height)) ** 0.5)
        return self._document[index].render(scale=scale).to_pil()


class Pictured:
    """The frames of a picture, turned as its camera says."""

    def __init__(self, data: bytes) -> None:
        from PIL import Image

        self._picture = Image.open(io.BytesIO(data))
        animated = self._picture.format == "GIF"  # is no document: its first frame is read
        self.count = 1 if animated else getattr(self._picture, "n_frames", 1)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a frame."""
        self._picture.seek(index)
        width, height = self._picture.size
        lying = self._picture.getexif().get(ORIENTATION, 1) >= 5
        return (float(height), float(width)) if lying else (float(width), float(height))

    def picture(self, index: int) -> Any:
        """A frame as a picture."""
        from PIL import ImageOps

        self._picture.seek(index)
        frame = ImageOps.exif_transpose(self._picture).convert("RGB")
        frame.thumbnail((WIDTH, MOST_POINTS // WIDTH))
        return frame


def answer(data: bytes, kind: str, number: int) -> bytes:
    """The picture of a page, from 1, as PNG; for 0 the sizes of all pages as JSON.

    Raises:
        Exception: whatever the libraries say of the file.
    """
    book = Pictured(data) if kind.startswith("image/") else Printed(data)
    if number == 0:
        return json.dumps([book.size(index) for index in range(book.count)]).encode()
    if not 1 <= number <= book.count:
        raise IndexError(number)
    out = io.BytesIO()
    book.picture(number - 1).save(out, "PNG")
    return out.getvalue()


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    _limit()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), sys.argv[1], int(sys.argv[2])))
