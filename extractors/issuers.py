"""Issuers as printed: the body behind "của", "giữa" or "do", to where its name ends.

"Bộ Văn hóa, Thể thao và Du lịch" keeps its comma, "Bộ Giáo dục và Đào tạo" its "và", "Bộ Chính trị
(khóa XI)" its term; a verb, a title or another instrument ends the name.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from corpus.fold import tone_key
from corpus.lexicon.load import column, table
from extractors.spelling import any_of, words_for
from extractors.type_words import type_word_re
from extractors.word_ends import first_word, last_word

MAX_NAME = 160
LONGEST_WORD = 20
LONGEST_INNER = 120  # "Chỉ đạo của Chính phủ về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số"
END_RE = re.compile(
    rf"""
    [ ](?:và|hoặc|cùng)(?!\w)                            # both may go on: Bộ Giáo dục | và | Đào tạo
    | [ ](?<!Ban.)chỉ[ ]đạo(?!\w)                       # never inside "Ban chỉ đạo 127"
    | [ ](?<!Nhà.)ở(?!\w)                               # nor inside "Quỹ Phát triển Nhà ở"
    | [ ](?:Hướng[ ]dẫn|Quy[ ]định|Ban[ ]hành|Phê[ ]duyệt|Sửa[ ]đổi|Về|V/v)(?!\w)   # a title in capitals
    | [ ](?<!đạo.)(?<!tác.)(?<!đồng.)(?:Thực[ ]hiện|Triển[ ]khai|Kết[ ]luận|Điều[ ]chỉnh|Bổ[ ]sung|Công[ ]bố)(?!\w)
    | [ ]{words_for("issuer_end")}(?!\w)                # Chính phủ | quy định chi tiết
    | ; | : | \. | \n | “ | ” | " | \) | \[ | \] | \| | , | \(
    """,
    re.VERBOSE,
)
TERM_RE = re.compile(r",?[ ]\(?(?:khóa|khoá)[ ][IVXLC\d]+\)?|[ ]\((?:khóa|khoá)[ ][IVXLC\d]+\)", re.IGNORECASE)
AND_RE = re.compile(r"[ ](?:và|hoặc|cùng)[ ](?P<next>\w)")


def issuer_at(text: str, start: int, *, joint: bool = False) -> int:
    """Give the end of the issuer's name that begins at ``start``; ``start`` itself where none begins.

    >>> text = "của Bộ Văn hóa, Thể thao và Du lịch về du lịch"
    >>> text[4:issuer_at(text, 4)]
    'Bộ Văn hóa, Thể thao và Du lịch'
    >>> text = "của Ban Bí thư và các văn bản"
    >>> text[4:issuer_at(text, 4)]
    'Ban Bí thư'
    """
    if not _begins(text, start):
        return start
    limit = min(len(text), start + MAX_NAME)
    at = start
    while True:
        match = END_RE.search(text, at, limit)
        if match is None:
            return _trimmed(text, start, limit)
        stop, after = match.start(), match.end()
        term = TERM_RE.match(text, stop) or TERM_RE.match(text, max(start, stop - 1))
        if term:
            at = term.end()
            continue
        known = _known_end(text, start, stop)
        if known:
            at = known
        elif _goes_on(text, match, joint=joint):
            at = after
        else:
            return _trimmed(text, start, stop)


def begins_issuer(text: str, start: int) -> bool:
    """Does a word that opens a body's name stand at ``start``, in capitals at its first letter?

    >>> begins_issuer("Ban Bí thư", 0), begins_issuer("các văn bản", 0)
    (True, False)
    """
    return text[start : start + 1].isupper() and _head_re().match(text, start) is not None


def _begins(text: str, start: int) -> bool:
    return start < len(text) and text[start].isalpha()


def _goes_on(text: str, match: re.Match[str], *, joint: bool) -> bool:
    """ "và" goes on where a capital follows that opens no other instrument."""
    both = AND_RE.match(text, match.start())
    if both is None:  # "giữa Bộ Công an, Viện kiểm sát nhân dân tối cao, …"
        return joint and text.startswith(", ", match.start()) and begins_issuer(text, match.start() + 2)
    following = both.start("next")
    if type_word_re().match(text, following):
        return False
    return text[following].isupper() or joint


def _known_end(text: str, start: int, stop: int) -> int | None:
    """The end of a known name with a comma or an "và" that ``stop`` cuts."""
    if text[stop] not in ", ":
        return None  # no name holds any other of the signs that end one
    if (last_word(text[start:stop]), first_word(text[stop : stop + LONGEST_WORD])) not in _inner_pairs():
        return None
    for match in _inner_re().finditer(text, max(start, stop - 60), min(len(text), stop + LONGEST_INNER)):
        if match.start() <= stop < match.end():
            return match.end()
    return None


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start and text[stop - 1] in " -–,":
        stop -= 1
    return stop


@cache
def _head_re() -> re.Pattern[str]:
    return re.compile(rf"{any_of(column('issuer_heads', 'head'), any_case=True)}(?!\w)")


@cache
def _inner_re() -> re.Pattern[str]:
    """``_inner_names`` in any spelling."""
    return re.compile(any_of(_inner_names(), any_case=True))


@cache
def _inner_pairs() -> frozenset[tuple[str, str]]:
    """The words that stand side by side in these names: a place between any others cuts none."""
    words = [[tone_key(word.rstrip(",")) for word in name.split()] for name in _inner_names()]
    return frozenset(pair for name in words for pair in pairwise(name))


@cache
def _inner_names() -> frozenset[str]:
    """Names with a comma or an "và", behind their first word: "Văn hóa, Thể thao và Du lịch" of a ministry."""
    names = {name.split(" ", 1)[1] for name in column("issuer_codes", "name") if "," in name and " " in name}
    names |= {name for name in column("law_names", "name") if "," in name}  # Ban Chỉ đạo Phòng, chống tham nhũng
    committees = (head for head in column("body_heads", "head") if head.startswith("Ban ") and " về " in head)
    names |= {head.split(" ", 1)[1] for head in committees}  # Ban Chỉ đạo Trung ương về phát triển khoa học, …
    sectors = (row["name"] for row in table("sector_names") if row["kind"] == "sector")
    names |= {name for name in sectors if "," in name or " và " in name}  # Bộ Lao động thương binh | và | xã hội
    names |= {"Thể thao và Du lịch", "Khoa học và Công nghệ", "Phòng, chống lụt, bão và Tìm kiếm cứu nạn"}
    return frozenset(names)
