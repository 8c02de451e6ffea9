"""Says which parts are there that chidao or the person at the desk can use, and what installs the others."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from importlib import metadata

from pipeline.readers.ocr_tesseract import INSTALL, data_folder
from pipeline.readers.ocr_trueocr import INSTALL as TRUEOCR
from pipeline.readers.office import INSTALL as OFFICE
from pipeline.readers.office import find_office
from pipeline.readers.registry import READERS
from pipeline.version import VERSION

Row = dict[str, str]

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
LIBRARIES = (
    "spacy",
    "underthesea",
    "dateparser",
    "pydantic",
    "sqlite-utils",
    "pypdfium2",
    "python-docx",
    "lxml",
    "striprtf",
    "pillow",
)


def examine() -> list[Row]:
    """One row a part: what it is, whether it is there, what it is for, what installs it."""
    return [*_required(), *_optional(), *_formats()]


def _required() -> Iterator[Row]:
    yield _row("chidao", VERSION, "this program")
    yield _row("python", sys.version.split()[0], "runs it")
    found = sqlite3.sqlite_version if sqlite3.sqlite_version_info >= OLDEST_SQLITE else ""
    yield _row("sqlite", found, "the database", "a Python with SQLite 3.37 or newer")
    for library in LIBRARIES:
        yield _row(library, _library(library), "required library", f"pip install {library}")


def _optional() -> Iterator[Row]:
    yield _row(
        "libreoffice", find_office(),
        "optional: reads old .doc files, and .rtf and .odt better; without it .doc is refused (D109)", OFFICE,
    )  # fmt: skip
    yield _row("tesseract", _library("tesserocr"), "recognises scans (the library tesserocr)", "pip install tesserocr")
    yield _row(
        "tesseract vie", str(data_folder() or ""),
        "optional: recognises scans and pictures of documents; without an engine they are refused (D105)", INSTALL,
    )  # fmt: skip
    yield _row(
        "trueocr", _library("trueocr"), "optional: recognises scans where Tesseract's data is missing, less well",
        TRUEOCR,
    )  # fmt: skip


def _formats() -> Iterator[Row]:
    """One row a reader: whether something keeps it from its best."""
    for reader in READERS:
        missing = reader.missing()
        part = f"reads {' '.join(reader.extensions)}"
        yield {
            "part": part,
            "found": f"in part: {missing}" if missing else "yes",
            "for": reader.media_type,
            "install": "",
        }


def _row(part: str, found: str, purpose: str, install: str = "") -> Row:
    return {"part": part, "found": found or "no", "for": purpose, "install": "" if found else install}


def _library(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
