"""Mentions of bodies, and lists of them: where a name begins and where it ends.

"Sở Tài chính, UBND các xã, phường và các đơn vị liên quan" is one list of three mentions;
"Sở Văn hóa, Thể thao và Du lịch" is one mention. Persons in office are mentions ("Giám đốc Sở
Nội vụ"), kinds of bodies too ("các cơ quan, đơn vị"). What a mention has to do with the sentence
is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.body_grammar import (
    COMPOUND_RE,
    CONJUNCTION_RE,
    DASHED_RE,
    LEVELS_RE,
    NAMED_LEVEL_RE,
    NAME_WORD_RE,
    NEEDS_PLURAL,
    NO_CLASS_RE,
    OWNER_RE,
    OWNERS_RE,
    PLAIN_WORD_RE,
    PREFIX_RE,
    SHORT_RE,
    SYLLABLE_RE,
    any_head_re,
    head_re,
    heads,
    places_re,
    sector_re,
    stop_re,
    unit_re,
)

MAX_TAIL_PARTS = 16
MAX_PLAIN_WORDS = 8
MAX_DEPTH = 4
MAX_LIST = 40
GENERIC_RE = re.compile(
    r"""
    (?: các|những|mọi|từng|mỗi|một|hai|toàn\ thể )?\s*
    (?: cơ\ quan|đơn\ vị|địa\ phương|tổ\ chức|cá\ nhân|ngành|cấp|bên|cấp\ có\ thẩm\ quyền )
    (?: \s*(?:,|và|,\s*các)\s*(?:cơ\ quan|đơn\ vị|địa\ phương|tổ\ chức|cá\ nhân|ngành|cấp) ){0,6}
    (?: \ (?:có\ )?liên\ quan|\ khác|\ chức\ năng|\ chuyên\ môn|\ trực\ thuộc ){0,3}
    (?: \ được\ .* )?
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "các cơ quan, đơn vị có liên quan" names nobody
BLANK_RE = re.compile(r" +")
OFFICE_GAP_RE = re.compile(r" (?:kiêm )?|, (?=Thủ trưởng (?:các )?(?:sở|Sở|cơ quan))")  # Giám đốc|, |Thủ trưởng các sở
SERIES_RE = re.compile(
    r"(?P<office>(?:Bộ trưởng|Thủ trưởng|Giám đốc|Lãnh đạo|lãnh đạo|Đồng chí Bộ trưởng)\s+)?"
    r"(?:[Cc]ác\s+)(?P<head>Bộ|Sở|Ban|Hội|bộ|sở|Phòng|Cục)\s*:?(?=\s)"
)  # các Bộ: | Công an, Quốc phòng


@dataclass(frozen=True, slots=True)
class Mention:
    """A body at ``text[start:end]``; ``name`` is given when its head stands elsewhere in the list."""

    start: int
    end: int
    generic: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True)
