"""Plain text: every physical line is a block.

UTF-8, UTF-16 with or without a byte order mark, and text from before Unicode: TCVN3, VNI and
Windows-1258, told line by line from its words. Anything else is refused: a guess would turn every
accented letter into rubbish without a word.
"""

from __future__ import annotations

import hashlib

from pipeline.legacy_lines import HIGH_RE, IN_BYTES, notes_of, repair_lines
from pipeline.readers.html import western
from pipeline.readers.lines_of import blocks_of
from pipeline.readers.sniff import utf16_of
from pipeline.source import Source
from schemas.errors import DamagedFileError, EmptyFileError

MEDIA_TYPE = "text/plain"


def read_plain(data: bytes, name: str) -> Source:
    """Read text. ``Source.raw`` is the decoded file.

    Raises:
        EmptyFileError: nothing but blanks.
        DamagedFileError: the bytes are no text that we know.
    """
    raw, notes = decode_text(data, name)
    if not raw.strip():
        raise EmptyFileError("the file holds no text", where=name)
    return Source(name, MEDIA_TYPE, hashlib.sha256(data).hexdigest(), raw, tuple(blocks_of(raw)), notes=notes)


def decode_text(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and notes on lines that were not in Unicode.

    Raises:
        DamagedFileError: the bytes are no text that we know.
    """
    encoding = utf16_of(data) or "utf-8-sig"
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        text, notes = _decode_legacy(data) if encoding == "utf-8-sig" else ("", ())
        if not notes:
            reason = f"the bytes are not {encoding} text (byte {error.start}), nor TCVN3, VNI or Windows-1258"
            raise DamagedFileError(reason, where=name) from error
        return text, notes


def _decode_legacy(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Text whose accented lines are mostly in an encoding that we know; no notes where they are not."""
    lines = western(data).splitlines(keepends=True)
    repaired, counts = repair_lines(lines, IN_BYTES)
    accented = sum(bool(HIGH_RE.search(line)) for line in lines)
    return "".join(repaired), notes_of(counts) if 2 * counts.total() >= accented else ()
