"""OpenDocument text (.odt) without LibreOffice: paragraphs and table cells in reading order.

Deletions that are tracked are left out, notes and comments too. Numbers that a list gives by itself
are not told: LibreOffice works them out from rules that are a program of their own.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from pipeline.readers.archive import open_zip
from pipeline.readers.safe_xml import parse_xml
from pipeline.source import Block, Source
from schemas.errors import DamagedFileError, EncryptedFileError, NoTextError

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{{{SPACE}text:1.0}}"
OFFICE = f"{{{SPACE}office:1.0}}"
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
DROPPED = frozenset((f"{TEXT}tracked-changes", f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}table-of-content"))
SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
MANY_BLANKS = 200


def read_opendocument_plainly(data: bytes, name: str) -> Source:
    """Read a text. ``Source.raw`` is its lines.

    Raises:
        DamagedFileError: the file is cut off or broken.
        NoTextError: it holds no words.
    """
    check_opendocument(data, name)
    root = parse_xml(_part(data, "content.xml", name), "content.xml", name)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    blocks: list[Block] = []
    offset, blank = 0, False
    for paragraph, level in _paragraphs(body) if body is not None else ():
        lines = [line for line in "".join(_words(paragraph)).split("\n") if line.strip()]
        for line in lines:
            blocks.append(Block(line, offset, heading=level, blank_before=blank))
            offset += len(line) + 1
            blank = False
        blank = blank or not lines
    if not blocks:
        raise NoTextError("the OpenDocument file holds no text", where=name)
    raw = "\n".join(block.text for block in blocks)
    return Source(name, MEDIA_TYPE, hashlib.sha256(data).hexdigest(), raw, tuple(blocks), wrapped=False)


def check_opendocument(data: bytes, name: str) -> None:
    """Refuse passwords, entities and bombs before any program opens the file.

    Raises:
        DamagedFileError: the file is cut off, or declares XML entities.
        EncryptedFileError: it wants a password.
        TooLargeError: it unpacks to more than a document can be.
    """
    if b"encryption-data" in _part(data, "META-INF/manifest.xml", name, optional=True):
        raise EncryptedFileError("the OpenDocument file wants a password", where=name)
    for part in ("content.xml", "styles.xml", "meta.xml", "settings.xml"):
        head = _part(data, part, name, optional=part != "content.xml")[:65536]
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise DamagedFileError(f"{part} declares XML entities, which no office program does", where=name)


def _part(data: bytes, part: str, name: str, *, optional: bool = False) -> bytes:
    with open_zip(data, name) as archive:
        if part not in archive.namelist():
            if optional:
                return b""
            raise DamagedFileError(f"the OpenDocument file has no {part}", where=name)
        try:
            return archive.read(part)
        except RuntimeError as error:
            raise EncryptedFileError("the OpenDocument file wants a password", where=name) from error
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
            raise DamagedFileError(f"{part} cannot be unpacked ({error})", where=name) from error


def _paragraphs(element: Any) -> Iterator[tuple[Any, int | None]]:
    """Paragraphs in order, with the level of headings."""
    for part in element:
        if part.tag in PARAGRAPHS:
            level = part.get(f"{TEXT}outline-level", "") if part.tag == f"{TEXT}h" else ""
            yield part, int(level) if level.isdigit() else None
        elif isinstance(part.tag, str) and part.tag not in DROPPED:
            yield from _paragraphs(part)


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if part.tag == f"{TEXT}s":
            count = part.get(f"{TEXT}c", "1")
            yield " " * min(int(count) if count.isdigit() else 1, MANY_BLANKS)
        elif part.tag in SIGNS:
            yield SIGNS[part.tag]
        elif part.tag in PARAGRAPHS:
            yield "\n"
            yield from _words(part)
            yield "\n"
        elif isinstance(part.tag, str) and part.tag not in DROPPED:
            yield from _words(part)
        yield part.tail or ""
