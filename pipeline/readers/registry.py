"""Which reader reads what: the format is known by the bytes, the extension only breaks a tie.

To add a format, write its module and add a line to ``READERS``. What we recognise and do not
read is listed in ``pipeline.readers.sniff``: the person is told what it is and what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from pipeline.readers import pdf, plain, word
from pipeline.readers.sniff import (
    FOREIGN,
    is_encrypted_office,
    is_image,
    is_media,
    is_pdf,
    is_program,
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
    NoTextError,
    UnknownFormatError,
    WrongContentError,
)

IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic")


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, what its bytes look like, and the function that reads it."""

    media_type: str
    extensions: tuple[str, ...]
    accepts: Callable[[bytes], bool]
    read: Callable[[bytes, str], Source]


READERS = (
    Reader(pdf.MEDIA_TYPE, (".pdf",), is_pdf, pdf.read_pdf),
    Reader(word.MEDIA_TYPE, (".docx",), is_word, word.read_word),
    Reader(plain.MEDIA_TYPE, (".txt", ".md", ".markdown", ".text"), is_text, plain.read_plain),  # last
)


def read(data: bytes, name: str) -> Source:
    """Read a document.

    Raises:
        BadInputError: with a code, a reason and advice.
    """
    suffix = PurePath(name).suffix.casefold()
    _refuse(data, name, suffix)
    for reader in READERS:
        if reader.accepts(data):
            _check_promise(reader, suffix, name)
            return _read(reader, data, name)
    raise UnknownFormatError("the bytes are of no format we know", where=name)


def _read(reader: Reader, data: bytes, name: str) -> Source:
    try:
        return reader.read(data, name)
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
    if is_media(data):
        raise WrongContentError("this is a sound or film file, not a document", where=name)
    if is_image(data):
        if suffix in IMAGE_SUFFIXES:
            raise NoTextError("this is a picture", where=name)
        raise WrongContentError(f"this is a picture, although it is called {suffix or name}", where=name)
    if is_encrypted_office(data):
        raise EncryptedFileError("the Office file wants a password", where=name)
    if is_pdf(data) or is_word(data):
        return
    for foreign in FOREIGN:
        if foreign.accepts(data):
            raise UnknownFormatError(f"this is {foreign.what}: {foreign.advice}", where=name)
    if is_zip(data):
        raise DamagedFileError("the file is cut off: the directory of its zip is missing", where=name)


def _check_promise(reader: Reader, suffix: str, name: str) -> None:
    """Text called .pdf is an error page or a broken download: any bytes pass as text, so the name counts."""
    if reader.read is not plain.read_plain:
        return
    others = [other for other in READERS if other is not reader and suffix in other.extensions]
    if others:
        raise WrongContentError(f"the file is called {suffix}, but holds plain text", where=name)
