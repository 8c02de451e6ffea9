"""Short forms that a text gives an instrument: "(sau đây gọi tắt là Nghị quyết 48)", and their later uses.

A short form with a number is read as any number is; one without ("sau đây gọi là Chiến lược dữ liệu") is a mention
of the instrument wherever it stands later, under the name it was given for. A type word alone ("sau đây gọi là
Chương trình") is none: in the same text it also stands for the document itself and for any other programme.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.fold import lower_line
from extractors.mention import Mention, Spans
from extractors.type_words import type_of_word, type_word_re

DEFINITION_RE = re.compile(
    r"""
    \((?:sau[ ]đây|dưới[ ]đây)?[ ]?(?:gọi|viết)[ ](?:tắt[ ]|gọn[ ]|chung[ ]){0,2}là:?[ ]   # (sau đây gọi tắt là
    [“"]?(?P<short>[^)“”"\n]{2,60})[”"]?\)                                               # Nghị quyết 48)
    """,
    re.VERBOSE | re.IGNORECASE,
)
GOES_ON = r"(?![ ](?:này|số|về|của|quy định|hướng dẫn|sửa đổi|hành động|\d|[A-ZĐÀ-Ỵ]))"  # another one's name
MAX_GAP = 12
NEAREST = 8  # mentions before a definition that it may be given to


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form and the mention that it was given to."""

    words: str
    type: str
    title: str | None
    from_line: str
    at: int


def find_short_forms(line: str, mentions: Sequence[Mention]) -> Iterator[ShortForm]:
    """Yield the short forms without a number that a line defines for one of its mentions."""
    if not mentions or "(" not in line or not ("gọi" in (low := lower_line(line)) or "viết" in low):
        return
    cores = [mention.core for mention in mentions]
    for match in DEFINITION_RE.finditer(line):
        words = match["short"].strip()
        type_word = type_word_re().match(words)
        before = mentions[max(0, (at := bisect_left(cores, match.start())) - NEAREST) : at]
        named = [m for m in before if m.end <= match.start() <= max(m.tail, m.end) + MAX_GAP]
        if (
            type_word is None
            or type_word.end() == len(words)
            or not named
            or re.search(r"\d", words)
            or not words[0].isupper()
        ):
            continue
        kind = type_of_word(type_word[0])
        nearest = next((m for m in named if m.type == kind), None)
        if kind is not None and nearest is not None:
            name = nearest.title if nearest.number is None else None
            yield ShortForm(words, kind, name or words, line, match.end())


def find_uses(line: str, forms: Sequence[ShortForm], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the uses of short forms in a line, outside other mentions and behind the definition."""
    taken = Spans(_apart(mentions))
    for form in forms:
        pattern = re.compile(rf"(?<!\w){re.escape(form.words)}(?!\w){GOES_ON}")
        for match in pattern.finditer(line, form.at if form.from_line == line else 0):
            if taken.meets(match.start(), match.end()):
                continue
            yield Mention(match.start(), match.end(), form.type, title=form.title, confidence=0.6)


def _apart(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The mentions' places, nested ones left out."""
    end = -1
    for mention in mentions:
        if mention.end > end:
            yield max(mention.start, end), mention.end
            end = mention.end
