"""What the bytes are, whatever the name says: the formats we read, and those we can only name.

Magic numbers first, then the contents of zip and OLE containers, then the first words of a text.
"""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.readers.archive import ZIP_MAGIC

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF_MAGIC = b"%PDF-"
PDF_LEAD = 1024  # a PDF may have that much rubbish before it
HEAD = 4096
CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32)])  # no text has them: escape and white space are text
IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
PROGRAMS = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\x00asm")
MEDIA = (b"ID3", b"OggS", b"RIFF", b"\x1aE\xdf\xa3", b"fLaC")
ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"BZh", b"\xfd7zXZ\x00", b"PK\x05\x06")
HTML_TAGS = tuple(
    b"<" + tag
    for tag in (
        b"!doctype html", b"html", b"head", b"body", b"!--", b"meta", b"title", b"table", b"div", b"center", b"p>",
        b"p ", b"h1", b"span", b"font",
    )
)  # fmt: skip
FIB_MAGIC = b"\xec\xa5"  # the head of a Word document inside its OLE container
FIB_FLAGS, FIB_ENCRYPTED = 11, 0x01
WORD_PART = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A format that we recognise and do not read: what it is, and what to do."""

    what: str
    advice: str
    accepts: Callable[[bytes], bool]


def is_pdf(data: bytes) -> bool:
    """Is it a PDF?"""
    return PDF_MAGIC in data[:PDF_LEAD]


def is_word(data: bytes) -> bool:
    """Is it a .docx?"""
    return WORD_PART in _entries(data) or any(name.startswith("word/document") for name in _entries(data))


def is_text(data: bytes) -> bool:
    """Is it text, or at least nothing but text: no NUL and hardly any control character?"""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or utf16_of(data):
        return True
    head = data[:HEAD]
    controls = len(head) - len(head.translate(None, CONTROLS))
    return b"\x00" not in head and controls * 50 <= len(head)


def utf16_of(data: bytes) -> str:
    """Name of the UTF-16 that the bytes are in, by mark or by their zeros; "" for none.

    >>> utf16_of("Kế hoạch năm 2024".encode("utf-16-le")), utf16_of(b"abc")
    ('utf-16-le', '')
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(data[:HEAD]) // 2
    even, odd = (data[start : 2 * half : 2] for start in (0, 1))
    if half < 8 or max(even.count(0), odd.count(0)) < 0.4 * half or min(even.count(0), odd.count(0)) > 0.01 * half:
        return ""
    letters = even if odd.count(0) > even.count(0) else odd
    if sum(byte < 9 or 13 < byte < 32 for byte in letters) * 8 > half:
        return ""  # tables of numbers look like that, too
    return "utf-16-le" if letters is even else "utf-16-be"


def is_image(data: bytes) -> bool:
    """Is it a picture?"""
    bitmap = data.startswith(b"BM") and not is_text(data)
    return bitmap or data.startswith(IMAGES) or data[8:12] == b"WEBP" or data[4:12] in (b"ftypheic", b"ftypavif")


def is_program(data: bytes) -> bool:
    """Is it a program (ELF, Windows, Mach-O, Java)?"""
    return data.startswith(PROGRAMS) or (data.startswith(b"MZ") and not is_text(data))


def is_media(data: bytes) -> bool:
    """Is it sound or film?"""
    return (data.startswith(MEDIA) or data[4:8] == b"ftyp") and not is_text(data)


def is_encrypted_office(data: bytes) -> bool:
    """Is it an Office file with a password (an OLE container around the encrypted zip, or an encrypted .doc)?"""
    if _ole_holds(data, "EncryptedPackage"):
        return True
    return is_doc(data) and any(
        data[at + FIB_FLAGS] & FIB_ENCRYPTED
        for at in range(512, min(len(data) - 32, 1_000_000), 512)
        if data.startswith(FIB_MAGIC, at)
    )


def is_zip(data: bytes) -> bool:
    """Does it start like a zip?"""
    return data.startswith(ZIP_MAGIC)


def _ole_holds(data: bytes, stream: str) -> bool:
    return data.startswith(OLE_MAGIC) and stream.encode("utf-16-le") in data


def _entries(data: bytes) -> frozenset[str]:
    """Names inside a zip; none where its directory cannot be read."""
    if not is_zip(data):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def is_doc(data: bytes) -> bool:
    """Is it an old Word document (.doc)?"""
    return _ole_holds(data, "WordDocument")


def _is_ole(data: bytes) -> bool:
    return data.startswith(OLE_MAGIC)


def is_rtf(data: bytes) -> bool:
    """Is it rich text (.rtf)?"""
    return data.lstrip()[:5] == b"{\\rtf"


def is_opendocument(data: bytes) -> bool:
    """Is it an OpenDocument text (.odt)?"""
    return _is_opendocument(data) and b"opendocument.text" in data[:200]


def _is_opendocument(data: bytes) -> bool:
    return is_zip(data) and b"application/vnd.oasis.opendocument." in data[:200]


def _is_workbook(data: bytes) -> bool:
    return any(name.startswith(("xl/", "ppt/")) for name in _entries(data))


def is_html(data: bytes) -> bool:
    """Is it a web page?"""
    head = data[:HEAD].removeprefix(codecs.BOM_UTF8)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = data[:HEAD].decode("utf-16", errors="ignore").encode()
    head = head.lstrip().lower()
    return head.startswith(HTML_TAGS) or (head.startswith(b"<?xml") and b"<html" in head)


def is_saved_page(data: bytes) -> bool:
    """Is it a web page that a browser saved as one file (.mht)?"""
    return _is_mail(data) and b"multipart/related" in data[:HEAD] and b"text/html" in data


def _is_xml(data: bytes) -> bool:
    return data[:HEAD].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<?xml")


def _is_mail(data: bytes) -> bool:
    head = data[:HEAD].lstrip()
    return head.startswith(
        (b"MIME-Version:", b"From:", b"Received:", b"Subject:", b"Date:", b"Return-Path:", b"Delivered-To:")
    )


def is_archive_of_documents(data: bytes) -> bool:
    """Is it a zip that is not itself a document or a workbook?"""
    return is_zip(data) and bool(_entries(data)) and not (is_word(data) or _is_opendocument(data) or _is_workbook(data))


def _is_archive(data: bytes) -> bool:
    return data.startswith(ARCHIVES) or (is_zip(data) and bool(_entries(data)))


_AS_DOCX = "open it in Word or LibreOffice and save it as .docx"

FOREIGN = (
    Foreign("an old Office file", _AS_DOCX, _is_ole),
    Foreign("an OpenDocument workbook or presentation", "print it to PDF", _is_opendocument),
    Foreign("a workbook or a presentation", "print it to PDF, or send the document that it belongs to", _is_workbook),
    Foreign("an XML file", _AS_DOCX, _is_xml),
    Foreign("an e-mail or a saved web page", "take out the attached document", _is_mail),
    Foreign("an archive (.zip)", "give it to chidao run, which reads every document in it", is_archive_of_documents),
    Foreign("an archive", "unpack it and give the folder to chidao run", _is_archive),
)
