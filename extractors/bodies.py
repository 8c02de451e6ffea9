"""Mentions of bodies, and lists of them.

"Sở Tài chính, UBND các xã, phường và các đơn vị liên quan" is one list of three mentions;
"các Bộ: Công an, Quốc phòng" names two ministries. Persons in office are mentions ("Giám đốc Sở
Nội vụ"), kinds of bodies too ("các cơ quan, đơn vị"). What a mention has to do with the sentence
is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.fold import capitalise
from extractors.body_grammar import CONJUNCTION_RE, PROPER, any_head_re, begins_re, unit_re
from extractors.body_reader import Reader
from extractors.body_rows import carries

MAX_LIST = 40
GENERIC_RE = re.compile(
    r"""
    (?: các|những|mọi|từng|mỗi|một|hai|toàn\ thể )?\s*
    (?: cơ\ quan|đơn\ vị|địa\ phương|tổ\ chức|cá\ nhân|ngành|cấp|bên|cấp\ (?:có\ )?thẩm\ quyền )
    (?: \s*(?:,|và|,\s*các)\s*(?:cơ\ quan|đơn\ vị|địa\ phương|tổ\ chức|cá\ nhân|ngành|cấp) ){0,6}
    (?: \ (?:có\ )?liên\ quan|\ khác|\ chức\ năng|\ chuyên\ môn|\ trực\ thuộc ){0,3}
    (?: \ được\ .* )?
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "các cơ quan, đơn vị có liên quan" names nobody
SERIES_RE = re.compile(
    r"""
    (?:(?P<office>(?:Bộ|Thủ|Cục|Vụ|Viện)\ trưởng|Giám\ đốc|[Ll]ãnh\ đạo)\ )?      # Cục trưởng | các Cục: …
    [Cc]ác\ (?P<head>Bộ|Sở|Ban|Hội|bộ|sở|Phòng|Cục|Vụ|Tổng\ cục)
    (?:, \ (?:cơ\ quan|[Nn]gành|Tập\ đoàn))?                                      # Các Bộ, cơ quan: | Tài chính
    (?:\ ?(?P<colon>:))?(?=\s)                                                   # các Bộ: | Công an, Quốc phòng
    """,
    re.VERBOSE,
)
CAPITALISED_RE = re.compile(rf" +{PROPER}")  # the first word of a name behind the colon of a series
BARE_UNIT_RE = re.compile(r"(?:Tổng cục|Cục|Vụ)(?=\s*(?:,|;| và ))")
PLURAL_RE = re.compile(r"(?:tất cả )?(?:các|những)(?!\w)", re.IGNORECASE)
SERIES_JOIN_RE = re.compile(r"\s*[,;](?:\s*và)?|\s+và(?=\s)")


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
    reader, at = Reader(text, end), start
    while (match := any_head_re().search(text, at, end)) is not None:
        found = _list(reader, match.start())
        if found is None:
            at = match.start() + 1
            continue
        yield found
        at = found.end


def read_list(text: str, start: int, end: int) -> BodyList | None:
    """Read the list of bodies that begins exactly at ``start``, or None."""
    return _list(Reader(text, end), start) if begins_re().match(text, start, end) else None


def _list(reader: Reader, at: int) -> BodyList | None:
    mentions: list[Mention] = []
    plural = False
    while len(mentions) < MAX_LIST:
        carried = plural and carries(reader.text, at, reader.end)
        found = tuple(_series(reader, at)) or _single(reader, at, plural=carried)
        if not found and mentions:
            found = _bare_unit(reader, at)
        if not found:
            break
        plural = carried or PLURAL_RE.match(reader.text, at, reader.end) is not None
        mentions.extend(found)
        join = CONJUNCTION_RE.match(reader.text, reader.past_charge(mentions[-1].start, mentions[-1].end), reader.end)
        if join is None or not join[0].strip() or join[0].rstrip().endswith(")"):
            break
        at = join.end()
    return BodyList(tuple(mentions)) if mentions else None


def _single(reader: Reader, at: int, *, plural: bool) -> tuple[Mention, ...]:
    stop = reader.mention(at, plural=plural)
    if stop is None:
        return ()
    return (Mention(at, stop, GENERIC_RE.fullmatch(reader.text, at, stop) is not None),)


def _bare_unit(reader: Reader, at: int) -> tuple[Mention, ...]:
    """ "Văn phòng Bộ, Thanh tra Bộ, | Tổng cục |, Thủ trưởng …": a kind of a ministry's units, between others."""
    unit = BARE_UNIT_RE.match(reader.text, at, reader.end)
    return (Mention(at, unit.end()),) if unit else ()


def _series(reader: Reader, at: int) -> Iterator[Mention]:
    """ "các Bộ: Công an, Quốc phòng" names each ministry; one name alone is a kind of bodies."""
    text, end = reader.text, reader.end
    intro = SERIES_RE.match(text, at, end)
    if intro is None:
        return
    found: list[tuple[int, int]] = []
    stop = intro.end()
    while (close := _series_name(reader, stop, listed=intro["colon"] is not None)) is not None:
        begin = stop + len(text[stop:close]) - len(text[stop:close].lstrip())
        found.append((begin, close))
        join = SERIES_JOIN_RE.match(text, close, end)
        if join is None:
            break
        stop = join.end()
    if len(found) < 2:
        return
    for begin, close in found:
        words = (intro["office"], capitalise(intro["head"]), text[begin:close])
        yield Mention(begin, close, name=" ".join(word for word in words if word))


def _series_name(reader: Reader, at: int, *, listed: bool) -> int | None:
    """End of the next name of a series; behind a colon it may be any in capitals that is no body by itself."""
    unit = unit_re("sector").match(reader.text, at, reader.end)
    if not listed:
        return unit.end() if unit else None
    if unit is None and (reader.mention(at + 1) or not CAPITALISED_RE.match(reader.text, at, reader.end)):
        return None
    stop = reader.name(at)
    return stop if stop > at else None
