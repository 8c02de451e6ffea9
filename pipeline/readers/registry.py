"""Which reader reads what: the format is known by the bytes, the extension only breaks a tie.

To add a format, write its module and add a line to ``READERS``. What we recognise and do not
read is listed in ``pipeline.readers.sniff``: the person is told what it is and what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from pipeline.legacy_lines import repair
from pipeline.readers import html, image, markdown, old_office, pdf, plain, word
from pipeline.readers.limits import begin
from pipeline.readers.ocr_engines import what_is_missing as missing_engine
from pipeline.readers.office import missing_office
from pipeline.readers.sniff import (
    FOREIGN,
    is_doc,
    is_encrypted_office,
    is_html,
    is_image,
    is_media,
    is_opendocument,
    is_pdf,
    is_program,
    is_rtf,
    is_saved_page,
    is_text,
    is_word,
    is_zip,
)
from pipeline.source import Source
from schemas.errors import (
    BadInputError,
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    UnknownFormatError,
    WrongContentError,
)

IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic")


def nothing_missing() -> str:
    """A reader that needs no other program is always complete."""
    return ""


NEVER_PAGES = (".pdf", ".docx", ".odt")


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, what its bytes look like, and the function that reads it.

    ``missing`` says what keeps the reader from its best, and what installs it. ``by_name`` is for a
    format whose bytes look like any text: only its extension tells.
    """

    media_type: str
    extensions: tuple[str, ...]
    accepts: Callable[[bytes], bool]
    read: Callable[[bytes, str], Source]
    missing: Callable[[], str] = nothing_missing
    by_name: bool = False


READERS = (
    Reader(pdf.MEDIA_TYPE, (".pdf",), is_pdf, pdf.read_pdf, missing_engine),
    Reader(image.MEDIA_TYPE, IMAGE_SUFFIXES, is_image, image.read_image, missing_engine),
    Reader(word.MEDIA_TYPE, (".docx",), is_word, word.read_word),
    Reader(old_office.DOC, (".doc", ".dot"), is_doc, old_office.read_doc, missing_office),
    Reader(old_office.RTF, (".rtf",), is_rtf, old_office.read_rtf, missing_office),
    Reader(old_office.ODT, (".odt",), is_opendocument, old_office.read_opendocument, missing_office),
    Reader(markdown.MEDIA_TYPE, (".md", ".markdown"), is_text, markdown.read_markdown, by_name=True),
    Reader(html.MEDIA_TYPE, (".html", ".htm", ".xhtml"), is_html, html.read_html),
    Reader(html.MHT, (".mht", ".mhtml"), is_saved_page, html.read_mht),
    Reader(plain.MEDIA_TYPE, (".txt", ".text"), is_text, plain.read_plain),  # last: anything may be text
)


def read(data: bytes, name: str) -> Source:
    """Read a document.

    Raises:
        BadInputError: with a code, a reason and advice.
    """
    begin()
    suffix = PurePath(name).suffix.casefold()
    _refuse(data, name, suffix)
    for reader in READERS:
        if reader.accepts(data) and (suffix in reader.extensions or not reader.by_name):
            _check_promise(reader, suffix, name)
            return _read(reader, data, name)
    raise UnknownFormatError("the bytes are of no format we know", where=name)


def _read(reader: Reader, data: bytes, name: str) -> Source:
    try:
        source = reader.read(data, name)
        return source if source.ocr else repair(source)  # what is recognised is Unicode
    except BadInputError as error:
        error.where = error.where or name
        raise
    except RecursionError as error:
        raise DamagedFileError("the file nests deeper than any document", where=name) from error


def _refuse(data: bytes, name: str, suffix: str) -> None:
    """Raise for what is no document, or one that we can only name."""
    if not data:
        raise EmptyFileError("the file is empty (0 bytes)", where=name)
    if is_program(data):
        raise WrongContentError("this is a program, not a document", where=name)
    if is_media(data) and not is_image(data):
        raise WrongContentError("this is a sound or film file, not a document", where=name)
    if is_image(data) and suffix not in IMAGE_SUFFIXES:
        raise WrongContentError(f"this is a picture, although it is called {suffix or name}", where=name)
    if is_encrypted_office(data):
        raise EncryptedFileError("the Office file wants a password", where=name)
    if any(reader.accepts(data) for reader in READERS if reader.accepts is not is_text):
        return
    for foreign in FOREIGN:
        if foreign.accepts(data):
            raise UnknownFormatError(f"this is {foreign.what}: {foreign.advice}", where=name)
    if is_zip(data):
        raise DamagedFileError("the file is cut off: the directory of its zip is missing", where=name)


def _check_promise(reader: Reader, suffix: str, name: str) -> None:
    """Text or a web page called .pdf is an error page or a broken download.

    Any bytes pass as text, so there the name counts. A web page called .doc may be a document: Word saves such.
    """
    if reader.read is html.read_html and suffix in NEVER_PAGES:
        raise WrongContentError(f"the file is called {suffix}, but holds a web page", where=name)
    if reader.read is not plain.read_plain:
        return
    others = [other for other in READERS if suffix in other.extensions and other.accepts is not is_text]
    if others:
        raise WrongContentError(f"the file is called {suffix}, but holds plain text", where=name)
