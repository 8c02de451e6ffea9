"""Sentences of a line, as places: cut behind a full stop that a capital follows, never inside "TP. Lai Châu".

"Đạt 30%. Công đoàn tham gia …" is two sentences; "1.810 đoàn viên", "v.v.", "TP. Hồ Chí Minh" cut nothing.
A run of text without a full stop is cut at a blank all the same, so that no rule ever looks back further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_CHARS = 5_000
CAPITALS = "A-ZÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬĐÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ"
END_RE = re.compile(rf"[.!?…]+[”\"’)]*\s+(?=[“\"(+\-–•]?\s?[{CAPITALS}\d])")
#: "TP. Vinh", "ThS. Lê", "Q. 1", "A. Nguyễn", "v.v."
ABBREVIATION_RE = re.compile(r"(?:^|[\s(])(?:TP|Tp|TX|Tx|TT|TS|ThS|Ths|PGS|GS|BS|KS|NXB|[A-ZĐ]|v\.v)$")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence of ``text[start:end]``, blanks left out.

    >>> text = "Đạt 30% trở lên. Công đoàn TP. Vinh kết nạp 1.810 đoàn viên."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Đạt 30% trở lên.', 'Công đoàn TP. Vinh kết nạp 1.810 đoàn viên.']
    """
    at = start
    for match in END_RE.finditer(text, start, end):
        if ABBREVIATION_RE.search(text, max(at, match.start() - 6), match.start()):
            continue
        yield from _stripped(text, at, match.end())
        at = match.end()
    yield from _stripped(text, at, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        stop = end
        if end - at > MAX_CHARS:
            blank = text.rfind(" ", at, at + MAX_CHARS)
            stop = blank if blank > at else at + MAX_CHARS
        piece = text[at:stop]
        begin = at + len(piece) - len(piece.lstrip())
        if piece.strip():
            yield begin, at + len(piece.rstrip())
        at = stop
