"""Vietnamese words and parts of speech, by underthesea, with their places in the text.

Asked for short stretches only, where a rule needs words (the verb that opens a task): character
patterns are a thousand times faster. underthesea returns strings and moves tone marks; it never
adds or drops a visible character, so places are found by counting those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from corpus.fold import lower

MAX_CHARS = 2_000  # underthesea's own patterns are quadratic on hostile lines


def segment(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words of ``text`` (NFC, one line), half-open.

    >>> [ "công đoàn cơ sở"[a:b] for a, b in segment("công đoàn cơ sở")]
    ['công đoàn', 'cơ sở']
    """
    from underthesea import word_tokenize  # heavy: only where it is asked

    short = text[:MAX_CHARS]
    return tuple(_places(short, word_tokenize(short)))


def tag(text: str) -> tuple[tuple[int, int, str], ...]:
    """Spans of the words of ``text`` with underthesea's part of speech (V verb, N noun, A adjective, …).

    >>> [pos for _, _, pos in tag("tuyên truyền pháp luật")]
    ['V', 'N']
    """
    from underthesea import word_tokenize  # heavy: only where it is asked

    short = text[:MAX_CHARS]
    words = word_tokenize(short)
    tags = _tagger().tag(_features(words))
    return tuple((start, end, pos) for (start, end), pos in zip(_places(short, words), tags, strict=True))


@cache
def _tagger() -> Any:
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    return CRFPOSTagPredictor.Instance().model


def _features(words: Sequence[str]) -> list[list[str]]:
    """What ``underthesea.pos_tag`` tells its model of each word.

    Its own function reads its template anew for every feature of every word and takes five times
    as long; a test holds the two against each other.
    """
    low = [lower(word) for word in words]
    title = [all(part[:1].istitle() for part in word.split(" ")) for word in words]
    return [
        [
            *(f"T[{k}].lower={_at(low, i + k)}" for k in (-2, -1, 0, 1, 2)),
            *(f"T[{k}].istitle={_at(title, i + k)}" for k in (0, -1, 1)),
            *(f"T[{k}]={_at(words, i + k)}" for k in (-2, -1, 0, 1, 2)),
            *(f"T[{k},{k + 1}]={_pair(words, i + k)}" for k in (-2, -1, 0, 1)),
            *(f"T[{k}][1]={'X' if i + k >= 0 else 'BOS'}" for k in (-3, -2, -1)),
            *(f"T[{k},{k + 1}][1]={'X X' if i + k >= 0 else 'BOS'}" for k in (-3, -2)),
        ]
        for i in range(len(words))
    ]


def _at(values: Sequence[object], index: int) -> object:
    if index < 0:
        return "BOS"
    return values[index] if index < len(values) else "EOS"


def _pair(words: Sequence[str], index: int) -> str:
    if index < 0:
        return "BOS"
    return f"{words[index]} {words[index + 1]}" if index + 1 < len(words) else "EOS"


def _places(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for word in words:
        start: int | None = None
        for _ in word.replace(" ", ""):
            while at < len(text) and text[at].isspace():
                at += 1
            start = at if start is None else start
            at += 1
        yield (start if start is not None else at, min(at, len(text)))
