"""Says which parts are there that chidao or the person at the desk can use, and what installs the others."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata

from pipeline.version import VERSION

Row = dict[str, str]

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
LIBRARIES = ("spacy", "underthesea", "dateparser", "pydantic", "sqlite-utils", "pypdf", "pypdfium2", "python-docx")
SECONDS = 20


def examine() -> list[Row]:
    """One row a part: what it is, whether it is there, what it is for, what installs it."""
    return [*_required(), *_optional()]


def _required() -> Iterator[Row]:
    yield _row("chidao", VERSION, "this program")
    yield _row("python", sys.version.split()[0], "runs it")
    found = sqlite3.sqlite_version if sqlite3.sqlite_version_info >= OLDEST_SQLITE else ""
    yield _row("sqlite", found, "the database", "a Python with SQLite 3.37 or newer")
    for library in LIBRARIES:
        yield _row(library, _library(library), "required library", f"pip install {library}")


def _optional() -> Iterator[Row]:
    office = shutil.which("soffice") or shutil.which("libreoffice") or ""
    yield _row(
        "libreoffice", office, "optional: makes .docx of old .doc, .rtf and .odt files "
        "(soffice --headless --convert-to docx FILE)", "apt install libreoffice-writer",
    )  # fmt: skip
    tesseract = shutil.which("tesseract") or ""
    yield _row(
        "tesseract", tesseract, "optional: recognises the text of scans, which chidao then reads",
        "apt install tesseract-ocr",
    )  # fmt: skip
    yield _row(
        "tesseract vie", "vie" if tesseract and "vie" in _languages(tesseract) else "",
        "optional: Vietnamese for Tesseract", "apt install tesseract-ocr-vie",
    )  # fmt: skip


def _row(part: str, found: str, purpose: str, install: str = "") -> Row:
    return {"part": part, "found": found or "no", "for": purpose, "install": "" if found else install}


def _library(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _languages(tesseract: str) -> list[str]:
    try:
        done = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []  # a Tesseract that does not answer has no languages
    return done.stdout.split()
