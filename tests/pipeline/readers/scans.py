"""Scans made from printed PDFs: what a scanner and a stamp do to a page, the same on every run."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw

RED = (215, 30, 40)
DPI = 200


def scan(data: bytes, *, skew: float = 0.7, pages: int | None = None) -> bytes:
    """Print a PDF to pictures: 200 dpi, skewed, noise, a red stamp over the middle of every page, JPEG 70."""
    pictures = [_scanned(page, skew) for page in list(pypdfium2.PdfDocument(data))[:pages]]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI, quality=70)
    return out.getvalue()


def picture(data: bytes, page: int = 0) -> Image.Image:
    """One page of a PDF as a clean picture."""
    return pypdfium2.PdfDocument(data)[page].render(scale=DPI / 72).to_pil().convert("RGB")


def _scanned(page: pypdfium2.PdfPage, skew: float) -> Image.Image:
    image = page.render(scale=DPI / 72).to_pil().convert("RGB")
    image = ImageChops.multiply(image, _stamp(image.size))  # ink on ink: the letters under it stay black
    image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    noise = np.random.default_rng(7).normal(0, 12, (image.height, image.width, 1))
    noisy = Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))
    packed = io.BytesIO()
    noisy.save(packed, "JPEG", quality=70)
    return Image.open(packed)


def _stamp(size: tuple[int, int]) -> Image.Image:
    paper = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(paper)
    x, y = size[0] * 0.62, size[1] * 0.55
    for radius, width in ((150, 7), (115, 4)):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=width)
    draw.regular_polygon((x, y, 50), 5, fill=RED)
    draw.line((x - 150, y - 40, x + 150, y + 60), fill=RED, width=6)
    return paper
