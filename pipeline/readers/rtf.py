"""Rich text (.rtf) without LibreOffice: its words, a paragraph a line, by striprtf.

Lists keep the labels that the writing program stored; bold, headings and tables are not told.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.readers.lines_of import source_of_text
from pipeline.source import Source
from schemas.errors import DamagedFileError

MEDIA_TYPE = "application/rtf"
CELL_RE = re.compile(r"(?<=[^|\n])\|(?=\n|$)")  # striprtf writes a bar behind each cell


def read_rtf_plainly(data: bytes, name: str) -> Source:
    """Read rich text. ``Source.raw`` is its words.

    Raises:
        DamagedFileError: it is no rich text, or broken.
        NoTextError: it holds no words.
    """
    from striprtf import striprtf

    to_text: Any = striprtf.rtf_to_text  # it has no types
    try:
        text = to_text(data.decode("latin-1"), errors="replace")
    except Exception as error:  # the document boundary: whatever the library raises is the file's fault
        raise DamagedFileError(f"the rich text is broken ({type(error).__name__}: {error})", where=name) from error
    return source_of_text(data, name, MEDIA_TYPE, CELL_RE.sub("", text))
