"""The tail of a document: who signed, in what office and by what authority; who gets a copy.

Recipients (nơi nhận) are as printed, one a line, without the dash and the closing sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.fold import is_upper, lower
from corpus.lexicon.load import column, lowered
from extractors.layout import AUTHORITY_RE, RECIPIENTS_RE, is_office

Line = tuple[int, int, str]  # start, end, words

NAME_RE = re.compile(
    r"^(?P<rank>(?:[^\W\d_]{1,12}\.\s?)+|[^\W\d_]+\s+tướng\s+|đ/c\s+|ông\s+|bà\s+)?(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){1,5})$"
)
SIGNED_RE = re.compile(r"[(\[]\s*(?:đã\s+ký|ký\s+tên|da\s*ky)[^)\]]*[)\]]", re.IGNORECASE)
TAIL_SIGN_RE = re.compile(r"[\s;,.]+$")
DASH_RE = re.compile(r"^[-–—+•*]\s*")
TRAILING_CAPS_RE = re.compile(r"(?:^|\s+)(?:(?:TM|KT|TL|TUQ|Q)\.\s*)?(?P<caps>[A-ZÀ-ỸĐ]{2,}(?:\s+[A-ZÀ-ỸĐ]{2,})+)$")


def read_signers(lines: Sequence[Line]) -> Iterator[tuple[Line, dict[str, str | None]]]:
    """Yield each signer: the line of the name, and name, position, capacity.

    >>> rows = [(0, 1, "KT. BỘ TRƯỞNG"), (2, 3, "THỨ TRƯỞNG"), (4, 5, "Đỗ Hoàng Anh Tuấn")]
    >>> [signer for _, signer in read_signers(rows)]
    [{'name': 'Đỗ Hoàng Anh Tuấn', 'position': 'Thứ trưởng', 'capacity': 'KT. BỘ TRƯỞNG'}]
    """
    above: list[str] = []
    for line in lines:
        words = SIGNED_RE.sub("", line[2]).strip(" *_}{|")
        if not words:
            continue
        name = _name(words, bool(above))
        if name:
            if above:
                capacity, position = _office(above)
                yield line, {"name": name, "position": position, "capacity": capacity}
            above = []
        elif is_upper(words) or AUTHORITY_RE.match(words):
            above.append(words)


def beside_recipients(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the signature lines that stand beside or under the recipients when two columns were read across.

    >>> [words for _, _, words in beside_recipients([(0, 9, "- Như trên; CHỦ TỊCH"), (9, 20, "Nguyễn Hữu Hùng")])]
    ['CHỦ TỊCH', 'Nguyễn Hữu Hùng']
    """
    for start, end, words in lines:
        bare = SIGNED_RE.sub("", words).strip()
        caps = TRAILING_CAPS_RE.search(bare)
        if caps and not _drop_office(caps):
            yield start + words.find(caps[0].strip()), end, caps[0].strip()
        elif not DASH_RE.match(bare) and _name(bare, False):
            yield start, end, bare


def _name(words: str, after_office: bool) -> str | None:
    match = NAME_RE.match(words)
    if match is None or lower(words) in lowered("positions", "position"):
        return None
    name = match["name"]
    parts = name.split()
    if is_upper(name):
        surname = lower(parts[0]) in lowered("surnames", "surname")
        return _as_name(name) if after_office and surname and not _is_body(name) and 2 <= len(parts) <= 5 else None
    titled = all(part[0].isupper() and not part[1:].isupper() for part in parts)
    return name if titled and 2 <= len(parts) <= 6 and not _is_body(name) else None


def _as_name(name: str) -> str:
    return " ".join(part[0] + lower(part[1:]) for part in name.split())


def _is_body(words: str) -> bool:
    first, _, rest = lower(words).partition(" ")
    low = f" {rest} " if first == "đoàn" else f" {first} {rest} "  # Đoàn Minh Huấn
    marks = (
        "ban ", "hội ", "đoàn ", "ủy ", "uỷ ", "trưởng ", "tịch ", "đốc ", "nhiệm ", "nhân dân", "tỉnh ", "bộ ",
        "bí thư ", "văn phòng", "chính phủ", "việt nam", "phụ lục", "file ", "document", "mục lục", "người ", "số ",
    )  # fmt: skip
    return first == "lưu" or any(f" {mark}" in low for mark in marks)


def _office(above: list[str]) -> tuple[str | None, str | None]:
    """Authority lines, and the office on the last line; a line that ends in a comma goes on."""
    joined: list[str] = []
    for words in above:
        if joined and (
            joined[-1].endswith(",") or (lower(words) in ("dân", "nhân dân") or _goes_on(joined[-1], words))
        ):
            joined[-1] = f"{joined[-1]} {words}"
        else:
            joined.append(words)
    position = None
    if joined and not AUTHORITY_RE.match(joined[-1]):
        position = _office_name(joined.pop())
    elif joined and len(joined) == 1 and lower(joined[0]).startswith("q"):
        position = _office_name(re.sub(r"^Q\s?\.\s*", "", joined[0]))
    return (", ".join(words.rstrip(",") for words in joined) or None), position


def _goes_on(before: str, after: str) -> bool:
    """ "TM. BAN THƯỜNG VỤ" goes on with "LĐLĐ TỈNH": no office and no authority."""
    return not is_office(after) and not AUTHORITY_RE.match(after) and bool(AUTHORITY_RE.match(before))


def _office_name(words: str) -> str:
    low = lower(words.strip(" .,"))
    for position in column("positions", "position"):
        if lower(position) == low:
            return position
    return low[:1].upper() + low[1:]


def read_recipients(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Yield each recipient: where it stands and its words.

    >>> rows = [(0, 9, "Nơi nhận:"), (10, 20, "- Như trên;"), (21, 30, "- Lưu: VT.")]
    >>> [words for _, _, words in read_recipients(rows)]
    ['Như trên', 'Lưu: VT']
    """
    entries: list[tuple[int, int, str]] = []
    dashed = any(DASH_RE.match(words) for _, _, words in lines)
    for start, end, line in lines:
        words = RECIPIENTS_RE.sub("", line).lstrip(" :")
        inline = RECIPIENTS_RE.match(line) is not None
        words = TRAILING_CAPS_RE.sub(_drop_office, SIGNED_RE.sub("", words)).strip()
        if not any(char.isalpha() for char in re.sub(r"\([^)]*\)", "", words)) or (inline and is_upper(words)):
            continue
        goes_on = entries and dashed and not DASH_RE.match(words) and _continues(entries[-1][2], words)
        if goes_on:
            first, _, before = entries[-1]
            entries[-1] = (first, end, f"{before} {words}")
        elif not (dashed and not DASH_RE.match(words) and entries and lower(entries[-1][2]).startswith("lưu")):
            entries.append((start, end, DASH_RE.sub("", words)))
    for start, end, words in entries:
        yield start, end, TAIL_SIGN_RE.sub("", words)


def _continues(before: str, after: str) -> bool:
    return before.rstrip()[-1:] not in (";", ".") or after[:1].islower()


def _drop_office(match: re.Match[str]) -> str:
    return "" if is_office(match["caps"]) or "BAN " in match["caps"] else match[0]
