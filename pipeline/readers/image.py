"""Pictures of documents: photographs and scans as .png, .jpg, .tif (also of many pages), .bmp, .gif, .webp.

Each frame is a page. A picture that does not say its resolution, or says one that cannot be, is taken for a
sheet of A4.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline.readers.ocr import Picture, read_pictures
from pipeline.readers.ocr_engines import what_is_missing
from pipeline.readers.pages import compose_pages
from pipeline.source import Source
from schemas.errors import BadInputError, DamagedFileError, NoTextError, TooLargeError, UnknownFormatError

MEDIA_TYPE = "image/*"
MEDIA_TYPES = {
    "PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "TIFF": "image/tiff", "BMP": "image/bmp",
    "GIF": "image/gif", "WEBP": "image/webp",
}  # fmt: skip
DPI = 200
LONG_SIDE = 11.7  # inches, of A4
LONGEST = 18.0  # inches: a little more than A3
MOST_PIXELS = 120_000_000
MOST_FRAMES = 2000


def read_image(data: bytes, name: str) -> Source:
    """Read a picture, or a file of several.

    Raises:
        DamagedFileError: the picture is cut off or broken.
        NoTextError: no word can be read on it, or the engine is not installed.
        TooLargeError: it has more pixels or pages than a document can have.
        UnknownFormatError: a format that is not read (HEIC).
    """
    missing = what_is_missing()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata
        picture = _opened(data, name)
        if missing:
            raise NoTextError(f"this is a picture, and {missing}", where=name)
        try:
            found = list(read_pictures(_frames(picture, name)))
        except BadInputError:
            raise
        except Exception as error:  # the document boundary: whatever the library raises is the file's fault
            raise DamagedFileError(f"the picture is broken ({type(error).__name__}: {error})", where=name) from error
    pages = [page for page, _ in found]
    composed = compose_pages(pages)
    if not composed.letters:
        raise NoTextError("no word can be read on this picture", where=name)
    return Source(
        name, MEDIA_TYPES[picture.format], hashlib.sha256(data).hexdigest(), composed.raw, composed.blocks,
        pages=len(pages), ocr=True, wrapped=False, notes=composed.notes,
        recognised=composed.recognised, printed=composed.printed, sheets=composed.sheets,
        queries=tuple(query for _, query in found if query),
    )  # fmt: skip


def _opened(data: bytes, name: str) -> Any:
    try:
        picture: Any = Image.open(io.BytesIO(data))
    except UnidentifiedImageError as error:
        if data[4:8] == b"ftyp":
            raise UnknownFormatError("this is a picture in the format HEIC: save it as .jpg", where=name) from error
        raise DamagedFileError("the picture is cut off or broken", where=name) from error
    except Image.DecompressionBombError as error:
        raise TooLargeError(f"the picture is too large ({error})", where=name) from error
    except Exception as error:  # damaged heads raise anything
        raise DamagedFileError(f"the picture is broken ({type(error).__name__})", where=name) from error
    if picture.format not in MEDIA_TYPES:
        raise UnknownFormatError(f"this is a picture in the format {picture.format}: save it as .png", where=name)
    return picture


def _frames(picture: Any, name: str) -> Iterator[Picture]:
    for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
        if number > MOST_FRAMES:
            raise TooLargeError(f"the picture has more than {MOST_FRAMES} pages", where=name)
        if frame.width * frame.height > MOST_PIXELS:
            raise TooLargeError(f"the picture has {frame.width} x {frame.height} points", where=name)
        if number > 1 and picture.format == "GIF":
            return  # an animation is no document
        scale = DPI / _resolution(frame)
        image = _on_white(ImageOps.exif_transpose(frame))
        if not 0.9 < scale < 1.1:
            size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
            image = image.resize(size, Image.Resampling.LANCZOS)
        yield Picture(number, DPI, image)


def _resolution(frame: Any) -> float:
    """Dots an inch: what the file says if that makes a sheet of paper, else what makes the long side that of A4."""
    said = frame.info.get("dpi", (0, 0))[0]
    longest = max(frame.width, frame.height)
    if said and 100 <= said <= 1200 and longest / said <= LONGEST:
        return float(said)
    return float(longest / LONG_SIDE)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")
