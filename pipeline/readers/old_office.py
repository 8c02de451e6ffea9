"""Old Word (.doc), rich text (.rtf) and OpenDocument (.odt): read by LibreOffice as a .docx.

Where LibreOffice is missing, .rtf and .odt are read without it: the words are there, but numbers
that a list gives by itself, fonts from before Unicode and layout tables are not told (``rtf``,
``opendocument``). A .doc is then refused with the command that installs LibreOffice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from pipeline.readers.office import find_office, to_docx
from pipeline.readers.opendocument import check_opendocument, read_opendocument_plainly
from pipeline.readers.rtf import read_rtf_plainly
from pipeline.readers.word import read_word
from pipeline.source import Source
from schemas.errors import DamagedFileError

DOC = "application/msword"
RTF = "application/rtf"
LEGIBLE = 0.7  # share of the letters
ODT = "application/vnd.oasis.opendocument.text"


def read_doc(data: bytes, name: str) -> Source:
    """Read an old Word file.

    Raises:
        MissingEngineError: there is no LibreOffice.
    """
    return _through_office(data, name, ".doc", DOC)


def read_rtf(data: bytes, name: str) -> Source:
    """Read rich text."""
    return _best(data, name, ".rtf", RTF, read_rtf_plainly)


def read_opendocument(data: bytes, name: str) -> Source:
    """Read an OpenDocument text."""
    check_opendocument(data, name)
    return _best(data, name, ".odt", ODT, read_opendocument_plainly)


def _best(data: bytes, name: str, suffix: str, media_type: str, plainly: Callable[[bytes, str], Source]) -> Source:
    """Through LibreOffice; without it where it is missing or cannot open the file."""
    if not find_office():
        return plainly(data, name)
    try:
        return _through_office(data, name, suffix, media_type)
    except DamagedFileError:
        source = plainly(data, name)
        return replace(source, notes=(*source.notes, "LibreOffice could not open the file: read without it"))


def _through_office(data: bytes, name: str, suffix: str, media_type: str) -> Source:
    source = read_word(to_docx(data, suffix, name), name)
    if not is_legible(source.raw):
        raise DamagedFileError(f"the {suffix} file is broken: LibreOffice finds no legible text in it", where=name)
    return replace(source, media_type=media_type, sha256=hashlib.sha256(data).hexdigest())


def is_legible(text: str) -> bool:
    """Is the text written in letters that a Vietnamese office uses? Rubbish comes out as signs of all the world.

    >>> is_legible("Kế hoạch số 05/KH-UBND – “mới”"), is_legible("㚮銳푏嫕㤯੅텷")
    (True, False)
    """
    known = sum(char < "\u0370" or "\u1e00" <= char < "\u2c00" or "\uf000" <= char < "\uf100" for char in text)
    return known >= LEGIBLE * len(text)
