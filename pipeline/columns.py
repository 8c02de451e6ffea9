"""Two columns that a text file prints side by side with tabs: recipients on the left, the signature on the right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.source import Block

TAIL_RE = re.compile(r"^\W*nơi\s+nhận\b[^\t]*\t\s*\S", re.IGNORECASE)


def in_columns(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; where "Nơi nhận:" shares its line with a signature, the left column first, then the right.

    The columns end at a blank line, since what follows is an appendix.
    """
    at = 0
    while at < len(blocks):
        if not TAIL_RE.match(blocks[at].text):
            yield blocks[at]
            at += 1
            continue
        end = next((i for i in range(at + 1, len(blocks)) if blocks[i].blank_before), len(blocks))
        rows = [_split(block) for block in blocks[at:end]]
        yield from (left for left, _ in rows if left is not None)
        yield from (right for _, right in rows if right is not None)
        at = end


def _split(block: Block) -> tuple[Block | None, Block | None]:
    """What stands before the first tab between words, and what stands behind it."""
    indent = len(block.text) - len(block.text.lstrip("\t "))
    tab = block.text.find("\t", indent)
    if indent and block.text[:indent].count("\t"):
        return None, block  # nothing on the left
    if tab < 0:
        return block, None
    left = replace(block, text=block.text[:tab])
    right = replace(block, text=block.text[tab + 1 :], raw_start=block.raw_start + tab + 1, blank_before=False)
    return left, right if right.text.strip() else None
