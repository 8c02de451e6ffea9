"""Born-digital PDF: paragraphs in reading order, each with its page.

pdfium gives every letter with its place, and the lines, columns, tables and paragraphs are built
from that (``pdf_geometry``, ``pdf_order``, ``pdf_tables``, ``pdf_paragraphs``); pypdf gives what
the file says of itself. Page numbers and running lines are left out. ``Source.notes`` says which,
and where the words look wrong.

Refused: files with a password, files that no library can open, and scans: a scan with a line of
text stamped on each page is still a scan.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from itertools import groupby
from typing import Any

from pipeline.readers.pdf_furniture import find_furniture
from pipeline.readers.pdf_geometry import Page, read_page, segments_of
from pipeline.readers.pdf_order import Printed, in_reading_order
from pipeline.readers.pdf_paragraphs import Setting, is_gap, to_paragraphs
from pipeline.readers.pdf_tables import PdfCell, PdfTable, find_tables
from pipeline.source import Block, Cell, Source
from schemas.errors import BadInputError, DamagedFileError, EncryptedFileError, NoTextError, TooLargeError

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 2000
MIN_LETTERS = 120  # a page on average: less is a scan with a stamp or a scanner's line
LONE_RE = re.compile(r"(?<!\w)[À-ỹ](?!\w)")
HYPHEN_RE = re.compile(r"(?<=[^\W_][-–/])\n(?=[^\W_])")
BAD_SHARE = 0.05  # of tokens: 0.0005 on good text, 0.23 where the letters are torn apart
PASSWORD, SECURITY = 4, 5  # pdfium's error codes
METADATA = ("/Title", "/Author", "/Producer")
LAYOUT_MARKS = ("Độc lập", "CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN VIỆT NAM", "Nơi nhận")


def read_pdf(data: bytes, name: str) -> Source:
    """Read a PDF that holds text. ``Source.raw`` is the printed lines, one a line.

    Raises:
        DamagedFileError: the file is cut off or broken.
        EncryptedFileError: it wants a password.
        NoTextError: its pages are pictures.
        TooLargeError: it has more pages than a document can have.
    """
    try:
        pages = _read_pages(data, name)
        lines, notes = _lines(pages)
        metadata = _metadata(data)
    except BadInputError:
        raise
    except Exception as error:  # the document boundary: whatever the libraries raise is the file's fault
        raise DamagedFileError(f"the PDF is broken ({type(error).__name__}: {error})", where=name) from error
    letters = sum(len(line.segment.text) for line in lines)
    if letters < MIN_LETTERS * len(pages):
        raise NoTextError(f"the {len(pages)} pages hold {letters} letters of text: this is a scan", where=name)
    raw, blocks = _blocks(lines, pages)
    notes += _quality(raw, pages)
    return Source(
        name, MEDIA_TYPE, hashlib.sha256(data).hexdigest(), raw, blocks, pages=len(pages), wrapped=False,
        metadata=metadata, notes=notes,
    )  # fmt: skip


def lone_letter_share(text: str) -> float:
    """Share of words that are one letter with a tone mark: high where letters come from two fonts.

    >>> lone_letter_share("T NG LIÊN ĐOÀN LAO Đ NG VI T NAM Ổ Ộ Ệ") > BAD_SHARE
    True
    >>> lone_letter_share("Tổng Liên đoàn Lao động Việt Nam")
    0.0
    """
    return len(LONE_RE.findall(text)) / max(1, len(text.split()))


def _read_pages(data: bytes, name: str) -> list[Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (PASSWORD, SECURITY) or "password" in str(error).casefold():
            raise EncryptedFileError("the PDF wants a password", where=name) from error
        raise DamagedFileError(f"the PDF is cut off or broken ({error})", where=name) from error
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise TooLargeError(f"the PDF has {count} pages", where=name)
        if not count:
            raise DamagedFileError("the PDF has no page", where=name)
        pages = []
        for index in range(count):
            page = document[index]
            try:
                pages.append(read_page(page, index + 1))
            finally:
                page.close()
        return pages
    finally:
        document.close()


def _quality(text: str, pages: list[Page]) -> tuple[str, ...]:
    """What a reviewer should know of the words."""
    empty = [str(page.number) for page in pages if not page.glyphs]
    notes = [f"pages without text: {', '.join(empty)}"] if empty else []
    if lone_letter_share(text) > BAD_SHARE:
        notes.append("many letters stand alone: the fonts of this PDF do not give its words")
    broken = text.count("\ufffd") + sum("\ue000" <= char <= "\uf8ff" for char in text)
    if broken > 0.01 * len(text):
        notes.append(f"{broken} letters could not be decoded")
    return tuple(notes)


def _metadata(data: bytes) -> dict[str, str]:
    """What the file says of itself; nothing where pypdf cannot read it, which loses no text."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each oddity of a file on stderr
    try:
        reader: Any = pypdf.PdfReader(io.BytesIO(data))
        found = reader.metadata or {}
        return {key.strip("/").casefold(): str(found[key]) for key in METADATA if key in found}
    except Exception:  # optional: the words do not depend on it
        return {}
