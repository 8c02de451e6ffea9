"""Text that a reader has already taken out of its format: a block for each line."""

from __future__ import annotations

import hashlib

from pipeline.source import Block, Source
from schemas.errors import NoTextError

LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
BLANKS = " \t\u00a0|"  # a line with nothing but these is blank; "|" is left by tables


def source_of_text(data: bytes, name: str, media_type: str, text: str, notes: tuple[str, ...] = ()) -> Source:
    """A source whose blocks are the lines of ``text``, which are whole paragraphs.

    Raises:
        NoTextError: there are no words.
    """
    if not text.strip():
        raise NoTextError("the file holds no text", where=name)
    digest = hashlib.sha256(data).hexdigest()
    return Source(name, media_type, digest, text, tuple(blocks_of(text)), wrapped=False, notes=notes)


def blocks_of(text: str) -> list[Block]:
    """A block for each line that is not blank."""
    blocks: list[Block] = []
    offset = 0
    blank = False
    for line in text.splitlines(keepends=True):
        body = line.rstrip(LINE_ENDS)
        if body.strip(BLANKS):
            blocks.append(Block(body, offset, blank_before=blank))
            blank = False
        else:
            blank = True
        offset += len(line)
    return blocks
