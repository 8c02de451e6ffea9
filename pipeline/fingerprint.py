"""What decides a record besides the document's bytes: the program, the lexicon and the libraries it asks.

The version in ``pyproject.toml`` changes at a release only; a person who adds a word to a table of
the lexicon must see it in the next run. So the files themselves are hashed.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

PACKAGES = ("schemas", "corpus", "extractors", "pipeline")
SUFFIXES = (".py", ".tsv")
LIBRARIES = (
    "dateparser",
    "lxml",
    "numpy",
    "pillow",
    "pypdfium2",
    "python-docx",
    "spacy",
    "striprtf",
    "tesserocr",
    "underthesea",
)


@cache
def fingerprint() -> str:
    """Hash of the code, the lexicon and the versions of the libraries; the same on every machine.

    >>> len(fingerprint())
    32
    """
    made = hashlib.blake2b(digest_size=16)
    root = Path(__file__).resolve().parent.parent
    for package in PACKAGES:
        for path in sorted(path for path in (root / package).rglob("*") if path.suffix in SUFFIXES):
            made.update(path.relative_to(root).as_posix().encode() + b"\0")
            made.update(path.read_bytes() + b"\0")
    for library in LIBRARIES:
        made.update(f"{library} {_version(library)}\0".encode())
    return made.hexdigest()


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
