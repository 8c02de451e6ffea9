"""Vietnamese words and parts of speech, by underthesea, with their places in the text.

Asked for short stretches only, where a rule needs words (the verb that opens a task): character
patterns are a thousand times faster. underthesea returns strings and moves tone marks; it never
adds or drops a visible character, so places are found by counting those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.segmenter import parts_of, words_of

MAX_CHARS = 2_000  # underthesea's own patterns are quadratic on hostile lines


def segment(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words of ``text`` (NFC, one line), half-open.

    >>> [ "công đoàn cơ sở"[a:b] for a, b in segment("công đoàn cơ sở")]
    ['công đoàn', 'cơ sở']
    """
    short = text[:MAX_CHARS]
    return tuple(_places(short, words_of(short)))


def tag(text: str) -> tuple[tuple[int, int, str], ...]:
    """Spans of the words of ``text`` with underthesea's part of speech (V verb, N noun, A adjective, …).

    >>> [pos for _, _, pos in tag("tuyên truyền pháp luật")]
    ['V', 'N']
    """
    short = text[:MAX_CHARS]
    words = words_of(short)
    return tuple((start, end, pos) for (start, end), pos in zip(_places(short, words), parts_of(words), strict=True))


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
