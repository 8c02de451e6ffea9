"""Everything that moves a document: readers, text, outline, extraction, store, batch, command line.

``extract`` is the pure function that everything else calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.record import DirectiveRecord

__all__ = ["extract"]


def extract(data: bytes, name: str) -> DirectiveRecord:
    """Make the record of one document.

    Args:
        data: the file's bytes, in any format that ``pipeline.readers`` lists.
        name: the file's name; its folder is not kept.

    Raises:
        BadInputError: the bytes cannot be read; the error says why and what to do.

    A function of the bytes, the name and the version: no clock, no network, no chance.
    """
    from pipeline.walk import extract_record  # spaCy is heavy: only when a document is read

    return extract_record(data, name)
