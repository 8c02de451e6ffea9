"""Plain text and Markdown: every physical line is a block.

UTF-8 with or without a byte order mark, and UTF-16 with one. Anything else is refused:
a guess would turn every accented letter into rubbish without a word.
"""

from __future__ import annotations

import codecs
import hashlib

from pipeline.source import Block, Source
from schemas.errors import DamagedFileError, EmptyFileError

MEDIA_TYPE = "text/plain"


def read_plain(data: bytes, name: str) -> Source:
    """Read text. ``Source.raw`` is the decoded file.

    Raises:
        EmptyFileError: nothing but blanks.
        DamagedFileError: the bytes are not Unicode text.
    """
    raw = _decode(data)
    if not raw.strip():
        raise EmptyFileError("the file holds no text", where=name)
    blocks: list[Block] = []
    offset = 0
    blank = False
    for line in raw.splitlines(keepends=True):
        body = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        if body.strip(" \t\u00a0|"):
            blocks.append(Block(body, offset, blank_before=blank))
            blank = False
        else:
            blank = True
        offset += len(line)
    return Source(name, MEDIA_TYPE, hashlib.sha256(data).hexdigest(), raw, tuple(blocks))


def _decode(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DamagedFileError(f"the bytes are not {encoding} text (byte {error.start})") from error
