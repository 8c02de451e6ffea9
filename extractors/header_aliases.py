"""Names that a document gives to bodies and things for later: "… (sau đây gọi tắt là Ban Chỉ đạo)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.stage import Found

LONGEST_FULL = 160 + 16  # with the blanks before the parenthesis
ALIAS_OPEN_RE = re.compile(r"\((?:sau\s+đây\s+)?(?:gọi|viết)\s[^)]{0,160}\)?", re.IGNORECASE)
ALIAS_RE = re.compile(
    r"(?P<full>[^\n;.()]{6,160}?)\s*\((?:sau\s+đây\s+)?(?:gọi|viết)\s+(?:tắt\s+|chung\s+)?là:?\s*(?P<short>[^)\n]{2,60})\)",
    re.IGNORECASE,
)


def read_aliases(text: str) -> Iterator[Found]:
    """Yield short and full name of each introduction, at the short one."""
    for match in _introduced(text):
        full = re.split(r",\s+|;\s+", match["full"])[-1].strip()
        short = match["short"].strip(" “”\"'")
        yield Found(*match.span("short"), {"field": "aliases", "value": [short, full]}, 0.8)


def _introduced(text: str) -> Iterator[re.Match[str]]:
    """Matches of ``ALIAS_RE``, looked for around the rare "(gọi tắt là" only: from every character it is slow."""
    done = 0
    opened = ALIAS_OPEN_RE.search(text)
    while opened:
        match = ALIAS_RE.search(text, max(done, opened.start() - LONGEST_FULL), opened.end())
        if match:
            done = match.end()
            yield match
        opened = ALIAS_OPEN_RE.search(text, max(done, opened.start() + 1))
