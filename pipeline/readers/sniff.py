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
IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
PROGRAMS = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\x00asm")
MEDIA = (b"ID3", b"OggS", b"RIFF", b"\x1aE\xdf\xa3", b"fLaC")
ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"BZh", b"\xfd7zXZ\x00", b"PK\x05\x06")
HTML_TAGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<table", b"<div", b"<p>", b"<p ")
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
    """Is it Unicode text, or at least nothing but text: no NUL and hardly any control character?"""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    head = data[:HEAD]
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return b"\x00" not in head and controls * 50 <= len(head)


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
    """Is it an Office file with a password (an OLE container around the encrypted zip)?"""
    return _ole_holds(data, "EncryptedPackage")


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


def _is_doc(data: bytes) -> bool:
    return _ole_holds(data, "WordDocument")


def _is_ole(data: bytes) -> bool:
    return data.startswith(OLE_MAGIC)


def _is_rtf(data: bytes) -> bool:
    return data.lstrip()[:5] == b"{\\rtf"


def _is_opendocument(data: bytes) -> bool:
    return is_zip(data) and b"application/vnd.oasis.opendocument." in data[:200]


def _is_workbook(data: bytes) -> bool:
    return any(name.startswith(("xl/", "ppt/")) for name in _entries(data))


def _is_html(data: bytes) -> bool:
    head = data[:HEAD].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    return head.startswith(HTML_TAGS)


def _is_xml(data: bytes) -> bool:
    return data[:HEAD].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<?xml")


def _is_mail(data: bytes) -> bool:
    head = data[:HEAD].lstrip()
    return head.startswith((b"MIME-Version:", b"From:", b"Received:", b"Return-Path:", b"Delivered-To:"))


def _is_archive(data: bytes) -> bool:
    return data.startswith(ARCHIVES) or (is_zip(data) and bool(_entries(data)))


_AS_DOCX = "open it in Word or LibreOffice and save it as .docx"

FOREIGN = (
    Foreign("an old Word document (.doc)", _AS_DOCX, _is_doc),
    Foreign("an old Office file", _AS_DOCX, _is_ole),
    Foreign("rich text (.rtf)", _AS_DOCX, _is_rtf),
    Foreign("an OpenDocument file (.odt)", _AS_DOCX, _is_opendocument),
    Foreign("a workbook or a presentation", "print it to PDF, or send the document that it belongs to", _is_workbook),
    Foreign("a web page (.html)", f"{_AS_DOCX}, or copy its text to .txt", _is_html),
    Foreign("an XML file", _AS_DOCX, _is_xml),
    Foreign("an e-mail or a saved web page", "take out the attached document", _is_mail),
    Foreign("an archive", "unpack it and send the documents one by one", _is_archive),
)
