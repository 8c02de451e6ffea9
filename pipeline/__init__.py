"""Everything that moves a document: readers, text, outline, extraction, store, batch, command line.

``extract`` is the pure function that everything else calls. With ``open_database``, ``search`` and ``export`` it is
what other programs need: docs/exports.md. These three live in ``pipeline.api`` and are looked up when they are asked
for, so that importing a module of the package does not read the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.api import SCHEMA_VERSION, export, open_database, search
    from schemas.record import DirectiveRecord

__all__ = ["SCHEMA_VERSION", "export", "extract", "open_database", "search"]


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


if not TYPE_CHECKING:  # a type checker would take every name for one that is looked up

    def __getattr__(name: str) -> object:
        """Look up what ``pipeline.api`` gives."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from pipeline import api

        return getattr(api, name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