class BodyList:
    """Mentions that stand in one row, joined by commas and "và"."""

    mentions: tuple[Mention, ...]

    @property
    def start(self) -> int:
        """First character of the first mention."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """One past the last character of the last mention."""
        return self.mentions[-1].end


def find_lists(text: str, start: int, end: int) -> Iterator[BodyList]:
    """Yield the lists of bodies in ``text[start:end]``, in reading order, none inside another.

    >>> text = "Giao Sở Văn hóa, Thể thao và Du lịch phối hợp với Sở Y tế và các đơn vị liên quan tổ chức."
    >>> [[text[m.start : m.end] for m in found.mentions] for found in find_lists(text, 0, len(text))]
    [['Sở Văn hóa, Thể thao và Du lịch'], ['Sở Y tế', 'các đơn vị liên quan']]
    """
    at = start
    while (match := any_head_re().search(text, at, end)) is not None:
        found = read_list(text, match.start(), end)
        if found is None:
            at = match.start() + 1
            continue
        yield found
        at = found.end


def read_list(text: str, start: int, end: int) -> BodyList | None:
    """The list of bodies that begins exactly at ``start``, or None."""
    mentions: list[Mention] = []
    at = start
    while len(mentions) < MAX_LIST:
        series = _series(text, at, end)
        found = list(series) or [m for m in (read_mention(text, at, end),) if m]
        if not found:
            break
        mentions.extend(found)
        join = CONJUNCTION_RE.match(text, mentions[-1].end, end)
        if join is None or join[0].rstrip().endswith(")") or not join[0].strip():
            break
        at = join.end()
    return BodyList(tuple(mentions)) if mentions else None


def read_mention(text: str, start: int, end: int, depth: int = 0, *, plural: bool = False) -> Mention | None:
    """The body that begins exactly at ``start``, or None.

    >>> text = "Giám đốc Sở Nội vụ chủ trì"
    >>> found = read_mention(text, 0, len(text))
    >>> text[found.start : found.end]
    'Giám đốc Sở Nội vụ'
    """
    at = start
    for _ in range(2):
        prefix = PREFIX_RE.match(text, at, end)
        if prefix is None:
            break
        at, plural = prefix.end(), plural or prefix["plural"] is not None
    match = _head_at(text, at, end)
    if match is None or depth > MAX_DEPTH:
        return None
    head, kinds = match
    for kind in kinds:
        stop = _read_kind(text, at + len(head), end, head, kind, plural=plural, depth=depth)
        if stop is not None:
            return Mention(start, stop, GENERIC_RE.fullmatch(text, start, stop) is not None)
    return None


def _head_at(text: str, at: int, end: int) -> tuple[str, tuple[str, ...]] | None:
    """The head at ``at``; a class noun may begin a sentence with a capital."""
    match = head_re().match(text, at, end)
    if match is not None:
        inside = " " not in match["head"] and COMPOUND_RE.search(text, max(0, at - 8), match.end())
        return None if inside else (match["head"], heads()[match["head"]])
    if at < end and text[at].isupper():
        match = head_re().match(text[at].lower() + text[at + 1 : min(end, at + 60)])
        if match is not None and "class" in heads()[match["head"]]:
            return match["head"], ("class",)
    return None


def _read_kind(text: str, at: int, end: int, head: str, kind: str, *, plural: bool, depth: int) -> int | None:
    """End of a mention whose head, of this kind, ends at ``at``; None where it is no mention."""
    if kind == "office":
        return _read_office(text, at, end, head, depth)
    if kind == "fixed":
        return at
    if kind == "named":
        return _read_named(text, at, end, head, plural=plural, depth=depth)
    if kind == "whole":
        return _tail(text, at, end, depth, loose=head in LOOSE_WHOLES)
    return _read_class(text, at, end, head, plural=plural, depth=depth)


def _read_office(text: str, at: int, end: int, head: str, depth: int) -> int | None:
    """A body follows; alone only with a capital: "Thủ trưởng", never "lãnh đạo" the verb."""
    blank = OFFICE_GAP_RE.match(text, at, end)
    if blank is not None and (head == "Giám đốc" or blank[0].isspace() or "kiêm" in blank[0]):
        body = read_mention(text, blank.end(), end, depth + 1, plural=True)
        if body is not None:
            return body.end
    return _tail(text, at, end, depth, loose=False) if head[0].isupper() else None


def _read_named(text: str, at: int, end: int, head: str, *, plural: bool, depth: int) -> int | None:
    """A name must follow; "Bộ" alone is the issuing ministry."""
    sector = (sector_re() if head in BY_SECTOR else unit_re("sector")).match(text, at, end)
    if sector is not None:
        return _tail(text, sector.end(), end, depth, loose=head not in BY_SECTOR)
    name = NAME_WORD_RE.match(text, at, end)
    if name is not None and not name[0].lstrip().startswith("và"):
        return _tail(text, at, end, depth, loose=True)
    levels = LEVELS_RE.match(text, at, end)
    if levels is not None and head not in ("Bộ", "Nhà", "Báo"):
        return _tail(text, at, end, depth, loose=False)
    if head in ("Công an", "Thanh tra", "Thuế", "Thống kê"):
        return at
    bare = head == "Bộ" and not plural and (stop_re().match(text, at, end) or not re.compile(r"\s*[\w,]").match(text, at, end))
    return at if bare else None


def _read_class(text: str, at: int, end: int, head: str, *, plural: bool, depth: int) -> int | None:
    """A kind of bodies, or several in a row under one "các": "các sở, ban, ngành, đoàn thể"."""
    if (head == "tổ chức" and not plural) or NO_CLASS_RE.match(text, at - len(head), end):
        return None
    stop = _class_tail(text, at, end, depth, head)
    several = False
    while (item := _next_class(text, stop, end, plural=plural or several, head=head)) is not None:
        several = True
        stop = _class_tail(text, item[1], end, depth, item[0])
    if plural or several or head not in NEEDS_PLURAL:
        return stop
    if head in LEVELS and (named := NAMED_LEVEL_RE.match(text, at - len(head), end)) is not None:
        return named.end()  # tỉnh | Đắk Lắk
    return stop if head in ("đơn vị", "địa phương", "lực lượng") and stop > at else None


def _next_class(text: str, at: int, end: int, *, plural: bool, head: str) -> tuple[str, int] | None:
    """The next noun of a class list: ", ban" in "sở, ban, ngành"; never one with its own "các"."""
    join = re.compile(r"\s*,\s*(?P<each>các\s+)?").match(text, at, end)
    if join is None or head in ("Hiệp hội", "Hội") or (join["each"] and head != "cấp"):
        return None
    match = head_re().match(text, join.end(), end)
    if match is None or "class" not in heads()[match["head"]] or match["head"] in ("Công đoàn", "Hội", "Hiệp hội"):
        return None
    if not plural and head not in SHORT_LISTS:
        return None
    if match["head"] in ("tổ chức", "cấp") and not TO_CHUC_RE.match(text, match.end(), end):
        return None
    if match["head"] in ("Bộ", "Sở", "Ban", "Cục", "Vụ", "Phòng", "Tổng cục") and _named_follows(text, match.end(), end):
        return None
    return match["head"], match.end()


def _named_follows(text: str, at: int, end: int) -> bool:
    return bool(unit_re("sector").match(text, at, end) or NAME_WORD_RE.match(text, at, end))


BY_SECTOR = frozenset({"Sở", "Bộ", "Phòng", "Hội", "Ban", "Tổng cục"})  # the sector is the whole name
LEVELS = frozenset({"tỉnh", "Tỉnh", "thành phố", "Thành phố", "xã", "phường", "huyện", "đặc khu"})
LOOSE_WHOLES = frozenset({"Công đoàn", "Ban Chỉ đạo", "Văn phòng", "Ban Tổ chức"})  # an unknown name may follow
SHORT_LISTS = frozenset(
    {
        "sở", "Sở", "bộ", "Bộ", "ban", "cơ quan", "xã", "huyện", "cấp ủy", "cấp uỷ", "tỉnh ủy", "thành phố",
        "tỉnh", "phường", "phòng", "cục", "vụ", "tập đoàn",
    }
)  # fmt: skip
TO_CHUC_RE = re.compile(
    r"""
    \s* (?: [,;.):/] | $
        | (?:và|hoặc|có\ liên\ quan|liên\ quan|khác|chính\ trị|xã\ hội|hội|đảng|đoàn|đoàn\ thể|cá\ nhân|được|thuộc
             |trực\ thuộc|trong|thành\ viên|phi|tôn\ giáo|kinh\ tế|tín\ dụng|nhà\ nước|trên|cơ\ sở)(?!\w) )
    """,
    re.VERBOSE,
)  # "các cơ quan, tổ chức | liên quan", never "các sở, ngành | tổ chức | thực hiện"


def _class_tail(text: str, at: int, end: int, depth: int, head: str) -> int:
    attribute = unit_re("attribute").match(text, at, end)
    return _tail(text, attribute.end() if attribute else at, end, depth, loose=True, nested=head in ("cơ quan", "đơn vị"))


def _tail(text: str, at: int, end: int, depth: int, *, loose: bool, nested: bool = True) -> int:
    """Where a name ends that has been read up to ``at``; ``loose`` lets words in small letters in."""
    plain, anchor = 0, at
    for _ in range(MAX_TAIL_PARTS):
        stop = _part(text, at, end, depth, nested=nested)
        if stop is not None:
            at = anchor = stop
            plain = 0
            continue
        word = PLAIN_WORD_RE.match(text, at, end) if loose else None
        if word is None or stop_re(long_verbs=plain > 0).match(text, at, end):
            break
        plain += 1
        if plain > MAX_PLAIN_WORDS:
            return anchor
        at = word.end()
    return at


def _part(text: str, at: int, end: int, depth: int, *, nested: bool) -> int | None:
    """The end of the next part of a name that is sure to belong to it, or None."""
    sure = [pattern.match(text, at, end) for pattern in (unit_re("sector", "qualifier"), LEVELS_RE, SHORT_RE, places_re())]
    ends = [match.end() for match in sure if match is not None]
    if ends:
        return max(ends)
    owner = OWNER_RE.match(text, at, end)
    if owner is not None:
        return _owner(text, owner.end(), end, depth)
    if stop_re(long_verbs=True).match(text, at, end):
        return None
    if nested and (inner := _inner(text, at, end, depth)) is not None:
        return inner
    if (dashed := DASHED_RE.match(text, at, end)) is not None:
        second = None if stop_re().match(text, dashed.end(), end) else SYLLABLE_RE.match(text, dashed.end(), end)
        return second.end() if second else dashed.end()  # Tuyên giáo | - Nữ | công
    name = NAME_WORD_RE.match(text, at, end)
    return name.end() if name else None


def _owner(text: str, at: int, end: int, depth: int) -> int | None:
    """ "thuộc | Bộ Khoa học và Công nghệ", "của | các Bộ, ngành", "thuộc | Bộ"."""
    body = read_mention(text, at + 1, end, depth + 1)
    if body is not None:
        return body.end
    levels = LEVELS_RE.match(text, at, end) or OWNERS_RE.match(text, at, end)
    return levels.end() if levels else None


def _inner(text: str, at: int, end: int, depth: int) -> int | None:
    """A body inside a body's name: "Ban Thường vụ | LĐLĐ tỉnh", "Văn phòng, | Hội LHPN tỉnh"."""
    blank = BLANK_RE.match(text, at, end)
    match = head_re().match(text, blank.end(), end) if blank else None
    if match is None or "office" in heads()[match["head"]] or match["head"] in NEEDS_PLURAL - {"đơn vị"}:
        return None
    body = read_mention(text, match.start(), end, depth + 1)
    return body.end if body else None


def _series(text: str, at: int, end: int) -> Iterator[Mention]:
    """ "các Bộ: Công an, Quốc phòng" names each ministry; one name alone is a kind of bodies."""
    intro = SERIES_RE.match(text, at, end)
    if intro is None:
        return
    found: list[tuple[int, int]] = []
    stop = intro.end()
    while (unit := unit_re("sector").match(text, stop, end)) is not None:
        found.append((unit.start() + len(unit[0]) - len(unit[0].lstrip()), unit.end()))
        join = re.compile(r"\s*[,;](?:\s*và)?|\s+và(?=\s)").match(text, unit.end(), end)
        if join is None:
            break
        stop = join.end()
    if len(found) < 2:
        return
    head = intro["head"][:1].upper() + intro["head"][1:]
    office = (intro["office"] or "").strip()
    for begin, close in found:
        name = " ".join(part for part in (office, head, text[begin:close]) if part)
        yield Mention(begin, close, name=name)
