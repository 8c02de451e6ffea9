"""PDF, born digital or scanned: paragraphs in reading order, each with its page.

pdfium gives every letter with its place, and the lines, columns, tables and paragraphs are built
from that (``pdf_letters``, ``pdf_geometry``, ``pdf_order``, ``pdf_tables``, ``pdf_paragraphs``).
pypdf gives what the file says of itself and its digital signatures (``pdf_about``).
Page numbers and running lines are left out. ``Source.notes`` says which,
and where the words look wrong.

Pages that are pictures are recognised one by one (``pdf_scans``); the others keep their text. Refused: files
with a password, files that no library can open, and scans on which no word can be read.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from pipeline.readers.ocr_engines import what_is_missing
from pipeline.readers.pages import compose_pages
from pipeline.readers.pdf_about import read_about
from pipeline.readers.pdf_geometry import Page, read_page
from pipeline.readers.pdf_scans import read_scanned
from pipeline.readers.pdf_stamps import may_be_stamped, take_stamps
from pipeline.source import PageQuery, Source
from schemas.errors import BadInputError, DamagedFileError, EncryptedFileError, NoTextError, TooLargeError

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 2000
MIN_LETTERS = 120  # a page on average: less is a scan with a stamp or a scanner's line
LONE_RE = re.compile(r"[À-ỹ](?!\w)(?<!\w.)")
BROKEN_RE = re.compile("[\ufffd\ue000-\uf8ff]")
BAD_SHARE = 0.05  # of tokens: 0.0005 on good text, 0.23 where the letters are torn apart
PASSWORD, SECURITY = 4, 5  # pdfium's error codes


def read_pdf(data: bytes, name: str) -> Source:
    """Read a PDF. ``Source.raw`` is the printed lines, one a line.

    Raises:
        DamagedFileError: the file is cut off or broken.
        EncryptedFileError: it wants a password.
        NoTextError: its pages are pictures, and no word can be read on them.
        TooLargeError: it has more pages than a document can have.
    """
    try:
        read = _read_pages(data, name)
        composed = compose_pages(read.pages)
    except BadInputError:
        raise
    except Exception as error:  # the document boundary: whatever the libraries raise is the file's fault
        raise DamagedFileError(f"the PDF is broken ({type(error).__name__}: {error})", where=name) from error
    count = len(read.pages)
    if composed.letters < (1 if read.ocr else MIN_LETTERS * count):
        raise NoTextError(_why_no_text(composed.letters, count), where=name)
    return Source(
        name, MEDIA_TYPE, hashlib.sha256(data).hexdigest(), composed.raw, composed.blocks, pages=count, ocr=read.ocr,
        wrapped=False, metadata=read.metadata, notes=composed.notes + _quality(composed.raw, read.pages),
        recognised=composed.recognised, printed=composed.printed, sheets=composed.sheets,
        queries=tuple(read.queries), stamps=read.stamps,
    )  # fmt: skip


def lone_letter_share(text: str) -> float:
    """Share of words that are one letter with a tone mark: high where letters come from two fonts.

    >>> lone_letter_share("T NG LIÊN ĐOÀN LAO Đ NG VI T NAM Ổ Ộ Ệ") > BAD_SHARE
    True
    >>> lone_letter_share("Tổng Liên đoàn Lao động Việt Nam")
    0.0
    """
    return len(LONE_RE.findall(text)) / max(1, len(text.split()))


def _why_no_text(letters: int, pages: int) -> str:
    reason = what_is_missing() or "no word can be read on it"
    return f"the {pages} pages hold {letters} letters of text: this is a scan, and {reason}"


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file holds: its pages, those that are pictures recognised, and what it says of itself."""

    pages: list[Page]
    queries: list[PageQuery]
    ocr: bool
    stamps: dict[str, str]
    metadata: dict[str, str]


def _read_pages(data: bytes, name: str) -> _Read:
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
        annotated = set()
        for number in range(1, count + 1):
            page = document[number - 1]
            try:
                pages.append(read_page(page, number))
                if may_be_stamped(page):
                    annotated.add(number)
            finally:
                page.close()
        metadata, signature = read_about(data)
        read, queries, ocr = read_scanned(document, pages)
        kept, stamps = take_stamps(document, read, annotated)
        return _Read(kept, queries, ocr, {**stamps, **signature}, metadata)
    finally:
        document.close()


def _quality(text: str, pages: list[Page]) -> tuple[str, ...]:
    """What a reviewer should know of the words."""
    empty = [str(page.number) for page in pages if not len(page.letters)]
    notes = [f"pages without text: {', '.join(empty)}"] if empty else []
    if lone_letter_share(text) > BAD_SHARE:
        notes.append("many letters stand alone: the fonts of this PDF do not give its words")
    broken = len(BROKEN_RE.findall(text))
    if broken > 0.01 * len(text):
        notes.append(f"{broken} letters could not be decoded")
    return tuple(notes)
