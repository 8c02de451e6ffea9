"""A scanned page made ready for recognition: grey, upright to a tenth of a degree, without its ruled lines.

Stamps and their signatures are red: in the red channel they are as light as the paper, and the letters
under them stay. Lines that rule a table are found here, too, and handed on as the rules of the page, so
that a scanned table is read like a printed one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.uint8]
Box = tuple[float, float, float, float]

PAPER, INK = 200, 30  # of the red channel: lighter is paper, darker is a letter; measured: harder contrast reads worse
STRETCH = [min(255, max(0, (value - INK) * 255 // (PAPER - INK))) for value in range(256)]
DARK = 128
WIDEST_SKEW = 4.0  # degrees
SMALL = 800  # pixels: width at which the skew is measured
LEAST_SKEW = 0.08  # degrees: less moves nothing
RULE_INCHES = 0.45  # a stroke that long is no letter
THICKEST_RULE = 0.04  # inches
NOISY = 0.004  # of the pixels: lone dark ones


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as pixels; ``rules`` are thin boxes x0, y0, x1, y1 in pixels, y downwards.

    ``turned``: by how many degrees the picture was turned anticlockwise.
    """

    pixels: Grey
    dpi: int
    rules: tuple[Box, ...] = ()
    turned: float = 0.0


def prepare(image: Image.Image, dpi: int) -> Raster:
    """Make a page ready for recognition."""
    grey = _without_red(image)
    if _speckles(grey) > NOISY:
        grey = _median(grey)
    angle = skew_of(grey)
    if abs(angle) >= LEAST_SKEW:
        turned = Image.fromarray(grey).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        grey = np.asarray(turned)
    else:
        angle = 0.0
    rules = find_rules(grey, dpi)
    return Raster(_erased(grey, rules), dpi, tuple(rules), angle)


def ink_share(page: Raster) -> float:
    """Share of the page that is dark."""
    return float((page.pixels < DARK).mean())


def skew_of(grey: Grey) -> float:
    """Angle in degrees by which the page has to be turned: lines that lie level leave the rows between them empty."""
    step = max(1, grey.shape[1] // SMALL)
    ys, xs = np.nonzero(grey[::step, ::step] < DARK)
    if len(ys) < 500:
        return 0.0
    xs = xs - xs.mean()

    def evenness(angle: float) -> float:
        rows = np.round(ys + xs * np.tan(np.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        return float(np.square(np.diff(counts.astype(np.float64))).sum())

    best = 0.0
    for reach, stride in ((WIDEST_SKEW, 0.4), (0.4, 0.1), (0.1, 0.03)):
        angles = best + np.arange(-reach, reach + stride / 2, stride)
        best = float(max(angles, key=evenness))
    return -best


def find_rules(grey: Grey, dpi: int) -> list[Box]:
    """Find long thin strokes, level and upright: what tables are ruled with."""
    dark = grey < DARK
    level = _strokes(dark, dpi)
    upright = [(x0, y0, x1, y1) for y0, x0, y1, x1 in _strokes(dark.T, dpi)]
    return level + upright


def _without_red(image: Image.Image) -> Grey:
    channel = image.getchannel("R") if image.mode in ("RGB", "RGBA") else image.convert("RGB").getchannel("R")
    return np.asarray(channel.point(STRETCH))


def _speckles(grey: Grey) -> float:
    """Share of dark pixels without a dark neighbour."""
    dark = grey < DARK
    middle = dark[1:-1, 1:-1]
    beside = dark[:-2, 1:-1] | dark[2:, 1:-1] | dark[1:-1, :-2] | dark[1:-1, 2:]
    return float((middle & ~beside).mean()) if middle.size else 0.0


def _median(grey: Grey) -> Grey:
    return np.asarray(Image.fromarray(grey).filter(ImageFilter.MedianFilter(3)))


def _strokes(dark: Any, dpi: int) -> list[Box]:
    """Level strokes: runs of dark pixels in a row, those of neighbouring rows as one."""
    least = int(RULE_INCHES * dpi)
    padded = np.zeros((dark.shape[0], dark.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = _closed(dark)
    edges = np.diff(padded, axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    long = (ends - starts) >= least
    boxes: list[list[int]] = []
    open_boxes: list[list[int]] = []
    for row, start, end in zip(rows[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True):
        open_boxes = [box for box in open_boxes if row - box[3] <= 2]
        home = next((box for box in open_boxes if box[0] < end and start < box[2]), None)
        if home is None:
            home = [start, row, end, row]
            boxes.append(home)
            open_boxes.append(home)
        home[0], home[2], home[3] = min(home[0], start), max(home[2], end), row
    thickest = max(3, int(THICKEST_RULE * dpi))
    return [(x0, y0, x1, y1 + 1) for x0, y0, x1, y1 in boxes if y1 - y0 < thickest]


def _closed(dark: Any) -> Any:
    """Gaps of one pixel in a stroke closed, also where it steps up or down by a pixel."""
    out = dark.copy()
    out[:-1] |= dark[1:]
    out[:, 1:-1] |= out[:, :-2] & out[:, 2:]
    return out


def _erased(grey: Grey, rules: list[Box]) -> Grey:
    if not rules:
        return grey
    out = grey.copy()
    for x0, y0, x1, y1 in rules:
        out[int(max(0, y0 - 1)) : int(y1 + 1), int(max(0, x0 - 1)) : int(x1 + 1)] = 255
    return out
